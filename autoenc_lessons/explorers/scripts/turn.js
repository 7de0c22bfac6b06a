// The data, their copies and the decoder's surface, turned by hand.
function draw(host, data) {
  const STEP = 5, LARGE_STEP = 15, DEGREES_PER_PIXEL = 0.6, STEEPEST = 90, LARGEST = 460;
  const {words} = data, id = begin(host, words);
  const decode = code => runNetwork(data.decoder, code);
  const copies = data.codes.map(decode);
  const isLinear = data.decoder.length === 1 && data.decoder[0].activation === "linear";
  const [low, high] = [0, 1].map(end => [0, 1].map(unit => rangeOf(column(data.codes, unit))[end]));
  const corners = [low, [high[0], low[1]], high, [low[0], high[1]]].map(decode);
  const gaps = data.x.map((point, k) => minus(point, copies[k])), apart = mean(gaps.map(size));
  // The normal of a flat surface: what both directions of the code plane leave out.
  const normal = isLinear ? cross(...data.decoder[0].kernel) : null;

  const row = add(host, "div", {class: "autoenc-row"});
  const panel = add(add(host, "div", {class: "autoenc-panels"}), "div", {
    class: "autoenc-panel autoenc-pad autoenc-turned", role: "application", tabindex: "0",
    "aria-roledescription": words.view, "aria-label": words.space, "aria-describedby": `${id}-keys ${id}-values`,
  });
  const values = readOut(host, id);
  legend(host, data.groups, [{marker: ".", name: words.copy}]);

  let direction = [-60, 20], drawn = null, svg, view, parts, drawView;
  const layOut = () => {
    svg = fresh(panel, width => Math.min(width, LARGEST) * (isNarrow(host) ? 0.9 : 1));
    view = space(svg, {x: data.x, words, also: copies.concat(corners), isTrue: true, turns: true, margin: 6});
    parts = Object.fromEntries(["plane", "lines", "points", "copies"].map(part => [part, add(svg, "g")]));
    const drawSurface = surface(parts.plane, 7, isLinear ? 1 : 16);
    const joins = add(parts.lines, "path", {class: "autoenc-line autoenc-joins"});
    const drawPoints = cloud(parts.points, data.groups, data.groupOf), drawCopies = dots(parts.copies);
    // A finger turns both ways here; elsewhere up and down scrolls the page.
    const {width, height} = svg.viewBox.baseVal, grip = add(svg, "g", {class: "autoenc-grip", transform: `translate(${width - 24},${height - 24})`});
    add(grip, "circle", {r: 22, class: "autoenc-ring"});
    add(grip, "path", {class: "autoenc-arrows", d: "M-13,0H13M0,-13V13M-13,0l4,-4m-4,4l4,4M13,0l-4,-4m4,4l-4,4M0,-13l-4,4m4,-4l4,4M0,13l-4,-4m4,4l4,-4"});
    drawView = ([a, e]) => {
      drawn = [a, e];
      view.turn(a, e);
      drawSurface(decode, [low, high], view.place);
      const [from, to] = [data.x, copies].map(points => points.map(view.place));
      drawPoints(from);
      drawCopies(to);
      joins.setAttribute("d", from.map((start, k) => `M${short(start)}L${short(to[k])}`).join(""));
    };
    hide();
  };
  const glide = glider();
  const turnTo = (a, e, isJump = false) => {
    direction = [((a + 180) % 360 + 360) % 360 - 180, clamp(e, -STEEPEST, STEEPEST)];
    // The shorter way round.
    const from = isJump && drawn && [direction[0] + ((drawn[0] - direction[0] + 540) % 360 - 180), drawn[1]];
    glide(from, direction, drawView);
    const [azimuth, elevation] = direction, [ca, sa, ce, se] = direction.map(v => v * Math.PI / 180)
      .flatMap(v => [Math.cos(v), Math.sin(v)]);
    const seen = mean(gaps.map(gap => Math.hypot(dot(gap, [-sa, ca, 0]), dot(gap, [-se * ca, -se * sa, ce]))));
    const angle = normal && Math.asin(clamp(Math.abs(dot(normal, [ce * ca, ce * sa, se])), 0, 1)) * 180 / Math.PI;
    values.textContent = `${fill(normal ? words.fromPlane : words.from,
      {azimuth: Math.round(azimuth), elevation: Math.round(elevation), angle: Math.round(angle)})} ${
      fill(words.apart, {seen: fixed(seen, data.decimals), apart: fixed(apart, data.decimals)})}`;
  };
  catchKeys(panel, event => {
    const move = ARROWS[event.key], length = event.shiftKey ? LARGE_STEP : STEP;
    if (move) turnTo(direction[0] + move[0] * length, direction[1] + move[1] * length);
    return Boolean(move);
  });
  catchDrag(panel, (event, before) => {
    const [h, v] = [event.clientX - before.clientX, event.clientY - before.clientY];
    if (h || v) turnTo(direction[0] - h * DEGREES_PER_PIXEL, direction[1] + v * DEGREES_PER_PIXEL);
  });
  if (normal) {
    const along = Math.atan2(normal[1], normal[0]) * 180 / Math.PI;
    button(row, words.along, () => turnTo(along + 90, 0, true));
    button(row, words.onto, () => turnTo(along, Math.asin(clamp(normal[2], -1, 1)) * 180 / Math.PI, true));
  }
  const names = {points: words.points, copies: words.copies, plane: normal ? words.plane : words.surface};
  const toggles = Object.entries(names).map(([part, text]) => {
    const made = button(row, text, () => {
      made.setAttribute("aria-pressed", String(made.getAttribute("aria-pressed") !== "true"));
      hide();
    });
    made.setAttribute("aria-pressed", "true");
    return [part, made];
  });
  const hide = () => {
    const isOn = Object.fromEntries(toggles.map(([part, made]) => [part, made.getAttribute("aria-pressed") === "true"]));
    isOn.lines = isOn.points && isOn.copies;
    Object.entries(parts).forEach(([part, group]) => { group.style.display = isOn[part] ? "" : "none"; });
  };
  button(footOf(host), words.start, () => turnTo(-60, 20, true));
  whenSized(host, layOut, () => turnTo(...direction));
}

function cross([a, b, c], [d, e, f]) {
  const normal = [b * f - c * e, c * d - a * f, a * e - b * d];
  const length = size(normal) * (normal[2] < 0 ? -1 : 1);
  return length ? normal.map(value => value / length) : null;
}
