// Copies of a picture at a code size to choose, what each of them misses, and the error over the size.
function draw(host, data) {
  const ERROR_DIGITS = 3;
  const {words, sizes, families} = data, id = begin(host, words);
  const logs = sizes.map(Math.log2), all = families.flatMap(family => family.heldOut);
  const up = [Math.min(...all) / 1.2, Math.max(...all) * 1.2];
  const ticks = powersOf(...up.map(Math.log10)).map(([, label]) => Number(label));
  const plain = number => Number(number.toPrecision(ERROR_DIGITS)).toString();
  const names = data.pictures.map((_, k) => data.labels
    ? fill(words.shows, {number: k + 1, label: data.labels[k]}) : fill(words.place, {number: k + 1}));
  const greys = letters => greysOf(letters, data.letters), tinted = tints(data.colours);
  let place = Math.floor((sizes.length - 1) / 2), picture = 0, svg = null, curve, ruler, markers;

  const controls = add(host, "div", {class: "autoenc-controls"});
  const panels = add(host, "div", {class: "autoenc-panels"});
  const tileIn = (name, attributes) => {
    const tile = add(panels, "div", {class: "autoenc-tile", role: "img", "aria-describedby": `${id}-values`,
      style: "align-self: flex-start", ...attributes});
    add(tile, "div", {"aria-hidden": "true"}, name);
    return tile;
  };
  const original = tileIn(words.original, {"aria-label": words.original});
  const paintOriginal = shadesIn(original, data.imageShape);
  scaleIn(original, tinted, data);
  const shows = families.map(family => {
    const tile = tileIn(family.name, {"aria-label": fill(words.copy, {name: family.name}), "data-family": family.name});
    const paint = shadesIn(tile, data.imageShape), paintError = coloursIn(tile, data.imageShape);
    tile.lastChild.style.marginTop = "6px";
    const below = add(tile, "div", {"aria-hidden": "true", class: "autoenc-below"});
    return () => {
      paint(greys(family.pictures.copies[place][picture]));
      paintError(levelsOf(family.pictures.errors[place][picture], data.letters).map(level => tinted(level / MIDDLE - 1)));
      below.textContent = fill(words.heldOut, {error: plain(family.heldOut[place])});
      const least = Math.min(...families.map(other => other.heldOut[place]));
      tile.classList.toggle("autoenc-best", family.heldOut[place] === least);
    };
  });
  const pad = add(panels, "div", {class: "autoenc-panel autoenc-pad autoenc-sizes", role: "img", "aria-label": words.curve,
    "aria-describedby": `${id}-values`, style: "cursor: ew-resize"});
  const values = readOut(host, id);

  const pointOf = (family, k) => curve.place([logs[k], family.heldOut[k]]);
  const mark = () => {
    ruler.setAttribute("points", ends(up.map(value => curve.place([logs[place], value]))));
    families.forEach((family, f) => markers[f]([pointOf(family, place)]));
  };
  const layOut = () => {
    const height = isNarrow(host) ? 170 : 300, right = 40 + 7 * Math.max(...families.map(({name}) => name.length));
    svg = fresh(pad, () => height);
    curve = flat(svg, {across: rangeOf(logs), up, names: [words.units, words.error], ticks, right,
      acrossTicks: sizes.map((size, k) => [logs[k], String(size)])});
    ruler = line(svg, [], {class: "autoenc-line autoenc-cursor"});
    markers = families.map(({name, heldOut, ...look}, f) => {
      const points = sizes.map((_, k) => pointOf(families[f], k));
      line(svg, points, {class: "autoenc-curve", style: `stroke: ${tint(look.colour)}`});
      cloud(svg, [{...look, marker: "."}], sizes.map(() => 0), 1)(points);
      return cloud(svg, [look], [0], 1);
    });
    nameEnds(svg, families.map((family, f) => ({...family, at: pointOf(families[f], sizes.length - 1)})),
      {top: 30, bottom: height - 44});
    mark();
  };
  const show = () => {
    if (!svg) return;
    paintOriginal(greys(data.pictures[picture]));
    shows.forEach(one => one());
    mark();
    const list = numberOf => families.map(family => `${family.name} ${plain(numberOf(family))}`).join(", ");
    values.textContent = fill(words.told, {size: sizes[place], all: list(family => family.heldOut[place]),
      picture: names[picture], own: list(family => family.own[place][picture])});
  };
  const track = slider(controls, {name: words.size, texts: sizes.map(String), start: place,
    onChange: index => { place = index; show(); }});
  choices(controls, {name: words.picture, texts: names, start: 0, onChange: index => { picture = index; show(); },
    paint: (made, k) => shadesIn(made, data.imageShape)(greys(data.pictures[k]))});
  catchDrag(pad, event => {
    const [wanted] = curve.valueAt(placeIn(svg, event));
    track.choose(logs.reduce((best, log, k) => Math.abs(log - wanted) < Math.abs(logs[best] - wanted) ? k : best, 0));
  });
  whenSized(host, () => {
    layOut();
    show();
  });
}

// Errors from -1 to 1 as colours, from the first of three over the middle one to the last.
const MIDDLE = 31;
const tints = colours => {
  const [low, zero, high] = colours.map(channelsOf);
  return error => zero.map((value, k) => Math.round(value + Math.abs(error) * ((error < 0 ? low : high)[k] - value)));
};
const coloursIn = (parent, [rows, columns]) => {
  const canvas = add(parent, "canvas", {width: columns, height: rows, class: "autoenc-shades"});
  const context = canvas.getContext("2d"), image = context.createImageData(columns, rows);
  return pixels => {
    pixels.forEach((pixel, k) => image.data.set([...pixel, 255], 4 * k));
    context.putImageData(image, 0, 0);
  };
};
// What the colours mean, with the largest error at both ends.
const scaleIn = (parent, tinted, {words, limit}) => {
  const box = add(parent, "div", {"aria-hidden": "true", style: "margin-top: 14px; font-size: 12px"});
  const told = (...texts) => {
    const row = add(box, "div", {class: "autoenc-told"});
    texts.forEach(text => add(row, "span", {}, text));
  };
  told(words.darker, words.brighter);
  const size = 2 * MIDDLE + 1;
  const paint = coloursIn(box, [1, size]);
  paint(Array.from({length: size}, (_, k) => tinted(k / MIDDLE - 1)));
  box.lastChild.style.height = "14px";
  told(`−${limit}`, "0", `+${limit}`);
};
