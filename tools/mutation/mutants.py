"""Change the package in one place at a time, and count what goes unnoticed: `python -m tools.mutation.mutants`.

cosmic-ray makes the changes (mutants). Each is shown to the notebooks under nbval, and if these do not notice, to the
tests. A run takes hours; it tries the changes in random order, so that a part of it is a fair sample.
"""

import argparse
import ast
import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

from cosmic_ray.work_db import use_db
from cosmic_ray.work_item import WorkerOutcome, WorkResult

from tools.mutation import warm_start
from tools.mutation.judge_mutant import ASK_ALL, KERNEL, NOT_JUDGED, PACKAGE
from tools.mutation.report import report, unexplained
from tools.notebooks.sources import ROOT

FOLDER = ROOT / "build" / "mutants"
SOCKET = FOLDER / "warm.socket"
CONFIG = ROOT / "tools" / "mutation" / "mutants.toml"
# Each worker changes a copy of its own, and keeps a list of its own. cosmic-ray's workers that share one list would
# let anybody on the network give them commands.
WORKERS = ("worker_1", "worker_2")
_ONE_CORE = {"TF_NUM_INTRAOP_THREADS": "1", "TF_NUM_INTEROP_THREADS": "1", "OMP_NUM_THREADS": "1"}
_IN_NOTEBOOKS = {"MPLBACKEND": "module://matplotlib_inline.backend_inline"}


def environment():
    """Return what the workers and their kernels find in their environment, besides the folder that they import from."""
    binaries = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    return {
        **os.environ,
        **_ONE_CORE,
        **_IN_NOTEBOOKS,
        "PATH": binaries,
        "MUTANTS_FOLDER": str(FOLDER),
        "JUPYTER_PATH": str(FOLDER / "jupyter"),
        "COVERAGE_FILE": str(FOLDER / "coverage"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def lay_out_copies():
    """Copy the project as it stands, once for each worker and once to stay as it is."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for copy in ("pristine", *WORKERS):
        for name in filter(lambda name: (ROOT / name).exists(), listed.stdout.splitlines()):
            (FOLDER / copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, FOLDER / copy / name)


def name_warm_kernel():
    """Make the kernel that starts warm known to Jupyter, in a folder of ours."""
    kernel = FOLDER / "jupyter" / "kernels" / KERNEL
    kernel.mkdir(parents=True)
    command = [sys.executable, warm_start.__file__, str(SOCKET), "ipykernel_launcher", "-f", "{connection_file}"]
    (kernel / "kernel.json").write_text(
        json.dumps({"argv": command, "display_name": KERNEL, "language": "python"}), encoding="utf-8"
    )


def run_warm(arguments, folder):
    """Run a module in a fork of the warm process, on the copy that is never changed."""
    done = subprocess.run(
        [sys.executable, warm_start.__file__, str(SOCKET), *arguments],
        cwd=folder,
        env={**environment(), "PYTHONPATH": str(FOLDER / "pristine")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        sys.exit(f"{' '.join(arguments)} fails on the unchanged package:\n{done.stdout[-3000:]}")


def map_lines():
    """Find out which tests and which notebooks run which lines of the package."""
    pristine = FOLDER / "pristine"
    plain = ["-q", "-p", "no:xdist", "-p", "no:cacheprovider", "-o", "addopts=", "-m", "not slow"]
    measured = [f"--cov={PACKAGE}", "--cov-context=test", "--cov-report="]
    # The tests of the tools and of the ways in import no package code, or another copy of it.
    tests = [str(path.relative_to(pristine)) for path in sorted(pristine.glob("tests/**/test_*.py")) if _imports(path)]
    run_warm(["pytest", *plain, *measured, *tests], pristine)
    notebooks = sorted(path.relative_to(pristine).as_posix() for path in pristine.glob("notebooks/**/*.ipynb"))
    for name in notebooks:
        options = ["--append", f"--source={PACKAGE}", f"--context={name}"]
        run_warm(["coverage", "run", *options, "-m", "IPython", str(pristine / name)], (pristine / name).parent)
    run_warm(["coverage", "json", "--show-contexts", f"-o{FOLDER / 'coverage.json'}"], pristine)
    files = json.loads((FOLDER / "coverage.json").read_text(encoding="utf-8"))["files"]
    contexts = {name[name.index(PACKAGE) :]: entry["contexts"] for name, entry in files.items()}
    known = {
        "contexts": contexts,
        "notebooks": notebooks,
        "tests": tests,
        "warm_start": warm_start.__file__,
        "socket": str(SOCKET),
    }
    (FOLDER / "lines.json").write_text(json.dumps(known), encoding="utf-8")


def _imports(path):
    return any(line.startswith(f"from {PACKAGE}") for line in path.read_text(encoding="utf-8").splitlines())


def work_list(worker):
    """Return where cosmic-ray keeps the list and the results of a worker."""
    return FOLDER / f"{worker}.sqlite"


def plan_mutants(changed_only):
    """Let cosmic-ray list its changes; mark those that are none, and those that were not asked for, as skipped."""
    first = work_list(WORKERS[0])
    commands = [("cosmic-ray", "init", CONFIG, first), ("cr-filter-operators", first, CONFIG)]
    commands += [("cr-filter-git", "--config", CONFIG, first)] * changed_only
    for command in commands:
        subprocess.run(command, cwd=ROOT, env=environment(), check=True)
    with use_db(first) as database:
        _skip(database, lambda item: not _worth_trying(item.mutations[0]))
        shares = {item.job_id: number % len(WORKERS) for number, item in enumerate(database.pending_work_items)}
    for worker in WORKERS[1:]:
        shutil.copy(first, work_list(worker))
    for share, worker in enumerate(WORKERS):
        with use_db(work_list(worker)) as database:
            _skip(database, lambda item, share=share: shares[item.job_id] != share)


def _skip(database, unwanted):
    skipped = [item.job_id for item in database.pending_work_items if unwanted(item)]
    database.set_multiple_results(skipped, WorkResult(output="skipped", worker_outcome=WorkerOutcome.SKIPPED))


def _worth_trying(mutation):
    """Tell stars in signatures and calls, which cosmic-ray takes for products, and the second change of a number."""
    if mutation.operator_name == "core/NumberReplacer":
        return mutation.occurrence % 2 == 0
    if not mutation.operator_name.startswith("core/ReplaceBinaryOperator"):
        return True
    source = (ROOT / mutation.module_path).read_text(encoding="utf-8")
    operands = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.BinOp)]
    return any(
        (node.left.end_lineno, node.left.end_col_offset)
        <= mutation.start_pos
        < (node.right.lineno, node.right.col_offset)
        for node in operands
    )


def forget(condition):
    """Let those mutants be tried again whose result meets an SQL condition."""
    for worker in WORKERS:
        with contextlib.closing(sqlite3.connect(work_list(worker))) as database, database:
            database.execute(f"DELETE FROM work_results WHERE {condition}")


def forget_unexplained():
    """Let those survivors be tried again that have no reason to stay."""
    for worker in WORKERS:
        with use_db(work_list(worker)) as database:
            jobs = unexplained(database)
        with contextlib.closing(sqlite3.connect(work_list(worker))) as results, results:
            results.executemany("DELETE FROM work_results WHERE job_id = ?", [(job,) for job in jobs])


def try_mutants(ask_all):
    """Let the workers go through their lists, all at once."""
    for worker in WORKERS:
        # A worker that was stopped has left its last change behind.
        shutil.copytree(FOLDER / "pristine" / PACKAGE, FOLDER / worker / PACKAGE, dirs_exist_ok=True)
    started = [
        subprocess.Popen(
            ["cosmic-ray", "exec", CONFIG, work_list(worker)],
            cwd=FOLDER / worker,
            env={**environment(), "PYTHONPATH": str(FOLDER / worker), **({ASK_ALL: "1"} if ask_all else {})},
        )
        for worker in WORKERS
    ]
    for worker in started:
        worker.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--changed", action="store_true", help="only lines that differ from the branch main")
    way.add_argument("--continue", dest="go_on", action="store_true", help="go on with a run that was stopped")
    way.add_argument(
        "--survivors",
        action="store_true",
        help="show those that survived without a reason to all tests, as they are now",
    )
    way.add_argument("--report", action="store_true", help="only say what the last run has found so far")
    options = parser.parse_args()
    is_new = not (options.go_on or options.survivors or options.report)
    if is_new:
        shutil.rmtree(FOLDER, ignore_errors=True)
        lay_out_copies()
        name_warm_kernel()
    if options.survivors:
        lay_out_copies()
        forget_unexplained()
    if options.go_on:
        forget(f"output LIKE '{NOT_JUDGED}%'")
    if not options.report:
        with warm_start.serve(SOCKET, environment()):
            if is_new:
                map_lines()
                plan_mutants(options.changed)
            try_mutants(ask_all=options.survivors)
    sys.exit(report([work_list(worker) for worker in WORKERS]))


if __name__ == "__main__":
    main()
