// A row of a table, whose entries can be hidden; a network, a linear rule and the mean guess what is hidden.
function draw(host, data) {
  const {words, names} = data, id = begin(host, words);
  const hidden = names.map((_, k) => data.hidden.includes(k)), all = data.rows.flat(), edge = 1.15 * Math.max(...all.map(Math.abs));
  const shown = data.methods.map((name, m) => ({...data.looks[m], name}));
  let row = 0, svg = null, layers = null, picture, truth, holes, marks, labels;

  const controls = add(host, "div", {class: "autoenc-controls"});
  const buttons = add(control(host, words.entries).box, "div", {class: "autoenc-choices", role: "group", "aria-label": words.entries});
  const panels = add(host, "div", {class: "autoenc-panels"});
  const pad = add(panels, "div", {class: "autoenc-panel autoenc-pad autoenc-entries", role: "img", "aria-label": words.drawing,
    "aria-describedby": `${id}-values`, style: "flex: 1 1 100%; max-width: 640px; cursor: pointer"});
  legend(host, shown, [{name: words.truth, marker: "o"}]);
  const values = readOut(host, id);

  const byLines = entries => {
    const there = names.map((_, k) => k).filter(k => !hidden[k]), {covariance, means} = data;
    const weights = solved(there.map(a => there.map(b => covariance[a][b])), there.map(k => entries[k] - means[k]));
    return means.map((start, k) => there.reduce((sum, other, place) => sum + covariance[k][other] * weights[place], start));
  };
  const show = () => {
    if (!svg) return;
    layers ||= networkOf(data.network, data.letters);
    const entries = data.rows[row], gone = names.map((_, k) => k).filter(k => hidden[k]);
    const given = [...entries.map((value, k) => hidden[k] ? 0 : value), ...hidden.map(is => is ? 0 : 1)];
    const guesses = [runNetwork(layers, given), byLines(entries), data.means];
    const at = (numbers, k) => picture.place([clamp(numbers[k], -edge, edge), k]);
    truth(names.map((_, k) => k).filter(k => !hidden[k]).map(k => at(entries, k)));
    holes.forEach((hole, k) => hole.setAttribute("transform", hidden[k] ? `translate(${short(at(entries, k))})` : "translate(-99,-99)"));
    guesses.forEach((guess, m) => marks[m](gone.map(k => at(guess, k))));
    labels.forEach((label, k) => label.setAttribute("opacity", hidden[k] ? 0.55 : 1));
    const errors = guesses.map(guess => mean(gone.map(k => (guess[k] - entries[k]) ** 2)));
    values.textContent = gone.length === 0 ? words.nothing : fill(words.told, {names: gone.map(k => names[k]).join(", "),
      errors: data.methods.map((name, m) => `${name} ${fixed(errors[m], 2)}`).join(", ")});
  };
  const toggles = names.map((name, k) => {
    const made = button(buttons, name, () => toggle(k));
    made.setAttribute("aria-pressed", String(!hidden[k]));
    catchKeys(made, event => {
      const place = placeByKey(event, k, names.length), presses = event.key === " " || event.key === "Enter";
      if (presses) toggle(k);
      if (place !== null) toggles[(place + names.length) % names.length].focus({preventScroll: true});
      return presses || place !== null;
    });
    return made;
  });
  const toggle = (k, is = !hidden[k]) => {
    hidden[k] = is;
    toggles[k].setAttribute("aria-pressed", String(!is));
    show();
  };
  const layOut = () => {
    const step = 24, left = 12 + 7 * Math.max(...names.map(({length}) => length));
    svg = fresh(pad, () => step * names.length + 46);
    const {width} = svg.viewBox.baseVal, right = width - 12, bottom = step * names.length;
    const across = value => left + (value + edge) / (2 * edge) * (right - left);
    picture = {place: ([value, k]) => [across(value), step * (k + 0.5)], rowAt: ([, v]) => Math.floor(v / step)};
    const frame = add(svg, "g", {class: "autoenc-axes"});
    ticksOf(-edge, edge, isNarrow(host) ? 4 : 8).forEach(([value, label]) => {
      line(frame, [[across(value), 0], [across(value), bottom]], value === 0 ? {class: "autoenc-line autoenc-axis"} : {});
      add(frame, "text", {x: across(value), y: bottom + 16, "text-anchor": "middle"}, label);
    });
    add(frame, "text", {x: right, y: bottom + 36, "text-anchor": "end"}, `${words.value} →`);
    labels = names.map((name, k) => {
      line(frame, [[left, step * (k + 0.5)], [right, step * (k + 0.5)]]);
      return add(svg, "text", {x: left - 8, y: step * (k + 0.5) + 4, "text-anchor": "end"}, name);
    });
    truth = cloud(svg, [{colour: 0, label: "truth", marker: "o"}], names.map(() => 0), 1);
    svg.querySelector("[data-group='truth']").setAttribute("style", "fill: currentColor");
    holes = names.map(() => add(svg, "circle", {r: 5, fill: "none", stroke: "currentColor", "stroke-width": 1.5}));
    marks = shown.map(one => cloud(svg, [{...one, label: one.name}], names.map(() => 0)));
    show();
  };
  chooser(controls, {name: words.row, texts: data.rows.map((_, k) => fill(words.one, {number: k + 1})), start: 0,
    onChange: index => { row = index; show(); }});
  catchDrag(pad, (event, before) => {
    const k = clamp(picture.rowAt(placeIn(svg, event)), 0, names.length - 1);
    if (event === before) toggle(k);
  });
  button(footOf(host), words.show, () => names.forEach((_, k) => toggle(k, false)));
  whenSized(host, layOut);
}

// The solution of as many linear equations as unknowns, by elimination.
const solved = (matrix, right) => {
  const rows = matrix.map((row, k) => [...row, right[k]]), n = rows.length;
  for (let k = 0; k < n; k += 1) {
    const best = rows.slice(k).reduce((found, row, place) => Math.abs(row[k]) > Math.abs(rows[found][k]) ? k + place : found, k);
    [rows[k], rows[best]] = [rows[best], rows[k]];
    for (let below = k + 1; below < n; below += 1) {
      const factor = rows[below][k] / rows[k][k];
      for (let place = k; place <= n; place += 1) rows[below][place] -= factor * rows[k][place];
    }
  }
  const solution = Array(n).fill(0);
  for (let k = n - 1; k >= 0; k -= 1) {
    solution[k] = (rows[k][n] - rows[k].slice(k + 1, n).reduce((sum, value, place) => sum + value * solution[k + 1 + place], 0)) / rows[k][k];
  }
  return solution;
};
