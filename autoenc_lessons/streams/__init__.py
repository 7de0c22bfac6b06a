"""Data that do not fit into memory: rows of numbers in a file, read a part at a time."""

from autoenc_lessons.streams.errors import error_over
from autoenc_lessons.streams.principal import principal_components
from autoenc_lessons.streams.reading import Rows, rows

__all__ = ["Rows", "error_over", "principal_components", "rows"]
