"""The nbgrader preprocessor that runs a submission: whatever a cell does, the others get their chance."""

import subprocess
import time
from pathlib import Path

import nbformat
from nbclient.exceptions import CellControlSignal, CellTimeoutError, DeadKernelError
from nbgrader.preprocessors import Execute
from traitlets import Integer

from tools.classroom.causes import CourseBroken
from tools.classroom.kernels import GradingKernelManager, Watcher
from tools.classroom.language import _
from tools.classroom.limits import HasLimits, Limits
from tools.classroom.outputs import CELL, Keeper, error_output, judged_outputs
from tools.classroom.remarks import imported_by, notes_on_changes, remarkable
from tools.classroom.rooms import Room
from tools.classroom.untouched import class_untouched
from tools.classroom.words import add_notes, grading_of, has_own_code, in_short, is_check, show_notes, spoken_name
from tools.notebooks.sources import ROOT

# Another program may take a port between its choice and its use.
_STARTS = 3


class RunCells(HasLimits, Execute):
    """Run every cell; leave out one that stops the kernel, and run the rest again without it."""

    # A busy machine needs a while to take in what a cell has printed, or to start a kernel.
    iopub_timeout = Integer(20).tag(config=True)
    startup_timeout = Integer(300).tag(config=True)
    is_proof = False

    def __init__(self, *args, **settings):
        settings.setdefault("kernel_manager_class", GradingKernelManager)
        super().__init__(*args, **settings)

    def preprocess(self, nb, resources):
        self._happened, self._left_out, self._running, self.given_failed = {}, set(), None, {}
        self._suspects, self._changed, self._looked, self._own_seconds = {}, {}, False, 0.0
        remarks = remarkable(nb)
        self._files = Path(resources.get("metadata", {}).get("path") or ".")
        self._modules = imported_by(cell for cell in nb.cells if grading_of(cell).get("locked"))
        locked = [place for place, cell in enumerate(nb.cells) if grading_of(cell).get("locked")]
        self._patient = {*locked, *range(locked[0] if locked else 1)}
        for cell in nb.cells:
            if is_check(cell):
                # nbgrader takes a check without any output for passed.
                cell.outputs = [error_output("NotRun", _("There was nothing to check, or the kernel had stopped."))]
        if has_own_code(nb):
            with class_untouched(self._root(), resources.get("nbgrader", {}).get("db_url")):
                self._run_with_restarts(nb, resources)
        self._prove_that_the_course_runs(resources)
        happened = [self._happened[place] for place in sorted(self._happened)]
        changes = notes_on_changes(self._changed, looked=self._looked)
        add_notes(nb, [*changes, *remarks, *happened, *self.given_failed.values()])
        show_notes(nb)
        return nb, resources

    def _root(self):
        root = self.config.CourseDirectory.get("root")
        return Path(root) if isinstance(root, str) else None

    def hidden_folders(self):
        """Return the folders that a submission must not see."""
        return [ROOT, self._root() or self._files]

    # --- one kernel after the other, until all cells have had their chance

    def _run_with_restarts(self, nb, resources):
        failed_starts = 0
        while True:
            self._running, self._watcher = None, None
            self._keeper = Keeper(self.most_output, self.largest_picture, self.most_shown)
            self._room, self.given_failed = Room(self._files), {}
            try:
                return super().preprocess(nb, resources)
            except (DeadKernelError, CellTimeoutError, RuntimeError) as error:
                failed_starts += self._running is None
                if self._running is not None:
                    self._leave_out(nb, error)
                elif failed_starts == _STARTS or self._room.problem.exists():
                    raise CourseBroken(self._why_no_start(error)) from None
            finally:
                if self._watcher:
                    self._watcher.stop()
                self._room.remove()

    def _why_no_start(self, error):
        if self._room.problem.exists():
            said = self._room.problem.read_text(encoding="utf-8").strip().splitlines()[-1]
            return _("the course cannot be imported here: {error}", error=said)
        return _("no kernel starts here: {error}", error=error)

    def _leave_out(self, nb, error):
        """Leave out what stopped the kernel: the cell that ran, unless an earlier one has left something running."""
        place, what = self._running, self._what_it_did(nb.cells[self._running], error)
        name = spoken_name(nb.cells[place], place)
        suspect = self._suspect(place)
        if suspect is not None and isinstance(error, DeadKernelError):
            by = spoken_name(nb.cells[suspect], suspect)
            what = _("{cell} left something running that stopped the kernel while {other} ran", cell=CELL, other=name)
            self._happened[suspect] = _without_it(what, by)
            self._suspects[suspect] = place
            place = suspect
        else:
            for earlier, stopped in list(self._suspects.items()):
                if stopped == place:
                    # It was not that cell: it gets its chance again.
                    del self._happened[earlier]
                    self._left_out.discard(earlier)
                    self._suspects[earlier] = None
            self._happened[place] = _without_it(what, name)
        self._left_out.add(place)
        cell = nb.cells[place]
        told = _("{happened}.", happened=what.format(cell=_("This cell")))
        cell.outputs = [*cell.outputs, error_output(type(error).__name__, told)]

    def _suspect(self, place):
        """Return the last cell before that has left a thread or a process behind, and has not been cleared."""
        found = [cell for cell in self._busy if cell < place and cell not in self._suspects]
        return max(found, default=None)

    def _what_it_did(self, cell, error):
        if self._watcher and self._watcher.reason:
            return self._watcher.reason
        if isinstance(error, DeadKernelError):
            return _("{cell} stopped the kernel", cell=CELL)
        seconds = self.timeout_func(cell)
        return _("{cell} did not end within {seconds} s and could not be interrupted", cell=CELL, seconds=seconds)

    def start_new_kernel(self, **options):
        self.km.prepare(
            self._room,
            modules=self._modules,
            limits=Limits(memory=self.memory, disk=self.disk, processes=self.processes),
            hidden=self.hidden_folders(),
        )
        # What a kernel writes past its notebook would flood the teacher's terminal.
        nowhere = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        super().start_new_kernel(**nowhere, cwd=str(self._room.work), **options)
        self._watcher = Watcher(self.km.pid, self._room, self.km.limits)
        self._busy, self._n_left_behind = set(), 0

    # --- one cell after the other

    def preprocess_cell(self, cell, resources, index):
        if index in self._left_out:
            return cell, resources
        self._running = index
        self._keeper.begin()
        self.kc.role = "check" if is_check(cell) else "given" if grading_of(cell).get("locked") else "own"
        self._answer, started = {}, time.monotonic()
        done = super().preprocess_cell(cell, resources, index)
        if self.kc.role == "own":
            self._own_seconds += time.monotonic() - started
            if self._watcher.look():
                raise DeadKernelError("limit")
        if self._keeper.has_cut:
            self._happened.setdefault(index, self._keeper.has_cut.format(cell=spoken_name(cell, index)))
        if self.kc.role == "check":
            cell.outputs = judged_outputs(cell.outputs, self._answer)
        elif self.kc.role == "given":
            self._look_at_given(cell)
        return done

    def timeout_func(self, cell):
        if self._running in self._patient:
            return self.course_timeout
        return max(1, min(self.timeout, int(self.own_time - self._own_seconds)))

    def on_cell_executed(self, **happened):
        super().on_cell_executed(**happened)
        content, cell = happened["execute_reply"]["content"], happened["cell"]
        self._take_in(self.kc.answer_in(happened["execute_reply"]))
        if content.get("ename") == self.error_on_timeout["ename"]:
            told = {"cell": spoken_name(cell, self._running), "seconds": self.timeout_func(cell)}
            self._happened[self._running] = _("{cell} did not end within {seconds} s", **told)
            # Should another cell stop the kernel, waiting for this one again would be in vain.
            self._left_out.add(self._running)
        if any(payload.get("source") == "ask_exit" for payload in content.get("payload") or []):
            # exit() ends the kernel a moment later: it must not look like the next cell's doing.
            raise DeadKernelError("exit()")

    def _take_in(self, answer):
        self._answer = answer
        self._looked |= bool(answer.get("looked"))
        self._changed |= dict.fromkeys(answer.get("changed", []))
        if answer.get("left_behind", 0) > self._n_left_behind:
            self._busy.add(self._running)
        self._n_left_behind = answer.get("left_behind", 0)

    def process_message(self, msg, cell, cell_index):
        msg = self._keeper.mended(msg)
        try:
            return None if msg is None else super().process_message(msg, cell, cell_index)
        except CellControlSignal:
            raise
        except Exception:  # a student's code can send anything
            self._keeper.has_cut = _("{cell} showed what no notebook can hold", cell=CELL)
            return None

    def output(self, outs, msg, display_id, cell_index):
        return super().output(outs, msg, display_id, cell_index) if self._keeper.takes(msg) else None

    # --- what the teacher must know

    def _look_at_given(self, cell):
        errors = [output for output in cell.outputs if output.output_type == "error"]
        if errors and self._running not in self._happened:
            told = {"cell": spoken_name(cell, self._running), "error": in_short(errors[0])}
            self.given_failed[grading_of(cell)["grade_id"]] = _("{cell} ended in {error}", **told)

    def _prove_that_the_course_runs(self, resources):
        """Where a given cell fails: is it the student's doing, or does it fail for everybody?"""
        if not self.given_failed or self.is_proof:
            return
        name = resources.get("nbgrader", {})
        source = Path(self._root() or ".", "source", str(name.get("assignment")), f"{name.get('notebook')}.ipynb")
        if source.exists():
            failing = failing_given_cells(source, self.config)
            for grade_id in self.given_failed:
                if grade_id in failing:
                    raise CourseBroken(_("{happened}, in the course's own notebook too", happened=failing[grade_id]))


def _without_it(what, cell):
    return _("{happened}; the rest ran without it", happened=what.format(cell=cell))


_PROVED = {}


def failing_given_cells(source, config):
    """Return what happened to those given cells that fail in the instructor's own notebook, by their grade id.

    Parameters
    ----------
    source : pathlib.Path
    config : traitlets.config.Config
    """
    content = source.read_bytes()
    if content not in _PROVED:
        proof = RunCells(config=config)
        proof.is_proof = True
        proof.preprocess(nbformat.reads(content.decode(), as_version=4), {"metadata": {"path": str(source.parent)}})
        _PROVED[content] = proof.given_failed
    return _PROVED[content]
