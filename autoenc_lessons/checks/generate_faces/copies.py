"""The question which pictures are copies of training pictures, mirrored or not."""

import numpy as np

from autoenc_lessons.checks.generate_faces.materials import (
    disguised,
    drawn_faces,
    mirrored,
    split_faces,
)
from autoenc_lessons.checks.judging.answers import as_yes_or_no, call
from autoenc_lessons.checks.judging.feedback import Wrong
from autoenc_lessons.checks.judging.question import question
from autoenc_lessons.language import _

_FEWEST_COPIES_FOUND = 0.9
_MOST_FALSE_ALARMS = 0.1


@question
def find_copies(function, *, seed):
    """Judge a function of `pictures` and `training` that says which pictures are disguised training faces."""
    for number in (0, seed + 1, seed + 2):
        training, held_out = split_faces(number)
        drawn = drawn_faces(training, 60, number)
        pictures = np.concatenate([disguised(training, number), held_out, drawn])
        order = np.random.default_rng(number).permutation(len(pictures))
        answer = call(function, pictures[order], training, name="find_copies")
        found = np.empty(len(pictures), dtype=bool)
        found[order] = as_yes_or_no(answer, _("The result of find_copies"), len(pictures))
        of_copies, of_new_faces = np.split(found, [len(training)])
        if of_copies.mean() < _FEWEST_COPIES_FOUND:
            raise Wrong(
                _(
                    "It finds {of_copies} of the copies; asked are {fewest_copies_found}.",
                    of_copies=f"{of_copies.mean():.0%}",
                    fewest_copies_found=f"{_FEWEST_COPIES_FOUND:.0%}",
                ),
                _hint_for_copies(of_copies, mirrored(len(training), number)),
                _("Give each picture the mean 0 and the spread 1, and compare it with the mirrored faces, too."),
            )
        if of_new_faces.mean() > _MOST_FALSE_ALARMS:
            raise Wrong(
                _(
                    "It takes {of_new_faces} of the new faces for copies; at most {most_false_alarms} may be.",
                    of_new_faces=f"{of_new_faces.mean():.0%}",
                    most_false_alarms=f"{_MOST_FALSE_ALARMS:.0%}",
                ),
                _("Print your number for held-out faces and for copies. Where is the gap between them?"),
                _("The nearest distance divided by the second nearest is far below 1 for copies only."),
            )
    return _(
        "A test for copies must know in which disguise a copy may come. It says nothing of those that it does not know."
    )


def _hint_for_copies(found, is_mirrored):
    of_mirrored, of_others = found[is_mirrored].mean(), found[~is_mirrored].mean()
    if of_others > _FEWEST_COPIES_FOUND and of_mirrored < 0.5:
        return _(
            "Of those that are not mirrored, it finds {of_others}; of the mirrored ones, {of_mirrored}.",
            of_others=f"{of_others:.0%}",
            of_mirrored=f"{of_mirrored:.0%}",
        )
    if of_mirrored > _FEWEST_COPIES_FOUND and of_others < 0.5:
        return _(
            "Of the mirrored ones, it finds {of_mirrored}; of those that are not mirrored, {of_others}.",
            of_mirrored=f"{of_mirrored:.0%}",
            of_others=f"{of_others:.0%}",
        )
    return _(
        "Print your number for a few copies and for held-out faces. Does it tell them apart, and where is the line?"
    )
