"""Does an answer take what its question gives it?"""

import inspect

from autoenc_lessons.checks.judging.feedback import Unchecked
from autoenc_lessons.language import _, counted

__all__ = ["refuse_other_parameters"]


def refuse_other_parameters(function, inputs, name):
    """Raise unless a function can be called with these inputs; some compiled functions do not tell."""
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return
    try:
        signature.bind(*inputs)
    except TypeError:
        raise Unchecked(
            _(
                "{name} is called with {found}, but its parameters are {signature}; keep those of the question.",
                name=name,
                found=counted("{number} value", "{number} values", len(inputs)),
                signature=signature,
            )
        ) from None
