// The loss over one weight: a ring to move, the tangent under it, and steps of gradient descent.
function draw(host, data) {
  const STEPS = 60, LARGE_STEP = 5, REACH = 0.13, MOST = 60;
  const {words, across} = data, id = begin(host, words), [bend, best, least] = data.parabola;
  const lossAt = weight => least + bend * (weight - best) ** 2, slopeAt = weight => 2 * bend * (weight - best);
  const wide = across[1] - across[0], top = lossAt(across[1]), up = [least - 0.12 * (top - least), top + 0.12 * (top - least)];
  const isOutside = weight => weight < across[0] || weight > across[1];
  let weight = data.start, path = [weight], rate = data.rates[data.first], svg = null, picture, tangent, trail, dotsAt, ring, label;

  const controls = add(host, "div", {class: "autoenc-controls"});
  const row = add(host, "div", {class: "autoenc-row"});
  const pad = add(add(host, "div", {class: "autoenc-panels"}), "div", {
    class: "autoenc-panel autoenc-pad autoenc-downhill", role: "slider", tabindex: "0", "aria-label": words.weight,
    "aria-valuemin": across[0], "aria-valuemax": across[1], "aria-describedby": `${id}-values`, style: "max-width: none; cursor: ew-resize",
  });
  const values = readOut(host, id);

  const sketch = ([at]) => {
    const loss = lossAt(at), slope = slopeAt(at), reach = REACH * wide;
    const seen = clamp(at, ...across), height = Math.min(loss, up[1]);
    tangent.style.display = isOutside(at) ? "none" : "";
    tangent.setAttribute("points", ends([-reach, reach].map(far => picture.place([at + far, loss + slope * far]))));
    const [h, v] = picture.place([seen, height]);
    ring([h, v]);
    label.textContent = isOutside(at) ? "" : `${words.slope} ${fixed(slope, 3)}`;
    label.setAttribute("x", clamp(h, 90, svg.viewBox.baseVal.width - 40));
    label.setAttribute("y", v - 26);
  };
  const glide = glider();
  const show = from => {
    if (!svg) return;
    const visible = path.filter(at => !isOutside(at));
    trail.setAttribute("points", ends(visible.map(at => picture.place([at, lossAt(at)]))));
    dotsAt(visible.map(at => picture.place([at, lossAt(at)])));
    glide(from, [weight], sketch);
    pad.setAttribute("aria-valuenow", fixed(weight, 3));
    pad.setAttribute("aria-valuetext", `${fixed(weight, 3)}, ${words.up} ${fixed(lossAt(weight), 4)}`);
    const told = {steps: path.length - 1, weight: fixed(weight, 3), loss: fixed(lossAt(weight), 4), rate};
    values.textContent = isOutside(weight) ? fill(words.outside, told)
      : fill(words.told, {...told, slope: fixed(slopeAt(weight), 4), change: fixed(-rate * slopeAt(weight), 4)});
  };
  const moveTo = wanted => {
    weight = clamp(wanted, ...across);
    path = [weight];
    show(null);
  };
  choices(controls, {name: words.rate, texts: data.rates.map(String), start: data.first,
    onChange: index => { rate = data.rates[index]; show(null); }});
  button(row, words.step, () => {
    if (path.length > MOST || isOutside(weight)) return;
    const from = [weight];
    weight -= rate * slopeAt(weight);
    path.push(weight);
    show(from);
  });
  catchKeys(pad, event => {
    const [h, v] = ARROWS[event.key] || [0, 0];
    if (h || v) moveTo(weight + (h || v) * wide / STEPS * (event.shiftKey ? LARGE_STEP : 1));
    return Boolean(h || v);
  });
  catchDrag(pad, event => moveTo(picture.valueAt(placeIn(svg, event))[0]));
  button(footOf(host), words.start, () => moveTo(data.start));
  whenSized(host, () => {
    svg = fresh(pad, () => isNarrow(host) ? 210 : 300);
    picture = flat(svg, {across, up, names: [words.across, words.up], left: 52});
    const curve = Array.from({length: 101}, (_, k) => across[0] + k / 100 * wide);
    line(svg, curve.map(at => picture.place([at, lossAt(at)])), {class: "autoenc-curve", style: `stroke: ${tint(data.colours[0])}`});
    tangent = line(svg, [], {class: "autoenc-curve", "stroke-dasharray": "6 4", style: `stroke: ${tint(data.colours[1])}`});
    trail = line(svg, [], {class: "autoenc-line autoenc-axis"});
    dotsAt = cloud(svg, [{colour: data.colours[0], marker: "o", label: 0}], Array(MOST + 2).fill(0));
    label = add(svg, "text", {"text-anchor": "middle", class: "autoenc-label"});
    ring = handle(svg, "weight");
    show(null);
  });
}
