"""Scripts and their numbers as one piece of HTML that is the same at each run."""

import hashlib
import json
from importlib import resources

import numpy as np
from IPython.display import display

from autoenc_lessons.explorers.colours import DARK, LIGHT
from autoenc_lessons.language import _

__all__ = ["Rounded", "as_html", "blanks", "show_live"]

_DIGITS = 5
# Each figure has a script of its own, which needs these before it.
_ALWAYS = ("hosts", "aside", "basics", "style", "card", "controls")
_NEEDED = {
    "clean_digit": ("marks", "axes", "shades", "network", "stored_network", "pad"),
    "code_plane": ("marks", "axes", "space", "shades", "network"),
    "code_size": ("marks", "axes", "curves", "shades"),
    "downhill": ("marks", "axes"),
    "draw_digit": ("marks", "axes", "shades", "network", "stored_network", "pad"),
    "fill_entry": ("marks", "axes", "shades", "network", "stored_network"),
    "handwriting": ("marks", "axes", "shades", "network", "stored_network", "pad"),
    "turn": ("marks", "space", "network"),
    "watch": ("marks", "axes", "curves", "space", "network", "watched_run"),
    "repairs": ("shades",),
    "morph": ("shades", "network"),
    "many_rows": ("marks", "axes", "curves", "predicted_costs"),
    "recipe": ("marks", "axes", "curves", "network", "gradient_descent", "recipe_training"),
    "series_alarm": ("marks", "axes", "judged_alarms"),
    "table_copies": ("marks", "axes", "curves"),
    "threshold": ("marks", "axes", "shades"),
    "units": ("shades",),
    "walk": ("marks", "axes", "shades", "network"),
}


class Rounded:
    """An array of which only some digits of its largest value are stored, so that all machines agree.

    Parameters
    ----------
    values : array-like of float
    digits : int
    """

    def __init__(self, values, digits=_DIGITS):
        self.values = np.asarray(values, dtype="float64")
        largest = float(np.max(np.abs(self.values), initial=0))
        self.decimals = digits - 1 - int(np.floor(np.log10(largest))) if largest > 0 else 0

    def as_lists(self):
        """Return the rounded numbers as nested lists."""
        # Adding 0 turns -0.0 into 0.0.
        return (np.round(self.values, self.decimals) + 0.0).tolist()


def show_live(figure, data, *, offer):
    """Display a figure that the browser draws.

    Where the browser may not run scripts, as in a notebook that has just been downloaded, words stand in its place.

    Parameters
    ----------
    figure : str
        The name of a script of this package, without ending, which defines the function `draw(host, data)`.
    data : dict
        What to draw. Numbers in arrays are rounded, for they are part of the stored notebook. What the script says
        stands in `data["words"]`: sentences in the reader's language by short names, with blanks that it fills.
    offer : str
        What a reader can do with the figure, such as "turn the data", in the reader's language.
    """
    words = _in_its_place(offer)
    display({"text/html": as_html(figure, data, words=words), "text/plain": words}, raw=True)


def blanks(*names):
    """Return blanks that stay blanks, for the script to fill, in a sentence of which others are filled at once.

    Parameters
    ----------
    *names : str

    Returns
    -------
    dict of str to str

    Examples
    --------
    >>> _("{on} of {number} pictures", number=9, **blanks("on"))
    '{on} of 9 pictures'
    """
    return {name: f"{{{name}}}" for name in names}


def _in_its_place(offer):
    # True wherever it is read: the reader may have run the cell already, in a front end that lets no script draw, or
    # reads a web page, where nothing can be run.
    return _(
        "A live figure, to {offer} yourself, stands here where scripts may run. In JupyterLab, trust the notebook or "
        "run the cell; the picture above shows a part.",
        offer=offer,
    )


def _shared_words():
    return {
        "start": _("Back to the start"),
        "feature": _("feature {number}"),
        "codeUnit": _("code unit {number}"),
    }


def as_html(figure, data, *, words):
    """Return the HTML that `show_live` displays; it is the same each time, and of another figure it is another."""
    folder = resources.files(__package__) / "scripts"
    needed = (*_ALWAYS, *_NEEDED[figure], figure)
    scripts = [folder.joinpath(f"{name}.js").read_text(encoding="utf-8") for name in needed]
    palette = _as_script({"light": LIGHT, "dark": DARK})
    code = "\n".join([f"const COLOURS = {palette};", *map(_without_comments, scripts)])
    numbers = _as_script(data | {"words": _shared_words() | data.get("words", {})})
    button = _as_script(_("Show as a picture"))
    # Two equal figures on a page may share a name: each script can draw both.
    name = hashlib.sha256(f"{code}\n{numbers}\n{words}".encode()).hexdigest()[:12]
    return (
        f'<div data-autoenc-figure="{name}"><p><em>{words}</em></p></div>\n<script>\n(() => {{\n{code}\n'
        f'drawAtHosts("{name}", host => {{\ndraw(host, {numbers});\nputAside(host, {button});\n}});\n}})();\n</script>'
    )


def _as_script(value):
    # "</script>" in a string would end the script.
    return json.dumps(value, default=_as_json, separators=(",", ":")).replace("<", "\\u003c")


def _without_comments(script):
    # Each figure in a notebook stores its script; the comments and indents are for those who read the package.
    lines = (line.strip() for line in script.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def _as_json(values):
    return (values if isinstance(values, Rounded) else Rounded(values)).as_lists()
