"""The question about sizes by hand: what arrays take in memory, and how many rows a block may have."""

import numpy as np

from autoenc_lessons.checks.judging.answers import as_number
from autoenc_lessons.checks.judging.feedback import Wrong
from autoenc_lessons.checks.judging.question import question
from autoenc_lessons.language import _

__all__ = ["two_sizes"]

_ROWS, _COLUMNS = 3_000_000, 50
# In MB: the file's array, and one of float64.
_SINGLE, _DOUBLE = 600, 1200
_ALL = _SINGLE + 2 * _DOUBLE
_BLOCK_BYTES = 20_000_000
_BLOCK_ROWS = 50_000


@question
def two_sizes(megabytes, rows_in_block, *, seed):
    """Judge how many MB three arrays take, and how many rows of float64 a block of 20 MB has."""
    size, rows = as_number(megabytes, "megabytes"), as_number(rows_in_block, "rows_in_block")
    if not np.isclose(size, _ALL, rtol=0.005):
        raise Wrong(
            _("The three arrays do not take {number} MB.", number=f"{size:.6g}"),
            _hint_for_size(size),
            _("An array takes rows times columns times bytes a number. Write down that of each array, and add them."),
        )
    if not np.isclose(rows, _BLOCK_ROWS, rtol=0.005):
        raise Wrong(
            _("The three arrays are right. The block does not have {number} rows.", number=f"{rows:.8g}"),
            _hint_for_rows(rows),
            _("How many bytes does one row take in float64? How often do these fit into 20 000 000?"),
        )
    return _(
        "The arrays take five times what the file does, and they grow with it. A block takes what you allow it, "
        "however long the file is."
    )


def _hint_for_size(size):
    mistakes = {
        _SINGLE: _("This is the array that holds the file's numbers as they are. Two more arrays stay beside it."),
        _DOUBLE: _("This is one array of float64. How large is each of the other two?"),
        _SINGLE + _DOUBLE: _("In float64 a number takes 8 bytes. The second and the third array are both of float64."),
        2 * _DOUBLE: _("These are the two arrays of float64. The first one stays, too."),
        3 * _DOUBLE: _("In the first array, the numbers are still float32: 4 bytes each."),
        _ALL * 1e6: _("This is in bytes. Asked are MB."),
        _ALL / 1e3: _("This is in GB. Asked are MB."),
        _ALL * 1e6 / 2**20: _("Here 1 MB is 1 000 000 bytes, not 1024 times 1024."),
        _ALL * 8: _("This is in bits. A byte has eight of them, and sizes are told in bytes."),
        _ALL / _COLUMNS: _("A row has 50 numbers, not one."),
    }
    found = [hint for wrong, hint in mistakes.items() if np.isclose(size, wrong, rtol=0.005)]
    return found[0] if found else _("In float32 a number takes 4 bytes, in float64 it takes 8.")


def _hint_for_rows(rows):
    mistakes = {
        _BLOCK_BYTES / (4 * _COLUMNS): _("So many rows of float32 fit. In float64 a number takes 8 bytes."),
        _BLOCK_BYTES / 8: _("So many numbers fit. A row has 50 of them."),
        _BLOCK_BYTES / 4: _("So many numbers of float32 fit. A row has 50 numbers, and they are float64."),
        _BLOCK_BYTES / _COLUMNS: _("This counts one byte for a number. In float64 a number takes 8 bytes."),
        8 * _COLUMNS: _("So many bytes a row takes. How many such rows fit?"),
        20 * 2**20 / (8 * _COLUMNS): _("Here 1 MB is 1 000 000 bytes, not 1024 times 1024."),
        _BLOCK_ROWS / 1e6: _("One MB has 1 000 000 bytes: count both in bytes."),
        _ROWS / _BLOCK_ROWS: _("So many blocks the file has. Asked are the rows of one block."),
        _BLOCK_ROWS / 1e3: _("This is in thousands of rows."),
    }
    found = [hint for wrong, hint in mistakes.items() if np.isclose(rows, wrong, rtol=0.005)]
    return found[0] if found else _("A number of float64 takes 8 bytes, and a row has 50 numbers.")
