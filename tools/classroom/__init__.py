"""A class: the exercises laid out for nbgrader, and a pile of submissions graded in one run."""
