"""The question about held-out patches: a split of a photograph's patches that shares no pixel."""

import numpy as np

from autoenc_lessons.checks.judging.answers import call, several, told_apart
from autoenc_lessons.checks.judging.feedback import Wrong
from autoenc_lessons.checks.judging.numbers_in import as_array
from autoenc_lessons.checks.judging.question import question
from autoenc_lessons.checks.large_data.materials import places, shares
from autoenc_lessons.language import _

__all__ = ["split_patches"]

_LEAST_TEST, _MOST_TEST, _LEAST_TRAINING = 0.1, 0.3, 0.5


@question
def split_patches(function, *, seed):
    """Judge a function of patches' places and size that gives training and test patches without a common pixel."""
    generator = np.random.default_rng(seed)
    for number in range(4):
        top, left = places(*generator.integers(70, 120, size=2), size := 8 - number)
        if number % 2:
            order = generator.permutation(len(top))
            top, left = top[order], left[order]
        answer = call(function, top, left, size, name="split_patches")
        training, test = several(answer, "split_patches", [_("the training patches"), _("the test patches")])
        training = _as_mask(training, _("What split_patches returns first"), len(top))
        test = _as_mask(test, _("What split_patches returns second"), len(top))
        if np.any(training & test):
            raise Wrong(
                _("{number} patches are both in training and in test.", number=np.sum(training & test)),
                _("A patch may be in one of the two, or in none."),
                _("Some patches belong to none: those that have pixels of both parts of the picture."),
            )
        _refuse_other_shares(training, test)
        common = shares(top, left, size, training) & test
        if common.any():
            raise Wrong(
                _(
                    "Patches of {size} x {size}: {number} of {all} test patches share pixels with a training patch.",
                    size=size,
                    number=common.sum(),
                    all=test.sum(),
                ),
                *_hints_for_leak(top, left, size, training, test, common),
            )
    return _("The test patches come from a part of the picture that no training patch has seen: so their error counts.")


def _as_mask(answer, name, n_patches):
    array = as_array(answer, name, booleans=True)
    if array.shape != (n_patches,):
        raise Wrong(
            _("{name} must say of each patch True or False.", name=name),
            _(
                "There are {number} patches; your result has the shape {shape}.",
                number=n_patches,
                shape=array.shape,
            ),
            _("A comparison, such as left < 20, gives True or False for each patch. Numbers of patches are not asked."),
        )
    if not np.isin(array, [0, 1]).all():
        raise Wrong(
            _("{name} must say of each patch True or False.", name=name),
            _("It holds other numbers: the patches' places are not asked, but whether each patch is in this part."),
            _("A comparison, such as left < 20, gives True or False for each patch."),
        )
    return array == 1


def _refuse_other_shares(training, test):
    if not _LEAST_TEST <= test.mean() <= _MOST_TEST:
        is_few = test.mean() < _LEAST_TEST
        got, limit = told_apart(test.mean(), _LEAST_TEST if is_few else _MOST_TEST, ".0%")
        raise Wrong(
            _("{got} of the patches are test patches; at least {limit} are asked.", got=got, limit=limit)
            if is_few
            else _("{got} of the patches are test patches; at most {limit} are asked.", got=got, limit=limit),
            _("What you return first counts as training, what you return second as test. Are they swapped?")
            if _LEAST_TEST <= training.mean() <= _MOST_TEST and test.mean() >= _LEAST_TRAINING
            else _("Print test.mean(): the share of the patches that are in test."),
            _("Pictures differ in size: find the line or column to cut at from the places, such as left.max()."),
        )
    if training.mean() < _LEAST_TRAINING:
        got, limit = told_apart(training.mean(), _LEAST_TRAINING, ".0%")
        raise Wrong(
            _("{got} of the patches are training patches; at least {limit} are asked.", got=got, limit=limit),
            _("Leave out only as many patches as you must: those that have pixels of both parts."),
            _("Cut the picture once, along a line or a column. Each cut costs patches."),
        )


def _hints_for_leak(top, left, size, training, test, common):
    one = np.flatnonzero(common)[0]
    apart = np.maximum(np.abs(top - top[one]), np.abs(left - left[one]))
    near = np.flatnonzero(training)[np.argmin(apart[training])]
    last = _(
        "For example the test patch that begins at line {line}, column {column}, and the training patch at line "
        "{other_line}, column {other_column}.",
        line=top[one],
        column=left[one],
        other_line=top[near],
        other_column=left[near],
    )
    if common.sum() > 0.9 * test.sum():
        return _(
            "Patches that begin beside each other show nearly the same. Take the test patches from one part of the "
            "picture."
        ), last
    return (
        _(
            "The nearest ones begin {distance} apart. Two patches share pixels if they begin less than {size} apart, "
            "both in lines and in columns.",
            distance=_nearest(top, left, training, test, common),
            size=size,
        ),
        last,
    )


def _nearest(top, left, training, test, common):
    """Return how far apart the nearest training and test patches begin: in lines or columns, whichever is more."""
    there = np.stack([top[training], left[training]], axis=1)
    here = np.stack([top[test & common], left[test & common]], axis=1)
    return min(int(np.abs(there - place).max(axis=1).min()) for place in here)
