// Space, seen from a side without perspective. `also` are further points that must fit in. In a true picture all
// features have one scale; otherwise each fills its side of a box, which is flatter than it is wide.
const space = (svg, {x, words, also = [], azimuth = -60, elevation = 20, isTrue = false, turns = false, margin = 30}) => {
  const HEIGHT = 0.75, {width, height} = svg.viewBox.baseVal;
  const ranges = [0, 1, 2].map(k => rangeOf(column(x, k)));
  const widest = Math.max(...ranges.map(([low, high]) => high - low)) || 1;
  const factors = ranges.map(([low, high], k) => isTrue ? 1 / widest : (k === 2 ? HEIGHT : 1) / (high - low || 1));
  const middle = ranges.map(([low, high]) => (low + high) / 2);
  const scaled = point => point.map((value, k) => (value - middle[k]) * factors[k]);
  let right, up, towards;
  const look = (a, e) => {
    const [ca, sa, ce, se] = [Math.cos(a), Math.sin(a), Math.cos(e), Math.sin(e)];
    [right, up, towards] = [[-sa, ca, 0], [-se * ca, -se * sa, ce], [ce * ca, ce * sa, se]];
  };
  const turn = (a, e) => look(a * Math.PI / 180, e * Math.PI / 180);
  turn(azimuth, elevation);
  const project = point => { const p = scaled(point); return [dot(right, p), -dot(up, p)]; };
  const corner = bits => ranges.map((range, k) => range[bits[k]]);
  const corners = [0, 1].flatMap(a => [0, 1].flatMap(b => [0, 1].map(c => corner([a, b, c]))));
  const all = corners.concat(also);
  const reach = Math.max(...all.map(point => size(scaled(point))));
  const seen = turns ? [[-reach, -reach], [reach, reach]] : all.map(project);
  const sides = [0, 1].map(k => rangeOf(column(seen, k)));
  const zoom = Math.min(...[width, height].map((room, k) => (room - 2 * margin) / (sides[k][1] - sides[k][0])));
  const place = point => project(point).map((value, k) => [width, height][k] / 2 + (value - (sides[k][0] + sides[k][1]) / 2) * zoom);
  const frame = add(svg, "g", {class: "autoenc-axes"});
  // Each feature is named at the edge of the box where neither data nor other names are.
  const redraw = () => {
    frame.textContent = "";
    const near = towards.map(value => value > 0 ? 1 : 0), bottom = towards[2] >= 0 ? 0 : 1;
    const leftmost = [[0, 0], [0, 1], [1, 0], [1, 1]]
      .reduce((best, bits) => place(corner([...bits, 0]))[0] < place(corner([...best, 0]))[0] - 1e-6 ? bits : best);
    const centre = place(middle);
    [[[0, near[1], bottom], [1, near[1], bottom]], [[near[0], 0, bottom], [near[0], 1, bottom]],
      [[...leftmost, 0], [...leftmost, 1]]].forEach((edge, feature) => {
      const [a, b] = edge.map(corner).map(place);
      line(frame, [a, b], {class: "autoenc-line autoenc-axis", "stroke-dasharray": "4 4"});
      if (size(minus(a, b)) < 60) return;
      const [h, v] = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
      const out = minus([h, v], centre).map(value => 14 * value / (size(minus([h, v], centre)) || 1));
      const steep = Math.abs(a[0] - b[0]) < Math.abs(a[1] - b[1]) / 2;
      const anchor = steep || Math.abs(out[0]) < 3 ? "middle" : out[0] > 0 ? "start" : "end";
      const name = fill(words.feature, {number: feature}), long = 6.4 * name.length;
      const across = anchor === "start" ? Math.min(h + out[0], width - long) : anchor === "end" ? Math.max(h + out[0], long) : h + out[0];
      add(frame, "text", {
        x: across, y: v + out[1] + 4, "text-anchor": anchor,
        ...steep ? {transform: `rotate(-90 ${across} ${v + out[1]})`} : {},
      }, name);
    });
  };
  redraw();
  return {
    place, middle, scaled,
    turn: (a, e) => { turn(a, e); redraw(); },
    ranges, sight: () => towards, sideways: () => [right, up],
  };
};

// The decoder's image of a rectangle of codes, as lines of a grid. `steps` is 1 where straight lines stay straight.
const surface = (svg, nLines, steps) => {
  const patch = add(svg, "polygon", {class: "autoenc-patch"});
  const lines = Array.from({length: 2 * nLines}, (_, k) =>
    line(svg, [], k % nLines % (nLines - 1) === 0 ? {style: "opacity: 0.55"} : {}));
  return (decode, [low, high], place) => {
    const along = Array.from({length: steps + 1}, (_, k) => k / steps);
    const at = (a, b) => place(decode([low[0] + a * (high[0] - low[0]), low[1] + b * (high[1] - low[1])]));
    const drawn = [0, 1].flatMap(unit => Array.from({length: nLines}, (_, k) =>
      along.map(t => unit === 0 ? at(k / (nLines - 1), t) : at(t, k / (nLines - 1)))));
    drawn.forEach((points, k) => lines[k].setAttribute("points", ends(points)));
    const [first, last] = [drawn[0], drawn[nLines - 1]];
    patch.setAttribute("points", ends(
      [...first, ...drawn[2 * nLines - 1], ...[...last].reverse(), ...[...drawn[nLines]].reverse()]));
  };
};
