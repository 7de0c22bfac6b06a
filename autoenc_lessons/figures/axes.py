"""What stands along the axes of a figure: plain numbers, and the names of code units and of features."""

from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

from autoenc_lessons.language import _, marked

__all__ = ["CODE_UNITS", "name_axes", "name_features", "plain_numbers", "whole_ticks"]

_FEW, _MILLION = 6, 10**6
CODE_UNITS = (marked("code unit 0"), marked("code unit 1"))


def plain_numbers(ax, *, along="y", subs=(1, 2, 5)):
    """Write 0.1, 0.2, 0.5, 1 ... 2 million along a logarithmic axis, "x" or "y", instead of powers of ten."""
    axis = ax.xaxis if along == "x" else ax.yaxis
    axis.set_major_locator(LogLocator(subs=subs))
    axis.set_major_formatter(FuncFormatter(lambda value, _place: _plain(value)))
    axis.set_minor_formatter(NullFormatter())


def _plain(value):
    return _("{number} million", number=f"{value / _MILLION:g}") if value >= _MILLION else f"{value:g}"


def whole_ticks(ax, positions):
    """Write each position along the horizontal axis, if they are few and whole numbers."""
    if len(positions) <= _FEW and all(position == round(position) for position in positions):
        ax.set_xticks(positions)


def name_axes(ax, names=CODE_UNITS):
    """Write what the two numbers are along the axes of a map: the names that a caller gave, or those of code units."""
    xlabel, ylabel = map(_, CODE_UNITS) if tuple(map(str, names)) == CODE_UNITS else names
    ax.set(xlabel=xlabel, ylabel=ylabel)
    # On a small map, more numbers would touch.
    ax.locator_params(nbins=6)


def name_features(ax):
    """Write along the axes of a space which feature each shows."""
    ax.set(xlabel=_("feature 0"), ylabel=_("feature 1"), zlabel=_("feature 2"))
