"""A second language appears by itself, with a switch, the same anchors, and the site's words from its catalogue."""

import shutil

import nbformat
import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from tests.site.site_pages import Page
from tools.classroom import language
from tools.notebooks.sources import NOTEBOOKS
from tools.site.editions import editions
from tools.site.publishing import publish

NAMES = ("00_start_here", "01_first_autoencoder", "09_generate_digits", "99_glossary")
LESSON = "01_first_autoencoder.ipynb"


def in_second_language(cell):
    """Return a cell with other headings, as a translation would have."""
    lines = [f"{line} auf Deutsch" if line.startswith("#") else line for line in cell.source.split("\n")]
    cell.source = "\n".join(lines)
    return cell


@pytest.fixture
def notebooks(tmp_path, monkeypatch):
    """Return a folder of notebooks with a made-up second edition of one lesson, and its catalogue in place."""
    folder = tmp_path / "notebooks"
    shutil.copytree(NOTEBOOKS / "pictures", folder / "pictures")
    for place in ["exercises", "solutions"]:
        (folder / place).mkdir()
        shutil.copy(NOTEBOOKS / place / LESSON, folder / place)
        shutil.copy(NOTEBOOKS / place / "09_generate_digits.ipynb", folder / place)
    for name in NAMES:
        shutil.copy(NOTEBOOKS / f"{name}.ipynb", folder)
    (folder / "de").mkdir()
    for name in ("00_start_here.ipynb", LESSON, "99_glossary.ipynb"):
        notebook = nbformat.read(folder / name, as_version=4)
        notebook.cells = [in_second_language(cell) if cell.cell_type == "markdown" else cell for cell in notebook.cells]
        nbformat.write(notebook, folder / "de" / name)
    catalogue = Catalog(locale="de")
    catalogue.add("Glossary", "Begriffe")
    place = tmp_path / "locale" / "de" / "LC_MESSAGES"
    place.mkdir(parents=True)
    with (place / "autoenc_lessons.mo").open("wb") as file:
        write_mo(file, catalogue)
    monkeypatch.setattr(language._COURSE, "_TRANSLATIONS", tmp_path / "locale")
    return folder


def page_at(site, address):
    return Page((site / address).read_text(encoding="utf-8"))


def switch_of(page):
    return {link["hreflang"]: link["href"] for link in page.elements["a"] if "hreflang" in link}


def test_a_second_edition_has_pages_a_switch_the_same_anchors_and_its_own_words(notebooks, tmp_path):
    site = tmp_path / "site"
    publish(site, notebooks=notebooks, names=NAMES, has_course=False)
    ours, theirs = page_at(site, "01_first_autoencoder.html"), page_at(site, "de/01_first_autoencoder.html")
    assert theirs.elements["html"][0]["lang"] == "de"
    assert "Decode auf Deutsch" in theirs.prose
    assert "Begriffe" in theirs.prose
    assert "Begriffe" not in ours.prose
    assert [name for name in theirs.ids if name[0].isupper()] == [name for name in ours.ids if name[0].isupper()]
    assert "Decode" in theirs.ids
    assert switch_of(ours) == {"en": "01_first_autoencoder.html", "de": "de/01_first_autoencoder.html"}
    assert switch_of(theirs) == {"en": "../01_first_autoencoder.html", "de": "../de/01_first_autoencoder.html"}
    # Nobody has translated this one yet.
    assert switch_of(page_at(site, "09_generate_digits.html"))["de"] == "de/index.html"
    glossaries = [page_at(site, f"{folder}99_glossary.html") for folder in ("", "de/")]
    anchors = [[name for name in page.ids if "term-" in name] for page in glossaries]
    assert anchors[0] == anchors[1] != []
    for folder in ("", "de/"):
        for link in page_at(site, f"{folder}01_first_autoencoder.html").elements["img"]:
            assert (site / folder / link["src"]).is_file()
    assert 'href="../autoencoders.zip"' in page_at(site, "de/install.html").text
    assert (site / "assets" / "search.de.js").is_file()


def test_english_alone_has_no_switch(tmp_path):
    assert [edition.name for edition in editions()] == ["en"]
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "00_start_here.ipynb").write_text("{}")
    (tmp_path / "zh_CN").mkdir()
    (tmp_path / "zh_CN" / "00_start_here.ipynb").write_text("{}")
    assert [(edition.tag, edition.prefix, edition.own_name) for edition in editions(tmp_path)] == [
        ("en", "", "English"),
        ("zh-CN", "zh-CN/", "中文"),
    ]


def test_an_edition_that_does_not_fit_is_refused(notebooks, tmp_path):
    path = notebooks / "de" / LESSON
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[0].source += "\n\n## One more"
    nbformat.write(notebook, path)
    with pytest.raises(ValueError, match="^01_first_autoencoder.html has other headings than the English page"):
        publish(tmp_path / "site", notebooks=notebooks, names=NAMES, has_course=False)
    shutil.move(notebooks / "de", notebooks / "fr")
    with pytest.raises(ValueError, match="^The course has no words in the language 'fr'"):
        publish(tmp_path / "site", notebooks=notebooks, names=NAMES, has_course=False)
