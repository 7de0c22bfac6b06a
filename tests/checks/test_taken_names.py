"""What a student calls a variable costs nothing: given cells and checks hang on no other cell."""

import ast
import builtins
import symtable

import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from autoenc_lessons import checks
from tests.checks.answers_over_seeds import GRADED, exercise_text
from tools.notebooks.exercise_text import ANSWER
from tools.notebooks.sources import exercise_sources, make_notebook

BUILTINS = set(dir(builtins))
# What a student may well give to something else; those of Python's own among them.
TAKEN = (
    *("check", "checks", "graded", "models", "np", "x", "labels", "materials", "plt", "keras", "training", "datasets"),
    *("explorers", "figures", "readings", "seed_everything", "list", "print", "zip", "sum", "max", "min", "range"),
    *("len", "dict", "str", "type", "autoenc_lessons", "display", "name", "codes", "recipe", "seed"),
)


def solved(text):
    """Return a cell with its answer and its hidden tests."""
    return ANSWER.sub(lambda found: found["answer"].rstrip("\n"), text)


def cells_of(source):
    return [cell for cell in make_notebook(source, edit=solved, graded=True).cells if cell.cell_type == "code"]


def grading(cell):
    return cell.metadata["nbgrader"]


def locked(source):
    return [cell for cell in cells_of(source) if grading(cell)["locked"]]


def names_of_others(source):
    """Return the names that a cell uses and does not bind, and those that its functions take from outside."""
    table = symtable.symtable(source, "cell", "exec")
    bound = {one.get_name() for one in table.get_symbols() if one.is_assigned() or one.is_imported()}
    used, from_outside = set(), set()

    def look(scope, in_function):
        for one in scope.get_symbols():
            if one.is_referenced() and (one.is_global() or scope is table) and one.get_name() not in BUILTINS:
                (from_outside if in_function else used).add(one.get_name())
        for child in scope.get_children():
            # A lambda or a comprehension of a given cell is done when the cell is.
            named = child.get_type() == "function" and not child.get_name().startswith(("lambda", "<", "listcomp"))
            look(child, in_function or (named and not child.get_name().endswith(("comp", "genexpr"))))

    look(table, False)
    return used - bound, from_outside


@pytest.mark.parametrize("source", exercise_sources(), ids=lambda source: source.stem)
def test_a_locked_cell_uses_only_what_it_brings_and_the_answers_that_it_judges(source):
    for cell in locked(source):
        used, from_outside = names_of_others(cell.source)
        found = GRADED.search(cell.source)
        answers = set(found["answers"].split(", ")) if found else set()
        assert used == answers, cell.source
        assert not from_outside, f"a variable of a student's would break this function later:\n{cell.source}"


def builtins_in(statement):
    return {node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and node.id in BUILTINS}


def bound_by(statement):
    stored = {node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    return stored | {statement.name} if isinstance(statement, ast.FunctionDef) else stored


@pytest.mark.parametrize("source", exercise_sources(), ids=lambda source: source.stem)
def test_what_an_answer_needs_is_made_before_a_given_cell_uses_a_function_of_pythons(source):
    cells = cells_of(source)
    needed = set().union(*(names_of_others(cell.source)[1] for cell in cells if grading(cell)["solution"]))
    for cell in cells:
        if not grading(cell)["locked"] or grading(cell)["grade"]:
            continue
        statements = ast.parse(cell.source).body
        first = next((place for place, one in enumerate(statements) if builtins_in(one)), len(statements))
        late = set().union(*map(bound_by, statements[first:]))
        assert not late & needed, cell.source


def test_the_static_test_sees_what_it_is_for():
    assert names_of_others("checks.first.build(build)") == ({"checks", "build"}, set())
    given = "import numpy as np\ndef f(x):\n    return [np.mean(y) for y in x]\nprint(f(2), [np.pi for _ in [1]])"
    assert names_of_others(given) == (set(), {"np"})
    assert names_of_others("def f(x):\n    import numpy as np\n    return np.mean(x)") == (set(), set())


def brings_its_imports(answer):
    """Return an answer whose functions do not hang on names that a student has taken."""
    lines = []
    for line in answer.splitlines():
        lines.append(line)
        if line.startswith("def "):
            lines.append("    import keras\n    import numpy as np")
    return "\n".join(lines)


def ran(cell, names):
    """Run a cell as a grading does: an error does not stop the cells below. Return whether it had none."""
    with capture_output():
        try:
            exec(brings_its_imports(cell.source) if grading(cell)["solution"] else cell.source, names)
        except TypeError:
            return False
    return True


def test_taken_names_cost_no_points():
    InteractiveShell.instance()
    names, lost = {}, []
    for cell in cells_of(exercise_text("first_autoencoder")):
        lost += [] if ran(cell, names) else [grading(cell)["grade_id"]]
        if grading(cell)["solution"]:
            names.update(dict.fromkeys(TAKEN, ("taken",)))
    # What a given cell prints is lost with `print`; nothing that is judged is.
    assert lost
    assert all(grade_id.startswith("given") for grade_id in lost)


def test_a_cell_that_fails_for_a_taken_name_is_told_so():
    names = {}
    exec("models = (1, 2)\ndef build(n, k):\n    return models.linear_autoencoder(n, k)", names)
    assert "`models` is the name of the course's helper" in checks.first_autoencoder.build.judge(names["build"]).text
    exec("sum = 3\ndef shares(x, copies):\n    return sum((x - copies) ** 2) / sum(x)", names)
    assert (
        "`sum` is the name of one of Python's own" in checks.first_autoencoder.lost_shares.judge(names["shares"]).text
    )
    exec("np = 3\ndef shares(x, copies):\n    return np.mean((x - copies) ** 2)", names)
    assert "`np` is the name of NumPy" in checks.first_autoencoder.lost_shares.judge(names["shares"]).text
    # An error that has nothing to do with the name keeps its own words.
    exec("models = None\ndef build(n, k):\n    return [][n], models", names)
    assert "IndexError" in checks.first_autoencoder.build.judge(names["build"]).text
    # Two such names in one line: which one is at fault cannot be told.
    exec("sum = max = (1, 2)\ndef shares(x, copies):\n    return max(sum(x))", names)
    assert "'tuple' object is not callable" in checks.first_autoencoder.lost_shares.judge(names["shares"]).text
