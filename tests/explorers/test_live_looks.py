"""How the live figures look and are handled: themes, phones, fingers, keys, motion, a picture that steps aside."""

import pytest
from playwright.sync_api import expect

from tests.explorers.explorer_pages import NEEDS_CHROMIUM, READY, displayed
from tests.language.test_live_figures import NAMES, small_figures
from tools import browser

pytestmark = [pytest.mark.slow, NEEDS_CHROMIUM]

# Kept open by each test, so that a browser starts once.
PAGE = """<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<body style="margin: 0; font: 14px sans-serif; %s"><div style="height: 1800px"></div>
%s<div style="height: 900px"></div></body>"""
LAB = """<div class="jp-OutputArea"><div class="jp-OutputArea-child"><div class="jp-OutputPrompt"></div>
<div class="jp-RenderedImage"><img alt="" src="data:,"></div></div><div class="jp-OutputArea-child"><div></div>
<div class="jp-RenderedMarkdown"><p><em>What is seen.</em></p></div></div>
<div class="jp-OutputArea-child"><div></div><div class="jp-RenderedHTML">%s</div></div></div>"""
CLASSIC = """<div class="output"><div class="output_area"><img alt="" src="data:,"></div>
<div class="output_area"><div class="output_markdown"><p><em>What is seen.</em></p></div></div>
<div class="output_area">%s</div></div>"""
SPHINX = """<div class="cell_output"><img alt="" src="data:,"><p><em>What is seen.</em></p>
<div class="output">%s</div></div>"""
# Where a picture that steps aside would take something else with it.
UNKNOWN = {
    "no outputs": LAB.replace("jp-OutputArea", "other"),
    "another text": LAB.replace("</em>", "</em> And more."),
    "two paragraphs": LAB.replace("</em></p>", "</em></p><p>More.</p>"),
    "a table": LAB.replace('<img alt="" src="data:,">', "<table></table>"),
    "no caption": LAB.replace("<p><em>What is seen.</em></p>", '<img alt="" src="data:,">'),
    "printed between": CLASSIC.replace(
        '<div class="output_area">%s', '<div class="output_area"><pre>1</pre></div><div class="output_area">%s'
    ),
}


@pytest.fixture(scope="module")
def figures():
    return {name: displayed(call)[-1]["text/html"] for name, call in small_figures().items()}


@pytest.fixture(scope="module")
def desk():
    with browser.new_page() as page:
        yield page


@pytest.fixture(scope="module")
def phone(desk):
    options = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    context = desk.context.browser.new_context(**options)
    page = context.new_page()
    yield page
    context.close()


def show(page, html, *, style=""):
    # As it was before another test, even if that has failed.
    page.emulate_media(media="screen", reduced_motion="reduce", forced_colors="none", color_scheme="light")
    page.set_content(PAGE % (style, html))
    figure = page.locator(".autoenc-explorer")
    figure.evaluate(READY)
    figure.evaluate("figure => figure.scrollIntoView({block: 'center'})")
    page.wait_for_function("() => !document.querySelector('.autoenc-explorer[aria-busy]')")
    return figure


DATA_COLOUR = "figure => getComputedStyle(figure.querySelector('[data-group]')).fill"
LIGHT, DARK = "rgb(0, 114, 178)", "rgb(79, 169, 230)"


@pytest.mark.parametrize(
    ("style", "colour"),
    [
        ("", LIGHT),
        ("color: #222", LIGHT),
        ("color: rgba(0, 0, 0, 0.87)", LIGHT),
        ("color: #ddd; background: #1e1e1e", DARK),
        ("color: color(srgb 0.9 0.9 0.9)", DARK),
        ("--jp-content-font-color1: white", DARK),
        ("color: white; --jp-content-font-color1: black", LIGHT),
    ],
)
def test_the_colour_of_the_text_tells_the_ground_in_any_front_end(figures, desk, style, colour):
    assert show(desk, figures["turn"], style=style).evaluate(DATA_COLOUR) == colour


def test_a_theme_that_changes_changes_the_colours(figures, desk):
    figure = show(desk, figures["turn"])
    wait = f"colour => ({DATA_COLOUR})(document.querySelector('.autoenc-explorer')) === colour"
    # JupyterLab names the theme first; its style sheet comes a little later.
    desk.evaluate("() => { document.body.dataset.jpThemeLight = 'false'; }")
    desk.evaluate("() => setTimeout(() => { document.head.innerHTML += '<style>body { color: white }</style>'; }, 50)")
    desk.wait_for_function(wait, arg=DARK, timeout=5_000)
    desk.evaluate("() => { document.body.style.color = 'black'; }")
    desk.wait_for_function(wait, arg=LIGHT, timeout=5_000)
    assert figure.evaluate("figure => getComputedStyle(figure).colorScheme") == "light"


def test_a_ring_and_what_is_around_it_differ_in_forced_colours(figures, desk):
    figure = show(desk, figures["code_plane"])
    desk.emulate_media(forced_colors="active", color_scheme="dark")
    rings, unders = (
        figure.locator(name).evaluate_all("all => all.map(one => getComputedStyle(one).stroke)")
        for name in (".autoenc-ring", ".autoenc-under")
    )
    assert set(rings).isdisjoint(unders)
    frames = show(desk, figures["threshold"]).locator(".autoenc-item > div")
    desk.emulate_media(forced_colors="active", color_scheme="dark")
    styles = frames.evaluate_all("all => all.map(one => [one.className, getComputedStyle(one).borderTopStyle])")
    assert {tuple(style) for style in styles if style[0]} == {("autoenc-kind0", "solid"), ("autoenc-kind1", "dashed")}


SEEN_SIZES = """figure => [...figure.querySelectorAll('*')]
    .filter(one => one.tagName !== 'STYLE' && one.getClientRects().length &&
        [...one.childNodes].some(child => child.nodeType === 3 && child.textContent.trim()))
    .map(one => {
        const svg = one.closest('svg');
        const scale = svg ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1;
        return scale * parseFloat(getComputedStyle(one).fontSize);
    })"""
TARGETS = """figure => [...figure.querySelectorAll('button, .autoenc-thumb, .autoenc-track')]
    .map(one => one.getBoundingClientRect()).map(box => Math.min(box.width, box.height))"""
# From the first control to the end of what it changes.
REACH = """figure => {
    const boxes = [...figure.querySelectorAll('.autoenc-track, [role=radio], svg, canvas, .autoenc-pad')]
        .filter(one => !one.closest('.autoenc-legend, .autoenc-rows')).map(one => one.getBoundingClientRect());
    return Math.max(...boxes.map(box => box.bottom)) - Math.min(...boxes.map(box => box.top));
}"""


@pytest.mark.parametrize("name", NAMES)
def test_on_a_phone_text_is_read_targets_are_hit_and_all_is_on_one_screen(name, figures, phone):
    figure = show(phone, figures[name])
    assert min(figure.evaluate(SEEN_SIZES)) >= 11
    assert min(figure.evaluate(TARGETS)) >= 24
    assert figure.evaluate(REACH) <= 844
    assert phone.evaluate("() => document.documentElement.scrollWidth") <= 390


def swipe(page, start, by):
    """Draw a finger over the page, in some steps."""
    session = page.context.new_cdp_session(page)
    # Where a finger may scroll is known once the page has been painted.
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    page.wait_for_timeout(150)
    send = lambda kind, points: session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})  # noqa: E731
    send("touchStart", [{"x": start[0], "y": start[1]}])
    for step in range(1, 9):
        send("touchMove", [{"x": start[0] + by[0] * step / 8, "y": start[1] + by[1] * step / 8}])
        page.wait_for_timeout(16)
    send("touchEnd", [])
    page.wait_for_timeout(200)


def state(page, figure):
    return page.evaluate("() => Math.round(scrollY)"), figure.locator("[role=status]").first.text_content()


def middle_of(locator):
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@pytest.mark.parametrize(
    ("name", "pad"),
    [
        ("code_plane", ".autoenc-plane"),
        ("turn", ".autoenc-turned"),
        ("threshold", ".autoenc-scores"),
        ("units", ".autoenc-track"),
        ("watch", ".autoenc-losses"),
    ],
)
def test_a_finger_that_goes_up_scrolls_the_page_and_moves_nothing(name, pad, figures, phone):
    figure = show(phone, figures[name])
    box = figure.locator(pad).bounding_box()
    before, said = state(phone, figure)
    # Away from the handle.
    swipe(phone, (box["x"] + 0.9 * box["width"], box["y"] + 0.7 * box["height"]), (4, -200))
    after, still_said = state(phone, figure)
    assert after > before + 100
    assert still_said == said


@pytest.mark.parametrize(
    ("name", "grip", "by"),
    [
        ("code_plane", ".autoenc-grip", (20, -60)),
        ("turn", ".autoenc-grip", (-10, -60)),
        ("threshold", ".autoenc-grip", (40, -60)),
        ("units", ".autoenc-thumb", (250, -60)),
        ("draw_digit", ".autoenc-paper", (20, -60)),
    ],
)
def test_a_finger_on_a_handle_moves_it_and_not_the_page(name, grip, by, figures, phone):
    figure = show(phone, figures[name])
    before, said = state(phone, figure)
    swipe(phone, middle_of(figure.locator(f"{grip} circle").first if "grip" in grip else figure.locator(grip)), by)
    expect(figure.locator("[role=status]").first).not_to_have_text(said)
    assert abs(state(phone, figure)[0] - before) < 20


def test_a_tap_moves_the_point_there(figures, phone):
    figure = show(phone, figures["code_plane"])
    _, said = state(phone, figure)
    box = figure.locator(".autoenc-plane").bounding_box()
    phone.touchscreen.tap(box["x"] + 0.7 * box["width"], box["y"] + 0.3 * box["height"])
    assert state(phone, figure)[1] != said
    grip = middle_of(figure.locator(".autoenc-grip .autoenc-core"))
    assert grip == pytest.approx((box["x"] + 0.7 * box["width"], box["y"] + 0.3 * box["height"]), abs=2)


@pytest.mark.parametrize("place", [LAB, CLASSIC, SPHINX], ids=["lab", "classic", "sphinx"])
def test_the_picture_steps_aside_and_comes_back_by_a_button_and_in_print(place, figures, desk):
    figure = show(desk, place % figures["turn"])
    picture, caption = desk.locator("img"), desk.get_by_text("What is seen.")
    is_there = "element => element.getClientRects().length > 0"
    assert not picture.evaluate(is_there)
    assert not caption.evaluate(is_there)
    toggle = figure.locator(".autoenc-foot [aria-pressed]")
    assert toggle.text_content() == "Show as a picture"
    assert toggle.get_attribute("aria-pressed") == "false"
    toggle.click()
    assert toggle.get_attribute("aria-pressed") == "true"
    assert caption.evaluate(is_there)
    toggle.click()
    assert not caption.evaluate(is_there)
    desk.emulate_media(media="print")
    assert picture.evaluate(is_there)
    assert caption.evaluate(is_there)
    assert not toggle.evaluate(is_there)
    assert figure.locator("svg").first.evaluate(is_there)


@pytest.mark.parametrize("place", UNKNOWN)
def test_nothing_steps_aside_where_it_is_not_what_it_should_be(place, figures, desk):
    figure = show(desk, UNKNOWN[place] % figures["turn"])
    assert desk.locator(".autoenc-twin").count() == 0
    assert figure.get_by_role("button", name="Show as a picture").count() == 0


def test_the_picture_stays_where_the_figure_cannot_be_laid_out(figures, desk):
    broken = figures["turn"].replace(
        "const layOut = () => {", "const layOut = () => { throw new Error('no layout');", 1
    )
    assert broken != figures["turn"]
    desk.set_content(LAB % broken)
    desk.get_by_text("stands here where scripts may run").wait_for(timeout=5_000)
    desk.wait_for_function("() => !document.querySelector('[data-autoenc-figure]').inert")
    desk.wait_for_timeout(50)
    assert desk.locator(".autoenc-twin").count() == 0
    assert desk.locator("img").evaluate("element => element.getClientRects().length > 0")


def test_a_caption_that_is_drawn_late_steps_aside_too(figures, desk):
    show(desk, LAB.replace("<p><em>What is seen.</em></p>", "") % figures["turn"])
    assert desk.locator(".autoenc-twin").count() == 0
    desk.evaluate("""() => {
        document.querySelector('.jp-RenderedMarkdown').innerHTML = '<p><em>What is seen.</em></p>';
    }""")
    desk.wait_for_function("() => document.querySelectorAll('.autoenc-twin').length === 2", timeout=5_000)


def test_choices_are_one_stop_of_tab_and_arrows_go_round(figures, desk):
    figure = show(desk, figures["recipe"])
    group = figure.get_by_role("radiogroup", name="Scaling")
    radios = group.get_by_role("radio")
    assert radios.all_text_contents() == ["none", "min-max", "min-max, minus the mean", "standard"]
    assert radios.evaluate_all("all => all.map(one => one.tabIndex)") == [-1, 0, -1, -1]
    radios.nth(1).focus()
    found = []
    for key in ("ArrowRight", "ArrowRight", "ArrowUp", "Home", "End", "ArrowLeft"):
        desk.keyboard.press(key)
        found.append(desk.evaluate("() => document.activeElement.textContent"))
        assert group.get_by_role("radio", checked=True).text_content() == found[-1]
    # Up is forward, as on a slider.
    minus_mean = "min-max, minus the mean"
    assert found == [minus_mean, "standard", "none", "none", "standard", minus_mean]


def test_page_keys_move_a_slider_by_a_large_step_and_leave_the_page(figures, desk):
    figure = show(desk, figures["morph"])
    track = figure.get_by_role("slider", name="Way")
    track.focus()
    before = desk.evaluate("() => scrollY")
    for key, text in [("PageDown", "25\xa0%"), ("PageUp", "50\xa0%"), ("PageUp", "75\xa0%"), ("ArrowLeft", "70\xa0%")]:
        desk.keyboard.press(key)
        assert track.get_attribute("aria-valuetext") == text
    assert desk.evaluate("() => scrollY") == before


# Each place of the marks of one group, as it is drawn in one frame after the other.
FRAMES = """async () => {
    const drawn = () => document.querySelector('[data-group]').getAttribute('d');
    const found = [drawn()];
    document.querySelector('.autoenc-row button').click();
    for (let frame = 0; frame < 30; frame++) {
        await new Promise(requestAnimationFrame);
        if (drawn() !== found[found.length - 1]) found.push(drawn());
    }
    return found;
}"""


def test_a_jump_glides_unless_no_motion_is_wanted(figures, desk):
    show(desk, figures["turn"])
    calm = desk.evaluate(FRAMES)
    assert len(calm) == 2
    desk.emulate_media(reduced_motion="no-preference")
    desk.get_by_role("button", name="Back to the start").click()
    desk.wait_for_timeout(400)
    gliding = desk.evaluate(FRAMES)
    assert len(gliding) > 3
    assert gliding[-1] == calm[-1]


def test_values_are_told_under_the_pointer(figures, desk):
    # Chromium does not say that the pointer leaves what came into a document in which it has pressed a button.
    desk.goto("about:blank")
    figure = show(desk, figures["watch"])
    box = figure.locator(".autoenc-losses svg").bounding_box()
    desk.mouse.move(box["x"] + 44, box["y"] + 60)
    tip = figure.locator(".autoenc-tip text").all_text_contents()
    assert tip[0] == "step 0"
    assert tip[1].startswith("⟦run⟧: ")
    desk.mouse.move(5, 5)
    desk.wait_for_function("() => !document.querySelector('.autoenc-tip text')", timeout=5_000)


def test_a_training_does_not_hold_the_page_up(figures, desk):
    desk.evaluate("() => scrollTo(0, 0)")
    desk.set_content(PAGE % ("", figures["recipe"]))
    figure = desk.locator(".autoenc-explorer")
    # It waits until it is near what is seen; then the page answers in between.
    assert figure.locator("tbody tr").count() == 0
    figure.evaluate("figure => figure.scrollIntoView()")
    desk.wait_for_function("() => document.querySelector('.autoenc-explorer tbody tr')", timeout=10_000)
    assert figure.get_attribute("aria-busy") is None
    assert figure.locator("progress").is_hidden()
