// Left the code plane with a point to move, right what it decodes to: a point in space or a picture.
function draw(host, data) {
  const STEPS = 50, LARGE_STEP = 5;
  const id = begin(host), {words} = data;
  const decode = code => runNetwork(data.decoder, code);
  const low = data.middle.map(m => m - data.side / 2), high = data.middle.map(m => m + data.side / 2);

  const panels = add(host, "div", {class: "autoenc-panels"});
  const plane = add(panels, "div", {
    class: "autoenc-panel autoenc-pad autoenc-plane", role: "application", tabindex: "0", style: "cursor: crosshair",
    "aria-roledescription": words.slider, "aria-label": words.plane,
    "aria-describedby": `${id}-keys ${id}-values`,
  });
  const planeSvg = svgIn(plane);
  const codes = flat(planeSvg, {across: [low[0], high[0]], up: [low[1], high[1]], names: unitNames(words)});
  const decoded = add(panels, "div", {class: "autoenc-panel autoenc-decoded", role: "img",
    "aria-describedby": `${id}-values`, "aria-label": words.decoded});
  const values = add(host, "p", {id: `${id}-values`, role: "status", "aria-live": "polite", class: "autoenc-values"});
  legend(host, data.groups);
  add(host, "p", {id: `${id}-keys`}, words.keys);
  const isLinear = data.decoder.length === 1 && data.decoder[0].activation === "linear";
  const show = data.imageShape ? pictureIn(decoded, data) : pointIn(decoded, data, decode, [low, high], isLinear);
  cloud(planeSvg, data.groups, data.groupOf)(data.codes.map(codes.place));
  const placeCode = pointer(planeSvg, "code");

  let code = null;
  const nearest = () => data.codes
    .map(([a, b], k) => [Math.hypot(a - code[0], b - code[1]), data.groups[data.groupOf[k]].label])
    .reduce((best, other) => other[0] < best[0] ? other : best);
  const moveTo = wanted => {
    code = wanted.map((value, k) => clamp(value, low[k], high[k]));
    placeCode(codes.place(code));
    const seen = show(decode(code)), [distance, label] = nearest();
    const decodes = fill(words.decodes, {code: say(code, data.decimals.code), ...seen});
    values.textContent = `${decodes} ${fill(words.nearest, {label, distance: fixed(distance, data.decimals.code)})}`;
  };
  catchKeys(plane, event => {
    const move = ARROWS[event.key];
    if (!move) return false;
    const length = data.side / STEPS * (event.shiftKey ? LARGE_STEP : 1);
    moveTo(code.map((value, unit) => value + move[unit] * length));
    return true;
  });
  catchDrag(plane, event => moveTo(codes.valueAt(placeIn(planeSvg, event))));
  button(host, words.start, () => moveTo(data.start));
  moveTo(data.start);
}

// A point of space among the samples. The returned function places it and returns what fills the sentence about it.
function pointIn(panel, data, decode, rectangle, isLinear) {
  const svg = svgIn(panel), N_LINES = 7, SMOOTH = 16;
  const [low, high] = rectangle;
  const grid = Array.from({length: 81}, (_, k) => [k % 9 / 8, Math.floor(k / 9) / 8]);
  const reached = grid.map(at => decode(at.map((t, unit) => low[unit] + t * (high[unit] - low[unit]))));
  const view = space(svg, {x: data.x, words: data.words, also: reached});
  surface(svg, N_LINES, isLinear ? 1 : SMOOTH)(decode, rectangle, view.place);
  cloud(svg, data.groups, data.groupOf, 0.6)(data.x.map(view.place));
  const drop = line(svg, [], {style: "opacity: 0.9; stroke-dasharray: 2 3"});
  const placePoint = pointer(svg, "decoded");
  return point => {
    placePoint(view.place(point));
    const ground = [point[0], point[1], view.ranges[2][0]];
    drop.setAttribute("points", ends([point, ground].map(view.place)));
    return {point: say(point, data.decimals.point)};
  };
}

// A picture of grey pixels, from black (0) to white (1).
function pictureIn(panel, data) {
  const svg = svgIn(panel), [rows, columns] = data.imageShape, FRAME = 40;
  const side = (SIZE - 2 * FRAME) / Math.max(rows, columns);
  const pixels = Array.from({length: rows * columns}, (_, k) => add(svg, "rect", {
    class: "autoenc-pixel", x: SIZE / 2 + (k % columns - columns / 2) * side,
    y: SIZE / 2 + (Math.floor(k / columns) - rows / 2) * side, width: side + 0.3, height: side + 0.3,
  }));
  return shades => {
    shades.forEach((shade, k) => {
      const grey = Math.round(255 * clamp(shade, 0, 1));
      pixels[k].setAttribute("fill", `rgb(${grey},${grey},${grey})`);
    });
    return {shade: fixed(mean(shades), 2)};
  };
}
