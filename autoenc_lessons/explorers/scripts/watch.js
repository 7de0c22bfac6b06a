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
  const showMarks = index => {
    cursor.setAttribute("points", ends([LOWEST, HIGHEST].map(level => curves.place([steps[index], level]))));
    runs.forEach((run, r) => markers[r]([at(run, index)]));
  };
  const showFrame = index => {
    if (!curves) return;
    showMarks(index);
    shows.filter(one => one.isLaidOut()).forEach(one => one.show(index));
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
  let latest = 0;
  whenSized(host, () => {
    const mine = ++latest;
    drawLosses();
    // One run after the other, so that the page answers in between.
    const layOut = r => {
      if (mine !== latest || r === shows.length) return;
      shows[r].layOut(isNarrow(host));
      shows[r].show(chosen.chosen());
      setTimeout(() => layOut(r + 1), 0);
    };
    layOut(0);
    showMarks(chosen.chosen());
  });
}
