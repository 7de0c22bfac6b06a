"""What a notebook says of itself: a title that no other notebook has, and its kernel in JupyterLab's own words."""

import re

# JupyterLab writes this into a notebook when its kernel starts. What stands there already leaves the file unchanged, so
# that who only reads does not find every notebook changed. The version is fixed, for a build must make the same bytes
# with every Python; it is the one that the stored outputs come from.
KERNEL = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {
        "codemirror_mode": {"name": "ipython", "version": 3},
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "name": "python",
        "nbconvert_exporter": "python",
        "pygments_lexer": "ipython3",
        "version": "3.11.7",
    },
}
_NUMBERED = re.compile(r"(?:(?P<kind>Exercises) )?(?P<number>\d+)[.:] (?P<words>.+)")


def metadata_of(first_cell, *, solution=False):
    """Return the metadata of a notebook, as new dicts.

    Parameters
    ----------
    first_cell : str
        The text of the notebook's first cell.
    solution : bool
        Whether it is the solution of an exercise, whose first cell is the exercise's.
    """
    title = title_of(first_cell, solution=solution)
    about = {name: dict(value) for name, value in KERNEL.items()}
    return about | ({"title": title} if title else {})


def title_of(first_cell, *, solution=False):
    """Return the title of a notebook, such as "Lesson 1 · Try"; None where the first cell has no heading.

    Lesson, exercise and solution have one file name, and are told apart by this.
    """
    heading = re.match(r"# (.+)", first_cell)
    if not heading:
        return None
    numbered = _NUMBERED.fullmatch(heading[1].strip())
    if not numbered:
        return heading[1].strip()
    kind = "Solutions" if solution else numbered["kind"] or "Lesson"
    words = numbered["words"]
    return f"{kind} {numbered['number']} · {words[0].upper()}{words[1:]}"
