"""The front page: a live figure, three sentences, and the map of the lessons with a picture each."""

import json
import math
import re

from tools.site import live
from tools.site.contents import Page
from tools.site.exporting import THEME

# The figure that stands first: a map of digits that a network has drawn, and the digit at any place of it.
_FIGURE_OF = "09_generate_digits"
# Which of a lesson's pictures tells most in a small space, counted from 0; the first where none is named.
_PICTURES = {
    "01_first_autoencoder": 7,
    "02_what_it_learned": 5,
    "03_curved_sheet": 0,
    "04_code_size": 3,
    "05_groups": 1,
    "06_noise": 4,
    "07_sparse_code": 5,
    "08_anomalies": 3,
    "09_generate_digits": 1,
    "10_generate_faces": 2,
    "11_your_own_data": 4,
    "12_gaps_and_alarms": 7,
    "13_large_data": 2,
}


def outputs_of(notebook):
    """Yield the data of all outputs of a notebook in their order."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            yield output.get("data", {})


def small_pictures(pairs, pictures):
    """Give the pages of a lesson, its exercises and its solutions the lesson's small picture."""
    small = {}
    for page, notebook in pairs:
        shown = [data["image/png"] for data in outputs_of(notebook) if "image/png" in data]
        if page.kind == "lesson" and shown:
            small[page.name] = pictures.small(shown[min(_PICTURES.get(page.name, 0), len(shown) - 1)])
    for page, _ in pairs:
        page.picture = small.get(page.name, "")


def front_page(made, pairs, exporter, up):
    """Return the front page of an edition.

    Parameters
    ----------
    made : tools.site.building.Built
    pairs : list of (tools.site.contents.Page, nbformat.NotebookNode)
    exporter : tools.site.exporting.BodyExporter
        Which has seen the live figures.
    up : str
        The way to the site's folder.
    """
    words, lessons = made.words, [page for page, _ in pairs if page.kind == "lesson"]
    exercises = {page.name: page for page, _ in pairs if page.kind == "exercises"}
    live_figures = [
        (page, figure)
        for page, notebook in sorted(pairs, key=lambda pair: pair[0].name != _FIGURE_OF)
        for figure in filter(None, (live.parts_of(data.get("text/html", "")) for data in outputs_of(notebook)))
    ]
    source, figure = live_figures[0]
    figure["numbers"] = _from_a_clear_digit(figure["numbers"])
    body = exporter.fill(
        THEME / "front.html.j2",
        words=words,
        up=up,
        figure=live.as_shared(figure, words["live_here"]),
        source=source,
        from_lesson=words["from_lesson"].format(number=source.number),
        lessons=lessons,
        exercises=exercises,
        first=lessons[0],
        promises={page.name: re.sub(r"^At the end you ", "You ", page.description) for page in lessons},
        minutes={page.name: words["minutes"].format(number=page.minutes) for page in lessons},
    )
    page = Page("index.html", "front", title=words["start_title"], description=words["description"], body=body)
    page.picture = exporter.preview
    return page


def _from_a_clear_digit(numbers):
    """Start a map of codes at that of a sample far out: the mean code, where the lesson starts, gives a blur."""
    said, numbers = numbers, json.loads(numbers)
    if not {"codes", "start"} <= numbers.keys():
        return said
    outwards = sorted(numbers["codes"], key=lambda code: math.dist(code, numbers["start"]))
    numbers["start"] = outwards[9 * len(outwards) // 10]
    return json.dumps(numbers, separators=(",", ":"), ensure_ascii=False)
