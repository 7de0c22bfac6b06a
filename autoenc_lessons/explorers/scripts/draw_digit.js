// A pad to draw a picture on, the network's copy of it, and where its error stands among those of given pictures.
function draw(host, data) {
  const {words} = data, id = begin(host, words);
  const panels = add(host, "div", {class: "autoenc-panels autoenc-drawing"});
  let layers = null, drawn = null, mark;
  const show = picture => {
    drawn = picture;
    layers ||= networkOf(data.network, data.letters);
    const copy = runNetwork(layers, picture), error = mean(picture.map((shade, k) => (shade - copy[k]) ** 2));
    paintCopy(copy.map(greyOf));
    const number = data.errors.filter(other => other < error).length, shown = String(Number(error.toPrecision(2)));
    const told = fill(words.error, {error: shown, number, share: fixed(100 * number / data.errors.length, 0)});
    const judged = error > data.limit ? words.anomaly : words.normal;
    values.textContent = [...Math.max(...picture) > 0 ? [] : [words.empty], told, fill(judged, {})].join(" ");
    if (mark) mark(error, shown);
  };
  const put = padIn(panels, id, data, show), right = sheetIn(panels, words.copy);
  const paintCopy = shadesIn(right, data.imageShape, {role: "img", "aria-label": words.copy,
    "aria-describedby": `${id}-values`});
  add(right, "div", {class: "autoenc-below", "aria-hidden": "true"}, "\u00a0");
  const strip = add(panels, "div", {class: "autoenc-panel autoenc-strip", role: "img", "aria-label": words.strip,
    "aria-describedby": `${id}-values`});
  const values = readOut(host, id);
  padButtons(footOf(host), put, data);
  whenSized(host, () => {
    mark = errorsIn(fresh(strip, () => 104), data);
    if (drawn) show(drawn);
  });
}

// A strip of errors along an axis of logarithms. The returned function marks one more.
function errorsIn(svg, {errors, limit, words}) {
  const SIDE = 14, AXIS = 66, {width} = svg.viewBox.baseVal;
  const low = Math.log10(errors[0] / 2), high = Math.log10(8 * errors[errors.length - 1]);
  const across = log => SIDE + (clamp(log, low, high) - low) / (high - low) * (width - 2 * SIDE);
  line(svg, [[SIDE, AXIS], [width - SIDE, AXIS]], {class: "autoenc-line autoenc-axis"});
  apart(powersOf(low, high), ([log]) => across(log), ([, label]) => 12 + 7 * label.length).forEach(([log, label]) => {
    line(svg, [[across(log), AXIS], [across(log), AXIS + 4]], {class: "autoenc-line autoenc-axis"});
    add(svg, "text", {x: across(log), y: AXIS + 17, "text-anchor": "middle"}, label);
  });
  add(svg, "text", {x: width - SIDE, y: AXIS + 34, "text-anchor": "end"}, `${words.axis} →`);
  errors.forEach(error => {
    const h = across(Math.log10(error));
    line(svg, [[h, AXIS - 22], [h, AXIS - 4]], {class: "autoenc-line autoenc-error"});
  });
  const h = across(Math.log10(limit));
  line(svg, [[h, AXIS - 32], [h, AXIS]], {class: "autoenc-line autoenc-limit"});
  const ruler = line(svg, [], {class: "autoenc-ruler"}), knob = spot(svg, "drawn");
  return (error, text) => {
    const at = across(Math.log10(Math.max(error, 1e-9)));
    ruler.setAttribute("points", ends([[at, 24], [at, AXIS]]));
    knob([at, 16], text);
  };
}
