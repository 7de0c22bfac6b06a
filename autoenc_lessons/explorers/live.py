"""Scripts and their numbers as one piece of HTML that is the same at each run."""

import json
from importlib import resources

import numpy as np
from IPython.display import display

_DIGITS = 5
# Each figure has a script of its own, which needs some of the others before it.
_NEEDED = {
    "code_plane": ("drawing", "network"),
    "turn": ("drawing", "network"),
    "watch": ("drawing", "network"),
    "repairs": ("drawing",),
    "morph": ("drawing", "network"),
    "recipe": ("drawing", "network", "gradient_descent"),
    "threshold": ("drawing",),
    "units": ("drawing",),
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


def show_live(figure, data, *, fallback, kind="group"):
    """Display a figure that the browser draws.

    Where the browser may not run scripts, as in a notebook that has just been downloaded, it shows the fallback.

    Parameters
    ----------
    figure : str
        The name of a script of this package, without ending, which defines the function `draw(host, data)`.
    data : dict
        What to draw. Numbers in arrays are rounded, for they are part of the stored notebook.
    fallback : str
        One sentence in place of the figure.
    kind : str
        What a label names; the scripts are written with "group".
    """
    display({"text/html": as_html(figure, data, fallback=fallback, kind=kind), "text/plain": fallback}, raw=True)


def as_html(figure, data, *, fallback, kind="group"):
    """Return the HTML that `show_live` displays."""
    folder = resources.files(__package__)
    scripts = [folder.joinpath(f"{name}.js").read_text(encoding="utf-8") for name in (*_NEEDED[figure], figure)]
    code = "\n".join(_without_comments(script) for script in scripts)
    if kind != "group":
        code = code.replace("in group ${", f"a {kind} ${{").replace("group ${", f"{kind} ${{")
    # "</script>" in a string would end the script.
    numbers = json.dumps(data, default=_as_json, separators=(",", ":")).replace("<", "\\u003c")
    return (
        f"<div><p><em>{fallback}</em></p></div>\n<script>\n(() => {{\n{code}\n"
        f"draw(document.currentScript.previousElementSibling, {numbers});\n}})();\n</script>"
    )


def _without_comments(script):
    # Each figure in a notebook stores its script; the comments and indents are for those who read the package.
    lines = (line.strip() for line in script.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def _as_json(values):
    return (values if isinstance(values, Rounded) else Rounded(values)).as_lists()
