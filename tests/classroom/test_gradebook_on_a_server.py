"""A gradebook that PostgreSQL keeps, as several graders may want it."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
import sqlalchemy

from benchmarks.handing_in import lay_down
from tests.classroom.small_class import NAME, grade, write_exercise
from tools.browser import free_port
from tools.classroom import layout
from tools.classroom.gradebook import refuse_strange_gradebook
from tools.notebooks.sources import ROOT, instructor_notebook

PROGRAMS = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)
needs_server = pytest.mark.skipif(PROGRAMS is None, reason="PostgreSQL is not installed here (Debian: postgresql)")


@pytest.fixture(scope="module")
def server():
    """Start a server of its own; give the address of its databases, for SQLAlchemy."""
    folder = Path(tempfile.mkdtemp())
    # PostgreSQL refuses to run as root.
    other = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    if other:
        shutil.chown(folder, "postgres")
    port, data = free_port(), folder / "data"
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"

    def run(program, *arguments):
        command = [*other, str(PROGRAMS / program), "-D", str(data), *arguments]
        subprocess.run(command, check=True, cwd="/", stdout=subprocess.DEVNULL)

    try:
        run("initdb", "--auth=trust", "--username=teacher")
        run("pg_ctl", "-o", options, "-l", str(folder / "log"), "-w", "start")
        yield f"postgresql+psycopg2://teacher:secret@127.0.0.1:{port}"
        run("pg_ctl", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def lay_out_with(folder, url):
    """Lay out a small class whose gradebook is at an address; return its place and what could not be laid out."""
    course = folder / "class"
    course.mkdir()
    root = os.path.relpath(ROOT, course.resolve())
    settings = layout.CONFIG.format(root=root, own_settings="") + f"\nc.CourseDirectory.db_url = {url!r}\n"
    (course / "nbgrader_config.py").write_text(settings, encoding="utf-8")
    (course / "submitted").mkdir()
    return course, layout.lay_out(course, {NAME: instructor_notebook(write_exercise(folder))})


@pytest.fixture
def database(server):
    """Return the address of an empty database."""
    engine = sqlalchemy.create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sqlalchemy.text("DROP DATABASE IF EXISTS points WITH (FORCE)"))
        connection.execute(sqlalchemy.text("CREATE DATABASE points"))
    engine.dispose()
    return f"{server}/points"


@needs_server
def test_a_class_is_graded_and_a_trigger_on_the_server_stops_the_next_run(tmp_path, exercise, database):
    course, problems = lay_out_with(tmp_path, database)
    assert problems == []
    made = [
        exercise.handed_in("right", exercise.filled()),
        exercise.handed_in("one left", exercise.filled(without=["largest"]), {"largest"}),
    ]
    lay_down(course, made, exercise)
    assert {student: line["points"] for student, line in grade(course).items()} == {"student_01": 6, "student_02": 4}
    assert not (course / "gradebook.db").exists()
    engine = sqlalchemy.create_engine(database)
    with engine.begin() as connection:
        for line in (
            "CREATE FUNCTION more() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN NEW.auto_score := 9; RETURN NEW; END $$",
            "CREATE TRIGGER generous BEFORE INSERT OR UPDATE ON grade FOR EACH ROW EXECUTE FUNCTION more()",
        ):
            connection.execute(sqlalchemy.text(line))
    with pytest.raises(ValueError, match=r"trigger \(generous\) into the gradebook postgresql.*\*\*\*") as said:
        grade(course, again=True)
    assert "secret" not in str(said.value)
    with engine.begin() as connection:
        connection.execute(sqlalchemy.text("DROP TRIGGER generous ON grade"))
        connection.execute(sqlalchemy.text("CREATE RULE silent AS ON UPDATE TO comment DO ALSO NOTHING"))
    engine.dispose()
    with pytest.raises(ValueError, match=r"trigger \(silent\)"):
        refuse_strange_gradebook(course)


def test_a_server_that_does_not_answer_gets_one_sentence_without_the_password(tmp_path):
    url = f"postgresql+psycopg2://teacher:secret@127.0.0.1:{free_port()}/points"
    with pytest.raises(ValueError, match=r"cannot be reached .*refused.*db_url right") as said:
        lay_out_with(tmp_path, url)
    assert "secret" not in str(said.value)
    with pytest.raises(ValueError, match=r"cannot be reached .*refused.*db_url right"):
        refuse_strange_gradebook(tmp_path / "class")
