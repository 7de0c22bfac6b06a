"""Grade a class of 60 in one run and compare with what each must get: `python -m benchmarks.class_of_60 [exercise]`.

With `--without-sandbox`, it runs as where there is none: what reaches for files must then get no grade at all. With
`--students 8`, the class has only so many, of all kinds. In a sandbox, the same class is then graded one after the
other and two at once, and by three runs that are killed and one that ends: all must report the same.
Prints one `name: figure` line for each measurement. The time for one submission is also given as a ratio to the bare
execution of the solution, for a machine's own speed cancels out of it; the two are measured in turn, in the same run.
"""

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from benchmarks.attacks import NEEDS_SANDBOX, ON_FILES, attacking_submissions
from benchmarks.handing_in import Exercise, lay_down
from benchmarks.several_at_once import compare
from benchmarks.submissions import (
    harmful_submissions,
    ordinary_submissions,
    rearranged_submissions,
    unreadable_submissions,
)
from tools.classroom import grades, kernels, untouched
from tools.classroom.grades import grade_class
from tools.classroom.layout import lay_out
from tools.classroom.sandbox import sandbox_problem
from tools.notebooks.exercise_text import for_solution
from tools.notebooks.sources import exercise_sources, instructor_notebook, make_notebook

CLASS = 60
GRADED_BETWEEN_BARE_RUNS = 12
# Answers that are right in another way than the solution's.
OTHER_RIGHT = {
    "count_parameters": "def count_parameters(n, k):\n    return 2 * n * k + n + k",
    "build": "build = models.linear_autoencoder",
    "lost_shares": "lost_shares = lambda x, copies: ((x - copies) ** 2).mean(0) / x.std(0) ** 2",
    "repaired_run": """
def repaired_run(data):
    low, width = data.min(axis=0), np.ptp(data, axis=0)
    return low + width * broken_run((data - low) / width)""",
}
# Answers that look right, or are fitted to what the check shows.
WRONG = {
    "hard-coded table": {
        "count_parameters": "def count_parameters(n, k):\n    return {(3, 2): 17, (5, 2): 27}.get((n, k), 17)"
    },
    "forgot the biases": {"count_parameters": "def count_parameters(n, k):\n    return 2 * n * k"},
    "wrong guess": {"one_number": 'survives = "c"'},
    "hard-coded sizes": {"build": "def build(n_features, latent_dim):\n    return models.linear_autoencoder(3, 2)"},
    "forgot the variance": {"lost_shares": "def lost_shares(x, copies):\n    return ((x - copies) ** 2).mean(axis=0)"},
    "not repaired": {"repaired_run": "repaired_run = broken_run"},
    "copies of other data": {
        "repaired_run": """
def repaired_run(data):
    mean, spread = readings.mean(axis=0), readings.std(axis=0)
    return mean + spread * broken_run((readings - mean) / spread)"""
    },
    "wrong reason": {"two_pictures": 'picture = "c"\nreason = 3'},
    "one feature three times": {"make_data": "def make_data(n):\n    return np.arange(n)[:, None] * np.ones(3)"},
    "loop inside a function": {"make_data": "def make_data(n):\n    while True:\n        pass"},
}


def make_submissions(exercise, folder):
    """Return the class: every kind there is, and as many right ones as are missing to 60."""
    other_right = {question: text for question, text in OTHER_RIGHT.items() if question in exercise.points}
    made = [exercise.handed_in("right in other ways", exercise.filled(**other_right))]
    for kind, texts in WRONG.items():
        if set(texts) <= set(exercise.points):
            made.append(exercise.handed_in(kind, exercise.filled(**texts), texts))
    for kinds in (ordinary_submissions, unreadable_submissions, harmful_submissions, rearranged_submissions):
        made += kinds(exercise)
    made += attacking_submissions(exercise, folder)
    right = exercise.handed_in("right", exercise.filled())
    return made + [right] * (CLASS - len(made))


class Stopwatch:
    """Times each submission, and in between, off the clock, the bare execution of the solution."""

    def __init__(self, source):
        self._source = source
        self.graded, self.bare = [], []
        self.run_bare()

    def run_bare(self):
        notebook = make_notebook(self._source, edit=for_solution)
        start = time.perf_counter()
        NotebookClient(notebook, timeout=600, kernel_name="python3").execute()
        self.bare.append(time.perf_counter() - start)
        self._since = time.perf_counter()

    def lap(self, line):
        if not line.startswith("["):
            print(line, file=sys.stderr, flush=True)
            return
        self.graded.append(time.perf_counter() - self._since)
        print(f"{self.graded[-1]:5.1f} s  {line}", file=sys.stderr, flush=True)
        if len(self.graded) % GRADED_BETWEEN_BARE_RUNS == 0:
            self.run_bare()
        self._since = time.perf_counter()


def differences(exercise, submissions, lines, *, sandboxed):
    """Return a sentence for each submission that is lost, or has other points or words than it must."""
    found = {line["student"]: line for line in lines}
    wrong = [f"{student} ({made.kind}): lost" for student, made in submissions.items() if student not in found]
    for student, line in found.items():
        made = submissions[student]
        if not sandboxed and made.kind in NEEDS_SANDBOX:
            continue
        points = "" if made.kind in ON_FILES and not sandboxed else exercise.expected_points(made)
        if line["points"] != points:
            wrong.append(f"{student} ({made.kind}): {line['points']} points, not {points}; {line['no_points_for']}")
        if made.said not in line["what_happened"]:
            wrong.append(f"{student} ({made.kind}): reported as '{line['what_happened']}', not '{made.said}'")
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("exercise", nargs="?")
    parser.add_argument("--without-sandbox", action="store_true")
    parser.add_argument("--students", type=int)
    wish = parser.parse_args()
    sandboxed = not wish.without_sandbox and sandbox_problem() is None
    if wish.without_sandbox:
        for module in (grades, kernels, untouched):
            module.sandbox_problem = lambda: "this run is without one"
    source = next(source for source in exercise_sources() if wish.exercise in (None, source.stem))
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        lay_out(folder, {source.stem: instructor_notebook(source)})
        released = nbformat.read(folder / "release" / source.stem / f"{source.stem}.ipynb", as_version=4)
        exercise = Exercise(source, released)
        made = make_submissions(exercise, folder)
        chosen = made[:: max(1, len(made) // wish.students)][: wish.students] if wish.students else made
        submissions = lay_down(folder, chosen, exercise)
        watch = Stopwatch(source)
        lines = grade_class(folder, say=watch.lap)
        wrong = differences(exercise, submissions, lines, sandboxed=sandboxed)
        apart = compare(folder, lines) if sandboxed else []
    bare = statistics.mean(watch.bare)
    whole = [seconds for seconds, line in zip(watch.graded, lines, strict=True) if not line["what_happened"]]
    print(f"class_in_a_sandbox: {'yes' if sandboxed else 'no'}")
    print(f"class_submissions: {len(submissions)}")
    print(f"class_graded_as_expected: {len(submissions) - len({sentence.split()[0] for sentence in wrong})}")
    print(f"class_seconds_per_submission: {statistics.mean(watch.graded):.1f}")
    print(f"class_seconds_of_bare_execution: {bare:.1f}")
    print(f"class_submission_over_bare: {statistics.mean(watch.graded) / bare:.2f}")
    print(f"class_unremarkable_submission_over_bare: {statistics.median(whole) / bare:.2f}")
    return "\n".join([*wrong, *apart]) or None


if __name__ == "__main__":
    sys.exit(main())
