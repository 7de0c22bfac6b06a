"""Many tasks, each result in a file of its own: done again, only what is missing is done."""

import os
import pickle
from pathlib import Path

from autoenc_lessons.inputs.conversion import kind_of
from autoenc_lessons.language import _
from autoenc_lessons.machines.spreading import do_elsewhere
from autoenc_lessons.training.interrupts import noted_interrupts
from autoenc_lessons.training.progress import progress_bar, say

__all__ = ["do_in_files"]


def do_in_files(function, tasks, folder, *, on=2, progress=True):
    """Return a function's results for many tasks, and keep each of them in a file as soon as it is there.

    Whatever ends the work, a later call with the same folder does only what is missing. A task that fails costs the
    others nothing: one sentence names it, and it is tried again in the next call.

    Parameters
    ----------
    function : callable
        Takes the arguments of a task and returns what can be pickled. It must seed itself, as by `seed_everything`.
    tasks : dict of str to tuple
        For each name, which names its file too, the arguments of the function.
    folder : str or path
        Made where there is none. Another function needs another folder, for a file tells nothing of what made it.
    on : int or dask.distributed.Client
        As in `seed_spread.train_starts`.
    progress : bool
        Whether to draw a progress bar.

    Returns
    -------
    dict of str to object
        The results by name, without those of tasks that failed or were not done; in the order of `tasks`.

    Raises
    ------
    TypeError, ValueError
        If a name cannot name a file, if a task is no tuple, or if a file holds no result; or as `train_starts`.
    """
    folder = Path(folder)
    for name, task in tasks.items():
        if not isinstance(name, str) or Path(name).name != name or not isinstance(task, tuple):
            raise TypeError(f"tasks must have a file's name and a tuple for each task; got {name!r}: {kind_of(task)}.")
    folder.mkdir(parents=True, exist_ok=True)
    files = {name: folder / f"{name}.pickle" for name in tasks}
    missing = [name for name, file in files.items() if not file.exists()]
    with (
        noted_interrupts() as interrupts,
        progress_bar(len(tasks), unit=_("tasks"), hidden=not progress) as bar,
    ):
        bar.update(len(tasks) - len(missing))

        def keep(number, packed_or_error):
            if isinstance(packed_or_error, bytes):
                _write(files[missing[number]], packed_or_error)
            else:
                say(_("{name} failed: {error}", name=missing[number], error=packed_or_error))
            bar.update()

        if missing:
            given = [(tasks[name],) for name in missing]
            do_elsewhere(_Trying(function), given, on, interrupts=interrupts, done=keep)
    left = [name for name, file in files.items() if not file.exists()]
    if left:
        said = _("{number} of {all} tasks are left; the same call does them.", number=len(left), all=len(tasks))
        say(said)
    return {name: _read(file) for name, file in files.items() if name not in left}


class _Trying:
    """A recipe whose results are packed, or words that say why there is none."""

    def __init__(self, function):
        self._function = function

    def __call__(self):
        return self._try

    def _try(self, task, _interrupts):
        try:
            return pickle.dumps(self._function(*task))
        except Exception as error:  # one bad task never costs the others
            return f"{type(error).__name__}: {error}"


def _write(file, packed):
    # A file under its own name is always whole.
    part = file.with_suffix(f".{os.getpid()}.part")
    part.write_bytes(packed)
    part.replace(file)


def _read(file):
    try:
        return pickle.loads(file.read_bytes())
    except Exception as error:  # other bytes fail to be unpickled in any way
        raise ValueError(f"The file {file.name!r} holds no result; remove it, or choose another folder.") from error
