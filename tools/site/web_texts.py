"""Sentences of the notebooks that are not true on a web page, and what stands there in their place.

They are in `lessons/on_the_web.yml`, and those of another edition beside its notebooks, for who changes a lesson is to
find them. Each must be found in some notebook, so that none goes stale.
"""

import yaml

from tools.notebooks.sources import LESSONS
from tools.site.editions import Edition

FILE = "on_the_web.yml"


class WebTexts:
    """The sentences of an edition that differ on the web.

    Parameters
    ----------
    edition : Edition
    """

    def __init__(self, edition: Edition):
        self._path = (LESSONS if edition.is_original else edition.folder) / FILE
        listed = yaml.safe_load(self._path.read_text(encoding="utf-8")) if self._path.exists() else []
        self._entries = listed or []
        self._unused = {entry["notebook"] for entry in self._entries}

    def put_into(self, prose, *, kind, name):
        """Return prose as it stands on the web.

        Parameters
        ----------
        prose : str
        kind : str
            Of the page, such as "lesson" or "solutions".
        name : str
            Of the notebook, which may stand in a sentence as {name}.
        """
        for entry in self._entries:
            if entry["notebook"] in prose:
                self._unused.discard(entry["notebook"])
                prose = prose.replace(entry["notebook"], entry.get(kind, entry["web"]).replace("{name}", name))
        return prose

    def check_all_used(self):
        """Refuse a sentence that no notebook holds.

        Raises
        ------
        ValueError
        """
        if self._unused:
            raise ValueError(f"{self._path.name}: no notebook holds the sentence {sorted(self._unused)[0]!r}.")
