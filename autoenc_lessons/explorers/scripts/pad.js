// A pad to draw a picture on by pointer, finger or keys, beside sheets that show what becomes of it.
const sheetIn = (parent, name) => {
  const box = add(parent, "div", {class: "autoenc-sheet"});
  add(box, "div", {"aria-hidden": "true"}, name);
  return box;
};
// The returned function puts a picture onto the pad; `onChange` gets what is on it.
const padIn = (parent, id, {imageShape, words}, onChange) => {
  const [rows, columns] = imageShape, box = sheetIn(parent, words.drawing);
  const pad = add(box, "div", {class: "autoenc-pad autoenc-paper", role: "application", tabindex: "0",
    "aria-label": words.pad, "aria-describedby": `${id}-keys ${id}-values`});
  const paint = shadesIn(pad, imageShape, {"aria-hidden": "true", class: "autoenc-shades autoenc-grip"});
  const cursor = add(pad, "div", {class: "autoenc-cell", "aria-hidden": "true",
    style: `width: ${100 / columns}%; height: ${100 / rows}%`});
  const place = add(box, "div", {class: "autoenc-below", "aria-live": "polite"}, "\u00a0");

  let picture = Array(rows * columns).fill(0), at = [Math.floor(columns / 2), Math.floor(rows / 2)], isDown = false;
  const change = to => {
    picture = to;
    paint(picture.map(greyOf));
    onChange(picture);
  };
  const moveTo = to => {
    at = to.map((value, k) => clamp(value, 0, imageShape[1 - k] - 1));
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
    if (isDown || isDot) change(brushed(picture, columns, before, middle(at)));
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
    change(brushed(picture, columns, cellAt(before), to));
  });
  moveTo(at);
  return shades => {
    isDown = false;
    pad.classList.remove("autoenc-pen");
    place.textContent = "\u00a0";
    change(shades);
  };
};
// Buttons that empty the pad, and that put one example after the other onto it; the first one is put soon, in a task of its own.
const padButtons = (foot, put, {pictures, letters, imageShape, words}, onExample = () => {}) => {
  const examples = pictures.map(text => storedShades(text, letters));
  let example = 0;
  const putExample = number => {
    example = number % examples.length;
    onExample(example);
    put(examples[example]);
  };
  button(foot, words.clear, () => put(Array(imageShape[0] * imageShape[1]).fill(0)));
  button(foot, words.example, () => putExample(example + 1));
  setTimeout(() => putExample(0));
};

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
