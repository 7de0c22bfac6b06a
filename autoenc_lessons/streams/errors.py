"""How well rows that do not fit into memory are copied."""

import numpy as np

from autoenc_lessons.inputs.conversion import kind_of
from autoenc_lessons.streams.reading import Rows

__all__ = ["copied", "error_over"]

_BLOCK_BYTES = 2**21


def error_over(rows, run):
    """Return the mean squared error of the copies of all rows of a file, made a block at a time.

    Parameters
    ----------
    rows : Rows
    run : callable or scikit-learn model
        A model or a function that takes samples and returns their copies, or what has `transform` and
        `inverse_transform`, such as what `principal_components` returns.

    Returns
    -------
    float
        In the squared unit of the data.

    Raises
    ------
    TypeError, ValueError
        If there are no rows, or if a copy has another shape than its row; while reading, as `Rows.part`.

    Examples
    --------
    >>> import tempfile
    >>> from autoenc_lessons import streams
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     np.save(f"{folder}/ones.npy", np.ones((1000, 4)))
    ...     error_over(streams.rows(f"{folder}/ones.npy"), lambda x: x / 2)
    0.25
    """
    if not isinstance(rows, Rows):
        raise TypeError(f"rows must be what streams.rows(path) returns; got {kind_of(rows)}.")
    total = 0.0
    for block in rows.blocks(max(1, _BLOCK_BYTES // rows.row_bytes)):
        block = block.astype("float64")
        copies = np.asarray(copied(run, block))
        if copies.shape != block.shape:
            raise ValueError(f"The copies of rows of shape {block.shape} have shape {copies.shape}; they must agree.")
        total += float(np.sum((block - copies) ** 2))
    return total / (len(rows) * int(np.prod(rows.shape[1:])))


def copied(run, x):
    """Return what a model, a function, or what has `transform` and `inverse_transform`, makes of samples."""
    return run.inverse_transform(run.transform(x)) if hasattr(run, "inverse_transform") else run(x)
