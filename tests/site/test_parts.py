"""The parts of the site: shared scripts, links to the glossary, sentences that differ, hints, what is refused."""

import json
import re
import zipfile

import nbformat
import pytest

from tools.notebooks.sources import NOTEBOOKS, ROOT, exercise_sources
from tools.site import course_file, hints, live, web_texts
from tools.site.__main__ import main
from tools.site.editions import ENGLISH, Edition
from tools.site.glossary import Term, TermLinks, read_terms
from tools.site.publishing import publish
from tools.site.reading import sections_of
from tools.site.web_texts import WebTexts

FIGURE = (
    '<div data-autoenc-figure="abc"><p><em>Run it.</em></p></div>\n<script>\n(() => {\nconst A = 1;\nconst {own} = 2;\n'
    'drawAtHosts("abc", host => {{\ndraw(host, {{"a":[1]}});\nputAside(host, "Show");\n}});\n}})();\n</script>'
)


def figure(own):
    return FIGURE.replace("{own}", own).replace("{{", "{").replace("}}", "}")


def test_the_script_of_a_live_figure_is_shared_and_its_numbers_stay():
    parts = live.parts_of(figure("B"))
    shared = live.as_shared(parts, "Here it <is>.")
    assert "const" not in shared
    assert "Run it" not in shared
    assert "Here it &lt;is&gt;." in shared
    assert json.loads(re.search(r"<script[^>]*>(.*)</script>", shared)[1]) == {"numbers": {"a": [1]}, "button": "Show"}
    other = live.parts_of(figure("C"))
    files = live.scripts([parts["code"], other["code"], parts["code"]], "waiting")
    assert files.pop(live.COMMON) == "const A = 1;\nwaiting"
    assert sorted(text.split("\n")[1] for text in files.values()) == ["const B = 2;", "const C = 2;"]


def test_html_that_is_no_live_figure_stays_as_it_is():
    assert live.parts_of("<div>Right.</div>") is None
    assert live.parts_of(figure("B").replace("drawAtHosts", "drawHere")) is None


@pytest.mark.parametrize(
    ("prose", "linked"),
    [
        ("<p>A code, and codes.</p>", ["code"]),
        ("<p>Losses of a deep <b>Latent Codes</b></p>", ["Losses", "Latent Codes"]),
        ("<p>An <code>code</code>, a <a href='#'>code</a>, decode, code-like.</p>", []),
        ("<h2>The code</h2><summary>code</summary><p>Biases</p>", ["Biases"]),
    ],
)
def test_the_first_use_of_a_term_is_a_link_where_a_link_may_stand(prose, linked):
    terms = [Term(name, f"What {name} is, <1>.", f"term-{name}") for name in ("code", "latent code", "loss", "bias")]
    made = TermLinks(terms, "../g.html").put_into(prose)
    link = r'<a class="term" href="\.\./g\.html#term-[^"]*" title="[^"]*&lt;1&gt;\.">([^<]*)</a>'
    assert re.findall(link, made) == linked
    assert re.sub(r'<a class="term"[^>]*>([^<]*)</a>', r"\1", made) == prose


def test_a_glossary_keeps_the_anchors_of_the_original():
    english = read_terms("| term | what |\n|---|---|\n| mean squared error | It is **so**. |\n| code | Few. |")
    assert [(term.anchor, term.meaning) for term in english] == [
        ("term-mean-squared-error", "It is so."),
        ("term-code", "Few."),
    ]
    chinese = read_terms("| 词 | 义 |\n|---|---|\n| 均方误差 | 平均。 |\n| 编码 | 少。 |", original=english)
    assert [term.anchor for term in chinese] == ["term-mean-squared-error", "term-code"]
    assert 'href="g#term-code"' in TermLinks(chinese, "g").put_into("<p>这是编码吗</p>")
    with pytest.raises(ValueError, match="has 1 terms, and the English one 2"):
        read_terms("| 词 | 义 |\n|---|---|\n| 编码 | 少。 |", original=english)


def test_sections_hold_their_text_without_formulas_and_marks():
    body = (
        '<h1 id="T">T<a class="anchor-link" href="#T">¶</a></h1><p>Is <math><mi>x</mi></math>\nthis</p>'
        '<h2 id="S">S</h2><script>no</script><pre>code</pre>'
    )
    assert [(part.anchor, part.level, part.heading, part.text) for part in sections_of(body)] == [
        ("T", 1, "T", "Is this"),
        ("S", 2, "S", "code"),
    ]


def test_a_sentence_that_differs_on_the_web_must_be_in_a_notebook(tmp_path, monkeypatch):
    monkeypatch.setattr(web_texts, "LESSONS", tmp_path)
    (tmp_path / web_texts.FILE).write_text(
        "- {notebook: Press Enter., web: Read on., solutions: 'See {name}.'}\n- {notebook: Gone., web: ''}\n"
    )
    texts = WebTexts(Edition(ENGLISH, NOTEBOOKS))
    assert texts.put_into("Now. Press Enter.", kind="lesson", name="a") == "Now. Read on."
    assert texts.put_into("Press Enter.", kind="solutions", name="a") == "See a."
    with pytest.raises(ValueError, match="no notebook holds the sentence 'Gone.'"):
        texts.check_all_used()


def test_hints_are_those_that_several_mistakes_share(tmp_path, monkeypatch):
    lines = {"a": ["✗ Not yet.", "Hint: Look.", "Hint: Look there."], "b": ["✗ No.", "Hint: You took the mean."]}
    stored = {"asked": {"wrong": lines | {"c": lines["a"]}}, "alone": {"wrong": lines}}
    (tmp_path / "made_up.yml").write_text(json.dumps(stored))
    monkeypatch.setattr(hints, "STORED", tmp_path)
    assert hints.hints_for("made_up", "asked") == ["Look.", "Look there."]
    assert hints.hints_for("made_up", "alone") == hints.hints_for("made_up", "unknown") == []
    assert hints.hints_for("another", "asked") == []


def test_most_questions_of_the_course_have_hints():
    found = []
    for source in exercise_sources():
        notebook = nbformat.read(NOTEBOOKS / "exercises" / f"{source.stem}.ipynb", as_version=4)
        for cell in notebook.cells:
            asked = re.search(r"^checks\.(\w+)\.(\w+)\(", cell.source, flags=re.MULTILINE)
            found += [bool(hints.hints_for(*asked.groups()))] if asked else []
    assert len(found) > 80
    assert sum(found) > 0.8 * len(found)


def test_all_files_of_the_course_are_in_one_and_nothing_else(tmp_path):
    course_file.write_course(tmp_path / "one.zip")
    course_file.write_course(tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        archive.extractall(tmp_path)
    folder = tmp_path / "autoencoders"
    for name in ("Makefile", "lessons/01_first_autoencoder.py", "notebooks/exercises/01_first_autoencoder.ipynb"):
        assert (folder / name).read_bytes() == (ROOT / name).read_bytes()
    assert not (folder / ".venv").exists()
    # Who has unpacked it can make the site, and so the same file again.
    (folder / "build").mkdir()
    (folder / "build" / "made.html").write_text("")
    assert course_file.course_files(folder) == course_file.course_files()


def test_a_folder_that_is_no_site_is_left_alone(tmp_path):
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(ValueError, match="holds files that are no site; name an empty folder"):
        publish(tmp_path)
    assert (tmp_path / "thesis.txt").read_text() == "mine"


@pytest.mark.parametrize("address", ["example.org", "ftp://example.org", "https://"])
def test_an_address_that_is_none_is_refused(address, capsys):
    with pytest.raises(SystemExit):
        main(["--address", address])
    assert "is no address of a site" in capsys.readouterr().err


def test_the_site_is_made_without_the_package_and_so_without_tensorflow():
    for file in [*(ROOT / "tools" / "site").glob("*.py"), *(ROOT / "tools" / "notebooks").glob("export.py")]:
        assert not re.search(r"^(from|import) autoenc_lessons", file.read_text(encoding="utf-8"), flags=re.M), file.name
