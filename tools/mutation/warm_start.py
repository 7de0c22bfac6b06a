"""Start Python programs without waiting for TensorFlow: one process has imported it, and each program is its fork.

`serve` starts that process. `python tools/mutation/warm_start.py SOCKET MODULE ARGUMENT...` then stands for
`python -m MODULE ARGUMENT...`: same folder, environment, streams and exit status, seconds earlier. Not for Windows.
"""

import contextlib
import gc
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

_WARM_MODULES = (
    "tensorflow",
    "keras",
    "sklearn.cluster",
    "sklearn.decomposition",
    "matplotlib.pyplot",
    "ipykernel.kernelapp",
    "IPython.terminal.ipapp",
    "pytest",
)
_LARGEST_REQUEST = 2**22
# TensorFlow reads these when it is imported; autoenc_lessons.quiet_start sets the same.
_ENVIRONMENT = {"TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0", "KERAS_BACKEND": "tensorflow"}


@contextlib.contextmanager
def serve(address, environment):
    """Have programs started at a Unix socket, until the block ends.

    Parameters
    ----------
    address : path-like
        Where the socket is made.
    environment : dict of str to str
        Added to the environment of the server, for what libraries read when they are imported.
    """
    # One that was killed has left its file behind.
    Path(address).unlink(missing_ok=True)
    command = [sys.executable, __file__, "--serve", str(address)]
    server = subprocess.Popen(command, env={**os.environ, **_ENVIRONMENT, **environment}, start_new_session=True)
    try:
        while not Path(address).exists():
            if server.poll() is not None:
                raise RuntimeError("The process that imports TensorFlow ahead has ended; see its message above.")
            time.sleep(0.1)
        yield
    finally:
        server.terminate()
        server.wait()
        Path(address).unlink(missing_ok=True)


def _listen(address):
    for name in _WARM_MODULES:
        __import__(name)
    # What is there to stay is not searched for garbage, nor copied for it, in any of the forks.
    gc.freeze()
    signal.signal(signal.SIGCHLD, lambda *_: _reap())
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
        # The file appears at the end of bind; a client that finds it must be heard.
        server.bind(f"{address}.new")
        server.listen()
        Path(f"{address}.new").rename(address)
        while True:
            connection, _ = server.accept()
            if os.fork() == 0:
                server.close()
                _supervise(connection)
            connection.close()


def _reap():
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _supervise(connection):
    """Run one program as a child; report how it ends, and end it if the one who asked for it is gone."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    message, streams, _, _ = socket.recv_fds(connection, _LARGEST_REQUEST, 3)
    size, _, message = message.partition(b"\n")
    while len(message) < int(size):
        message += connection.recv(_LARGEST_REQUEST)
    child = os.fork()
    if child == 0:
        os.setsid()
        connection.close()
        os._exit(_run(json.loads(message), streams))
    connection.setblocking(False)
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            connection.setblocking(True)
            with contextlib.suppress(OSError):
                connection.sendall(bytes([os.waitstatus_to_exitcode(status) & 0xFF]))
            os._exit(0)
        with contextlib.suppress(BlockingIOError):
            if not connection.recv(1):
                os.killpg(child, signal.SIGKILL)
        time.sleep(0.01)


def _run(request, streams):
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["environment"])
    folders = [part for part in request["environment"].get("PYTHONPATH", "").split(os.pathsep) if part]
    sys.path[:0] = [request["folder"], *folders]
    sys.argv = [request["module"], *request["arguments"]]
    status = 1
    try:
        runpy.run_module(request["module"], run_name="__main__", alter_sys=True)
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # whatever ends a program, its status is an error's
        sys.excepthook(*sys.exc_info())
    sys.stdout.flush()
    sys.stderr.flush()
    return status & 0xFF


def _ask(address, module, arguments):
    request = {"module": module, "arguments": arguments, "folder": str(Path.cwd()), "environment": dict(os.environ)}
    message = json.dumps(request).encode()
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.connect(address)
        socket.send_fds(connection, [b"%d\n" % len(message)], [0, 1, 2])
        connection.sendall(message)
        answer = connection.recv(1)
    return answer[0] if answer else 1


if __name__ == "__main__":
    if sys.argv[1] == "--serve":
        _listen(sys.argv[2])
    else:
        sys.exit(_ask(sys.argv[1], sys.argv[2], sys.argv[3:]))
