"""A day on the hub as it is shipped, but for accounts: one student and a teacher, from log-in to feedback.

All servers belong to who runs the tests, for to make accounts needs root; what the accounts of a system keep apart is
tried by `benchmarks.hub_load`.
"""

import os
import sys
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

pytest.importorskip("jupyterhub", reason="the hub is installed by make, and on Linux alone")

from benchmarks.hub_load import Day  # noqa: E402
from benchmarks.hub_server import serving  # noqa: E402
from benchmarks.hub_visitor import Visitor  # noqa: E402
from hub.lessons import publish  # noqa: E402
from hub.places import PROXY  # noqa: E402
from tests.classroom.small_class import lay_out_small_class, write_exercise  # noqa: E402

# With CI, the whole day is wanted.
pytestmark = pytest.mark.skipif(not PROXY.exists() and "CI" not in os.environ, reason="npm could not install the proxy")
ACCOUNTS = """
c.JupyterHub.authenticator_class = "dummy"
c.DummyAuthenticator.password = {password!r}
c.Authenticator.allowed_users = {users!r}
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = {homes!r}
c.Spawner.args = ["--allow-root"]
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Return where the hub keeps its things, with a small class in the home of its owner."""
    shared = tmp_path_factory.mktemp("shared")
    # nbgrader takes the account of the system for the student, and this one is a member of a group on every Linux.
    student, teacher = psutil.Process().username(), "daemon"
    place = SimpleNamespace(shared=shared, students=[student], teacher=teacher, grader="autoencoders")
    place.password = "a secret"
    place.home = lambda name: shared / "homes" / name
    place.variables = {"AUTOENCODERS_SHARED": str(shared), "AUTOENCODERS_TEACHERS": teacher}
    for folder in (shared / "exchange", *map(place.home, (student, place.grader))):
        folder.mkdir(parents=True)
    publish(shared / "lessons.git")
    lay_out_small_class(place.home(place.grader))
    return place


@pytest.fixture(scope="module")
def day(place):
    more = {
        "password": place.password,
        "users": {*place.students, place.teacher},
        "homes": str(place.home("{username}")),
    }
    with serving(place, ACCOUNTS.format(**more)) as (address, _hub):
        yield Day(place, address, 1, write_exercise(place.shared))


def test_from_log_in_to_feedback(day, place):
    with pytest.raises(PermissionError):
        Visitor(day.teacher.address, *place.students, "another secret").log_in()
    for step in (Visitor.log_in, Visitor.open_server, day.pull):
        day.all_do("step", step)
    assert (place.home(*place.students) / "lessons" / "notebooks" / "00_start_here.ipynb").exists()
    day.release()
    day.work()
    day.grade()
    day.give_feedback()
    assert day.failures == []


def test_a_student_has_no_formgrader_and_no_way_to_the_class(day):
    (student,) = day.students
    assert student.ask("GET", "formgrader/manage_assignments").status_code == 404
    assert student.ask("GET", "formgrader/manage_assignments", "autoencoders").status_code == 403
    with pytest.raises(PermissionError):
        student.open_server("autoencoders")


def test_a_server_has_the_limit_and_the_environment_of_the_hub(day):
    (student,) = day.students
    with student.kernel("limits") as kernel:
        text, errors = kernel.run(
            "import resource, sys, os, shutil\n"
            "print(resource.getrlimit(resource.RLIMIT_DATA)[0], sys.prefix, os.environ['OMP_NUM_THREADS'])\n"
            "print(os.path.dirname(shutil.which('nbgrader')))"
        )
    assert errors == []
    assert text.split() == [str(3 * 2**30), sys.prefix, "1", str(Path(sys.executable).parent)]


def test_lessons_come_anew_and_nothing_of_a_student_is_lost(day):
    day.update()
    assert day.failures == []


def test_the_page_that_opens_brings_the_lessons(day):
    (student,) = day.students
    page = student.session.get(student.at(student.name, ""), timeout=60)
    assert f"/user/{student.name}/git-pull?" in page.url
    assert "lab/tree/lessons/notebooks/00_start_here.ipynb" in page.text
