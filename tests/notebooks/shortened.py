"""Cells of notebooks that train less, or longer, than they do for a reader."""

import re


def lengthened(source):
    """Let one training last for seconds: 1000 steps of a small model are over before anybody could stop them."""
    source = re.sub(r"(training\.train\([^)]*steps=)\d+", r"\g<1>1_000_000", source)
    # A lesson may keep the settings of its trainings in a dict. Its first training has two runs, whose bar moves once
    # the first of them has ended.
    return source.replace("**run)", "**run | {'steps': 2500})", 1)


# Lesson 2 looks at its runs 3, 7 and 20, and keeps half of its starts for later.
_FEWER_STARTS = {"range(100)": "range(22)", "[:50]": "[:21]", "[50:]": "[21:]"}


def with_few_starts(source):
    """Let 22 starts stand for 100, where a test does not look at the numbers."""
    return _replaced(source, _FEWER_STARTS)


# Of its many runs, a picture marks one.
_FEWEST_STARTS = {
    f"{x}, {starts}, ": f"{x}, {starts}[:4], " for x in ("x", "points") for starts in ("starts", "small_starts")
}
_FEWEST_STARTS["{20: "] = "{2: "


def with_fewest_starts(source):
    """Let four runs stand for 50 where many are trained, beside the runs that the lesson looks at."""
    return _replaced(source, _FEWER_STARTS | _FEWEST_STARTS)


def _replaced(source, words):
    for many, few in words.items():
        source = source.replace(many, few)
    return source


def with_few_runs_and_steps(source):
    """Let few runs, a tenth of the steps and few epochs stand for all, where a test does not look at the numbers."""
    source = re.sub(r"for seed in range\(\d+\):", "for seed in range(2):", source)
    source = re.sub(r"seeds=range\([^)]*\)", "seeds=range(3)", source)
    # Lesson 5 draws three maps slowly, and lesson 7 searches filters for each picture.
    source = source.replace('"max_iter": 400', '"max_iter": 250').replace(
        "searched_error, x=x,", "searched_error, x=x[::9],"
    )
    # Lesson 6 trains on several noisy copies of each picture, and lesson 7 draws its samples.
    source = re.sub(r"(damage\.noise, )\d+", r"\g<1>1", source).replace("n_copies=8", "n_copies=1")
    source = re.sub(r"(mixed_causes\()4000\b", r"\g<1>400", source)
    # Lesson 13 reads a whole file, for each order of its rows from each seed, and trains in other processes.
    source = re.sub(r"rows\.batches\([^)]*\)", r"\g<0>.take(10)", source).replace(
        "for s in range(3)", "for s in range(1)"
    )
    source = source.replace("(1500, 0), (1500, 1), (1500, 2)", "(1500, 0)")
    # Lesson 4 leaves the first five of its 200 epochs out of a picture.
    source = re.sub(r"""(epochs(?:=|": ))\d{3,}""", r"\g<1>8", source)
    source = re.sub(r"""(epochs(?:=|": ))\d{2}\b""", r"\g<1>2", source)
    return re.sub(r"""((?:steps|start|keep_every)(?:=|": ))([\d_]+)0\b""", r"\1\2", source)
