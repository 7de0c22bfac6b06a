"""A Jupyter kernel that runs a student's cells as any kernel does, and judges them past whatever they have changed."""

import ast
import builtins
import linecache
import os
import signal
import sys
import threading
import traceback
from pathlib import Path

import psutil
from ipykernel.ipkernel import IPythonKernel
from IPython.core.inputtransformer2 import TransformerManager
from lookout import Lookout
from process import even_ground
from traitlets import HasTraits


def kernel_class(words):
    """Return the class of the kernel, and what begins to guard it. No attribute of the kernel leads to its judge.

    Parameters
    ----------
    words : dict of str
        What an answer is told that has `changed` a thing, with a blank for its name, or `looked` into its check. They
        come from outside: in the sandbox are neither the course's tools nor their translations.
    """
    held = []

    class GradingKernel(IPythonKernel):
        @property
        def do_execute(self):
            # A property, so that a cell cannot put anything in its place.
            run = super().do_execute

            async def execute(
                code, silent, store_history=True, user_expressions=None, allow_stdin=False, cell_meta=None, cell_id=None
            ):
                return await held[0].answer(code, user_expressions, lambda: run(code, silent, store_history, {}))

            return execute

    return GradingKernel, lambda kernel, guard: held.append(Judge(kernel, guard, words))


class Judge:
    """Answers each request with its token and, for a check, with a verdict: silence is no pass.

    Parameters
    ----------
    kernel : IPythonKernel
        Before its first cell.
    guard : Guard
    words : dict of str
        See `kernel_class`.
    """

    def __init__(self, kernel, guard, words):
        self._kernel, self._guard, self._lookout = kernel, guard, Lookout(words["looked"])
        self._words = words
        self._pid, self._folder = os.getpid(), Path.cwd()
        shell = kernel.shell
        self._names = shell.user_module.__dict__
        manager = shell.input_transformer_manager
        lists = [manager.cleanup_transforms, manager.line_transforms, manager.token_transformers]
        lists += [shell.input_transformers_post, shell.ast_transformers]
        self._lists = [(found, list(found)) for found in lists]
        machines = [kernel, kernel.session, shell, shell.display_pub, shell.displayhook, shell.display_formatter]
        self._machines = [(machine, set(vars(machine)), _parts(machine)) for machine in machines]
        self._threads = set(threading.enumerate())

    async def answer(self, code, wish, run):
        """Return the reply to a request.

        Parameters
        ----------
        code : str
        wish : dict or None
            The `token` to answer with, and the `role` of the cell: "check", "given" or "own".
        run : callable
            Runs the cell as any kernel does; returns an awaitable.
        """
        wish = dict(wish or {})
        answer = {"token": wish.get("token"), "changed": [], "passed": False, "value": None, "looked": False}
        self._stand_somewhere()
        if wish.get("role") in ("check", "given"):
            answer["changed"] = self._put_back()
        reply = self._judged(code, answer) if wish.get("role") == "check" else await self._run_as_usual(run)
        if os.getpid() != self._pid:
            # A copy made by os.fork in a cell would answer in this kernel's place.
            os._exit(0)
        self._repair_streams()
        answer["left_behind"] = self._n_left_behind()
        return reply | {"user_expressions": {"answer": answer}}

    async def _run_as_usual(self, run):
        try:
            return await run()
        except BaseException as error:  # a cell can break IPython itself; without a reply, everybody would wait
            return self._new_reply() | self._published(error)

    def _new_reply(self):
        return {"status": "ok", "execution_count": self._kernel.execution_count, "payload": []}

    def _stand_somewhere(self):
        try:
            Path.cwd()
        except OSError:
            self._folder.mkdir(parents=True, exist_ok=True)
            os.chdir(self._folder)

    def _put_back(self):
        changed = self._guard.put_back()
        for found, before in self._lists:
            found[:] = before
        for machine, before, parts in self._machines:
            machine._trait_values.update(parts)
            for name in set(vars(machine)) - before:
                if callable(getattr(type(machine), name, None)):
                    del vars(machine)[name]
        signal.signal(signal.SIGINT, signal.default_int_handler)
        self._names["__builtins__"] = builtins
        return changed

    def _judged(self, code, answer):
        """Run a check past IPython, in the names of the student's cells, and say whether it came to its end."""
        reply = self._new_reply()
        self._lookout.seen.clear()
        try:
            answer["value"] = self._run(TransformerManager().transform_cell(code))
            answer["passed"] = True
        except BaseException as error:  # a check may fail in any way
            reply |= self._published(error)
        finally:
            self._lookout.judging = False
        answer["looked"] = bool(self._lookout.seen)
        # exit() ends the kernel a moment later, and says so there.
        reply["payload"] = self._kernel.shell.payload_manager.read_payload()
        self._kernel.shell.payload_manager.clear_payload()
        touched = [name for name in self._put_back() if self._guard.judges(name)]
        answer["changed"] += touched
        if touched and answer["passed"]:
            answer["passed"] = False
            reply |= self._published(RuntimeError(self._words["changed"].format(name=touched[0])))
        return reply

    def _run(self, source):
        place = "<check>"
        linecache.cache[place] = (len(source), None, source.splitlines(keepends=True), place)
        tree = ast.parse(source, place)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        with even_ground():
            self._lookout.judging = True
            exec(compile(tree, place, "exec"), self._names)
            if last is None:
                return None
            value = eval(compile(ast.Expression(last.value), place, "eval"), self._names)
        # nbgrader takes a number on the last line for a part of the points.
        return value if type(value) in (int, float) else None

    def _published(self, error):
        name, text = type(error).__name__, _in_words(error)
        try:
            frames = error.__traceback__.tb_next.tb_next if error.__traceback__ else None
            lines = traceback.format_exception(type(error), error, frames)
        except BaseException:  # an error of a student's own can fail to be shown
            lines = [f"{name}: {text}"]
        told = {"ename": name, "evalue": text, "traceback": ["".join(lines)]}
        self._kernel.send_response(self._kernel.iopub_socket, "error", told)
        return {"status": "error", **told}

    def _repair_streams(self):
        """A cell may have closed a stream or put anything in its place; without one, no answer leaves the kernel."""
        try:
            for stream in (sys.stdout, sys.stderr):
                stream.write("")
                stream.flush()
        except BaseException:
            self._guard.put_back()

    def _n_left_behind(self):
        """Return how many threads and processes of the student's cells are still there."""
        own = [thread for thread in threading.enumerate() if thread not in self._threads and _is_own(thread)]
        try:
            return len(own) + len(psutil.Process().children())
        except psutil.Error:
            return len(own)


def _parts(machine):
    """Return what a part of the kernel works with: its functions, and other parts."""
    values = machine._trait_values.items()
    return {name: value for name, value in values if callable(value) or isinstance(value, HasTraits)}


def _is_own(thread):
    target = getattr(thread, "_target", None) or getattr(thread, "run", None)
    return isinstance(thread, threading.Timer) or getattr(target, "__module__", None) == "__main__"


def _in_words(error):
    try:
        return str(error)
    except BaseException:  # a student's own error
        return ""
