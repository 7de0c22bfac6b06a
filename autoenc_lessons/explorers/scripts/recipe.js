// Change the recipe and train again, in the browser, beside the run before.
function draw(host, data) {
  const SETTLED = 50, WITHIN = 1.01, SLICE = 30;
  const id = begin(host), {words} = data;
  const CONTROLS = [
    ["rate", words.rate, data.rates.map(rate => [rate, String(rate)])],
    ["schedule", words.schedule, [["constant", words.constant], ["cosine", words.cosine]]],
    ["steps", words.steps, data.steps.map(steps => [steps, String(steps)])],
    ["shrink", words.weights, data.shrinks.map(shrink =>
      [shrink, shrink === 1 ? words.drawn : fill(words.times, {shrink})])],
    ["scaling", words.scaling, Object.entries(data.scaled).map(([name, {text}]) => [name, text])],
  ];
  const chosen = {...data.now};
  const controls = add(host, "div");
  CONTROLS.forEach(([key, name, options]) => slider(controls, {
    name, texts: options.map(([, text]) => text), start: options.findIndex(([value]) => value === chosen[key]),
    onChange: index => { chosen[key] = options[index][0]; },
  }));
  const row = add(host, "div", {style: "margin-top: 6px"});
  const state = add(host, "p", {role: "status", "aria-live": "polite", class: "autoenc-values", id: `${id}-values`});
  const panel = add(host, "div", {role: "img", style: "max-width: 860px", "aria-describedby": `${id}-values`,
    "aria-label": words.losses});
  const svg = svgIn(panel, 860, 300);
  const picture = flat(svg, {across: [0, data.now.steps], up: [0.95, 100], names: [words.step, words.ratio], width: 860,
    height: 300, ticks: [1, 2, 3, 4, 10, 30, 100]});
  const curves = {before: add(svg, "g"), now: add(svg, "g")};
  add(host, "p", {}, words.lines);
  const table = add(host, "table"), results = {};
  const head = add(add(table, "thead"), "tr");
  ["", words.now, words.before].forEach(text => add(head, "th", {scope: "col"}, text));
  const body = add(table, "tbody");

  const train = recipe => {
    const {x, floor} = data.scaled[recipe.scaling];
    const rateAt = step => recipe.schedule === "constant" ? recipe.rate
      : recipe.rate * (1 + Math.cos(Math.PI * Math.min(step, recipe.steps) / recipe.steps)) / 2;
    const runs = data.starts.map(layers => {
      const shrunk = layers.map(layer => ({...layer, kernel: layer.kernel.map(line => line.map(w => w * recipe.shrink))}));
      // On data with mean 0, the slope of a linear network's biases is nothing but rounding error.
      const frozenBiases = recipe.scaling === "standard" && layers.every(({activation}) => activation === "linear");
      return {trainer: trainer(x, shrunk, {rateAt, frozenBiases}), ratios: []};
    });
    const slice = until => {
      for (const run of runs)
        while (run.ratios.length < recipe.steps) {
          for (let k = 0; k < 50 && run.ratios.length < recipe.steps; k++) run.ratios.push(run.trainer.step() / floor);
          if (performance.now() > until) return false;
        }
      return true;
    };
    const finish = () => ({recipe, curves: runs.map(run => run.ratios), ...summary(runs, x)});
    return {slice, finish};
  };
  const summary = (runs, x) => {
    const settled = runs.map(run => Math.min(...run.ratios.slice(-SETTLED)));
    const centre = data.features.map((_, k) => mean(column(x, k)));
    const lost = runs.map(run => run.trainer.reconstructions()).map(copies => data.features.map((_, f) =>
      mean(x.map((point, k) => (point[f] - copies[k][f]) ** 2)) / mean(x.map(point => (point[f] - centre[f]) ** 2))));
    return {
      arrived: settled.filter(ratio => ratio < WITHIN).length, median: medianOf(settled), worst: Math.max(...settled),
      lost: data.features.map((_, f) => medianOf(column(lost, f))),
    };
  };
  const inWords = ({rate, schedule, steps, shrink, scaling}) => [
    fill(schedule === "constant" ? words.ofRate : words.ofFallingRate, {rate}), fill(words.ofSteps, {steps}),
    shrink === 1 ? words.ofWeights : fill(words.ofTimes, {shrink}),
    fill(words.ofScaling, {scaling: data.scaled[scaling].text}),
  ].join(", ");
  const number = value => value < 1e4 ? fixed(value, 3) : value.toExponential(1);
  const ROWS = [
    [words.recipe, ({recipe}) => inWords(recipe)],
    [words.within, ({arrived}) => fill(words.arrived, {arrived})],
    [words.median, ({median}) => number(median)],
    [words.worst, ({worst}) => number(worst)],
    [words.lost, ({lost}) => lost.map(share => `${fixed(100 * share, 1)} %`).join(", ")],
  ];
  const show = () => {
    picture.reach(Math.max(...Object.values(results).map(result => result.recipe.steps)));
    Object.entries(results).forEach(([key, {curves: drawn}]) => {
      curves[key].textContent = "";
      drawn.forEach((ratios, r) => line(curves[key], ratios
        .map((ratio, k) => [k + 1, clamp(ratio, 0.95, 100)])
        .filter((_, k) => k % Math.ceil(ratios.length / 400) === 0 || k === ratios.length - 1)
        .map(picture.place), {class: "autoenc-curve", style: key === "now"
          ? `fill: none; stroke: ${data.colours[r % data.colours.length]}; stroke-width: 2`
          : "fill: none; stroke: currentColor; opacity: 0.5; stroke-dasharray: 4 4"}));
    });
    body.textContent = "";
    ROWS.forEach(([name, inCell]) => {
      const cells = add(body, "tr");
      add(cells, "th", {scope: "row"}, name);
      [results.now, results.before].forEach(result => add(cells, "td", {}, inCell(result)));
    });
    const {now, before} = results;
    state.textContent = fill(words.ends, {arrived: now.arrived, median: number(now.median),
      arrivedBefore: before.arrived, medianBefore: number(before.median)});
  };
  // In slices, so that the page answers while a run is under way; a newer run ends an older one.
  let latest = 0;
  const start = () => {
    const mine = ++latest, work = train({...chosen});
    const go = () => {
      if (mine !== latest || !host.isConnected) return;
      if (!work.slice(performance.now() + SLICE)) return setTimeout(go, 0);
      [results.before, results.now] = [results.now, work.finish()];
      show();
    };
    state.textContent = words.training;
    go();
  };
  button(row, words.train, start);
  const all = recipe => { const work = train(recipe); work.slice(Infinity); return work.finish(); };
  [results.before, results.now] = [all(data.before), all(data.now)];
  show();
}

function medianOf(values) {
  const sorted = [...values].sort((a, b) => a - b), half = (sorted.length - 1) / 2;
  return (sorted[Math.floor(half)] + sorted[Math.ceil(half)]) / 2;
}
