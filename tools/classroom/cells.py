"""The nbgrader preprocessor that puts a submission's cells back in order before anything runs.

nbgrader restores a changed check by itself. But it stops at a duplicated cell, it puts back no deleted import, and it
stops where both a check and its neighbour are gone.
"""

from pathlib import Path

import nbformat
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Unicode

from tools.classroom.blanks import filled_names, without_blanks
from tools.classroom.language import _, marked
from tools.classroom.lookalikes import other_work
from tools.classroom.words import add_notes, grading_of, is_check, is_graded_by_hand, notes_of, spoken_name


class PutCellsBack(NbGraderPreprocessor):
    """Give each cell of the release its metadata back, and put back what was deleted of checks and given cells."""

    release = Unicode(help="The folder of the released assignments").tag(config=True)

    def preprocess(self, nb, resources):
        name, release = resources["nbgrader"], Path(self.release)
        released = nbformat.read(release / name["assignment"] / f"{name['notebook']}.ipynb", as_version=4)
        other = None if _is_recognized(nb, released) else other_work(nb, name["assignment"], release)
        notes = put_cells_back(nb, released)
        add_notes(nb, [*([other] if other else []), *notes])
        return nb, resources


def put_cells_back(notebook, released):
    """Make a submission hold each check and each given cell of the release once, and say what was done.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        The submission, changed in place.
    released : nbformat.NotebookNode
        What the student was given.

    Returns
    -------
    list of str
    """
    wanted = _wanted(released)
    had_code = any(cell.cell_type == "code" and cell.source.strip() for cell in notebook.cells)
    places = _places(notebook.cells, wanted)
    copies = {grade_id: len(found) for grade_id, found in places.items() if len(found) > 1}
    held = {grade_id: _the_one(found, wanted[grade_id]) for grade_id, found in places.items() if found}
    notes = {marked("{cells}: there more than once (all copies ran)"): list(copies)}
    notes[marked("{cells}: changed, and graded in its original form")] = _restore(notebook, held, wanted)
    missing = [grade_id for grade_id in wanted if grade_id not in held]
    notes[marked("{cells}: missing")] = [grade_id for grade_id in missing if not _locked(wanted[grade_id])]
    held = {grade_id: notebook.cells[place] for grade_id, place in held.items()}
    moved = _take_out_moved(notebook, held, wanted)
    put_back = _insert(notebook, held, wanted)
    gone = [grade_id for grade_id in put_back if _locked(wanted[grade_id]) and grade_id not in moved]
    notes[marked("{cells}: missing, and put back")] = gone
    notes[marked("{cells}: moved, and run at its place")] = [grade_id for grade_id in put_back if grade_id in moved]
    left = marked("{cells}: left as it was, and not run, for another cell gives the answer")
    notes[left] = _pass_over_blanks(notebook, held, wanted)
    _make_ids_unique(notebook.cells)
    if not had_code:
        return [] if notes_of(notebook) else [_("there is no code in the notebook")]
    if not any(grading_of(cell).get("solution") for cell in notebook.cells):
        return [_("no answer cell was recognized; all code ran, then the checks")]
    return [
        _(what, cells=", ".join(spoken_name(wanted[grade_id], 0) for grade_id in found))
        for what, found in notes.items()
        if found
    ]


def _wanted(released):
    """Return the cells that a submission must hold, by their grade ids."""
    return {grading_of(cell)["grade_id"]: cell for cell in released.cells if grading_of(cell)}


def _is_recognized(notebook, released):
    """Return whether the notebook holds at least half of the answers and checks of the release."""
    wanted = _wanted(released)
    places = _places(notebook.cells, wanted)
    asked = [grade_id for grade_id, cell in wanted.items() if _checks(cell) or not _locked(cell)]
    return 2 * sum(bool(places[grade_id]) for grade_id in asked) >= len(asked)


def _places(cells, wanted):
    """Return where each wanted cell is: by its grade id; else by its cell id, or by the very same text."""
    claims = [str(grading_of(cell).get("grade_id")) for cell in cells]
    places = {grade_id: [place for place, claim in enumerate(claims) if claim == grade_id] for grade_id in wanted}
    free = [place for place, claim in enumerate(claims) if claim not in wanted]
    for grade_id in (grade_id for grade_id in wanted if not places[grade_id]):
        places[grade_id] = [place for place in free if _looks_like(cells[place], wanted[grade_id])]
        free = [place for place in free if place not in places[grade_id]]
    return places


def _looks_like(cell, original):
    return cell.get("id") == original.id or (_locked(original) and _text(cell) == _text(original))


def _the_one(places, original):
    """Choose among copies: what is given is needed early, what is checked must be there by then."""
    return places[0] if _locked(original) and not _checks(original) else places[-1]


def _restore(notebook, held, wanted):
    """Give the cells their metadata back, and take it from all others. Return which locked cells were changed."""
    changed = []
    owners = {place: grade_id for grade_id, place in held.items()}
    for place, cell in enumerate(notebook.cells):
        if place not in owners:
            # nbgrader stops at an empty or foreign entry, and a tag can keep a cell from running.
            cell.metadata = nbformat.NotebookNode()
            continue
        original = wanted[owners[place]]
        if _locked(original) and _text(cell) != _text(original):
            changed.append(owners[place])
        source = original.source if _locked(original) else cell.source
        notebook.cells[place] = _copy(original, source)
        if original.cell_type == "markdown" and cell.get("attachments"):
            # A picture that a student has pasted into an answer.
            notebook.cells[place].attachments = cell.attachments
    return changed


def _take_out_moved(notebook, held, wanted):
    """Take out the checks that stand above their answers, and the given cells that stand below what they are for.

    Returns
    -------
    list of str
        Their grade ids. `_insert` puts them back where they belong.
    """
    place, order = {id(cell): number for number, cell in enumerate(notebook.cells)}, list(wanted)
    where = {grade_id: place[id(cell)] for grade_id, cell in held.items()}
    moved, own = [], []
    for grade_id in order:
        if not _checks(wanted[grade_id]):
            own.append(grade_id)
        else:
            if grade_id in where and any(where.get(before, -1) > where[grade_id] for before in own):
                moved.append(grade_id)
            own = []
    for number, grade_id in enumerate(order):
        if grade_id in where and _locked(wanted[grade_id]) and not _checks(wanted[grade_id]):
            later = (name for name in order[number + 1 :] if not _locked(wanted[name]))
            if any(where.get(name, len(place)) < where[grade_id] for name in later):
                moved.append(grade_id)
    gone = {id(held.pop(grade_id)) for grade_id in moved}
    notebook.cells = [cell for cell in notebook.cells if id(cell) not in gone]
    return moved


def _insert(notebook, held, wanted):
    """Put back the missing locked cells, and as blanks the answers that a teacher would wait for. Return which."""
    cells, order = notebook.cells, list(wanted)
    put_back = []
    for number, grade_id in enumerate(order):
        if grade_id in held or not (_locked(wanted[grade_id]) or is_graded_by_hand(wanted[grade_id])):
            continue
        index = {id(cell): place for place, cell in enumerate(cells)}
        before = [index[id(held[name])] for name in order[:number] if name in held]
        after = {name: index[id(held[name])] for name in order[number + 1 :] if name in held}
        place = before[-1] + 1 if before else 0
        if _checks(wanted[grade_id]):
            # As late as possible: the answer may be in a cell that the student made.
            place = max(place, next(iter(after.values()), len(cells)))
        else:
            place = min([place, *(found for name, found in after.items() if not _locked(wanted[name]))])
        held[grade_id] = _copy(wanted[grade_id], wanted[grade_id].source)
        cells.insert(place, held[grade_id])
        put_back.append(grade_id)
    return put_back


def _pass_over_blanks(notebook, held, wanted):
    """Keep a blank from undoing an answer that stands in a cell above it. Return which blanks that were."""
    owners, filled, passed_over = {id(cell): grade_id for grade_id, cell in held.items()}, set(), []
    for cell in notebook.cells:
        original = wanted.get(owners.get(id(cell)))
        if cell.cell_type != "code" or (original and _locked(original)):
            continue
        if original:
            cell.source, names = without_blanks(cell.source, filled)
            if names:
                passed_over.append(owners[id(cell)])
        filled |= filled_names(cell.source) - (filled_names(original.source) if original else set())
    return passed_over


def _copy(original, source):
    copy = nbformat.from_dict(original)
    copy.source = source
    return copy


def _locked(cell):
    return grading_of(cell)["locked"]


def _checks(cell):
    return is_check(cell)


def _text(cell):
    return "\n".join(line.rstrip() for line in cell.source.strip().splitlines())


def _make_ids_unique(cells):
    used = set()
    for number, cell in enumerate(cells):
        if cell.get("id") in used:
            cell.id = f"copy-{number}"
        used.add(cell.get("id"))
