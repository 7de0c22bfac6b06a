// Training runs side by side: the loss, the codes and the decoder's surface at a step that the reader chooses.
function draw(host, data) {
  const MILLISECONDS = 60, LARGE_STEP = 10, HEIGHT = 140, HIGHEST = 20;
  const id = begin(host), {words} = data;
  const runs = data.runs.map(readRun);
  const steps = data.steps, colours = data.colours;
  const isLinear = runs.every(run => run.frames.every(frame => frame.decoder.length === 1));

  const controls = add(host, "div");
  const losses = add(host, "div", {class: "autoenc-losses", role: "img", style: "max-width: 780px",
    "aria-label": words.losses, "aria-describedby": `${id}-values`});
  const lossSvg = svgIn(losses, 780, HEIGHT);
  // A bent decoder may get below PCA's error.
  const LOWEST = 0.9 * Math.min(1, ...runs.flatMap(run => run.ratios));
  const levels = LOWEST > 0.5 ? [1, 2, 3, 4, 10] : [0.01, 0.03, 0.1, 0.3, 1, 3, 10].filter(level => level > LOWEST);
  const curves = flat(lossSvg, {across: [0, steps[steps.length - 1]], up: [LOWEST, HIGHEST],
    names: [words.steps, words.ratio], width: 780, height: HEIGHT, ticks: levels});
  const onCurve = (run, index) => curves.place([steps[index], clamp(run.ratios[index], LOWEST, HIGHEST)]);
  runs.forEach((run, r) => line(lossSvg, steps.map((_, index) => onCurve(run, index)), {
    class: "autoenc-loss", style: `fill: none; stroke: ${colours[r].colour}; stroke-width: 2`,
  }));
  const cursor = line(lossSvg, [], {style: "opacity: 1; stroke-width: 1.5", class: "autoenc-line autoenc-cursor"});
  // A shape for each run, so that colour is not all that tells the curves apart.
  const markers = runs.map((_, r) => cloud(lossSvg, [colours[r]], [0], 1));
  const panels = add(host, "div", {class: "autoenc-panels", id: `${id}-values`, role: "status", "aria-live": "polite"});
  const shows = runs.map((run, r) => panelsOf(panels, data, run, colours[r], isLinear));
  legend(host, data.groups);
  add(host, "p", {}, words.keys);

  const showFrame = index => {
    cursor.setAttribute("points", ends([LOWEST, HIGHEST].map(level => curves.place([steps[index], level]))));
    runs.forEach((run, r) => {
      markers[r]([onCurve(run, index)]);
      shows[r](index);
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
    if (chosen.chosen() === steps.length - 1) chosen.choose(0);
    play.textContent = words.pause;
    // Nobody can listen to many sentences a second.
    panels.setAttribute("aria-live", "off");
    timer = setInterval(() => {
      if (!host.isConnected || chosen.chosen() === steps.length - 1) return stop();
      chosen.choose(chosen.chosen() + 1);
    }, MILLISECONDS);
  });
  const chosen = slider(controls, {name: words.step, texts: steps.map(String), start: data.start,
    onChange: showFrame, large: LARGE_STEP});
  chosen.track.addEventListener("pointerdown", () => timer && stop());
}

// Weights come as one list of numbers for each frame, in the order of the layers.
function readRun({name, shapes, frames, logRatios}) {
  const read = numbers => {
    let at = 0;
    const take = (rows, columns) => Array.from({length: rows}, () => numbers.slice(at, at += columns));
    const layers = shapes.map(part => part.map(([inputs, units, activation]) => {
      const kernel = take(inputs, units);
      return {kernel, bias: take(1, units)[0], activation};
    }));
    return {encoder: layers[0], decoder: layers[1]};
  };
  return {name, ratios: logRatios.map(log => 10 ** log), frames: frames.map(read)};
}

// The two pictures of one run. The returned function shows a frame, and says what it copies.
function panelsOf(parent, data, run, look, isLinear) {
  const WIDTH = 260, HEIGHT = 200, SHAPE = 1.22;
  const panel = add(parent, "div", {class: "autoenc-panel autoenc-run", style: "max-width: 256px; flex-basis: 190px"});
  const title = add(panel, "p");
  const sign = add(title, "svg", {viewBox: "-7 -7 14 14", "aria-hidden": "true",
    style: "width: 14px; display: inline-block; vertical-align: -2px"});
  add(sign, "path", {d: `M0,0${MARKERS[look.marker]}`, fill: look.colour});
  add(title, "strong", {}, ` ${run.name} `);
  const sentence = add(panel, "p", {class: "autoenc-values"});
  const codesSvg = svgIn(panel, WIDTH, HEIGHT), spaceSvg = svgIn(panel, WIDTH, HEIGHT);
  const seen = run.frames.map(frame => data.x.map(point => runNetwork(frame.encoder, point)));
  const [across, up] = [0, 1].map(unit => rangeOf(seen.flat().map(code => code[unit])));
  const half = Math.max(across[1] - across[0], (up[1] - up[0]) * SHAPE, 1e-6) * 0.54;
  const middle = [mean(across), mean(up)];
  const codes = flat(codesSvg, {across: [middle[0] - half, middle[0] + half], up: [middle[1] - half / SHAPE, middle[1] + half / SHAPE],
    names: unitNames(data.words), width: WIDTH, height: HEIGHT, bottom: 42});
  const view = space(spaceSvg, {x: data.x, words: data.words, width: WIDTH, height: HEIGHT, margin: 22});
  const drawSurface = surface(spaceSvg, isLinear ? 4 : 7, isLinear ? 1 : 12);
  const drawCodes = cloud(codesSvg, data.groups, data.groupOf);
  cloud(spaceSvg, data.groups, data.groupOf, 0.6)(data.x.map(view.place));
  const drawCopies = dots(spaceSvg);
  const centre = [0, 1, 2].map(k => mean(column(data.x, k)));
  const variances = data.axes.map(axis => mean(data.x.map(point => dot(minus(point, centre), axis) ** 2)));
  return index => {
    const {decoder} = run.frames[index], decode = code => runNetwork(decoder, code);
    const copies = seen[index].map(decode);
    drawCodes(seen[index].map(codes.place));
    drawSurface(decode, [0, 1].map(end => [0, 1].map(unit => rangeOf(column(seen[index], unit))[end])), view.place);
    drawCopies(copies.map(view.place));
    const gaps = data.x.map((point, k) => minus(point, copies[k]));
    const shares = data.axes.map((axis, k) => 1 - mean(gaps.map(gap => dot(gap, axis) ** 2)) / variances[k]);
    const ratio = mean(gaps.map(gap => dot(gap, gap) / 3)) / data.floor;
    sentence.textContent = fill(data.words.copied, {
      step: data.steps[index], ratio: fixed(ratio, ratio < 0.1 ? 4 : 2),
      shares: shares.map(share => `${fixed(100 * share, 0)} %`).join(", "),
    });
  };
}
