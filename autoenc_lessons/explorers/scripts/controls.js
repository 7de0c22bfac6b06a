// What can be pressed or dragged: buttons, sliders, choices, pads.
// JupyterLab takes the arrow keys on their way down from the document, so they must be caught above it.
// `onKey` returns whether it has used the key.
const catchKeys = (element, onKey) => {
  const caught = event => {
    if (event.composedPath()[0] !== element || event.ctrlKey || event.altKey || event.metaKey || !onKey(event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  element.addEventListener("focus", () => window.addEventListener("keydown", caught, true));
  element.addEventListener("blur", () => window.removeEventListener("keydown", caught, true));
};
const ARROWS = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1]};
// The place that a key leads to in a row of so many, or null. PageUp and PageDown would scroll the page.
const placeByKey = (event, place, number, large = 1) => {
  const [h, v] = ARROWS[event.key] || [0, 0], long = {PageUp: large, PageDown: -large}[event.key];
  const ends = {Home: 0, End: number - 1}[event.key];
  if (ends !== undefined) return ends;
  return h || v || long ? place + (long || (h || v) * (event.shiftKey ? large : 1)) : null;
};

// `onMove` gets each event of a drag, and the one before it (at first itself). A finger that does not begin on a handle
// must move sideways or tap, for up and down it scrolls the page.
const catchDrag = (element, onMove) => {
  const SIDEWAYS = 8;
  let first = null, before = null;
  const isHandle = event => event.pointerType !== "touch" || event.target.closest(".autoenc-grip, .autoenc-thumb");
  const move = event => {
    onMove(event, before || event);
    before = event;
  };
  element.addEventListener("pointerdown", event => {
    if (event.button !== 0) return;
    first = event;
    element.setPointerCapture(event.pointerId);
    element.focus({preventScroll: true});
    if (isHandle(event)) move(event);
  });
  element.addEventListener("pointermove", event => {
    if (!first || !element.hasPointerCapture(event.pointerId)) return;
    if (before || Math.abs(event.clientX - first.clientX) > SIDEWAYS) move(event);
  });
  element.addEventListener("pointerup", event => { if (first && !before) move(event); });
  ["pointercancel", "lostpointercapture"].forEach(name =>
    element.addEventListener(name, () => { first = before = null; }));
  // Where a front end knows no touch-action on parts of a drawing.
  element.addEventListener("touchmove", event => { if (before && event.cancelable) event.preventDefault(); }, {passive: false});
};

const button = (parent, text, onClick) => {
  const made = add(parent, "button", {type: "button"}, text);
  made.addEventListener("click", onClick);
  return made;
};

const control = (parent, name) => {
  const box = add(parent, "div", {class: "autoenc-control"}), told = add(box, "div", {class: "autoenc-told", "aria-hidden": "true"});
  add(told, "span", {class: "autoenc-name"}, name);
  return {box, shown: add(told, "span", {class: "autoenc-chosen"})};
};

// One of many texts, chosen by a thumb on a track. Range inputs get no arrow keys in JupyterLab.
const slider = (parent, {name, texts, start, onChange, large = 1}) => {
  const {box, shown} = control(parent, name), last = texts.length - 1;
  const track = add(box, "div", {class: "autoenc-track", role: "slider", tabindex: "0", "aria-label": name,
    "aria-valuemin": 0, "aria-valuemax": last});
  add(track, "div", {class: "autoenc-thumb"});
  let chosen = null;
  const choose = wanted => {
    const index = clamp(Math.round(wanted), 0, last);
    if (index === chosen) return;
    chosen = index;
    track.style.setProperty("--at", index / Math.max(1, last));
    shown.textContent = texts[index];
    track.setAttribute("aria-valuenow", index);
    track.setAttribute("aria-valuetext", texts[index]);
    onChange(index);
  };
  catchKeys(track, event => {
    const place = placeByKey(event, chosen, texts.length, large);
    if (place !== null) choose(place);
    return place !== null;
  });
  catchDrag(track, event => {
    const sides = track.getBoundingClientRect();
    choose((event.clientX - sides.left - 12) / (sides.width - 24) * last);
  });
  choose(start);
  return {choose, chosen: () => chosen, track};
};

// One of a few texts, all of them to be seen. `paint`, if given, fills a button with a picture instead.
const choices = (parent, {name, texts, start, onChange, paint = null}) => {
  const row = add(control(parent, name).box, "div", {class: "autoenc-choices", role: "radiogroup", "aria-label": name});
  let chosen = null;
  const buttons = texts.map((text, k) => {
    const made = button(row, paint ? "" : text, () => choose(k));
    made.setAttribute("role", "radio");
    if (paint) {
      made.className = "autoenc-icon";
      made.setAttribute("aria-label", text);
      paint(made, k);
    }
    catchKeys(made, event => {
      const place = placeByKey(event, k, texts.length);
      if (place === null) return false;
      choose((place + texts.length) % texts.length);
      buttons[chosen].focus({preventScroll: true});
      return true;
    });
    return made;
  });
  const choose = index => {
    if (index === chosen) return;
    chosen = index;
    buttons.forEach((made, k) => {
      made.setAttribute("aria-checked", String(k === index));
      made.tabIndex = k === index ? 0 : -1;
    });
    onChange(index);
  };
  choose(start);
  return {choose, chosen: () => chosen};
};
const FEW = 5;
// What is one of a few is seen at once; what is one of many, or of an order that `slider` shows, is not.
const chooser = (parent, given) => (given.texts.length > FEW ? slider : choices)(parent, given);
