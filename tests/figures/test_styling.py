"""One style for all pictures: on new axes and on given ones, whatever a reader has set, and nothing of it stays."""

import logging
from importlib.resources import files

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_hex

from autoenc_lessons import figures
from autoenc_lessons.figures.drawn_in_words import describe
from autoenc_lessons.figures.styling import course_style
from tests.figures.test_odd_input import CALLS

DRAWN = {
    name: (function, data, options)
    for name, (function, data, options) in CALLS.items()
    if name in figures.__all__ and name not in ("code_grid", "show")
}
DARK = {"axes.facecolor": "black", "text.color": "red", "font.size": 30, "axes.grid": True, "axes.spines.top": True}


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def first_of(axes):
    return np.ravel(np.asarray(axes, dtype="object"))[0]


def test_all_figure_functions_are_looked_at():
    assert set(DRAWN) == set(figures.__all__) - {"code_grid", "show"}


@pytest.mark.parametrize("name", DRAWN)
def test_a_readers_settings_are_neither_used_nor_changed(name):
    function, data, options = DRAWN[name]
    expected = describe(first_of(function(*data, **options)).figure)
    with plt.rc_context(DARK):
        before = dict(plt.rcParams)
        axes = function(*data, **options)
        assert dict(plt.rcParams) == before
    assert describe(first_of(axes).figure) == expected


@pytest.mark.parametrize("name", DRAWN)
def test_a_title_says_above_the_picture_what_one_sees_and_stands_in_its_description(name):
    function, data, options = DRAWN[name]
    title = "Two of the many runs are seen to hang, and each of them for some hundreds of steps"
    plain, titled = (function(*data, **options, **given) for given in ({}, {"title": title}))
    figure = first_of(titled).figure
    drawn = {text.get_text().replace("\n", " ") for text in figure.findobj(plt.Text)}
    assert title in drawn
    assert f"{title!r}" in describe(figure)
    assert title not in describe(first_of(plain).figure)
    assert all(not ax.get_title("center") or hasattr(ax, "zaxis") for ax in figure.axes)


def test_a_title_of_several_axes_stands_over_all_of_them():
    function, data, options = DRAWN["decoded_pictures"]
    figure = first_of(function(*data, **options, title="One changes")).figure
    assert figure.get_suptitle() == "One changes"
    assert describe(figure).splitlines()[1] == "titled 'One changes'"


def look_of(ax):
    """Return what the style decides of an axes."""
    ticks = ax.yaxis.get_major_ticks()[0]
    return {
        "spines": {side: (spine.get_visible(), to_hex(spine.get_edgecolor())) for side, spine in ax.spines.items()},
        "ticks": (to_hex(ticks.tick1line.get_color()), ticks.label1.get_fontsize(), to_hex(ticks.label1.get_color())),
        "label": (ax.xaxis.label.get_fontsize(), to_hex(ax.xaxis.label.get_color())),
        "width": ax.spines["left"].get_linewidth(),
        "legend": ax.get_legend() and ax.get_legend().get_frame_on(),
    }


@pytest.mark.parametrize("name", ["bars", "codes_2d", "lines", "loss_curve", "score_histograms", "spread_lines"])
def test_given_axes_look_like_new_ones(name):
    function, data, options = DRAWN[name]
    new = function(*data, **options)
    with plt.rc_context(DARK):
        given = plt.subplots()[1]
        function(*data, **options, ax=given)
    looks = []
    for ax in (new, given):
        with course_style():  # as show draws them
            ax.figure.canvas.draw()
            looks.append(look_of(ax))
    assert looks[0] == looks[1]
    assert looks[0]["spines"]["top"] == (False, "#a8a8a8")
    assert not looks[0]["legend"]


def test_letters_that_the_font_lacks_come_from_the_reader_s_own():
    with plt.rc_context({"font.family": ["STIXGeneral"], "font.sans-serif": ["Noto Sans CJK SC"]}), course_style():
        assert plt.rcParams["font.family"] == ["DejaVu Sans", "STIXGeneral"]
        assert plt.rcParams["font.sans-serif"] == ["Noto Sans CJK SC"]


def test_no_font_is_missing_on_any_machine(caplog):
    # matplotlib would say so in red under the cell.
    with caplog.at_level(logging.WARNING):
        figures.bars({"a": 1}, ylabel="b", title="c").figure.canvas.draw()
        function, data, options = DRAWN["decoded_codes"]
        first_of(function(*data, **options, title="c")).figure.canvas.draw()
    assert caplog.messages == []


def test_the_style_is_part_of_the_package():
    assert files("autoenc_lessons.figures").joinpath("course.mplstyle").is_file()
