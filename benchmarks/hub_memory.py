"""How much memory each account uses at most, while something goes on."""

import collections
import os
import threading

import psutil


class MemoryOfAccounts:
    """Watches the processes of accounts. Memory that several processes share is counted once, in parts.

    Parameters
    ----------
    names : sequence of str
    more : dict
        A process by a name of its own, which is watched with all that it has started as root.
    """

    def __init__(self, names, more):
        self._names, self._more = set(names), more
        self.most = collections.Counter()
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_error):
        self._done.set()
        self._thread.join()

    def _watch(self):
        while not self._done.wait(1):
            now = collections.Counter()
            for process in psutil.process_iter():
                try:
                    name = process.username()
                    if name in self._names:
                        now[name] += process.memory_full_info().pss
                except psutil.Error:
                    continue
            for name, pid in self._more.items():
                now[name] = _of_family(pid)
            self.most |= now


def _of_family(pid):
    used = 0
    try:
        family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    except psutil.Error:
        return 0
    for process in family:
        try:
            if process.uids().real == os.getuid():
                used += process.memory_full_info().pss
        except psutil.Error:
            continue
    return used
