"""Stands between the grader and a kernel without a sandbox: `python between.py COMMAND ...`.

A submission that signals its parent process reaches this one, and not the grader.
"""

import os
import signal
import subprocess
import sys
import time

SECONDS_BETWEEN_LOOKS = 0.2
_FOR_THE_KERNEL = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGUSR1, signal.SIGUSR2)


def main():
    # The kernel is to be interrupted, and this process is in its group; the others only a submission sends.
    for name in _FOR_THE_KERNEL:
        signal.signal(name, signal.SIG_IGN)
    os.environ.pop("JPY_PARENT_PID", None)
    grader = os.getppid()
    kernel = subprocess.Popen(sys.argv[1:], preexec_fn=_listen)
    while kernel.poll() is None:
        if os.getppid() != grader:
            kernel.kill()
        time.sleep(SECONDS_BETWEEN_LOOKS)
    return kernel.returncode if kernel.returncode >= 0 else 1


def _listen():
    for name in _FOR_THE_KERNEL:
        signal.signal(name, signal.SIG_DFL)


if __name__ == "__main__":
    sys.exit(main())
