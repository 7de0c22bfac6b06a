"""What the live figures with a pad to draw on say and take in the same way."""

from autoenc_lessons.inputs.shades import as_pictures
from autoenc_lessons.language import _

__all__ = ["as_examples", "words_of_pad"]

_N_EXAMPLES = 6


def as_examples(examples, pictures, image_shape):
    """Return what can be put onto the pad: examples of the pictures' shape, or the first six pictures.

    Raises
    ------
    TypeError, ValueError
        If the examples are no finite shades or have another shape.
    """
    return pictures[:_N_EXAMPLES] if examples is None else as_pictures(examples, image_shape, name="examples")[0]


def words_of_pad():
    """Return what pad.js says, by its short names."""
    return {
        "keys": _(
            "Press Clear, and draw a digit. By keys: arrows move, Space lowers and lifts the pen, Enter makes a dot."
        ),
        "drawing": _("Your drawing"),
        "pad": _("Pad to draw on"),
        "up": _("Row {row}, column {column}, pen up"),
        "down": _("Row {row}, column {column}, pen down"),
        "empty": _("Nothing is drawn."),
        "clear": _("Clear"),
        "example": _("An example"),
    }
