"""An exercise as tasks on a page: what a check would say stands there as hints, folded up."""

import re
from copy import deepcopy
from html import escape

from tools.site.hints import hints_for

_QUESTION = re.compile(r"^checks\.(\w+)\.(\w+)\(", flags=re.MULTILINE)


def as_tasks(cells, *, name, words, has_hints):
    """Return the cells of a student's notebook as a page shows them: hints and a link in the place of each check.

    Parameters
    ----------
    cells : list of nbformat.NotebookNode
    name : str
        Of the notebook, such as "04_code_size".
    words : dict of str to str
        The site's own.
    has_hints : bool
        Whether the hints are there in the language of the page.
    """
    shown, anchor = [], ""
    for cell in deepcopy(cells):
        headings = re.findall(r"^## (.+)$", cell.source, flags=re.MULTILINE) if cell.cell_type == "markdown" else []
        anchor = headings[-1].replace(" ", "-") if headings else anchor
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("grade"):
            cell.metadata["site_html"] = _foot(cell.source, f"../solutions/{name}.html#{anchor}", words, has_hints)
        shown.append(cell)
    return shown


def _foot(source, answer, words, has_hints):
    asked = _QUESTION.search(source)
    hints = hints_for(*asked.groups()) if asked and has_hints else []
    folded = "".join(
        f"<details><summary>{escape(words['hint'].format(number=number))}</summary><p>{_with_code(hint)}</p></details>"
        for number, hint in enumerate(hints, start=1)
    )
    link = f'<a href="{escape(answer)}">{escape(words["see_answer"])}</a>'
    return f'<div class="task-foot">{folded}<p>{link}</p></div>'


def _with_code(text):
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text))
