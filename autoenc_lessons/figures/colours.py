"""Colours and markers that mean the same in every lesson."""

from matplotlib.colors import LinearSegmentedColormap

__all__ = [
    "CONTEXT_COLOUR",
    "FLOOR_COLOUR",
    "GROUP_COLOURS",
    "GROUP_MARKERS",
    "LOSS_COLOUR",
    "NEGATIVE_COLOUR",
    "POSITIVE_COLOUR",
    "RECONSTRUCTION_COLOUR",
    "SIGNED_COLOURS",
    "group_look",
    "run_look",
]

# The hues of Okabe and Ito, and four of Tol's that they can be told from, for the digits from 6 to 9. What is paler in
# their tables is darker here: each differs from white by 3 to 1 or more (WCAG 1.4.11). Colour-blind readers tell most
# of them apart, and the marker says the same.
GROUP_COLOURS = (
    "#0072B2",
    "#D55E00",
    "#008F68",
    "#B8558F",
    "#A87000",
    "#2F8FCB",
    "#332288",
    "#882255",
    "#7A7A1F",
    "#117733",
)
GROUP_MARKERS = ("o", "^", "s", "D", "v", "P", "X", "<", ">", "*")
POSITIVE_COLOUR, NEGATIVE_COLOUR = GROUP_COLOURS[:2]
SIGNED_COLOURS = LinearSegmentedColormap.from_list("signed", [NEGATIVE_COLOUR, "white", POSITIVE_COLOUR])
RECONSTRUCTION_COLOUR = "#000000"
CONTEXT_COLOUR = "#8A8A8A"
# Of the looks of groups, those that stand for runs, which no picture draws beside as many groups.
_RUNS = (6, 7, 8, 9, 5)
LOSS_COLOUR, FLOOR_COLOUR = GROUP_COLOURS[0], GROUP_COLOURS[2]


def group_look(group):
    """Return the colour and the marker that stand for a group in every figure.

    The groups from 0 to 9 share neither; of others, only those whose numbers are 100 apart share both.
    """
    colour = GROUP_COLOURS[group % len(GROUP_COLOURS)]
    return colour, GROUP_MARKERS[(group + group // len(GROUP_COLOURS)) % len(GROUP_MARKERS)]


def run_look(run):
    """Return the number of the group whose colour and marker stand for a training run, so that no run looks like one.

    Parameters
    ----------
    run : int
        Counted from 0; after the fifth, the looks begin again.

    Returns
    -------
    int
        What `group_look` takes; above 4.

    Examples
    --------
    >>> run_look(0), run_look(1), run_look(5)
    (6, 7, 6)
    """
    return _RUNS[run % len(_RUNS)]
