"""The stop button, pressed while TensorFlow works."""

import contextlib
import signal
import threading

__all__ = ["noted_interrupts"]


@contextlib.contextmanager
def noted_interrupts():
    """Note the first interrupt in the list that this yields; let a second one raise KeyboardInterrupt as ever.

    An interrupt that is raised while TensorFlow works loses the losses of steps that have changed the weights already.
    """
    noted = []
    usual = signal.getsignal(signal.SIGINT)
    # Only the main thread may set a handler, and only there would an interrupt be raised.
    if threading.current_thread() is not threading.main_thread() or not callable(usual):
        yield noted
        return

    def note(number, _):
        noted.append(number)
        signal.signal(signal.SIGINT, usual)

    signal.signal(signal.SIGINT, note)
    try:
        yield noted
    finally:
        signal.signal(signal.SIGINT, usual)
