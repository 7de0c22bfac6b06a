"""The computers that train one model together: their addresses, and which of them answer."""

import contextlib
import json
import os
import re
import signal
import socket
import time

import tensorflow as tf

from autoenc_lessons.inputs.values import as_count
from autoenc_lessons.language import _
from autoenc_lessons.training.progress import say

__all__ = ["as_hosts", "free_hosts", "joined", "lost_in"]

_SECONDS_TO_ANSWER = 2.0
# A computer that has just been lost may still answer for a moment.
_SECONDS_TO_FALL_SILENT = 1.0


def as_hosts(hosts, this):
    """Return a list of "host:port" and which of them this computer is, or say what is wrong with them.

    Parameters
    ----------
    hosts : str or list of str
        One "host:port" for each computer, in the same order on all of them; in a text, with commas between them.
    this : int
        Which of them this computer is, counted from 0.

    Returns
    -------
    hosts : list of str
    this : int

    Raises
    ------
    TypeError, ValueError
        If an entry has no host or no port from 1 to 65535, if one comes twice, or if `this` is none of them.

    Examples
    --------
    >>> as_hosts("10.0.0.5:2222, 10.0.0.6:2222", this=1)
    (['10.0.0.5:2222', '10.0.0.6:2222'], 1)
    """
    hosts = [host.strip() for host in (hosts.split(",") if isinstance(hosts, str) else hosts)]
    for host in hosts:
        name, _colon, port = host.rpartition(":")
        if not name or not port.isdecimal() or not 0 < int(port) < 2**16:
            raise ValueError(f"Each of hosts must be an address and a port, such as 10.0.0.5:2222; got {host!r}.")
        if hosts.count(host) > 1:
            raise ValueError(f"{host} comes twice in hosts; each computer needs an address or a port of its own.")
    this = as_count(this, name="this", smallest=0)
    if this >= len(hosts):
        raise ValueError(f"this says which of hosts this computer is, from 0 to {len(hosts) - 1}; got {this}.")
    return hosts, this


def free_hosts(n_computers):
    """Return addresses of this computer with ports that are free now, for processes that stand for computers.

    Examples
    --------
    >>> [host.split(":")[0] for host in free_hosts(2)]
    ['127.0.0.1', '127.0.0.1']
    """
    with contextlib.ExitStack() as stack:
        bound = [stack.enter_context(socket.socket()) for _computer in range(n_computers)]
        for one in bound:
            one.bind(("127.0.0.1", 0))
        return [f"127.0.0.1:{one.getsockname()[1]}" for one in bound]


def joined(hosts, this):
    """Wait for the other computers, and return the strategy of TensorFlow that trains on all of them.

    It must be the first thing that TensorFlow does in a process.

    Raises
    ------
    ValueError
        If another program uses this computer's port.
    """
    port = int(hosts[this].rpartition(":")[2])
    with socket.socket() as one:
        if os.name == "posix":
            # As TensorFlow does: a port that was in use until just now counts as free.
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind(("", port))
        except OSError:
            raise ValueError(
                f"Port {port} of this computer is taken, perhaps by an earlier training that still runs; "
                "end that, or give another port in hosts, on all computers."
            ) from None
    others = [host for number, host in enumerate(hosts) if number != this]
    if others:
        say(_("Waiting for {others}; Ctrl+C ends this.", others=", ".join(others)))
    os.environ["TF_CONFIG"] = json.dumps({"cluster": {"worker": hosts}, "task": {"type": "worker", "index": this}})
    with _interrupts_that_end():
        return tf.distribute.MultiWorkerMirroredStrategy()


@contextlib.contextmanager
def _interrupts_that_end():
    """TensorFlow waits where Python cannot raise anything."""
    usual = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, usual)


def lost_in(message, hosts, this):
    """Return the numbers of the other computers that do not answer, or that an error of TensorFlow names."""
    time.sleep(_SECONDS_TO_FALL_SILENT)
    others = [number for number in range(len(hosts)) if number != this]
    # One that hangs, or whose cable is out, may still take a call.
    named = {int(number) for number in re.findall(r"/task:(\d+)", message)}
    return [number for number in others if not _answers(hosts[number])] or [n for n in others if n in named]


def _answers(host):
    name, _colon, port = host.rpartition(":")
    try:
        socket.create_connection((name.strip("[]"), int(port)), timeout=_SECONDS_TO_ANSWER).close()
    except OSError:
        return False
    return True
