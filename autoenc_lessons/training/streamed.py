"""Whether a model can be trained on the rows of a file, said before the first step."""

from autoenc_lessons.inputs.conversion import kind_of
from autoenc_lessons.inputs.values import as_batch_size
from autoenc_lessons.streams.mixing import GROUP_BYTES
from autoenc_lessons.streams.reading import Rows

__all__ = ["first_rows", "is_streamed", "refuse_streamed_copies"]


def is_streamed(x, targets):
    """Return whether samples or targets lie in a file."""
    return isinstance(x, Rows) or isinstance(targets, Rows)


def first_rows(x, targets, batch_size):
    """Return the first rows of files, as much as is read at a time: where all are alike, what fits them fits all.

    Parameters
    ----------
    x : Rows
    targets : Rows or None
    batch_size : int or None

    Returns
    -------
    x, targets : ndarray, shape (n_rows, ...)
        None for targets where these are None or `x` itself.

    Raises
    ------
    TypeError, ValueError
        If only one of them lies in a file, if they differ in length, or if there is no size of batches that fits.
    """
    for data, name in ((x, "x"), (targets, "targets")):
        if not isinstance(data, Rows) and data is not None:
            raise TypeError(
                f"{name} is {kind_of(data)}, but x and targets must both be read by streams.rows or neither; "
                f"write {name} into a file by np.save."
            )
    if targets is not None and len(targets) != len(x):
        raise ValueError(f"x has {len(x)} rows, but targets has {len(targets)}; each row needs one target.")
    if batch_size is None:
        raise ValueError("The rows of a file are not all in memory at a time; pass batch_size, such as 1000.")
    n_rows = max(as_batch_size(batch_size, len(x)), GROUP_BYTES // max(x.row_bytes, (targets or x).row_bytes))
    return x.part(0, n_rows), None if targets is None or targets is x else targets.part(0, n_rows)


def refuse_streamed_copies(x):
    """Say in one sentence that the copies of all rows of a file are not kept."""
    if isinstance(x, Rows):
        raise ValueError(
            "The copies of all rows of a file may not fit into memory; pass reconstruct=False, and measure them by "
            "streams.error_over."
        )
