(() => {
  const byId = id => document.getElementById(id);
  const made = (tag, attributes, ...inside) => {
    const element = Object.assign(document.createElement(tag), attributes);
    element.append(...inside);
    return element;
  };

  // Light or dark: as the system says, until a reader chooses.
  const themeButton = byId("theme"), root = document.documentElement;
  const isDark = () => (root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  const sayTheme = () => { themeButton.lastChild.textContent = themeButton.dataset[isDark() ? "light" : "dark"]; };
  themeButton.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    try { localStorage.setItem("theme", root.dataset.theme); } catch {}
    sayTheme();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", sayTheme);
  sayTheme();
  themeButton.hidden = false;

  // A language is changed in its place.
  document.querySelectorAll(".languages a").forEach(link =>
    link.addEventListener("click", () => { link.hash = location.hash; }));

  // Paper shows what is folded up.
  const unfold = () => document.querySelectorAll("article details:not([open])").forEach(answer => {
    answer.open = true;
    addEventListener("afterprint", () => { answer.open = false; }, {once: true});
  });
  addEventListener("beforeprint", unfold);
  const printButton = byId("print");
  printButton?.addEventListener("click", () => print());
  if (printButton) printButton.hidden = false;

  // A link into an answer that is folded up unfolds it.
  const unfoldTarget = () => {
    const target = location.hash.length > 1 && byId(decodeURIComponent(location.hash.slice(1)));
    target?.closest?.("details:not([open])")?.setAttribute("open", "");
  };
  addEventListener("hashchange", unfoldTarget);
  unfoldTarget();

  // The meaning of a term stands beside it while a pointer or the keyboard is there; Escape takes it away.
  const bubble = made("div", {id: "meaning", role: "tooltip", hidden: true});
  let shown = null, leaving = 0;
  const hide = () => {
    if (!shown) return;
    shown.title = bubble.textContent;
    shown.removeAttribute("aria-describedby");
    shown = null;
    bubble.hidden = true;
  };
  const show = link => {
    clearTimeout(leaving);
    if (shown === link) return;
    hide();
    bubble.textContent = link.title;
    link.removeAttribute("title");
    link.setAttribute("aria-describedby", bubble.id);
    bubble.hidden = false;
    shown = link;
    const at = link.getBoundingClientRect(), room = document.documentElement.clientWidth;
    bubble.style.left = `${scrollX + Math.max(8, Math.min(at.left, room - bubble.offsetWidth - 8))}px`;
    const isBelow = at.bottom + bubble.offsetHeight + 8 < innerHeight;
    bubble.style.top = `${scrollY + (isBelow ? at.bottom + 4 : at.top - bubble.offsetHeight - 4)}px`;
  };
  const leave = () => { leaving = setTimeout(hide, 150); };
  if (document.querySelector("a.term")) (document.querySelector("main")).append(bubble);
  document.querySelectorAll("a.term").forEach(link => {
    ["pointerenter", "focus"].forEach(name => link.addEventListener(name, () => show(link)));
    ["pointerleave", "blur"].forEach(name => link.addEventListener(name, leave));
    // A finger has no hover: its first touch shows the meaning, its second follows the link.
    link.addEventListener("click", event => {
      if (event.pointerType !== "touch" || link.dataset.touched) return;
      event.preventDefault();
      show(link);
      link.dataset.touched = "yes";
    });
  });
  bubble.addEventListener("pointerenter", () => clearTimeout(leaving));
  bubble.addEventListener("pointerleave", leave);
  addEventListener("keydown", event => { if (event.key === "Escape") hide(); });

  // Search: the index comes when somebody asks for it.
  const searchButton = byId("open-search"), dialog = byId("search"), sought = byId("sought");
  const said = byId("found"), places = byId("places"), hint = said.textContent;
  const MOST = 40, BEFORE = 60, AROUND = 180;
  const load = () => new Promise((done, failed) => {
    if (window.autoencIndex) return done();
    document.head.append(made("script", {src: searchButton.dataset.index, onload: done, onerror: failed}));
  });
  const folded = text => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const around = (text, word) => {
    const at = Math.max(0, folded(text).indexOf(word)), from = Math.max(0, at - BEFORE);
    return `${from ? "… " : ""}${text.slice(from, from + AROUND)}${text.length > from + AROUND ? " …" : ""}`;
  };
  const found = words => window.autoencIndex.flatMap(([address, title, sections], order) =>
    sections.flatMap(section => {
      const [anchor, heading, text] = section;
      const [top, head, own] = section[3] ??= [title, heading, `${heading} ${text}`].map(folded);
      if (!words.every(word => own.includes(word) || top.includes(word))) return [];
      if (!words.some(word => own.includes(word)) && anchor) return [];
      const score = words.reduce((sum, word) => sum + 9 * head.includes(word) + 3 * (top.includes(word) && !anchor) +
        Math.min(3, own.split(word).length - 1), 0);
      return [{address, anchor, title, heading, text, score, order}];
    })).sort((a, b) => b.score - a.score || a.order - b.order);
  const seek = () => {
    const words = folded(sought.value).split(/\s+/).filter(Boolean);
    places.replaceChildren();
    if (!words.length) return void (said.textContent = hint);
    const all = found(words);
    const {none, one, many} = dialog.dataset;
    said.textContent = !all.length ? none : all.length === 1 ? one : many.replace("{number}", all.length);
    all.slice(0, MOST).forEach(({address, anchor, title, heading, text}) => {
      const link = made("a", {href: `${searchButton.dataset.up}${address}${anchor ? `#${encodeURIComponent(anchor)}` : ""}`},
        made("strong", {textContent: heading || title}), made("span", {className: "where", textContent: heading ? title : ""}));
      link.addEventListener("click", () => dialog.close());
      places.append(made("li", {}, link, made("p", {textContent: around(text, words[0])})));
    });
  };
  const openSearch = () => {
    dialog.showModal();
    sought.select();
    load().then(seek);
  };
  searchButton.addEventListener("click", openSearch);
  sought.addEventListener("input", () => load().then(seek));
  sought.addEventListener("keydown", event => {
    // A browser would empty the field first.
    if (event.key === "Escape") dialog.close();
    if (event.key !== "Enter") return;
    event.preventDefault();
    places.querySelector("a")?.click();
  });
  dialog.addEventListener("keydown", event => {
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
    if (!step) return;
    const stops = [sought, ...places.querySelectorAll("a")];
    event.preventDefault();
    stops[Math.max(0, Math.min(stops.length - 1, stops.indexOf(document.activeElement) + step))].focus();
  });
  dialog.addEventListener("click", event => { if (event.target === dialog) dialog.close(); });
  addEventListener("keydown", event => {
    // A key alone would be pressed by who dictates; with Control it is meant.
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    if (!dialog.open) openSearch();
  });
  searchButton.hidden = false;
})();
