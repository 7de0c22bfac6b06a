"""The nbgrader preprocessor that runs a submission: whatever a cell does, the others get their chance."""

import subprocess

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat.v4 import new_markdown_cell, new_output
from nbgrader.preprocessors import Execute
from traitlets import Integer

from tools.classroom.words import NOTES_CELL, add_notes, grading_of, notes_of, spoken_name


class RunCells(Execute):
    """Run every cell; leave out one that stops the kernel, and run the rest again without it."""

    timeout = Integer(60, help="Seconds for a cell that is the student's own").tag(config=True)
    # TensorFlow's import takes a minute on a busy machine, and a check keeps the time of what it calls.
    course_timeout = Integer(300, help="Seconds for a given cell, a check, or the first cell").tag(config=True)
    most_output = Integer(200_000, help="Characters of text kept of a cell's output").tag(config=True)
    largest_picture = Integer(5_000_000, help="Characters kept of one shown object").tag(config=True)
    # A busy machine needs a while to take in what a cell has printed, or to start a kernel.
    iopub_timeout = Integer(20).tag(config=True)
    startup_timeout = Integer(300).tag(config=True)

    def preprocess(self, nb, resources):
        self._happened, self._left_out, self._running = {}, set(), None
        locked = [place for place, cell in enumerate(nb.cells) if grading_of(cell).get("locked")]
        self._patient = {*locked, *range(locked[0] if locked else 1)}
        for cell in nb.cells:
            if grading_of(cell).get("grade"):
                # nbgrader takes a check without any output for passed.
                cell.outputs = [_error("NotRun", "There was nothing to check, or the kernel had stopped.")]
        if any(cell.cell_type == "code" and not grading_of(cell).get("locked") for cell in nb.cells):
            self._run_with_restarts(nb, resources)
        add_notes(nb, [self._happened[place] for place in sorted(self._happened)])
        _show_notes(nb)
        return nb, resources

    def _run_with_restarts(self, nb, resources):
        while True:
            try:
                return super().preprocess(nb, resources)
            except (DeadKernelError, CellTimeoutError) as error:
                if self._running is None:
                    raise
                self._leave_out(nb.cells[self._running], error)
                self._running = None

    def _leave_out(self, cell, error):
        place, name = self._running, spoken_name(cell, self._running)
        if isinstance(error, DeadKernelError):
            what = "stopped the kernel"
        else:
            what = f"did not end within {self.timeout_func(cell)} s and could not be interrupted"
        self._note(f"{name} {what}; the rest ran without it")
        self._left_out.add(place)
        cell.outputs = [*cell.outputs, _error(type(error).__name__, f"This cell {what}.")]

    def preprocess_cell(self, cell, resources, index):
        if index in self._left_out:
            return cell, resources
        self._running, self._room = index, self.most_output
        return super().preprocess_cell(cell, resources, index)

    def _note(self, sentence):
        self._happened[self._running] = sentence

    def timeout_func(self, cell):
        return self.course_timeout if self._running in self._patient else self.timeout

    def start_new_kernel(self, **options):
        # What a kernel writes past its notebook would flood the teacher's terminal.
        super().start_new_kernel(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)

    def on_cell_executed(self, **happened):
        super().on_cell_executed(**happened)
        content, cell = happened["execute_reply"]["content"], happened["cell"]
        if content.get("ename") == self.error_on_timeout["ename"]:
            self._note(f"{spoken_name(cell, self._running)} did not end within {self.timeout_func(cell)} s")
            # Should another cell stop the kernel, waiting for this one again would be in vain.
            self._left_out.add(self._running)
        if any(payload.get("source") == "ask_exit" for payload in content.get("payload") or []):
            # exit() ends the kernel a moment later: it must not look like the next cell's doing.
            raise DeadKernelError("exit()")

    def output(self, outs, msg, display_id, cell_index):
        if self._room <= 0:
            return None
        shown = msg["content"]
        if "text" in shown:
            shown["text"] = self._cut(shown["text"])
        elif "traceback" in shown:
            shown["evalue"], shown["traceback"] = self._cut(shown["evalue"]), [self._cut("\n".join(shown["traceback"]))]
        elif sum(len(str(part)) for part in shown.get("data", {}).values()) > self.largest_picture:
            shown["data"] = {"text/plain": self._cut(shown["data"].get("text/plain", ""))}
        return super().output(outs, msg, display_id, cell_index)

    def _cut(self, text):
        kept = text[: self._room]
        self._room -= len(text)
        if self._room > 0:
            return kept
        cell = self.nb.cells[self._running]
        self._happened.setdefault(self._running, f"{spoken_name(cell, self._running)} printed more than is kept")
        return kept + "\n... the rest is not kept ..."


def _error(name, text):
    return new_output("error", ename=name, evalue=text, traceback=[f"{name}: {text}"])


def _show_notes(notebook):
    """Tell the student on top of the feedback what the teacher reads in the report."""
    if notes := notes_of(notebook):
        lines = "\n".join(f"- {note}" for note in notes)
        notebook.cells.insert(0, new_markdown_cell(f"**What happened when this was graded**\n\n{lines}", id=NOTES_CELL))
