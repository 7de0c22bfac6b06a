"""Live figures whose scripts are shared between pages: a page keeps its numbers alone."""

import hashlib
import os
import re
from html import escape

COMMON = "live.js"
# As `autoenc_lessons.explorers.live` writes it.
_STORED = re.compile(
    r'<div data-autoenc-figure="(?P<name>\w+)"><p><em>(?P<words>.*)</em></p></div>\n<script>\n\(\(\) => \{\n'
    r'(?P<code>.*)\ndrawAtHosts\("\w+", host => \{\ndraw\(host, (?P<numbers>[^\n]*)\);\n'
    r"putAside\(host, (?P<button>[^\n]*)\);\n\}\);\n\}\)\(\);\n</script>",
    flags=re.DOTALL,
)


def parts_of(html):
    """Return the parts of a stored live figure by their names, or None if the HTML is no such figure."""
    found = _STORED.fullmatch(html)
    return found.groupdict() if found else None


def kind_of(code):
    """Return a name for the script of one kind of figure."""
    return hashlib.sha256(code.encode()).hexdigest()[:12]


def as_shared(figure, said):
    """Return the HTML of a live figure without its script, which the page loads.

    Parameters
    ----------
    figure : dict
        What `parts_of` returns.
    said : str
        What stands in its place where no script runs. What the notebook says there is about JupyterLab.
    """
    name, kind = figure["name"], kind_of(figure["code"])
    numbers = f'{{"numbers":{figure["numbers"]},"button":{figure["button"]}}}'
    return (
        f'<div data-autoenc-figure="{name}"><p><em>{escape(said)}</em></p></div>\n'
        f'<script type="application/json" data-autoenc-kind="{kind}" data-autoenc-for="{name}">{numbers}</script>'
    )


def scripts(codes, waiting):
    """Return the scripts that pages share, by the names of their files.

    Parameters
    ----------
    codes : iterable of str
        The scripts of all figures, as stored.
    waiting : str
        The script that draws what waits on a page.
    """
    codes = sorted(set(codes))
    common = _beginning_of_all(codes)
    files = {COMMON: common + waiting}
    for code in codes:
        kind, own = kind_of(code), code.removeprefix(common)
        files[f"{kind}.js"] = f'(() => {{\n{own}\ndrawWaiting("{kind}", draw);\n}})();\n'
    return files


def _beginning_of_all(codes):
    # Every figure begins with the same parts, each of which is whole lines.
    if len(codes) < 2:
        return ""
    shared = os.path.commonprefix(codes)
    return shared[: shared.rfind("\n") + 1]
