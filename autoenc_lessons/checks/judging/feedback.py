"""What a check says of an answer: right, wrong with a hint, not attempted, or why it could not be checked."""

import html
from dataclasses import dataclass

from autoenc_lessons.language import _, marked

__all__ = ["Feedback", "NOT_ATTEMPTED", "NotAttempted", "RIGHT", "UNCHECKED", "Unchecked", "WRONG", "Wrong"]

RIGHT, WRONG, NOT_ATTEMPTED, UNCHECKED = "right", "wrong", "not attempted", "unchecked"
_OPENINGS = {
    RIGHT: marked("✓ Right."),
    WRONG: marked("✗ Not yet."),
    NOT_ATTEMPTED: marked("○ Not attempted yet."),
    UNCHECKED: marked("? Could not be checked."),
}
# The course's colours, told apart by colour-blind readers too; the sign and the words say the same.
_COLOURS = {RIGHT: "#009E73", WRONG: "#D55E00", NOT_ATTEMPTED: "#999999", UNCHECKED: "#E69F00"}


class NotAttempted(Exception):
    """The blank is still there."""


class Unchecked(Exception):
    """The answer is nothing that could be judged; the message says in one sentence what and why."""


class Wrong(Exception):
    """The answer could be judged, and is not right.

    Parameters
    ----------
    part : str
        Which part is wrong, in one sentence.
    *hints : str
        What leads on, from the first try to the last; each try shows one more.
    """

    def __init__(self, part, *hints):
        super().__init__(part)
        self.part, self.hints = part, hints


@dataclass(frozen=True)
class Feedback:
    """What is shown under a check.

    Attributes
    ----------
    verdict : str
        "right", "wrong", "not attempted" or "unchecked".
    text : str
        Why it matters, or what is wrong.
    hints : tuple of str
        From the first to the last; empty if the verdict is not "wrong".
    """

    verdict: str
    text: str = ""
    hints: tuple = ()

    @property
    def is_right(self):
        """Whether the answer is right."""
        return self.verdict == RIGHT

    def as_shown(self, attempt=1):
        """Return what Jupyter is to show, as text and in colour.

        Parameters
        ----------
        attempt : int
            Counted from 1. The second attempt sees a second hint.
        """
        first = f"{_(_OPENINGS[self.verdict])} {self.text}".strip()
        lines = [first, *(_("Hint: {hint}", hint=hint) for hint in self.hints[:attempt])]
        style = f"border-left: 4px solid {_COLOURS[self.verdict]}; padding-left: 10px"
        inside = "<br>".join(html.escape(line, quote=False) for line in lines)
        return {"text/plain": "\n".join(lines), "text/html": f'<div style="{style}">{inside}</div>'}
