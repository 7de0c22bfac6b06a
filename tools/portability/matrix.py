"""Run every notebook on every machine and install that can be played here: `python -m tools.portability.matrix`."""

import argparse
import re
import shutil
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from tools.notebooks.sources import ROOT, complete_notebooks, notebook_name, stored_notebooks, taught_lessons
from tools.portability.installs import make_install, planned_installs
from tools.portability.machines import FAST, MACHINES, ON_EACH_INSTALL
from tools.portability.margins import Margins, judge, summary
from tools.portability.nbval_runs import Outcome, play

RESULTS = ROOT / "build" / "portability"
# One run waits for its longest notebook most of the time.
_RUNS_AT_ONCE = 2


def read_options(arguments):
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(prog="python -m tools.portability.matrix", description=__doc__)
    parser.add_argument("--fast", action="store_true", help=f"only the lessons, and only this machine: {FAST}")
    parser.add_argument(
        "--machine", action="append", choices=MACHINES, metavar="NAME", help="only this one; repeatable"
    )
    parser.add_argument("--notebook", action="append", metavar="NAME", help="only this one; repeatable")
    parser.add_argument(
        "--installs",
        action=argparse.BooleanOptionalAction,
        help="other Pythons and versions; with the plain command, yes",
    )
    options = parser.parse_args(arguments)
    if options.installs is None:
        options.installs = not (options.fast or options.machine)
    options.machine = options.machine or ([FAST] if options.fast else list(MACHINES))
    if options.fast and not options.notebook:
        options.notebook = [source.stem for source in taught_lessons()]
    return options


def chosen_notebooks(names):
    """Return the notebooks of these names without ending; without names, all that hold something of their own.

    Raises
    ------
    SystemExit
        If no notebook has such a name.
    """
    found = stored_notebooks()
    known = {notebook_name(path): path for path in found}
    if unknown := sorted(set(names or ()) - set(known)):
        sys.exit(f"There is no notebook {', '.join(unknown)}; there are {', '.join(known)}.")
    return [known[name] for name in names] if names else complete_notebooks()


class Table:
    """A Markdown table that grows on the screen, a row for each run."""

    def __init__(self, notebooks, write=print):
        self.notebooks, self._write = notebooks, write
        self.differences, self.records = [], {}
        write("| machine | " + " | ".join(map(notebook_name, notebooks)) + " | seconds |")
        write("|---" * (len(notebooks) + 2) + "|")

    def add(self, name, outcomes, seconds=0, records=None):
        """Add the row of one run: an `Outcome` for each notebook."""
        verdicts = [outcomes[path].verdict for path in self.notebooks]
        self._write(f"| {name} | {' | '.join(verdicts)} | {seconds:.0f} |")
        for path in self.notebooks:
            outcome = outcomes[path]
            if outcome.verdict != "pass" and not outcome.verdict.startswith("not here"):
                self.differences.append(f"{name}: {notebook_name(path)}: {outcome.verdict}\n{outcome.details}".rstrip())
        if records:
            self.records[name] = records


@dataclass(frozen=True)
class Run:
    """One row to come: a machine on an install, or why there is none."""

    name: str
    machine: object
    python: str | None
    reason: str = ""

    def __call__(self, notebooks, folder):
        """Return the outcomes, the seconds that they took, and where the records are."""
        reason = self.reason or self._reason_of_the_machine()
        if reason:
            return dict.fromkeys(notebooks, Outcome(reason)), 0, None
        place = folder / re.sub(r"[^\w.]+", "-", self.name)
        start = time.monotonic()
        outcomes = play(self.machine, self.python, notebooks, place)
        return outcomes, time.monotonic() - start, place / "records" if self.machine.records else None

    def _reason_of_the_machine(self):
        reason = self.machine.needs(self.python)
        return reason and f"not here: {reason}"


def planned_runs(options):
    """Yield the `Run`s that the options ask for; each install is made when its first run is asked for."""
    for name in options.machine:
        yield Run(name, MACHINES[name], sys.executable)
    for name in planned_installs() if options.installs else ():
        python, reason = make_install(name, RESULTS / "installs")
        for machine in ON_EACH_INSTALL:
            yield Run(f"{name}: {machine}", MACHINES[machine], python, reason)


def fill(table, runs, folder):
    """Carry out the runs, and add a row for each as soon as those before it are done."""
    with ThreadPoolExecutor(_RUNS_AT_ONCE) as pool:
        waiting = [(run.name, pool.submit(run, table.notebooks, folder)) for run in runs]
        for name, future in waiting:
            table.add(name, *future.result())


def _say(text):
    print(text, flush=True)
    with (RESULTS / "report.md").open("a", encoding="utf-8") as report:
        report.write(f"{text}\n")


def main(arguments=None):
    options = read_options(arguments)
    notebooks = chosen_notebooks(options.notebook)
    shutil.rmtree(RESULTS / "runs", ignore_errors=True)
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / "report.md").write_text("", encoding="utf-8")
    table = Table(notebooks, write=_say)
    fill(table, planned_runs(options), RESULTS / "runs")
    for difference in table.differences:
        _say(f"\n{difference}")
    margins = judge(notebooks, table.records) if table.records else Margins()
    _say(f"\n{summary(margins)}" if table.records else "\nNone of these runs could record its numbers.")
    if table.differences or margins.offenders:
        sys.exit(f"{len(table.differences)} run(s) differ; {len(margins.offenders)} number(s) are not safe.")


if __name__ == "__main__":
    main()
