// Left the code plane with a point to move, right the space that it decodes to. `data` holds all that is needed.
function draw(host, data) {
  const SIZE = 400, LEFT = 52, RIGHT = 12, TOP = 12, BOTTOM = 46;
  const AZIMUTH = -Math.PI / 3, ELEVATION = Math.PI / 9, HEIGHT = 0.75;
  const STEPS = 50, LARGE_STEP = 5;
  // Counted in the window, for two figures on one page must not share an id.
  const id = `code-plane-${window.codePlanes = (window.codePlanes || 0) + 1}`;

  const add = (parent, tag, attributes = {}, text = "") => {
    const html = parent.namespaceURI.endsWith("xhtml") && tag !== "svg";
    const made = document.createElementNS(`http://www.w3.org/${html ? "1999/xhtml" : "2000/svg"}`, tag);
    Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
    made.textContent = text;
    return parent.appendChild(made);
  };
  const decode = code => data.origin.map((o, k) => o + code[0] * data.directions[0][k] + code[1] * data.directions[1][k]);
  const say = (numbers, decimals) => `(${numbers.map(n => n.toFixed(decimals).replace(/^-(?=0\.?0*$)/, "")).join(", ")})`;

  const low = data.middle.map(m => m - data.side / 2), high = data.middle.map(m => m + data.side / 2);
  const inner = SIZE - LEFT - RIGHT;
  const onPlane = code => [
    LEFT + (code[0] - low[0]) / data.side * inner, TOP + (high[1] - code[1]) / data.side * inner,
  ];
  const codeAt = ([h, v]) => [low[0] + (h - LEFT) / inner * data.side, high[1] - (v - TOP) / inner * data.side];
  const niceStep = span => {
    const power = 10 ** Math.floor(Math.log10(span / 4));
    return power * [1, 2, 5, 10].find(factor => factor * power >= span / 5);
  };
  const step = niceStep(data.side);
  const ticks = unit => Array.from(
    {length: Math.floor(high[unit] / step) - Math.ceil(low[unit] / step) + 1},
    (_, k) => (Math.ceil(low[unit] / step) + k) * step,
  );

  // Each feature fills its side of a box, as in the static picture.
  const least = [0, 1, 2].map(k => Math.min(...data.x.map(row => row[k])));
  const most = [0, 1, 2].map(k => Math.max(...data.x.map(row => row[k])));
  const project = point => {
    const [a, b, c] = point.map((value, k) => (value - least[k]) / (most[k] - least[k] || 1) * (k === 2 ? HEIGHT : 1));
    const across = -Math.sin(AZIMUTH) * a + Math.cos(AZIMUTH) * b;
    const away = Math.cos(AZIMUTH) * a + Math.sin(AZIMUTH) * b;
    return [across, Math.sin(ELEVATION) * away - Math.cos(ELEVATION) * c];
  };
  const boxCorner = bits => bits.map((bit, k) => bit ? most[k] : least[k]);
  const squareCorners = [low, [high[0], low[1]], high, [low[0], high[1]]];
  const seen = [[0, 0, 0], [1, 0, 0], [0, 1, 0], [1, 1, 0], [0, 0, 1], [1, 0, 1], [0, 1, 1], [1, 1, 1]]
    .map(boxCorner).concat(squareCorners.map(decode)).map(project);
  const [left, up] = [0, 1].map(k => Math.min(...seen.map(point => point[k])));
  const [right, down] = [0, 1].map(k => Math.max(...seen.map(point => point[k])));
  const margin = 40;
  const scale = (SIZE - 2 * margin) / Math.max(right - left, down - up);
  const inSpace = point => {
    const [h, v] = project(point);
    return [SIZE / 2 + (h - (left + right) / 2) * scale, SIZE / 2 + (v - (up + down) / 2) * scale];
  };

  const MARKERS = {
    "o": "M-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0Z", "^": "M0,-5L4.6,3.6L-4.6,3.6Z", "s": "M-3.7,-3.7h7.4v7.4h-7.4Z",
    "D": "M0,-5L5,0L0,5L-5,0Z", "v": "M0,5L4.6,-3.6L-4.6,-3.6Z",
    "P": "M-1.6,-5h3.2v3.4h3.4v3.2h-3.4v3.4h-3.2v-3.4h-3.4v-3.2h3.4Z",
  };
  const mark = (svg, [h, v], group, opacity) => add(svg, "path", {
    d: MARKERS[group.marker], fill: group.colour, opacity, transform: `translate(${h},${v})`,
  });
  const line = (svg, ends, attributes) => add(svg, "polyline", {
    points: ends.map(end => end.map(value => value.toFixed(2)).join()).join(" "), class: "autoenc-line", ...attributes,
  });
  const pointer = (svg, name) => {
    const group = add(svg, "g", {class: "autoenc-point", "data-point": name});
    add(group, "path", {d: "M-15,0H15M0,-15V15", class: "autoenc-halo"});
    add(group, "circle", {r: 8, class: "autoenc-halo"});
    add(group, "path", {d: "M-15,0H-8M8,0H15M0,-15V-8M0,8V15", class: "autoenc-ring"});
    add(group, "circle", {r: 8, class: "autoenc-ring"});
    return group;
  };

  host.textContent = "";
  host.className = "autoenc-explorer";
  add(host, "style", {}, `
    .autoenc-explorer { color: var(--jp-content-font-color1, #222); font-size: var(--jp-content-font-size1, 14px); }
    .autoenc-explorer .autoenc-panels { display: flex; flex-wrap: wrap; gap: 8px; }
    .autoenc-explorer .autoenc-panel { flex: 1 1 250px; max-width: 420px; min-width: 0; }
    .autoenc-explorer svg { display: block; width: 100%; height: auto; }
    .autoenc-explorer text { fill: currentColor; font: 13px sans-serif; }
    .autoenc-explorer .autoenc-plane { cursor: crosshair; touch-action: none; border-radius: 4px; }
    .autoenc-explorer .autoenc-plane:focus, .autoenc-explorer button:focus-visible
      { outline: 3px solid var(--jp-brand-color1, #1976d2); outline-offset: -3px; }
    .autoenc-explorer .autoenc-line { fill: none; stroke: currentColor; stroke-width: 1; opacity: 0.25; }
    .autoenc-explorer .autoenc-patch { fill: currentColor; opacity: 0.08; }
    .autoenc-explorer .autoenc-halo { fill: none; stroke: var(--jp-layout-color0, #fff); stroke-width: 6; }
    .autoenc-explorer .autoenc-ring { fill: none; stroke: currentColor; stroke-width: 2.5; }
    .autoenc-explorer p { margin: 4px 0; }
    .autoenc-explorer button { font: inherit; padding: 3px 10px; color: inherit; cursor: pointer;
      background: var(--jp-layout-color2, #eee); border: 1px solid currentColor; border-radius: 4px; }
  `);
  const panels = add(host, "div", {class: "autoenc-panels"});
  const plane = add(panels, "div", {
    class: "autoenc-panel autoenc-plane", role: "application", tabindex: "0", "aria-roledescription": "two-dimensional slider",
    "aria-label": "Code plane", "aria-describedby": `${id}-keys ${id}-values`,
  });
  const planeSvg = add(plane, "svg", {viewBox: `0 0 ${SIZE} ${SIZE}`, "aria-hidden": "true"});
  const space = add(panels, "div", {class: "autoenc-panel", role: "img", "aria-describedby": `${id}-values`,
    "aria-label": "Space of the three features, with the samples, the decoder's plane and the decoded point"});
  const spaceSvg = add(space, "svg", {viewBox: `0 0 ${SIZE} ${SIZE}`, "aria-hidden": "true"});
  const values = add(host, "p", {id: `${id}-values`, role: "status", "aria-live": "polite", class: "autoenc-values"});
  const legend = add(host, "p");
  data.groups.forEach(group => {
    const sign = add(legend, "svg", {viewBox: "-7 -7 14 14", "aria-hidden": "true",
      style: "width: 14px; display: inline-block; vertical-align: -2px"});
    mark(sign, [0, 0], group, 1);
    add(legend, "span", {}, ` group ${group.label} \u00a0 `);
  });
  add(host, "p", {id: `${id}-keys`},
    "Drag the ring on the left, or press the arrow keys there; with Shift the steps are larger.");
  const reset = add(host, "button", {type: "button"}, "Back to the start");

  const tickDecimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  [0, 1].forEach(unit => ticks(unit).forEach(value => {
    const ends = [low, high].map(end => unit === 0 ? [value, end[1]] : [end[0], value]);
    line(planeSvg, ends.map(onPlane));
    line(spaceSvg, ends.map(decode).map(inSpace));
    const [h, v] = onPlane(ends[0]);
    const label = value.toFixed(tickDecimals).replace(/^-(?=0\.?0*$)/, "");
    if (unit === 0) add(planeSvg, "text", {x: h, y: v + 17, "text-anchor": "middle"}, label);
    else add(planeSvg, "text", {x: h - 6, y: v + 4, "text-anchor": "end"}, label);
  }));
  const middle = TOP + inner / 2;
  add(planeSvg, "text", {x: LEFT + inner / 2, y: SIZE - 10, "text-anchor": "middle"}, "code unit 0");
  add(planeSvg, "text", {x: 14, y: middle, "text-anchor": "middle", transform: `rotate(-90 14 ${middle})`}, "code unit 1");
  const outline = [...squareCorners, low];
  line(planeSvg, outline.map(onPlane), {style: "opacity: 0.7"});
  line(spaceSvg, outline.map(decode).map(inSpace), {style: "opacity: 0.7"});
  add(spaceSvg, "polygon", {class: "autoenc-patch", points: outline.map(decode).map(inSpace).join(" ")});
  // The three edges that carry the features; the numbers stand at their ends.
  [[[0, 0, 0], [1, 0, 0], 0, 14], [[1, 0, 0], [1, 1, 0], 1, 14], [[0, 0, 0], [0, 0, 1], 2, 0]].forEach(
    ([from, to, feature, drop]) => {
      const [a, b] = [from, to].map(boxCorner).map(inSpace);
      line(spaceSvg, [a, b], {style: "opacity: 0.6; stroke-dasharray: 5 4"});
      const [h, v] = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
      const turned = feature === 2 ? {transform: `rotate(-90 ${h - 8} ${v})`, x: h - 8} : {x: h + (feature ? 8 : -8)};
      add(spaceSvg, "text", {y: v + drop, "text-anchor": feature === 2 ? "middle" : feature ? "start" : "end", ...turned},
        `feature ${feature}`);
    });
  data.codes.forEach((code, k) => mark(planeSvg, onPlane(code), data.groups[data.groupOf[k]], 0.8));
  data.x.forEach((point, k) => mark(spaceSvg, inSpace(point), data.groups[data.groupOf[k]], 0.6));
  const drop = line(spaceSvg, [], {style: "opacity: 0.9; stroke-dasharray: 2 3"});
  const codePoint = pointer(planeSvg, "code"), decodedPoint = pointer(spaceSvg, "decoded");

  let code = data.start;
  const nearest = () => data.codes
    .map(([a, b], k) => [Math.hypot(a - code[0], b - code[1]), data.groups[data.groupOf[k]].label])
    .reduce((best, other) => other[0] < best[0] ? other : best);
  const moveTo = wanted => {
    code = wanted.map((value, k) => Math.min(high[k], Math.max(low[k], value)));
    const point = decode(code), [distance, label] = nearest();
    codePoint.setAttribute("transform", `translate(${onPlane(code)})`);
    decodedPoint.setAttribute("transform", `translate(${inSpace(point)})`);
    drop.setAttribute("points", [point, [point[0], point[1], least[2]]].map(inSpace).join(" "));
    values.textContent = `The code ${say(code, data.decimals.code)} decodes to the point ` +
      `${say(point, data.decimals.point)}. The nearest code of a sample, in group ${label}, is ` +
      `${distance.toFixed(data.decimals.code)} away.`;
  };

  const MOVES = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1]};
  const onKey = event => {
    const move = MOVES[event.key];
    if (event.target !== plane || !move || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const length = data.side / STEPS * (event.shiftKey ? LARGE_STEP : 1);
    moveTo(code.map((value, unit) => value + move[unit] * length));
  };
  // JupyterLab takes the arrow keys on their way down from the document, so they must be caught above it.
  plane.addEventListener("focus", () => window.addEventListener("keydown", onKey, true));
  plane.addEventListener("blur", () => window.removeEventListener("keydown", onKey, true));

  const follow = event => {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(planeSvg.getScreenCTM().inverse());
    moveTo(codeAt([at.x, at.y]));
  };
  plane.addEventListener("pointerdown", event => {
    if (event.button !== 0) return;
    plane.setPointerCapture(event.pointerId);
    plane.focus({preventScroll: true});
    follow(event);
  });
  plane.addEventListener("pointermove", event => plane.hasPointerCapture(event.pointerId) && follow(event));
  reset.addEventListener("click", () => moveTo(data.start));
  moveTo(data.start);
}
