"""Processes on this computer that stand for several computers."""

import os
import subprocess
import sys
from pathlib import Path

from autoenc_lessons.inputs.values import as_count
from autoenc_lessons.machines.computers import free_hosts

__all__ = ["start_here"]


def start_here(recipe, folder, *, n_computers=2, **options):
    """Start `python -m autoenc_lessons.machines` once for each of some computers, all of them on this one.

    It shows and tests what happens on several computers, and is slower than one process.

    Parameters
    ----------
    recipe : str or path
        A Python file with functions `build` and `data`.
    folder : str or path
        Process i keeps its checkpoints, its losses and in `said.txt` what it says in the folder `computer_<i>` there.
    n_computers : int
    **options
        `steps`, `batch_size` and others of `train_together`.

    Returns
    -------
    list of subprocess.Popen
        Each hears nothing of the stop button; `wait()` waits for it, and `kill()` is a computer that is lost.
    """
    n_computers = as_count(n_computers, name="n_computers")
    hosts = ",".join(free_hosts(n_computers))
    given = [f"--{name.replace('_', '-')}={value}" for name, value in options.items()]
    return [_start([str(recipe), f"--hosts={hosts}", *given], folder, number) for number in range(n_computers)]


def _start(arguments, folder, number):
    own = Path(folder) / f"computer_{number}"
    own.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "autoenc_lessons.machines", *arguments, f"--this={number}", f"--folder={own}"]
    # Started in another folder, a kernel may find the package by a path that the environment does not know.
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    with (own / "said.txt").open("w", encoding="utf-8") as said:
        return subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT, env=environment, start_new_session=True)
