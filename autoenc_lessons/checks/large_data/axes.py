"""Principal axes of rows, and what common mistakes make of them."""

import numpy as np

from autoenc_lessons.language import _

__all__ = ["hint_for_axes", "hint_for_error", "is_axis", "principal"]

_CLOSE = 1e-4


def principal(x, n_components):
    """Return the strongest axes of rows, strongest first, and the mean squared error that they leave a number."""
    variances, axes = _of_table(_covariance(x))
    return axes[:n_components], variances[n_components:].sum() / x.shape[1]


def is_axis(axis, right):
    """Return whether an axis is the right one, of length 1; its sign is free."""
    return abs(abs(axis @ right) - 1) < _CLOSE and abs(axis @ axis - 1) < _CLOSE


def _covariance(x):
    return np.cov(x.astype("float64").T, bias=True)


def _of_table(table):
    variances, axes = np.linalg.eigh(table)
    return variances[::-1], axes.T[::-1]


def hint_for_axes(axes, kind, x, blocks):
    """Return what is to be said of wrong axes, of an answer whose axes have this type."""
    covariance, x = _covariance(x), x.astype("float64")
    n_components = len(axes)
    right = _of_table(covariance)[1]
    lengths = np.linalg.norm(axes, axis=1)
    if _agree(axes / np.maximum(lengths, 1e-300)[:, None], right[:n_components]):
        return _("The directions are right, but an axis must have the length 1.")
    if _agree(axes[::-1], right[:n_components]):
        return _("The axes are right, but the strongest one must come first.")
    if _agree(axes, right[::-1][:n_components]) or _agree(axes[::-1], right[::-1][:n_components]):
        return _("These are the weakest axes: np.linalg.eigh sorts eigenvalues from the smallest up.")
    in_columns = np.abs(right.T)
    if any(np.allclose(np.abs(axes), table[:n_components], atol=1e-3) for table in (in_columns, in_columns[:, ::-1])):
        return _("np.linalg.eigh has eigenvectors in its columns. These are rows of that table.")
    weights = [len(block) / len(x) for block in blocks]
    start = blocks[0].mean(axis=0, dtype="float64")
    within = sum(weight * _covariance(block) for weight, block in zip(weights, blocks, strict=True))
    mistakes = [
        (x.T @ x / len(x), _("These are the axes of X'X alone. The mean is far from 0 and has to be taken off.")),
        (within, _("Each block has lost its own mean here. How far blocks lie from each other belongs to it, too.")),
        (np.corrcoef(x.T), _("These are the axes of the correlations. Columns must keep their own spread.")),
        (_covariance(blocks[0]), _("These are the axes of the first block alone.")),
        (_covariance(blocks[-1]), _("These are the axes of the last block alone.")),
        (
            (x - start).T @ (x - start) / len(x),
            _("What was taken off is the first block's mean, not that of all rows."),
        ),
    ]
    found = [hint for table, hint in mistakes if _agree(axes, _of_table(table)[1][:n_components])]
    if found:
        return found[0]
    if kind == np.float32:
        return _("Your axes are float32, so your sums are, too. Squares of numbers near 2000 need more digits.")
    return _("Do the same in memory with np.cov and a few rows first, and compare each table.")


def _agree(axes, others):
    return all(abs(axis @ other) > 1 - 1e-3 for axis, other in zip(axes, others, strict=True))


def hint_for_error(error, x, n_components):
    """Return what is to be said of a wrong error beside right axes."""
    variances = _of_table(_covariance(x))[0]
    left, n_features = variances[n_components:].sum(), len(variances)
    mistakes = [
        (left, _("This is the squared error of a whole row. Asked is that of a number: divide by the columns.")),
        (
            left / (n_features - n_components),
            _("The sum is divided by the axes that are left away. A row has more numbers."),
        ),
        (variances[:n_components].sum() / n_features, _("This is what the axes keep. Asked is what they leave.")),
        (variances[:n_components].sum(), _("This is what the axes keep. Asked is what they leave, for a number.")),
        (variances.sum() / n_features, _("This is the error of the mean alone, without any axis.")),
        (variances.sum(), _("This is the variance of a whole row, without any axis taken off.")),
        (
            left / variances.sum(),
            _("This is the share of the variance that is left. Asked is the squared error itself."),
        ),
        (np.sqrt(left / n_features), _("This is the root of the mean squared error.")),
        (left / n_features * len(x), _("This is the sum over all rows. Asked is the mean.")),
        (left * len(x), _("This is the sum over all rows and numbers. Asked is the mean.")),
        (variances[n_components - 1 :].sum() / n_features, _("One axis more is left away here than was asked.")),
        (variances[n_components + 1 :].sum() / n_features, _("One axis fewer is left away here than was asked.")),
        (variances[n_components], _("This is the strongest eigenvalue that is left away. The others count as well.")),
    ]
    found = [hint for wrong, hint in mistakes if np.isclose(error, wrong, rtol=5e-3)]
    return (
        found[0]
        if found
        else _("The error is the sum of some eigenvalues, divided by a number. Which eigenvalues, and by which number?")
    )
