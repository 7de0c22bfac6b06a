// A picture with damage of a strength to choose, and what each method makes of it.
function draw(host, data) {
  const {words} = data, id = begin(host, words), ERROR_DIGITS = 3;
  const controls = add(host, "div", {class: "autoenc-controls"});
  const panels = add(host, "div", {class: "autoenc-panels autoenc-repairs", role: "group",
    "aria-label": words.pictures, "aria-describedby": `${id}-values`});
  // A small picture with its name above and its error below; the smallest error is bold.
  const tileIn = name => {
    const tile = add(panels, "div", {class: "autoenc-tile", role: "img", "data-method": name});
    add(tile, "div", {"aria-hidden": "true"}, name);
    const paint = shadesIn(tile, data.imageShape), below = add(tile, "div", {"aria-hidden": "true", class: "autoenc-below"});
    return (letters, text, isBest = false) => {
      paint(greysOf(letters, data.letters));
      below.textContent = text || "\u00a0";
      tile.classList.toggle("autoenc-best", isBest);
      tile.setAttribute("aria-label", `${name}${text ? `: ${text}` : ""}`);
    };
  };
  const tiles = [words.clean, ...data.methods].map(tileIn);
  const values = readOut(host, id);

  let kind = 0, picture = 0, place = 0, isReady = false;
  const plain = number => number === 0 ? "0" : Number(number.toPrecision(ERROR_DIGITS)).toString();
  const show = () => {
    if (!isReady) return;
    const chosen = data.kinds[kind], errors = chosen.errors[place][picture], all = chosen.all[place];
    const least = Math.min(...errors), best = all.indexOf(Math.min(...all));
    tiles[0](data.clean[picture], data.labels ? fill(words.shows, {label: data.labels[picture]}) : "");
    data.methods.forEach((_, k) =>
      tiles[k + 1](chosen.pictures[place][picture][k], plain(errors[k]), errors[k] === least));
    const told = fill(words.errors, {
      kind: `${chosen.name[0].toUpperCase()}${chosen.name.slice(1)}`, strength: chosen.strengths[place],
      errors: data.methods.map((name, k) => `${name} ${plain(all[k])}`).join(", "),
    });
    values.textContent = `${told} ${best === 0 ? words.nothing : fill(words.best, {method: data.methods[best]})}`;
  };
  let strengths = null;
  const chooseKind = wanted => {
    kind = wanted;
    const texts = data.kinds[kind].strengths;
    const before = strengths ? strengths.chosen() : Math.floor(texts.length / 2);
    row.textContent = "";
    strengths = slider(row, {name: words.strength, texts, start: Math.min(before, texts.length - 1),
      onChange: index => { place = index; show(); }});
    show();
  };
  const names = data.kinds.map(one => one.name), row = document.createElement("div");
  if (names.length > 1) chooser(controls, {name: words.damage, texts: names, start: 0, onChange: chooseKind});
  else chooseKind(0);
  controls.append(row);
  if (data.clean.length > 1) chooser(controls, {
    name: words.picture, texts: data.clean.map((_, k) => fill(words.place, {number: k + 1, all: data.clean.length})), start: 0,
    onChange: index => { picture = index; show(); },
    paint: (made, k) => shadesIn(made, data.imageShape)(greysOf(data.clean[k], data.letters)),
  });
  isReady = true;
  show();
}
