"""The question for two groups that mislead the silhouette."""

import numpy as np
from sklearn.cluster import AgglomerativeClustering, KMeans
from sklearn.metrics import adjusted_rand_score, silhouette_score

from autoenc_lessons.checks.judging.answers import as_table, call, several, told_apart
from autoenc_lessons.checks.judging.feedback import Unchecked, Wrong
from autoenc_lessons.checks.judging.question import question
from autoenc_lessons.language import _

__all__ = ["make_data"]

_LARGEST_AGREEMENT = 0.5
# One point of so many.
_SMALLEST_GROUP = 5
_LEAST_ADVANTAGE = 0.05


@question
def make_data(function, *, seed):
    """Judge a function of `n_samples` that makes two groups for which the silhouette prefers wrong ones."""
    # An odd number, too.
    fresh = int(np.random.default_rng(seed).integers(220, 500)) | 1
    for n_samples in (200, fresh):
        returned = several(call(function, n_samples, name="make_data"), "make_data", ("points", "labels"))
        points = as_table(returned[0], _("The points"), (n_samples, 2))
        labels = as_table(returned[1], _("The labels"), (n_samples,), booleans=True)
        if set(np.unique(labels)) != {0, 1}:
            raise Unchecked(_("The labels must be 0 and 1, and both must occur."))
        _check_groups(points, labels)
        found = KMeans(2, n_init=10, random_state=0).fit_predict(points)
        _check_scores(points, labels, found)
    by_kmeans, by_label = silhouette_score(points, found), silhouette_score(points, labels)
    return _(
        "The groups of k-means get a silhouette of {by_kmeans}, the true ones {by_label}, although "
        "nobody who sees the points would doubt them. A score without labels has a taste of its own.",
        by_kmeans=f"{by_kmeans:.2f}",
        by_label=f"{by_label:.2f}",
    )


def _check_groups(points, labels):
    smaller = min(np.sum(labels == 0), np.sum(labels == 1))
    if _SMALLEST_GROUP * smaller < len(labels):
        raise Wrong(
            _(
                "One group holds {smaller} of {number} points, less than one in {smallest_group}.",
                smaller=smaller,
                number=len(labels),
                smallest_group=_SMALLEST_GROUP,
            ),
            _("Give both groups about as many points, for any n_samples."),
            _("labels.mean() is the share of group 1."),
        )
    joined = AgglomerativeClustering(2, linkage="single").fit_predict(points)
    if adjusted_rand_score(labels, joined) < 1:
        parts = [labels[joined == part] for part in (0, 1)]
        # Where a group has a gap, one part is a piece of that group.
        if all(_SMALLEST_GROUP * len(part) >= len(labels) and len(set(part)) == 2 for part in parts):
            raise Wrong(
                _("Whoever walks from neighbour to neighbour finds two groups of points, but your labels name others."),
                _("Draw your points in the colours of their labels. Are points and labels in the same order?"),
                _("make_moons and make_circles mix their points: use the labels that they return with them."),
            )
        raise Wrong(
            _(
                "Whoever walks from neighbour to neighbour does not find your two groups: one has a gap, they "
                "touch, or some points have the wrong label."
            ),
            _("Draw your points. The space between the groups must be wider than every gap inside a group."),
            _("Put more points where a group is thin, or take away some noise."),
        )


def _check_scores(points, labels, found):
    agreement = adjusted_rand_score(labels, found)
    if agreement > _LARGEST_AGREEMENT:
        got, most = told_apart(agreement, _LARGEST_AGREEMENT, ".2f")
        raise Wrong(
            _(
                "k-means finds your groups, or nearly so: its ARI is {got}, and at most {most} is asked.",
                got=got,
                most=most,
            ),
            _("k-means cuts the plane in two by a straight line. Which two groups can no straight line part well?"),
            _("One group may lie around the other, or both may be long."),
        )
    by_kmeans, by_label = silhouette_score(points, found), silhouette_score(points, labels)
    if by_kmeans < by_label + _LEAST_ADVANTAGE:
        got, least = told_apart(by_kmeans - by_label, _LEAST_ADVANTAGE, ".2f")
        raise Wrong(
            _(
                "The groups of k-means get a silhouette of {by_kmeans}, yours {by_label}: the first must be "
                "higher by {least} or more, and the difference is {got}.",
                by_kmeans=f"{by_kmeans:.3f}",
                by_label=f"{by_label:.3f}",
                least=least,
                got=got,
            ),
            _("What lowers the silhouette of a true group: a point that is far from others of its own group."),
            _("Make your groups longer, or the one around the other wider."),
        )
