// Where a figure is drawn. Front ends run a script in its place, at the end of the output, in the page's head, or before
// the output is in the page. So a figure is not looked for beside its script: its host bears its name.
const drawAtHosts = (name, drawAt) => {
  const waitingIn = root => {
    const found = [...root.querySelectorAll(`[data-autoenc-figure="${name}"]`)].filter(host => !host.autoencDrawn);
    if (found.length) return found;
    return [...root.querySelectorAll("*")].filter(element => element.shadowRoot)
      .flatMap(element => waitingIn(element.shadowRoot));
  };
  // What bears one name is one figure, so that it does not matter which script draws which of its hosts.
  const drawAll = () => {
    const waiting = waitingIn(document);
    waiting.forEach(host => {
      const words = [...host.childNodes];
      host.autoencDrawn = true;
      host.autoencTry = work => {
        try {
          work();
        } catch (error) {
          // The words say where to go instead.
          host.replaceChildren(...words);
          host.autoencFailed = true;
          host.inert = false;
          reportError(error);
        }
      };
      host.autoencTry(() => drawAt(host));
    });
    return waiting.length > 0;
  };
  if (drawAll()) return;
  const observer = new MutationObserver(() => { if (drawAll()) observer.disconnect(); });
  observer.observe(document, {childList: true, subtree: true});
};
