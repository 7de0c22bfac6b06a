// A pad to draw a picture on, the network's copy of it, and where its error stands among those of given pictures.
function draw(host, data) {
  const {words} = data, id = begin(host, words), [rows, columns] = data.imageShape;
  const layers = data.network.map(layer => ({...layer, kernel: kernelOf(layer, data.letters)}));
  const examples = data.pictures.map(letters =>
    [...letters].map(letter => data.letters.indexOf(letter) / (data.letters.length - 1)));
  const panels = add(host, "div", {class: "autoenc-panels autoenc-drawing"});
  const sheet = name => {
    const box = add(panels, "div", {class: "autoenc-sheet"});
    add(box, "div", {"aria-hidden": "true"}, name);
    return box;
  };
  const left = sheet(words.drawing), right = sheet(words.copy);
  const pad = add(left, "div", {class: "autoenc-pad autoenc-paper", role: "application", tabindex: "0",
    "aria-label": words.pad, "aria-describedby": `${id}-keys ${id}-values`});
  const paintPad = shadesIn(pad, data.imageShape, {"aria-hidden": "true", class: "autoenc-shades autoenc-grip"});
  const cursor = add(pad, "div", {class: "autoenc-cell", "aria-hidden": "true",
    style: `width: ${100 / columns}%; height: ${100 / rows}%`});
  const place = add(left, "div", {class: "autoenc-below", "aria-live": "polite"}, "\u00a0");
  const paintCopy = shadesIn(right, data.imageShape, {role: "img", "aria-label": words.copy,
    "aria-describedby": `${id}-values`});
  add(right, "div", {class: "autoenc-below", "aria-hidden": "true"}, "\u00a0");
  const strip = add(panels, "div", {class: "autoenc-panel autoenc-strip", role: "img", "aria-label": words.strip,
    "aria-describedby": `${id}-values`});
  const values = readOut(host, id);

  let picture = examples[0], example = 0, at = [Math.floor(columns / 2), Math.floor(rows / 2)], isDown = false, mark;
  const show = () => {
    const copy = runNetwork(layers, picture), error = mean(picture.map((shade, k) => (shade - copy[k]) ** 2));
    paintPad(picture.map(greyOf));
    paintCopy(copy.map(greyOf));
    const number = data.errors.filter(other => other < error).length, shown = String(Number(error.toPrecision(2)));
    const told = fill(words.error, {error: shown, number, share: fixed(100 * number / data.errors.length, 0)});
    const judged = error > data.limit ? words.anomaly : words.normal;
    values.textContent = [...Math.max(...picture) > 0 ? [] : [words.empty], told, fill(judged, {})].join(" ");
    if (mark) mark(error, shown);
  };
  const stroke = (from, to) => {
    picture = brushed(picture, columns, from, to);
    show();
  };
  const moveTo = to => {
    at = to.map((value, k) => clamp(value, 0, data.imageShape[1 - k] - 1));
    cursor.style.left = `${100 * at[0] / columns}%`;
    cursor.style.top = `${100 * at[1] / rows}%`;
  };
  const middle = cell => cell.map(value => value + 0.5);
  const tell = () => {
    pad.classList.toggle("autoenc-pen", isDown);
    place.textContent = fill(isDown ? words.down : words.up, {row: at[1] + 1, column: at[0] + 1});
  };
  catchKeys(pad, event => {
    const move = ARROWS[event.key], before = middle(at), isPen = event.key === " ", isDot = event.key === "Enter";
    if (!move && !isPen && !isDot) return false;
    if (event.repeat && !move) return true;
    if (move) moveTo([at[0] + move[0], at[1] - move[1]]);
    if (isPen) isDown = !isDown;
    if (isDown || isDot) stroke(before, middle(at));
    tell();
    return true;
  });
  const cellAt = event => {
    const sides = pad.firstChild.getBoundingClientRect();
    return [(event.clientX - sides.left) / sides.width * columns, (event.clientY - sides.top) / sides.height * rows];
  };
  catchDrag(pad, (event, before) => {
    const to = cellAt(event);
    moveTo(to.map(Math.floor));
    stroke(cellAt(before), to);
  });
  const put = shades => {
    picture = shades;
    isDown = false;
    pad.classList.remove("autoenc-pen");
    place.textContent = "\u00a0";
    show();
  };
  const foot = footOf(host);
  button(foot, words.clear, () => put(picture.map(() => 0)));
  button(foot, words.example, () => put(examples[example = (example + 1) % examples.length]));
  moveTo(at);
  whenSized(host, () => {
    mark = errorsIn(fresh(strip, () => 104), data);
    show();
  });
}

// Weights, three in five letters, as rows of one for each unit.
function kernelOf({letters, step, bias}, alphabet) {
  const LEVELS = 1024, PLACES = 5;
  const weights = Array.from({length: letters.length / PLACES}, (_, k) => {
    const part = [...letters.slice(k * PLACES, (k + 1) * PLACES)];
    const together = part.reduceRight((sum, letter) => sum * alphabet.length + alphabet.indexOf(letter), 0);
    return [0, 1, 2].map(n => step * (Math.floor(together / LEVELS ** n) % LEVELS - LEVELS / 2));
  }).flat();
  return Array.from({length: weights.length / bias.length}, (_, k) => weights.slice(k * bias.length, (k + 1) * bias.length));
}

// A soft stroke on a picture: white near its middle line, and darker towards its sides.
function brushed(picture, columns, from, to) {
  const WHITE = 0.25, SOFT = 0.9;
  const along = minus(to, from), length = dot(along, along);
  return picture.map((shade, k) => {
    const away = minus([k % columns + 0.5, Math.floor(k / columns) + 0.5], from);
    const share = length > 0 ? clamp(dot(away, along) / length, 0, 1) : 0;
    return Math.max(shade, clamp(1 - (size(away.map((value, i) => value - share * along[i])) - WHITE) / SOFT, 0, 1));
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
