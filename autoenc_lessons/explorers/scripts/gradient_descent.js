// Training in the browser: full-batch gradient descent by Adam, step for step as Keras does it.
const SLOPES = {  // of an activation, by its output
  linear: () => 1, relu: a => a > 0 ? 1 : 0, tanh: a => 1 - a * a, sigmoid: a => a * (1 - a),
};

// Return an object that takes steps. Each layer is {kernel, bias, activation, hasBias}; where it has none, it stays 0.
const trainer = (x, layers, {rateAt, frozenBiases = false}) => {
  const n = x.length, rows = x.map(row => Float64Array.from(row));
  const sizes = layers.map(layer => [layer.kernel.length, layer.kernel[0].length]);
  const weights = layers.flatMap(({kernel, bias}) => [Float64Array.from(kernel.flat()), Float64Array.from(bias)]);
  const zeros = () => weights.map(part => new Float64Array(part.length));
  const slopes = zeros(), first = zeros(), second = zeros();
  // Keras keeps both numbers in float32.
  const BETA_1 = Math.fround(0.9), BETA_2 = Math.fround(0.999), EPSILON = 1e-7;
  const outputs = sizes.map(([, units]) => new Float64Array(units));
  const errors = sizes.map(([inputs]) => new Float64Array(inputs));
  const functions = layers.map(({activation}) => [ACTIVATIONS[activation], SLOPES[activation]]);
  let done = 0;

  const forward = row => {
    let input = row;
    sizes.forEach(([inputs, units], l) => {
      const kernel = weights[2 * l], bias = weights[2 * l + 1], output = outputs[l], bend = functions[l][0];
      for (let unit = 0; unit < units; unit++) {
        let sum = bias[unit];
        for (let k = 0; k < inputs; k++) sum += input[k] * kernel[k * units + unit];
        output[unit] = bend(sum);
      }
      input = output;
    });
    return input;
  };
  const backward = (row, error) => {
    for (let l = sizes.length - 1; l >= 0; l--) {
      const [inputs, units] = sizes[l], input = l ? outputs[l - 1] : row, output = outputs[l], before = errors[l];
      const kernel = weights[2 * l], slope = slopes[2 * l], biasSlope = slopes[2 * l + 1], rise = functions[l][1];
      before.fill(0);
      for (let unit = 0; unit < units; unit++) {
        const delta = error[unit] * rise(output[unit]);
        biasSlope[unit] += delta;
        for (let k = 0; k < inputs; k++) {
          slope[k * units + unit] += delta * input[k];
          before[k] += delta * kernel[k * units + unit];
        }
      }
      error = before;
    }
  };
  const errorOf = (row, reconstruction, error) => {
    let sum = 0;
    for (let k = 0; k < row.length; k++) {
      error[k] = reconstruction[k] - row[k];
      sum += error[k] * error[k];
      error[k] *= 2 / (n * row.length);
    }
    return sum / (n * row.length);
  };
  const error = new Float64Array(x[0].length);
  return {
    // Change the weights once; return the loss before.
    step: () => {
      slopes.forEach(part => part.fill(0));
      let loss = 0;
      rows.forEach(row => {
        loss += errorOf(row, forward(row), error);
        backward(row, error);
      });
      const rate = rateAt(done++);
      const alpha = rate * Math.sqrt(1 - BETA_2 ** done) / (1 - BETA_1 ** done);
      weights.forEach((part, p) => {
        if (p % 2 && (frozenBiases || !layers[(p - 1) / 2].hasBias)) return;
        for (let k = 0; k < part.length; k++) {
          first[p][k] += (slopes[p][k] - first[p][k]) * (1 - BETA_1);
          second[p][k] += (slopes[p][k] ** 2 - second[p][k]) * (1 - BETA_2);
          part[k] -= alpha * first[p][k] / (Math.sqrt(second[p][k]) + EPSILON);
        }
      });
      return loss;
    },
    reconstructions: () => rows.map(row => Array.from(forward(row))),
  };
};
