"""What makers of pictures are worth, on makers whose worth is known."""

import numpy as np
import pytest
from sklearn.decomposition import PCA

from autoenc_lessons import maker_measures, makers


@pytest.fixture(scope="module")
def tilted():
    generator = np.random.default_rng(0)
    return generator.normal(size=(80, 3)) @ generator.normal(size=(3, 6)) + 5


def test_errors_of_copies_are_those_of_pca(tilted):
    pca = PCA(2).fit(tilted[:40])
    family = {"two": [makers.of_pca(tilted[:40], 2)] * 2, "all": [makers.of_pca(tilted, 3)] * 2}
    errors = maker_measures.copy_errors(family, [tilted[:40], tilted[40:]])
    wanted = [np.mean((x - pca.inverse_transform(pca.transform(x))) ** 2) for x in (tilted[:40], tilted[40:])]
    np.testing.assert_allclose(errors["two"], wanted)
    np.testing.assert_allclose(errors["all"], 0, atol=1e-20)


def test_halfway_a_flat_maker_is_the_fade_of_its_copies_and_a_perfect_one_that_of_the_pictures(tilted):
    def bent(codes):
        return np.abs(codes)

    absolute = makers.Maker(lambda x: x, bent, None)
    family = {"flat": [makers.of_pca(tilted, 1)], "perfect": [makers.of_pca(tilted, 3)], "bent": [absolute]}
    x, others = np.array([[-2.0] * 6, [4.0] * 6]), np.zeros((1, 6))
    ways = maker_measures.halfway(family, [x], [others])
    through, fade = (ways[name] for name in ("through the code", "fade of the pictures"))
    assert through["flat"] == pytest.approx([1])
    # The copies are 2 and 4, and their fade is 3: the squares of 1, halfway, and of 3.
    assert through["bent"] == fade["bent"] == pytest.approx([1 / 9])
    held_out = tilted[:5] + 1
    ways = maker_measures.halfway({"perfect": family["perfect"]}, [tilted[5:9]], [held_out])
    assert ways["fade of the pictures"]["perfect"] == pytest.approx([1])


def test_near_copies_are_found_and_mirrored_ones_only_where_versions_are_given():
    generator = np.random.default_rng(0)
    x, others = generator.normal(size=(20, 8)), generator.normal(size=(30, 8))
    near = x + generator.normal(0, 0.01, size=x.shape)
    drawn = {"copies": [near], "turned": [near[:, ::-1]], "others": [others]}
    found = maker_measures.near_copies(drawn, [x])
    assert found["copies"] == [100]
    assert found["turned"] < 30
    assert found["others"] < 30
    assert maker_measures.near_copies(drawn, [x], versions=lambda x: x[:, ::-1])["turned"] == [100]
    assert maker_measures.near_copies(drawn, [x], below=1)["others"] == [100]
    with pytest.raises(ValueError, match="two or more pictures"):
        maker_measures.near_copies(drawn, [x[:1]])


def test_a_step_changes_what_it_points_to_more_than_steps_by_chance(tilted):
    itself = makers.Maker(lambda x: x, lambda codes: codes, None)
    along, chance = maker_measures.change_along(itself, tilted, [2, 0, 0, 0, 0, 0], lambda x: 3 * x[:, 0])
    assert along == pytest.approx(6)
    assert 0 < chance < 3
    backwards, _ = maker_measures.change_along(itself, tilted, [-2, 0, 0, 0, 0, 0], lambda x: 3 * x[:, 0])
    assert backwards == pytest.approx(-6)
