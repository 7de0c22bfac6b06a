"""The pictures of the course, each with a caption that says in words and numbers what it shows.

Every function takes the data first, draws on `ax` (or on a new one) and returns the axes that it drew on, with the
sentence as `ax.caption`. All draw in one style, `course.mplstyle`; `title` says above a picture what one sees.
`show` puts the picture and a caption under a cell.
"""

from autoenc_lessons.figures.architectures import architecture
from autoenc_lessons.figures.clouds import code_clouds
from autoenc_lessons.figures.column_losses import column_losses
from autoenc_lessons.figures.cost_maps import cost_map
from autoenc_lessons.figures.curves import bars, lines, loss_curve, seed_curves
from autoenc_lessons.figures.decoding import decoded_codes, decoded_pictures
from autoenc_lessons.figures.downhill import downhill
from autoenc_lessons.figures.error_maps import error_maps
from autoenc_lessons.figures.grids import code_grid
from autoenc_lessons.figures.group_tables import group_table
from autoenc_lessons.figures.guesses import guesses_over_truth
from autoenc_lessons.figures.landscapes import landscape
from autoenc_lessons.figures.maps import decoder_grid, labelled_map, labelled_maps
from autoenc_lessons.figures.matches import match_strips
from autoenc_lessons.figures.measured import measured_lines
from autoenc_lessons.figures.networks import network
from autoenc_lessons.figures.overlays import overlaid_codes
from autoenc_lessons.figures.picture_copies import picture_copies
from autoenc_lessons.figures.pictures import picture_rows
from autoenc_lessons.figures.points import codes_2d, points_3d
from autoenc_lessons.figures.precision import precision_curves
from autoenc_lessons.figures.principal import planes_end_on, principal_axes
from autoenc_lessons.figures.relu_sums import relu_sums
from autoenc_lessons.figures.repairs import repair_rows
from autoenc_lessons.figures.score_grids import score_grid
from autoenc_lessons.figures.score_regions import score_regions
from autoenc_lessons.figures.score_strips import score_strips
from autoenc_lessons.figures.scores import roc_curves, score_histograms
from autoenc_lessons.figures.scree import scree
from autoenc_lessons.figures.series import alarm_strips
from autoenc_lessons.figures.sheet_tears import sheet_maps, sheet_strip, sheet_tear
from autoenc_lessons.figures.sheets import error_strips, sheet_3d, sheet_codes
from autoenc_lessons.figures.showing import show
from autoenc_lessons.figures.spreads import ratio_strips, spread_lines
from autoenc_lessons.figures.surfaces import reconstruction_plane, reconstruction_surface
from autoenc_lessons.figures.walking import walks
from autoenc_lessons.figures.watching import watched_runs

__all__ = [
    "alarm_strips",
    "architecture",
    "bars",
    "code_clouds",
    "code_grid",
    "codes_2d",
    "column_losses",
    "cost_map",
    "decoded_codes",
    "decoded_pictures",
    "decoder_grid",
    "downhill",
    "error_maps",
    "error_strips",
    "group_table",
    "guesses_over_truth",
    "labelled_map",
    "labelled_maps",
    "landscape",
    "lines",
    "loss_curve",
    "match_strips",
    "measured_lines",
    "network",
    "overlaid_codes",
    "picture_copies",
    "picture_rows",
    "planes_end_on",
    "points_3d",
    "precision_curves",
    "principal_axes",
    "ratio_strips",
    "reconstruction_plane",
    "reconstruction_surface",
    "relu_sums",
    "repair_rows",
    "roc_curves",
    "score_grid",
    "score_histograms",
    "score_regions",
    "score_strips",
    "scree",
    "seed_curves",
    "sheet_3d",
    "sheet_codes",
    "sheet_maps",
    "sheet_strip",
    "sheet_tear",
    "show",
    "spread_lines",
    "walks",
    "watched_runs",
]
