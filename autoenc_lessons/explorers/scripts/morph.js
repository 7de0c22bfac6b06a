// Two pictures, and three ways from one to the other; the one through the code can also be moved along a direction.
function draw(host, data) {
  const HALF_STEPS = 4, WAY_STEPS = 20;
  const {words} = data, id = begin(host, words);
  const decode = code => runNetwork(data.decoder, code);
  const faces = data.pictures.map((_, k) => fill(words.face, {number: k + 1}));
  const chosen = {from: 0, to: 1, way: WAY_STEPS / 2, step: HALF_STEPS};

  const controls = add(host, "div", {class: "autoenc-controls"});
  const panels = add(host, "div", {class: "autoenc-panels"});
  const show = [words.through, words.copies, words.pictures].map(name => {
    const tile = add(panels, "div", {class: "autoenc-tile autoenc-large"});
    add(tile, "div", {"aria-hidden": "true"}, name);
    const paint = shadesIn(tile, data.imageShape, {
      role: "img", "aria-label": name, "aria-describedby": `${id}-values`, class: "autoenc-shades autoenc-smooth",
    });
    return shades => paint(shades.map(greyOf));
  });
  const values = readOut(host, id);

  const mix = rows => rows[chosen.from].map((value, k) =>
    value + chosen.way / WAY_STEPS * (rows[chosen.to][k] - value));
  const gap = (a, b) => mean(minus(a, b).map(value => value * value)).toFixed(4);
  let isReady = false, copies = null;
  const redraw = () => {
    if (!isReady) return;
    const steps = (chosen.step / HALF_STEPS - 1) * data.reach;
    const code = mix(data.codes).map((value, k) => value + steps * data.direction[k]);
    const drawn = [decode(code), mix(copies), mix(data.pictures)];
    drawn.forEach((shades, k) => show[k](shades));
    values.textContent = fill(words.differs, {
      share: Math.round(100 * chosen.way / WAY_STEPS), from: faces[chosen.from], to: faces[chosen.to],
      steps: fixed(steps, 1), name: data.name, copies: gap(drawn[0], drawn[1]), pictures: gap(drawn[0], drawn[2]),
    });
  };
  const given = (key, name, texts) => ({name, texts, start: chosen[key], onChange: index => { chosen[key] = index; redraw(); }});
  const paint = (made, k) => shadesIn(made, data.imageShape, {class: "autoenc-shades autoenc-smooth"})(data.pictures[k].map(greyOf));
  chooser(controls, {...given("from", words.from, faces), paint});
  chooser(controls, {...given("to", words.to, faces), paint});
  slider(controls, {...given("way", words.way, Array.from({length: WAY_STEPS + 1}, (_, k) => percent(k / WAY_STEPS))), large: 5});
  slider(controls, {...given("step", data.name, Array.from({length: 2 * HALF_STEPS + 1}, (_, k) =>
    fill(words.steps, {number: fixed((k / HALF_STEPS - 1) * data.reach, 1)}))), large: 2});
  soon(host, () => { copies = data.codes.map(decode); }, () => {
    isReady = true;
    redraw();
  });
}
