// The runs of a recipe, one from each start, trained side by side in slices; and what came of them.
const trainings = data => {
  const SETTLED = 50, WITHIN = 1.01, CHUNK = 10;
  const summary = (runs, x) => {
    const settled = runs.map(run => Math.min(...run.ratios.slice(-SETTLED)));
    const centre = data.features.map((_, k) => mean(column(x, k)));
    const lost = runs.map(run => run.trainer.reconstructions()).map(copies => data.features.map((_, f) =>
      mean(x.map((point, k) => (point[f] - copies[k][f]) ** 2)) / mean(x.map(point => (point[f] - centre[f]) ** 2))));
    return {
      arrived: settled.filter(ratio => ratio < WITHIN).length, median: medianOf(settled), worst: Math.max(...settled),
      lost: data.features.map((_, f) => medianOf(column(lost, f))),
    };
  };
  return recipe => {
    const {x, floor} = data.scaled[recipe.scaling];
    const rateAt = step => recipe.schedule === "constant" ? recipe.rate
      : recipe.rate * (1 + Math.cos(Math.PI * Math.min(step, recipe.steps) / recipe.steps)) / 2;
    const runs = data.starts.map(layers => {
      const shrunk = layers.map(layer => ({...layer, kernel: layer.kernel.map(line => line.map(w => w * recipe.shrink))}));
      // On data with mean 0, the slope of a linear network's biases is nothing but rounding error.
      const frozenBiases = ["centred", "standard"].includes(recipe.scaling) && layers.every(({activation}) => activation === "linear");
      return {trainer: trainer(x, shrunk, {rateAt, frozenBiases}), ratios: []};
    });
    // Go on until a time; return whether all is done.
    const slice = until => {
      for (const run of runs)
        while (run.ratios.length < recipe.steps) {
          for (let k = 0; k < CHUNK && run.ratios.length < recipe.steps; k++) run.ratios.push(run.trainer.step() / floor);
          if (performance.now() > until) return false;
        }
      return true;
    };
    const share = () => mean(runs.map(run => run.ratios.length)) / recipe.steps;
    const finish = () => ({recipe, curves: runs.map(run => run.ratios), ...summary(runs, x)});
    return {slice, share, finish};
  };
};

function medianOf(values) {
  const sorted = [...values].sort((a, b) => a - b), half = (sorted.length - 1) / 2;
  return (sorted[Math.floor(half)] + sorted[Math.ceil(half)]) / 2;
}
