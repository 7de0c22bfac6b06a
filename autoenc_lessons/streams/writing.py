"""Tables that are written block after block, whole or not at all."""

import itertools
import os

import numpy as np

from autoenc_lessons.inputs.values import as_switch
from autoenc_lessons.streams.headers import as_path, read_header
from autoenc_lessons.streams.reading import rows

__all__ = ["write_blocks"]


def write_blocks(path, shape, blocks, *, again):
    """Write a table of float32 numbers into a .npy file, which bears its name only when it is whole.

    Parameters
    ----------
    path : str or os.PathLike
    shape : tuple of int
        (n_rows, n_features).
    blocks : iterator of ndarray, shape (some rows, n_features)
    again : bool
        Whether to write a file anew that holds this table already.

    Returns
    -------
    pathlib.Path

    Raises
    ------
    TypeError, ValueError
        If `path` names another file, which stays, or one that cannot be written.
    """
    path, again = as_path(path), as_switch(again, name="again")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            first = next(blocks)
            if not _begins_so(path, shape, first):
                raise ValueError(
                    f"{path.name} is there already and holds something else; choose another name, or move it away."
                )
            if not again:
                return path
            blocks = itertools.chain([first], blocks)
        _write(path, shape, blocks)
    except OSError as error:
        raise ValueError(f"{path} cannot be written: {error.strerror}; choose another place.") from None
    return path


def _begins_so(path, shape, first):
    try:
        if read_header(path)[:3] != (shape, False, np.dtype("<f4")):
            return False
        return np.array_equal(rows(path).part(0, len(first)), first.astype("float32"))
    except (OSError, ValueError):
        return False


def _write(path, shape, blocks):
    # In the same folder, for a file can take another's place there at once.
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with unfinished.open("wb") as file:
            header = {"descr": "<f4", "fortran_order": False, "shape": shape}
            np.lib.format.write_array_header_1_0(file, header)
            for block in blocks:
                file.write(np.ascontiguousarray(block, dtype="<f4").data)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
