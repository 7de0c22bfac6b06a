// Figures are drawn one after the other, those in sight first, so that no task holds the page up.
const waitingFigures = [];
const isInSight = host => {
  const {top, bottom} = host.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
};
const drawOne = async ({host, stored, draw}) => {
  const {numbers, button} = await nextTask(() => JSON.parse(stored.textContent));
  let drawn = null;
  await nextTask(() => drawAtHosts(host.dataset.autoencFigure, found => {
    draw(found, numbers);
    drawn = found;
  }));
  await drawn?.autoencReady;
  if (drawn) await nextTask(() => putAside(drawn, button));
};
let isDrawing = false;
const drawAllWaiting = async () => {
  isDrawing = true;
  while (waitingFigures.length) {
    await nextTask(() => waitingFigures.sort((a, b) => isInSight(b.host) - isInSight(a.host)));
    // One that fails costs no other.
    await drawOne(waitingFigures.shift()).catch(reportError);
  }
  isDrawing = false;
  keepPlace();
};
// A figure is taller or less tall than the picture in its place: whoever came for a section still finds it.
const keepPlace = () => {
  const sought = !window.autoencMoved && location.hash.length > 1 &&
    document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (sought) sought.scrollIntoView();
  document.documentElement.dataset.live = "drawn";
};
["wheel", "touchstart", "keydown", "pointerdown"].forEach(name =>
  addEventListener(name, () => { window.autoencMoved = true; }, {once: true, passive: true}));
const drawWaiting = (kind, draw) => {
  document.querySelectorAll(`script[data-autoenc-kind="${kind}"]`).forEach(stored => {
    const host = document.querySelector(`[data-autoenc-figure="${stored.dataset.autoencFor}"]`);
    waitingFigures.push({host, stored, draw});
  });
  if (!isDrawing) drawAllWaiting();
};
