"""One clear sentence about a bad input, before it reaches TensorFlow."""

import numbers

import keras
import numpy as np


def as_samples(data, *, name="x", rank=2):
    """Return `data` as a float64 array of samples, or say in one sentence what is wrong with it.

    Parameters
    ----------
    data : array-like, shape (n_samples, ...)
        Numbers; the first axis counts the samples.
    name : str
        What to call the data in an error message.
    rank : int
        How many axes the array must have.

    Returns
    -------
    ndarray of float64, shape (n_samples, ...)

    Raises
    ------
    TypeError
        If `data` does not consist of real numbers.
    ValueError
        If it has another rank, no rows, or a value that is NaN or infinite.
    """
    try:
        samples = np.asarray(data)
        if samples.dtype.kind not in "fiub":
            raise TypeError
        samples = samples.astype("float64")
    except (TypeError, ValueError):
        raise TypeError(
            f"{name} must be an array of real numbers, one row for each sample; got {_describe(data)}."
        ) from None
    if samples.ndim != rank:
        raise ValueError(
            f"{name} must have {rank} axes (samples first), but its shape is {samples.shape}; "
            "reshape it so that each row is one sample."
        )
    if samples.size == 0:
        raise ValueError(f"{name} is empty (shape {samples.shape}); pass at least one sample with one feature.")
    _refuse_non_finite(samples, name)
    return samples


def as_count(value, *, name, smallest=1):
    """Return `value` as an int that is at least `smallest`.

    Raises
    ------
    TypeError
        If `value` is not a whole number.
    ValueError
        If it is smaller than `smallest`.
    """
    if isinstance(value, bool) or not isinstance(value, numbers.Integral):
        raise TypeError(f"{name} must be a whole number, such as {max(smallest, 1)}; got {value!r}.")
    if value < smallest:
        raise ValueError(f"{name} must be at least {smallest}; got {value}.")
    return int(value)


def as_amount(value, *, name):
    """Return `value` as a float that is finite and at least 0.

    Raises
    ------
    TypeError
        If `value` is not a real number.
    ValueError
        If it is below 0, NaN or infinite.
    """
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        raise TypeError(f"{name} must be a number, such as 1.0; got {value!r}.")
    if not 0 <= value < float("inf"):
        raise ValueError(f"{name} must be a finite number of at least 0; got {value}.")
    return float(value)


def as_batch_size(value, n_samples):
    """Return `value` as an int from 1 to `n_samples`.

    Raises
    ------
    TypeError, ValueError
        If it is not such a number.
    """
    batch_size = as_count(value, name="batch_size")
    if batch_size > n_samples:
        raise ValueError(f"batch_size is {batch_size}, but x has only {n_samples} samples; choose at most that many.")
    return batch_size


def check_trainable(autoencoder, x, targets=None):
    """Return samples and targets as arrays that fit the compiled autoencoder, or say in one sentence what does not.

    Parameters
    ----------
    autoencoder : keras.Model
    x : array-like, shape (n_samples, ...)
    targets : array-like, shape (n_samples, ...), optional
        By default, `x`.

    Returns
    -------
    x, targets : ndarray of float64, shape (n_samples, ...)

    Raises
    ------
    TypeError, ValueError
        If the model is none, is not compiled, does not take `x`, or returns another shape than that of the targets;
        if there is not one target for each sample.
    """
    if not isinstance(autoencoder, keras.Model):
        raise TypeError(f"autoencoder must be a Keras model; got a {type(autoencoder).__name__}.")
    if not autoencoder.compiled or autoencoder.loss is None:
        raise ValueError(
            "The autoencoder is not compiled with a loss and an optimizer; "
            "first call autoencoder.compile(loss=..., optimizer=...)."
        )
    # A model that has not been called yet, or that is a class of its own, may not know its input's shape.
    expected = getattr(autoencoder, "input_shape", None) if autoencoder.built else None
    if isinstance(expected, list):
        raise TypeError(f"An autoencoder has one input, but this model has {len(expected)}.")
    x = as_samples(x, rank=max(2, np.ndim(x)) if expected is None else len(expected))
    if expected and any(size not in (None, got) for size, got in zip(expected[1:], x.shape[1:], strict=True)):
        raise ValueError(
            f"The autoencoder takes samples of shape {expected[1:]}, but those in x have shape {x.shape[1:]}."
        )
    returned = _output_shape(autoencoder, x[:1])
    if targets is None:
        if returned != x.shape[1:]:
            raise ValueError(
                f"The autoencoder must return what it is given, but it turns samples of shape {x.shape[1:]} into shape "
                f"{returned}; give its last layer one unit for each feature."
            )
        return x, x
    return x, _as_targets(targets, len(x), returned)


def _as_targets(targets, n_samples, returned):
    targets = as_samples(targets, name="targets", rank=max(1, np.ndim(targets)))
    if len(targets) != n_samples:
        raise ValueError(f"x has {n_samples} samples, but targets has {len(targets)}; each sample needs one target.")
    if targets.shape[1:] != returned:
        raise ValueError(
            f"The autoencoder returns samples of shape {returned}, but those in targets have shape "
            f"{targets.shape[1:]}; they must be the same."
        )
    return targets


def _output_shape(autoencoder, sample):
    try:
        return tuple(autoencoder(sample).shape[1:])
    except Exception as error:  # a model can fail in any way; a learner needs one sentence
        raise ValueError(
            f"The autoencoder cannot take samples of shape {sample.shape[1:]} ({type(error).__name__}); "
            "call it on x[:1] to see where it stops."
        ) from error


def _refuse_non_finite(samples, name):
    bad = ~np.isfinite(samples)
    if bad.any():
        first = tuple(int(index) for index in np.argwhere(bad)[0])
        raise ValueError(
            f"{name} has {int(bad.sum())} value(s) that are NaN or infinite, the first at index {first}; "
            "remove or replace them."
        )


def _describe(data):
    kind = type(data).__name__
    return f"an array of {data.dtype}" if isinstance(data, np.ndarray) else f"a {kind}"
