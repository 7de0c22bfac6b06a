"""What an architecture is drawn from: stages, each of one or several named parts, told in words."""

from autoenc_lessons.figures.given import as_list, as_named
from autoenc_lessons.inputs.saying import in_short
from autoenc_lessons.inputs.values import as_count
from autoenc_lessons.language import _, counted

__all__ = ["as_brackets", "as_stages", "in_words"]


def as_stages(stages):
    """Return for each stage a list of its parts: their names, their shapes, and how many units are on, or None.

    Raises
    ------
    TypeError, ValueError
        If there are fewer than two, or if one is no pair or triple as `architecture` takes them.
    """
    columns = []
    for number, stage in enumerate(as_list(stages, "stages", of="pairs, such as ('code', 8)")):
        parts = stage if isinstance(stage, list) else [stage]
        columns.append([_as_part(part, f"stages[{number}]") for part in parts])
    if len(columns) < 2 or not all(columns):
        raise ValueError("An architecture has two or more stages, and each stage a part; give (name, shape) for each.")
    return columns


def _as_part(part, name):
    """Return the name, the shape as a tuple, and the number of units that are on, or None."""
    is_one = isinstance(part, tuple) and len(part) in (2, 3)
    shape = part[1] if is_one else ()
    shape = tuple(shape) if isinstance(shape, (tuple, list)) else (shape,)
    if not is_one or len(shape) not in (1, 2, 3) or (len(part) == 3 and len(shape) > 1):
        raise TypeError(
            f"{name} must be (name, units), (name, units, how many are on) or (name, (height, width, channels)); "
            f"got {in_short(part)}."
        )
    shape = tuple(as_count(size, name=f"each size in {name}") for size in shape)
    n_on = as_count(part[2], name=f"the number of units that are on in {name}") if len(part) == 3 else None
    if n_on is not None and n_on > shape[0]:
        raise ValueError(f"In {name}, {n_on} units are on, but there are only {shape[0]}.")
    return str(part[0]), shape, n_on


def as_brackets(part_names, n_stages):
    """Return for each bracket's name from which stage to which it reaches.

    Raises
    ------
    TypeError, ValueError
        If it does not reach from one of the stages to a later one.
    """
    brackets = {} if part_names is None else as_named(part_names, "part_names", each="two stages")
    for name, ends in brackets.items():
        ends = as_list(ends, f"part_names[{name!r}]", of="two numbers of stages")
        ends = [as_count(end, name=f"each end of {name!r}", smallest=0) for end in ends]
        if len(ends) != 2 or not ends[0] < ends[1] < n_stages:
            raise ValueError(f"part_names[{name!r}] must be two stages, counted from 0 to {n_stages - 1}, that rise.")
        brackets[name] = tuple(ends)
    return brackets


def in_words(shape, n_on):
    """Return a part's size as a reader is told it."""
    if n_on is not None:
        return _("{units} units, {on} on", units=f"{shape[0]}", on=f"{n_on}")
    if len(shape) == 1:
        return counted("{number} number", "{number} numbers", shape[0])
    sides = f"{shape[0]} × {shape[1]}"
    return (
        sides
        if len(shape) == 2
        else counted("{number} map of {sides}", "{number} maps of {sides}", shape[2], sides=sides)
    )
