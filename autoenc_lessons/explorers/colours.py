"""The colours of data in the live figures: one table for a light ground, one for a dark one."""

__all__ = ["DARK", "DARK_GROUND", "LIGHT", "LIGHT_GROUND", "N_COLOURS"]

# Each colour differs from its ground by 3 to 1 or more (WCAG 1.4.11); `tests/explorers/test_colours.py` computes it.
LIGHT_GROUND, DARK_GROUND = "#ffffff", "#111111"
# The hues of `figures.GROUP_COLOURS` and of the four that follow them, so that a group looks alike in both pictures;
# what is too pale for a light ground is darker here, and what is too dark for a dark ground is paler there.
LIGHT = (
    "#0072B2",
    "#D55E00",
    "#008F68",
    "#B8558F",
    "#A87000",
    "#2F8FCB",
    "#332288",
    "#882255",
    "#7A7A1F",
    "#117733",
)
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
