"""What an answer must not change: remembered before any of it runs, and put back before anything is judged.

Python hides nothing from code in the same process, so this is no wall. It undoes what is changed in place: a function
of the judge replaced, its code exchanged, a made-up module put in the place of a real one.
"""

import contextlib
import sys
import types
from gc import get_referents
from operator import is_

from process import ProcessState

# Where nothing but an attack exchanges a function. Other libraries (matplotlib, TensorFlow) exchange their own.
_STEADY = {"numpy", "scipy", "sklearn", "keras", "IPython", "ipykernel", "jupyter_client", "traitlets", "zmq"}
_STEADY |= {"builtins", "math", "random", "inspect", "json", "functools", "itertools", "collections", "contextlib"}
_STEADY |= {"threading", "ctypes", "traceback", "types", "copy", "operator", "numbers", "statistics", "html", "ast"}
_INSIDE = ("__wrapped__", "__func__", "fget", "fset", "func", "_implementation")
_HEAP_TYPE = 1 << 9
_GROUP = 100


class Guard:
    """Remembers modules, classes and functions as they are now.

    Parameters
    ----------
    course : set of str
        The packages that judge: whatever is changed or added there is put back, and told. Of other packages, what can
        be called is put back.
    kernel : ipykernel.kernelbase.Kernel
    own : dict
        The modules of this guard and its like, which are imported under no name.
    """

    def __init__(self, course, kernel, own=()):
        self._course = set(course)
        self._modules = dict(sys.modules)
        self._steady = {
            name: module
            for name, module in self._modules.items()
            if isinstance(module, types.ModuleType) and _top(name) in self._course | _STEADY
        }
        self._steady |= dict(own)
        self._names = {name: self._kept(module) for name, module in self._steady.items()}
        self._known = {name: set(vars(module)) for name, module in self._steady.items()}
        self._classes, self._objects, self._functions, self._boxes = {}, {}, {}, []
        for name, module in self._steady.items():
            for attribute, value in list(vars(module).items()):
                if not attribute.startswith("__"):
                    self._remember(f"{name}.{attribute}", value, _top(name))
        self._groups = list(_in_groups(list(self._functions.values())))
        self._closures = [(function[0], function[5]) for function in self._functions.values() if function[5]]
        self._process = ProcessState(kernel)

    def _kept(self, module):
        """Return what a module's names stand for: what can be called, and the course's constants, in capitals."""
        mine = _top(module.__name__) in self._course
        return {
            name: value
            for name, value in list(vars(module).items())
            if _is_tool(value) or (mine and (_is_constant(name) or name.startswith("__")))
        }

    def _remember(self, name, value, package):
        if isinstance(value, type):
            if id(value) not in self._classes and _top(value.__module__) == package and value.__flags__ & _HEAP_TYPE:
                self._classes[id(value)] = (name, value, dict(vars(value)))
                for attribute, part in list(vars(value).items()):
                    self._remember_functions(f"{name}.{attribute}", part)
        elif package in self._course and _top(type(value).__module__) in self._course:
            tools = {key: part for key, part in getattr(value, "__dict__", {}).items() if _is_tool(part)}
            self._objects[id(value)] = (name, value, type(value), tools)
            for attribute, part in tools.items():
                self._remember_functions(f"{name}.{attribute}", part)
        elif package in self._course and type(value) in (dict, list, set) and _is_constant(name):
            self._boxes.append((name, value, value.copy()))
        else:
            self._remember_functions(name, value)

    def _remember_functions(self, name, value, depth=4):
        if isinstance(value, types.FunctionType):
            if id(value) in self._functions:
                return
            cells = [(cell, _content(cell)) for cell in value.__closure__ or ()]
            self._functions[id(value)] = (name, value, value.__code__, value.__defaults__, value.__kwdefaults__, cells)
            for _cell, content in cells:
                if depth:
                    self._remember_functions(name, content, depth - 1)
        if depth and not isinstance(value, type | types.ModuleType):
            for part in _INSIDE:
                with contextlib.suppress(Exception):
                    if (inner := getattr(value, part, None)) is not None:
                        self._remember_functions(name, inner, depth - 1)

    def put_back(self):
        """Put everything back as it was. Return the names of what had been changed, the course's first."""
        self._process.put_back()
        changed = [
            *self._put_modules_back(),
            *self._put_names_back(),
            *self._put_classes_back(),
            *self._put_objects_back(),
            *self._put_functions_back(),
        ]
        return sorted(set(changed), key=lambda name: (not self.judges(name), name))

    def judges(self, name):
        """Return whether a name belongs to the packages that judge."""
        return _top(name) in self._course

    def _put_modules_back(self):
        for name, module in self._modules.items():
            if sys.modules.get(name) is not module:
                gone = name not in sys.modules
                sys.modules[name] = module
                # Some modules are taken out and loaded again by those who made them.
                if name in self._steady and not gone:
                    yield name

    def _put_names_back(self):
        for name, module in self._steady.items():
            now, before = vars(module), self._names[name]
            for attribute, value in before.items():
                if now.get(attribute) is not value:
                    now[attribute] = value
                    yield f"{name}.{attribute}"
            if _top(name) in self._course:
                for attribute in [key for key in now if key not in self._known[name] and not key.startswith("__")]:
                    if not isinstance(now[attribute], types.ModuleType):
                        del now[attribute]
                        yield f"{name}.{attribute}"

    def _put_classes_back(self):
        for name, found, before in self._classes.values():
            now = vars(found)
            if _is_untouched(now, before):
                continue
            mine = _top(name) in self._course
            for attribute, value in before.items():
                if now.get(attribute) is not value and (mine or _is_tool(value)) and not _is_bookkeeping(attribute):
                    with contextlib.suppress(AttributeError, TypeError):
                        setattr(found, attribute, value)
                        yield f"{name}.{attribute}"
            if mine and len(now) != len(before):
                for attribute in [key for key in now if key not in before and _stands_for_a_tool(found, key)]:
                    delattr(found, attribute)
                    yield f"{name}.{attribute}"

    def _put_objects_back(self):
        for name, found, kind, tools in self._objects.values():
            if type(found) is not kind:
                object.__setattr__(found, "__class__", kind)
                yield name
            now = getattr(found, "__dict__", {})
            for attribute, value in tools.items():
                if now.get(attribute) is not value:
                    now[attribute] = value
                    yield f"{name}.{attribute}"
            # What stands in an object hides what its class says.
            for attribute in [key for key in now if key not in tools and _is_tool(getattr(kind, key, None))]:
                del now[attribute]
                yield f"{name}.{attribute}"
        for name, box, before in self._boxes:
            if _identities(box) != _identities(before):
                box.clear()
                box.extend(before) if isinstance(box, list) else box.update(before)
                yield name

    def _put_functions_back(self):
        for group, functions, parts in self._groups:
            now = get_referents(*functions)
            if len(now) == len(parts) and all(map(is_, now, parts)):
                continue
            for name, function, code, defaults, more, _cells in group:
                if (function.__code__, function.__defaults__, function.__kwdefaults__) != (code, defaults, more):
                    function.__code__, function.__defaults__, function.__kwdefaults__ = code, defaults, more
                    yield name
        for name, cells in self._closures:
            for cell, content in cells:
                if _is_tool(content) and _content(cell) is not content:
                    cell.cell_contents = content
                    yield name


def _top(name):
    return str(name).partition(".")[0]


def _is_tool(value):
    return callable(value) or isinstance(value, types.ModuleType | property | staticmethod | classmethod)


def _is_constant(name):
    return name.rpartition(".")[2].isupper()


def _stands_for_a_tool(found, attribute):
    """Return whether what was added to a class can be called, or hides what can be; libraries note other things."""
    return not _is_bookkeeping(attribute) and any(_is_tool(vars(one).get(attribute)) for one in found.__mro__)


def _is_bookkeeping(attribute):
    return attribute.startswith(("_abc_", "__abstract", "__dict", "__weak")) or attribute in ("__doc__", "__hash__")


def _in_groups(kept):
    """Yield groups of what is kept of functions, the functions, and all that they refer to.

    To ask each of thousands for its code takes long, for that wakes every audit hook: so they are asked one by one only
    where anything differs, be it an annotation. One whose `__module__` is empty goes alone, without what it refers to:
    there a change could be made up for.
    """
    plain = [one for one in kept if one[1].__module__ is not None]
    for place in range(0, len(plain), _GROUP):
        group = plain[place : place + _GROUP]
        functions = [one[1] for one in group]
        yield group, functions, get_referents(*functions)
    for one in kept:
        if one[1].__module__ is None:
            yield [one], [one[1]], []


def _is_untouched(now, before):
    """Return whether a class holds the very same things under the same names, in their order."""
    # Lists, for a thread that is still running may change the class meanwhile.
    names, values = [*now], [*now.values()]
    if not len(names) == len(values) == len(before):
        return False
    return all(map(is_, values, before.values())) and all(map(is_, names, before))


def _content(cell):
    try:
        return cell.cell_contents
    except ValueError:
        return None


def _identities(box):
    if isinstance(box, dict):
        return {key: id(value) for key, value in box.items()}
    return {id(value) for value in box} if isinstance(box, set) else [id(value) for value in box]
