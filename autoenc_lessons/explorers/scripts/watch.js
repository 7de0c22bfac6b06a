// Training runs side by side: the loss, the codes and the decoder's surface at a step that the reader chooses.
function draw(host, data) {
  const MILLISECONDS = 60, SLOWER = 700, LARGE_STEP = 10, HIGHEST = 20;
  const {words, steps} = data, id = begin(host, words), last = steps.length - 1;
  const runs = data.runs.map(readRun);
  // A bent decoder may get below PCA's error.
  const LOWEST = 0.9 * Math.min(1, ...runs.flatMap(run => run.ratios));
  const levels = [1, 10, 3, 0.1, 0.3, 0.01, 0.03, 2, 4].filter(level => level > LOWEST && (LOWEST < 0.5 || level >= 1));
  const bounded = ratio => clamp(ratio, LOWEST, HIGHEST);

  const controls = add(host, "div", {class: "autoenc-row"});
  const losses = add(host, "div", {class: "autoenc-losses", role: "img", "aria-label": words.losses,
    "aria-describedby": `${id}-values`});
  const panels = add(host, "div", {class: `autoenc-runs${runs.length === 1 ? " autoenc-single" : ""}`, id: `${id}-values`,
    role: "status", "aria-live": "polite"});
  const shows = runs.map((run, r) => panelsOf(panels, data, run, data.colours[r], runs.length));
  legend(host, data.groups, [{marker: ".", name: words.copy}]);

  let lossSvg, curves, cursor, markers;
  const at = (run, index) => curves.place([steps[index], bounded(run.ratios[index])]);
  const nearest = step => steps.reduce((best, other, k) => Math.abs(other - step) < Math.abs(steps[best] - step) ? k : best, 0);
  const drawLosses = () => {
    const height = isNarrow(host) ? 132 : 180;
    const right = 40 + 7 * Math.max(...runs.map(({name}) => name.length));
    lossSvg = fresh(losses, () => height);
    curves = flat(lossSvg, {across: [0, steps[last]], up: [LOWEST, HIGHEST], names: [words.steps, words.ratio], ticks: levels, right});
    runs.forEach((run, r) => line(lossSvg, steps.map((_, index) => at(run, index)),
      {class: "autoenc-loss autoenc-curve", style: `stroke: ${tint(data.colours[r].colour)}`}));
    nameEnds(lossSvg, runs.map((run, r) => ({at: at(run, last), name: run.name, ...data.colours[r]})), {top: 30, bottom: height - 44});
    cursor = line(lossSvg, [], {class: "autoenc-line autoenc-cursor"});
    // A shape for each run, so that colour is not all that tells the curves apart.
    markers = runs.map((_, r) => cloud(lossSvg, [data.colours[r]], [0], 1));
    crosshair(lossSvg, curves, step => {
      const index = nearest(step);
      return {at: steps[index], head: `${words.steps} ${steps[index]}`, rows: runs.map(({name, ratios}) =>
        [`${name}: ${Number(ratios[index].toPrecision(3))}`, bounded(ratios[index])])};
    });
  };
  const showFrame = index => {
    if (!curves) return;
    cursor.setAttribute("points", ends([LOWEST, HIGHEST].map(level => curves.place([steps[index], level]))));
    runs.forEach((run, r) => {
      markers[r]([at(run, index)]);
      shows[r].show(index);
    });
  };
  let timer = null;
  const stop = () => {
    clearInterval(timer);
    timer = null;
    play.textContent = words.play;
    panels.setAttribute("aria-live", "polite");
  };
  const play = button(controls, words.play, () => {
    if (timer) return stop();
    if (chosen.chosen() === last) chosen.choose(0);
    play.textContent = words.pause;
    // Nobody can listen to many sentences a second; and who wants no motion gets a few pictures instead.
    panels.setAttribute("aria-live", "off");
    const isSlow = isCalm();
    timer = setInterval(() => {
      if (!host.isConnected || chosen.chosen() === last) return stop();
      chosen.choose(chosen.chosen() + (isSlow ? LARGE_STEP : 1));
    }, isSlow ? SLOWER : MILLISECONDS);
  });
  play.className = "autoenc-main";
  const chosen = slider(controls, {name: words.step, texts: steps.map(String), start: data.start,
    onChange: showFrame, large: LARGE_STEP});
  chosen.track.addEventListener("pointerdown", () => timer && stop());
  catchDrag(losses, event => {
    if (timer) stop();
    chosen.choose(nearest(curves.valueAt(placeIn(lossSvg, event))[0]));
  });
  whenSized(host, () => {
    drawLosses();
    shows.forEach(({layOut}) => layOut(isNarrow(host)));
    showFrame(chosen.chosen());
  });
}

// Weights come as one list of numbers for each frame, in the order of the layers; they are read when they are shown.
function readRun({name, shapes, frames, logRatios, ranges}) {
  const read = numbers => {
    let at = 0;
    const take = (rows, columns) => Array.from({length: rows}, () => numbers.slice(at, at += columns));
    const layers = shapes.map(part => part.map(([inputs, units, activation]) => {
      const kernel = take(inputs, units);
      return {kernel, bias: take(1, units)[0], activation};
    }));
    return {encoder: layers[0], decoder: layers[1]};
  };
  const isLinear = shapes[1].length === 1 && shapes[1][0][2] === "linear";
  return {name, ranges, isLinear, ratios: logRatios.map(log => 10 ** log), frameAt: index => read(frames[index])};
}

// The two pictures of one run: `layOut` draws what stays, `show` a frame and what it copies.
function panelsOf(parent, data, run, look, nRuns) {
  const panel = add(parent, "div", {class: "autoenc-run"}), title = add(panel, "p");
  signIn(title, look);
  add(title, "strong", {}, run.name);
  const sentence = add(panel, "p", {class: "autoenc-values"});
  const pictures = add(panel, "div", {class: "autoenc-pictures"});
  const [codesPanel, spacePanel] = [0, 1].map(() => add(pictures, "div"));
  const centre = [0, 1, 2].map(k => mean(column(data.x, k)));
  const variances = data.axes.map(axis => mean(data.x.map(point => dot(minus(point, centre), axis) ** 2)));
  let codes, view, drawCodes, drawSurface, drawCopies;
  const layOut = isSmall => {
    const shape = width => nRuns === 1 && !isSmall ? width * 0.8 : Math.min(width * (isSmall ? 0.75 : 0.85), 230);
    const codesSvg = fresh(codesPanel, shape), spaceSvg = fresh(spacePanel, shape), {width, height} = codesSvg.viewBox.baseVal;
    const edges = {left: 34, right: 8, top: 22, bottom: 38}, ratio = (width - 42) / (height - 60);
    const half = Math.max(run.ranges[0][1] - run.ranges[0][0], (run.ranges[1][1] - run.ranges[1][0]) * ratio, 1e-6) * 0.54;
    const [across, up] = run.ranges.map((range, k) => [-1, 1].map(side => mean(range) + side * half / (k ? ratio : 1)));
    codes = flat(codesSvg, {across, up, names: unitNames(data.words), ...edges});
    view = space(spaceSvg, {x: data.x, words: data.words, margin: isSmall ? 20 : 24});
    drawSurface = surface(spaceSvg, run.isLinear ? 4 : 7, run.isLinear ? 1 : 12);
    drawCodes = cloud(codesSvg, data.groups, data.groupOf);
    cloud(spaceSvg, data.groups, data.groupOf, 0.7)(data.x.map(view.place));
    drawCopies = dots(spaceSvg);
  };
  const show = index => {
    const {encoder, decoder} = run.frameAt(index), decode = code => runNetwork(decoder, code);
    const seen = data.x.map(point => runNetwork(encoder, point)), copies = seen.map(decode);
    drawCodes(seen.map(codes.place));
    drawSurface(decode, [0, 1].map(end => [0, 1].map(unit => rangeOf(column(seen, unit))[end])), view.place);
    drawCopies(copies.map(view.place));
    const gaps = data.x.map((point, k) => minus(point, copies[k]));
    const shares = data.axes.map((axis, k) => 1 - mean(gaps.map(gap => dot(gap, axis) ** 2)) / variances[k]);
    const ratio = mean(gaps.map(gap => dot(gap, gap) / 3)) / data.floor;
    sentence.textContent = fill(data.words.copied, {
      step: data.steps[index], ratio: fixed(ratio, ratio < 0.1 ? 4 : 2), shares: shares.map(share => percent(share)).join(", "),
    });
  };
  return {layOut, show};
}
