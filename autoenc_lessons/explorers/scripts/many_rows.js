// What an epoch costs in time and memory, in each way through a file: over the rows, and over the computers.
function draw(host, data) {
  const POINTS = 24, {words, ways, stops, up} = data, id = begin(host, words);
  add(host, "style", {}, ROWS_STYLE);
  const CONTROLS = [["rows", words.ofRows], ["features", words.ofFeatures], ["batch", words.ofBatch], ["computers", words.ofComputers],
    ["memory", words.ofMemory]];
  const at = {...data.start}, chosen = name => stops[name][at[name]], endsOf = name => rangeOf(stops[name].map(Math.log10));
  const {costOf, soonest, fullAt} = costsOf(data, chosen);
  const rounded = value => Number(value.toPrecision(2));
  const inUnits = kind => (value, digits = 2) => {
    const [, unit, text] = data.units[kind].find(([from]) => value >= from);
    return fill(text, {number: Number((value / unit).toPrecision(digits))});
  };
  const duration = inUnits("seconds"), amount = inUnits("bytes");
  const measured = way => way.measured.filter(({features, batch}) => chosen("computers") === 1 && features === chosen("features")
    && (!way.hasSteps || batch === chosen("batch")));

  const controls = add(host, "div", {class: "autoenc-controls autoenc-many"}), panels = add(host, "div", {class: "autoenc-panels"});
  const panel = (kind, name) => add(panels, "div", {class: kind, role: "img", "aria-label": name, "aria-describedby": `${id}-values`});
  const times = panel("autoenc-panel autoenc-pad autoenc-epoch", words.times);
  const memory = panel("autoenc-panel autoenc-pad autoenc-held", words.held);
  const shared = panel("autoenc-panel autoenc-pad autoenc-shared", words.shared);
  const table = add(add(panels, "div", {class: "autoenc-panel autoenc-costs"}), "table", {"aria-label": words.costs});
  const head = add(add(table, "thead"), "tr"), body = add(table, "tbody");
  [words.way, words.bothTimes, words.bothMemories].forEach(text => add(head, "th", {scope: "col"}, text));
  const cells = ways.map(way => {
    const row = add(body, "tr"), name = add(row, "th", {scope: "row"});
    signIn(name, way);
    name.append(way.name);
    return [add(row, "td"), add(row, "td")];
  });
  legend(host, [], [{name: words.isMeasured, marker: "o"}, {name: words.isPredicted, marker: "o"}, {name: words.full, marker: "X"},
    {name: words.soonest, marker: "*"}]);
  const hollow = host.querySelector(".autoenc-legend").children[1].querySelector("path");
  hollow.setAttribute("class", "autoenc-hollow");
  hollow.removeAttribute("style");
  const values = readOut(host, id);
  add(host, "p", {class: "autoenc-origin"}, words.origin);

  // A cost of some ways over the rows or the computers, whose axis shows powers; with the ways' names on its right side.
  const drawOver = (box, name, part, {names, shown = ways, named = false, reach = up[part]}) => {
    const svg = fresh(box, () => isNarrow(host) ? 140 : 250), {height} = svg.viewBox.baseVal, [low, high] = endsOf(name);
    // A mark at the first place leaves the numbers on the left free.
    const across = [low - 0.04 * (high - low), high];
    const right = named ? 36 + 7 * Math.max(...shown.map(way => way.name.length)) : 24;
    // `flat` takes the ticks on its left as numbers and writes them as they say.
    const ticks = data.ticks[part].concat(name === "rows" ? [] : data.ticks.between).filter(([value]) => value >= reach[0] && value <= reach[1]).map(([value, text]) => Object.assign(new Number(value), {toString: () => text}));
    const picture = flat(svg, {across, up: reach, names, ticks, right, left: 48,
      acrossTicks: data.ticks[name].map(([value, text]) => [Math.log10(value), text])});
    const placeAt = (value, cost) => picture.place([Math.log10(value), clamp(cost, ...reach)]);
    const placeOf = way => value => placeAt(value, costOf(way, {[name]: value})[part]);
    const even = name === "rows" ? Array.from({length: POINTS + 1}, (_, k) => 10 ** (low + (high - low) * k / POINTS)) : stops[name];
    const mark = (way, kind, marker, points) => add(svg, "path", {class: `autoenc-${kind}`, style: `fill: ${tint(way.colour)}`,
      d: points.map(point => `M${short(point)}${MARKERS[marker]}`).join("")});
    shown.forEach(way => {
      const style = `stroke: ${tint(way.colour)}`, place = placeOf(way), edge = name === "rows" ? fullAt(way) : Infinity;
      line(svg, [...even.filter(value => value < edge), ...isFinite(edge) ? [edge] : []].map(place), {class: "autoenc-curve autoenc-guess", style});
      if (isFinite(edge)) {
        line(svg, [edge, ...even.filter(value => value > edge)].map(place), {class: "autoenc-curve autoenc-beyond", style});
        mark(way, "full", "X", [place(edge)]);
      }
      if (name === "rows") mark(way, "known", way.marker, measured(way).filter(one => one[part]).map(one => placeAt(one.rows, one[part])));
      else mark(way, "soonest", "*", [place(soonest(way))]);
    });
    if (named) nameEnds(svg, shown.map(way => ({name: way.name, at: placeOf(way)(10 ** high)})), {top: 30, bottom: height - 44});
    if (part === "bytes") {
      const [from, to] = across.map(end => picture.place([end, chosen("memory")]));
      line(svg, [from, to], {class: "autoenc-ruler"});
      add(svg, "text", {x: from[0] + 6, y: from[1] - 6, class: "autoenc-label"}, fill(words.memoryEnds, {memory: data.texts.memory[at.memory]}));
    }
    const ruler = line(svg, [], {class: "autoenc-line autoenc-cursor"}), rings = shown.map(way =>
      add(svg, "path", {class: "autoenc-hollow", d: `M0,0${MARKERS[way.marker]}`, style: `stroke: ${tint(way.colour)}`}));
    box.autoencMark = () => {
      ruler.setAttribute("points", ends(reach.map(cost => placeAt(chosen(name), cost))));
      // Larger than a filled mark, which may lie in it.
      rings.forEach((ring, k) => ring.setAttribute("transform", `translate(${short(placeOf(shown[k])(chosen(name)))}) scale(1.7)`));
    };
    box.autoencMark();
    box.autoencStop = event => {
      const [wanted] = picture.valueAt(placeIn(svg, event));
      return stops[name].indexOf(least(stops[name], stop => Math.abs(Math.log10(stop) - wanted)));
    };
  };
  const tell = () => {
    const costs = new Map(ways.map(way => [way, costOf(way)])), fit = ways.filter(way => costs.get(way).fits);
    const seconds = way => costs.get(way).seconds, best = least(fit, seconds), nets = fit.filter(way => way.trains);
    ways.forEach((way, w) => {
      const {bytes, fits} = costs.get(way), known = measured(way).find(({rows}) => rows === chosen("rows"));
      const beside = (predicted, text) => text ? fill(words.both, {predicted, measured: text}) : predicted;
      cells[w][0].textContent = beside(duration(seconds(way)), known && duration(known.seconds, 3));
      cells[w][1].textContent = beside(fits ? amount(bytes) : fill(words.tooMuch, {amount: amount(bytes)}),
        known && known.bytes && amount(known.bytes, 3));
      cells[w][0].parentElement.classList.toggle("autoenc-of", way === best);
    });
    const spread = ways.find(way => way.sums === 2), number = soonest(spread);
    const by = n => costOf(spread, {computers: n}).seconds, net = nets.length ? least(nets, seconds) : null;
    values.textContent = [
      fill(words.told, {rows: data.texts.rows[at.rows], features: chosen("features"), file: amount(4 * chosen("rows") * chosen("features")),
        best: best.name, time: duration(seconds(best))}),
      net ? fill(words.trained, {name: net.name, time: duration(seconds(net))}) : words.untrained,
      number > 1 ? fill(words.together, {number, name: spread.name, times: rounded(by(1) / by(number))}) : fill(words.alone, {name: spread.name}),
    ].join(" ");
  };
  const drawShared = () => {
    const shown = ways.filter(way => way.sums), all = shown.flatMap(way => stops.computers.map(n => costOf(way, {computers: n}).seconds));
    drawOver(shared, "computers", "seconds", {names: [words.computers, words.time], shown, reach: [Math.min(...all) / 3, Math.max(...all) * 3]});
  };
  const drawRows = () => {
    drawOver(times, "rows", "seconds", {names: [words.rows, words.time], named: !isNarrow(host)});
    drawOver(memory, "rows", "bytes", {names: [words.rows, words.memory]});
  };
  // What is over the rows changes with all but them, and so for the computers.
  const show = changed => {
    changed === "rows" ? [times, memory].forEach(box => box.autoencMark()) : drawRows();
    changed === "computers" ? shared.autoencMark() : drawShared();
    tell();
  };
  let isReady = false;
  const tracks = Object.fromEntries(CONTROLS.map(([name, text]) => [name, chooser(controls, {name: text, texts: data.texts[name],
    start: at[name], onChange: index => { at[name] = index; if (isReady) show(name); }})]));
  [[times, "rows"], [memory, "rows"], [shared, "computers"]].forEach(([box, name]) =>
    catchDrag(box, event => tracks[name].choose(box.autoencStop(event))));
  button(footOf(host), words.start, () => CONTROLS.forEach(([name]) => tracks[name].choose(data.start[name])));
  isReady = true;
  whenSized(host, () => show());
}

// Here and not with the rules of all figures, which each notebook stores many times.
const ROWS_STYLE = `
  .autoenc-explorer .autoenc-epoch { flex: 8 1 420px; max-width: none; cursor: ew-resize; }
  .autoenc-explorer .autoenc-held { flex: 5 1 280px; max-width: none; cursor: ew-resize; }
  .autoenc-explorer .autoenc-shared { flex: 5 1 280px; max-width: none; cursor: ew-resize; }
  .autoenc-explorer .autoenc-costs { flex: 8 1 420px; max-width: none; }
  .autoenc-explorer.autoenc-narrow .autoenc-many { grid-template-columns: repeat(auto-fit, minmax(140px, 1fr)); gap: 2px 16px; }
  .autoenc-explorer.autoenc-narrow .autoenc-many > :last-child { grid-column: 1 / -1; }
  .autoenc-explorer.autoenc-narrow .autoenc-panel { flex-basis: 100%; }
  .autoenc-explorer.autoenc-explorer .autoenc-costs td, .autoenc-explorer.autoenc-explorer .autoenc-costs th { padding: 3px 6px; }
  .autoenc-explorer.autoenc-narrow.autoenc-narrow .autoenc-costs td, .autoenc-explorer.autoenc-narrow.autoenc-narrow .autoenc-costs th
    { padding: 3px 2px; font-size: 12px; }
  .autoenc-explorer.autoenc-explorer .autoenc-costs tbody th { font-weight: normal; white-space: nowrap; }
  .autoenc-explorer.autoenc-explorer.autoenc-narrow .autoenc-costs tbody th { white-space: normal; }
  .autoenc-explorer.autoenc-explorer .autoenc-costs .autoenc-of { background: var(--autoenc-soft); }
  .autoenc-explorer .autoenc-guess { stroke-dasharray: 6 4; }
  .autoenc-explorer .autoenc-beyond { stroke-dasharray: 1 5; opacity: 0.6; }
  .autoenc-explorer .autoenc-hollow { fill: none; stroke: currentColor; stroke-width: 1.6; vector-effect: non-scaling-stroke; }
  .autoenc-explorer .autoenc-origin { font-size: 12px; }
`;
