"""What an answer must not look at while it is judged: the frames and the memory of its judge."""

import sys
import threading


class Lookout:
    """Refuses an answer a look into the check that judges it. Python never forgets such a hook."""

    _LOOKS = {"sys._getframe", "sys._current_frames", "gc.get_objects", "gc.get_referrers", "gc.get_referents"}
    _FRAMES = {"tb_frame", "gi_frame", "cr_frame", "ag_frame"}

    def __init__(self, refusal):
        self._refusal = refusal
        self.judging, self.seen = False, []
        self._inside = threading.local()
        sys.addaudithook(self._hear)

    def _hear(self, event, arguments):
        if not self.judging or getattr(self._inside, "busy", False):
            return
        if event in self._LOOKS or (event == "object.__getattr__" and arguments[1] in self._FRAMES):
            self._inside.busy = True
            try:
                answers = _asked_by_an_answer()
            finally:
                self._inside.busy = False
            if answers:
                self.seen.append(event)
                raise RuntimeError(self._refusal)


def _asked_by_an_answer():
    frame = sys._getframe(2)
    while frame and frame.f_globals.get("__name__") in ("inspect", "traceback"):
        frame = frame.f_back
    return bool(frame) and frame.f_globals.get("__name__") == "__main__"
