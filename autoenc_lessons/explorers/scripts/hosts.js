// Where a figure is drawn. Front ends run a script in its place, at the end of the output, in the page's head, or before
// the output is in the page. So a figure is not looked for beside its script: its host bears its name.
const drawAtHosts = (name, drawAt) => {
  const hostsIn = root => [
    ...root.querySelectorAll(`[data-autoenc-figure="${name}"]`),
    ...[...root.querySelectorAll("*")].flatMap(element => element.shadowRoot ? hostsIn(element.shadowRoot) : []),
  ];
  // What bears one name is one figure, so that it does not matter which script draws which of its hosts.
  const drawAll = () => {
    const waiting = hostsIn(document).filter(host => !host.autoencDrawn);
    waiting.forEach(host => {
      const words = [...host.childNodes];
      host.autoencDrawn = true;
      try {
        drawAt(host);
      } catch (error) {
        // The words say where to go instead.
        host.replaceChildren(...words);
        reportError(error);
      }
    });
    return waiting.length > 0;
  };
  if (drawAll()) return;
  const observer = new MutationObserver(() => { if (drawAll()) observer.disconnect(); });
  observer.observe(document, {childList: true, subtree: true});
};
