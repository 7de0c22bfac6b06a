"""How long the explorers take from input to picture in JupyterLab, and how long they hold up a page that loads.

Run as `python -m benchmarks.explorers`.
"""

import contextlib
import random
import statistics
import tempfile
from pathlib import Path

import nbformat

from tools.browser import RUN_ALL, new_page, open_notebook, serving
from tools.notebooks import export
from tools.notebooks.sources import taught_lessons

INPUTS = 100
# A telephone of the middle class, beside a computer on which lessons are written.
SLOWED = 6
SLOWED_ASKED = 150
TASK_ASKED = 50
CELL = """
from autoenc_lessons import datasets, explorers, models, seed_everything, training
seed_everything(0)
x, labels = datasets.load("blobs")
data, _ = datasets.load("blobs", scaling=None)
runs = {}
for name in "abc":
    encoder, decoder, autoencoder = models.linear_autoencoder(3, 2)
    autoencoder.compile(loss="mse", optimizer="adam")
    history = training.train(autoencoder, x, steps=2500, keep_every=25, progress=False)
    runs[name] = (encoder, decoder, history)
"""
# For each explorer: its call, where it takes keys and the pointer, the milliseconds asked.
EXPLORERS = {
    "code_plane": ("explorers.code_plane(encoder, decoder, x, labels)", ".autoenc-plane", 60),
    "turn": ("explorers.turn(encoder, decoder, x, labels)", ".autoenc-turned", 60),
    "draw_digit": (
        "digits, _ = datasets.load('digits')\n"
        "encoder, decoder, _ = models.dense_autoencoder((64, 32, 8))\n"
        "explorers.draw_digit(encoder, decoder, digits[:100], image_shape=(8, 8))",
        ".autoenc-paper",
        60,
    ),
    "clean_digit": (
        "digits, _ = datasets.load('digits')\n"
        "explorers.clean_digit(models.dense_autoencoder((64, 128, 128))[2], digits, image_shape=(8, 8))",
        ".autoenc-paper",
        60,
    ),
    "handwriting": (
        "digits, kinds = datasets.load('digits')\n"
        "encoder, decoder = models.dense_autoencoder((74, 200, 8))[0], models.dense_autoencoder((64, 200, 18))[1]\n"
        "explorers.handwriting(encoder, decoder, digits, kinds, image_shape=(8, 8))",
        ".autoenc-paper",
        60,
    ),
    "table_copies": (
        "import numpy as np\nimport pandas as pd\n"
        "from sklearn.compose import ColumnTransformer\nfrom sklearn.preprocessing import StandardScaler\n"
        "table = pd.DataFrame(np.random.default_rng(0).normal(size=(50, 12))).rename(columns='column {}'.format)\n"
        "prepare = ColumnTransformer([('n', StandardScaler(), list(table))])\n"
        "rows = prepare.fit_transform(table)\n"
        "copies = {name: {k: rows * k / 9 for k in (1, 2, 4, 8)} for name in ('PCA', 'autoencoder')}\n"
        "explorers.table_copies(table, prepare, copies, mean_row=rows.mean(axis=0))",
        "[role=slider][aria-label='Code size']",
        60,
    ),
    "fill_entry": (
        "import keras\n"
        "from autoenc_lessons import gaps\n"
        "guess = keras.Sequential([keras.Input((24,)), keras.layers.Dense(64, 'silu'), keras.layers.Dense(12)])\n"
        "rows = gaps.log_parts(300).truth\n"
        "explorers.fill_entry(guess, rows, rows[:6], gaps.LOG_COLUMNS)",
        ".autoenc-entries",
        60,
    ),
    "series_alarm": (
        "from autoenc_lessons import series\n"
        "case = series.year(0.1)\n"
        "scores = {f'{n} weeks': series.median_of_weeks(case.load, n) for n in (4, 8)}\n"
        "judged = {name: score[case.judged :] for name, score in series.in_thresholds(scores, case).items()}\n"
        "explorers.series_alarm(case.load[case.judged :], judged, case.faults, first=case.judged)",
        ".autoenc-alarm",
        60,
    ),
    "many_rows": ("explorers.many_rows()", ".autoenc-epoch", 60),
    "watch": ("explorers.watch(runs, x, labels)", ".autoenc-track", 100),
}
RECIPE = "explorers.recipe(lambda: models.linear_autoencoder(3, 2)[2], data)"
TRAININGS = 5
TRAINING_ASKED = 1000
# A message that is posted while a frame is being made arrives once that frame has been painted.
RECORD = """() => {
    window.latencies = {keydown: [], pointermove: []};
    for (const [type, latencies] of Object.entries(window.latencies)) {
        window.addEventListener(type, event => requestAnimationFrame(() => {
            const channel = new MessageChannel();
            channel.port1.onmessage = () => latencies.push(performance.now() - event.timeStamp);
            channel.port2.postMessage(null);
        }), true);
    }
}"""


# From the click until the frame after the one in which the results were written.
TRAIN = """button => new Promise(done => {
    const body = button.closest('.autoenc-explorer').querySelector('tbody');
    const start = performance.now();
    new MutationObserver((_, observer) => {
        observer.disconnect();
        requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
    }).observe(body, {childList: true});
    button.click();
})"""


# A task that holds up the page for longer than 50 ms is told by the browser; shorter ones are none.
TASKS = """() => {
    window.tasks = [];
    new PerformanceObserver(list => list.getEntries().forEach(entry => window.tasks.push(entry.duration)))
        .observe({type: 'longtask', buffered: true});
}"""


@contextlib.contextmanager
def notebook_page(call):
    """Run a notebook with this call in JupyterLab, and give its page."""
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "notebooks"
        folder.mkdir()
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CELL + call)])
        notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
        nbformat.write(notebook, folder / "explorer.ipynb")
        with serving(home, Path(home)) as lab, new_page() as page:
            open_notebook(page, lab, "explorer.ipynb")
            page.evaluate(RUN_ALL)
            page.locator(".autoenc-explorer").scroll_into_view_if_needed()
            page.wait_for_timeout(1000)
            yield page


def slow_down(page, times):
    """Let the page's own work take so many times as long."""
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": times})


def latencies(call, control, slowed=1):
    """Return the milliseconds from each input to the picture that shows it, by the type of its event."""
    with notebook_page(call) as page:
        page.locator(control).scroll_into_view_if_needed()
        slow_down(page, slowed)
        page.evaluate(RECORD)
        move_by_keys(page, control)
        drag(page, control)
        page.wait_for_timeout(500)
        return page.evaluate("() => window.latencies")


def move_by_keys(page, control):
    draw = random.Random(0)
    page.locator(control).focus()
    for _ in range(INPUTS):
        page.keyboard.press(draw.choice(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]))
        # Inputs fall anywhere between two frames.
        page.wait_for_timeout(draw.uniform(20, 60))


def drag(page, control):
    draw = random.Random(0)
    box = page.locator(control).bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    for _ in range(INPUTS):
        across, down = draw.uniform(0.2, 0.9), draw.uniform(0.1, 0.8)
        page.mouse.move(box["x"] + across * box["width"], box["y"] + down * box["height"])
        page.wait_for_timeout(draw.uniform(20, 60))
    page.mouse.up()


def trainings():
    """Return the milliseconds of a few trainings of the recipe that is shown first: 5 seeds, 1000 steps each."""
    with notebook_page(RECIPE) as page:
        button = page.get_by_role("button", name="Train")
        return [button.evaluate(TRAIN) for _ in range(TRAININGS)]


def longest_tasks():
    """Give the name of each lesson, and the milliseconds of the longest task while its exported page loads."""
    with tempfile.TemporaryDirectory() as folder, new_page() as page:
        export.main(Path(folder))
        page.add_init_script(f"({TASKS})()")
        for source in taught_lessons():
            page.goto((Path(folder) / f"{source.stem}.html").as_uri())
            page.wait_for_timeout(2000)
            yield source.stem, max(page.evaluate("() => window.tasks"), default=0)


def main():
    for name, (call, control, asked) in EXPLORERS.items():
        for slowed, most in [(1, asked), (SLOWED, SLOWED_ASKED)]:
            slowly = "" if slowed == 1 else f"_slowed_{slowed}_times"
            for event, measured in latencies(call, control, slowed).items():
                p95 = statistics.quantiles(measured, n=20)[-1]
                said = f"{len(measured)} inputs, at most {most} asked"
                print(f"{name}_{event}{slowly}_p95_ms: {p95:.0f} ({said})", flush=True)
    for name, longest in longest_tasks():
        print(f"{name}_longest_task_ms: {longest:.0f} (0: none over 50; at most {TASK_ASKED} asked)", flush=True)
    print(f"recipe_train_ms: {max(trainings()):.0f} (the slowest of {TRAININGS}, at most {TRAINING_ASKED} asked)")


if __name__ == "__main__":
    main()
