"""A script and its numbers as one piece of HTML that is the same at each run."""

import json
from importlib import resources

import numpy as np
from IPython.display import display

_DIGITS = 5


def show_live(script, data, *, fallback):
    """Display a figure that the browser draws.

    Where the browser may not run scripts, as in a notebook that has just been downloaded, it shows the fallback.

    Parameters
    ----------
    script : str
        The name of a file of this package, which defines the function `draw(host, data)`.
    data : dict
        What to draw. Numbers in arrays are rounded, for they are part of the stored notebook.
    fallback : str
        One sentence in place of the figure.
    """
    display({"text/html": as_html(script, data, fallback=fallback), "text/plain": fallback}, raw=True)


def as_html(script, data, *, fallback):
    """Return the HTML that `show_live` displays."""
    code = resources.files(__package__).joinpath(script).read_text(encoding="utf-8").rstrip()
    # "</script>" in a string would end the script.
    numbers = json.dumps(data, default=rounded, separators=(",", ":")).replace("<", "\\u003c")
    return (
        f"<div><p><em>{fallback}</em></p></div>\n<script>\n(() => {{\n{code}\n"
        f"draw(document.currentScript.previousElementSibling, {numbers});\n}})();\n</script>"
    )


def rounded(values):
    """Return an array as nested lists, rounded to a few digits of its largest value, so that all machines agree."""
    values = np.asarray(values, dtype="float64")
    largest = float(np.max(np.abs(values)))
    decimals = _DIGITS - 1 - int(np.floor(np.log10(largest))) if largest > 0 else 0
    # Adding 0 turns -0.0 into 0.0.
    return (np.round(values, decimals) + 0.0).tolist()
