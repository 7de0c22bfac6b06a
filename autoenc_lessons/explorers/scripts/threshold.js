// A threshold to move over two histograms of scores, its place on the ROC curve, and the pictures on both its sides.
function draw(host, data) {
  const SHOWN = 6, LARGE_STEP = 10, WIDTH = 560, HEIGHT = 320, PIXEL = 2.2;
  const id = begin(host), {words} = data, KINDS = [words.normal, words.anomaly];
  const [nNormal, nOdd] = data.counts, n = nNormal + nOdd;
  const kindOf = k => k < nNormal ? 0 : 1;
  const scores = data.scores.map(({name, values, edges}) => {
    const order = values.map((_, k) => k).sort((a, b) => values[a] - values[b] || a - b);
    return {name, values, edges, order};
  });
  let score = scores[0], silent = data.start;

  const controls = add(host, "div");
  const panels = add(host, "div", {class: "autoenc-panels"});
  const left = add(panels, "div", {class: "autoenc-panel autoenc-scores", role: "img", style: "flex-grow: 2; max-width: 640px",
    "aria-label": words.histograms,
    "aria-describedby": `${id}-values`});
  const right = add(panels, "div", {class: "autoenc-panel autoenc-roc", role: "img", style: "max-width: 330px",
    "aria-label": words.curve, "aria-describedby": `${id}-values`});
  const legendLine = add(host, "p");
  [words.normals, words.anomalies].forEach((kinds, k) => {
    const underline = `border-bottom: 3px ${k ? "dashed" : "solid"} ${data.kinds[k]}`;
    add(legendLine, "span", {style: `${underline}; margin-right: 6px`}, kinds);
    add(legendLine, "span", {}, "\u00a0 ");
  });
  const values = add(host, "p", {id: `${id}-values`, role: "status", "aria-live": "polite", class: "autoenc-values"});
  const rows = [words.below, words.above].map(name => {
    const row = add(host, "div", {class: "autoenc-control"});
    add(row, "span", {class: "autoenc-name", style: "min-width: 9em"}, name);
    return add(row, "div", {style: "display: flex; flex-wrap: wrap; gap: 8px; min-height: 84px", role: "list", "aria-label": name});
  });

  let ruler = null, valueAt = null, ring = null, placeRate = null;
  const drawScores = () => {
    left.textContent = "";
    const svg = svgIn(left, WIDTH, HEIGHT), logs = score.values.map(Math.log10), {edges} = score;
    const bins = edges.length - 1, shares = [0, 1].map(() => Array(bins).fill(0));
    logs.forEach((value, k) => {
      const bin = clamp(edges.findIndex(edge => edge > value) - 1, 0, bins - 1);
      shares[kindOf(k)][value >= edges[bins] ? bins - 1 : bin] += 1 / data.counts[kindOf(k)];
    });
    const highest = Math.max(...shares.flat());
    const picture = flat(svg, {across: rangeOf(edges), up: [0, 1.05 * highest], names: [score.name, words.share],
      width: WIDTH, height: HEIGHT, acrossTicks: powersOf(...rangeOf(edges))});
    shares.forEach((heights, k) => {
      const outline = heights.flatMap((height, bin) => [[edges[bin], height], [edges[bin + 1], height]]);
      line(svg, [[edges[0], 0], ...outline, [edges[bins], 0]].map(picture.place), {class: "autoenc-bars", "data-kind": k,
        style: `fill: ${data.kinds[k]}; fill-opacity: 0.25; stroke: ${data.kinds[k]}; stroke-width: 2; ` +
          (k ? "stroke-dasharray: 6 3" : "")});
    });
    const mark = line(svg, [], {class: "autoenc-ruler", style: "stroke: currentColor; stroke-width: 3; opacity: 1"});
    const [low, high] = rangeOf(edges);
    ruler = value => {
      const at = clamp(value, low, high);
      mark.setAttribute("points", ends([[at, 0], [at, 1.05 * highest]].map(picture.place)));
    };
    valueAt = event => 10 ** picture.valueAt(placeIn(svg, event))[0];
  };
  const drawRates = () => {
    right.textContent = "";
    const svg = svgIn(right, HEIGHT, HEIGHT);
    const picture = flat(svg, {across: [0, 1], up: [0, 1], names: [words.falseRate, words.hitRate],
      width: HEIGHT, height: HEIGHT});
    line(svg, [[0, 0], [1, 1]].map(picture.place), {style: "opacity: 0.6; stroke-dasharray: 2 4"});
    const points = Array.from({length: n + 1}, (_, k) => rates(n - k));
    line(svg, points.map(picture.place), {class: "autoenc-curve", style: `fill: none; stroke: ${data.kinds[0]}; stroke-width: 2.5`});
    ring = pointer(svg, "threshold");
    placeRate = picture.place;
  };
  // False alarm rate and hit rate if so many pictures, those with the lowest scores, are silent.
  const rates = nSilent => {
    const ringing = [0, 0];
    score.order.slice(nSilent).forEach(k => { ringing[kindOf(k)] += 1; });
    return ringing.map((count, kind) => count / data.counts[kind]);
  };
  const show = () => {
    const [falseAlarms, hits] = rates(silent);
    const limit = silent ? score.values[score.order[silent - 1]] : score.values[score.order[0]] * 0.98;
    ruler(Math.log10(limit));
    ring(placeRate([falseAlarms, hits]));
    const real = hits / data.oneIn, unreal = falseAlarms * (1 - 1 / data.oneIn);
    const worth = silent === n ? words.silence : falseAlarms === 0 ? words.none
      : fill(words.real, {share: fixed(100 * real / (real + unreal), 1)});
    const ringing = fill(words.ringing, {
      threshold: Number(limit.toPrecision(3)), found: Math.round(hits * nOdd), hits: fixed(hits, 3),
      vain: Math.round(falseAlarms * nNormal), falseAlarms: fixed(falseAlarms, 3),
    });
    values.textContent = `${ringing} ${worth}`;
    [score.order.slice(Math.max(0, silent - SHOWN), silent), score.order.slice(silent, silent + SHOWN)]
      .forEach((shown, r) => {
        rows[r].textContent = "";
        shown.forEach(k => pictureIn(rows[r], data, k, KINDS[kindOf(k)], data.kinds[kindOf(k)], PIXEL));
        if (!shown.length) add(rows[r], "span", {}, words.nothing);
      });
  };
  const redraw = () => { drawScores(); drawRates(); show(); };
  let ready = false;
  if (scores.length > 1) slider(controls, {name: words.score, texts: scores.map(({name}) => name), start: 0,
    onChange: index => { score = scores[index]; if (ready) redraw(); }});
  const track = slider(controls, {name: words.threshold,
    texts: Array.from({length: n + 1}, (_, number) => fill(words.silent, {number})),
    start: data.start, large: LARGE_STEP, onChange: index => { silent = index; if (ready) show(); }});
  add(host, "p", {}, words.keys);
  left.style.cursor = "ew-resize";
  left.style.touchAction = "none";
  catchDrag(left, event => {
    const wanted = valueAt(event);
    track.choose(score.values.filter(value => value <= wanted).length);
  });
  button(host, words.start, () => track.choose(data.start));
  ready = true;
  redraw();
}

// Ticks at 1, 2 and 5 times each power of ten, for an axis of logarithms; fewer where that would be too many.
function powersOf(low, high) {
  const factors = high - low > 3 ? [1] : high - low > 1.5 ? [1, 3] : [1, 2, 5], ticks = [];
  for (let power = Math.floor(low); power <= high; power++)
    factors.forEach(factor => {
      const at = power + Math.log10(factor);
      if (at >= low && at <= high) ticks.push([at, String(Number((factor * 10 ** power).toPrecision(1)))]);
    });
  return ticks;
}

// One picture of grey pixels with its kind below, in words and as the colour of its frame.
function pictureIn(parent, data, number, kind, colour, pixel) {
  const [height, width] = data.imageShape, zoom = Math.max(pixel, 55 / height);
  const item = add(parent, "div", {role: "listitem", style: "text-align: center", "data-picture": number});
  const canvas = add(item, "canvas", {width, height, role: "img", "aria-label": fill(data.words.picture, {number}),
    style: `display: block; margin: auto; width: ${zoom * width}px; height: ${zoom * height}px; image-rendering: pixelated; ` +
      `border: 3px solid ${colour}`});
  const shades = canvas.getContext("2d"), image = shades.createImageData(width, height);
  [...data.pictures[number]].forEach((letter, k) => {
    const grey = Math.round(255 * data.letters.indexOf(letter) / (data.letters.length - 1));
    image.data.set([grey, grey, grey, 255], 4 * k);
  });
  shades.putImageData(image, 0, 0);
  add(item, "span", {style: "font-size: 12px"}, kind);
}
