"""Train one model on several computers: start this on each of them, as `python -m autoenc_lessons.machines`."""

import argparse
import runpy
import sys

from autoenc_lessons.language import _
from autoenc_lessons.machines.together import train_together
from autoenc_lessons.training.progress import say


def main(arguments=None):
    """Train as the command line says, and return 0; or say in one sentence what is wrong, and return 1."""
    given = vars(_parser().parse_args(arguments))
    try:
        train_together(*_recipe_of(given.pop("recipe")), **given)
    except (TypeError, ValueError, RuntimeError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        say(_("Stopped by hand. Start it again on all computers: it goes on after the last step that was saved."))
        return 1
    return 0


def _parser():
    parser = argparse.ArgumentParser(prog="python -m autoenc_lessons.machines", description=__doc__)
    parser.add_argument("recipe", help="a Python file with functions build() and data()")
    parser.add_argument("--hosts", required=True, help="one host:port for each computer, with commas between them")
    parser.add_argument("--this", required=True, type=int, help="which of them this computer is, counted from 0")
    parser.add_argument("--steps", required=True, type=int, help="updates of the weights")
    parser.add_argument("--batch-size", required=True, type=int, help="samples in a step on all computers together")
    parser.add_argument("--folder", required=True, help="where this computer keeps its checkpoints and losses")
    parser.add_argument("--save-every", type=int, default=100, help="steps between two checkpoints (default: 100)")
    parser.add_argument("--seed", type=int, default=0, help="for the weights and the order of samples (default: 0)")
    return parser


def _recipe_of(path):
    try:
        names = runpy.run_path(path, run_name="recipe")
    except OSError as error:
        raise ValueError(f"The recipe {path!r} cannot be read: {error.strerror}.") from error
    missing = [name for name in ("build", "data") if not callable(names.get(name))]
    if missing:
        raise ValueError(f"The recipe {path!r} has no function {missing[0]}(); it needs build() and data().")
    return names["build"], names["data"]


if __name__ == "__main__":
    # Who looks into a file of what is said wants each line as soon as it is said, and in order.
    sys.stdout.reconfigure(line_buffering=True)
    sys.exit(main())
