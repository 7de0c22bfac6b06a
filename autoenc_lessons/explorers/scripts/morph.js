// Two pictures, and three ways from one to the other; the one through the code can also be moved along a direction.
function draw(host, data) {
  const HALF_STEPS = 4, WAY_STEPS = 20;
  const id = begin(host), {words} = data, [rows, columns] = data.imageShape;
  const decode = code => runNetwork(data.decoder, code);
  const copies = data.codes.map(decode);
  const faces = data.pictures.map((_, k) => fill(words.face, {number: k + 1}));
  const chosen = {from: 0, to: 1, way: WAY_STEPS / 2, step: HALF_STEPS};

  const controls = add(host, "div");
  const panels = add(host, "div", {class: "autoenc-panels"});
  const pictureIn = name => {
    const panel = add(panels, "div", {class: "autoenc-panel", style: "flex: 1 1 120px; max-width: 200px"});
    const canvas = add(panel, "canvas", {width: columns, height: rows, role: "img", "aria-label": name,
      "aria-describedby": `${id}-values`, style: "width: 100%; image-rendering: pixelated; display: block"});
    add(panel, "p", {"aria-hidden": "true"}, name);
    const context = canvas.getContext("2d");
    return shades => {
      const image = context.createImageData(columns, rows);
      shades.forEach((shade, k) => image.data.set([0, 1, 2].map(() => Math.round(255 * clamp(shade, 0, 1))).concat(255), 4 * k));
      context.putImageData(image, 0, 0);
    };
  };
  const show = [words.through, words.copies, words.pictures].map(pictureIn);
  const values = add(host, "p", {id: `${id}-values`, role: "status", "aria-live": "polite", class: "autoenc-values"});
  add(host, "p", {}, words.keys);

  const mix = rows => rows[chosen.from].map((value, k) =>
    value + chosen.way / WAY_STEPS * (rows[chosen.to][k] - value));
  const apart = (a, b) => mean(minus(a, b).map(value => value * value)).toFixed(4);
  let ready = false;
  const redraw = () => {
    if (!ready) return;
    const steps = (chosen.step / HALF_STEPS - 1) * data.reach;
    const code = mix(data.codes).map((value, k) => value + steps * data.direction[k]);
    const drawn = [decode(code), mix(copies), mix(data.pictures)];
    drawn.forEach((shades, k) => show[k](shades));
    values.textContent = fill(words.differs, {
      share: Math.round(100 * chosen.way / WAY_STEPS), from: faces[chosen.from], to: faces[chosen.to],
      steps: fixed(steps, 1), name: data.name, copies: apart(drawn[0], drawn[1]), pictures: apart(drawn[0], drawn[2]),
    });
  };
  const control = (key, name, texts, large) => slider(controls, {name, texts, start: chosen[key], large,
    onChange: index => { chosen[key] = index; redraw(); }});
  control("from", words.from, faces, 1);
  control("to", words.to, faces, 1);
  control("way", words.way, Array.from({length: WAY_STEPS + 1}, (_, k) => `${Math.round(100 * k / WAY_STEPS)} %`), 5);
  control("step", data.name, Array.from({length: 2 * HALF_STEPS + 1}, (_, k) =>
    fill(words.steps, {number: fixed((k / HALF_STEPS - 1) * data.reach, 1)})), 2);
  ready = true;
  redraw();
}
