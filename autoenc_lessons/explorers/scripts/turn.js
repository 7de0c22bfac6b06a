// The data, their copies and the decoder's surface, turned by hand.
function draw(host, data) {
  const STEP = 5, LARGE_STEP = 15, DEGREES_PER_PIXEL = 0.6, STEEPEST = 90;
  const id = begin(host), {words} = data;
  const decode = code => runNetwork(data.decoder, code);
  const copies = data.codes.map(decode);
  const isLinear = data.decoder.length === 1 && data.decoder[0].activation === "linear";
  const low = [0, 1].map(k => rangeOf(column(data.codes, k))[0]), high = [0, 1].map(k => rangeOf(column(data.codes, k))[1]);

  const panel = add(host, "div", {
    class: "autoenc-panel autoenc-pad autoenc-turned", role: "application", tabindex: "0",
    style: "cursor: grab; max-width: 480px", "aria-roledescription": words.view,
    "aria-label": words.space, "aria-describedby": `${id}-keys ${id}-values`,
  });
  const svg = svgIn(panel);
  const corners = [low, [high[0], low[1]], high, [low[0], high[1]]].map(decode);
  const view = space(svg, {x: data.x, words, also: copies.concat(corners), isTrue: true, turns: true});
  const parts = {plane: add(svg, "g"), lines: add(svg, "g"), points: add(svg, "g"), copies: add(svg, "g")};
  const drawSurface = surface(parts.plane, 7, isLinear ? 1 : 16);
  const joins = add(parts.lines, "path", {class: "autoenc-line autoenc-joins", style: "opacity: 0.7"});
  const drawPoints = cloud(parts.points, data.groups, data.groupOf, 0.75), drawCopies = dots(parts.copies);
  const values = add(host, "p", {id: `${id}-values`, role: "status", "aria-live": "polite", class: "autoenc-values"});
  legend(host, data.groups);
  add(host, "p", {id: `${id}-keys`}, words.keys);

  const apart = mean(data.x.map((point, k) => size(minus(point, copies[k]))));
  // The normal of a flat surface: what both directions of the code plane leave out.
  const normal = isLinear ? cross(...data.decoder[0].kernel) : null;
  let azimuth, elevation;
  const turnTo = (a, e) => {
    azimuth = ((a + 180) % 360 + 360) % 360 - 180;
    elevation = clamp(e, -STEEPEST, STEEPEST);
    view.turn(azimuth, elevation);
    drawSurface(decode, [low, high], view.place);
    const [from, to] = [data.x, copies].map(points => points.map(view.place));
    drawPoints(from);
    drawCopies(to);
    joins.setAttribute("d", from.map((start, k) => `M${start.map(v => v.toFixed(2))}L${to[k].map(v => v.toFixed(2))}`).join(""));
    const [right, up] = view.sideways();
    const seen = mean(data.x.map((point, k) => {
      const gap = minus(point, copies[k]);
      return Math.hypot(dot(gap, right), dot(gap, up));
    }));
    const angle = normal && Math.asin(clamp(Math.abs(dot(normal, view.sight())), 0, 1)) * 180 / Math.PI;
    const [side, distances] = [
      fill(normal ? words.fromPlane : words.from,
        {azimuth: Math.round(azimuth), elevation: Math.round(elevation), angle: Math.round(angle)}),
      fill(words.apart, {seen: fixed(seen, data.decimals), apart: fixed(apart, data.decimals)}),
    ];
    values.textContent = `${side} ${distances}`;
  };
  catchKeys(panel, event => {
    const move = ARROWS[event.key];
    if (!move) return false;
    const length = event.shiftKey ? LARGE_STEP : STEP;
    turnTo(azimuth + move[0] * length, elevation + move[1] * length);
    return true;
  });
  catchDrag(panel, (event, before) => {
    const [h, v] = [event.clientX - before.clientX, event.clientY - before.clientY];
    if (h || v) turnTo(azimuth - h * DEGREES_PER_PIXEL, elevation + v * DEGREES_PER_PIXEL);
  });
  const row = add(host, "div");
  const start = () => turnTo(-60, 20);
  if (normal) {
    const along = Math.atan2(normal[1], normal[0]) * 180 / Math.PI;
    button(row, words.along, () => turnTo(along + 90, 0));
    button(row, words.onto, () => turnTo(along, Math.asin(clamp(normal[2], -1, 1)) * 180 / Math.PI));
  }
  button(row, words.start, start);
  const shown = add(host, "div");
  const names = {points: words.points, copies: words.copies, plane: normal ? words.plane : words.surface};
  Object.entries(names).forEach(([part, text]) => {
    const made = button(shown, text, () => {
      const hide = made.getAttribute("aria-pressed") === "true";
      made.setAttribute("aria-pressed", String(!hide));
      parts[part].style.display = hide ? "none" : "";
      const both = [...shown.children].slice(0, 2).every(other => other.getAttribute("aria-pressed") === "true");
      parts.lines.style.display = both ? "" : "none";
    });
    made.setAttribute("aria-pressed", "true");
  });
  start();
}

function cross([a, b, c], [d, e, f]) {
  const normal = [b * f - c * e, c * d - a * f, a * e - b * d];
  const length = size(normal) * (normal[2] < 0 ? -1 : 1);
  return length ? normal.map(value => value / length) : null;
}
