// A stack of dense layers, computed as Keras does.
const ACTIVATIONS = {
  linear: v => v, relu: v => Math.max(0, v), tanh: Math.tanh, sigmoid: v => 1 / (1 + Math.exp(-v)),
  silu: v => v / (1 + Math.exp(-v)), elu: v => v > 0 ? v : Math.expm1(v), softplus: v => Math.log1p(Math.exp(v)),
};
const runNetwork = (layers, input) => layers.reduce((values, {kernel, bias, activation}) => bias.map(
  (start, unit) => ACTIVATIONS[activation](values.reduce((sum, value, k) => sum + value * kernel[k][unit], start)),
), input);
