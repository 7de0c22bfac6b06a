"""Train one recipe from many starts: one lucky run is no evidence."""

import numpy as np

from autoenc_lessons.inputs.conversion import kind_of
from autoenc_lessons.inputs.values import as_count, as_seed
from autoenc_lessons.language import _
from autoenc_lessons.machines import do_elsewhere
from autoenc_lessons.training.divergence import Diverged
from autoenc_lessons.training.interrupts import noted_interrupts
from autoenc_lessons.training.progress import progress_bar, say
from autoenc_lessons.training.runs import CUT, Runner
from autoenc_lessons.training.spread import Spread
from autoenc_lessons.training.starts import check_starts, draw_starts

__all__ = ["Spread", "draw_starts", "train_starts"]


def train_starts(
    build,
    x,
    starts,
    *,
    targets=None,
    steps=1000,
    batch_size=None,
    use_xla=None,
    reconstruct=True,
    progress=True,
    numbers=None,
    on=None,
):
    """Train a recipe from many starts.

    Each run gives what `train` gives on a new model that starts there. Only the compiled steps are shared, and that
    makes fifty runs take seconds. A run that diverges costs the others nothing; one sentence names it.

    An interrupt keeps the finished runs. The run under way is kept, too, if it ends within a second, or if it is the
    first one: then it is kept as far as it came, with NaN for the losses of the other steps. A second interrupt after
    the first was heard raises KeyboardInterrupt at once, and then nothing is kept.

    With `on`, the runs are shared among other processes or computers. On processors of one kind and with packages of
    one version, they come out the same to the last digit. A worker that ends before its time costs nothing but time:
    what it had is done again.

    Parameters
    ----------
    build : callable
        Takes nothing and returns a compiled autoencoder that has not been trained; called once, and with `on` once
        more in each worker. The model is left as it came, but for its weights: it can serve again, for other starts or
        data, without being compiled anew.
    x : array-like, shape (n_samples, ...), or Rows
        As in `train`; for the rows of a file, `reconstruct` must be False.
    starts : list of list of ndarray
        The initial weights of each run, such as `draw_starts` returns.
    targets : array-like, shape (n_samples, ...), or Rows, optional
        As in `train`.
    steps : int
        Updates of the weights in each run.
    batch_size : int, optional
        Samples in a step. By default each step sees all of `x`. Otherwise the samples are shuffled again for each
        pass over `x`: in another way for each run, but in the same way each time that this function is called,
        whatever has been drawn before.
    use_xla : bool, optional
        As in `train`; the steps of all runs count together. For mini-batches of wide samples in several runs, XLA is
        worth its compilation.
    reconstruct : bool
        Whether to keep what each trained model makes of `x`. For many samples that can cost as much as the training.
    progress : bool
        Whether to draw a progress bar.
    numbers : iterable of int, optional
        For each run, what decides how its mini-batches are shuffled: by default 0, 1, 2 and so on. Whoever trains some
        of the starts in one call and the others in another gives each start the number that it has among all.
    on : int or dask.distributed.Client, optional
        The number of processes on this computer to train in, which stay for the next call until
        `machines.release_workers()`; or a client whose workers train. By default, the runs are trained here, one
        after another.

    Returns
    -------
    Spread

    Raises
    ------
    TypeError, ValueError
        As `train`, or if there is no start, or one that does not fit the model; if every run diverges; if there is
        not one number for each start, or if `on` is neither.
    RuntimeError
        If workers are lost again and again, before any run is finished.

    Examples
    --------
    >>> def build():
    ...     model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2), keras.layers.Dense(3)])
    ...     model.compile(loss="mse", optimizer="adam")
    ...     return model
    >>> starts = draw_starts(build, seeds=range(4))
    >>> spread = train_starts(build, np.eye(3), starts, steps=20, progress=False)
    >>> spread.losses.shape
    (4, 20)
    """
    with noted_interrupts() as interrupts:
        options = {"targets": targets, "batch_size": batch_size, "use_xla": use_xla, "reconstruct": reconstruct}
        runner = Runner(build, x, steps=as_count(steps, name="steps"), **options)
        starts = check_starts(starts, runner.shapes)
        runner.n_runs = len(starts)
        runs, why_lost = list(zip(starts, _as_numbers(numbers, len(starts)), strict=True)), ""
        with progress_bar(len(runs), unit=_("runs"), hidden=not progress) as bar:
            if on is None:
                results = _at_home(runner, runs, interrupts, bar)
            else:
                results, why_lost = _elsewhere(runner, runs, on, interrupts, bar)
    _tell(results, len(starts), why_lost)
    diverged = {number: result for number, result in results.items() if isinstance(result, Diverged)}
    if len(diverged) == len(results):
        first = next(iter(diverged.values()))
        raise ValueError(_all_diverged(diverged)) from first
    whole = next(result for result in results.values() if not isinstance(result, Diverged))
    kept = [_nothing_like(whole) if isinstance(result, Diverged) else result for result in results.values()]
    losses, reconstructions, weights = zip(*kept, strict=True)
    steps_of = {number: error.step for number, error in diverged.items()}
    copies = np.array(reconstructions) if reconstruct else None
    return Spread(np.array(losses), copies, list(weights), steps_of, list(results))


def _as_numbers(numbers, n_starts):
    if numbers is None:
        return range(n_starts)
    if isinstance(numbers, (str, dict)) or not hasattr(numbers, "__iter__"):
        raise TypeError(f"numbers must be one whole number for each start, such as range(5); got {kind_of(numbers)}.")
    numbers = [as_seed(number, name="each of numbers") for number in numbers]
    if len(numbers) != n_starts:
        raise ValueError(f"There must be one of numbers for each start; got {len(numbers)} for {n_starts} starts.")
    return numbers


def _at_home(runner, runs, interrupts, bar):
    """Return what runs leave, by their places among the starts: a tuple, or the error of one that diverged."""
    results, any_kept = {}, False
    try:
        for place, run in enumerate(runs):
            try:
                result = runner(*run, interrupts=interrupts, bar=bar, may_be_cut=any_kept)
                any_kept = True
            except Diverged as error:
                result = error
            if result is CUT:
                break
            results[place] = result
            bar.update()
            if interrupts:
                break
    finally:
        runner.forget()
    return results


def _elsewhere(runner, runs, on, interrupts, bar):
    """Return the same as `_at_home`, in the same order, and why workers were lost."""
    results, why_lost = do_elsewhere(
        runner.elsewhere(), runs, on, interrupts=interrupts, done=lambda place, result: bar.update()
    )
    results = {place: results[place] for place in sorted(results)}
    whole = {place: result for place, result in results.items() if not _is_part(result)}
    if any(not isinstance(result, Diverged) for result in whole.values()):
        return whole, why_lost
    parts = [place for place in results if place not in whole]
    results = {place: results[place] for place in [*whole, *parts[:1]]}
    if not results and why_lost:
        raise RuntimeError(
            f"The workers were lost before a run was finished ({why_lost}); look whether their memory is enough, and "
            "try fewer of them."
        )
    if not results:
        raise KeyboardInterrupt("Stopped by hand before a run was finished; run the cell again.")
    return results, why_lost


def _is_part(result):
    return not isinstance(result, Diverged) and np.isnan(result[0][-1])


def _tell(results, n_starts, why_lost):
    diverged = [(place, result) for place, result in results.items() if isinstance(result, Diverged)]
    if 0 < len(diverged) < len(results):
        _tell_diverged(diverged, len(results))
    counts, last = {"number": len(results), "all": n_starts}, list(results.values())[-1]
    if _is_part(last):
        said = _(
            "Stopped by hand; {number} of {all} runs, and {done} of the last one's {steps} steps, are kept.",
            done=int(np.isfinite(last[0]).sum()),
            steps=len(last[0]),
            **counts,
        )
        say(said)
    elif len(results) < n_starts:
        lost = _("Workers were lost ({why}); the {number} finished of {all} runs are kept.", why=why_lost, **counts)
        say(lost if why_lost else _("Stopped by hand; the {number} finished of {all} runs are kept.", **counts))
    if max(results) >= len(results):
        kept = ", ".join(map(str, results))
        say(_("They are those of starts {kept} (counted from 0), as the attribute kept says.", kept=kept))


def _tell_diverged(diverged, n_runs):
    at_step = [_("start {number} diverged at step {step}", number=place, step=error.step) for place, error in diverged]
    named = _(" and ").join(at_step)
    said = _(
        "{Named} (starts counted from 0); all that such a run leaves is NaN. "
        "The other {number} of {all} runs are kept.",
        Named=named[0].upper() + named[1:],
        number=n_runs - len(diverged),
        all=n_runs,
    )
    say(said)


def _all_diverged(diverged):
    first = next(iter(diverged.values()))
    return str(first) if len(diverged) == 1 else f"All {len(diverged)} runs diverged. The first: {first}"


def _nothing_like(result):
    return tuple(_with_nan(part) for part in result)


def _with_nan(part):
    if part is None:
        return None
    if isinstance(part, list):
        return [_with_nan(array) for array in part]
    # What holds whole numbers, such as a layer's counter, has no NaN.
    return part if part.dtype.kind in "iub" else np.full_like(part, np.nan)
