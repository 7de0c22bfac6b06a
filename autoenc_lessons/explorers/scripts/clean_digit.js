// A pad to draw a picture on, noise that is laid over it, and what a network makes of both together.
function draw(host, data) {
  const {words} = data, id = begin(host, words);
  const noises = data.noises.map(text => storedShades(text, data.letters).map(share => data.widest * (2 * share - 1)));
  const controls = add(host, "div", {class: "autoenc-controls"});
  const panels = add(host, "div", {class: "autoenc-panels autoenc-drawing autoenc-cleaning"});
  const plain = error => error === 0 ? "0" : String(Number(error.toPrecision(2)));
  let layers = null, drawn = null, strength = 0, noise = 0;
  const show = () => {
    if (!drawn) return;
    layers ||= networkOf(data.network, data.letters);
    const noisy = drawn.map((shade, k) => shade + strength * noises[noise][k]), cleaned = runNetwork(layers, noisy);
    const [before, after] = [noisy, cleaned].map(made => mean(made.map((shade, k) => (shade - drawn[k]) ** 2)));
    results.forEach(([paint, below], k) => {
      paint([noisy, cleaned][k].map(greyOf));
      below.textContent = plain([before, after][k]);
    });
    const told = fill(words.errors, {strength: String(strength), before: plain(before), after: plain(after)});
    const judged = strength === 0 ? words.nothing : after < before ? words.better : words.worse;
    values.textContent = [...Math.max(...drawn) > 0 ? [] : [words.empty], told, judged].join(" ");
  };
  const put = padIn(panels, id, data, picture => { drawn = picture; show(); });
  const results = [words.noisy, words.cleaned].map(name => {
    const box = sheetIn(panels, name);
    const paint = shadesIn(box, data.imageShape, {role: "img", "aria-label": name, "aria-describedby": `${id}-values`});
    return [paint, add(box, "div", {class: "autoenc-below", "aria-hidden": "true"})];
  });
  const values = readOut(host, id);
  slider(controls, {name: words.strength, texts: data.strengths.map(String), start: data.start,
    onChange: index => { strength = data.strengths[index]; show(); }});
  const foot = footOf(host);
  padButtons(foot, put, data);
  button(foot, words.again, () => { noise = (noise + 1) % noises.length; show(); });
}
