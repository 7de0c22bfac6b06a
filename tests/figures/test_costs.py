"""Ways by memory and time, and what was measured beside what is predicted."""

from dataclasses import FrozenInstanceError, fields

import matplotlib.pyplot as plt
import numpy as np
import pytest

from autoenc_lessons import figures, machine_costs


@pytest.fixture(autouse=True)
def _closed():
    yield
    plt.close("all")


def test_each_way_is_a_dot_at_its_memory_and_time_and_its_name_has_room():
    ax = figures.cost_map(machine_costs.MILLION_ROWS, ours=["one pass"], marks={"the file": 256})
    dots = {tuple(dot.get_offsets()[0]) for dot in ax.collections}
    assert dots == {(cost.megabytes, cost.seconds) for cost in machine_costs.MILLION_ROWS.values()}
    assert [line.get_xdata()[0] for line in ax.lines] == [256]
    sides = {text.get_text(): text.get_ha() for text in ax.texts}
    # Two are so near each other that the left one has its name on the left.
    assert sides["IncrementalPCA"] == "right"
    assert sides["one pass"] == sides["fit, array in memory"] == "left"
    ax.figure.canvas.draw()
    boxes = [text.get_window_extent() for text in ax.texts]
    assert not any(one.overlaps(other) for number, one in enumerate(boxes) for other in boxes[:number])
    assert "one pass: 0.23 s and 2 MB." in ax.caption


def test_measured_dots_and_predicted_lines_of_one_name_have_one_colour():
    places = np.array([1.0, 2, 4])
    ax = figures.measured_lines(
        {"a": ([2], [3.0])},
        predicted={"a": (places, places), "b": (places, 1 / places)},
        levels={"none": 1},
        xlabel="n",
        ylabel="v",
    )
    looks = {(line.get_color(), line.get_linestyle(), line.get_marker()) for line in ax.lines}
    (colour_of_dot,) = {colour for colour, _style, marker in looks if marker == "o"}
    dashed = [colour for colour, style, _marker in looks if style == "--"]
    assert colour_of_dot in dashed
    assert len(set(dashed)) == 2
    assert {text.get_text() for text in ax.texts} == {"a", "b", "none"}
    assert "a: v 3 at 2 n." in ax.caption
    assert "b, predicted: v, over n from 1 to 4, goes from 1 to 0.25; the highest is 1 at 1." in ax.caption


@pytest.mark.parametrize(
    ("draw", "said"),
    [
        (lambda: figures.cost_map({"a": [1.0]}), r"costs\['a'\] must be a pair, megabytes and seconds; got 1 number"),
        (lambda: figures.cost_map({"a": [0.0, 1]}), r"costs\['a'\] must be above 0"),
        (lambda: figures.measured_lines({"a": 3}, xlabel="n", ylabel="v"), "must be a pair: places along"),
        (lambda: figures.measured_lines({"a": ([1, 2], [1])}, xlabel="n", ylabel="v"), "has 2 places, but 1 values"),
    ],
)
def test_what_does_not_fit_is_said_in_a_sentence(draw, said):
    with pytest.raises((TypeError, ValueError), match=said):
        draw()


def test_what_computers_pay_is_fitted_to_four_trainings_and_holds_for_two_others():
    *fitted, large, larger = machine_costs.TWO_COMPUTERS.values()
    alone, two = (np.array([getattr(n, f"seconds_{who}") for n in fitted]) for who in ("alone", "of_two"))
    costs = np.column_stack([np.ones(4), [network.parameters for network in fitted]])
    a, b = np.linalg.lstsq(costs / two[:, None], (two - alone / 2) / two)[0]
    talk = machine_costs.COMMUNICATION_BY_THE_CLOCK
    assert (talk.seconds_a_step, talk.seconds_a_parameter) == pytest.approx((a, b), rel=5e-3)
    for network in (large, larger):
        assert machine_costs.speed_up(network, 2) == pytest.approx(network.speed_up, rel=0.05)


def test_products_of_a_row_are_those_of_half_a_table_and_of_each_weight():
    assert len(np.tril_indices(machine_costs.N_FEATURES)[0]) == machine_costs.PRODUCTS_OF_ONE_PASS
    encoder = decoder = 64 * 8
    forwards, gradients, back_through_the_decoder = encoder + decoder, encoder + decoder, decoder
    assert forwards + gradients + back_through_the_decoder == machine_costs.PRODUCTS_A_ROW


def test_what_was_measured_cannot_be_changed():
    for measured in (
        machine_costs.MILLION_ROWS["one pass"],
        machine_costs.BATCHES[1],
        machine_costs.COMMUNICATION,
        machine_costs.TWO_COMPUTERS["64-8-64"],
    ):
        with pytest.raises(FrozenInstanceError):
            setattr(measured, fields(measured)[0].name, 0)


def test_two_computers_are_predicted_as_measured_but_for_a_tenth_and_one_is_itself():
    for network in machine_costs.TWO_COMPUTERS.values():
        assert machine_costs.speed_up(network, 1) == 1
        assert 0.89 < machine_costs.speed_up(network, 2) / network.speed_up < 1.1
    talk, small = machine_costs.COMMUNICATION_BY_THE_CLOCK, machine_costs.TWO_COMPUTERS["64-8-64"]
    together = small.seconds_alone / 2 + talk.seconds_a_step + talk.seconds_a_parameter * small.parameters
    assert machine_costs.speed_up(small, 2) == pytest.approx(small.seconds_alone / together)
    with pytest.raises(ValueError, match="n_computers must be at least 1"):
        machine_costs.speed_up(small, 0)
    for batch in machine_costs.BATCHES.values():
        share = batch.rows_a_second * machine_costs.PRODUCTS_A_ROW / machine_costs.PAIRS_A_SECOND
        assert share == pytest.approx(batch.share, abs=1e-3)
