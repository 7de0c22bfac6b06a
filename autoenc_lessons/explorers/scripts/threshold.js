// A threshold to move over two histograms of scores, its place on the ROC curve, and the pictures on both its sides.
function draw(host, data) {
  const SHOWN = 6, LARGE_STEP = 10;
  const {words} = data, id = begin(host, words), KINDS = [words.normal, words.anomaly];
  const [nNormal, nOdd] = data.counts, n = nNormal + nOdd, kindOf = k => k < nNormal ? 0 : 1;
  // For each score, the pictures from the lowest on, and both rates if so many of them are silent.
  const scores = data.scores.map(({name, values, edges}) => {
    const order = values.map((_, k) => k).sort((a, b) => values[a] - values[b] || a - b), ringing = [nNormal, nOdd];
    const rates = [null, ...order].map(k => {
      if (k !== null) ringing[kindOf(k)] -= 1;
      return ringing.map((count, kind) => count / data.counts[kind]);
    });
    return {name, values, edges, order, rates};
  });
  let score = scores[0], silent = data.start;

  const controls = add(host, "div", {class: "autoenc-controls"});
  const panels = add(host, "div", {class: "autoenc-panels"});
  const histograms = add(panels, "div", {class: "autoenc-panel autoenc-pad autoenc-scores", role: "img",
    "aria-label": words.histograms, "aria-describedby": `${id}-values`});
  const roc = add(panels, "div", {class: "autoenc-panel autoenc-roc", role: "img", "aria-label": words.curve,
    "aria-describedby": `${id}-values`});
  const legendLine = add(host, "p", {class: "autoenc-legend"});
  [words.normals, words.anomalies].forEach((kinds, k) => add(legendLine, "span",
    {class: `autoenc-kind autoenc-kind${k}`, style: `border-color: ${tint(data.kinds[k])}`}, kinds));
  const values = readOut(host, id);
  const both = add(host, "div", {class: "autoenc-rows"}), rows = [words.below, words.above].map(name => {
    const row = add(both, "div", {class: "autoenc-sides"});
    add(row, "span", {class: "autoenc-name"}, name);
    return add(row, "div", {class: "autoenc-row", role: "list", "aria-label": name});
  });
  // The places for pictures stay, only what is in them changes.
  const cells = rows.map(row => Array.from({length: SHOWN}, () => pictureIn(row, data, KINDS)));
  const nothing = rows.map(row => add(row, "span", {}, words.nothing));

  let svg, picture, ruler, knob, ring, placeRate;
  const drawScores = heightOf => {
    svg = fresh(histograms, heightOf);
    const logs = score.values.map(Math.log10), {edges} = score;
    const bins = edges.length - 1, shares = [0, 1].map(() => Array(bins).fill(0));
    logs.forEach((value, k) => {
      const bin = clamp(edges.findIndex(edge => edge > value) - 1, 0, bins - 1);
      shares[kindOf(k)][value >= edges[bins] ? bins - 1 : bin] += 1 / data.counts[kindOf(k)];
    });
    const highest = 1.05 * Math.max(...shares.flat());
    picture = flat(svg, {across: rangeOf(edges), up: [0, highest], names: [score.name, words.share],
      acrossTicks: powersOf(...rangeOf(edges))});
    shares.forEach((heights, k) => {
      const outline = heights.flatMap((height, bin) => [[edges[bin], height], [edges[bin + 1], height]]);
      line(svg, [[edges[0], 0], ...outline, [edges[bins], 0]].map(picture.place), {class: `autoenc-bars autoenc-kind${k}`,
        "data-kind": k, style: `fill: ${tint(data.kinds[k])}; stroke: ${tint(data.kinds[k])}`});
    });
    const mark = line(svg, [], {class: "autoenc-ruler"}), [low, high] = rangeOf(edges);
    knob = handle(svg, "ruler");
    ruler = (value, text) => {
      const at = clamp(value, low, high);
      mark.setAttribute("points", ends([[at, 0], [at, highest]].map(picture.place)));
      knob(picture.place([at, 0.86 * highest]), text);
    };
  };
  const drawRates = heightOf => {
    const rocSvg = fresh(roc, heightOf);
    const {place} = flat(rocSvg, {across: [0, 1], up: [0, 1], names: [words.falseRate, words.hitRate]});
    line(rocSvg, [[0, 0], [1, 1]].map(place), {class: "autoenc-line autoenc-axis", "stroke-dasharray": "2 4"});
    line(rocSvg, [...score.rates].reverse().map(place), {class: "autoenc-curve", style: `stroke: ${tint(data.kinds[0])}`});
    ring = spot(rocSvg, "threshold");
    placeRate = place;
  };
  const show = () => {
    if (!ruler) return;
    const [falseAlarms, hits] = score.rates[silent];
    const limit = silent ? score.values[score.order[silent - 1]] : score.values[score.order[0]] * 0.98;
    const shown = Number(limit.toPrecision(3));
    ruler(Math.log10(limit), String(shown));
    ring(placeRate([falseAlarms, hits]));
    const real = hits / data.oneIn, unreal = falseAlarms * (1 - 1 / data.oneIn);
    const worth = silent === n ? words.silence : falseAlarms === 0 ? words.none
      : fill(words.real, {share: fixed(100 * real / (real + unreal), 1)});
    const ringing = fill(words.ringing, {
      threshold: shown, found: Math.round(hits * nOdd), hits: fixed(hits, 3),
      vain: Math.round(falseAlarms * nNormal), falseAlarms: fixed(falseAlarms, 3),
    });
    values.textContent = `${ringing} ${worth}`;
    [score.order.slice(Math.max(0, silent - SHOWN), silent), score.order.slice(silent, silent + SHOWN)].forEach((side, r) => {
      cells[r].forEach((fillCell, p) => fillCell(side[p], kindOf(side[p])));
      nothing[r].hidden = side.length > 0;
    });
  };
  const layOut = () => {
    // Both pictures have one height, so that their frames stand in line.
    const height = isNarrow(host) ? 170 : 270;
    drawScores(() => height);
    drawRates(() => height);
    show();
  };
  if (scores.length > 1) chooser(controls, {name: words.score, texts: scores.map(({name}) => name), start: 0,
    onChange: index => { score = scores[index]; if (ruler) layOut(); }});
  const track = slider(controls, {name: words.threshold,
    texts: Array.from({length: n + 1}, (_, number) => fill(words.silent, {number})),
    start: data.start, large: LARGE_STEP, onChange: index => { silent = index; show(); }});
  catchDrag(histograms, event => {
    const wanted = 10 ** picture.valueAt(placeIn(svg, event))[0];
    track.choose(score.values.filter(value => value <= wanted).length);
  });
  button(footOf(host), words.start, () => track.choose(data.start));
  whenSized(host, layOut);
}

// A place for a picture, with its kind below, in words and as the frame. The returned function fills or empties it.
function pictureIn(parent, data, kinds) {
  const item = add(parent, "div", {role: "listitem", class: "autoenc-item"});
  const frame = add(item, "div"), paint = shadesIn(frame, data.imageShape, {role: "img"}), said = add(item, "span");
  return (number, kind) => {
    item.hidden = number === undefined;
    if (item.hidden) return item.removeAttribute("data-picture");
    item.setAttribute("data-picture", number);
    frame.className = `autoenc-kind${kind}`;
    frame.style.borderColor = tint(data.kinds[kind]);
    frame.firstChild.setAttribute("aria-label", fill(data.words.picture, {number}));
    paint(greysOf(data.pictures[number], data.letters));
    said.textContent = kinds[kind];
  };
}
