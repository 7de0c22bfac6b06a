// The formulas of `cost_model`: what a way costs at the chosen rows, features, batch, computers and memory, or at others.
const least = (all, of) => all.reduce((best, one) => of(one) < of(best) ? one : best);
const costsOf = ({stops, communication: [wait, send], codeUnits}, chosen) => {
  const sumOf = (numbers, n) => n === 1 ? 0 : wait * n / 2 + 2 * send * numbers * (n - 1) / n;
  const costOf = (way, {rows = chosen("rows"), computers = chosen("computers")} = {}) => {
    // A batch has at most all rows.
    const features = chosen("features"), inBatch = Math.min(chosen("batch"), rows), steps = rows / inBatch, n = way.sums ? computers : 1;
    const [step, row, product] = way.time, [base, tables] = way.memory, [factor, ofRows, ofBatch, ofFeatures] = way.holds;
    const told = way.sums === 2 ? steps * sumOf((2 * codeUnits + 1) * features + codeUnits, n) : sumOf(features ** 2, n);
    const held = factor * (rows / n) ** ofRows * (inBatch / n) ** ofBatch * features ** ofFeatures;
    const seconds = steps * step + rows / n * (row + product * features ** way.power) + told, bytes = base + 8 * tables * features * held;
    return {seconds, bytes, fits: bytes <= chosen("memory")};
  };
  const soonest = way => least(stops.computers, n => costOf(way, {computers: n}).seconds);
  // From how many rows on a way no longer fits into the memory.
  const fullAt = way => {
    let [low, high] = rangeOf(stops.rows);
    if (costOf(way, {rows: high}).fits) return Infinity;
    for (let k = 0; k < 20; k++) {
      const middle = Math.sqrt(low * high);
      [low, high] = costOf(way, {rows: middle}).fits ? [middle, high] : [low, middle];
    }
    return low;
  };
  return {costOf, soonest, fullAt};
};
