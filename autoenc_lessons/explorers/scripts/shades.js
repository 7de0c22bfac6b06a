// Pictures of grey pixels, from black (0) to white (1). The returned function paints one, from numbers up to 255.
const greyOf = shade => Math.round(255 * clamp(shade, 0, 1));
const shadesIn = (parent, [rows, columns], attributes = {}) => {
  const canvas = add(parent, "canvas", {width: columns, height: rows, class: "autoenc-shades", ...attributes});
  const context = canvas.getContext("2d"), image = context.createImageData(columns, rows);
  return greys => {
    greys.forEach((grey, k) => image.data.set([grey, grey, grey, 255], 4 * k));
    context.putImageData(image, 0, 0);
  };
};
// Levels that were stored as one letter for each; a network has a hundred thousand of them.
const levelsOf = (letters, alphabet) => {
  const place = new Uint8Array(128);
  for (let k = 0; k < alphabet.length; k += 1) place[alphabet.charCodeAt(k)] = k;
  const levels = new Array(letters.length);
  for (let k = 0; k < letters.length; k += 1) levels[k] = place[letters.charCodeAt(k)];
  return levels;
};
const storedShades = (letters, alphabet) => levelsOf(letters, alphabet).map(level => level / (alphabet.length - 1));
const greysOf = (letters, alphabet) => storedShades(letters, alphabet).map(greyOf);
