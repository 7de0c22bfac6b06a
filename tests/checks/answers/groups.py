"""Right and plausibly wrong answers to the questions of exercise 5; each answer is a tuple."""

import numpy as np
import tensorflow as tf
from scipy.cluster.hierarchy import linkage
from scipy.spatial import KDTree
from scipy.spatial.distance import cdist
from sklearn.cluster import DBSCAN, AgglomerativeClustering, KMeans
from sklearn.datasets import make_blobs, make_circles, make_moons
from sklearn.decomposition import PCA
from sklearn.metrics import calinski_harabasz_score, davies_bouldin_score, silhouette_samples, silhouette_score
from sklearn.mixture import GaussianMixture
from sklearn.neighbors import KNeighborsClassifier, NearestNeighbors
from sklearn.preprocessing import MinMaxScaler, StandardScaler

RENAMED = {
    "right": {"numbers": (1, 0), "floats": (1.0, 0.0), "arrays": (np.array([1]), tf.constant(0.0))},
    "wrong": {
        "swapped": (0, 1),
        "both 1": (1, 1),
        "both 0": (0, 0),
        "a third": (1, 1 / 3),
        "less than chance": (-0.25, 0),
        "half": (0.5, 0),
        "one left blank": (1, ...),
        "text": ("1", "0"),
        "per cent": (100, 0),
        "two numbers": ([1, 0], 0),
        "NaN": (1, np.nan),
        "the pictures": (1, 6),
    },
}


def by_hand(points, groups, *, own_count=1, nearest=min, divide=max, over=np.mean, metric="euclidean"):
    values = []
    for number, row in enumerate(cdist(points, points, metric)):
        is_own = groups == groups[number]
        a = row[is_own].sum() / (is_own.sum() - own_count)
        b = nearest([row[groups == other].mean() for other in set(groups) - {groups[number]}])
        values.append((b - a) / divide(a, b))
    return over(values)


def to_centres(points, groups):
    centres = np.array([points[groups == group].mean(axis=0) for group in np.unique(groups)])
    distances = np.sort(cdist(points, centres), axis=1)
    return np.mean(1 - distances[:, 0] / distances[:, 1])


def foreign_points_together(points, groups):
    values = []
    for number, row in enumerate(cdist(points, points)):
        is_own = groups == groups[number]
        a, b = row[is_own].sum() / (is_own.sum() - 1), row[~is_own].mean()
        values.append((b - a) / max(a, b))
    return np.mean(values)


def by_two_loops(points, groups):
    values = []
    for number, point in enumerate(points):
        sums, counts = {}, {}
        for other, group in enumerate(groups):
            if other != number:
                sums[group] = sums.get(group, 0) + float(np.sqrt(np.sum((point - points[other]) ** 2)))
                counts[group] = counts.get(group, 0) + 1
        means = {group: sums[group] / counts[group] for group in sums}
        a = means.pop(groups[number])
        b = min(means.values())
        values.append((b - a) / max(a, b))
    return sum(values) / len(values)


def other_group_by_its_centre(points, groups):
    centres = np.array([points[groups == group].mean(axis=0) for group in np.unique(groups)])
    values = []
    for number, row in enumerate(cdist(points, points)):
        is_own = groups == groups[number]
        to_centres = cdist(points[[number]], centres)[0]
        to_centres[groups[number]] = np.inf
        a, b = row[is_own].sum() / (is_own.sum() - 1), row[groups == to_centres.argmin()].mean()
        values.append((b - a) / max(a, b))
    return np.mean(values)


def other_group_for_a_whole_group(points, groups):
    distances = cdist(points, points)
    numbers = np.unique(groups)
    between = np.array([[distances[groups == one][:, groups == two].mean() for two in numbers] for one in numbers])
    np.fill_diagonal(between, np.inf)
    values = []
    for own, row in zip(groups, distances, strict=True):
        a, b = row[groups == own].sum() / (np.sum(groups == own) - 1), row[groups == between[own].argmin()].mean()
        values.append((b - a) / max(a, b))
    return np.mean(values)


SILHOUETTE = {
    "right": {
        "by hand": (by_hand,),
        "two loops": (by_two_loops,),
        "32-bit numbers": (lambda points, groups: by_hand(points.astype("float32"), groups),),
        "scikit-learn": (silhouette_score,),
        "the mean of each": (lambda points, groups: silhouette_samples(points, groups).mean(),),
        "a tensor": (lambda points, groups: tf.constant(silhouette_score(points, groups)),),
    },
    "wrong": {
        "with itself": (lambda x, g: by_hand(x, g, own_count=0),),
        "all foreign points": (foreign_points_together,),
        "all other groups": (lambda x, g: by_hand(x, g, nearest=np.mean),),
        "the farthest group": (lambda x, g: by_hand(x, g, nearest=max),),
        "the sign": (lambda x, g: -silhouette_score(x, g),),
        "divided by the smaller": (lambda x, g: by_hand(x, g, divide=min),),
        "divided by b": (lambda x, g: by_hand(x, g, divide=lambda a, b: b),),
        "not divided": (lambda x, g: by_hand(x, g, divide=lambda a, b: 1),),
        "the sum": (lambda x, g: by_hand(x, g, over=np.sum),),
        "the median": (lambda x, g: by_hand(x, g, over=np.median),),
        "one for each point": (silhouette_samples,),
        "rounded": (lambda x, g: round(silhouette_score(x, g), 2),),
        "squared distances": (lambda x, g: by_hand(x, g, metric="sqeuclidean"),),
        "distances to centres": (to_centres,),
        "another score": (davies_bouldin_score,),
        "the first point": (lambda x, g: silhouette_samples(x, g)[0],),
        "the other group by its centre": (other_group_by_its_centre,),
        "one other group for a whole group": (other_group_for_a_whole_group,),
        "the first features": (lambda x, g: silhouette_score(x[:, :2], g),),
    },
}


def nearest_other(places):
    return NearestNeighbors(n_neighbors=2).fit(places).kneighbors(places, return_distance=False)[:, 1]


def with_a_loop(places, labels):
    like = 0
    for number, place in enumerate(places):
        others = np.delete(np.arange(len(places)), number)
        nearest = others[np.argmin(np.sum((places[others] - place) ** 2, axis=1))]
        like += labels[nearest] == labels[number]
    return like / len(places)


def by_cdist(places, labels):
    distances = cdist(places, places)
    np.fill_diagonal(distances, np.inf)
    return np.mean(labels[distances.argmin(axis=1)] == labels)


def spoils_places(places, labels):
    share = by_cdist(places, labels)
    places -= places.mean(axis=0)
    return share


def with_on_the_diagonal(value):
    def share(places, labels):
        distances = cdist(places, places)
        np.fill_diagonal(distances, value)
        return np.mean(labels[distances.argmin(axis=1)] == labels)

    return share


NEIGHBOURS = {
    "right": {
        "neighbours": (lambda places, labels: np.mean(labels[nearest_other(places)] == labels),),
        "a loop": (with_a_loop,),
        "distances": (by_cdist,),
        "a tensor": (lambda places, labels: tf.constant(by_cdist(places, labels)),),
        "a tree": (lambda places, labels: np.mean(labels[KDTree(places).query(places, k=2)[1][:, 1]] == labels),),
        "rounded": (lambda places, labels: round(by_cdist(places, labels), 2),),
        "32-bit numbers": (lambda places, labels: np.float32(by_cdist(places.astype("float32"), labels)),),
    },
    "wrong": {
        "itself": (lambda places, labels: np.mean(labels[cdist(places, places).argmin(axis=1)] == labels),),
        "the farthest": (lambda places, labels: np.mean(labels[cdist(places, places).argmax(axis=1)] == labels),),
        "the strangers": (lambda places, labels: 1 - by_cdist(places, labels),),
        "a count": (lambda places, labels: by_cdist(places, labels) * len(places),),
        "per cent": (lambda places, labels: 100 * by_cdist(places, labels),),
        "each one": (lambda places, labels: labels[nearest_other(places)] == labels,),
        "the second neighbour": (
            lambda places, labels: np.mean(labels[np.argsort(cdist(places, places))[:, 2]] == labels),
        ),
        "the next row": (lambda places, labels: np.mean(np.roll(labels, 1) == labels),),
        "five neighbours": (lambda places, labels: KNeighborsClassifier(5).fit(places, labels).score(places, labels),),
        "the first number alone": (lambda places, labels: by_cdist(places[:, :1], labels),),
        "k-means": (lambda places, labels: np.mean(KMeans(2, random_state=0).fit_predict(places) == labels),),
        "spoils the places": (spoils_places,),
        "1 on the diagonal": (with_on_the_diagonal(1),),
        "10 on the diagonal": (with_on_the_diagonal(10),),
        "divided by one less": (lambda places, labels: by_cdist(places, labels) * len(places) / (len(places) - 1),),
        "always 1": (lambda places, labels: 1.0,),
    },
}


def k_means(codes, n_groups, **options):
    return KMeans(n_groups, **({"n_init": 10, "random_state": 0} | options)).fit_predict(codes)


def scaled(codes):
    return (codes - codes.mean(axis=0)) / codes.std(axis=0)


def by_range(codes, n_groups):
    return k_means((codes - codes.min(axis=0)) / np.ptp(codes, axis=0), n_groups)


def without_the_largest(codes, n_groups):
    return k_means(np.delete(codes, codes.std(axis=0).argmax(), axis=1), n_groups)


def in_place(codes, n_groups):
    codes /= codes.std(axis=0)
    return k_means(codes, n_groups)


REPAIRED = {
    "right": {
        "standardised": (lambda codes, n_groups: k_means(scaled(codes), n_groups),),
        "by range": (by_range,),
        "scikit-learn": (lambda codes, n_groups: k_means(StandardScaler().fit_transform(codes), n_groups),),
        "white": (lambda codes, n_groups: k_means(PCA(whiten=True).fit_transform(codes), n_groups),),
        "without the largest unit": (without_the_largest,),
        "from 0 to 1": (lambda codes, n_groups: k_means(MinMaxScaler().fit_transform(codes), n_groups),),
        "one start": (lambda codes, n_groups: KMeans(n_groups).fit_predict(scaled(codes)),),
        "joined groups": (lambda codes, n_groups: AgglomerativeClustering(n_groups).fit_predict(scaled(codes)),),
        "a mixture": (
            lambda codes, n_groups: GaussianMixture(n_groups, n_init=5, random_state=0).fit_predict(scaled(codes)),
        ),
        "a list": (lambda codes, n_groups: k_means(scaled(codes), n_groups).tolist(),),
    },
    "wrong": {
        "unchanged": (k_means,),
        "more starts": (lambda codes, n_groups: k_means(codes, n_groups, n_init=50),),
        "centred": (lambda codes, n_groups: k_means(codes - codes.mean(axis=0), n_groups),),
        "one divisor for all": (lambda codes, n_groups: k_means(codes / codes.std(), n_groups),),
        "rows of length 1": (
            lambda codes, n_groups: k_means(codes / np.linalg.norm(codes, axis=1, keepdims=True), n_groups),
        ),
        "the first two units": (lambda codes, n_groups: k_means(scaled(codes)[:, :2], n_groups),),
        "the largest unit alone": (lambda codes, n_groups: k_means(codes[:, [codes.std(axis=0).argmax()]], n_groups),),
        "PCA": (lambda codes, n_groups: k_means(PCA(2).fit_transform(codes), n_groups),),
        "one group too many": (lambda codes, n_groups: k_means(scaled(codes), n_groups + 1),),
        "one group": (lambda codes, n_groups: np.zeros(len(codes)),),
        "neighbours": (lambda codes, n_groups: AgglomerativeClustering(n_groups).fit_predict(codes),),
        "the scaled codes": (lambda codes, n_groups: scaled(codes),),
        "the centres": (lambda codes, n_groups: KMeans(n_groups, random_state=0).fit(scaled(codes)).cluster_centers_,),
        "in place": (in_place,),
        "rows in turn": (lambda codes, n_groups: np.arange(len(codes)) % n_groups,),
        "always three groups": (lambda codes, n_groups: k_means(scaled(codes), 3),),
        "without unit 1": (lambda codes, n_groups: k_means(np.delete(codes, 1, axis=1), n_groups),),
        "without unit 0": (lambda codes, n_groups: k_means(codes[:, 1:], n_groups),),
    },
}

WIDTHS = {
    "right": {"small": ("c", 3), "text": ("C", "3"), "in brackets": ("(c)", 3.0)},
    "wrong": {
        f"{letter}{number}": (letter, number)
        for letter in "abcd"
        for number in range(1, 5)
        if (letter, number) != ("c", 3)
    }
    | {"half": ("c", ...), "no such": ("e", 3)},
}


def best_number(score, *, smallest=2, largest=10, step=1, pick=max, offset=0):
    def count(points):
        scores = {number: score(points, k_means(points, number)) for number in range(smallest, largest + 1, step)}
        return pick(scores, key=scores.get) + offset

    return count


def inertia(points, groups):
    return sum(np.sum((points[groups == g] - points[groups == g].mean(axis=0)) ** 2) for g in set(groups))


def gap_statistic(points):
    generator = np.random.default_rng(0)
    gaps, errors = [], []
    for number in range(2, 12):
        # Spread evenly over the same box, there are no groups.
        even = [generator.uniform(points.min(axis=0), points.max(axis=0), size=points.shape) for _ in range(5)]
        widths = [np.log(KMeans(number, n_init=5, random_state=0).fit(data).inertia_) for data in [points, *even]]
        gaps.append(np.mean(widths[1:]) - widths[0])
        errors.append(np.std(widths[1:]) * np.sqrt(1 + 1 / 5))
    return next(place + 2 for place in range(9) if gaps[place] >= gaps[place + 1] - errors[place + 1])


def largest_step(points):
    heights = linkage(points, "average")[:, 2][-10:]
    return len(heights) - int(np.argmax(np.diff(heights)))


COUNT = {
    "right": {
        "silhouette": (best_number(silhouette_score),),
        "more numbers": (best_number(silhouette_score, largest=12),),
        "an array": (lambda points: np.array([best_number(silhouette_score)(points)]),),
        "another score": (best_number(davies_bouldin_score, pick=min),),
        "a third score": (best_number(calinski_harabasz_score),),
        "the gap statistic": (gap_statistic,),
        "the largest step of a tree": (largest_step,),
        "density": (lambda points: len(set(DBSCAN(eps=6).fit_predict(points)) - {-1}),),
        "joined groups": (
            lambda points: max(
                range(2, 11),
                key=lambda n: silhouette_score(points, AgglomerativeClustering(n).fit_predict(points)),
            ),
        ),
    },
    "wrong": {
        "the best score": (lambda points: max(silhouette_score(points, k_means(points, n)) for n in range(2, 11)),),
        "the place in the list": (best_number(silhouette_score, offset=-2),),
        "the place, counted from 1": (best_number(silhouette_score, offset=-1),),
        "one too many": (best_number(silhouette_score, offset=1),),
        "the worst": (best_number(silhouette_score, pick=min),),
        "the smallest sum of squares": (best_number(inertia, pick=min),),
        "the largest sum of squares": (best_number(inertia),),
        "always 3": (lambda points: 3,),
        "30 points a group": (lambda points: len(points) // 30,),
        "up to 9": (best_number(silhouette_score, largest=9),),
        "up to 8": (best_number(silhouette_score, largest=8),),
        "from 3": (best_number(silhouette_score, smallest=3),),
        "up to 4": (best_number(silhouette_score, largest=4),),
        "only even ones": (best_number(silhouette_score, step=2),),
        "the number of points": (len,),
        "the number of features": (lambda points: points.shape[1],),
        "the groups": (lambda points: k_means(points, 3),),
        "all scores": (lambda points: [silhouette_score(points, k_means(points, n)) for n in range(2, 11)],),
    },
}


def stripes(n_samples):
    labels = np.arange(n_samples) % 2
    return np.column_stack([np.linspace(0, 20, n_samples), 1.5 * labels]), labels


def stripes_with_a_gap(n_samples):
    points, labels = stripes(n_samples)
    return points + 3 * ((labels == 1) & (points[:, 0] > 10))[:, None], labels


def rings(n_samples, noise=0.05, inner=0.4):
    return make_circles(n_samples, noise=noise / 2, factor=inner, random_state=0)


def rings_by_halves(n_samples):
    half = n_samples // 2
    points, labels = rings(2 * half)
    return points, labels


def rings_with_flipped_labels(n_samples):
    points, labels = rings(n_samples)
    labels = labels.copy()
    labels[:4] = 1 - labels[:4]
    return points, labels


def moons(n_samples):
    return make_moons(n_samples, noise=0.05, random_state=0)


def moons_with_labels_in_another_order(n_samples):
    return moons(n_samples)[0], (np.arange(n_samples) >= n_samples // 2).astype(int)


def ring_and_middle(n_samples):
    points, labels = rings(n_samples, inner=0.1)
    return points, labels


def rings_of_random_labels(n_samples):
    points, _ = rings(n_samples)
    return points, np.random.default_rng(0).integers(2, size=n_samples)


def a_small_group(n_samples):
    points, labels = stripes(n_samples)
    is_in = np.arange(n_samples) >= n_samples // 10
    return np.where(is_in[:, None], [points[:, 0].max() / 2, 0] + 0.01 * points, points), is_in.astype(int)


def one_in_five(n_samples):
    labels = (np.arange(n_samples) % 5 == 0).astype(int)
    return np.column_stack([np.linspace(0, 20, n_samples), 3 * labels]), labels


def four_in_five(n_samples):
    points, labels = one_in_five(n_samples)
    return points, 1 - labels


MAKE_DATA = {
    "right": {
        "one point in five": (one_in_five,),
        "four points in five": (four_in_five,),
        "stripes": (stripes,),
        "rings": (rings,),
        "moons": (moons,),
        "lists": (lambda n_samples: [part.tolist() for part in stripes(n_samples)],),
        "Boolean labels": (lambda n_samples: (stripes(n_samples)[0], stripes(n_samples)[1] == 1),),
        "labels from 1 to 0": (lambda n_samples: (stripes(n_samples)[0], 1 - stripes(n_samples)[1]),),
    },
    "wrong": {
        "blobs": (lambda n: make_blobs(n, centers=[[0, 0], [10, 0]], random_state=0),),
        "touching blobs": (lambda n: make_blobs(n, centers=[[0, 0], [2, 0]], random_state=0),),
        "one blob": (lambda n: (make_blobs(n, centers=1, random_state=0)[0], np.arange(n) % 2),),
        "rings with noise": (lambda n: rings(n, noise=0.8),),
        "one is lost": (rings_by_halves,),
        "a gap": (stripes_with_a_gap,),
        "labels in another order": (moons_with_labels_in_another_order,),
        "flipped labels": (rings_with_flipped_labels,),
        "random labels": (rings_of_random_labels,),
        "labels by halves": (lambda n: (stripes(n)[0], (np.arange(n) < n // 2).astype(int)),),
        "a few points": (a_small_group,),
        "the points alone": (lambda n: stripes(n)[0],),
        "swapped": (lambda n: stripes(n)[::-1],),
        "three features": (lambda n: (np.column_stack([stripes(n)[0], np.zeros(n)]), stripes(n)[1]),),
        "always 300": (lambda n: stripes(300),),
        "three groups": (lambda n: (stripes(n)[0], np.arange(n) % 3),),
        "one label": (lambda n: (stripes(n)[0], np.zeros(n)),),
        "short stripes": (lambda n: (stripes(n)[0] * [0.05, 1], stripes(n)[1]),),
        "stripes that are hardly long enough": (lambda n: (stripes(n)[0] * [0.18, 1], stripes(n)[1]),),
    },
}

ANSWERS = {
    "renamed": RENAMED,
    "silhouette": SILHOUETTE,
    "neighbour_share": NEIGHBOURS,
    "repaired_groups": REPAIRED,
    "two_widths": WIDTHS,
    "count_groups": COUNT,
    "make_data": MAKE_DATA,
}
