"""Why a training step fails: one true sentence in place of TensorFlow's many lines."""

import re

import keras
import tensorflow as tf

__all__ = ["NOT_COMPILED", "reason", "why_a_step_fails", "why_it_cannot_take"]

NOT_COMPILED = (
    "The autoencoder is not compiled with a loss and an optimizer; "
    "first call autoencoder.compile(loss=..., optimizer=...)."
)
_LONGEST_REASON = 200
_NAMED_ERROR = re.compile(r"[\w.]*(Error|Exception): ")
_NUMPY_IN_A_GRAPH = (
    "Cannot convert a symbolic",
    "has no attribute 'numpy'",
    "numpy() is only available",
    "SymbolicTensor",
    "NumPy array is not supported",
)
_NO_LOSS = ("No loss to compute",)


def why_it_cannot_take(autoencoder, sample, error):
    """Return why the model fails on samples of such a shape.

    Parameters
    ----------
    autoencoder : keras.Model
    sample : tensor, shape (1, ...)
    error : Exception
        What the model raised.
    """
    whole = tf.cast(sample, "int64")
    if _fails(lambda: autoencoder(whole)) is None and bool(tf.reduce_all(tf.cast(whole, sample.dtype) == sample)):
        return (
            f"This model takes whole numbers only, but train passes all numbers on as {sample.dtype.name}; "
            "call autoencoder.fit(x, x), which passes them as they are."
        )
    return (
        f"The autoencoder cannot take samples of shape {tuple(sample.shape[1:])}: {reason(error)}. "
        "Call it on x[:1] to see where it stops."
    )


def why_a_step_fails(autoencoder, batch, targets, error, done):
    """Return what fails in a training step: the model, its loss, the gradients or something else.

    Each is tried alone, as TensorFlow traces it, so that no weight and no random generator changes.

    Parameters
    ----------
    autoencoder : keras.Model
    batch, targets : tensor, shape (n_samples, ...)
        A few samples.
    error : Exception
        What the step raised.
    done : int
        The steps that were taken before.
    """
    if isinstance(error, tf.errors.ResourceExhaustedError):
        return "This machine has too little memory for a step; pass a smaller batch_size."
    if done:
        return f"Training stopped after step {done}: {reason(error)}. The weights are those after that step."

    def call(batch):
        return autoencoder(batch, training=True)

    def loss(batch, targets):
        outputs = autoencoder(batch, training=True)
        return autoencoder._compute_loss(batch, targets, outputs, training=True)

    called = _traced(call, batch)
    if called is not None:
        return _said("The autoencoder fails when it is called with training=True", "Its layers", called)
    lost = _traced(loss, batch, targets)
    if lost is not None:
        if any(words in str(lost) for words in _NO_LOSS):
            return NOT_COMPILED
        return _said("The loss fails", "The loss", lost)
    return _why_no_gradient(autoencoder, loss, batch, targets) or (
        f"The training step fails: {reason(error)}. If autoencoder.fit can train this model, call fit."
    )


def reason(error):
    """Return the one line of an error that says what is wrong, after the error's name."""
    text = re.sub(r"\x1b\[[0-9;]*m|\{\{.*?\}\}\s*", "", str(error))
    name, lines = type(error).__name__, [line.strip() for line in text.splitlines() if line.strip()]
    if lines and lines[0] == "in user code:":
        # TensorFlow's own traceback comes first, then the error as it was raised.
        named = next((place for place, line in enumerate(lines) if _NAMED_ERROR.match(line)), len(lines) - 1)
        name, _, said = lines[named].partition(": ")
        lines = [said, *lines[named + 1 :]]
    if len(lines) > 1 and lines[0].startswith("Exception encountered when calling"):
        lines = lines[1:]
    first = lines[0] if lines else "no reason given"
    first = first if len(first) <= _LONGEST_REASON else first[:_LONGEST_REASON] + "..."
    return f"{name}: {first.rstrip('.')}"


def _said(what, whose, error):
    if isinstance(error, NotImplementedError) or any(words in str(error) for words in _NUMPY_IN_A_GRAPH):
        return f"{what}, for it uses NumPy or plain Python on TensorFlow's numbers. {whose} must use keras.ops instead."
    return f"{what}: {reason(error)}."


def _fails(act):
    """Return the error that an act raises, or None."""
    try:
        with keras.StatelessScope():
            act()
    except Exception as error:  # whatever it is, it is what is asked for
        return error
    return None


def _traced(act, *arguments):
    return _fails(lambda: tf.function(act).get_concrete_function(*arguments))


def _why_no_gradient(autoencoder, loss, *data):
    """Return a sentence if the gradients are missing or cannot be had, or None."""
    found = []

    def slopes(batch, targets):
        with tf.GradientTape() as tape:
            value = loss(batch, targets)
        if not tf.is_tensor(value) or not value.dtype.is_floating:
            found.append(f"The loss must be a tensor of floats, but it is {_kind(value)}; use keras.ops in it.")
        elif all(slope is None for slope in tape.gradient(value, [v.value for v in autoencoder.trainable_variables])):
            found.append(
                "No gradient reaches any weight: between the weights and the loss lies something without a slope, "
                "such as argmax, round, a cast to whole numbers, stop_gradient or NumPy."
            )

    error = _traced(slopes, *data)
    if found:
        return found[0]
    return None if error is None else f"The gradient of the loss fails: {reason(error)}."


def _kind(value):
    return f"a tensor of {value.dtype.name}" if tf.is_tensor(value) else f"a {type(value).__name__}"
