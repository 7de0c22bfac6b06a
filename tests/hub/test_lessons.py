"""The lessons that students pull: what is in them, and that no update takes a student's work."""

import platform
import subprocess

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

pytest.importorskip("jupyterhub", reason="the hub is installed by make, and on Linux alone")

from nbgitpuller import GitPuller  # noqa: E402

from hub.lessons import publish  # noqa: E402
from tools.notebooks.sources import NOTEBOOKS  # noqa: E402

LESSON, OTHER, SOLUTION = "01_first.ipynb", "02_second.ipynb", "solutions/01_first.ipynb"


def write(path, *sources):
    path.parent.mkdir(parents=True, exist_ok=True)
    cells = [new_code_cell(source, id=f"cell-{number}") for number, source in enumerate(sources)]
    nbformat.write(new_notebook(cells=cells), path)


@pytest.fixture
def notebooks(tmp_path):
    """Return the folder of the course's notebooks."""
    folder = tmp_path / "notebooks"
    for name in (LESSON, OTHER, SOLUTION, "exercises/01_first.ipynb"):
        write(folder / name, "first = 1", "second = 2", "third = 3", "fourth = 4", "last = 5")
    write(folder / ".ipynb_checkpoints" / LESSON, "left behind")
    return folder


@pytest.fixture
def repository(tmp_path, notebooks):
    publish(tmp_path / "lessons.git", notebooks)
    return tmp_path / "lessons.git"


@pytest.fixture
def home(tmp_path, monkeypatch):
    """Return a student's home; git knows nobody there."""
    (tmp_path / "home").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", "/dev/null")
    return tmp_path / "home"


def pull(repository, home):
    """Do what a student's server does when it opens; return the folder of notebooks."""
    list(GitPuller(repository.as_uri(), str(home / "lessons"), branch="main").pull())
    return home / "lessons" / "notebooks"


def test_students_get_all_but_the_solutions_until_these_are_given(repository, notebooks, home):
    ours = pull(repository, home)
    names = {path.relative_to(ours).as_posix() for path in ours.rglob("*.ipynb")}
    assert names == {LESSON, OTHER, "exercises/01_first.ipynb"}
    assert (ours / LESSON).read_bytes() == (notebooks / LESSON).read_bytes()
    assert publish(repository, notebooks, with_solutions=True)
    pull(repository, home)
    assert (ours / SOLUTION).read_bytes() == (notebooks / SOLUTION).read_bytes()


def test_an_update_leaves_what_a_student_has_changed_byte_by_byte(repository, notebooks, home):
    ours = pull(repository, home)
    write(ours / LESSON, "first = 1", "second = 2", "third = 3", "fourth = 4", "last = 'my own'")
    write(ours / "mine.ipynb", "my = 'work'")
    mine = {name: (ours / name).read_bytes() for name in (LESSON, "mine.ipynb")}
    for name in (LESSON, OTHER):
        write(notebooks / name, "first = 'new'", "second = 2", "third = 3", "fourth = 4", "last = 5")
    write(notebooks / "mine.ipynb", "a new lesson of the same name")
    assert publish(repository, notebooks)
    pull(repository, home)
    assert (ours / LESSON).read_bytes() == mine[LESSON]
    assert (ours / OTHER).read_bytes() == (notebooks / OTHER).read_bytes()
    # nbgitpuller gives a student's own file another name, and keeps it.
    kept = [path for path in ours.glob("mine*.ipynb") if path.read_bytes() == mine["mine.ipynb"]]
    assert len(kept) == 1
    assert (ours / "mine.ipynb").read_bytes() == (notebooks / "mine.ipynb").read_bytes()


def test_without_the_attributes_git_would_mix_the_two(repository, notebooks, home, monkeypatch):
    """The control: what the test before this one finds is the work of the attributes."""
    monkeypatch.setattr("hub.lessons._ATTRIBUTES", "")
    publish(repository, notebooks)
    ours = pull(repository, home)
    write(ours / LESSON, "first = 1", "second = 2", "third = 3", "fourth = 4", "last = 'my own'")
    mine = (ours / LESSON).read_bytes()
    write(notebooks / LESSON, "first = 'new'", "second = 2", "third = 3", "fourth = 4", "last = 5")
    publish(repository, notebooks)
    pull(repository, home)
    assert (ours / LESSON).read_bytes() != mine


def test_a_notebook_names_the_python_that_it_meets_so_that_to_open_it_changes_nothing(repository, home):
    publish(repository, NOTEBOOKS)
    for path in pull(repository, home).glob("0*.ipynb"):
        told, original = (nbformat.read(place, as_version=4) for place in (path, NOTEBOOKS / path.name))
        assert told.metadata.language_info.version == platform.python_version()
        told.metadata.language_info.version = original.metadata.language_info.version
        assert told == original


def test_a_notebook_that_was_deleted_comes_back(repository, home):
    ours = pull(repository, home)
    original = (ours / LESSON).read_bytes()
    (ours / LESSON).unlink()
    pull(repository, home)
    assert (ours / LESSON).read_bytes() == original


def test_nothing_new_is_no_commit_and_everybody_may_read(repository, notebooks):
    assert publish(repository, notebooks) is False
    count = ["git", f"--git-dir={repository}", "rev-list", "--count", "main"]
    assert subprocess.run(count, capture_output=True, text=True, check=True).stdout == "1\n"
    modes = {path.stat().st_mode & 0o777 for path in repository.rglob("*") if path.is_file()}
    assert all(mode & 0o004 and not mode & 0o022 for mode in modes)


def test_a_folder_that_is_no_repository_gets_one_sentence(tmp_path, notebooks):
    (tmp_path / "other").mkdir()
    with pytest.raises(ValueError, match="^The lessons are not published: fatal"):
        publish(tmp_path / "other", notebooks)
