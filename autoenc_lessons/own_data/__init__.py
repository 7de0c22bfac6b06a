"""Data that a reader brings along: tables in files and folders of pictures, with notes on what is odd about them."""

from autoenc_lessons.own_data.columns import describe
from autoenc_lessons.own_data.csv_files import from_csv
from autoenc_lessons.own_data.examples import write_letters, write_table
from autoenc_lessons.own_data.features import column_errors, feature_columns, in_units, worst_copies
from autoenc_lessons.own_data.folders import PictureFolder, from_folder
from autoenc_lessons.own_data.kinds_of_rows import kinds
from autoenc_lessons.own_data.parting import Parts, split
from autoenc_lessons.own_data.picture_parts import file_groups, split_pictures
from autoenc_lessons.own_data.reports import report
from autoenc_lessons.own_data.rivals import shares_lost, simple_copies
from autoenc_lessons.own_data.stopping import code_sizes, train_stopped
from autoenc_lessons.own_data.text_files import show_lines
from autoenc_lessons.own_data.usable import usable_columns
from autoenc_lessons.own_data.ways import map_words, split_words, table_facts, way_to_part

__all__ = [
    "Parts",
    "PictureFolder",
    "code_sizes",
    "column_errors",
    "describe",
    "feature_columns",
    "file_groups",
    "from_csv",
    "from_folder",
    "in_units",
    "kinds",
    "map_words",
    "report",
    "shares_lost",
    "show_lines",
    "simple_copies",
    "split",
    "split_pictures",
    "split_words",
    "table_facts",
    "train_stopped",
    "usable_columns",
    "way_to_part",
    "worst_copies",
    "write_letters",
    "write_table",
]
