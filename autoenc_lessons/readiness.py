"""Is this machine ready for the course? Four quick questions, each with what to do if the answer is no."""

import os
import shutil
import sys
from pathlib import Path

import keras
import numpy as np

from autoenc_lessons import datasets, models, training
from autoenc_lessons.language import _
from autoenc_lessons.seeding import seed_everything

__all__ = ["FREE_BYTES", "REFERENCE_LOSS", "reference_loss", "report"]

_OLDEST_PYTHON, _NEWEST_PYTHON = (3, 10), (3, 13)
FREE_BYTES = 100_000_000
# What `reference_loss` gives; a test computes it anew in plain NumPy.
REFERENCE_LOSS = 0.00700361575928256
_REFERENCE_DIGITS = 10


def report(folder="."):
    """Print one line for each question, and a last one that says whether all is well.

    Parameters
    ----------
    folder : str or path-like
        Where the notebooks are saved.
    """
    questions = [_python(), _precision(), _writable(folder), _disk(folder)]
    for name, good, advice in questions:
        print(
            _("{question}: yes", question=name) if good else _("{question}: NO. {advice}", question=name, advice=advice)
        )
    all_good = all(good for _name, good, _advice in questions)
    print(_("This machine is ready.") if all_good else _("See the lines with NO above."))


def reference_loss():
    """Train lesson 1's network for 100 steps by plain gradient descent from fixed weights; return the last loss."""
    seed_everything(0)
    x, _rest = datasets.load("blobs")
    _rest, _rest, autoencoder = models.linear_autoencoder(3, 2)
    kernels = np.linspace(-1, 1, 12).reshape(2, 6)
    autoencoder.set_weights([kernels[0].reshape(3, 2), np.zeros(2), kernels[1].reshape(2, 3), np.zeros(3)])
    autoencoder.compile(loss="mse", optimizer=keras.optimizers.SGD(0.5))
    return training.train(autoencoder, x, steps=100, progress=False).losses[-1]


def _python():
    advice = _("Install a Python from 3.10 to 3.13 and run `make lab PYTHON=python3.12`.")
    return _("Python is 3.10 to 3.13"), _OLDEST_PYTHON <= sys.version_info[:2] <= _NEWEST_PYTHON, advice


def _precision():
    loss = reference_loss()
    advice = _(
        "Its loss is {loss}, ours is {reference}: run `make install` to get the course's versions.",
        loss=f"{loss:.12g}",
        reference=f"{REFERENCE_LOSS:.12g}",
    )
    return (
        _("a short training gives our loss to {digits} digits", digits=_REFERENCE_DIGITS),
        abs(loss / REFERENCE_LOSS - 1) < 10.0**-_REFERENCE_DIGITS,
        advice,
    )


def _writable(folder):
    advice = _("Copy the course to a folder of your own.")
    return _("this folder can be written to"), os.access(folder, os.W_OK), advice


def _disk(folder):
    # A folder that is not there is told of by the question before.
    free = shutil.disk_usage(folder).free if Path(folder).is_dir() else 0
    advice = _("Only {megabytes} MB are free; make room.", megabytes=free // 10**6)
    return _("there is room on the disk"), free >= FREE_BYTES, advice
