// A unit of a code to choose: its filter, the pictures that turn it on most, and how often each label turns it on.
function draw(host, data) {
  const LARGE_STEP = 5, WHITE = 96;
  const {words} = data, id = begin(host, words);
  const row = add(host, "div"), panels = add(host, "div", {class: "autoenc-panels"});
  const greys = shades => shades.map(shade => Math.round(255 * shade / WHITE));
  // Pictures side by side, each with a text above it. The returned function fills the first of them.
  const mosaic = (parent, name, label, number, paintIn) => {
    const box = add(parent, "div", {class: name, role: "img", "aria-label": label, "aria-describedby": `${id}-values`});
    const places = Array.from({length: number}, () => {
      const cell = add(box, "div"), text = add(cell, "div", {class: "autoenc-above"});
      return {cell, text, paint: paintIn(cell)};
    });
    return (pictures, texts) => places.forEach(({cell, text, paint}, p) => {
      cell.style.visibility = p < pictures.length ? "" : "hidden";
      text.textContent = texts[p] ?? "\u00a0";
      if (p < pictures.length) paint(pictures[p]);
    });
  };
  // A filter's values from -1 over 0 to 1, in the first of three colours, the middle one and the last.
  const [low, zero, high] = data.colours.map(channelsOf), [rows, columns] = data.imageShape;
  const signedIn = cell => {
    const canvas = add(cell, "canvas", {width: columns, height: rows, class: "autoenc-shades"});
    const context = canvas.getContext("2d"), image = context.createImageData(columns, rows);
    return shades => {
      shades.forEach((shade, k) => {
        const value = 2 * shade / WHITE - 1, full = value < 0 ? low : high;
        image.data.set([...zero.map((part, c) => Math.round(part + Math.abs(value) * (full[c] - part))), 255], 4 * k);
      });
      context.putImageData(image, 0, 0);
    };
  };
  const greyIn = cell => {
    const paint = shadesIn(cell, data.imageShape);
    return shades => paint(greys(shades));
  };
  const first = add(panels, "div", {class: "autoenc-filter"});
  const filter = mosaic(first, "autoenc-signed", words.filter, 1, signedIn);
  // A bar for each label, above it how many pictures it stands for.
  const counts = add(first, "div", {class: "autoenc-counts", role: "img",
    style: "display: flex; align-items: flex-end; gap: 2px; margin-top: 10px; height: 76px; font-size: 11px"});
  const bars = data.kinds.map(kind => {
    const part = add(counts, "div", {style: "flex: 1; min-width: 0; line-height: 1.3"}), number = add(part, "div");
    const bar = add(part, "div", {class: "autoenc-count", style: `background: ${tint(0)}; border-radius: 2px 2px 0 0`});
    add(part, "div", {style: "border-top: 1px solid currentColor"}, String(kind));
    return {number, bar};
  });
  const count = numbers => {
    const most = Math.max(1, ...numbers);
    bars.forEach(({number, bar}, k) => {
      number.textContent = numbers[k] ? String(numbers[k]) : "\u00a0";
      bar.style.height = `${40 * numbers[k] / most}px`;
    });
    counts.setAttribute("aria-label", `${words.counts}: ${data.kinds.map((kind, k) => `${kind}: ${numbers[k]}`).join(", ")}`);
  };
  const top = mosaic(panels, "autoenc-top", words.top, data.nTop, greyIn);
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
      count(unit.byKind);
      top(unit.top.map(k => data.pictures[k]), unit.top.map(k => String(data.labels[k])));
      values.textContent = `${fill(words.on, {unit: unit.number, on: unit.on})} ${said(unit)}`;
    }});
}
