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
// Shades that were stored as one letter for each pixel.
const greysOf = (letters, alphabet) => [...letters].map(letter => greyOf(alphabet.indexOf(letter) / (alphabet.length - 1)));
