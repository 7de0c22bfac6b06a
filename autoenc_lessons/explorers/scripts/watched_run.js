// One run that is watched: its networks at each step, and its two pictures.
// Weights come as one list of numbers for each frame, in the order of the layers; they are read when they are shown.
const readRun = ({name, shapes, frames, logRatios, ranges}) => {
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
};

// The two pictures of one run: `layOut` draws what stays, `show` a frame and what it copies.
const panelsOf = (parent, data, run, look, nRuns) => {
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
    view = space(spaceSvg, {x: data.x, words: data.words, margin: isSmall ? 20 : 24, ...data.view});
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
  return {layOut, show, isLaidOut: () => Boolean(codes)};
};
