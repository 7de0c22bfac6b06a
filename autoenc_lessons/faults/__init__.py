"""Faults whose place is known: scratches and spots, and how well the errors of a copy point at them."""

from autoenc_lessons.faults.finding import copies_of, found_share, found_shares, guessed_from_others, shares_by_damage
from autoenc_lessons.faults.painted import scratched, shifted, spotted, upside_down

__all__ = [
    "copies_of",
    "found_share",
    "found_shares",
    "guessed_from_others",
    "scratched",
    "shares_by_damage",
    "shifted",
    "spotted",
    "upside_down",
]
