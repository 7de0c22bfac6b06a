"""A class on the hub, from the first log-in to the feedback: run as `python -m benchmarks.hub_load`, as root on Linux.

It starts the hub as it is shipped, on 127.0.0.1, with accounts that it makes and removes. Each student logs in, gets
the lessons, runs lesson 1, fetches its exercise, fills it in, runs it and hands it in. The teacher releases, collects,
grades and gives feedback, all through the hub. `--students 12` says how many, `--at-once 4` how many run a notebook at
the same time. Prints one `name: figure` line for each measurement; each failure gets a sentence.
"""

import argparse
import csv
import io
import json
import shutil
import statistics
import sys
from pathlib import Path

import nbformat

from benchmarks.handing_in import Exercise
from benchmarks.hub_memory import MemoryOfAccounts
from benchmarks.hub_server import accounts, serving
from benchmarks.hub_visitor import Visitor, all_at_once
from hub.lessons import publish
from tools.notebooks.sources import NOTEBOOKS, ROOT, exercise_sources

COURSE = {"course_id": "autoencoders"}
LESSON = "lessons/notebooks/01_first_autoencoder.ipynb"
OTHER = "lessons/notebooks/02_what_it_learned.ipynb"


class Day:
    """One day of a class on a hub: what is done, how long it takes, and what fails.

    Parameters
    ----------
    place : benchmarks.hub_server.Place
    address : str
        Of the hub.
    at_once : int
        How many students run a notebook at the same time.
    source : pathlib.Path, optional
        The text of the exercise; the first of the course if left out.
    """

    def __init__(self, place, address, at_once, source=None):
        self.place, self._at_once = place, at_once
        self.students = [Visitor(address, name, place.password) for name in place.students]
        self.teacher = Visitor(address, place.teacher, place.password)
        self.source = source or exercise_sources()[0]
        self.assignment = COURSE | {"assignment_id": self.source.stem}
        self.handed_in = f"{self.source.stem}/{self.source.stem}.ipynb"
        self.failures, self.expected = [], {}

    def all_do(self, what, step, at_once=None):
        """Let all students take a step; print its times, and keep what fails."""
        found = all_at_once(self.students, step, at_once)
        for name, (_seconds, result) in sorted(found.items()):
            if result:
                self.failures.append(f"{name}, {what}: {result!r}")
        seconds = [taken for taken, _result in found.values()]
        print(f"hub_seconds_{what}: median {statistics.median(seconds):.1f}, worst {max(seconds):.1f}", flush=True)

    def must(self, holds, sentence):
        """Keep a sentence if something does not hold."""
        if not holds:
            self.failures.append(sentence)

    def learn(self):
        """Log in, open a server, get the lessons and run the first."""
        self.all_do("log_in", Visitor.log_in)
        self.all_do("server", Visitor.open_server)
        self.all_do("lessons", self.pull)
        self.all_do("run_lesson", lambda one: one.run(LESSON, one.read(LESSON)), self._at_once)

    def pull(self, student):
        """Let a student get the lessons, and what is new in them."""
        student.pull(repo=(self.place.shared / "lessons.git").as_uri(), branch="main", targetpath="lessons")

    def release(self):
        """Let the teacher open the server of the class and hand out the exercise."""
        self.teacher.log_in()
        self.teacher.open_server(self.place.grader)
        page = self.teacher.ask("GET", "formgrader/manage_assignments", self.place.grader)
        self.must(page.ok and "Manage Assignments" in page.text, f"the teacher's formgrader answers {page.status_code}")
        self._formgrader(f"assignment/{self.source.stem}/release")

    def _formgrader(self, path):
        told = self.teacher.told("POST", f"formgrader/api/{path}", self.place.grader)
        self.must(told.get("success"), f"formgrader, {path}: {str(told)[-500:]}")

    def work(self):
        """Fetch the exercise, fill it in, run it, save it and hand it in."""
        self.all_do("fetch", lambda one: self._listed(one, "fetch", "fetched"))
        self.all_do("do_exercise", self._fill_in, self._at_once)
        self.all_do("hand_in", lambda one: self._listed(one, "submit", "submitted"))

    def _listed(self, student, action, status):
        told = student.told("POST", f"assignments/{action}", json=self.assignment)
        found = [one["status"] for one in told["value"]] if told["success"] else []
        return None if status in found else f"{action}: {str(told)[-500:]}"

    def _fill_in(self, student):
        exercise = Exercise(self.source, student.read(self.handed_in))
        # Not all of a class know all.
        number = self.place.students.index(student.name)
        left = exercise.questions[:1] if number % 3 == 1 else []
        self.expected[student.name] = sum(points for name, points in exercise.points.items() if name not in left)
        filled = exercise.filled(without=left)
        errors = student.run(self.handed_in, filled)
        student.write(self.handed_in, filled)
        return errors

    def grade(self):
        """Collect and grade as TEACHING.md says; then grade one submission again in the formgrader: it must agree."""
        self._formgrader(f"assignment/{self.source.stem}/collect")
        grader = self.place.grader
        with self.teacher.kernel("grading", grader) as kernel:
            text, errors = kernel.run(
                f"!cd {ROOT} && {sys.executable} -m tools.classroom grade {self.source.stem} --class ~/class"
            )
            table, more = kernel.run("print(open('class/grades.csv', encoding='utf-8-sig').read())")
        self.must(not errors + more, f"grading: {errors + more}; {text[-500:]}")
        found = {row["student_id"]: float(row["score"]) for row in csv.DictReader(io.StringIO(table.strip()))}
        self.must(found == self.expected, f"points are {found}, not {self.expected}")
        first = f"submission/{self.source.stem}/{self.place.students[0]}"
        self._formgrader(f"{first}/autograde")
        again = self.teacher.told("GET", f"formgrader/api/{first}", grader)["score"]
        self.must(again == found.get(self.place.students[0]), f"the formgrader gives {again}, make grades {found}")
        return text

    def give_feedback(self):
        """Release the pages of feedback and let each student fetch their own."""
        self._formgrader(f"assignment/{self.source.stem}/release_feedback")
        self.all_do("feedback", self._fetch_feedback)

    def _fetch_feedback(self, student):
        told = student.told("POST", "assignments/fetch_feedback", json=self.assignment)
        found = [*self.place.home(student.name).glob(f"{self.source.stem}/feedback/*/{self.source.stem}.html")]
        return None if found else f"no page of feedback: {json.dumps(told)[-400:]}"

    def doors(self):
        """Try, as a student, what only a teacher may."""
        student, grader = self.students[0], self.place.grader
        home = self.place.home(grader)
        refused = student.ask("GET", "formgrader/manage_assignments", grader).status_code
        self.must(refused == 403, f"the class's server answers {refused} to a student")
        own = student.ask("GET", "formgrader/manage_assignments").status_code
        self.must(own == 404, f"a student's server answers {own} to who asks for a formgrader")
        places = [home, home / "class" / "gradebook.db", self.place.shared / "exchange" / "autoencoders" / "inbound"]
        places += [self.place.home(self.place.teacher), self.place.shared / "hub" / "jupyterhub.sqlite", Path("/root")]
        source = f"import os\nprint([p for p in {[*map(str, places)]} if os.access(p, os.R_OK)])"
        with student.kernel("doors") as kernel:
            seen = kernel.run(source)[0].strip()
            written = kernel.run(f"import os\nprint(os.access({str(ROOT)!r}, os.W_OK))")[0].strip()
        self.must(seen == "[]", f"a student can read {seen}")
        self.must(written == "False", "a student can change the course")

    def overflow(self):
        """Take more memory than a server may have: the cell must fail or its kernel end, and the server stay."""
        student = self.students[-1]
        with student.kernel("greedy") as kernel:
            errors = kernel.run("len(b'x' * (4 << 30))")[1]
        print(f"hub_too_much_memory: {errors}", flush=True)
        self.must(errors, f"{student.name} had more memory than the limit")
        with student.kernel("after") as kernel:
            self.must(kernel.run("print(1)") == ("1\n", []), "a cell that took too much memory has ended a server")

    def update(self):
        """Bring out new lessons: what a student has changed stays byte by byte, what not is new."""
        student = self.students[0]
        home = self.place.home(student.name)
        changed = student.read(LESSON)
        changed.cells[1].source += "\n# mine"
        student.write(LESSON, changed)
        before = (home / LESSON).read_bytes()
        new = self.place.shared / "new"
        shutil.copytree(NOTEBOOKS, new)
        for name in (LESSON, OTHER):
            path = new / Path(name).name
            notebook = nbformat.read(path, as_version=4)
            notebook.cells[-1].source += "\n\nNew."
            nbformat.write(notebook, path)
        publish(self.place.shared / "lessons.git", new)
        self.pull(student)
        self.must((home / LESSON).read_bytes() == before, "an update has changed what a student had changed")
        found, wanted = (nbformat.read(path, as_version=4).cells for path in (home / OTHER, new / Path(OTHER).name))
        self.must(found == wanted, "an update has not come")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=12)
    parser.add_argument("--at-once", type=int, default=4)
    parser.add_argument("--log", type=Path, help="keep the hub's log here")
    wish = parser.parse_args()
    with accounts(wish.students) as place, serving(place) as (address, hub):
        day = Day(place, address, wish.at_once)
        try:
            with MemoryOfAccounts([*place.students, place.grader], {"hub and proxy": hub}) as memory:
                for step in (day.learn, day.release, day.work, day.grade, day.give_feedback):
                    step()
            for step in (day.doors, day.overflow, day.update):
                step()
        finally:
            if wish.log:
                shutil.copy(place.shared / "hub.log", wish.log)
    used = [memory.most[name] / 1e9 for name in place.students]
    print(f"hub_students: {wish.students}, {wish.at_once} at once in a notebook")
    print(f"hub_gb_each: median {statistics.median(used):.2f}, worst {max(used):.2f}")
    print(f"hub_gb_hub_and_proxy: {memory.most['hub and proxy'] / 1e9:.2f}")
    print(f"hub_gb_class: {memory.most[place.grader] / 1e9:.2f}")
    print(f"hub_failures: {len(day.failures)}")
    return "\n".join(day.failures) or None


if __name__ == "__main__":
    sys.exit(main())
