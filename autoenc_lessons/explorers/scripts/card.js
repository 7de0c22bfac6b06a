// The card that a figure is drawn on: its instruction, the theme around it, its width, and motion that may be unwanted.
const NARROW = 560;
// Empty the host and return an id that no other figure has: two of them may stand on one page.
const begin = (host, words) => {
  host.textContent = "";
  host.className = "autoenc-explorer";
  add(host, "style", {}, STYLE);
  window.autoencExplorers = (window.autoencExplorers || 0) + 1;
  const id = `autoenc-explorer-${window.autoencExplorers}`;
  const head = add(host, "p", {class: "autoenc-keys"});
  add(head, "span", {class: "autoenc-live", "aria-hidden": "true"});
  add(head, "span", {id: `${id}-keys`}, words.keys);
  heedTheme(host);
  sized(host);
  if (window.ResizeObserver) new ResizeObserver(() => sized(host)).observe(host);
  return id;
};

// Light text means a dark ground, in any front end and whatever it calls its themes. A canvas reads every kind of colour.
const channelsOf = colour => {
  if (/^rgba?\(/.test(colour)) return colour.match(/[\d.]+/g).slice(0, 3).map(Number);
  const context = document.createElement("canvas").getContext("2d");
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
};
const isOnDark = host => dot(channelsOf(getComputedStyle(host).color).map(value => (value / 255) ** 2.2),
  [0.2126, 0.7152, 0.0722]) > 0.18;
const heedTheme = host => {
  const look = () => host.classList.toggle("autoenc-dark", isOnDark(host));
  // A theme's style sheet may come after its name.
  const lookAgain = () => [0, 100, 500].forEach(wait => setTimeout(look, wait));
  const observer = new MutationObserver(() => host.isConnected ? lookAgain() : observer.disconnect());
  [document.documentElement, document.body].forEach(element => element && observer.observe(element, {attributes: true}));
  ["(prefers-color-scheme: dark)", "(forced-colors: active)"].forEach(query =>
    matchMedia(query).addEventListener?.("change", lookAgain));
  ["pointerenter", "focusin"].forEach(name => host.addEventListener(name, look));
  look();
};

// Do one work after the other, each in a task of its own, so that the page answers in between. Nobody touches a figure
// of which a part is missing.
const soon = (host, ...works) => {
  host.inert = true;
  const tasks = works.map(work => () => nextTask(() => { if (!host.autoencFailed) host.autoencTry(work); }));
  host.autoencReady = tasks.reduce((before, task) => before.then(task), Promise.resolve())
    .then(() => { host.inert = false; });
};
const nextTask = work => new Promise(done => setTimeout(done)).then(work);

// Lay the figure out soon, in one or more works, and again whenever the card has another width, so that text keeps its
// size. The browser's own layout comes first.
const whenSized = (host, ...works) => {
  let width = null;
  const look = () => {
    const now = sized(host);
    if (now === width || now === 0) return;
    width = now;
    works.forEach(work => work());
  };
  soon(host, () => { width = sized(host); }, ...works, () => {
    if (window.ResizeObserver) new ResizeObserver(look).observe(host);
  });
};
const sized = host => {
  const width = host.clientWidth;
  host.classList.toggle("autoenc-narrow", width > 0 && width < NARROW);
  return width;
};
const isNarrow = host => host.classList.contains("autoenc-narrow");

// Do something once the figure is near what is seen, or at once where nobody can tell.
const whenSeen = (host, start) => {
  if (!window.IntersectionObserver) return start();
  const observer = new IntersectionObserver(entries => {
    if (!entries.some(entry => entry.isIntersecting)) return;
    observer.disconnect();
    start();
  }, {rootMargin: "600px"});
  observer.observe(host);
};

const isCalm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
// A jump from some numbers to others, so short that nobody waits for it. A newer one ends an older one.
const glider = () => {
  const LONGEST = 180;
  let latest = 0;
  return (from, to, apply) => {
    const mine = ++latest, began = performance.now();
    if (!from || isCalm()) return apply(to);
    const go = now => {
      if (mine !== latest) return;
      const rest = (1 - clamp((now - began) / LONGEST, 0, 1)) ** 3;
      apply(to.map((value, k) => rest ? value + rest * (from[k] - value) : value));
      if (rest) requestAnimationFrame(go);
    };
    requestAnimationFrame(go);
  };
};

const readOut = (host, id) =>
  add(host, "p", {id: `${id}-values`, role: "status", "aria-live": "polite", class: "autoenc-values"});
const footOf = host => add(host, "div", {class: "autoenc-foot"});
