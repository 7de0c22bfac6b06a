// Elements, sentences with blanks, and a little arithmetic.
const add = (parent, tag, attributes = {}, text = "") => {
  const html = parent.namespaceURI.endsWith("xhtml") && tag !== "svg";
  const made = document.createElementNS(`http://www.w3.org/${html ? "1999/xhtml" : "2000/svg"}`, tag);
  Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
  made.textContent = text;
  return parent.appendChild(made);
};

// Sentences come from Python with their blanks in braces. A blank that nothing fills is a mistake of the script.
// A per cent sign stays with its number where a line is broken.
const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (blank, name) => {
  if (values[name] === undefined) throw new Error(`${blank}: ${sentence}`);
  return values[name];
}).replace(/(\d) %/g, "$1\u00a0%");

const clamp = (value, low, high) => Math.min(high, Math.max(low, value));
const fixed = (value, decimals) => value.toFixed(decimals).replace(/^-(?=0\.?0*$)/, "");
const say = (numbers, decimals) => `(${numbers.map(number => fixed(number, decimals)).join(", ")})`;
const percent = (share, decimals = 0) => `${fixed(100 * share, decimals)}\u00a0%`;
const rangeOf = values => [Math.min(...values), Math.max(...values)];
const column = (rows, k) => rows.map(row => row[k]);
const mean = values => values.reduce((sum, value) => sum + value, 0) / values.length;
const dot = (a, b) => a.reduce((sum, value, k) => sum + value * b[k], 0);
const minus = (a, b) => a.map((value, k) => value - b[k]);
const size = vector => Math.hypot(...vector);
