"""The blanks of an exercise: the names that they ask for, and which of them a student has filled in, and where."""

import ast
import warnings

from IPython.core.inputtransformer2 import TransformerManager

from tools.classroom.words import grading_of, is_graded_by_hand

_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_CLOSED = (*_SCOPES, ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def asked_names(released):
    """Return the names that the answer cells of a release leave blank."""
    answers = [cell for cell in released.cells if grading_of(cell).get("solution")]
    return {name for cell in answers for node in _statements(cell.source) if _is_blank(node) for name in _bound(node)}


def filled_names(source):
    """Return the names that a cell gives a meaning to, which is no blank."""
    return {name for node in _statements(source) if not _is_blank(node) for name in _bound(node)}


def answered(notebook, released):
    """Return how many of the asked names a notebook gives a meaning to, and how many answers in prose it holds."""
    asked = asked_names(released)
    given = {cell.source.strip() for cell in released.cells if grading_of(cell).get("locked")}
    found = (cell.source for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip() not in given)
    in_prose = _prose_answers(notebook).items() - _prose_answers(released).items()
    return len(in_prose) + len(asked & {name for source in found for name in filled_names(source)})


def _prose_answers(notebook):
    cells = [cell for cell in notebook.cells if is_graded_by_hand(cell)]
    return {str(grading_of(cell).get("grade_id")): cell.source.strip() for cell in cells}


def without_blanks(source, names):
    """Return a cell's text, with the blanks made comments that ask for nothing but some names, and these names."""
    nodes, lines = _statements(source), source.splitlines()
    gone = [node for node in nodes if _is_blank(node) and _bound(node) and _bound(node) <= names]
    kept = {line for node in nodes if node not in gone for line in _lines(node)}
    gone = [node for node in gone if not kept & set(_lines(node))]
    for number in {number for node in gone for number in _lines(node)}:
        lines[number - 1] = f"# {lines[number - 1]}"
    return "\n".join(lines), {name for node in gone for name in _bound(node)}


def _statements(source):
    """Return the statements of a cell; none if it is no Python, as a cell under a magic of its own is not."""
    if source.lstrip().startswith("%%"):
        source = "\n" + source.lstrip().partition("\n")[2]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for read in (str, TransformerManager().transform_cell):
            try:
                return ast.parse(read(source)).body
            except Exception:  # whatever a student has written
                continue
    return []


def _lines(node):
    first = min([node.lineno, *(decorator.lineno for decorator in getattr(node, "decorator_list", []))])
    return range(first, node.end_lineno + 1)


def _is_blank(node):
    if isinstance(node, _SCOPES):
        body = [part for part in node.body if not (isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant))]
        body = [part for part in body if not isinstance(part, ast.Pass)]
        returned = [part.value for part in ast.walk(node) if isinstance(part, ast.Return)]
        return not body or any(map(_is_ellipsis, returned))
    value = getattr(node, "value", None)
    return isinstance(node, ast.Assign | ast.AnnAssign) and (value is None or _is_ellipsis(value))


def _is_ellipsis(value):
    if isinstance(value, ast.Tuple | ast.List):
        return bool(value.elts) and all(map(_is_ellipsis, value.elts))
    return isinstance(value, ast.Constant) and value.value is ...


def _bound(statement):
    """Return the names that a statement binds in its own scope."""
    names, waiting = set(), [statement]
    while waiting:
        node = waiting.pop()
        if isinstance(node, _SCOPES):
            names.add(node.name)
        elif isinstance(node, ast.alias):
            names.add((node.asname or node.name).split(".")[0])
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        if not isinstance(node, _CLOSED):
            waiting += ast.iter_child_nodes(node)
    return names
