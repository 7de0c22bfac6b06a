"""Say whether the notebooks, or else the tests, notice the change that was made to this copy of the package.

cosmic-ray runs this in a copy of the project that holds one changed line. Only the notebooks and tests that run that
line are asked, and only until one of them fails.
"""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

PACKAGE = "autoenc_lessons"
SECONDS_FOR_EACH = 600
KERNEL = "warm"
ASK_ALL = "MUTANTS_ASK_ALL"
NOT_JUDGED = "not judged"


def changed_lines(copy, pristine):
    """Return the changed module's path and the first lines of the statements that differ."""
    for original in sorted((pristine / PACKAGE).rglob("*.py")):
        path = original.relative_to(pristine)
        before, after = (
            (root / path).read_text(encoding="utf-8").splitlines(keepends=True) for root in (pristine, copy)
        )
        numbers = {
            number for number, pair in enumerate(zip(before, after, strict=False), start=1) if len(set(pair)) > 1
        }
        if numbers or len(before) != len(after):
            return path.as_posix(), {_statement_line("".join(before), number) for number in numbers}
    raise RuntimeError("No module differs from the original.")


def _statement_line(source, number):
    """Return the first line of the smallest statement around a line: the line that coverage counts."""
    around = [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.stmt) and node.lineno <= number <= node.end_lineno
    ]
    return max((node.lineno for node in around), default=number)


def who_runs(lines, contexts):
    """Return the tests and notebooks that run one of the lines; None if that is not known, so that all are asked.

    A line that only the import runs decides for everybody, and one that TensorFlow has translated is never counted.
    """
    found = set().union(*(contexts.get(str(line), []) for line in lines)) if lines else set()
    return None if "" in found else {context.split("|")[0] for context in found} or None


def noticed(command, wanted):
    """Run pytest in a fork of the warm process; return the first failure, or None."""
    options = ["-x", "-q", "--color=no", "--tb=no", "-rfE", "-m", "not slow", "-o", "addopts="]
    options += ["-p", "no:xdist", "-p", "no:cacheprovider"]
    for _ in range(2):
        try:
            done = subprocess.run(
                [*command, "pytest", *options, *wanted], stdout=subprocess.PIPE, text=True, timeout=SECONDS_FOR_EACH
            )
        except subprocess.TimeoutExpired:
            return "no end"
        # Two kernels that start at once can choose the same port; the one that dies of it has noticed nothing.
        if "Kernel died" not in done.stdout:
            break
    if "KeyboardInterrupt" in done.stdout:
        # A test presses the stop button; where the package does not note it, it ends pytest.
        return "the tests were broken off by an interrupt"
    failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    if done.returncode and not failed:
        return f"{NOT_JUDGED}: pytest has ended with {done.returncode} and asked nobody"
    return failed[0][:150] if failed else None


def main():
    where = Path(os.environ["MUTANTS_FOLDER"])
    known = json.loads((where / "lines.json").read_text(encoding="utf-8"))
    command = [sys.executable, known["warm_start"], known["socket"]]
    module, lines = changed_lines(Path.cwd(), where / "pristine")
    asked = None if os.environ.get(ASK_ALL) else who_runs(lines, known["contexts"].get(module, {}))
    nbval = ["--nbval", f"--nbval-kernel-name={KERNEL}", "--nbval-cell-timeout=150"]
    for judges, options in (("notebooks", nbval), ("tests", [])):
        names = known[judges] if asked is None else sorted(name for name in asked if name.startswith(judges))
        failure = noticed(command, [*options, *names]) if names else None
        if failure:
            print(failure if failure.startswith(NOT_JUDGED) else f"caught by {judges}: {failure}")
            sys.exit(1)


if __name__ == "__main__":
    main()
