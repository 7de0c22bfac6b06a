"""From a stored notebook to the body of its page, by the template of the exported pages."""

from copy import deepcopy
from html import escape
from pathlib import Path

import jinja2

from tools.notebooks.export import PageExporter, PageRenderer
from tools.notebooks.sources import PICTURE
from tools.site import live
from tools.site.pictures import size_of

START_PICTURE = PICTURE.with_name("start.png")
THEME = Path(__file__).with_name("theme")


class SiteRenderer(PageRenderer):
    """Prose whose pictures load when they are near."""

    def __init__(self, **options):
        super().__init__(**options)
        self.picture_of = None

    def image(self, text, url, title=None):
        """Return a picture of the course, with its size, so that nothing moves when it comes."""
        address, (width, height) = self.picture_of(url)
        return f'<img src="{address}" alt="{escape(text)}" width="{width}" height="{height}" loading="lazy">'


class BodyExporter:
    """Makes the bodies of pages, and remembers the scripts of their live figures.

    Parameters
    ----------
    pictures : tools.site.pictures.Pictures
    """

    def __init__(self, pictures):
        self._pictures, self._renderer = pictures, SiteRenderer(escape=False)
        self._exporter = PageExporter(renderer=self._renderer, template=THEME / "cells")
        self.codes, self.code_colours = set(), ""
        self._themes = jinja2.Environment(autoescape=True, trim_blocks=True, undefined=jinja2.StrictUndefined)
        self._themes.globals["size"] = pictures.size
        self.preview = pictures.small(START_PICTURE.read_bytes())

    def fill(self, template, **values):
        """Return the text of a template of the theme with its blanks filled."""
        return self._themes.from_string(template.read_text(encoding="utf-8")).render(**values)

    def body_of(self, notebook, folder, up, said):
        """Return the HTML of a notebook's cells.

        Parameters
        ----------
        notebook : nbformat.NotebookNode
        folder : pathlib.Path
            Where it is, for pictures that its prose names.
        up : str
            The way from the page to the site's folder, such as "../".
        said : str
            What stands in the place of a live figure where no script runs.
        """
        notebook = deepcopy(notebook)
        self._renderer.picture_of = lambda url: self._named_picture(folder / url, up)
        for cell in notebook.cells:
            for output in cell.get("outputs", []):
                self._prepare(output, up, said)
        body, resources = self._exporter.from_notebook_node(notebook)
        self.code_colours = "\n".join(resources["inlining"]["css"])
        return body

    def prose(self, text, folder, up):
        """Return the HTML of a text in Markdown."""
        self._renderer.picture_of = lambda url: self._named_picture(folder / url, up)
        return self._exporter.prose(text)

    def _named_picture(self, path, up):
        content = path.read_bytes()
        return up + self._pictures.stored(content), size_of(content)

    def _prepare(self, output, up, said):
        data = output.get("data", {})
        if figure := live.parts_of(data.get("text/html", "")):
            self.codes.add(figure["code"])
            data["text/html"] = live.as_shared(figure, said)
        if "image/png" in data:
            about = output.metadata.setdefault("image/png", {})
            about["address"] = up + self._pictures.stored(data["image/png"])
            if "width" not in about or "height" not in about:
                width, height = size_of(data["image/png"])
                shown = about.get("width", width)
                about["width"], about["height"] = shown, round(height * shown / width)
