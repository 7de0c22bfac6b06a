"""Right and plausibly wrong answers to the questions of exercise 6; each answer is a tuple."""

import numpy as np
import tensorflow as tf
from scipy import ndimage, signal
from scipy.spatial.distance import cdist

EVENED_OUT = {
    "right": {
        "numbers": (0.09, 0.01),
        "computed": (0.3**2, 0.3**2 / 9),
        "arrays": (np.array([0.09]), tf.constant(0.01)),
    },
    "wrong": {
        "swapped": (0.01, 0.09),
        "the standard deviation": (0.3, 0.01),
        "both standard deviations": (0.3, 0.1),
        "by the root": (0.09, 0.03),
        "not evened out": (0.09, 0.09),
        "added up": (0.09, 0.81),
        "none left": (0.09, 0),
        "divided by 81": (0.09, 0.09 / 81),
        "zero": (0, 0),
        "per cent": (9, 1),
        "one left blank": (0.09, ...),
        "text": ("0.09", "0.01"),
        "both in one": ([0.09, 0.01], 0.01),
    },
}


def in_squares(pictures, change):
    side = int(np.sqrt(pictures.shape[1]))
    squares = pictures.reshape(-1, side, side).copy()
    change(squares)
    return squares.reshape(pictures.shape)


def grey(*places):
    def set_grey(squares, value=0.5):
        squares[places] = value

    return set_grey


ALL = slice(None)


def hide_with_a_loop(pictures, first, width):
    hidden = np.array(pictures)
    side = round(pictures.shape[1] ** 0.5)
    for line in range(side):
        hidden[:, line * side + first : line * side + first + width] = 0.5
    return hidden


def hide_by_number(pictures, first, width):
    column = np.arange(pictures.shape[1]) % int(np.sqrt(pictures.shape[1]))
    return np.where((column >= first) & (column < first + width), 0.5, pictures)


def hide_in_place(pictures, first, width):
    side = int(np.sqrt(pictures.shape[1]))
    pictures.reshape(-1, side, side)[:, :, first : first + width] = 0.5
    return pictures


def hide_in_14(pictures, first, width):
    squares = pictures.reshape(-1, 14, 14).copy()
    squares[:, :, first : first + width] = 0.5
    return squares.reshape(pictures.shape)


def columns(pictures, first, width):
    return in_squares(pictures, grey(ALL, ALL, slice(first, first + width)))


def hide_in_32_bits(pictures, first, width):
    return columns(pictures.astype("float32"), first, width)


def never_the_last_column(pictures, first, width):
    side = int(np.sqrt(pictures.shape[1]))
    return columns(pictures, first, min(width, side - 1 - first))


def hide_by_pictures_in_a_row(pictures, first, width):
    side = int(np.sqrt(pictures.shape[1]))
    squares = pictures.reshape(side, side, -1).copy()
    squares[:, first : first + width] = 0.5
    return squares.reshape(pictures.shape)


HIDE_COLUMNS = {
    "right": {
        "32-bit numbers": (hide_in_32_bits,),
        "one picture at a time": (
            lambda pictures, first, width: np.array([columns(one[None], first, width)[0] for one in pictures]),
        ),
        "squares": (columns,),
        "a loop": (hide_with_a_loop,),
        "column numbers": (hide_by_number,),
        "a list": (lambda p, first, width: columns(p, first, width).tolist(),),
        "a tensor": (lambda p, first, width: tf.constant(columns(p, first, width)),),
    },
    "wrong": {
        "lines": (lambda p, first, width: in_squares(p, grey(ALL, slice(first, first + width))),),
        "one too many": (lambda p, first, width: columns(p, first, width + 1),),
        "counted from 1": (lambda p, first, width: in_squares(p, grey(ALL, ALL, slice(first - 1, first - 1 + width))),),
        "up to width": (lambda p, first, width: in_squares(p, grey(ALL, ALL, slice(first, max(width, first)))),),
        "black": (lambda p, first, width: np.where(columns(p, first, width) == 0.5, 0, p),),
        "white": (lambda p, first, width: np.where(columns(p, first, width) == 0.5, 1, p),),
        "in place": (hide_in_place,),
        "14 pixels alone": (hide_in_14,),
        "unchanged": (lambda p, first, width: p.copy(),),
        "all grey": (lambda p, first, width: np.full(p.shape, 0.5),),
        "first features": (lambda p, first, width: np.where(np.arange(p.shape[1]) < width, 0.5, p),),
        "squares returned": (lambda p, first, width: columns(p, first, width).reshape(len(p), -1, 1),),
        "the first picture": (lambda p, first, width: columns(p, first, width)[:1],),
        "one too few": (lambda p, first, width: columns(p, first, width - 1),),
        "never the last column": (never_the_last_column,),
        "pictures last": (hide_by_pictures_in_a_row,),
        "always from 0": (lambda p, first, width: columns(p, 0, width),),
        "the rest": (lambda p, first, width: np.where(columns(p, first, width) == 0.5, p, 0.5),),
    },
}


def by_loop(picture, window):
    padded = np.pad(picture, 1)
    height, width = picture.shape
    return np.array([[np.sum(window * padded[r : r + 3, c : c + 3]) for c in range(width)] for r in range(height)])


def by_views(picture, window):
    views = np.lib.stride_tricks.sliding_window_view(np.pad(picture, 1), (3, 3))
    return np.einsum("rcij,ij->rc", views, window)


def by_tensorflow(picture, window):
    return tf.nn.conv2d(picture[None, :, :, None], window[:, :, None, None], 1, "SAME")[0, :, :, 0]


def inside(picture, window, sums):
    sums[1:-1, 1:-1] = signal.correlate2d(picture, window, mode="valid")
    return sums


CONVOLVE = {
    "right": {
        "a loop": (by_loop,),
        "views": (by_views,),
        "SciPy": (lambda picture, window: ndimage.correlate(picture, window, mode="constant"),),
        "signal": (lambda picture, window: signal.correlate2d(picture, window, mode="same"),),
        "TensorFlow": (by_tensorflow,),
        "32-bit numbers": (lambda picture, window: by_loop(picture.astype("float32"), window.astype("float32")),),
        "Fourier": (lambda picture, window: signal.fftconvolve(picture, window[::-1, ::-1], mode="same"),),
    },
    "wrong": {
        "upside down": (lambda picture, window: ndimage.convolve(picture, window, mode="constant"),),
        "swapped window": (lambda picture, window: by_loop(picture, window.T),),
        "without edge": (lambda picture, window: signal.correlate2d(picture, window, mode="valid"),),
        "larger": (lambda picture, window: signal.correlate2d(picture, window),),
        "edge repeated": (lambda picture, window: ndimage.correlate(picture, window, mode="nearest"),),
        "edge mirrored": (lambda picture, window: ndimage.correlate(picture, window),),
        "around the edge": (lambda picture, window: ndimage.correlate(picture, window, mode="wrap"),),
        "ones at the edge": (lambda picture, window: ndimage.correlate(picture, window, mode="constant", cval=1),),
        "nothing at the edge": (lambda picture, window: inside(picture, window, np.zeros(picture.shape)),),
        "the edge as it was": (lambda picture, window: inside(picture, window, picture.copy()),),
        "the mean": (lambda picture, window: by_loop(picture, window) / 9,),
        "the middle alone": (lambda picture, window: picture * window[1, 1],),
        "the sum of the window": (lambda picture, window: picture * window.sum(),),
        "one line mirrored": (lambda picture, window: by_loop(picture, window[:, ::-1]),),
        "positive alone": (lambda picture, window: np.maximum(by_loop(picture, window), 0),),
        "shifted": (lambda picture, window: np.roll(by_loop(picture, window), 1, axis=0),),
        "swapped picture": (lambda picture, window: by_loop(picture.T, window),),
    },
}

WHO = {
    "right": {"small": ("b", "a", "c"), "large": ("B", "A", "C"), "in brackets": ("(b)", "(a)", "(c)")},
    "wrong": {
        f"{a}{b}{c}": (a, b, c)
        for a in "abcd"
        for b in "abcd"
        for c in "abcd"
        if len({a, b, c}) == 3 and (a, b, c) != ("b", "a", "c")
    }
    | {"one left blank": ("b", "a", ...), "no such": ("b", "a", "e")},
}


def drawn(shape, seed, strength=0.3):
    return np.random.default_rng(seed).normal(0, strength, size=shape)


def by_tile(clean, n_copies, seed, *, strength=0.3, noisy_targets=False, n_extra=0):
    targets = np.tile(clean, (n_copies + n_extra, 1))
    noisy = targets + drawn(targets.shape, seed, strength)
    return noisy, noisy if noisy_targets else targets


def by_repeat(clean, n_copies, seed):
    targets = np.repeat(clean, n_copies, axis=0)
    return targets + drawn(targets.shape, seed), targets


def by_copies(clean, n_copies, seed):
    generator = np.random.default_rng(seed)
    noisy = [clean + generator.normal(0, 0.3, size=clean.shape) for _ in range(n_copies)]
    return np.concatenate(noisy), np.concatenate([clean] * n_copies)


def shuffled(clean, n_copies, seed):
    noisy, targets = by_tile(clean, n_copies, seed)
    order = np.random.default_rng(seed).permutation(len(noisy))
    return noisy[order], targets[order]


def same_noise(clean, n_copies, seed):
    return np.tile(clean + drawn(clean.shape, seed), (n_copies, 1)), np.tile(clean, (n_copies, 1))


def shuffled_anew(clean, n_copies, seed):
    noisy, targets = by_tile(clean, n_copies, seed)
    order = np.random.default_rng().permutation(len(noisy))
    return noisy[order], targets[order]


def by_loops(clean, n_copies, seed):
    generator = np.random.RandomState(seed)  # noqa: NPY002
    pairs = [(picture + 0.3 * generator.randn(len(picture)), picture) for picture in clean for _ in range(n_copies)]
    return [np.array(part) for part in zip(*pairs, strict=True)]


def by_tensorflow_noise(clean, n_copies, seed):
    targets = tf.tile(tf.constant(clean, "float32"), (n_copies, 1))
    return targets + tf.random.stateless_normal(targets.shape, (seed, 0), stddev=0.3), targets


def with_noise(make):
    def pairs(clean, n_copies, seed):
        targets = np.tile(clean, (n_copies, 1))
        return targets + make(np.random.default_rng(seed), targets), targets

    return pairs


def clipped(clean, n_copies, seed):
    noisy, targets = by_tile(clean, n_copies, seed)
    return np.clip(noisy, 0, 1), targets


def wrong_order(clean, n_copies, seed):
    return by_tile(clean, n_copies, seed)[0], np.repeat(clean, n_copies, axis=0)


def with_a_few_swapped(clean, n_copies, seed):
    noisy, targets = by_tile(clean, n_copies, seed)
    noisy[:20] = noisy[:20][::-1]
    return noisy, targets


def some_more_often(clean, n_copies, seed):
    generator = np.random.default_rng(seed)
    targets = clean[generator.integers(len(clean), size=n_copies * len(clean))]
    return targets + generator.normal(0, 0.3, size=targets.shape), targets


def one_row_of_noise(clean, n_copies, seed):
    targets = np.tile(clean, (n_copies, 1))
    return targets + drawn(clean.shape[1], seed), targets


def one_number_each(clean, n_copies, seed):
    targets = np.tile(clean, (n_copies, 1))
    return targets + drawn((len(targets), 1), seed), targets


def same_seed_each_time(clean, n_copies, seed):
    noisy = [clean + drawn(clean.shape, seed) for _ in range(n_copies)]
    return np.concatenate(noisy), np.tile(clean, (n_copies, 1))


def spoils_the_clean(clean, n_copies, seed):
    pairs = by_tile(clean, n_copies, seed)
    clean += drawn(clean.shape, seed)
    return pairs


def without_seed(clean, n_copies, seed):
    targets = np.tile(clean, (n_copies, 1))
    return targets + np.random.default_rng().normal(0, 0.3, size=targets.shape), targets


def by_product(noisy, targets):
    return targets * (1 + noisy - targets), targets


PAIRS = {
    "right": {
        "tiled": (by_tile,),
        "repeated": (by_repeat,),
        "copy by copy": (by_copies,),
        "shuffled": (shuffled,),
        "tensors": (lambda *given: [tf.constant(part) for part in by_tile(*given)],),
        "32-bit numbers": (lambda *given: [part.astype("float32") for part in by_tile(*given)],),
        "32-bit copies": (lambda clean, n_copies, seed: by_tile(clean.astype("float32"), n_copies, seed),),
        "in an order of its own each time": (shuffled_anew,),
        "picture by picture": (by_loops,),
        "noise of TensorFlow": (by_tensorflow_noise,),
    },
    "wrong": {
        "the broken one": (lambda c, n, seed: (same_noise(c, n, seed)[0], np.repeat(c, n, axis=0)),),
        "the same noise": (same_noise,),
        "the wrong order": (wrong_order,),
        "the same seed each time": (same_seed_each_time,),
        "towards the noisy": (lambda *given: by_tile(*given, noisy_targets=True),),
        "swapped": (lambda *given: by_tile(*given)[::-1],),
        "the noisy alone": (lambda *given: by_tile(*given)[0],),
        "one copy too many": (lambda *given: by_tile(*given, n_extra=1),),
        "one copy": (lambda clean, n_copies, seed: by_tile(clean, 1, seed),),
        "too little noise": (lambda *given: by_tile(*given, strength=0.1),),
        "variance for deviation": (lambda *given: by_tile(*given, strength=0.3**0.5),),
        "one row of noise": (one_row_of_noise,),
        "one number each": (one_number_each,),
        "no noise": (lambda *given: by_tile(*given, strength=0),),
        "without the seed": (without_seed,),
        "always seed 0": (lambda clean, n_copies, seed: by_tile(clean, n_copies, 0),),
        "spoils the clean": (spoils_the_clean,),
        "variance": (lambda *given: by_tile(*given, strength=0.3**2),),
        "a mean of 0.3": (with_noise(lambda generator, targets: generator.normal(0.3, 0.3, size=targets.shape)),),
        "brighter alone": (with_noise(lambda generator, targets: generator.uniform(0, 0.3, size=targets.shape)),),
        "uniform": (with_noise(lambda generator, targets: generator.uniform(-0.3, 0.3, size=targets.shape)),),
        "multiplied": (lambda c, n, seed: by_product(*by_tile(c, n, seed)),),
        "clipped": (clipped,),
        "mostly the right order": (with_a_few_swapped,),
        "the same noise in 32 bits": (lambda *given: [part.astype("float32") for part in same_noise(*given)],),
        "some pictures more often": (some_more_often,),
        "the noise for a target": (lambda *given: (by_tile(*given)[0], np.subtract(*by_tile(*given))),),
    },
}


def by_search(candidates, shares):
    picture = candidates.mean(axis=0)
    for _ in range(200):
        picture = picture - 0.1 * np.sum(shares[:, None] * 2 * (picture - candidates), axis=0)
    return picture


def weighted_median(candidates, shares):
    order = np.argsort(candidates, axis=0)
    reached = np.cumsum(shares[order], axis=0) >= 0.5
    return np.take_along_axis(candidates, order, axis=0)[reached.argmax(axis=0), np.arange(candidates.shape[1])]


def best_of_candidates(candidates, shares):
    return candidates[(cdist(candidates, candidates, "sqeuclidean") @ shares).argmin()]


BEST_PICTURE = {
    "right": {
        "a product": (lambda candidates, shares: shares @ candidates,),
        "average": (lambda candidates, shares: np.average(candidates, axis=0, weights=shares),),
        "a sum": (lambda candidates, shares: sum(s * c for s, c in zip(shares, candidates, strict=True)),),
        "by search": (by_search,),
        "32-bit numbers": (lambda candidates, shares: (shares @ candidates).astype("float32"),),
        "Einstein's sum": (lambda candidates, shares: np.einsum("c,cp->p", shares, candidates),),
    },
    "wrong": {
        "the likeliest": (lambda candidates, shares: candidates[shares.argmax()],),
        "the plain mean": (lambda candidates, shares: candidates.mean(axis=0),),
        "the median": (lambda candidates, shares: np.median(candidates, axis=0),),
        "the weighted median": (weighted_median,),
        "the best candidate": (best_of_candidates,),
        "grey": (lambda candidates, shares: np.full(candidates.shape[1], 0.5),),
        "black": (lambda candidates, shares: np.zeros(candidates.shape[1]),),
        "not added up": (lambda candidates, shares: shares[:, None] * candidates,),
        "divided again": (lambda candidates, shares: shares @ candidates / len(shares),),
        "squared shares": (lambda candidates, shares: shares**2 @ candidates,),
        "rounded": (lambda candidates, shares: np.rint(shares @ candidates),),
        "one number": (lambda candidates, shares: np.mean(shares @ candidates),),
        "the least likely": (lambda candidates, shares: candidates[shares.argmin()],),
        "nearly": (lambda candidates, shares: shares @ candidates + 0.002,),
        "the brightest": (lambda candidates, shares: candidates.max(axis=0),),
    },
}


def choose(methods, damages, validation, held_out, *, by=max, choose_on=0, judge_on=1, pick=min):
    parts = (validation, held_out)

    def errors(name, pictures):
        return [np.mean((methods[name](spoil(pictures, 0)) - pictures) ** 2) for spoil in damages.values()]

    name = pick(methods, key=lambda name: by(errors(name, parts[choose_on])))
    return name, by(errors(name, parts[judge_on]))


def with_loops(methods, damages, validation, held_out):
    worst = {}
    for name, repair in methods.items():
        worst[name] = 0
        for spoil in damages.values():
            worst[name] = max(worst[name], ((repair(spoil(validation, 0)) - validation) ** 2).mean())
    name = sorted(worst, key=worst.get)[0]
    judged = [((methods[name](spoil(held_out, 0)) - held_out) ** 2).mean() for spoil in damages.values()]
    return [name, np.max(judged)]


def one_by_one(methods, damages, validation, held_out):
    def largest(name, pictures):
        return max(
            np.mean([np.mean((methods[name](spoil(p[None], 0)) - p) ** 2) for p in pictures])
            for spoil in damages.values()
        )

    name = min(methods, key=lambda name: largest(name, validation))
    return name, largest(name, held_out)


def judged_by(error, *, over=max, part=1):
    """Choose and report by the largest of another error for each damage."""

    def choose_by_it(methods, damages, validation, held_out):
        def largest(name, pictures):
            return over(error(methods[name](spoil(pictures, 0)) - pictures) for spoil in damages.values())

        name = min(methods, key=lambda name: largest(name, validation))
        return name, largest(name, (validation, held_out)[part])

    return choose_by_it


def another_error_to_choose(error):
    def safest(methods, damages, validation, held_out):
        name = judged_by(error)(methods, damages, validation, held_out)[0]
        return name, choose({name: methods[name]}, damages, validation, held_out)[1]

    return safest


def worst_damage_of_validation(methods, damages, validation, held_out):
    name, _ = choose(methods, damages, validation, held_out)
    worst = max(damages.values(), key=lambda spoil: np.mean((methods[name](spoil(validation, 0)) - validation) ** 2))
    return name, np.mean((methods[name](worst(held_out, 0)) - held_out) ** 2)


def worst_kind_for_all(methods, damages, validation, held_out):
    def mean_error(spoil):
        return np.mean([np.mean((repair(spoil(validation, 0)) - validation) ** 2) for repair in methods.values()])

    worst = max(damages, key=lambda kind: mean_error(damages[kind]))
    return choose(methods, {worst: damages[worst]}, validation, held_out)


def in_32_bits(methods, damages, validation, held_out):
    return choose(methods, damages, validation.astype("float32"), held_out.astype("float32"))


def by_keywords(methods, damages, validation, held_out):
    def by_name(spoil):
        return lambda pictures, seed: spoil(pictures=pictures, seed=seed)

    repairs = {name: (lambda pictures, repair=repair: repair(pictures=pictures)) for name, repair in methods.items()}
    return choose(repairs, {kind: by_name(spoil) for kind, spoil in damages.items()}, validation, held_out)


def all_damages_at_once(methods, damages, validation, held_out):
    def largest(name, pictures):
        repaired = methods[name](np.concatenate([spoil(pictures, 0) for spoil in damages.values()]))
        return np.mean((repaired.reshape(len(damages), *pictures.shape) - pictures) ** 2, axis=(1, 2)).max()

    name = min(methods, key=lambda name: largest(name, validation))
    return name, largest(name, held_out)


def looks_at_all(methods, damages, validation, held_out):
    choose(methods, damages, validation, held_out, choose_on=1)
    return choose(methods, damages, validation, held_out)


def mean_of_chosen(methods, damages, validation, held_out):
    name, _ = choose(methods, damages, validation, held_out)
    return name, np.mean([np.mean((methods[name](s(held_out, 0)) - held_out) ** 2) for s in damages.values()])


def first_damage(methods, damages, validation, held_out):
    return choose(methods, dict(list(damages.items())[:1]), validation, held_out)


SAFEST = {
    "right": {
        "max and min": (choose,),
        "loops": (with_loops,),
        "one picture at a time": (one_by_one,),
        "32-bit numbers": (in_32_bits,),
        "by keywords": (by_keywords,),
        "all damages at once": (all_damages_at_once,),
        "an array": (lambda *given: (choose(*given)[0], np.array([choose(*given)[1]])),),
    },
    "wrong": {
        "the mean": (lambda *given: choose(*given, by=np.mean),),
        "the best case": (lambda *given: choose(*given, by=min),),
        "chosen on held-out": (lambda *given: choose(*given, choose_on=1),),
        "looks at all": (looks_at_all,),
        "the validation error": (lambda *given: choose(*given, judge_on=0),),
        "the worst": (lambda *given: choose(*given, pick=max),),
        "the mean of the chosen": (mean_of_chosen,),
        "the first damage": (first_damage,),
        "the first method": (lambda methods, *others: (next(iter(methods)), 0.05),),
        "the name alone": (lambda *given: choose(*given)[0],),
        "the error alone": (lambda *given: choose(*given)[1],),
        "swapped": (lambda *given: choose(*given)[::-1],),
        "the method itself": (lambda methods, *others: (methods["Ada"], choose(methods, *others)[1]),),
        "no such method": (lambda *given: ("Eve", 0.05),),
        "the largest error of a pixel": (judged_by(lambda left: np.max(left**2)),),
        "the largest error of a picture": (judged_by(lambda left: np.mean(left**2, axis=1).max()),),
        "absolute errors": (judged_by(lambda left: np.mean(np.abs(left))),),
        "chosen by a pixel": (another_error_to_choose(lambda left: np.max(left**2)),),
        "chosen by a picture": (another_error_to_choose(lambda left: np.mean(left**2, axis=1).max()),),
        "chosen by absolute errors": (another_error_to_choose(lambda left: np.mean(np.abs(left))),),
        "chosen by the median pixel": (another_error_to_choose(lambda left: np.median(left**2)),),
        "the worst damage of validation": (worst_damage_of_validation,),
        "one worst damage for all": (worst_kind_for_all,),
        "the root": (lambda *given: (choose(*given)[0], choose(*given)[1] ** 0.5),),
    },
}

ANSWERS = {
    "evened_out": EVENED_OUT,
    "hide_columns": HIDE_COLUMNS,
    "convolve": CONVOLVE,
    "who_repaired": WHO,
    "training_pairs": PAIRS,
    "best_picture": BEST_PICTURE,
    "safest": SAFEST,
}
