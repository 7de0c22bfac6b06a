"""Pages of feedback from templates that are compiled once in a run: nbgrader makes each page with an exporter anew."""

from jinja2 import BytecodeCache
from nbconvert.exporters import HTMLExporter

__all__ = ["FeedbackExporter"]


class _Kept(BytecodeCache):
    """What Jinja has compiled in this process, by template and by the text that it was made from."""

    def __init__(self):
        self._codes = {}

    def load_bytecode(self, bucket):
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket):
        self._codes[bucket.key, bucket.checksum] = bucket.code


_KEPT = _Kept()


class FeedbackExporter(HTMLExporter):
    """nbconvert's exporter, whose templates take longer to compile than to fill in."""

    @property
    def environment(self):
        """Return what the templates are compiled and filled in with."""
        made = super().environment
        made.bytecode_cache = _KEPT
        return made
