// Change the recipe and train again, in the browser, beside the run before.
function draw(host, data) {
  const SLICE = 16, LOWEST = 0.95, HIGHEST = 100;
  const {words} = data, id = begin(host, words);
  const CONTROLS = [
    ["rate", words.rate, data.rates.map(rate => [rate, String(rate)])],
    ["schedule", words.schedule, [["constant", words.constant], ["cosine", words.cosine]]],
    ["steps", words.steps, data.steps.map(steps => [steps, String(steps)])],
    ["shrink", words.weights, data.shrinks.map(shrink =>
      [shrink, shrink === 1 ? words.drawn : fill(words.times, {shrink})])],
    ["scaling", words.scaling, Object.entries(data.scaled).map(([name, {text}]) => [name, text])],
  ];
  const chosen = {...data.now}, results = {};
  const controls = add(host, "div", {class: "autoenc-controls"});
  CONTROLS.forEach(([key, name, options]) => chooser(controls, {
    name, texts: options.map(([, text]) => text), start: options.findIndex(([value]) => value === chosen[key]),
    onChange: index => { chosen[key] = options[index][0]; },
  }));
  const row = add(host, "div", {class: "autoenc-row"});
  const panel = add(host, "div", {role: "img", "aria-describedby": `${id}-values`, "aria-label": words.losses});
  const state = readOut(host, id);
  const table = add(host, "table"), head = add(add(table, "thead"), "tr");
  [words.result, words.now, words.before].forEach(text => add(head, "th", {scope: "col"}, text));
  const body = add(table, "tbody");

  const train = trainings(data);
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
    [words.lost, ({lost}) => lost.map(share => percent(share, 1)).join(", ")],
  ];
  const bounded = ratio => clamp(ratio, LOWEST, HIGHEST);
  const middle = ({curves}, step) => medianOf(curves.map(ratios => ratios[Math.min(step, ratios.length) - 1]));
  const drawCurves = () => {
    const all = ["before", "now"].filter(key => results[key]), height = isNarrow(host) ? 190 : 260;
    const most = Math.max(...all.length ? all.map(key => results[key].recipe.steps) : [data.now.steps]);
    const svg = fresh(panel, () => height), right = 22 + 7 * Math.max(words.now.length, words.before.length);
    const picture = flat(svg, {across: [0, most], up: [LOWEST, HIGHEST], names: [words.step, words.ratio],
      ticks: [1, 10, 100, 3, 30, 2, 4], right});
    all.forEach(key => results[key].curves.forEach((ratios, r) => line(svg, ratios
      .map((ratio, k) => [k + 1, bounded(ratio)])
      .filter((_, k) => k % Math.ceil(ratios.length / 400) === 0 || k === ratios.length - 1)
      .map(picture.place), {class: `autoenc-curve autoenc-${key}`,
        ...key === "now" ? {style: `stroke: ${tint(data.colours[r % data.colours.length])}`} : {}})));
    nameEnds(svg, all.map(key => {
      const {steps} = results[key].recipe;
      return {name: key === "now" ? words.now : words.before, at: picture.place([steps, bounded(middle(results[key], steps))])};
    }), {top: 30, bottom: height - 44});
    if (all.length) crosshair(svg, picture, wanted => {
      const step = clamp(Math.round(wanted), 1, most);
      return {at: step, head: `${words.step} ${step}`, rows: [...all].reverse().map(key => {
        const ratio = middle(results[key], step);
        return [`${key === "now" ? words.now : words.before}: ${number(ratio)}`, bounded(ratio)];
      })};
    });
  };
  const show = () => {
    drawCurves();
    const {now, before} = results;
    body.textContent = "";
    ROWS.forEach(([name, inCell]) => {
      const cells = add(body, "tr");
      add(cells, "th", {scope: "row"}, name);
      [now, before].forEach(result => add(cells, "td", {}, inCell(result)));
    });
    state.textContent = fill(words.ends, {arrived: now.arrived, median: number(now.median),
      arrivedBefore: before.arrived, medianBefore: number(before.median)});
  };
  // In slices, so that the page answers while a run is under way; a newer run ends an older one.
  let latest = 0;
  const start = (work, then) => {
    const mine = ++latest;
    host.setAttribute("aria-busy", "true");
    state.textContent = words.training;
    progress.hidden = false;
    const go = () => {
      if (mine !== latest || !host.isConnected) return;
      const isDone = work.slice(performance.now() + SLICE);
      progress.value = work.share();
      if (!isDone) return setTimeout(go, 0);
      progress.hidden = true;
      host.removeAttribute("aria-busy");
      then(work.finish());
    };
    setTimeout(go, 0);
  };
  const trainNow = () => start(train({...chosen}), result => {
    [results.before, results.now] = [results.now || results.before, result];
    show();
  });
  // A first recipe that is not trained yet is trained first, or there would be nothing to compare with.
  const trainFirst = () => start(train(data.before), before => {
    results.before = before;
    start(train(data.now), now => { results.now = now; show(); });
  });
  button(row, words.train, () => results.now ? trainNow() : trainFirst()).className = "autoenc-main";
  const progress = add(row, "progress", {max: 1, value: 0, "aria-label": words.train});
  progress.hidden = true;
  whenSized(host, drawCurves);
  host.autoencReady.then(() => whenSeen(host, trainFirst));
}
