// A cell shows a picture, its caption and the live figure that tells the same. Where the live one runs, the other two
// step aside. They are looked for only where front ends put outputs, and only if both are just what they should be.
const putAside = (host, text) => {
  const PLACES = ".jp-OutputArea > *, .output > .output_area, .cell_output > *", WAIT = 10000;
  const place = host.closest(PLACES);
  if (!place) return;
  const allOf = (box, name) => [...box.matches(name) ? [box] : [], ...box.querySelectorAll(name)];
  const isCaption = box => {
    const [paragraph, ...others] = allOf(box, "p, img, canvas, svg, pre, table, script");
    const said = paragraph?.matches("p") && !others.length && paragraph.querySelector(":scope > em:only-child");
    return said && said.textContent.trim() === paragraph.textContent.trim();
  };
  const isPicture = box => allOf(box, "img").length === 1 && !allOf(box, "p, pre, table, script, canvas").length;
  const hide = () => {
    const caption = place.previousElementSibling, picture = caption?.previousElementSibling;
    if (!picture || !isCaption(caption) || !isPicture(picture)) return false;
    const show = isShown => {
      [picture, caption].forEach(box => box.classList.toggle("autoenc-twin", !isShown));
      toggle.setAttribute("aria-pressed", String(isShown));
    };
    const toggle = button(host.querySelector(":scope > .autoenc-foot") || footOf(host), text,
      () => show(toggle.getAttribute("aria-pressed") !== "true"));
    show(false);
    return true;
  };
  Promise.resolve(host.autoencReady).then(() => {
    if (host.autoencFailed || hide()) return;
    // JupyterLab draws the picture and the caption in its own time.
    const observer = new MutationObserver(() => { if (hide()) observer.disconnect(); });
    observer.observe(place.parentElement, {childList: true, subtree: true});
    setTimeout(() => observer.disconnect(), WAIT);
  });
};
