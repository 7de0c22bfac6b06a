"""What the beginning of a .npy file says about the array in it."""

import os
from pathlib import Path

import numpy as np

from autoenc_lessons.inputs.saying import in_short

__all__ = ["as_path", "read_header"]

_HEADERS = {(1, 0): np.lib.format.read_array_header_1_0, (2, 0): np.lib.format.read_array_header_2_0}


def read_header(path):
    """Return the shape of the array in a .npy file, whether columns come first, its type, and where it begins.

    Raises
    ------
    OSError
        If there is no such file, or if it may not be read.
    ValueError
        If it is no such file.
    """
    with path.open("rb") as file:
        try:
            shape, in_columns, stored = _HEADERS[np.lib.format.read_magic(file)](file)
        except (ValueError, KeyError, TypeError):
            raise ValueError(
                f"{path.name} is no file of NumPy's format .npy with one array; write one by np.save(path, array)."
            ) from None
        return shape, in_columns, stored, file.tell()


def as_path(path):
    """Return a path as pathlib's, or say in one sentence that it is none."""
    if not isinstance(path, (str, os.PathLike)):
        raise TypeError(f"path must name a file, such as 'rows.npy'; got {in_short(path)}.")
    return Path(path)
