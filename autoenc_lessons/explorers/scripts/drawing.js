// What all live figures share: marks, axes, space seen from a side, controls. Each figure's script comes after this one.
const SIZE = 400;
const MARKERS = {
  "o": "m-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0z", "^": "m0,-5l4.6,8.6h-9.2z", "s": "m-3.7,-3.7h7.4v7.4h-7.4z",
  "D": "m0,-5l5,5l-5,5l-5,-5z", "v": "m0,5l4.6,-8.6h-9.2z",
  "P": "m-1.6,-5h3.2v3.4h3.4v3.2h-3.4v3.4h-3.2v-3.4h-3.4v-3.2h3.4z",
  "X": "m-2.6,-4.8l2.6,2.6l2.6,-2.6l2.2,2.2l-2.6,2.6l2.6,2.6l-2.2,2.2l-2.6,-2.6l-2.6,2.6l-2.2,-2.2l2.6,-2.6l-2.6,-2.6z",
  "<": "m-5,0l8.6,-4.6v9.2z", ">": "m5,0l-8.6,-4.6v9.2z",
  "*": "m0,-5.5l1.4,3.6l3.9,0.2l-3,2.5l1,3.8l-3.3,-2.2l-3.3,2.2l1,-3.8l-3,-2.5l3.9,-0.2z",
  ".": "m-1.6,0a1.6,1.6 0 1,0 3.2,0a1.6,1.6 0 1,0 -3.2,0z",
};
const STYLE = `
  .autoenc-explorer { color: var(--jp-content-font-color1, inherit); font-size: var(--jp-content-font-size1, 14px); }
  .autoenc-explorer .autoenc-panels { display: flex; flex-wrap: wrap; gap: 8px; }
  .autoenc-explorer .autoenc-panel { flex: 1 1 250px; max-width: 420px; min-width: 0; }
  .autoenc-explorer svg { display: block; width: 100%; height: auto; }
  .autoenc-explorer text { fill: currentColor; font: 13px sans-serif; }
  .autoenc-explorer .autoenc-pad { touch-action: none; border-radius: 4px; }
  .autoenc-explorer .autoenc-pad:focus, .autoenc-explorer .autoenc-track:focus, .autoenc-explorer button:focus-visible
    { outline: 3px solid var(--jp-brand-color1, #1976d2); outline-offset: -3px; }
  .autoenc-explorer .autoenc-line { fill: none; stroke: currentColor; stroke-width: 1; opacity: 0.25; }
  .autoenc-explorer .autoenc-patch { fill: currentColor; opacity: 0.08; }
  .autoenc-explorer .autoenc-halo { fill: none; stroke: var(--jp-layout-color0, var(--vscode-editor-background, #fff)); stroke-width: 6; }
  .autoenc-explorer .autoenc-ring { fill: none; stroke: currentColor; stroke-width: 2.5; }
  .autoenc-explorer .autoenc-copy { fill: currentColor; }
  .autoenc-explorer p { margin: 4px 0; }
  .autoenc-explorer .autoenc-values { min-height: 2.8em; }
  .autoenc-explorer button { font: inherit; padding: 3px 10px; margin: 0 6px 4px 0; color: inherit; cursor: pointer;
    background: var(--jp-layout-color2, transparent); border: 1px solid currentColor; border-radius: 4px; }
  .autoenc-explorer button[aria-pressed="true"]::before { content: "✓ "; }
  .autoenc-explorer button[aria-pressed="false"]::before { content: "✗ "; }
  .autoenc-explorer .autoenc-control { display: flex; flex-wrap: wrap; align-items: center; gap: 0 10px; margin: 2px 0; }
  .autoenc-explorer .autoenc-name { flex: 0 0 auto; min-width: 7em; }
  .autoenc-explorer button + .autoenc-control { display: inline-flex; width: calc(100% - 6em); }
  .autoenc-explorer button + .autoenc-control .autoenc-name { min-width: 0; }
  .autoenc-explorer .autoenc-track { flex: 1 1 140px; max-width: 460px; height: 28px; position: relative; cursor: pointer;
    touch-action: none; border-radius: 4px; }
  .autoenc-explorer .autoenc-track::before { content: ""; position: absolute; left: 10px; right: 10px; top: 12px;
    border-top: 3px solid currentColor; opacity: 0.5; }
  .autoenc-explorer .autoenc-thumb { position: absolute; top: 5px; width: 18px; height: 18px; margin-left: -9px;
    box-sizing: border-box; border-radius: 9px; background: var(--jp-layout-color0, var(--vscode-editor-background, #fff)); border: 3px solid currentColor; }
  .autoenc-explorer .autoenc-chosen { flex: 1 0 9em; }
  .autoenc-explorer table { border-collapse: collapse; margin: 6px 0; }
  .autoenc-explorer th, .autoenc-explorer td { padding: 3px 10px; text-align: left; white-space: normal;
    border: 1px solid currentColor; }
`;

const add = (parent, tag, attributes = {}, text = "") => {
  const html = parent.namespaceURI.endsWith("xhtml") && tag !== "svg";
  const made = document.createElementNS(`http://www.w3.org/${html ? "1999/xhtml" : "2000/svg"}`, tag);
  Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
  made.textContent = text;
  return parent.appendChild(made);
};

// Empty the host and return an id that no other figure has: two of them may stand on one page.
const begin = host => {
  host.textContent = "";
  host.className = "autoenc-explorer";
  add(host, "style", {}, STYLE);
  window.autoencExplorers = (window.autoencExplorers || 0) + 1;
  return `autoenc-explorer-${window.autoencExplorers}`;
};

// Sentences come from Python with their blanks in braces. A blank that nothing fills is a mistake of the script.
const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (blank, name) => {
  if (values[name] === undefined) throw new Error(`${blank}: ${sentence}`);
  return values[name];
});

const clamp = (value, low, high) => Math.min(high, Math.max(low, value));
const fixed = (value, decimals) => value.toFixed(decimals).replace(/^-(?=0\.?0*$)/, "");
const say = (numbers, decimals) => `(${numbers.map(number => fixed(number, decimals)).join(", ")})`;
const rangeOf = values => [Math.min(...values), Math.max(...values)];
const column = (rows, k) => rows.map(row => row[k]);
const mean = values => values.reduce((sum, value) => sum + value, 0) / values.length;
const dot = (a, b) => a.reduce((sum, value, k) => sum + value * b[k], 0);
const minus = (a, b) => a.map((value, k) => value - b[k]);
const size = vector => Math.hypot(...vector);

const ticksOf = (low, high) => {
  const power = 10 ** Math.floor(Math.log10((high - low) / 4));
  const step = power * [1, 2, 5, 10].find(factor => factor * power >= (high - low) / 5);
  const first = Math.ceil(low / step);
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return Array.from({length: Math.floor(high / step) - first + 1}, (_, k) => {
    const value = (first + k) * step;
    return [value, fixed(value, decimals)];
  });
};

const svgIn = (parent, width = SIZE, height = SIZE) =>
  add(parent, "svg", {viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true"});
const ends = points => points.map(([h, v]) => `${h.toFixed(2)},${v.toFixed(2)}`).join(" ");
const line = (svg, points, attributes = {}) =>
  add(svg, "polyline", {points: ends(points), class: "autoenc-line", ...attributes});

// Marks of many samples: one path for each group, so that all can move at once.
const cloud = (svg, groups, groupOf, opacity = 0.8) => {
  const paths = groups.map(group => add(svg, "path", {fill: group.colour, opacity, "data-group": group.label}));
  return points => groups.forEach((group, g) => paths[g].setAttribute("d", points
    .filter((_, k) => groupOf[k] === g)
    .map(([h, v]) => `M${h.toFixed(2)},${v.toFixed(2)}${MARKERS[group.marker]}`).join("")));
};
const dots = svg => {
  const path = add(svg, "path", {class: "autoenc-copy"});
  return points => path.setAttribute(
    "d", points.map(([h, v]) => `M${h.toFixed(2)},${v.toFixed(2)}${MARKERS["."]}`).join(""));
};
const pointer = (svg, name) => {
  const group = add(svg, "g", {class: "autoenc-point", "data-point": name});
  add(group, "path", {d: "M-15,0H15M0,-15V15", class: "autoenc-halo"});
  add(group, "circle", {r: 8, class: "autoenc-halo"});
  add(group, "path", {d: "M-15,0H-8M8,0H15M0,-15V-8M0,8V15", class: "autoenc-ring"});
  add(group, "circle", {r: 8, class: "autoenc-ring"});
  return at => group.setAttribute("transform", `translate(${at.map(value => value.toFixed(2))})`);
};
const legend = (parent, groups) => {
  const list = add(parent, "p", {class: "autoenc-legend"});
  groups.forEach(group => {
    const sign = add(list, "svg", {viewBox: "-7 -7 14 14", "aria-hidden": "true",
      style: "width: 14px; display: inline-block; vertical-align: -2px"});
    add(sign, "path", {d: `M0,0${MARKERS[group.marker]}`, fill: group.colour});
    add(list, "span", {}, ` ${group.name} \u00a0 `);
  });
};

// A flat picture with numbers along two sides. A side is [smallest, largest]; a logarithmic one brings its ticks.
const flat = (svg, {across, up, names, width = SIZE, height = SIZE, left = 58, bottom = 46, ticks = null,
  acrossTicks = null}) => {
  const TOP = 12, RIGHT = 22;
  const scale = ticks ? Math.log : value => value;
  const [low, high] = up.map(scale);
  const inner = [width - left - RIGHT, height - TOP - bottom];
  const place = ([h, v]) => [
    left + (h - across[0]) / (across[1] - across[0]) * inner[0],
    TOP + (high - scale(v)) / (high - low) * inner[1],
  ];
  const valueAt = ([h, v]) => [
    across[0] + (h - left) / inner[0] * (across[1] - across[0]), high - (v - TOP) / inner[1] * (high - low),
  ];
  const frame = add(svg, "g", {class: "autoenc-frame"});
  const redraw = () => {
    frame.textContent = "";
    const [[l, b], [r, t]] = [place([across[0], up[0]]), place([across[1], up[1]])];
    line(frame, [[l, b], [r, b], [r, t], [l, t], [l, b]], {style: "opacity: 0.7"});
    (acrossTicks || ticksOf(...across)).forEach(([value, label]) => {
      const [h] = place([value, up[0]]);
      line(frame, [[h, b], [h, t]]);
      add(frame, "text", {x: h, y: b + 17, "text-anchor": "middle"}, label);
    });
    (ticks ? ticks.map(value => [value, String(value)]) : ticksOf(...up)).forEach(([value, label]) => {
      const [, v] = place([across[0], value]);
      line(frame, [[l, v], [r, v]]);
      add(frame, "text", {x: l - 6, y: v + 4, "text-anchor": "end"}, label);
    });
    const middle = (b + t) / 2;
    add(frame, "text", {x: (l + r) / 2, y: height - 10, "text-anchor": "middle"}, names[0]);
    add(frame, "text", {x: 18, y: middle, "text-anchor": "middle", transform: `rotate(-90 18 ${middle})`}, names[1]);
  };
  redraw();
  return {place, valueAt, reach: to => { across[1] = to; redraw(); }};
};

const unitNames = words => [0, 1].map(number => fill(words.codeUnit, {number}));

// Space, seen from a side without perspective. `also` are further points that must fit in. In a true picture all
// features have one scale; otherwise each fills its side of a box, which is flatter than it is wide.
const space = (svg, {x, words, also = [], azimuth = -60, elevation = 20, isTrue = false, turns = false,
  width = SIZE, height = SIZE, margin = 40}) => {
  const HEIGHT = 0.75;
  const ranges = [0, 1, 2].map(k => rangeOf(column(x, k)));
  const widest = Math.max(...ranges.map(([low, high]) => high - low)) || 1;
  const factors = ranges.map(([low, high], k) => isTrue ? 1 / widest : (k === 2 ? HEIGHT : 1) / (high - low || 1));
  const middle = ranges.map(([low, high]) => (low + high) / 2);
  const scaled = point => point.map((value, k) => (value - middle[k]) * factors[k]);
  let right, up, towards;
  const look = (a, e) => {
    const [ca, sa, ce, se] = [Math.cos(a), Math.sin(a), Math.cos(e), Math.sin(e)];
    [right, up, towards] = [[-sa, ca, 0], [-se * ca, -se * sa, ce], [ce * ca, ce * sa, se]];
  };
  const turn = (a, e) => look(a * Math.PI / 180, e * Math.PI / 180);
  turn(azimuth, elevation);
  const project = point => { const p = scaled(point); return [dot(right, p), -dot(up, p)]; };
  const corner = bits => ranges.map((range, k) => range[bits[k]]);
  const corners = [0, 1].flatMap(a => [0, 1].flatMap(b => [0, 1].map(c => corner([a, b, c]))));
  const all = corners.concat(also);
  const reach = Math.max(...all.map(point => size(scaled(point))));
  const seen = turns ? [[-reach, -reach], [reach, reach]] : all.map(project);
  const sides = [0, 1].map(k => rangeOf(column(seen, k)));
  const zoom = Math.min(...[width, height].map((room, k) => (room - 2 * margin) / (sides[k][1] - sides[k][0])));
  const place = point => project(point).map((value, k) => [width, height][k] / 2 + (value - (sides[k][0] + sides[k][1]) / 2) * zoom);
  const frame = add(svg, "g", {class: "autoenc-frame"});
  // Each feature is named at the edge of the box where neither data nor other names are.
  const redraw = () => {
    frame.textContent = "";
    const near = towards.map(value => value > 0 ? 1 : 0), bottom = towards[2] >= 0 ? 0 : 1;
    const leftmost = [[0, 0], [0, 1], [1, 0], [1, 1]]
      .reduce((best, bits) => place(corner([...bits, 0]))[0] < place(corner([...best, 0]))[0] - 1e-6 ? bits : best);
    const centre = place(middle);
    [[[0, near[1], bottom], [1, near[1], bottom]], [[near[0], 0, bottom], [near[0], 1, bottom]],
      [[...leftmost, 0], [...leftmost, 1]]].forEach((edge, feature) => {
      const [a, b] = edge.map(corner).map(place);
      line(frame, [a, b], {style: "opacity: 0.6; stroke-dasharray: 5 4"});
      if (size(minus(a, b)) < 40) return;
      const [h, v] = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
      const out = minus([h, v], centre).map(value => 14 * value / (size(minus([h, v], centre)) || 1));
      const steep = Math.abs(a[0] - b[0]) < Math.abs(a[1] - b[1]) / 2;
      const anchor = steep || Math.abs(out[0]) < 3 ? "middle" : out[0] > 0 ? "start" : "end";
      add(frame, "text", {
        x: h + out[0], y: v + out[1] + 4, "text-anchor": anchor,
        ...steep ? {transform: `rotate(-90 ${h + out[0]} ${v + out[1]})`} : {},
      }, fill(words.feature, {number: feature}));
    });
  };
  redraw();
  return {
    place, middle, scaled,
    turn: (a, e) => { turn(a, e); redraw(); },
    ranges, sight: () => towards, sideways: () => [right, up],
  };
};

// The decoder's image of a rectangle of codes, as lines of a grid. `steps` is 1 where straight lines stay straight.
const surface = (svg, nLines, steps) => {
  const patch = add(svg, "polygon", {class: "autoenc-patch"});
  const lines = Array.from({length: 2 * nLines}, (_, k) =>
    line(svg, [], k % nLines % (nLines - 1) === 0 ? {style: "opacity: 0.7"} : {}));
  return (decode, [low, high], place) => {
    const along = Array.from({length: steps + 1}, (_, k) => k / steps);
    const at = (a, b) => place(decode([low[0] + a * (high[0] - low[0]), low[1] + b * (high[1] - low[1])]));
    const drawn = [0, 1].flatMap(unit => Array.from({length: nLines}, (_, k) =>
      along.map(t => unit === 0 ? at(k / (nLines - 1), t) : at(t, k / (nLines - 1)))));
    drawn.forEach((points, k) => lines[k].setAttribute("points", ends(points)));
    const [first, last] = [drawn[0], drawn[nLines - 1]];
    patch.setAttribute("points", ends(
      [...first, ...drawn[2 * nLines - 1], ...[...last].reverse(), ...[...drawn[nLines]].reverse()]));
  };
};

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

// `onMove` gets each event of a drag, and the one before it (at first itself).
const catchDrag = (element, onMove) => {
  let before = null;
  element.addEventListener("pointerdown", event => {
    if (event.button !== 0) return;
    element.setPointerCapture(event.pointerId);
    element.focus({preventScroll: true});
    onMove(event, event);
    before = event;
  });
  element.addEventListener("pointermove", event => {
    if (!element.hasPointerCapture(event.pointerId) || !before) return;
    onMove(event, before);
    before = event;
  });
  element.addEventListener("lostpointercapture", () => { before = null; });
};

const button = (parent, text, onClick) => {
  const made = add(parent, "button", {type: "button"}, text);
  made.addEventListener("click", onClick);
  return made;
};

// One of several texts, chosen by a thumb on a track. Range inputs get no arrow keys in JupyterLab.
const slider = (parent, {name, texts, start, onChange, large = 1}) => {
  const row = add(parent, "div", {class: "autoenc-control"});
  add(row, "span", {class: "autoenc-name", "aria-hidden": "true"}, name);
  const track = add(row, "div", {class: "autoenc-track", role: "slider", tabindex: "0", "aria-label": name,
    "aria-valuemin": 0, "aria-valuemax": texts.length - 1});
  const thumb = add(track, "div", {class: "autoenc-thumb"});
  const shown = add(row, "span", {class: "autoenc-chosen", "aria-hidden": "true"});
  let chosen = null;
  const choose = wanted => {
    const index = clamp(Math.round(wanted), 0, texts.length - 1);
    if (index === chosen) return;
    chosen = index;
    thumb.style.left = `calc(10px + (100% - 20px) * ${index / Math.max(1, texts.length - 1)})`;
    shown.textContent = texts[index];
    track.setAttribute("aria-valuenow", index);
    track.setAttribute("aria-valuetext", texts[index]);
    onChange(index);
  };
  catchKeys(track, event => {
    const [h, v] = ARROWS[event.key] || [0, 0];
    if (h || v) choose(chosen + (h || v) * (event.shiftKey ? large : 1));
    else if (event.key === "Home" || event.key === "End") choose(event.key === "Home" ? 0 : texts.length - 1);
    else return false;
    return true;
  });
  catchDrag(track, event => {
    const box = track.getBoundingClientRect();
    choose((event.clientX - box.left - 10) / (box.width - 20) * (texts.length - 1));
  });
  choose(start);
  return {choose, chosen: () => chosen, track};
};

const placeIn = (svg, event) => {
  const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
  return [at.x, at.y];
};
