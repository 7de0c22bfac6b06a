// A code plane with a point to move, and beside it what it decodes to: a point in space or a picture.
function draw(host, data) {
  const STEPS = 50, LARGE_STEP = 5, LARGEST = 400;
  const {words} = data, id = begin(host, words);
  const decode = code => runNetwork(data.decoder, code);
  const low = data.middle.map(m => m - data.side / 2), high = data.middle.map(m => m + data.side / 2);

  const panels = add(host, "div", {class: "autoenc-panels"});
  const plane = add(panels, "div", {
    class: "autoenc-panel autoenc-pad autoenc-plane", role: "application", tabindex: "0",
    "aria-roledescription": words.slider, "aria-label": words.plane, "aria-describedby": `${id}-keys ${id}-values`,
  });
  const decoded = add(panels, "div", {class: "autoenc-panel autoenc-decoded", role: "img",
    "aria-describedby": `${id}-values`, "aria-label": words.decoded});
  const values = readOut(host, id);
  legend(host, data.groups);
  const isLinear = data.decoder.length === 1 && data.decoder[0].activation === "linear";

  let code = data.start, drawn = null, planeSvg, codes, placeCode, show;
  const nearest = at => data.codes
    .map(([a, b], k) => [Math.hypot(a - at[0], b - at[1]), data.groups[data.groupOf[k]].label])
    .reduce((best, other) => other[0] < best[0] ? other : best);
  const picture = at => {
    drawn = at;
    placeCode(codes.place(at), say(at, data.decimals.code));
    return show(decode(at));
  };
  const glide = glider();
  const moveTo = (wanted, isJump = false) => {
    code = wanted.map((value, k) => clamp(value, low[k], high[k]));
    glide(isJump ? drawn : null, code, picture);
    const [distance, label] = nearest(code), seen = told(decode(code));
    const decodes = fill(words.decodes, {code: say(code, data.decimals.code), ...seen});
    values.textContent = `${decodes} ${fill(words.nearest, {label, distance: fixed(distance, data.decimals.code)})}`;
  };
  const told = result => data.imageShape ? {shade: fixed(mean(result), 2)} : {point: say(result, data.decimals.point)};
  const paint = data.imageShape ? picturePanel(decoded, data) : null;
  catchKeys(plane, event => {
    const move = ARROWS[event.key];
    if (!move) return false;
    const length = data.side / STEPS * (event.shiftKey ? LARGE_STEP : 1);
    moveTo(code.map((value, unit) => value + move[unit] * length));
    return true;
  });
  catchDrag(plane, event => moveTo(codes.valueAt(placeIn(planeSvg, event))));
  button(footOf(host), words.start, () => moveTo(data.start, true));
  whenSized(host, () => {
    // Both panels fit on the screen of a phone.
    planeSvg = fresh(plane, width => isNarrow(host) ? width * 0.86 : Math.min(width, LARGEST));
    codes = flat(planeSvg, {across: [low[0], high[0]], up: [low[1], high[1]], names: unitNames(words)});
    cloud(planeSvg, data.groups, data.groupOf)(data.codes.map(codes.place));
    placeCode = handle(planeSvg, "code");
    show = paint || pointIn(fresh(decoded, width => isNarrow(host) ? width * 0.66 : Math.min(width, LARGEST)),
      data, decode, [low, high], isLinear);
    moveTo(code);
  });
}

// A point of space among the samples. The returned function places it.
function pointIn(svg, data, decode, [low, high], isLinear) {
  const N_LINES = 7, SMOOTH = 16;
  const grid = Array.from({length: 81}, (_, k) => [k % 9 / 8, Math.floor(k / 9) / 8]);
  const reached = grid.map(at => decode(at.map((t, unit) => low[unit] + t * (high[unit] - low[unit]))));
  const view = space(svg, {x: data.x, words: data.words, also: reached, ...data.view});
  surface(svg, N_LINES, isLinear ? 1 : SMOOTH)(decode, [low, high], view.place);
  cloud(svg, data.groups, data.groupOf, 0.7)(data.x.map(view.place));
  const drop = line(svg, [], {class: "autoenc-line autoenc-axis", "stroke-dasharray": "2 3"});
  const placePoint = spot(svg, "decoded");
  return point => {
    placePoint(view.place(point), say(point, data.decimals.point));
    drop.setAttribute("points", ends([point, [point[0], point[1], view.ranges[2][0]]].map(view.place)));
  };
}

// A picture seen enlarged, without edges of pixels, with a frame so that black and white have an end.
function picturePanel(panel, data) {
  panel.classList.add("autoenc-seen");
  const paint = shadesIn(panel, data.imageShape, {style: "image-rendering: auto"});
  return shades => paint(shades.map(greyOf));
}
