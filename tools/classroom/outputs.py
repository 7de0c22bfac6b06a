"""What is kept of a cell's outputs, and what a check's outputs say once it is judged."""

import json

from nbformat.v4 import new_output

from tools.classroom.language import _

# The blank for a cell's name in a sentence that is said before it is known what the cell is called there.
CELL = "{cell}"
_SHOWN = ("display_data", "execute_result", "update_display_data")


class Keeper:
    """Cuts what is too much to keep, and mends what could not be stored.

    Parameters
    ----------
    most_text : int
        Characters of text of one cell.
    largest_object, most_shown : int
        Characters of one shown object, and of all of them together.

    Attributes
    ----------
    has_cut : str
        What the running cell did that not all could be kept, with a blank for its name; empty if all is kept.
    """

    def __init__(self, most_text, largest_object, most_shown):
        self._most_text, self._largest_object, self._room_for_objects = most_text, largest_object, most_shown
        self.begin()

    def begin(self):
        """Start with another cell."""
        self._room, self.has_cut = self._most_text, ""

    def mended(self, msg):
        """Return a message of the kernel so that a notebook can hold it; None if it holds nothing to keep."""
        if msg["msg_type"].startswith("comm"):
            return None
        content = msg["content"]
        try:
            json.dumps(content, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            content = msg["content"] = _without_surrogates(content)
        if not isinstance(content.get("execution_count", 0), int):
            del content["execution_count"]
        if msg["msg_type"] in _SHOWN:
            self._cut_object(content)
        return msg

    def _cut_object(self, content):
        data = content.get("data")
        if not isinstance(data, dict):
            content["data"] = data = {}
        size = sum(len(part) if isinstance(part, str) else len(json.dumps(part)) for part in data.values())
        if size > min(self._largest_object, self._room_for_objects):
            self.has_cut = _("{cell} showed more than is kept", cell=CELL)
            content["data"] = {"text/plain": self._cut(str(data.get("text/plain", "")))}
        else:
            self._room_for_objects -= size

    def takes(self, msg):
        """Cut the text of a message; return whether anything of it is to be kept."""
        if self._room <= 0:
            return False
        shown = msg["content"]
        if msg["msg_type"] == "stream":
            shown["text"] = self._cut(str(shown.get("text", "")))
        elif msg["msg_type"] == "error":
            told = "\n".join(map(str, shown.get("traceback") or []))
            shown["ename"] = str(shown.get("ename"))
            shown["evalue"], shown["traceback"] = self._cut(str(shown.get("evalue"))), [self._cut(told)]
        return True

    def _cut(self, text):
        kept = text[: self._room]
        self._room -= len(text)
        if self._room > 0:
            return kept
        self.has_cut = self.has_cut or _("{cell} printed more than is kept", cell=CELL)
        return kept + "\n" + _("... the rest is not kept ...")


def _without_surrogates(value):
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {_without_surrogates(key): _without_surrogates(part) for key, part in value.items()}
    return [_without_surrogates(part) for part in value] if isinstance(value, list) else value


def judged_outputs(outputs, answer):
    """Return a check's outputs so that nbgrader reads from them what the kernel's judge has said.

    nbgrader takes a check without an error for passed, and a number for a part of the points. A student's code can show
    the one and hold back the other, so both come from the answer alone.

    Parameters
    ----------
    outputs : list of nbformat.NotebookNode
    answer : dict
        What the kernel said of the check; empty if it said nothing.
    """
    shown = [output for output in outputs if output.output_type not in ("error", "execute_result")]
    if answer.get("passed") is True:
        value = answer.get("value")
        if type(value) not in (int, float):
            return shown
        return [*shown, new_output("execute_result", {"text/plain": f"{value:g}"}, execution_count=1)]
    errors = [output for output in outputs if output.output_type == "error"]
    return [*shown, *(errors or [error_output("NotRun", _("The check gave no verdict."))])]


def error_output(name, text):
    """Return an output that nbgrader, and a reader, takes for an error."""
    return new_output("error", ename=name, evalue=text, traceback=[f"{name}: {text}"])
