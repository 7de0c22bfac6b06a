// A unit of a code to choose: its filter, how often it is on, and the pictures that turn it on most.
function draw(host, data) {
  const LARGE_STEP = 5, WHITE = 96;
  const {words} = data, id = begin(host, words);
  const row = add(host, "div"), panels = add(host, "div", {class: "autoenc-panels"});
  const greys = shades => shades.map(shade => Math.round(255 * shade / WHITE));
  // Pictures side by side, each with a text above it. The returned function fills the first of them.
  const mosaic = (name, label, number) => {
    const box = add(panels, "div", {class: name, role: "img", "aria-label": label, "aria-describedby": `${id}-values`});
    const places = Array.from({length: number}, () => {
      const cell = add(box, "div"), text = add(cell, "div", {class: "autoenc-above"});
      return {cell, text, paint: shadesIn(cell, data.imageShape)};
    });
    return (pictures, texts) => places.forEach(({cell, text, paint}, p) => {
      cell.style.visibility = p < pictures.length ? "" : "hidden";
      text.textContent = texts[p] ?? "\u00a0";
      if (p < pictures.length) paint(greys(pictures[p]));
    });
  };
  const filter = mosaic("autoenc-filter", words.filter, 1), top = mosaic("autoenc-top", words.top, data.nTop);
  const values = readOut(host, id);
  const said = unit => {
    if (!unit.top.length) return words.dead;
    const labels = unit.top.map(k => data.labels[k]);
    const counts = labels.map(label => labels.filter(other => other === label).length);
    const most = labels[counts.indexOf(Math.max(...counts))];
    return fill(words.most, {number: labels.length, most: Math.max(...counts), label: most, labels: labels.join(", ")});
  };
  slider(row, {name: words.unit, texts: data.units.map(unit => fill(words.one, {unit: unit.number})),
    start: 0, large: LARGE_STEP, onChange: chosen => {
      const unit = data.units[chosen];
      filter([unit.filter], [fill(words.filterOf, {unit: unit.number})]);
      top(unit.top.map(k => data.pictures[k]), unit.top.map(k => String(data.labels[k])));
      values.textContent = `${fill(words.on, {unit: unit.number, on: unit.on})} ${said(unit)}`;
    }});
}
