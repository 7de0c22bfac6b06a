"""The questions about files that are read once, a block at a time: a mean, and principal axes."""

import tempfile
from pathlib import Path

import numpy as np

from autoenc_lessons.checks.judging.answers import as_number, as_table, call, several, told_apart
from autoenc_lessons.checks.judging.feedback import Wrong
from autoenc_lessons.checks.judging.question import question
from autoenc_lessons.checks.large_data.axes import hint_for_axes, hint_for_error, is_axis, principal
from autoenc_lessons.checks.large_data.memory import held_by
from autoenc_lessons.language import _

__all__ = ["mean_of_file", "principal_axes"]

# Of the file, in memory at a time. A block is a hundredth, and the same in float64 two.
_MOST_HELD = 0.25
_WHOLE_FILE = 0.95


@question
def mean_of_file(function, *, seed):
    """Judge a function of a file and a number of rows that gives the mean of each column, a block at a time."""
    generator = np.random.default_rng(seed)
    # The small ones come first, so that what an answer imports is there when its memory is counted.
    for n_rows, n_columns, n_at_once in [(60, 3, 20), (7, 2, 10), (1003, 5, 100), (40_013, 32, 400)]:
        x = _drifting_rows(generator, n_rows, n_columns, n_rows % n_at_once)
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            path = str(Path(folder) / "rows.npy")
            np.save(path, x)
            answer, n_bytes = held_by(lambda path=path, n=n_at_once: call(function, path, n, name="mean_of_file"))
        result = as_table(answer, _("The result of mean_of_file"), (n_columns,))
        right = x.mean(axis=0, dtype="float64")
        if not np.allclose(result, right, atol=1e-3):
            place = int(np.argmax(np.abs(result - right)))
            got, asked = told_apart(result[place], right[place], ".4g")
            raise Wrong(
                _(
                    "For {rows} rows, {number} at a time, column {column} has the mean {got}; right is {right}.",
                    rows=n_rows,
                    number=n_at_once,
                    column=place,
                    got=got,
                    right=asked,
                ),
                _hint_for_mean(result, x, n_at_once),
                _("Add up each block's sum, block.sum(axis=0). Divide once, by the number of all rows."),
            )
    if n_bytes > _MOST_HELD * x.nbytes:
        raise Wrong(
            _held_at_once(n_bytes, x, n_at_once),
            _("Which line reads? It must ask for a part of the file only, and keep no earlier part."),
            _("Keep the sum so far, and forget the block: streams.rows(path).blocks(n) gives one after another."),
        )
    return _("Memory holds one block and one sum, and the file may be as long as the disk.")


def _drifting_rows(generator, n_rows, n_columns, n_last):
    x = generator.normal(generator.uniform(2, 5, size=n_columns), 1, size=(n_rows, n_columns))
    x += np.linspace(0, 3, n_rows)[:, None]
    # Those that fill no whole block are far away, so that it shows whether they count, and how much.
    x[n_rows - n_last :] += 100
    return x.astype("float32")


def _held_at_once(n_bytes, x, n_at_once):
    told = {"rows": len(x), "number": n_at_once}
    if n_bytes > _WHOLE_FILE * x.nbytes:
        return _("The means are right. But all {rows} rows are in memory at once; {number} may be.", **told)
    return _("The means are right. But many more than {number} of the {rows} rows are in memory at once.", **told)


def _hint_for_mean(result, x, n_at_once):
    x = x.astype("float64")
    blocks = [x[start : start + n_at_once] for start in range(0, len(x), n_at_once)]
    total, n_whole = x.sum(axis=0), len(x) // n_at_once * n_at_once
    mistakes = [
        (
            np.mean([block.mean(axis=0) for block in blocks], axis=0),
            _("This is the mean of the blocks' means. There, a row of a shorter block counts more."),
        ),
        (x[: max(n_whole, 1)].mean(axis=0), _("The last rows are missing: those that fill no whole block.")),
        (x[:n_at_once].mean(axis=0), _("This is the mean of the first block. The others count as well.")),
        (blocks[-1].mean(axis=0), _("This is the mean of the last block. The others count as well.")),
        (total, _("This is the sum. Asked is the mean.")),
        (total / len(blocks), _("The sum is right. It is divided by the number of blocks; how many rows are there?")),
        (total / n_at_once, _("The sum is right. It is divided by the rows of one block; how many rows are there?")),
        (total / n_at_once / len(blocks), _("The sum is right. But the last block has fewer rows than the others.")),
        (
            np.full(len(total), x.mean()),
            _("All columns have the same mean here. Asked is one for each column: axis=0."),
        ),
        (np.median(x, axis=0), _("This is the median. Asked is the mean.")),
    ]
    found = [hint for wrong, hint in mistakes if np.allclose(result, wrong, rtol=1e-5, atol=1e-4)]
    return found[0] if found else _("Try it by hand: five rows, two at a time. Which rows are in which block?")


@question
def principal_axes(function, *, seed):
    """Judge a function of blocks and a number that gives that many principal axes, and the error that they leave."""
    generator = np.random.default_rng(seed)
    for n_rows, n_features, n_components in [(2000, 5, 3), (30_000, 16, 2)]:
        x = _far_rows(generator, n_rows, n_features)
        blocks, n_passes = _blocks_of(x, generator)
        answer, n_bytes = held_by(
            lambda blocks=blocks, n=n_components: call(function, blocks, n, name="principal_axes")
        )
        axes, error = several(answer, "principal_axes", [_("the axes"), _("the error")])
        kind = getattr(axes, "dtype", None)
        axes = as_table(axes, _("The axes of principal_axes"), (n_components, n_features))
        error = as_number(error, _("The error of principal_axes"))
        if len(n_passes) != 1:
            raise Wrong(
                _("The blocks are read {number} times; one pass is asked.", number=len(n_passes)),
                _("Each call of blocks() is a pass, and reading is what takes the time."),
                _("The mean and the sums of products can grow in one loop: the mean is taken off afterwards."),
            )
        right_axes, right_error = principal(x, n_components)
        if not all(is_axis(axis, right) for axis, right in zip(axes, right_axes, strict=True)):
            # Which of them are wrong depends on the processor where digits are lost.
            raise Wrong(
                _(
                    "The table does not hold the {number} strongest axes, the strongest first, each of length 1.",
                    number=n_components,
                ),
                hint_for_axes(axes, kind, x, list(blocks())),
                _(
                    "The covariance is X'X / n less np.outer(mean, mean). That is a small difference of large "
                    "numbers, so both need all digits of float64."
                ),
            )
        if not np.isclose(error, right_error, rtol=5e-3):
            got, asked = told_apart(error, right_error)
            raise Wrong(
                _("The axes are right. The error is {got}; right is {right}.", got=got, right=asked),
                hint_for_error(error, x, n_components),
                _(
                    "An axis that is left away costs its eigenvalue in each row. Add these, and divide by the number "
                    "of columns."
                ),
            )
    if n_bytes > _MOST_HELD * x.nbytes:
        raise Wrong(
            _("Axes and error are right. But many blocks are in memory at once: as good as the whole file."),
            _("Which line keeps the blocks, such as a list of them?"),
            _("Keep three things only: how many rows came, their sum, and the sum of X'X. All are small."),
        )
    return _("One pass and two small sums: no linear autoencoder copies these rows better, however long it is trained.")


def _far_rows(generator, n_rows, n_features):
    """Return rows of float32 whose mean is far from 0 and moves; axes differ clearly in strength."""
    turn = np.linalg.qr(generator.normal(size=(n_features, n_features)))[0]
    strengths = np.full(n_features, 0.3)
    strengths[:4] = [4, 2.5, 1.5, 0.8]
    drift = np.linspace(-2, 2, n_rows)[:, None] * (turn[1] + turn[2])
    x = generator.normal(size=(n_rows, n_features)) * strengths @ turn + drift
    return (x + generator.uniform(1500, 3000, size=n_features)).astype("float32")


def _blocks_of(x, generator):
    """Return a function that goes through rows in blocks of several sizes, and a list that grows by each call."""
    cuts = np.cumsum(generator.integers(200, 500, size=len(x) // 200))
    starts, n_passes = [0, *cuts[cuts < len(x)].tolist()], []

    def blocks():
        n_passes.append(len(n_passes))
        return (x[start:stop].copy() for start, stop in zip(starts, [*starts[1:], len(x)], strict=True))

    return blocks, n_passes
