"""The pictures of the course, each with a caption that says in words and numbers what it shows.

Every function takes the data first, draws on `ax` (or on a new one) and returns the axes that it drew on, with the
sentence as `ax.caption`. `show` puts the picture and its caption under a cell.
"""

from autoenc_lessons.figures.curves import bars, lines, loss_curve, ratio_strips, seed_curves
from autoenc_lessons.figures.decoding import decoded_codes
from autoenc_lessons.figures.maps import code_grid, decoder_grid, labelled_map
from autoenc_lessons.figures.networks import network
from autoenc_lessons.figures.points import codes_2d, points_3d, reconstruction_plane
from autoenc_lessons.figures.showing import show

__all__ = [
    "bars",
    "code_grid",
    "codes_2d",
    "decoded_codes",
    "decoder_grid",
    "labelled_map",
    "lines",
    "loss_curve",
    "network",
    "points_3d",
    "ratio_strips",
    "reconstruction_plane",
    "seed_curves",
    "show",
]
