"""The languages that the course can be read in: each that exists gets its pages, and a switch leads to them."""

import re
from dataclasses import dataclass
from pathlib import Path

from tools.notebooks.sources import NOTEBOOKS

ENGLISH = "en"
# Such as zh_CN: how `autoenc_lessons.language` and a folder of notebooks name a language.
_NAME = re.compile(r"[a-z]{2,3}(_[A-Z][A-Za-z]+)?")
# What a language calls itself; another is called by its tag.
_OWN_NAMES = {"en": "English", "zh_CN": "中文", "de": "Deutsch", "fr": "Français", "es": "Español", "ja": "日本語"}


@dataclass(frozen=True)
class Edition:
    """The course in one language.

    Attributes
    ----------
    name : str
        Of the language, as in "zh_CN".
    folder : pathlib.Path
        Where its notebooks are; they have the names of the English ones.
    """

    name: str
    folder: Path

    @property
    def tag(self):
        """The name as pages write it, such as "zh-CN"."""
        return self.name.replace("_", "-")

    @property
    def own_name(self):
        """What the language calls itself."""
        return _OWN_NAMES.get(self.name, self.tag)

    @property
    def prefix(self):
        """The folder of its pages inside the site, with a slash at its end; English has none."""
        return "" if self.name == ENGLISH else f"{self.tag}/"

    @property
    def is_original(self):
        """Whether the others are translated from it, so that theirs are its anchors."""
        return self.name == ENGLISH


def editions(folder=NOTEBOOKS):
    """Return all editions, the English one first.

    Another one is a folder of notebooks named after its language, such as `notebooks/zh_CN`, with a start page in it.

    Parameters
    ----------
    folder : pathlib.Path
        Of the English notebooks.
    """
    found = sorted(path.parent for path in folder.glob("*/00_start_here.ipynb") if _NAME.fullmatch(path.parent.name))
    return [Edition(ENGLISH, folder), *(Edition(place.name, place) for place in found)]
