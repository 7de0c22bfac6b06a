"""Training runs side by side at one of their steps."""

import matplotlib.pyplot as plt
import numpy as np

from autoenc_lessons.figures.axes import plain_numbers
from autoenc_lessons.figures.colours import group_look, run_look
from autoenc_lessons.figures.given import as_named, is_among, one_for_each
from autoenc_lessons.figures.line_labels import label_lines
from autoenc_lessons.figures.points import codes_2d, with_columns
from autoenc_lessons.figures.styling import PAGE, entitle, in_course_style, light_grid
from autoenc_lessons.figures.wording import listed
from autoenc_lessons.inputs.labels import as_labels
from autoenc_lessons.inputs.saying import in_short
from autoenc_lessons.inputs.values import as_samples
from autoenc_lessons.language import _, counted

__all__ = ["watched_runs"]


@in_course_style
def watched_runs(steps, ratios, codes, labels, *, step, title=None, axes=None):
    """Draw the loss of a few runs over the steps, and under it (beside it, for one run) the codes of each at one step.

    Parameters
    ----------
    steps : array-like of int, shape (n_steps,)
    ratios : dict of str to array-like, shape (n_steps,)
        For each run, its loss over that of PCA after each of these steps.
    codes : dict of str to array-like, shape (n_samples, 2)
        For each run, its codes after `step`.
    labels : array-like of int, shape (n_samples,)
    step : int
        One of the steps.
    title : str, optional
        What one sees, in a sentence, to stand above the picture.
    axes : matplotlib axes, one more than there are runs, optional

    Returns
    -------
    list of matplotlib axes
        That of the losses, then one for each run.

    Raises
    ------
    TypeError, ValueError
        If something is no finite number or of another size, or if `step` is none of the steps.
    """
    as_samples(steps, name="steps", rank=1)
    ratios = {
        name: one_for_each(ratio, f"ratios[{name!r}]", len(steps), is_log=True)
        for name, ratio in as_named(ratios, "ratios", each="a number for each step").items()
    }
    codes = {
        name: with_columns(drawn, 2, f"codes[{name!r}]")
        for name, drawn in as_named(codes, "codes", each="the codes of the run").items()
    }
    if list(codes) != list(ratios):
        raise ValueError(f"ratios and codes must name the same runs; they name {list(ratios)} and {list(codes)}.")
    labels = as_labels(labels, len(next(iter(codes.values()))), of="points")
    if not is_among(step, list(steps)):
        raise ValueError(f"step is {in_short(step)}, which is none of the steps, from {steps[0]} to {steps[-1]}.")
    axes = _axes(len(ratios)) if axes is None else axes
    at, ends = list(steps).index(step), []
    for number, (name, ratio) in enumerate(ratios.items()):
        colour, marker = group_look(run_look(number))
        axes[0].plot(steps, ratio, label=name, color=colour)
        axes[0].plot(steps[at], ratio[at], marker=marker, markersize=8, color=colour, clip_on=False, zorder=3)
        ends.append((steps[-1], ratio[-1], name, colour))
    axes[0].axvline(step, color="black", linewidth=1)
    # A bent decoder may get below the error of PCA.
    lowest = 0.9 * min(1, *(np.min(ratio) for ratio in ratios.values()))
    axes[0].set(xlabel=_("step"), ylabel=_("loss / PCA's"), yscale="log", ylim=(lowest, 20))
    plain_numbers(axes[0])
    levels = (1, 2, 3, 4, 10) if lowest > 0.5 else (0.01, 0.03, 0.1, 0.3, 1, 3, 10)
    axes[0].set_yticks([level for level in levels if level > lowest])
    axes[0].margins(x=0)
    light_grid(axes[0], "y")
    label_lines(axes[0], ends, shift=(9, 0))
    for ax, (name, drawn) in zip(axes[1:], codes.items(), strict=True):
        codes_2d(drawn, labels, ax=ax)
        handles = ax.get_legend().legend_handles
        ax.get_legend().remove()
        ax.set_title(_("{name}, step {number}", name=name, number=f"{step}"), fontweight="normal")
        del ax.caption
        if len(codes) > 1:
            # Beside each other there is room for a few numbers only.
            ax.locator_params(nbins=4)
    place = {"loc": "center left", "bbox_to_anchor": (1, 0.5)}
    if len(codes) > 1:
        place = {"loc": "upper left", "bbox_to_anchor": (0, -0.24), "ncols": len(handles)}
    axes[1].legend(handles=handles, **place)
    digits = 2 if lowest > 0.1 else 4
    axes[0].caption = counted(
        "After {step} of {number} step, the loss over PCA's is: {ratios}.",
        "After {step} of {number} steps, the loss over PCA's is: {ratios}.",
        int(steps[-1]),
        step=f"{step}",
        ratios=listed(
            _now_and_at_the_end(name, f"{ratio[at]:.{digits}f}", f"{ratio[-1]:.{digits}f}", step == steps[-1])
            for name, ratio in ratios.items()
        ),
    )
    entitle(axes, title)
    return axes


def _now_and_at_the_end(name, now, end, is_end):
    if is_end:
        return _("{name}: {value}", name=name, value=now)
    return _("{name}: {value}, and {end} at the end", name=name, value=now, end=end)


def _axes(n_runs):
    if n_runs == 1:
        # Under the losses, one run alone would fill the whole width.
        return list(plt.subplots(1, 2, figsize=(PAGE, 3.2))[1])
    figure = plt.figure(figsize=(PAGE, 5))
    grid = figure.add_gridspec(2, n_runs, height_ratios=(2, 3))
    return [figure.add_subplot(grid[0, :]), *(figure.add_subplot(grid[1, run]) for run in range(n_runs))]
