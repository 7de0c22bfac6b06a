// A network whose weights are stored as letters.
const networkOf = (layers, letters) => layers.map(layer => ({...layer, kernel: kernelOf(layer, letters)}));
// Weights, three in five letters, as rows of one for each unit.
function kernelOf({letters, step, bias}, alphabet) {
  const LEVELS = 1024, PLACES = 5, WEIGHTS = 3, levels = levelsOf(letters, alphabet), n = bias.length;
  const weights = new Float64Array(Math.floor(levels.length / PLACES) * WEIGHTS);
  for (let k = 0, at = 0; k < levels.length; k += PLACES) {
    let together = 0;
    for (let place = PLACES - 1; place >= 0; place -= 1) together = together * alphabet.length + levels[k + place];
    for (let number = 0; number < WEIGHTS; number += 1, at += 1) {
      weights[at] = step * (together % LEVELS - LEVELS / 2);
      together = Math.floor(together / LEVELS);
    }
  }
  return Array.from({length: Math.floor(weights.length / n)}, (_, k) => weights.subarray(k * n, (k + 1) * n));
}
