"""The judge of faces, and the measures beside it."""

import numpy as np
import pytest
from sklearn.decomposition import PCA

from autoenc_lessons import datasets, face_judge


@pytest.fixture(scope="module")
def halves():
    pictures, is_face = datasets.load("faces")
    faces, background = pictures[is_face == 1], pictures[is_face == 0]
    return faces[::2], faces[1::2], background[::2], background[1::2]


def test_a_judge_passes_most_faces_and_refuses_what_is_none_but_not_the_mean_picture(halves):
    faces, unseen, background, other_background = halves
    judge = face_judge.appoint(faces, background)
    assert judge(unseen).mean() > 0.8
    upside_down = np.flip(unseen.reshape(-1, 25, 25), 1).reshape(unseen.shape)
    noise = np.random.default_rng(0).uniform(size=(50, 625))
    for pictures in (other_background, upside_down, noise):
        assert judge(pictures).mean() < 0.2
    assert judge(faces.mean(axis=0, keepdims=True)).all()
    assert judge((unseen[::2] + unseen[1::2]) / 2).mean() > 0.8


def test_light_and_contrast_do_not_count(halves):
    faces, unseen, background, _ = halves
    judge = face_judge.appoint(faces, background)
    fainter = 0.5 * unseen + 0.3
    assert np.mean(judge(unseen) == judge(fainter)) > 0.95
    np.testing.assert_allclose(face_judge.edges(unseen), face_judge.edges(fainter))
    np.testing.assert_allclose(face_judge.detail(fainter), 0.25 * face_judge.detail(unseen))


def test_the_limits_are_those_of_faces_that_were_left_out(halves):
    faces, _, background, _ = halves
    judge = face_judge.appoint(faces, background)
    # Of the faces that it has learned from, it refuses hardly any.
    assert judge(faces).mean() >= 0.95


def test_edges_are_the_share_of_the_strongest_tenth():
    steps = np.zeros((1, 11 * 11))
    steps[0, 60] = 1
    # One bright pixel has four neighbours, among 220 pairs.
    assert face_judge.edges(steps, image_shape=(11, 11)) == [1]
    checkers = np.indices((11, 11)).sum(axis=0).reshape(1, -1) % 2
    assert face_judge.edges(checkers, image_shape=(11, 11)) == pytest.approx([0.1])
    assert face_judge.edges(np.ones((1, 4)), image_shape=(2, 2)) == [0]
    assert face_judge.edges([[0, 0, 0, 1]], image_shape=(2, 2)) == [0.5]


def test_a_ghost_and_a_face_of_many_axes_have_less_clear_edges(halves):
    faces, unseen, *_ = halves
    clear = np.median(face_judge.edges(faces))
    assert np.median(face_judge.edges((faces[::2] + faces[1::2]) / 2)) < clear - 0.04
    pca = PCA(40, svd_solver="full").fit(faces)
    numbers = np.random.default_rng(0).normal(size=(50, 40)) * pca.transform(faces).std(axis=0)
    drawn = pca.inverse_transform(numbers)
    assert np.median(face_judge.edges(drawn)) < clear - 0.1
    assert np.median(face_judge.detail(drawn)) > 0.8 * np.median(face_judge.detail(faces))


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: face_judge.appoint(np.eye(19, 625), np.eye(3, 625)), "at least 20 faces to learn from; got 19"),
        (lambda: face_judge.appoint(np.eye(20, 625), np.eye(3, 624)), "image_shape must be .* make 624 pixels"),
        (lambda: face_judge.detail([[0, 1]], image_shape=(1, 2)), "two or more lines and columns"),
        (lambda: face_judge.edges([[0, np.nan]], image_shape=(1, 2)), "pictures .*NaN"),
    ],
)
def test_what_is_no_picture_gets_one_sentence(call, said):
    with pytest.raises(ValueError, match=said):
        call()


def test_a_judge_refuses_pictures_of_another_size(halves):
    judge = face_judge.appoint(halves[0], halves[2])
    with pytest.raises(ValueError, match="make 8 pixels"):
        judge(np.ones((2, 8)))


def test_three_scores_are_shares_of_the_originals():
    generator = np.random.default_rng(0)
    x = generator.uniform(size=(30, 4))
    judges = [lambda pictures: pictures[:, 0] > 0.5, lambda pictures: pictures[:, 0] > 2]
    drawn = {"itself": [x, x], "half": [x / 2, x / 2]}
    scores = face_judge.compare(drawn, judges, [x, x], image_shape=(2, 2))
    assert list(scores) == ["accepted, %", "variety, %", "detail, %"]
    np.testing.assert_allclose(scores["accepted, %"]["itself"], [100 * np.mean(x[:, 0] > 0.5), 0])
    for name in ("variety, %", "detail, %"):
        np.testing.assert_allclose(scores[name]["itself"], [100, 100])
        np.testing.assert_allclose(scores[name]["half"], [25, 25])
