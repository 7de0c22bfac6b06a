"""The questions to the lesson on groups: scores with and without labels, maps, and how they mislead."""

import numpy as np
from sklearn.metrics import adjusted_rand_score, silhouette_score

from autoenc_lessons import measures
from autoenc_lessons.checks.groups.materials import narrow_and_wide, separate_blobs, stretched_codes, width
from autoenc_lessons.checks.groups.silhouettes import ROUNDING, hint_for_silhouette
from autoenc_lessons.checks.judging.answers import as_choice, as_number, as_table, call, told_apart
from autoenc_lessons.checks.judging.feedback import Wrong
from autoenc_lessons.checks.judging.question import SECONDS_WITH_TRAINING, question
from autoenc_lessons.language import _, counted, marked

__all__ = ["count_groups", "neighbour_share", "renamed", "repaired_groups", "silhouette", "two_widths"]

_FEWEST_AGREEMENT = 0.9
_MOST_STARTS = 3


@question
def renamed(ari, share, *, seed):
    """Judge the adjusted Rand index of renamed groups, and the share of samples whose number is their label."""
    ari, share = as_number(ari, "ari"), as_number(share, "share")
    labels, groups = [0, 0, 1, 1, 2, 2], [2, 2, 0, 0, 1, 1]
    if not np.isclose(ari, adjusted_rand_score(labels, groups)):
        raise Wrong(
            _("The adjusted Rand index is not {ari}.", ari=f"{ari:g}"),
            _("It never looks at the numbers, only at pairs: are two pictures together in both, or apart in both?"),
            _("Count the pairs on which groups and labels disagree."),
        )
    if not np.isclose(share, np.mean(np.equal(labels, groups))):
        raise Wrong(
            _("The index is right. The share is not {share}.", share=f"{share:g}"),
            _("Go through the six pictures one by one. For how many is the group's number the label?"),
            _("The first picture has the label 0 and is in group 2. The numbers differ."),
        )
    return _("k-means numbers its groups in any order. So a score must compare who is together, never the numbers.")


@question
def silhouette(function, *, seed):
    """Judge a function of `points` and `groups` that gives the mean silhouette."""
    generator = np.random.default_rng(seed)
    for n_groups, n_features in [(4, 3), (3, 4), (2, 2)]:
        groups = generator.permutation(np.repeat(np.arange(n_groups), generator.integers(4, 12, size=n_groups)))
        # Groups of other widths: the one with the nearest middle is not always the nearest one.
        widths = np.linspace(0.5, 3, n_groups)[groups, None]
        points = generator.normal(size=(len(groups), n_features)) * widths + 1.5 * groups[:, None]
        result = as_number(call(function, points, groups, name="silhouette"), _("The result of silhouette"))
        expected = silhouette_score(points, groups)
        if not np.isclose(result, expected, atol=ROUNDING):
            raise Wrong(
                _(
                    "For {number} points in {n_groups} groups it gives {result}.",
                    number=len(points),
                    n_groups=n_groups,
                    result=f"{result:.3f}",
                ),
                hint_for_silhouette(result, points, groups),
                _(
                    "For one point: a is the mean distance to the others of its group, without itself; b is the "
                    "smallest of the mean distances to the other groups."
                ),
            )
    return _("No label was needed. That is its strength, and why it cannot know what you are looking for.")


@question
def neighbour_share(function, *, seed):
    """Judge a function of `places` and `labels` that gives the share of samples beside one with their label."""
    generator = np.random.default_rng(seed)
    # Maps come in any size: what is far on one is near on another.
    for n_samples, n_groups, size in [(100, 5, 0.01), (50, 2, 1), (20, 3, 1000)]:
        labels = generator.integers(n_groups, size=n_samples)
        places = size * (generator.normal(size=(n_samples, 2)) + 1.2 * labels[:, None])
        result = as_number(call(function, places, labels, name="neighbour_share"), _("The result of neighbour_share"))
        expected = measures.neighbour_share(places, labels)
        # Of so many places, each share has two digits: who rounds to two is right, who divides by one less is not.
        if not np.isclose(result, expected, atol=1e-6):
            raise Wrong(
                _(
                    "For {n_samples} places in {n_groups} groups it gives {result}.",
                    n_samples=n_samples,
                    n_groups=n_groups,
                    result=f"{result:.3g}",
                ),
                _hint_for_neighbours(result, expected, n_samples),
                _(
                    "scipy.spatial.distance.cdist gives all distances; np.fill_diagonal(distances, np.inf) puts a "
                    "place out of its own way."
                ),
            )
    return _("Such a share says how well a map keeps like beside like, however its groups are shaped.")


def _hint_for_neighbours(result, expected, n_samples):
    if np.isclose(result, 1):
        return _("Is a place its own nearest one?")
    if np.isclose(result, 1 - expected):
        return _("This is the share of those with a strange neighbour.")
    if np.isclose(result, expected * n_samples) or np.isclose(result, expected * 100):
        return _("The number is right, but a share lies between 0 and 1.")
    return _("For each place: which other place is the nearest, and has it the same label?")


@question(seconds=SECONDS_WITH_TRAINING)
def repaired_groups(function, *, seed):
    """Judge a function of `codes` and `n_groups` that finds the groups although one unit drowns the others."""
    # Any unit may be the large one.
    for place, number in enumerate((seed, seed + 1, seed + 2, seed + 3)):
        codes, labels = stretched_codes(number)
        # One start of k-means may end badly, whatever the scale; another one seldom does.
        for _rest in range(_MOST_STARTS):
            agreement = adjusted_rand_score(labels, _found_groups(function, codes, 3))
            if agreement >= _FEWEST_AGREEMENT:
                break
        else:
            # No minus before a 0.
            got, asked = told_apart(max(agreement, 0) if agreement > -0.005 else agreement, _FEWEST_AGREEMENT, ".2f")
            hint = _("Print codes.std(axis=0). Which unit decides a distance between two codes?")
            if place:
                hint = _("For other codes it was right. Does it name a unit, or trust one start of k-means?")
            raise Wrong(
                _(
                    "The groups agree with the true ones by an ARI of {got}; asked is {asked} or more.",
                    got=got,
                    asked=asked,
                ),
                hint,
                _(
                    "What did lesson 1 do to features before training? Do not name the unit: in other codes it is "
                    "another."
                ),
            )
        # How well other numbers of groups fit is of no matter.
        _found_groups(function, codes, 2 + number % 2 * 2)
    return _(
        "A decoder undoes any stretch of a code, so training does not care for it. A distance does: give "
        "all units one scale."
    )


def _found_groups(function, codes, n_groups):
    answer = call(function, codes, n_groups, name="repaired_groups")
    found = as_table(answer, _("The result of repaired_groups"), (len(codes),))
    n_found = len(np.unique(found))
    if n_found != n_groups:
        raise Wrong(
            counted(
                "It finds {number} group where n_groups is {n_groups}.",
                "It finds {number} groups where n_groups is {n_groups}.",
                n_found,
                n_groups=n_groups,
            ),
            _("Return the group of each code, as fit_predict does."),
            _("Pass n_groups on to whatever looks for the groups."),
        )
    return found


_HINTS_FOR_WIDTHS = {
    "a": marked("Compare the two numbers above the pictures: what became of the ratio of the widths?"),
    "b": marked("t-SNE hardly minds how far apart two groups are: compare the gap with the widths, in both pictures."),
    "d": marked("Two groups were there, and two groups are on the map. What of the data has it kept, and what not?"),
}


@question(seconds=SECONDS_WITH_TRAINING)
def two_widths(what, why, *, seed):
    """Judge what a t-SNE map says of the widths of groups, and why."""
    chosen, because = as_choice(what, "what", "abcd"), as_choice(why, "why", "1234")
    if chosen != "c":
        raise Wrong(
            _("The map does not say that."),
            _(_HINTS_FOR_WIDTHS[chosen]),
            _("What would the map look like if the wide group were only twice as wide?"),
        )
    if because != "3":
        raise Wrong(
            _("What you may conclude is right, the reason is not."),
            _("What does t-SNE try to keep: distances, or who is near whom?"),
            _("How far away is a near neighbour in a narrow group, and how far in a wide one?"),
        )
    points, places, labels = narrow_and_wide(seed)
    before, after = (width(xy[labels == 1]) / width(xy[labels == 0]) for xy in (points, places))
    return _(
        "One group is {before} times as wide as the other, and on the map {after} times. Widths and gaps "
        "on a t-SNE map are no facts about the data.",
        before=f"{before:.0f}",
        after=f"{after:.1f}",
    )


@question(seconds=SECONDS_WITH_TRAINING)
def count_groups(function, *, seed):
    """Judge a function of `points` that finds out how many groups there are."""
    generator = np.random.default_rng(seed)
    # Both ends of the range, and an even and an odd number from the middle of it. How many points or features there
    # are tells nothing.
    few, many = (20, 25), (40, 45)
    tried = [(generator.choice([6, 8]), few), (2, many), (10, few), (generator.choice([3, 5, 7, 9]), many)]
    for place, (n_groups, sizes) in enumerate(tried):
        points = separate_blobs(int(n_groups), int(generator.integers(1000)), sizes)
        answered = as_number(call(function, points, name="count_groups"), _("The result of count_groups"))
        if answered != n_groups:
            raise Wrong(
                _(
                    "For points in {n_groups} groups it gives {answered}.",
                    n_groups=n_groups,
                    answered=f"{answered:.4g}",
                ),
                _hint_for_number(answered, n_groups, is_first=place == 0),
                _("If you use k-means, it may end badly from one start: give it n_init=10."),
            )
    return _("On round groups that lie well apart, the silhouette finds the number. The digits were neither.")


def _hint_for_number(answered, n_groups, *, is_first):
    if 0 < answered < 1:
        return _("This looks like a score. Asked is the number of groups that has it.")
    # Later, what counts places in a list has failed already.
    if is_first and answered in (n_groups - 2, n_groups - 1):
        return _("Is this the place of the best score in your list? Which number of groups belongs to the first place?")
    if answered > 10 or answered < 2:
        return _("From 2 to 10 groups are possible, and your function returns something else.")
    if n_groups == 10 and not is_first:
        return _("Does it try all numbers from 2 to 10, the 10 included?")
    return _("Score each number of groups from 2 to 10, and print the scores. Which number has the best?")
