"""A bar tells about a training and never ends it, wherever standard output leads to."""

import io
import sys

import numpy as np
import pytest

from autoenc_lessons import models, seed_everything, seed_spread, training
from autoenc_lessons.training import progress

X = np.random.default_rng(0).uniform(size=(8, 3))


class Broken:
    """A stream that fails at every word."""

    encoding = "utf-8"

    def write(self, text):
        raise OSError("no space left on device")

    def flush(self):
        raise OSError


class WithoutEncoding:
    """A stream of somebody's own, which takes nothing but ASCII."""

    def __init__(self):
        self.text = ""

    def write(self, text):
        text.encode("ascii")
        self.text += text

    def flush(self):
        pass


def encoded(encoding):
    return io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="")


def closed():
    stream = io.StringIO()
    stream.close()
    return stream


def build():
    model = models.linear_autoencoder(3, 2)[2]
    model.compile(loss="mse", optimizer="sgd")
    return model


@pytest.mark.parametrize(
    "stream",
    [encoded("cp1252"), encoded("ascii"), encoded("latin-1"), closed(), None, Broken(), WithoutEncoding(), object()],
    ids=["cp1252", "ascii", "latin-1", "closed", "none", "broken", "without encoding", "no stream"],
)
def test_a_training_ends_whatever_standard_output_is(stream, monkeypatch):
    seed_everything(0)
    start = build().get_weights()
    monkeypatch.setattr(sys, "stdout", stream)
    history = training.train(build(), X, steps=3, use_xla=False)
    spread = seed_spread.train_starts(build, X, [start] * 2, steps=3, use_xla=False)
    progress.say("über")
    assert history.losses.shape == (3,)
    assert spread.losses.shape == (2, 3)


def lines(stream):
    stream.seek(0)
    return stream.read().rstrip("\n").split("\r")


@pytest.mark.parametrize(
    ("encoding", "full"), [("cp1252", "#"), ("ascii", "#"), ("utf-8", "█"), ("cp437", "#"), (None, "█")]
)
def test_the_bar_is_drawn_with_what_the_stream_can_take(encoding, full, monkeypatch):
    stream = io.StringIO() if encoding is None else encoded(encoding)
    monkeypatch.setattr(sys, "stdout", stream)
    with progress.progress_bar(4, unit="steps", hidden=False) as bar:
        bar.update(3)
        bar.update(1)
    assert lines(stream)[-1] == f"{full * 30} 4 of 4 steps"


def test_what_a_stream_cannot_take_is_replaced(monkeypatch):
    stream = encoded("ascii")
    monkeypatch.setattr(sys, "stdout", stream)
    progress.say("A bar █.")
    assert lines(stream) == ["A bar ?."]


def test_a_slow_bar_moves_each_second_and_ends_without_blanks(monkeypatch):
    stream, now = io.StringIO(), [0.0]
    monkeypatch.setattr(sys, "stdout", stream)
    with progress.progress_bar(1000, unit="steps", hidden=False) as bar:
        monkeypatch.setattr(bar, "_time", lambda: now[0])
        bar.start_t = bar.last_print_t = 0.0
        for seconds in (0.4, 0.8, 1.2, 2.5):
            now[0] = seconds
            bar.set_postfix_str("slow" if seconds < 2 else "", refresh=False)
            bar.update(1)
    drawn = [line.rstrip() for line in lines(stream)]
    assert [line.split(" of ")[0].split()[-1] for line in drawn if line] == ["0", "3", "4", "4", "4"]
    assert lines(stream)[-1] == drawn[-1]


def test_a_hint_shows_only_where_nothing_else_moves(monkeypatch):
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stdout", stream)
    with progress.progress_bar(2, unit="runs", hidden=False) as bar:
        bar.hint("step 1 of 9")
        monkeypatch.setattr(progress, "_SECONDS_BETWEEN_MOVES", 0.0)
        bar.hint("step 2 of 9")
    text = stream.getvalue()
    assert "step 2 of 9" in text
    assert "step 1 of 9" not in text
