"""Numbers against an independent oracle; pictures through what is drawn and what the caption says."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_hex
from mpl_toolkits.mplot3d.axes3d import Axes3D
from sklearn.metrics import mean_squared_error

from autoenc_lessons import datasets, figures, measures
from autoenc_lessons.figures.drawn_in_words import describe


@pytest.fixture
def blobs():
    return datasets.load("blobs")


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def test_reconstruction_error_is_scikit_learns(blobs):
    x, _ = blobs
    other = x[::-1]
    assert measures.reconstruction_error(x, other) == pytest.approx(mean_squared_error(x, other), rel=1e-12)


@pytest.mark.parametrize("latent_dim", [1, 2, 3])
def test_pca_error_is_the_variance_of_the_dropped_axes(blobs, latent_dim):
    x, _ = blobs
    eigenvalues = np.linalg.eigvalsh(np.cov(x.T, bias=True))[::-1]
    expected = eigenvalues[latent_dim:].sum() / 3
    assert measures.pca_error(x, latent_dim) == pytest.approx(expected, abs=1e-15)


def test_principal_angles():
    flat = np.eye(3)[:2]
    tilted = np.array([[1, 0, 0], [0, np.cos(np.radians(25)), np.sin(np.radians(25))]])
    assert measures.principal_angles(flat, 5 * tilted) == pytest.approx([25, 0], abs=1e-6)
    sheared = np.array([[1, 1, 0], [0, -3, 0]])
    assert measures.principal_angles(flat, sheared) == pytest.approx([0, 0], abs=1e-6)


def marker_positions(ax):
    return [np.asarray(collection.get_offsets()) for collection in ax.collections]


def test_codes_are_drawn_where_they_are_and_by_group():
    codes = np.array([[0.0, 1.0], [2.0, 3.0], [4.0, 4.0], [6.0, 4.0]])
    ax = figures.codes_2d(codes, [0, 0, 1, 1])
    first, second = marker_positions(ax)
    np.testing.assert_array_equal(first, codes[:2])
    np.testing.assert_array_equal(second, codes[2:])
    assert [text.get_text() for text in ax.figure.axes[0].get_legend().get_texts()] == ["group 0", "group 1"]
    anchor = ax.get_legend().get_bbox_to_anchor().transformed(ax.transAxes.inverted())
    np.testing.assert_allclose(anchor.p0, (0, 1), atol=1e-9)  # above the picture, where it hides no code
    assert (ax.get_xlabel(), ax.get_ylabel(), ax.get_aspect()) == ("code unit 0", "code unit 1", 1.0)
    spread = (2 * np.sqrt(2) + 2 * 1) / 4
    apart = np.hypot(5 - 1, 4 - 2)
    assert f"{spread:.2f} from the centre" in ax.caption
    assert f"{apart:.2f} apart" in ax.caption


DRAWN_ON_GIVEN_AXES = {
    "codes_2d": lambda ax: figures.codes_2d(np.eye(2), [0, 1], ax=ax),
    "loss_curve": lambda ax: figures.loss_curve([2.0, 1.0], ax=ax),
    "network": lambda ax: figures.network([1, 2], ax=ax),
    "downhill": lambda ax: figures.downhill([0, 1, 2], [1, 0, 1], [[0, 1], [0.5, 0.25]], slope=-2, ax=ax),
    "bars": lambda ax: figures.bars({"a": 1.0}, ylabel="b", ax=ax),
    "lines": lambda ax: figures.lines([0, 1], {"a": [1.0, 2.0]}, xlabel="c", ylabel="d", ax=ax),
    "seed_curves": lambda ax: figures.seed_curves([[1.0, 2.0]], ax=ax),
    "scree": lambda ax: figures.scree([0.7, 0.3], ax=ax),
    "picture_copies": lambda ax: figures.picture_copies(
        np.eye(4), {"a": [np.zeros((4, 4))], "b": [0.5 * np.eye(4)]}, (2, 2), ax=ax
    ),
    "picture_rows": lambda ax: figures.picture_rows({"a": np.eye(4)}, (2, 2), ax=ax),
    "spread_lines": lambda ax: figures.spread_lines([1, 2], {"a": [1.0, 2.0]}, xlabel="c", ylabel="d", ax=ax),
    "ratio_strips": lambda ax: figures.ratio_strips({"a": [1.0], "b": [1.1]}, ax=ax),
    "sheet_codes": lambda ax: figures.sheet_codes(np.eye(3)[:, :2], [0.0, 1.0, 2.0], ax=ax),
    "error_strips": lambda ax: figures.error_strips({"a": [0.1, 0.2]}, xlabel="error", ax=ax),
}


@pytest.mark.parametrize("name", DRAWN_ON_GIVEN_AXES)
def test_a_figure_draws_on_the_axes_that_it_is_given(name):
    _, ax = plt.subplots()
    assert DRAWN_ON_GIVEN_AXES[name](ax) is ax
    assert ax.caption.endswith(".")
    assert len(plt.get_fignums()) == 1


def test_points_in_space(blobs):
    x, labels = blobs
    ax = figures.points_3d(x, labels)
    drawn = np.concatenate([np.array(collection._offsets3d).T for collection in ax.collections])
    np.testing.assert_allclose(np.sort(drawn, axis=0), np.sort(x, axis=0))
    assert ax.caption == (
        "100 points with 3 features: group 0 (50 points) around (0.83, 0.33, 0.10); "
        "group 1 (50 points) around (0.22, 0.69, 0.86)."
    )
    assert "group 0 (2 points)" in figures.points_3d(x[:3], [0, 0, 1]).caption


def test_the_plane_is_seen_from_its_edge_and_straight_on(blobs):
    x, labels = blobs
    origin, directions = np.array([0.5, 0.5, 0.5]), np.array([[1.0, 0.2, 0.0], [0.1, 0.0, 1.0]])
    basis = np.linalg.qr(directions.T)[0].T
    reconstructions = origin + (x - origin) @ basis.T @ basis
    edge, onto = figures.reconstruction_plane(x, labels, reconstructions, origin=origin, directions=directions)
    points, copies = ([marked(ax, is_copy) for ax in (edge, onto)] for is_copy in (False, True))
    distances = np.linalg.norm(x - reconstructions, axis=1)
    # From the edge, copies lie on a line, and each point is as far from its copy as it is in space.
    np.testing.assert_allclose(copies[0][:, 1], 0, atol=1e-12)
    np.testing.assert_allclose(np.sort(np.abs(points[0][:, 1])), np.sort(distances), atol=1e-12)
    # Straight on, the nearest copies hide behind their points, and distances in the plane are those in space.
    nearest = np.linalg.norm(points[1][:, None] - copies[1], axis=-1).min(axis=1)
    np.testing.assert_allclose(nearest, 0, atol=1e-12)
    in_space = np.linalg.norm(reconstructions - reconstructions.mean(axis=0), axis=1)
    in_picture = np.linalg.norm(copies[1] - copies[1].mean(axis=0), axis=1)
    np.testing.assert_allclose(np.sort(in_picture), np.sort(in_space), atol=1e-12)
    # Both have one scale, and the longest way lies across the page.
    assert [ax.get_aspect() for ax in (edge, onto)] == [1, 1]
    assert np.ptp(copies[1][:, 0]) > np.ptp(copies[1][:, 1])
    assert f"{distances.mean():.3f} from their point on average, {distances.max():.3f} at most" in edge.caption


def marked(ax, is_copy):
    """Return the places of points, or of the black copies."""
    found = [dots for dots in ax.collections if (to_hex(dots.get_facecolor()[0]) == "#000000") == is_copy]
    return np.concatenate([dots.get_offsets() for dots in found])


def test_the_bent_surface_is_what_the_decoder_makes_of_the_codes_rectangle(blobs, monkeypatch):
    x, labels = blobs
    surfaces = []
    monkeypatch.setattr(Axes3D, "plot_surface", lambda self, *patch, **style: surfaces.append(np.array(patch)))

    def decode(codes):
        return np.column_stack([codes, codes[:, 0] * codes[:, 1]])

    codes = x[:, :2] + 0.01
    axes = figures.reconstruction_surface(x, labels, codes, decode=decode)
    assert len(surfaces) == len(axes) == 3
    for surface in surfaces:
        across, along, up = surface
        np.testing.assert_allclose(up, across * along)
        assert [(side.min(), side.max()) for side in (across, along)] == list(
            zip(codes.min(axis=0), codes.max(axis=0), strict=True)
        )
    assert [(ax.azim, ax.elev) for ax in axes] == [(-60, 20), (-90, 0), (-90, 90)]
    assert [ax.get_title("left") for ax in axes] == ["a general view", "along feature 1", "from above"]
    # Two are seen straight from one side, so that an axis label would stand on numbers.
    assert [ax.xaxis.labelpad == 10 for ax in axes] == [False, True, True]
    assert len(axes[0].get_legend().get_texts()) == 3
    copies = [dots for dots in axes[0].collections if to_hex(dots.get_facecolor()[0]) == "#000000"]
    np.testing.assert_allclose(np.sort(np.array(copies[0]._offsets3d).T, axis=0), np.sort(decode(codes), axis=0))
    distances = np.linalg.norm(x - decode(codes), axis=1)
    assert f"{distances.mean():.3f} from their point on average, {distances.max():.3f} at most" in axes[0].caption
    assert axes[0].caption.startswith("100 points and their reconstructions, which lie in one bent surface")


def test_the_loss_curve():
    losses = np.geomspace(1, 0.002, 100)
    ax = figures.loss_curve(losses, floor=0.001)
    np.testing.assert_array_equal(ax.lines[0].get_xydata(), np.column_stack([np.arange(1, 101), losses]))
    np.testing.assert_array_equal(ax.lines[1].get_ydata(), [0.001, 0.001])
    assert [(text.get_text(), text.xy) for text in ax.texts] == [("PCA floor", (100, 0.001))]
    assert ax.get_legend() is None
    assert ax.get_yscale() == "log"
    assert ax.caption == (
        "The loss goes from 1 at step 1 to 0.0433 at step 51 and 0.002 at step 100. "
        "The floor is 0.001: the last loss is 2.00 times as high."
    )


def test_the_network_has_a_line_for_each_weight_and_shows_sign_and_size():
    ax = figures.network([3, 2, 3], layer_names=["input", "code", "output"])
    assert len(ax.lines) == 12
    # What goes in is given, and no unit computes it.
    assert [text.get_text() for text in ax.texts] == ["input\n3 features", "code\n2 units", "output\n3 units"]
    assert ax.caption == "A network of 3 features, 2 units and 3 units, joined by 12 weights."
    weights = [np.array([[1.0, -2.0]]), np.array([[0.5], [-0.1]])]
    ax = figures.network([1, 2, 1], weights=weights)
    assert [line.get_linestyle() for line in ax.lines] == ["-", "--", "-", "--"]
    assert np.argsort([line.get_linewidth() for line in ax.lines]).tolist() == [3, 2, 0, 1]
    assert ax.caption.startswith("A network of 1 feature, 2 units and 1 unit, joined by 4 weights: 2 positive")
    assert "from -2.00 to 1.00" in ax.caption
    ax = figures.network([1, 1], weights=[[[0.0]]])
    assert (ax.lines[0].get_linestyle(), ax.lines[0].get_color()) == ("--", "#D55E00")
    assert "0 positive (blue, solid) and 1 negative" in ax.caption


def test_the_network_is_drawn_with_its_parts_and_what_its_units_hold():
    inside = [["0.5", "2"], ["", "-0.25"]]
    ax = figures.network([2, 2], part_names=["encoder"], inside=inside)
    assert [text.get_text() for text in ax.texts] == ["0.5", "2", "2 features", "-0.25", "2 units", "encoder"]
    assert len(ax.lines) == 4 + 1
    squares, circles = ax.collections
    np.testing.assert_allclose(squares.get_offsets(), [(0, 0.5), (0, -0.5)])
    np.testing.assert_allclose(circles.get_offsets(), [(1, 0.5), (1, -0.5)])
    # The bracket reaches from one layer to the next, above both.
    across, up = ax.lines[-1].get_data()
    assert (min(across), max(across)) == (0.05, 0.95)
    assert min(up) > 0.5


def test_downhill_shows_the_curve_its_tangent_and_the_steps():
    weights, visited = np.linspace(-2, 2, 5), [[-1.0, 1.0], [-0.5, 0.25], [-0.25, 0.0625]]
    ax = figures.downhill(weights, weights**2, visited, slope=-2)
    curve, tangent, dots = ax.lines
    np.testing.assert_allclose(curve.get_data(), [weights, weights**2])
    across, up = tangent.get_data()
    assert np.mean(across) == pytest.approx(-1)
    assert np.ptp(up) / np.ptp(across) == pytest.approx(2)
    assert up[1] < up[0]
    np.testing.assert_allclose(np.transpose(dots.get_data()), visited)
    texts = [text.get_text() for text in ax.texts]
    assert texts == ["", "", "slope -2.000:\ndownhill is to the right", "after 2 steps"]
    uphill = figures.downhill(weights, weights**2, np.negative(visited) * [1, -1], slope=2)
    assert "downhill is to the left" in [text.get_text() for text in uphill.texts][2]
    assert ax.caption == (
        "At the weight -1.000 the loss is 1.0000 and its slope -2.0000. After 2 steps the weight is -0.250, the loss "
        "0.0625."
    )


def test_bars_lines_and_spreads():
    ax = figures.bars({"a": 0.5, "b": 0.25}, ylabel="error")
    assert [patch.get_height() for patch in ax.patches] == [0.5, 0.25]
    assert ax.caption == "Error: a 0.5, b 0.25."
    ax = figures.lines([0, 90], {"down": [3.0, 1.0], "up": [3.0, 46.0]}, xlabel="angle", ylabel="ratio")
    assert [list(line.get_ydata()) for line in ax.lines] == [[3.0, 1.0], [3.0, 46.0]]
    assert ax.caption == "Ratio, over angle from 0 to 90: down from 3 to 1; up from 3 to 46."
    assert ax.get_yscale() == "log"
    straight = figures.lines([0, 1], {"a": [-1.0, 0.0]}, xlabel="b", ylabel="c", yscale="linear")
    assert straight.get_yscale() == "linear"
    ax = figures.seed_curves([[5.0, 1.5], [4.0, 1.0], [4.0, 1.2]], highlight=(1,), levels=(3,))
    # Over the grey ones and the dashed level.
    assert list(ax.lines[4].get_ydata()) == [4.0, 1.0]
    assert [text.get_text() for text in ax.texts] == ["seed 1"]
    assert "in the median run, 1.000 times in the best and 1.500 times in the worst" in ax.caption
    earlier = np.full((3, 100), 2.0)
    earlier[:, 49] = 1.0  # the last but 50
    assert "2.000 times in the best" in figures.seed_curves(earlier).caption
    ax = figures.ratio_strips({"slow": [1.5, 1.0], "quick": [1.0, 1.0, 1.001]})
    assert [len(positions) for positions in marker_positions(ax)] == [2, 3]
    assert "slow 50 %; quick 100 %." in ax.caption
    assert "within 1 % of the floor" in ax.caption
    assert "within 100 % of the floor" in figures.ratio_strips({"a": [2.0, 1.0]}, within=2).caption
    assert "a 50 %." in figures.ratio_strips({"a": [2.0, 1.0]}, within=2).caption


def test_runs_that_were_stopped_or_diverged_are_left_out_or_have_not_arrived():
    stopped, diverged = [6.0, 2.0, np.nan], [np.nan] * 3
    ax = figures.seed_curves([stopped, [5.0, 3.0, 1.0], diverged, [4.0, 3.0, 2.0]], highlight=(0, 3))
    assert [list(line.get_ydata()) for line in ax.lines] == [[5.0, 3.0, 1.0], [4.0, 3.0, 2.0], [4.0, 3.0, 2.0]]
    assert [text.get_text() for text in ax.texts] == ["seed 3"]
    assert ax.caption.startswith("2 training runs, one curve each: at the end, after 3 steps, the loss is 1.500 times")
    # The first run is kept as far as it came.
    ax = figures.seed_curves([stopped], highlight={0: "mine", 20: "another"})
    assert [list(line.get_ydata()) for line in ax.lines] == [[6.0, 2.0]] * 2
    assert ax.caption.startswith("1 training run, one curve each: at the end, after 2 steps,")
    with pytest.raises(ValueError, match="ratios has no run with a number"):
        figures.seed_curves([diverged])
    with pytest.raises(ValueError, match="infinite"):
        figures.seed_curves([[1.0, np.inf]])

    ax = figures.ratio_strips({"some": [1.5, np.nan, 1.0, np.nan], "none": [np.nan]})
    assert [len(positions) for positions in marker_positions(ax)] == [2]
    assert "some 25 %; none 0 %." in ax.caption
    assert [text.get_text() for text in ax.texts][1:] == ["1 of 4", "0 of 1"]
    assert "nan" not in describe(ax.figure)
    with pytest.raises(ValueError, match="infinite"):
        figures.ratio_strips({"a": [1.0, np.inf]})


def test_a_legend_of_one_line_is_described():
    ax = plt.subplots()[1]
    ax.plot([0, 1], label="alone")
    ax.legend(fontsize=7)
    assert "legend alone: " in describe(ax.figure)
    assert ", size 7, frame True" in describe(ax.figure)
    plt.close(ax.figure)


@pytest.mark.filterwarnings("error")
def test_halves_of_an_image_without_a_pixel_are_described_as_none():
    ax = plt.subplots()[1]
    ax.imshow([[0.25, np.nan]], vmin=0, vmax=1)
    assert "1 empty; mean of its upper, lower, left and right half 0.250, none, 0.250, none" in describe(ax.figure)
    plt.close(ax.figure)


def test_only_the_first_of_many_sizes_is_described():
    ax = plt.subplots()[1]
    ax.scatter([0, 1], [0, 1], s=[10, 20])
    assert "size 10," in describe(ax.figure)
    plt.close(ax.figure)
