"""The colours of data in the live figures: one table for a light ground, one for a dark one."""

from autoenc_lessons.figures.colours import GROUP_COLOURS

__all__ = ["DARK", "DARK_GROUND", "DIVERGING", "LIGHT", "LIGHT_GROUND", "N_COLOURS"]

# Each colour differs from its ground by 3 to 1 or more (WCAG 1.4.11); `tests/explorers/test_colours.py` computes it.
LIGHT_GROUND, DARK_GROUND = "#ffffff", "#111111"
# On a light ground a group looks as in the pictures; what is too dark for a dark ground is paler there.
LIGHT = GROUP_COLOURS
DARK = (
    "#4FA9E6",
    "#F5853F",
    "#2FC79A",
    "#E59CC6",
    "#E69F00",
    "#8FD3F7",
    "#A79BF2",
    "#DE6FA1",
    "#C8C860",
    "#6CCB7E",
)
N_COLOURS = len(LIGHT)
# Of numbers below 0, at 0 and above. These fill pictures, which are the same on each ground, as photographs are.
DIVERGING = (LIGHT[0], "#f2f2f2", LIGHT[1])
