// A map of codes with a straight way over it, whose two ends can be moved, and the pictures at its stops.
function draw(host, data) {
  const STEPS = 50, LARGE_STEP = 5, LARGEST = 420;
  const {words} = data, names = [words.from, words.to], id = begin(host, words);
  const decode = code => runNetwork(data.decoder, code);
  const [low, high] = [-0.5, 0.5].map(half => data.middle.map((m, unit) => m + half * data.sides[unit]));
  const ends = data.ends.map(end => [...end]);
  let chosen = 1, svg, plot, placeEnds = null, way, drawn = null;

  const controls = add(host, "div", {class: "autoenc-controls"});
  const mover = choices(controls, {name: words.move, texts: names, start: chosen, onChange: index => { chosen = index; }});
  const places = add(control(controls, words.goTo).box, "div", {class: "autoenc-choices"});
  data.groups.forEach(({label, name}, group) =>
    button(places, String(label), () => moveTo(data.middles[group], true)).setAttribute("aria-label", name));
  const panels = add(host, "div", {class: "autoenc-panels"});
  const map = add(panels, "div", {
    class: "autoenc-panel autoenc-pad autoenc-map", role: "application", tabindex: "0",
    "aria-roledescription": words.slider, "aria-label": words.map, "aria-describedby": `${id}-keys ${id}-values`,
  });
  const strip = add(panels, "div", {class: "autoenc-top", style: "align-self: center"});
  const shows = Array.from({length: data.stops}, (_, k) => {
    const tile = add(strip, "div", {class: "autoenc-stop"});
    const paint = shadesIn(tile, data.imageShape,
      {role: "img", "aria-label": fill(words.stop, {number: k + 1}), "aria-describedby": `${id}-values`});
    const below = add(tile, "div", {"aria-hidden": "true", class: "autoenc-below"});
    return (shades, text) => {
      paint(shades.map(greyOf));
      below.textContent = text;
    };
  });
  const values = readOut(host, id);

  const isHole = code => {
    const cells = code.map((value, unit) => {
      const [first, last] = data.limits[unit];
      return Math.floor((value - first) / (last - first) * data.cells);
    });
    return cells.some(cell => cell < 0 || cell >= data.cells) || data.isHole[cells[1] * data.cells + cells[0]] === 1;
  };
  const nearest = at => data.codes
    .map(([a, b], k) => [Math.hypot(a - at[0], b - at[1]), data.groups[data.groupOf[k]].label])
    .reduce((best, other) => other[0] < best[0] ? other : best)[1];
  const stopsOf = ([from, to]) => Array.from({length: data.stops}, (_, k) =>
    from.map((value, unit) => value + k / (data.stops - 1) * (to[unit] - value)));
  const picture = flatEnds => {
    drawn = flatEnds;
    const at = [flatEnds.slice(0, 2), flatEnds.slice(2)], stops = stopsOf(at);
    at.forEach((end, k) => placeEnds[k](plot.place(end), names[k]));
    way.setAttribute("points", flatPoints(stops));
    stops.forEach((stop, k) => shows[k](decode(stop), isHole(stop) ? words.hole : String(nearest(stop))));
  };
  const flatPoints = stops => stops.map(stop => short(plot.place(stop))).join(" ");
  const glide = glider();
  const moveTo = (wanted, isJump = false) => {
    ends[chosen] = wanted.map((value, unit) => clamp(value, low[unit], high[unit]));
    glide(isJump ? drawn : null, ends.flat(), picture);
    const stops = stopsOf(ends);
    values.textContent = fill(words.told, {
      start: say(ends[0], data.decimals), end: say(ends[1], data.decimals), number: data.stops,
      nearest: stops.map(nearest).join(", "), holes: stops.filter(isHole).length,
    });
  };
  catchKeys(map, event => {
    const move = ARROWS[event.key];
    if (!move) return false;
    const length = (event.shiftKey ? LARGE_STEP : 1) / STEPS;
    moveTo(ends[chosen].map((value, unit) => value + move[unit] * length * data.sides[unit]));
    return true;
  });
  // Whichever end is nearer to where a drag begins is moved by it.
  catchDrag(map, (event, before) => {
    const at = placeIn(svg, event);
    if (event === before) {
      const [first, second] = ends.map(end => size(minus(plot.place(end), at)));
      mover.choose(first < second ? 0 : 1);
    }
    moveTo(plot.valueAt(at));
  });
  button(footOf(host), words.start, () => {
    ends[1 - chosen] = [...data.ends[1 - chosen]];
    moveTo(data.ends[chosen], true);
  });
  whenSized(host, () => {
    svg = fresh(map, width => isNarrow(host) ? width * 0.86 : Math.min(width, LARGEST));
    plot = flat(svg, {across: [low[0], high[0]], up: [low[1], high[1]], names: unitNames(words)});
    cloud(svg, data.groups, data.groupOf)(data.codes.map(plot.place));
    way = line(svg, [], {class: "autoenc-line autoenc-cursor"});
    placeEnds = ["start", "end"].map(name => handle(svg, name));
    moveTo(ends[chosen]);
  });
}
