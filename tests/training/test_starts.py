"""Many runs: a bad recipe gets one sentence, and a run that diverges costs the others nothing."""

from dataclasses import FrozenInstanceError

import keras
import numpy as np
import pytest

from autoenc_lessons import datasets, models, seed_everything, seed_spread

X = datasets.load("blobs", scaling="standard")[0]
seed_everything(0)


@pytest.fixture(autouse=True)
def _in_float64():
    seed_everything(0)


def build(rate=0.01):
    model = models.linear_autoencoder(3, 2)[2]
    model.compile(loss="mse", optimizer=keras.optimizers.SGD(rate))
    return model


def draw(seeds=(0, 1, 2)):
    return seed_spread.draw_starts(build, seeds)


def train(build, x, starts, **how):
    return seed_spread.train_starts(build, x, starts, **({"steps": 8, "progress": False, "use_xla": False} | how))


ONE_MODEL = build()
BAD_RECIPES = {
    "three models": (lambda: models.linear_autoencoder(3, 2), "returns 3 things; pick one"),
    "a model": (ONE_MODEL, "must be a function .* got a Sequential"),
    "nothing": (lambda: None, r"returns nothing \(None\)"),
    "a text": (lambda: "autoencoder", "returns a str"),
    "a number": (5, "must be a function .* got an int"),
    "a type of C": (dict, "must return a Keras model; it returns a dict"),
    "arguments": (lambda latent_dim: build(), "missing a required argument: 'latent_dim'; give it"),
}


@pytest.mark.parametrize("name", BAD_RECIPES)
def test_a_bad_recipe_gets_one_sentence_at_both_doors(name):
    recipe, words = BAD_RECIPES[name]
    with pytest.raises(TypeError, match=words):
        seed_spread.draw_starts(recipe, range(2))
    with pytest.raises(TypeError, match=words):
        train(recipe, X, draw())


@pytest.mark.parametrize("seeds", [5, np.int64(5), "012", None, 2.0, {0: 1}])
def test_one_number_is_not_several_seeds(seeds):
    with pytest.raises(TypeError, match=r"seeds must be several whole numbers, such as range\(5\)"):
        seed_spread.draw_starts(build, seeds)


@pytest.mark.parametrize("seeds", [range(2), np.arange(2), (0, 1), iter([0, 1]), {0, 1}])
def test_seeds_may_come_in_any_row(seeds):
    assert len(seed_spread.draw_starts(build, seeds)) == 2


@pytest.mark.parametrize(
    ("recipe", "seeds", "words"),
    [
        (lambda: keras.Sequential([keras.layers.Dense(3)]), [0], r"begin it with keras.Input\(\(n_features,\)\)"),
        (lambda: ONE_MODEL, [0, 1], "one and the same model each time"),
        (build, [2**32], "each seed must be below"),
    ],
)
def test_starts_that_cannot_be_drawn_get_one_sentence(recipe, seeds, words):
    with pytest.raises(ValueError, match=words):
        seed_spread.draw_starts(recipe, seeds)


def with_a_bad_weight(value):
    start = draw([0])[0]
    start[0][1, 1] = value
    return start


BAD_STARTS = {
    "seeds": (range(3), TypeError, "Start 0 .* must be a list of weights, as draw_starts returns it; it is an int"),
    "a number": (3, TypeError, "list of starts, as draw_starts returns it; got an int"),
    "one start": (draw([0])[0], ValueError, r"single start; put it into a list: \[start\]"),
    "models": ([ONE_MODEL], TypeError, "it is a Sequential"),
    "NaN": ([draw([0])[0], with_a_bad_weight(np.nan)], ValueError, "Start 1 .*NaN or infinite"),
    "infinite": ([with_a_bad_weight(np.inf)], ValueError, "Start 0 .*NaN or infinite"),
    "text": ([[["a"]] * 4], TypeError, "weight of start 0 .*holds text"),
    "too few": ([draw([0])[0], draw([0])[0][:2]], ValueError, "Start 1 .* has weights of shapes"),
}


@pytest.mark.parametrize("name", BAD_STARTS)
def test_bad_starts_get_one_sentence_that_says_which(name):
    starts, kind, words = BAD_STARTS[name]
    with pytest.raises(kind, match=words):
        train(build, X, starts)


def explosive(start, by=1e60):
    return [weights * by for weights in start]


@pytest.mark.parametrize("bad", [(0,), (1,), (2,), (0, 2)])
def test_runs_that_diverge_are_nan_and_named_and_the_others_are_as_ever(bad, capsys):
    starts = draw()
    alone = train(build, X, starts)
    # Nothing is to be learned from the loss of weights that are too large for it, but that it grows.
    mixed = [explosive(start) if number in bad else start for number, start in enumerate(starts)]
    spread = train(build, X, mixed)
    assert list(spread.diverged) == list(bad)
    assert (spread.losses.shape, spread.reconstructions.shape) == (alone.losses.shape, alone.reconstructions.shape)
    for number in range(3):
        if number in bad:
            parts = [spread.losses[number], spread.reconstructions[number], *spread.weights[number]]
            assert all(np.isnan(part).all() for part in parts)
        else:
            np.testing.assert_array_equal(spread.losses[number], alone.losses[number])
            np.testing.assert_array_equal(spread.reconstructions[number], alone.reconstructions[number])
    said = capsys.readouterr().out
    for number in bad:
        assert f"tart {number} diverged at step {spread.diverged[number]}" in said
    assert f"The other {3 - len(bad)} of 3 runs are kept." in said
    assert len(said.splitlines()) == 1


def test_the_twenty_starts_of_which_one_diverges():
    def deep():
        model = keras.Sequential([keras.Input((3,)), *[keras.layers.Dense(units) for units in (8, 2, 8, 3)]])
        model.compile(loss="mse", optimizer=keras.optimizers.SGD(0.2))
        return model

    spread = train(deep, X, seed_spread.draw_starts(deep, range(20)), steps=20)
    assert spread.diverged == {6: 6}
    assert np.isnan(spread.losses).all(axis=1).tolist() == [number == 6 for number in range(20)]


@pytest.mark.parametrize("n_starts", [1, 2])
def test_if_all_diverge_there_is_nothing_to_keep(n_starts):
    with pytest.raises(ValueError, match="Training stopped at step .*smaller learning rate") as caught:
        train(lambda: build(1e3), X, draw(range(n_starts)), steps=100)
    assert str(caught.value).startswith("All 2 runs diverged" if n_starts == 2 else "Training stopped")


def test_a_spread_without_reconstructions_can_diverge_too():
    starts = draw()
    spread = train(build, X, [starts[0], explosive(starts[1])], reconstruct=False)
    assert spread.reconstructions is None
    assert list(spread.diverged) == [1]


def test_a_spread_says_where_its_runs_settle_and_where_they_stand():
    halts = np.concatenate([np.geomspace(9, 3, 50), np.full(150, 3.0), np.geomspace(3, 1, 50)])
    falls = np.geomspace(9, 1, 250)
    spread = seed_spread.Spread(np.array([halts, falls]), None, [])
    assert list(spread.standing([2, 3, 4])) == [0, 1, 0]
    np.testing.assert_allclose(spread.settled(), [1, 1])
    np.testing.assert_allclose(spread.settled(100, last=20), [3, falls[99]])
    assert list(spread.standing([3], change=0)) == [0]
    # By default, the last 50 steps count.
    dips = np.full((2, 60), 3.0)
    dips[0, -50] = dips[1, -51] = 1
    np.testing.assert_array_equal(seed_spread.Spread(dips, None, []).settled(), [1, 3])
    with pytest.raises(FrozenInstanceError):
        spread.losses = spread.losses[:1]
    stopped = seed_spread.Spread(np.array([np.where(np.arange(250) < 150, halts, np.nan)]), None, [])
    assert list(stopped.standing([2, 3, 4])) == [0, 1, 0]
    np.testing.assert_allclose([*stopped.settled(100), *stopped.settled()], [3, np.nan])
    for call, said in [
        (lambda: spread.settled(251), "step is 251, but these runs have 250"),
        (lambda: spread.standing([0, 1]), "levels must be above 0"),
        (lambda: spread.standing([1], steps=250), "steps is 250, and these runs have 250"),
    ]:
        with pytest.raises(ValueError, match=said):
            call()
