"""Pages of all notebooks that are read without Jupyter and without a network: `python -m tools.notebooks.export`."""

import re
import shutil
import sys

from latex2mathml.converter import convert
from nbconvert.exporters import HTMLExporter
from nbconvert.filters import Highlight2HTML
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from tools.notebooks.check import read_notebook
from tools.notebooks.sources import NOTEBOOKS, PICTURE, ROOT, planned_notebooks

PAGES = ROOT / "build" / "html"
START = "00_start_here"
TEMPLATE = ROOT / "tools" / "notebooks" / "pages"
# MathML puts room around an operator, and none around a name of several letters.
_FUNCTION = re.compile(r"<m[io]>(ln|log|exp|min|max)</m[io]>")
_INDEX = """<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="refresh" content="0; url={start}.html">
<title>{title}</title>
<a href="{start}.html">{title}</a>
</html>
"""


class PageRenderer(IPythonRenderer):
    """Prose in which formulas need no script, links lead to pages, and tables fit a narrow screen."""

    def inline_math(self, body):
        """Return a formula within a line, as MathML."""
        return _as_mathml(body)

    def block_math(self, body):
        """Return a formula on a line of its own, as MathML."""
        return f'<span class="formula" tabindex="0">{_as_mathml(body, display="block")}</span>'

    def link(self, text, url, title=None):
        """Return a link, to the page of a notebook if it led to a notebook."""
        return super().link(text, re.sub(r"^(?![a-z]+:)([^#?]+)\.ipynb(?=$|[#?])", r"\1.html", url), title)

    def table(self, text):
        """Return a table in a box that it can be moved in."""
        return f'<div class="table" tabindex="0"><table>\n{text}</table></div>\n'


def _as_mathml(formula, **options):
    return _FUNCTION.sub(r'<mo lspace="0.17em" rspace="0.17em">\1</mo>', convert(formula, **options))


class PageExporter(HTMLExporter):
    """Make a page of a notebook, by the template in the folder `pages` or by one that extends it.

    Parameters
    ----------
    renderer : PageRenderer
        What makes HTML of the prose.
    template : pathlib.Path
        The folder of the template.
    **options : object
        As nbconvert takes them.
    """

    def __init__(self, *, renderer=None, template=TEMPLATE, **options):
        self.prose = MarkdownWithMath(renderer or PageRenderer(escape=False)).render
        basedirs = [str(folder) for folder in dict.fromkeys([template.parent, TEMPLATE.parent])]
        super().__init__(
            template_name=template.name, extra_template_basedirs=basedirs, extra_template_paths=basedirs, **options
        )
        # A number for each cell says nothing to who cannot run it, and takes room on a telephone.
        self.exclude_input_prompt = self.exclude_output_prompt = True

    def default_filters(self):
        """Yield the names and functions of the filters that the template may use."""
        yield from super().default_filters()
        yield "markdown2html", self.prose
        yield "highlight_code", Highlight2HTML(pygments_lexer="ipython3", parent=self)

    def from_notebook_node(self, nb, resources=None, **options):
        """Return the page and the resources; what nbconvert mends afterwards, slowly, the template does right."""
        return super(HTMLExporter, self).from_notebook_node(nb, resources, **options)


def page_of(path, folder=PAGES):
    """Return the path of a notebook's page in a folder of pages: each stays in the folder of its kind."""
    return folder / path.relative_to(NOTEBOOKS).with_suffix(".html")


def export(paths, folder=PAGES):
    """Write the pages of stored notebooks, without running them.

    Parameters
    ----------
    paths : iterable of pathlib.Path
    folder : pathlib.Path

    Raises
    ------
    ValueError
        If a notebook cannot be read.
    """
    exporter = PageExporter()
    for path in paths:
        try:
            notebook = read_notebook(path)
        except ValueError as error:
            raise ValueError(f"{path.relative_to(NOTEBOOKS).as_posix()} {error}") from error
        page, _ = exporter.from_notebook_node(notebook)
        place = page_of(path, folder)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(page, encoding="utf-8", newline="\n")


def main(folder=PAGES):
    """Export the whole course into a folder that holds nothing else."""
    shutil.rmtree(folder, ignore_errors=True)
    paths = list(planned_notebooks())
    try:
        export(paths, folder)
    except ValueError as error:
        sys.exit(str(error))
    shutil.copytree(PICTURE.parent, folder / PICTURE.parent.name)
    # Where the folder stands on the web, its address alone leads to the start page.
    title = read_notebook(NOTEBOOKS / f"{START}.ipynb").metadata.title
    (folder / "index.html").write_text(_INDEX.format(start=START, title=title), encoding="utf-8", newline="\n")
    print(f"{len(paths)} pages; open {folder / 'index.html'}")


if __name__ == "__main__":
    main()
