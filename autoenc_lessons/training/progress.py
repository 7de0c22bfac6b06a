"""A progress bar and short notes, which never end the work that they tell about."""

import contextlib
import sys

from tqdm import tqdm

from autoenc_lessons.language import _

__all__ = ["progress_bar", "say"]

_BLOCKS = "▏▎▍▌▋▊▉█"
_SECONDS_BETWEEN_MOVES = 1.0


def progress_bar(steps, *, unit, hidden):
    """Return a text bar that holds no time, so that a notebook stores the same line on every machine.

    It is drawn in ASCII where standard output cannot take its blocks, and not at all where there is no output.

    Parameters
    ----------
    steps : int
        How many steps make the bar full.
    unit : str
        What the steps are called.
    hidden : bool
        Whether to draw nothing.

    Returns
    -------
    tqdm.tqdm
    """
    return _Bar(
        total=steps,
        unit=unit,
        disable=hidden,
        file=_Forgiving(sys.stdout),
        ascii=not _can_take(sys.stdout, _BLOCKS),
        bar_format="{bar:30} " + _("{n_fmt} of {total_fmt} {unit}") + "{postfix}",
        mininterval=0,
        miniters=max(1, steps // 20),
        maxinterval=float("inf"),
    )


def say(sentence):
    """Print a sentence, or as much of it as standard output can take."""
    _Forgiving(sys.stdout).write(f"{sentence}\n")


class _Bar(tqdm):
    """A bar that moves each second, too, where a twentieth of the steps takes longer."""

    def update(self, n=1):
        drawn = super().update(n)
        if not drawn:
            self._move()
        return drawn

    def hint(self, text):
        """Say how far the step under way has come, if nothing else has moved for a second."""
        if self.is_waiting():
            self.set_postfix_str(text, refresh=False)
            self._move()

    def close(self):
        # What is drawn over a longer line ends in blanks; the last line of all shall be the same each time.
        if not self.disable and self.last_print_n < self.n:
            self.refresh()
        super().close()

    def is_waiting(self):
        """Return whether the bar is drawn, and has not moved for a second."""
        return not self.disable and self._time() - self.last_print_t >= _SECONDS_BETWEEN_MOVES

    def _move(self):
        if self.is_waiting():
            self.refresh()
            self.last_print_t = self._time()


class _Forgiving:
    """A stream that lets go what the one behind it cannot take: closed, missing, of another encoding, or broken."""

    def __init__(self, stream):
        self._stream = stream

    def write(self, text):
        with contextlib.suppress(Exception):
            try:
                self._stream.write(text)
            except UnicodeEncodeError:
                self._stream.write(text.encode("ascii", "replace").decode("ascii"))

    def flush(self):
        with contextlib.suppress(Exception):
            self._stream.flush()


def _can_take(stream, text):
    # A stream without an encoding, such as io.StringIO, takes any text.
    encoding = getattr(stream, "encoding", None)
    try:
        return encoding is None or bool(text.encode(encoding))
    except (LookupError, TypeError, UnicodeEncodeError):
        return False
