"""A lesson that is hard to read is found before a reader finds it."""

import nbformat
import pytest

from tools.notebooks import reading_ease


def lesson(*code, prose=()):
    cells = [nbformat.v4.new_markdown_cell("# Title")]
    cells += [nbformat.v4.new_code_cell(cell) for cell in code]
    cells += [nbformat.v4.new_markdown_cell(cell) for cell in prose]
    return nbformat.v4.new_notebook(cells=cells)


def lines(number):
    return "\n".join(f"x{line} = 1" for line in range(number))


def words(number):
    return " ".join(["word"] * number)


@pytest.mark.parametrize(
    ("notebook", "problem"),
    [
        (lesson(lines(16), "1", "2"), "01_try.ipynb, cell 2: 16 lines of code, more than 15"),
        (lesson(lines(7)), "01_try.ipynb: half of its code cells have more than 6 lines"),
        (lesson(*[lines(6)] * 22), "01_try.ipynb: 132 lines of code, more than 130"),
        (lesson(*["1"] * 40), "01_try.ipynb: 41 cells, more than 40"),
        (lesson("1", prose=[words(121)]), "01_try.ipynb, cell 3: 121 words of prose, more than 120"),
    ],
)
def test_what_is_hard_to_read_is_named(notebook, problem):
    assert reading_ease.problems_of_reading("01_try.ipynb", notebook) == [problem]


def test_what_keeps_the_limits_has_no_problem():
    table = "| a | b |\n|---|---|\n" + f"| {words(200)} | 1 |\n" + words(119) + " `a_name and another`"
    comments = "# why\n\n" * 30 + lines(15)
    easy = lesson(comments, *[lines(6)] * 19, "1", prose=[table])
    assert reading_ease.problems_of_reading("01_try.ipynb", easy) == []


def test_an_exercise_has_longer_cells():
    longer = lesson(lines(20))
    assert reading_ease.problems_of_reading("exercises/01_try.ipynb", longer) == []
    assert reading_ease.problems_of_reading("exercises/06_noise.ipynb", longer) == []
    assert reading_ease.problems_of_reading("exercises/06_noise.ipynb", lesson(lines(21))) != []


def test_a_standard_term_counts_where_it_is_explained_and_not_where_it_is_used():
    terms = ("latent code", "epoch")
    assert reading_ease.problems_of_terms("a **latent code**, and **Epochs**", terms) == []
    [problem] = reading_ease.problems_of_terms("a **latent code**, and an epoch", terms)
    assert "'epoch'" in problem
