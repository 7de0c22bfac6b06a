"""Seconds, bytes and counts as they are written where they differ by powers of ten."""

from autoenc_lessons.language import _

__all__ = ["amounts", "cost_ticks", "durations", "in_units", "said"]

_DAY = 86400
# Of labels that would touch, the one that comes first stays.
_COMPUTERS = (1, 1024, 32, 4, 256, 8, 128, 2, 16, 64, 512)


def in_units(value, units, *, digits=2):
    """Return a cost in the unit that makes a short number of it; the script does the same.

    Parameters
    ----------
    value : float
    units : list of (float, float, str)
        What `durations` or `amounts` returns.
    digits : int
        How many of its digits are told.

    Returns
    -------
    str

    Examples
    --------
    >>> in_units(626, durations()), in_units(33_200_000_000, amounts())
    ('10 min', '33 GB')
    """
    unit, text = next((unit, text) for least, unit, text in units if value >= least)
    return text.format(number=f"{float(f'{value / unit:.{digits}g}'):g}")


def durations():
    """Return from how many seconds on a unit is used, its seconds, and how it is written, the longest first."""
    return [
        (730 * _DAY, 365 * _DAY, _("{number} years")),
        (2 * _DAY, _DAY, _("{number} days")),
        (3600, 3600, _("{number} h")),
        (60, 60, _("{number} min")),
        (1, 1, _("{number} s")),
        (0, 1e-3, _("{number}\N{NO-BREAK SPACE}ms")),
    ]


def amounts():
    """Return from how many bytes on a unit is used, its bytes, and how it is written, the largest first."""
    texts = [_("{number} TB"), _("{number} GB"), _("{number} MB"), _("{number} kB")]
    return list(zip((1e12, 1e9, 1e6, 0), (1e12, 1e9, 1e6, 1e3), texts, strict=True))


def cost_ticks():
    """Return what stands along axes of rows, computers, seconds and bytes, the most important first.

    Returns
    -------
    dict of str to dict of float to str
        "between" are seconds that stand between the others where there is room.
    """
    return {
        "rows": {10**3: _("thousand"), 10**9: _("billion"), 10**6: _("million")},
        "computers": {number: f"{number}" for number in _COMPUTERS},
        "seconds": {1e-3: _("1\N{NO-BREAK SPACE}ms"), 1: _("1 s"), 60: _("1 min"), 3600: _("1 h"), _DAY: _("1 day")},
        "between": {
            0.1: _("100\N{NO-BREAK SPACE}ms"),
            10: _("10 s"),
            0.01: _("10\N{NO-BREAK SPACE}ms"),
            600: _("10 min"),
            36000: _("10 h"),
        },
        "bytes": {1e6: _("1 MB"), 1e9: _("1 GB"), 1e12: _("1 TB")},
    }


def said(name, number):
    """Return a number as it is said of rows, or of gigabytes where `name` is "memory".

    Examples
    --------
    >>> said("rows", 3000), said("rows", 30_000), said("rows", 10**9), said("memory", 4)
    ('3000', '30\\xa0000', '1 billion', '4 GB')
    """
    if name == "memory":
        return _("{number} GB", number=f"{number}")
    if number >= 10**9:
        return _("{number} billion", number=f"{number // 10**9}")
    if number >= 10**6:
        return _("{number} million", number=f"{number // 10**6}")
    return f"{number:,}".replace(",", "\N{NO-BREAK SPACE}") if number >= 10**4 else f"{number}"
