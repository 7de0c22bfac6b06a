"""What somebody may give for an answer that is none: no check may be misled, raise or hang."""

import sys
import time

import keras
import numpy as np


class Hostile:
    """Refuses to be looked at."""

    def __array__(self, *_, **__):
        raise RuntimeError("no")

    def __eq__(self, other):
        raise RuntimeError("no")

    __hash__ = None


def loops(*_):
    while True:
        pass


def loops_and_catches(*_):
    while True:
        try:
            time.sleep(0.01)
        except Exception:
            continue


def cannot_be_stopped(*_):
    end = time.monotonic() + 5
    while time.monotonic() < end:
        try:
            time.sleep(0.01)
        except BaseException:
            continue


def raises(*_):
    return [][1]


def raises_in_tensorflow(*_):
    return keras.ops.matmul(np.ones((2, 3)), np.ones((2, 3)))


def recurses(*_):
    return recurses()


def exits(*_):
    sys.exit(0)


def asks(*_):
    return input("How many? ")


def spoils_its_input(*inputs):
    for value in inputs:
        for array in value if isinstance(value, list) else [value]:
            if isinstance(array, np.ndarray):
                array *= 0
    return 0


# For questions that ask for a function.
FUNCTIONS = {
    "the blank": lambda *_: ...,
    "nothing": lambda *_: None,
    "no function": 27,
    "its text": "lambda x: x",
    "a class": dict,
    "nothing at all": None,
    "too few parameters": lambda: 1,
    "too many parameters": lambda a, b, c, d, e: 1,
    "an endless loop": loops,
    "an endless loop that catches errors": loops_and_catches,
    "one that cannot be stopped": cannot_be_stopped,
    "an error": raises,
    "an error of TensorFlow": raises_in_tensorflow,
    "endless recursion": recurses,
    "the end of Python": exits,
    "a question to its user": asks,
    "a function that spoils its input": spoils_its_input,
    "NaN": lambda *_: np.nan,
    "an array of NaN": lambda *_: np.full((100, 3), np.nan),
    "text": lambda *_: "27",
    "a symbolic tensor": lambda *_: keras.Input((3,)),
    "a generator": lambda *_: (number for number in range(3)),
    "an unbuilt model": lambda *_: keras.Sequential([keras.layers.Dense(3)]),
    "three unbuilt models": lambda *_: [keras.Sequential([keras.layers.Dense(2)]) for _ in range(3)],
    "ragged rows": lambda *_: [[1, 2], [3]],
    "a dictionary": lambda *_: {"a": 1},
    "a function again": lambda *_: np.mean,
    "complex numbers": lambda *_: np.ones((100, 3)) * 1j,
    "an object that refuses": lambda *_: Hostile(),
    "an array without rows": lambda *_: np.empty((0, 3)),
    "an array of other rank": lambda *_: np.ones((2, 2, 2)),
}

# For questions that ask for a value.
VALUES = {
    "the blank": ...,
    "nothing at all": None,
    "no text": "",
    "spaces": "  ",
    "NaN": np.nan,
    "infinity": np.inf,
    "text": "z",
    "True": True,
    "a list": [1, 2],
    "a dictionary": {},
    "a function": np.mean,
    "a symbolic tensor": keras.Input((3,)),
    "a huge number": 10**400,
    "an object that refuses": Hostile(),
    "an unbuilt model": keras.Sequential([keras.layers.Dense(3)]),
    "bytes": b"b",
}
