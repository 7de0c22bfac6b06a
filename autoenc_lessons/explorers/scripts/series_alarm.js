// A threshold to move over the scores of a series' hours: the faults that it finds, the days on which it rings in vain,
// a week of the series, and what each score is worth there.
function draw(host, data) {
  const WEEK = 168, LARGE_STEP = 10, NEAR = 14;
  const {words, faults, scores, stops, parts, values: load} = data, id = begin(host, words), n = load.length;
  add(host, "style", {}, SERIES_STYLE);
  const middle = (stops.length - 1) / 2, red = data.colourOfFaults, firstDay = data.first / DAY, nDays = n / DAY;
  const weeks = Array.from({length: Math.ceil(n / WEEK)}, (_, k) => Math.floor(data.first / WEEK) + k + 1);
  const judge = judgeOf(data), dayOf = hour => Math.floor(hour / DAY);
  let score = 0, at = middle, week = 0, judged = [], over = null, inWeek = null;

  const nFound = ({found}) => found.filter(is => is).length;
  const ROWS = [
    [words.faultsFound, one => fill(words.ofAll, {found: nFound(one), all: faults.length})],
    [words.perMonth, ({vain}) => fixed(data.month * vain.length / nDays, 1)],
    [words.precision, ({days, vain}) => days.length ? fixed(1 - vain.length / days.length, 2) : "–"],
    [words.hourly, ({hourly}) => fixed(hourly, 2)],
    [words.adjusted, ({adjusted}) => fixed(adjusted, 2)],
  ];

  const scored = add(host, "div", {class: "autoenc-row"}), controls = add(host, "div", {class: "autoenc-controls"});
  const panels = add(host, "div", {class: "autoenc-panels"});
  const panel = (name, kind) => add(panels, "div", {class: kind, role: "img", "aria-label": name,
    "aria-describedby": `${id}-values`});
  const whole = panel(words.hours, "autoenc-panel autoenc-pad autoenc-alarm");
  const part = panel(words.oneWeek, "autoenc-panel autoenc-pad autoenc-week");
  legend(host, [], [{name: words.found, marker: "v", colour: red}, {name: words.missed, marker: "X", colour: red},
    {name: words.vain, marker: "D"}, {name: words.rings, marker: "o", colour: scores[0].colour}]);
  const ringSign = host.querySelector(".autoenc-legend").lastChild.querySelector("path");
  const table = add(add(panels, "div", {class: "autoenc-panel autoenc-worth"}), "table", {"aria-label": words.counts});
  const head = add(add(table, "thead"), "tr"), body = add(table, "tbody");
  add(head, "td");
  scores.forEach(one => {
    const cell = add(head, "th", {scope: "col"});
    signIn(cell, {...one, marker: "o"});
    cell.append(one.name);
  });
  const cells = ROWS.map(([name]) => {
    const row = add(body, "tr");
    add(row, "th", {scope: "row"}, name);
    return scores.map(() => add(row, "td"));
  });
  const values = readOut(host, id);

  const shade = (svg, picture, from, to, style) => {
    const [[left, bottom], [right, top]] = [[from, 0], [to, 1]].map(([hour, end]) =>
      picture.place([firstDay + hour / DAY, picture.up[end]]));
    return add(svg, "rect", {x: left, y: top, width: Math.max(2, right - left), height: bottom - top, ...style});
  };
  const MARKED = {fill: tint(red), opacity: 0.3};
  const marksIn = (svg, marker, style) => {
    const path = add(svg, "path", {style});
    return points => path.setAttribute("d", points.map(place => `M${short(place)}${MARKERS[marker]}`).join(""));
  };
  const drawWhole = () => {
    const svg = fresh(whole, () => isNarrow(host) ? 200 : 230), {width} = svg.viewBox.baseVal;
    const picture = flat(svg, {across: [firstDay, firstDay + nDays], up: data.range, names: [words.day, words.height],
      ticks: [1, 10, 0.1], top: 58});
    const centre = day => picture.place([firstDay + day + 0.5, 1])[0], step = Math.max(1, Math.round(n / width));
    const box = add(svg, "rect", {class: "autoenc-shown"});
    faults.forEach(({start, stop}) => shade(svg, picture, start, stop, MARKED));
    const heights = Array.from({length: Math.ceil(n / step)}, (_, k) => Math.max(...scores[score].hours.slice(k * step, (k + 1) * step)));
    line(svg, heights.map((height, k) => picture.place([firstDay + k * step / DAY, height / parts])),
      {class: "autoenc-curve", style: `stroke: ${tint(scores[score].colour)}; stroke-width: 1.2`});
    const found = marksIn(svg, "v", `fill: ${tint(red)}`), missed = marksIn(svg, "X", `fill: ${tint(red)}`);
    const vain = marksIn(svg, "D", "fill: currentColor"), ruler = line(svg, [], {class: "autoenc-ruler"}), knob = handle(svg, "ruler");
    over = {svg, picture, show: () => {
      const one = judged[score], threshold = stops[at] / parts, last = firstDay + nDays;
      const ofFaults = is => faults.flatMap(({start}, k) => one.found[k] === is ? [[centre(dayOf(start)), 32]] : []);
      found(ofFaults(true));
      missed(ofFaults(false));
      vain(one.vain.map(day => [centre(day), 48]));
      ruler.setAttribute("points", ends([[firstDay, threshold], [last, threshold]].map(picture.place)));
      knob(picture.place([last - 0.03 * nDays, threshold]), fixed(threshold, 2));
      const [[left, bottom], [right, top]] = [[week, 0], [week + 1, 1]].map(([k, end]) =>
        picture.place([Math.min(last, firstDay + 7 * k), picture.up[end]]));
      Object.entries({x: left, y: top, width: right - left, height: bottom - top}).forEach(pair => box.setAttribute(...pair));
    }};
    svg.onpointermove = event => { if (event.buttons === 0) pointAtWeek(event); };
  };
  const drawWeek = () => {
    const svg = fresh(part, () => isNarrow(host) ? 180 : 230), from = week * WEEK, to = Math.min(n, from + WEEK);
    const picture = flat(svg, {across: [firstDay + 7 * week, firstDay + 7 * (week + 1)], names: [words.day, words.value],
      up: rangeOf(load).map((end, k) => (k ? 1.05 : 0.95) * end / parts), top: 44});
    const place = hour => picture.place([firstDay + hour / DAY, load[hour] / parts]), {width} = svg.viewBox.baseVal;
    const inside = faults.map((fault, k) => ({...fault, k})).filter(({start, stop}) => stop > from && start < to);
    const signs = inside.map(fault => {
      shade(svg, picture, Math.max(from, fault.start), Math.min(to, fault.stop), MARKED);
      const h = Math.min(picture.place([firstDay + Math.max(from, fault.start) / DAY, 1])[0], width - 26 - 7.4 * fault.kind.length);
      add(svg, "text", {x: h + 9, y: 36, class: "autoenc-label"}, fault.kind);
      return [true, false].map(is => [is, h, marksIn(svg, is ? "v" : "X", `fill: ${tint(red)}`)]);
    });
    const hours = Array.from({length: to - from}, (_, k) => from + k);
    line(svg, hours.map(place), {class: "autoenc-curve", style: "stroke: currentColor; stroke-width: 1.2"});
    const ringing = marksIn(svg, "o", `fill: ${tint(scores[score].colour)}`);
    inWeek = {faults: inside, show: () => {
      const {rings, found} = judged[score];
      ringing(hours.filter(hour => rings[hour]).map(place));
      signs.forEach((pair, k) => pair.forEach(([is, h, mark]) => mark(found[inside[k].k] === is ? [[h, 32]] : [])));
    }};
  };
  const show = () => {
    if (!over) return;
    over.show();
    inWeek.show();
    cells.forEach((row, r) => row.forEach((cell, s) => {
      cell.textContent = ROWS[r][1](judged[s]);
      cell.classList.toggle("autoenc-of", s === score);
    }));
    const one = judged[score], said = inWeek.faults.map(({kind, k}) => fill(one.found[k] ? words.faultFound : words.faultMissed, {kind}));
    const told = fill(words.told, {name: scores[score].name, threshold: fixed(stops[at] / parts, 2), found: nFound(one),
      all: faults.length, vain: one.vain.length, days: nDays});
    values.textContent = `${told} ${fill(words.ofWeek, {week: weeks[week], said: said.join(", ") || words.nothing})}`;
  };
  const layOut = () => {
    drawWhole();
    drawWeek();
    ringSign.style.fill = tint(scores[score].colour);
    show();
  };
  if (scores.length > 1) choices(scored, {name: words.score, texts: scores.map(({name}) => name), start: 0,
    onChange: index => { score = index; if (over) layOut(); }});
  const track = slider(controls, {name: words.threshold, texts: stops.map(stop => fixed(stop / parts, 2)), start: middle,
    large: LARGE_STEP, onChange: index => { at = index; judged = scores.map(({hours}) => judge(hours, stops[at])); show(); }});
  const shown = slider(controls, {name: words.week, texts: weeks.map(String), start: 0,
    onChange: index => { week = index; if (over) drawWeek(); show(); }});
  const pointAtWeek = event => shown.choose(Math.floor((over.picture.valueAt(placeIn(over.svg, event))[0] - firstDay) / 7));
  let holdsRuler = false;
  catchDrag(whole, (event, before) => {
    const [, v] = placeIn(over.svg, event), [, threshold] = over.picture.place([firstDay, stops[at] / parts]);
    if (event === before) holdsRuler = Math.abs(v - threshold) < NEAR;
    if (!holdsRuler) return pointAtWeek(event);
    const wanted = parts * Math.exp(over.picture.valueAt([0, v])[1]);
    track.choose(stops.reduce((best, stop, k) => Math.abs(Math.log(stop / wanted)) < Math.abs(Math.log(stops[best] / wanted)) ? k : best, 0));
  });
  button(footOf(host), words.start, () => track.choose(middle));
  whenSized(host, layOut);
}

// Here and not with the rules of all figures, which each notebook stores many times.
const SERIES_STYLE = `
  .autoenc-explorer .autoenc-alarm { flex: 1 1 100%; max-width: none; }
  .autoenc-explorer .autoenc-week { flex: 1 1 400px; max-width: none; }
  .autoenc-explorer .autoenc-worth { flex: 1 1 300px; max-width: 560px; }
  .autoenc-explorer.autoenc-explorer .autoenc-worth table { table-layout: auto; }
  .autoenc-explorer.autoenc-narrow .autoenc-week, .autoenc-explorer.autoenc-narrow .autoenc-worth { flex-basis: 100%; }
  .autoenc-explorer.autoenc-explorer .autoenc-worth td, .autoenc-explorer.autoenc-explorer .autoenc-worth th { padding: 3px 6px; }
  .autoenc-explorer .autoenc-worth tbody th { font-weight: normal; }
  .autoenc-explorer.autoenc-explorer .autoenc-worth .autoenc-of { background: var(--autoenc-soft); font-weight: 600; }
  .autoenc-explorer .autoenc-shown { fill: var(--autoenc-soft); stroke: var(--autoenc-accent); }
`;
