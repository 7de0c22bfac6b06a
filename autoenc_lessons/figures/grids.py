"""A regular grid over codes of two numbers, for what a decoder draws at every place of their map."""

from dataclasses import dataclass

import numpy as np

from autoenc_lessons.figures.given import as_limits
from autoenc_lessons.inputs.values import as_count, as_samples

__all__ = ["CodeGrid", "code_grid", "of_two_numbers"]

# Beyond the outermost codes, as a share of their range.
_MARGIN = 0.02


@dataclass(frozen=True)
class CodeGrid:
    """A regular grid of codes, laid over codes of two numbers.

    Attributes
    ----------
    codes : ndarray of float64, shape (cells * cells, 2)
        The middle of each cell, row by row: from low to high in code unit 0, then in code unit 1.
    limits : ndarray of float64, shape (2, 2)
        For each code unit, where the grid begins and ends.
    is_hole : ndarray of bool, shape (cells * cells,)
        Whether none of the codes lies in the cell.
    """

    codes: np.ndarray
    limits: np.ndarray
    is_hole: np.ndarray

    @property
    def cells(self):
        """How many cells lie side by side."""
        return int(round(np.sqrt(len(self.is_hole))))

    def lie_in_holes(self, codes):
        """Return for each code, shape (n_codes, 2), whether its cell holds none of the codes that made the grid.

        Outside the grid, there is none either.
        """
        low, high = self.limits.T
        cell_of = np.floor((of_two_numbers(codes, "codes") - low) / (high - low) * self.cells).astype(int)
        is_outside = np.any((cell_of < 0) | (cell_of >= self.cells), axis=1)
        across, up = np.clip(cell_of, 0, self.cells - 1).T
        return is_outside | self.is_hole[up * self.cells + across]


def code_grid(codes, *, cells=12, limits=None):
    """Lay a regular grid over codes, as far as they reach, or within given limits.

    Parameters
    ----------
    codes : array-like, shape (n_samples, 2)
    cells : int
        How many cells lie side by side, and one above the other.
    limits : array-like, shape (2, 2), optional
        For each code unit, where the grid begins and ends; by default, all codes are just inside.

    Returns
    -------
    CodeGrid

    Raises
    ------
    TypeError, ValueError
        If `codes` are no finite table of two columns, if all have the same number in one of them, or if `cells` is no
        whole number of at least 1, or if `limits` do not fit.
    """
    codes, cells = of_two_numbers(codes, "codes"), as_count(cells, name="cells")
    limits = None if limits is None else as_limits(limits)
    low, high = (codes.min(axis=0), codes.max(axis=0)) if limits is None else limits.T
    if np.any(low == high):
        raise ValueError("All codes have the same number in one code unit, so there is no plane to lay a grid over.")
    if limits is None:
        low, high = low - _MARGIN * (high - low), high + _MARGIN * (high - low)
    across, up = (low[unit] + (np.arange(cells) + 0.5) / cells * (high[unit] - low[unit]) for unit in (0, 1))
    inside = codes[np.all((codes >= low) & (codes < high), axis=1)]
    cell_of = np.floor((inside - low) / (high - low) * cells).astype(int)
    is_hole = np.ones(cells * cells, dtype=bool)
    is_hole[cell_of[:, 1] * cells + cell_of[:, 0]] = False
    grid = np.column_stack([np.tile(across, cells), np.repeat(up, cells)])
    return CodeGrid(grid, np.column_stack([low, high]), is_hole)


def of_two_numbers(points, name):
    """Return points as an array of samples, or say in one sentence that they are none of two numbers.

    Raises
    ------
    TypeError, ValueError
        If they are no finite table of numbers, or have another number of columns than 2.
    """
    points = as_samples(points, name=name)
    if points.shape[1] != 2:
        raise ValueError(f"{name} must have 2 columns to be drawn on a map; they have {points.shape[1]}.")
    return points
