"""A class with a small exercise, which no test needs TensorFlow for."""

from tools.classroom import grades, layout
from tools.notebooks.sources import instructor_notebook

NAME = "01_numbers"
EXERCISE = '''# %% [markdown]
r"""
# Numbers
"""

# %%
import math

base = 10


# %%
def double(x):
    ...  # your answer: return twice x
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION


# %% question="double" points=1
print("is it right?")
### BEGIN HIDDEN TESTS
assert double(21) == 42
### END HIDDEN TESTS

# %%
largest = ...  # your answer: a number
### BEGIN SOLUTION
largest = 7
### END SOLUTION

# %% question="largest" points=2
print("is it right?")
### BEGIN HIDDEN TESTS
assert largest == 7
### END HIDDEN TESTS

# %%
def helper(x):
    return math.log(x) / math.log(base)


# %%
def digits(n):
    ...  # your answer: return how many digits n has
    ### BEGIN SOLUTION
    return 1 + int(helper(n) + 1e-9)
    ### END SOLUTION


# %% question="digits" points=3
print("is it right?")
### BEGIN HIDDEN TESTS
assert [digits(n) for n in (1, 99, 100)] == [1, 2, 3]
### END HIDDEN TESTS
'''


def write_exercise(folder):
    """Write the text of the exercise; return its path."""
    path = folder / f"{NAME}.py"
    path.write_text(EXERCISE, encoding="utf-8")
    return path


def lay_out_small_class(folder, *more_names, **limits):
    """Lay out a class in a folder, and return its place. Making a gradebook takes long, so tests copy it.

    The exercise is there under other names too, if asked for. The limits are those of a submission's cells.
    """
    course = folder / "class"
    notebook = instructor_notebook(write_exercise(folder))
    assert layout.lay_out(course, dict.fromkeys((NAME, *more_names), notebook)) == []
    with (course / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.writelines(f"\nc.RunCells.{name} = {value}" for name, value in limits.items())
    return course


def files_below(folder):
    """Return {path in the folder: content}."""
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def grade(folder, **options):
    """Grade a class without a word; return {student: line of the report}."""
    return {line["student"]: line for line in grades.grade_class(folder, say=lambda line: None, **options)}
