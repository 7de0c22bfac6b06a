"""A class graded one after the other, two at once, and by runs that are killed: the reports must not differ."""

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time

import psutil

from tools.classroom.grades import grade_class
from tools.classroom.workers import Workers
from tools.notebooks.sources import ROOT

_KILLS = 3
_SECONDS_BETWEEN_LOOKS = 0.5
_RESULTS = ("autograded", "feedback", "gradebook.db", "graded.json", "grades.csv", "report.csv")


class Cost:
    """Measures the seconds that a block takes, by the clock and of all processors, its kernels' among them."""

    def __enter__(self):
        self._own, self._seen, self._over = psutil.Process(), {}, threading.Event()
        self._start, self._at_start = time.perf_counter(), self._look()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *raised):
        self._over.set()
        self._thread.join()
        self.seconds, self.processor = time.perf_counter() - self._start, self._look() - self._at_start

    def _watch(self):
        while not self._over.wait(_SECONDS_BETWEEN_LOOKS):
            self._look()

    def _look(self):
        # What is gone keeps what it was last seen with: nobody waits for a kernel in a sandbox.
        for process in [self._own, *self._own.children(recursive=True)]:
            try:
                used = process.cpu_times()
                self._seen[process.pid, process.create_time()] = used.user + used.system
            except psutil.Error:
                continue
        return sum(self._seen.values())


def forget_grades(folder):
    """Take from a class all that grading has made, but what the gradebook knows of the assignments."""
    for name in _RESULTS:
        path = folder / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def compare(folder, report):
    """Grade a class once more in both ways, and print what that costs. Return a sentence for each difference.

    Parameters
    ----------
    folder : pathlib.Path
    report : list of dict
        What a run has said of it.
    """
    costs, wrong = {}, []
    for name, pool in {"one": None, "two": Workers(2)}.items():
        forget_grades(folder)
        with Cost() as costs[name]:
            found = grade_class(folder, say=_aside, pool=pool)
        wrong += _differences(f"{name} at a time", report, found)
    wrong += _killed(folder, report, costs["two"].seconds)
    ratio = costs["two"].seconds / costs["one"].seconds
    print(f"class_two_at_once_over_one: {ratio:.2f}")
    for name, cost in costs.items():
        print(f"class_processor_seconds_{name}: {cost.processor:.0f}")
    print(f"class_lines_that_differ: {len(wrong)}")
    return wrong


def _killed(folder, report, seconds):
    """Kill runs at random moments, then let one come to its end."""
    forget_grades(folder)
    moments = random.Random(0)
    command = [sys.executable, "-m", "tools.classroom", "grade", "--workers", "2", "--class", str(folder)]
    for _kill in range(_KILLS):
        run = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
        family = []
        try:
            run.wait(moments.uniform(0.1, 0.6) * seconds)
        except subprocess.TimeoutExpired:
            family = psutil.Process(run.pid).children(recursive=True)
            os.kill(run.pid, signal.SIGKILL)
            run.wait()
        _gone, left = psutil.wait_procs(family, timeout=30)
        if left:
            return [f"a killed run left {len(left)} processes"]
    return _differences("after three kills", report, grade_class(folder, say=_aside, pool=Workers(2)))


def _differences(how, wanted, found):
    return [
        f"{how}: '{there.get('sentence')}', not '{line['sentence']}'"
        for line, there in zip(wanted, [*found, *[{}] * len(wanted)], strict=False)
        if line != there
    ]


def _aside(line):
    print(line, file=sys.stderr, flush=True)
