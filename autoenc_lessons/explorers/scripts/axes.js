// A flat picture with numbers along two sides.
const ticksOf = (low, high, most = 5) => {
  const power = 10 ** Math.floor(Math.log10((high - low) / most));
  const step = power * [1, 2, 5, 10].find(factor => factor * power >= (high - low) / most);
  const first = Math.ceil(low / step - 1e-9);
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return Array.from({length: Math.floor(high / step + 1e-9) - first + 1}, (_, k) => {
    const value = (first + k) * step;
    return [value, fixed(value, decimals)];
  });
};
// Of labels that would touch, the one that comes first in the list stays.
const apart = (ticks, at, least) => ticks.reduce((kept, tick) =>
  kept.some(other => Math.abs(at(other) - at(tick)) < least(tick)) ? kept : [...kept, tick], []);

// A side is [smallest, largest]; a logarithmic one brings its ticks, the most important first.
const flat = (svg, {across, up, names, left = 44, right = 14, top = 26, bottom = 40, ticks = null, acrossTicks = null}) => {
  const {width, height} = svg.viewBox.baseVal, scale = ticks ? Math.log : value => value;
  const [low, high] = up.map(scale);
  const inner = [width - left - right, height - top - bottom];
  const place = ([h, v]) => [
    left + (h - across[0]) / (across[1] - across[0]) * inner[0],
    top + (high - scale(v)) / (high - low) * inner[1],
  ];
  const valueAt = ([h, v]) => [
    across[0] + (h - left) / inner[0] * (across[1] - across[0]), high - (v - top) / inner[1] * (high - low),
  ];
  const frame = add(svg, "g", {class: "autoenc-axes"});
  const [[l, b], [r, t]] = [place([across[0], up[0]]), place([across[1], up[1]])];
  line(frame, [[l, t], [l, b], [r, b]], {class: "autoenc-line autoenc-axis"});
  const wide = ([, label]) => 12 + 7 * label.length;
  apart(acrossTicks || ticksOf(...across, clamp(Math.floor(inner[0] / 45), 2, 8)), ([value]) => place([value, up[0]])[0], wide)
    .forEach(([value, label]) => {
      const [h] = place([value, up[0]]);
      line(frame, [[h, b], [h, t]]);
      add(frame, "text", {x: h, y: b + 16, "text-anchor": "middle"}, label);
    });
  apart(ticks ? ticks.map(value => [value, String(value)]) : ticksOf(...up, clamp(Math.floor(inner[1] / 40), 2, 6)),
    ([value]) => place([across[0], value])[1], () => 15).forEach(([value, label]) => {
      const [, v] = place([across[0], value]);
      line(frame, [[l, v], [r, v]]);
      add(frame, "text", {x: l - 6, y: v + 4, "text-anchor": "end"}, label);
    });
  add(frame, "text", {x: r, y: b + 34, "text-anchor": "end"}, `${names[0]} →`);
  add(frame, "text", {x: 2, y: 12}, `↑ ${names[1]}`);
  return {place, valueAt, up};
};
// Ticks at 1, 2 and 5 times each power of ten, for an axis of logarithms, powers first; fewer where they would be many.
const powersOf = (low, high) => {
  const factors = high - low > 3 ? [1] : high - low > 1.5 ? [1, 3] : [1, 2, 5], ticks = [];
  factors.forEach(factor => {
    for (let power = Math.floor(low); power <= high; power++) {
      const at = power + Math.log10(factor);
      if (at >= low && at <= high) ticks.push([at, String(Number((factor * 10 ** power).toPrecision(1)))]);
    }
  });
  return ticks;
};

const unitNames = words => [0, 1].map(number => fill(words.codeUnit, {number}));
