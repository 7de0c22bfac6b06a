// One picture, damaged as strongly as one likes, and what each method makes of it.
function draw(host, data) {
  const id = begin(host), {words} = data, ERROR_DIGITS = 3;
  const [rows, columns] = data.imageShape;
  const shadeOf = Object.fromEntries([...data.letters].map((letter, k) => [letter, Math.round(255 * k / (data.letters.length - 1))]));
  const panels = add(host, "div", {class: "autoenc-panels autoenc-repairs", role: "group",
    "aria-label": words.pictures, "aria-describedby": `${id}-values`, style: "align-items: flex-end"});
  const names = [words.clean, ...data.methods];
  const pictures = names.map(name => pixelsIn(panels, name));
  const values = add(host, "p", {id: `${id}-values`, role: "status", "aria-live": "polite", class: "autoenc-values"});
  const controls = add(host, "div");
  add(host, "p", {id: `${id}-keys`}, words.keys);

  let kind = 0, picture = 0, place = 0;
  const plain = number => number === 0 ? "0" : Number(number.toPrecision(ERROR_DIGITS)).toString();
  const show = () => {
    const chosen = data.kinds[kind], errors = chosen.errors[place][picture], all = chosen.all[place];
    pictures[0](data.clean[picture], data.labels ? fill(words.shows, {label: data.labels[picture]}) : "");
    data.methods.forEach((name, k) => pictures[k + 1](chosen.pictures[place][picture][k], plain(errors[k])));
    const best = all.indexOf(Math.min(...all));
    const told = fill(words.errors, {
      kind: `${chosen.name[0].toUpperCase()}${chosen.name.slice(1)}`, strength: chosen.strengths[place],
      errors: data.methods.map((name, k) => `${name} ${plain(all[k])}`).join(", "),
    });
    values.textContent = `${told} ${best === 0 ? words.nothing : fill(words.best, {method: data.methods[best]})}`;
  };
  let strengths = null;
  const row = add(controls, "div");
  const chooseKind = wanted => {
    kind = wanted;
    const before = strengths ? strengths.chosen() : Math.floor(data.kinds[kind].strengths.length / 2);
    row.textContent = "";
    strengths = slider(row, {name: words.strength, texts: data.kinds[kind].strengths,
      start: Math.min(before, data.kinds[kind].strengths.length - 1), onChange: index => { place = index; show(); }});
    show();
  };
  chooseKind(0);
  if (data.kinds.length > 1)
    slider(controls, {name: words.damage, texts: data.kinds.map(one => one.name), start: 0, onChange: chooseKind});
  if (data.clean.length > 1)
    slider(controls, {name: words.picture, start: 0,
      texts: data.clean.map((_, k) => fill(words.place, {number: k + 1, all: data.clean.length})),
      onChange: index => { picture = index; show(); }});

  // A small picture with its name above and a text below; the returned function fills both.
  function pixelsIn(parent, name) {
    const panel = add(parent, "div", {class: "autoenc-repaired", role: "img", "data-method": name,
      style: "flex: 0 1 120px; min-width: 84px; text-align: center"});
    add(panel, "div", {"aria-hidden": "true"}, name);
    const svg = svgIn(panel, columns, rows);
    svg.setAttribute("shape-rendering", "crispEdges");
    svg.setAttribute("style", "outline: 1px solid #888");
    const pixels = Array.from({length: rows * columns}, (_, k) => add(svg, "rect", {
      class: "autoenc-pixel", x: k % columns, y: Math.floor(k / columns), width: 1, height: 1,
    }));
    const below = add(panel, "div", {"aria-hidden": "true"});
    return (letters, text) => {
      [...letters].forEach((letter, k) =>
        pixels[k].setAttribute("fill", `rgb(${shadeOf[letter]},${shadeOf[letter]},${shadeOf[letter]})`));
      below.textContent = text || "\u00a0";
      panel.setAttribute("aria-label", `${name}${text ? `: ${text}` : ""}`);
    };
  }
}
