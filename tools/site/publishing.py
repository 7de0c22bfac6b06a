"""The site as a folder of files: all editions, what their pages share, and what tells search engines of them."""

import hashlib
import re
import shutil
from html import escape
from urllib.parse import urlsplit

from tools.notebooks.sources import NOTEBOOKS, ROOT
from tools.site import live
from tools.site.building import built, index_of
from tools.site.contents import Page
from tools.site.course_file import NAME, write_course
from tools.site.editions import editions
from tools.site.exporting import THEME, BodyExporter
from tools.site.pictures import Pictures
from tools.site.shell import Shell

SITE = ROOT / "build" / "site"
# It keeps some hosts from making pages of their own; here it also tells that a folder is a site and may be replaced.
_MARK = ".nojekyll"


def publish(folder=SITE, *, address="", notebooks=NOTEBOOKS, names=(), has_course=True):
    """Write the site into a folder that holds nothing else afterwards.

    Parameters
    ----------
    folder : pathlib.Path
    address : str
        That the site will have, with a slash at its end, or "".
    notebooks : pathlib.Path
        Of the English edition, with those of others in it.
    names : sequence of str
        Only these notebooks, by their names without ending; all if empty.
    has_course : bool
        Whether all files of the course lie beside the pages, in one file.

    Returns
    -------
    list of pathlib.Path
        The pages.

    Raises
    ------
    ValueError
        If the folder holds something else than a site, or an edition cannot be made.
    """
    _empty(folder)
    pictures = Pictures(folder)
    exporter = BodyExporter(pictures)
    made = []
    for edition in editions(notebooks):
        made.append(built(edition, exporter, pictures, original=made[0] if made else None, names=names))
    assets = _write_assets(folder, exporter, made)
    shell = Shell(made, exporter, assets, address)
    written = []
    for one in made:
        for page in one.pages:
            written.append(_write(folder / one.edition.prefix / page.address, shell.around(page, one)))
            if page.notebook:
                _copy(page.notebook, written[-1].with_suffix(".ipynb"))
    missing = Page("404.html", "missing", title=made[0].words["missing"], description=made[0].words["missing_long"])
    missing.body = f"<h1>{escape(missing.title)}</h1><p>{escape(missing.description)}</p>"
    _write(folder / missing.address, shell.around(missing, made[0], up=urlsplit(address).path))
    if has_course:
        write_course(folder / NAME)
    if address:
        _write(folder / "sitemap.xml", _sitemap(made, address))
        _write(folder / "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {address}sitemap.xml\n")
    return written


def _empty(folder):
    if folder.exists() and any(folder.iterdir()) and not (folder / _MARK).exists():
        raise ValueError(f"{folder} holds files that are no site; name an empty folder.")
    shutil.rmtree(folder, ignore_errors=True)
    _write(folder / _MARK, "")


def _write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def _copy(source, target):
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _write_assets(folder, exporter, made):
    """Write what pages share; return the addresses by name, each with a mark that changes when the content does."""
    files = {f"live/{name}": text for name, text in live.scripts(exporter.codes, _theme("live.js")).items()}
    files["site.css"] = _styles(exporter.code_colours)
    files["site.js"] = _theme("site.js")
    files |= {f"search.{one.edition.tag}.js": index_of(one) for one in made}
    addresses = {}
    for name, text in files.items():
        _write(folder / "assets" / name, text)
        addresses[name] = f"assets/{name}?{hashlib.sha256(text.encode()).hexdigest()[:8]}"
    shutil.copyfile(THEME / "icon.svg", folder / "assets" / "icon.svg")
    return addresses


def _theme(name):
    return (THEME / name).read_text(encoding="utf-8")


def _styles(code_colours):
    """Return the style of the exported pages, its dark colours also for who has chosen them here, and the site's."""
    pages = (THEME.parents[1] / "notebooks" / "pages" / "page.css").read_text(encoding="utf-8")
    asked = re.search(
        r'@media screen and \(prefers-color-scheme: dark\) \{\n  :root:not\(\[data-theme="light"\]\) \{\n(.*?)\n\}\n',
        pages,
        flags=re.DOTALL,
    )
    chosen = f'@media screen {{\n  :root[data-theme="dark"] {{\n    color-scheme: dark;\n{asked[1]}\n}}\n'
    own = _theme("site.css")
    dark = re.search(r"/\* dark \*/\n(.*?)/\* end of dark \*/\n", own, flags=re.DOTALL)[1]
    twice = (
        f'@media screen and (prefers-color-scheme: dark) {{ :root:not([data-theme="light"]) {{\n{dark}}} }}\n'
        f'@media screen {{ :root[data-theme="dark"] {{\n{dark}}} }}\n'
    )
    return "\n".join([code_colours, pages[: asked.end()], chosen, pages[asked.end() :], own.replace(dark, ""), twice])


def _sitemap(made, address):
    places = [
        f"<url><loc>{escape(address + one.edition.prefix + page.address.removesuffix('index.html'))}</loc></url>"
        for one in made
        for page in one.pages
    ]
    start = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return start + "\n".join(places) + "\n</urlset>\n"
