// A pad to draw a digit on, the label that it is given, and all digits in the hand that the code has kept of it.
function draw(host, data) {
  const {words} = data, id = begin(host, words), nLabels = data.nLabels;
  const labelled = (values, label) => [...values, ...Array.from({length: nLabels}, (_, k) => k === label ? 1 : 0)];
  const controls = add(host, "div", {class: "autoenc-controls"});
  const panels = add(host, "div", {class: "autoenc-panels autoenc-drawing autoenc-writing"});
  let networks = null, drawn = null, label = 0;
  const show = () => {
    if (!drawn) return;
    networks ||= [data.encoder, data.decoder].map(layers => networkOf(layers, data.letters));
    const [encoder, decoder] = networks, code = runNetwork(encoder, labelled(drawn, label));
    const written = tiles.map((tile, k) => {
      const made = runNetwork(decoder, labelled(code, k));
      tile.paint(made.map(greyOf));
      tile.box.classList.toggle("autoenc-best", k === label);
      return made;
    });
    const error = mean(written[label].map((shade, k) => (shade - drawn[k]) ** 2));
    const told = fill(words.error, {label, error: String(Number(error.toPrecision(2)))});
    values.textContent = [...Math.max(...drawn) > 0 ? [] : [words.empty], told].join(" ");
  };
  const put = padIn(panels, id, data, picture => { drawn = picture; show(); });
  const box = add(panels, "div", {class: "autoenc-hand", role: "group", "aria-label": words.all});
  add(box, "div", {"aria-hidden": "true"}, words.all);
  const grid = add(box, "div", {class: "autoenc-ten"});
  const tiles = Array.from({length: nLabels}, (_, k) => {
    const tile = add(grid, "div", {role: "img", "aria-label": fill(words.written, {label: k})});
    return {box: tile, paint: shadesIn(tile, data.imageShape)};
  });
  const values = readOut(host, id);
  const chosen = choices(controls, {name: words.label, texts: tiles.map((_, k) => String(k)), start: 0,
    onChange: index => { label = index; show(); }});
  padButtons(footOf(host), put, data, example => chosen.choose(data.labels[example]));
}
