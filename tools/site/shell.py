"""What stands around the text of every page: its head, the way through the course, the foot."""

from html import escape

from tools.site.exporting import THEME
from tools.site.live import COMMON

_SHOWN = ("lesson", "project", "example", "glossary")
_TURNED = ("lesson", "exercises", "solutions")


class Shell:
    """The theme around pages.

    Parameters
    ----------
    made : list of tools.site.building.Built
        All editions.
    exporter : tools.site.exporting.BodyExporter
    assets : dict of str to str
        Addresses of shared files by their names.
    address : str
        Of the site, or "".
    """

    def __init__(self, made, exporter, assets, address):
        self._made, self._exporter, self._assets, self._address = made, exporter, assets, address

    def around(self, page, one, *, up=None):
        """Return a page as it is written.

        Parameters
        ----------
        page : tools.site.contents.Page
        one : tools.site.building.Built
            Its edition.
        up : str or None
            The way to the folder of its edition; from its address if None.
        """
        words, pages = one.words, one.pages
        to_edition = page.up if up is None else up
        to_site = to_edition + "../" * one.edition.prefix.count("/")
        kinds = {kind: [other for other in pages if other.kind == kind] for kind in {other.kind for other in pages}}
        before, after = _neighbours(page, pages)
        return self._exporter.fill(
            THEME / "page.html.j2",
            page=page,
            words=words,
            edition=one.edition,
            up=to_edition,
            site=to_site,
            assets=self._assets,
            scripts=self._scripts(page),
            lessons=kinds.get("lesson", []),
            kinds=kinds,
            current=page.name,
            companions=[other for other in pages if other.name == page.name and other.kind in _TURNED],
            contents=[section for section in page.sections if section.level == 2 and section.anchor],
            before=before,
            after=after,
            languages=self._languages(page, one, to_site),
            full=self._address + one.edition.prefix + page.address if self._address else "",
            preview=(self._address or to_site) + (page.picture or self._exporter.preview),
            box=_box(page, words, to_edition),
        )

    def _scripts(self, page):
        drawn = [name for name in self._assets if name.startswith("live/") and f'"{name[5:-3]}"' in page.body]
        return [self._assets[name] for name in ([f"live/{COMMON}", *drawn] if drawn else [])]

    def _languages(self, page, one, to_site):
        """Return the editions with the link to this page in each, or to their front page where it is missing."""
        rows = []
        for other in self._made:
            address = page.address if other.page(page.address) else "index.html"
            rows.append((other.edition, to_site + other.edition.prefix + address, other is one))
        return rows


def _neighbours(page, pages):
    """Return the page before and the page after, as a reader turns them: lesson by lesson, or among its own kind."""
    row = [other for other in pages if other.kind in _SHOWN]
    if page.kind in ("exercises", "solutions"):
        row = [other for other in pages if other.kind == page.kind]
    place = next((number for number, other in enumerate(row) if other is page), None)
    if place is None:
        return None, None
    return (row[place - 1] if place else None), (row[place + 1] if place + 1 < len(row) else None)


def _box(page, words, up):
    """Return how a notebook is opened, as HTML, or "" where there is none."""
    if not page.notebook or page.kind == "glossary":
        return ""
    folder = page.address.rpartition("/")[0]
    path = "/".join(filter(None, ["notebooks", folder, f"{page.name}.ipynb"]))
    is_written = page.kind in ("exercises", "project")
    said = words["open_long" if is_written else "open_lesson_long"]
    said = said.format(command="<code>make lab</code>", path=f"<code>{escape(path)}</code>")
    return f'<p>{said}</p><p><a href="{up}install.html">{escape(words["how_to_install"])}</a></p>'
