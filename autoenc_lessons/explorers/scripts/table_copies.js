// A row of a table beside its copies at a code size to choose, and the loss of one column over the size.
function draw(host, data) {
  const {words, sizes, columns, families} = data, id = begin(host, words);
  add(host, "style", {}, TABLE_STYLE);
  const logs = sizes.map(Math.log2), across = sizes.length > 1 ? rangeOf(logs) : [logs[0] - 1, logs[0] + 1];
  // Less of what the mean row loses than this counts as nothing.
  const LEAST = 0.001, drawn = loss => 100 * Math.max(loss, LEAST);
  const all = families.flatMap(({losses}) => losses.flat());
  const up = [Math.min(...all) / 1.3, Math.max(...all, 1) * 1.3].map(drawn);
  const ticks = powersOf(...up.map(Math.log10)).map(([, label]) => Number(label));
  const plain = loss => `${loss < LEAST ? "<\u00a00.1" : Number((100 * loss).toPrecision(2))}\u00a0%`;
  let place = Math.floor((sizes.length - 1) / 2), row = 0, column = 0, svg = null, curve, ruler, markers;

  const controls = add(host, "div", {class: "autoenc-controls"});
  const panels = add(host, "div", {class: "autoenc-panels"});
  const box = add(panels, "div", {class: "autoenc-panel autoenc-copied"});
  const table = add(box, "table", {"aria-label": words.table, "aria-describedby": `${id}-values`});
  const head = add(add(table, "thead"), "tr");
  [words.column, words.original].forEach(text => add(head, "th", {scope: "col"}, text));
  families.forEach(family => {
    const cell = add(head, "th", {scope: "col", "aria-label": fill(words.copyBy, {name: family.name})});
    signIn(cell, family);
    cell.append(family.name);
  });
  const body = add(table, "tbody");
  const lines = columns.map((text, k) => {
    const line = add(body, "tr");
    add(line, "th", {scope: "row"}, text);
    line.addEventListener("click", () => track.choose(k));
    return {line, original: add(line, "td"), copies: families.map(() => {
      const cell = add(line, "td"), copy = add(cell, "span");
      return {cell, copy, loss: add(cell, "span", {class: "autoenc-lost"})};
    })};
  });
  const pad = add(panels, "div", {class: "autoenc-panel autoenc-pad autoenc-sized", role: "img", "aria-label": words.curve,
    "aria-describedby": `${id}-values`, style: "cursor: ew-resize"});
  const values = readOut(host, id);

  const pointOf = (family, k) => curve.place([logs[k], drawn(family.losses[k][column])]);
  const layOut = () => {
    const height = isNarrow(host) ? 190 : 300, right = 40 + 7 * Math.max(...families.map(family => family.name.length));
    svg = fresh(pad, () => height);
    curve = flat(svg, {across, up, names: [words.units, fill(words.error, {column: columns[column]})], ticks, right,
      acrossTicks: sizes.map((size, k) => [logs[k], String(size)])});
    ruler = line(svg, [], {class: "autoenc-line autoenc-cursor"});
    families.forEach((family, f) => {
      const points = sizes.map((_, k) => pointOf(family, k));
      line(svg, points, {class: "autoenc-curve", style: `stroke: ${tint(family.colour)}`});
      cloud(svg, [{...family, marker: "."}], sizes.map(() => 0), 1)(points);
    });
    markers = families.map(family => cloud(svg, [family], [0], 1));
    nameEnds(svg, families.map(family => ({...family, at: pointOf(family, sizes.length - 1)})),
      {top: 30, bottom: height - 44});
    mark();
  };
  const mark = () => {
    ruler.setAttribute("points", ends(up.map(value => curve.place([logs[place], value]))));
    families.forEach((family, f) => markers[f]([pointOf(family, place)]));
  };
  const show = () => {
    if (!svg) return;
    lines.forEach(({line, original, copies}, k) => {
      line.classList.toggle("autoenc-best", k === column);
      original.textContent = data.cells[row][k];
      const least = Math.min(...families.map(({losses}) => losses[place][k]));
      families.forEach((family, f) => {
        copies[f].copy.textContent = family.copies[place][row][k];
        copies[f].loss.textContent = ` ${plain(family.losses[place][k])}`;
        copies[f].cell.classList.toggle("autoenc-least", family.losses[place][k] === least);
      });
    });
    const list = families.map(family => `${family.name} ${plain(family.losses[place][column])}`).join(", ");
    values.textContent = fill(words.told, {size: sizes[place], column: columns[column], losses: list});
  };
  const sized = slider(controls, {name: words.size, texts: sizes.map(String), start: place,
    onChange: index => { place = index; if (svg) mark(); show(); }});
  const track = chooser(controls, {name: words.column, texts: columns, start: 0,
    onChange: index => { column = index; if (svg) layOut(); show(); }});
  if (data.rows.length > 1) chooser(controls, {name: words.row, start: 0,
    texts: data.rows.map(text => fill(words.rowName, {name: text})), onChange: index => { row = index; show(); }});
  catchDrag(pad, event => {
    const [wanted] = curve.valueAt(placeIn(svg, event));
    sized.choose(logs.reduce((best, log, k) => Math.abs(log - wanted) < Math.abs(logs[best] - wanted) ? k : best, 0));
  });
  whenSized(host, () => {
    layOut();
    show();
  });
}

// Here and not with the rules of all figures, which each notebook stores many times.
const TABLE_STYLE = `
  .autoenc-explorer .autoenc-copied { flex: 1 1 400px; max-width: 520px; }
  .autoenc-explorer.autoenc-explorer .autoenc-copied table { table-layout: auto; }
  .autoenc-explorer.autoenc-explorer .autoenc-copied td, .autoenc-explorer.autoenc-explorer .autoenc-copied th { padding: 2px 5px; }
  .autoenc-explorer .autoenc-copied tbody tr { cursor: pointer; }
  .autoenc-explorer .autoenc-copied .autoenc-best > * { background: var(--autoenc-soft) !important; }
  .autoenc-explorer .autoenc-lost { opacity: 0.75; font-size: 12px; white-space: nowrap; float: right; margin-left: 8px; }
  .autoenc-explorer.autoenc-narrow .autoenc-copied { flex-basis: 100%; }
  .autoenc-explorer.autoenc-narrow .autoenc-copied table { font-size: 12px; }
  .autoenc-explorer.autoenc-explorer.autoenc-narrow .autoenc-copied td, .autoenc-explorer.autoenc-explorer.autoenc-narrow .autoenc-copied th
    { padding: 1px 3px; overflow-wrap: anywhere; }
  .autoenc-explorer.autoenc-narrow .autoenc-copied .autoenc-sign { margin-right: 2px; }
  .autoenc-explorer.autoenc-narrow .autoenc-lost { float: none; display: block; margin: 0; font-size: 11px; }
  .autoenc-explorer .autoenc-least .autoenc-lost { font-weight: 600; opacity: 1; }
`;
