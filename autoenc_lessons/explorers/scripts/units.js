// A unit of a code to choose: its filter, how often it is on, and the pictures that turn it on most.
function draw(host, data) {
  const COLUMNS = 4, LARGE_STEP = 5, SMALL = 230;
  const id = begin(host), {words} = data;
  const control = add(host, "div");
  const panels = add(host, "div", {class: "autoenc-panels"});
  const panel = (name, label, width) => add(panels, "div", {class: `autoenc-panel ${name}`, role: "img",
    style: `max-width: ${width}px`, "aria-label": label, "aria-describedby": `${id}-values`});
  const filter = mosaicIn(panel("autoenc-filter", words.filter, SMALL), data.imageShape, 1, 1, SMALL);
  const top = mosaicIn(panel("autoenc-top", words.top, SIZE), data.imageShape, data.nTop, COLUMNS, SIZE);
  const values = add(host, "p", {id: `${id}-values`, role: "status", "aria-live": "polite", class: "autoenc-values"});
  add(host, "p", {}, words.keys);
  const show = chosen => {
    const unit = data.units[chosen];
    filter([unit.filter], [fill(words.filterOf, {unit: unit.number})]);
    top(unit.top.map(k => data.pictures[k]), unit.top.map(k => String(data.labels[k])));
    values.textContent = `${fill(words.on, {unit: unit.number, on: unit.on})} ${said(unit)}`;
  };
  const said = unit => {
    if (!unit.top.length) return words.dead;
    const labels = unit.top.map(k => data.labels[k]);
    const counts = labels.map(label => labels.filter(other => other === label).length);
    const most = labels[counts.indexOf(Math.max(...counts))];
    return fill(words.most, {number: labels.length, most: Math.max(...counts), label: most, labels: labels.join(", ")});
  };
  slider(control, {name: words.unit, texts: data.units.map(unit => fill(words.one, {unit: unit.number})),
    start: 0, onChange: show, large: LARGE_STEP});
}

// Places for pictures side by side, each with a text above it. The returned function fills the first of them.
function mosaicIn(parent, [rows, columns], nPictures, nColumns, room) {
  const TEXT = 20, GAP = 8;
  const nRows = Math.ceil(nPictures / nColumns);
  const side = Math.min((room - (nColumns - 1) * GAP) / (nColumns * columns),
    (room - nRows * TEXT - (nRows - 1) * GAP) / (nRows * rows));
  const width = nColumns * columns * side + (nColumns - 1) * GAP;
  const height = nRows * (rows * side + TEXT) + (nRows - 1) * GAP;
  const svg = svgIn(parent, width.toFixed(0), height.toFixed(0));
  const places = Array.from({length: nPictures}, (_, p) => {
    const left = p % nColumns * (columns * side + GAP);
    const upper = Math.floor(p / nColumns) * (rows * side + TEXT + GAP) + TEXT;
    const text = add(svg, "text", {x: left + columns * side / 2, y: upper - 5, "text-anchor": "middle"});
    const pixels = Array.from({length: rows * columns}, (_, k) => add(svg, "rect", {
      class: "autoenc-pixel", "shape-rendering": "crispEdges", x: (left + k % columns * side).toFixed(2),
      y: (upper + Math.floor(k / columns) * side).toFixed(2), width: (side + 0.3).toFixed(2),
      height: (side + 0.3).toFixed(2)}));
    return {text, pixels};
  });
  return (pictures, texts) => places.forEach(({text, pixels}, p) => {
    text.textContent = p < texts.length ? texts[p] : "";
    pixels.forEach((pixel, k) => {
      const grey = p < pictures.length ? Math.round(255 * pictures[p][k] / 96) : null;
      pixel.setAttribute("fill", grey === null ? "none" : `rgb(${grey},${grey},${grey})`);
    });
  });
}
