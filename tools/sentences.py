"""Collect every sentence that a reader sees into one catalogue for translators: run as `python -m tools.sentences`."""

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from tools.notebooks.sources import ROOT

PACKAGE = ROOT / "autoenc_lessons"
# What a teacher is told, a student by the teacher, and a reader of the site. It has the same catalogue.
FOLDERS = [PACKAGE, ROOT / "tools" / "classroom", ROOT / "tools" / "site"]
CATALOGUE = PACKAGE / "locale" / "autoenc_lessons.pot"
_SAID_BY = {"_": None, "marked": None, "counted": (1, 2)}


def collected():
    """Return the sentences of the package, of the grading and of the site as a catalogue without translations."""
    catalogue = Catalog(project="autoenc_lessons", copyright_holder="The autoenc_lessons authors", charset="utf-8")
    said = set()
    for folder in FOLDERS:
        found = extract_from_dir(folder, [("**.py", "python")], keywords=_SAID_BY)
        said |= {message for _path, _line, message, _comments, _context in found}
    for message in sorted(said, key=str):
        catalogue.add(message)
    return catalogue


def stored():
    """Return the catalogue as it is stored."""
    with CATALOGUE.open("rb") as file:
        return read_po(file)


def main():
    CATALOGUE.parent.mkdir(exist_ok=True)
    with CATALOGUE.open("wb") as file:
        write_po(file, collected(), omit_header=True, width=120)
    print(f"{CATALOGUE.relative_to(ROOT)} holds {len(stored())} sentences.")


if __name__ == "__main__":
    main()
