"""Inside a kernel: write down each number that is made into text, and leave the text as it is.

A startup file of the kernel calls `start`. From then on each value in an f-string and each rounding, in the cells and
in the package, passes through here on its way; `margins` reads what is written. Only the standard library may be
imported before a cell does so: what a cell imports first is part of what is tested.
"""

import ast
import builtins
import importlib.abc
import importlib.machinery
import json
import sys
from pathlib import Path

PACKAGE = "autoenc_lessons"
_FORMATTED, _CALLED = "__recorded_text__", "__recorded_call__"
_ROUNDING_NAMES = {"round", "around"}
# A tick's label, which matplotlib has made: there is no raw value to be had.
_READ_FROM_A_FIGURE = "get_text"
_CONVERSIONS = {-1: lambda value: value, ord("r"): repr, ord("s"): str, ord("a"): ascii}


def start(path):
    """Record this kernel's numbers from its next cell on.

    Parameters
    ----------
    path : path-like
        The file that the records go to, as JSON lines: one for each cell, and one for each number in it.
    """
    import IPython

    recorder = Recorder(path)
    setattr(builtins, _FORMATTED, recorder.text)
    setattr(builtins, _CALLED, recorder.call)
    sys.meta_path.insert(0, _RecordedPackage())
    shell = IPython.get_ipython()
    shell.ast_transformers.append(Rewrite("cell"))
    shell.events.register("pre_run_cell", lambda info: recorder.write({"source": info.raw_cell}))


class Recorder:
    """Do what the code asks for, and write a line about each number in it."""

    def __init__(self, path):
        # A line that is complete is on disk: a killed kernel loses none.
        self._file = Path(path).open("a", encoding="utf-8", buffering=1)  # noqa: SIM115

    def write(self, record):
        self._file.write(json.dumps(record) + "\n")

    def text(self, value, conversion, spec, where):
        """Return what an f-string makes of a value."""
        value = _CONVERSIONS[conversion](value)
        text = format(value, spec)
        number = as_number(value)
        if number is not None:
            self.write({"where": where, "value": repr(number), "spec": spec, "text": text})
        return text

    def call(self, function, name, where, *args, **kwargs):
        """Return what `round`, `format`, a rounding of NumPy's, or a label of a figure returns."""
        result = function(*args, **kwargs)
        if function is format:
            number, spec = as_number(args[0]), args[1] if len(args) > 1 else ""
            if number is not None:
                self.write({"where": where, "value": repr(number), "spec": spec, "text": result})
        elif name == _READ_FROM_A_FIGURE and isinstance(result, str):
            self.write({"where": where, "text": result})
        elif name in _ROUNDING_NAMES:
            self._rounding(function, where, args, kwargs, result)
        return result

    def _rounding(self, function, where, args, kwargs, result):
        owner = getattr(function, "__self__", None)
        bound = not (owner is None or isinstance(owner, type(sys)))
        given = [*([owner] if bound else []), *args, *kwargs.values()]
        digits = kwargs.get("decimals", kwargs.get("ndigits", given[1] if len(given) > 1 and not kwargs else 0)) or 0
        values, rounded = _flat(given[0]), _flat(result)
        if not isinstance(digits, int) or len(values) != len(rounded):
            return
        for value, shown in zip(values, rounded, strict=True):
            if as_number(value) is not None and as_number(shown) is not None:
                record = {"where": where, "value": repr(as_number(value)), "digits": digits}
                self.write(record | {"text": repr(as_number(shown))})


def _flat(values):
    """Return the elements of an array, or of a single number; nothing for what is neither."""
    if hasattr(values, "ravel") and hasattr(values, "tolist"):
        return values.ravel().tolist()
    return [values] if as_number(values) is not None else []


def as_number(value):
    """Return a Python int or float for anything that is one number, and None for anything else."""
    if isinstance(value, (int, float)):
        return value if type(value) in (int, float) else _plain(value)
    if getattr(value, "shape", None) == () and hasattr(value, "dtype"):
        return _plain(value)
    return None


def _plain(value):
    """Take the number out of a NumPy scalar, an array without axes or a tensor."""
    if isinstance(value, bool):
        return None
    item = value.item() if hasattr(value, "item") else value.numpy().item() if hasattr(value, "numpy") else None
    return item if isinstance(item, (int, float)) and not isinstance(item, bool) else None


class Rewrite(ast.NodeTransformer):
    """Send each value of an f-string, and each rounding, through the recorder.

    A lambda stays as it is: here it labels the ticks of an axis, and how often depends on the drawing. If its text were
    ever printed otherwise, `tools.portability.margins` would name the number as one that it cannot explain.
    """

    def __init__(self, file):
        self._file = file
        self._line = self._count = 0

    def visit(self, node):
        # Before Python 3.12, what stands inside an f-string does not know its own line.
        self._line = node.lineno if isinstance(node, ast.stmt) else self._line
        return super().visit(node)

    def visit_Module(self, node):
        self._count = 0
        self.generic_visit(node)
        return ast.fix_missing_locations(node)

    def visit_Lambda(self, node):
        return node

    def visit_FormattedValue(self, node):
        # Not into the format: what it asks for is no number of the text.
        spec = node.format_spec or ast.Constant("")
        arguments = [self.visit(node.value), ast.Constant(node.conversion), spec, self._where()]
        call = ast.Call(ast.Name(_FORMATTED, ast.Load()), arguments, [])
        return ast.copy_location(ast.FormattedValue(ast.copy_location(call, node), -1, None), node)

    def visit_Call(self, node):
        self.generic_visit(node)
        name = getattr(node.func, "attr", getattr(node.func, "id", None))
        recorded = _ROUNDING_NAMES | {_READ_FROM_A_FIGURE} | ({"format"} if isinstance(node.func, ast.Name) else set())
        if name not in recorded:
            return node
        arguments = [node.func, ast.Constant(name), self._where(), *node.args]
        return ast.copy_location(ast.Call(ast.Name(_CALLED, ast.Load()), arguments, node.keywords), node)

    def _where(self):
        self._count += 1
        return ast.Constant(f"{self._file}:{self._line}#{self._count}")


class _RecordedPackage(importlib.abc.MetaPathFinder):
    """Import the package's modules as rewritten."""

    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] != PACKAGE:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        if spec and isinstance(spec.loader, importlib.machinery.SourceFileLoader):
            spec.loader = _RewritingLoader(spec.loader.name, spec.loader.path)
        return spec


class _RewritingLoader(importlib.machinery.SourceFileLoader):
    def get_code(self, fullname):
        # Past the cache of compiled modules, which must neither give plain code nor keep rewritten code.
        tree = ast.parse(self.get_data(self.path), self.path)
        return compile(Rewrite(Path(self.path).name).visit(tree), self.path, "exec", dont_inherit=True)
