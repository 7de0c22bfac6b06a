"""Pages that no notebook makes: for teachers, how to install, how to host, how to cite."""

import re

import yaml

from tools.notebooks.sources import ROOT
from tools.site import course_file
from tools.site.contents import START, Page

_TEXTS = ROOT / "tools" / "site" / "texts"
_LINKS = re.compile(r"\]\((?!https?:|#)([^)\s]+)\)")
_BIBTEX = """@software{{autoencoders_step_by_step,
  author = {{{{{authors}}}}},
  title = {{{title}}},
  version = {{{version}}}
}}"""
# Files of the repository that have a page here.
_ON_THE_SITE = {"TEACHING.md": "teaching.html", "CITATION.cff": "cite.html", "LICENSE-TEXT": "cite.html"}
_ON_THE_SITE |= {"LICENSE": "cite.html", "README.md": "install.html"}


def document_pages(edition, words):
    """Return the pages of texts with the texts, in Markdown: a list of pairs.

    Parameters
    ----------
    edition : tools.site.editions.Edition
        Texts of its own are `teaching.md`, `install.md`, `hosting.md` and `cite.md` beside its notebooks; where there
        are none, the English ones are shown.
    words : dict of str to str
    """
    made = {"teaching": _teaching, "install": _install, "hosting": _hosting, "cite": _cite}
    names = {"teaching": "teachers", "install": "install", "hosting": "hosting", "cite": "cite"}
    pairs = []
    for name, make in made.items():
        own = edition.folder / f"{name}.md"
        text = own.read_text(encoding="utf-8") if not edition.is_original and own.exists() else make()
        page = Page(f"{name}.html", "document", title=words[names[name]], description=_first_sentence(text))
        # It lies beside the pages of the English edition.
        up = "../" * edition.prefix.count("/")
        pairs.append((page, _with_links(text).replace(f"]({course_file.NAME})", f"]({up}{course_file.NAME})")))
    return pairs


def _first_sentence(text):
    lines = [line for line in text.split("\n\n") if not line.startswith(("#", "|", "```", "!"))]
    return re.sub(r"[*`]|\[([^\]]*)\]\([^)]*\)", r"\1", " ".join(lines[0].split()))[:250]


def _with_links(text):
    def link(found):
        target = found[1].removeprefix("notebooks/")
        file, mark, anchor = target.partition("#")
        if file in _ON_THE_SITE:
            return f"]({_ON_THE_SITE[file]}{mark}{anchor})"
        return f"]({target})" if file.endswith((".ipynb", ".html", ".png")) else found[0]

    return _LINKS.sub(link, text).replace(f"{START}.ipynb", "index.html")


def _read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def _teaching():
    return _read("TEACHING.md")


def _part(text, heading):
    """Return the part of a text below a heading of the second level, without the heading."""
    found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", text, flags=re.MULTILINE | re.DOTALL)
    if not found:
        raise ValueError(f"README.md has no part {heading!r} any more; tools/site/documents.py shows it.")
    return found[1].strip()


def _install():
    readme = _read("README.md")
    text = (_TEXTS / "install.md").read_text(encoding="utf-8")
    parts = {
        "COURSE": course_file.NAME,
        "COMMANDS": _part(readme, "Two commands"),
        "FAILURES": _part(readme, "When something fails"),
    }
    for name, part in parts.items():
        text = text.replace(f"{{{name}}}", part)
    return text


def _hosting():
    return (_TEXTS / "hosting.md").read_text(encoding="utf-8")


def _cite():
    about = yaml.safe_load(_read("CITATION.cff"))
    text = (_TEXTS / "cite.md").read_text(encoding="utf-8")
    authors = " and ".join(author["name"] for author in about["authors"])
    parts = {
        "AUTHORS": authors,
        "TITLE": about["title"],
        "VERSION": str(about["version"]),
        "LICENCE": _part(_read("README.md"), "Licence and data"),
        "BIBTEX": _BIBTEX.format(**about | {"authors": authors}),
        "FILE": _read("CITATION.cff").strip(),
    }
    for name, part in parts.items():
        text = text.replace(f"{{{name}}}", part)
    return text
