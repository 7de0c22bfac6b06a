"""The machines that one machine can play: each is a row of `MACHINES`."""

import os
import platform
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

# What only a run knows; `tools.portability.nbval_runs` puts it in.
LOCALES, READ_ONLY_HOME, NUMPY_FEATURES = "{locales}", "{read_only_home}", "{numpy_features}"

_GLIBC_OLD = "glibc.cpu.hwcaps=-AVX2,-AVX2_Usable,-FMA,-FMA_Usable,-AVX512F,-ERMS"
OLD_PROCESSOR = {
    "TF_ENABLE_ONEDNN_OPTS": "1",
    "ONEDNN_MAX_CPU_ISA": "SSE41",
    "OPENBLAS_CORETYPE": "Nehalem",
    "XLA_FLAGS": "--xla_cpu_max_isa=SSE4_2",
    "GLIBC_TUNABLES": _GLIBC_OLD,
    "NPY_DISABLE_CPU_FEATURES": NUMPY_FEATURES,
    "OMP_NUM_THREADS": "1",
}
GERMAN = {"LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8", "LOCPATH": LOCALES}
# The locale's variables alone change nothing in Python: some library has to ask for them, as GUI toolkits do.
SET_GERMAN = """
import locale, os
locale.setlocale(locale.LC_ALL, "")
if locale.localeconv()["decimal_point"] != ",":
    os._exit(1)
"""
ALONE = ["unshare", "--net", "sh", "-c", 'ip link set lo up && exec "$@"', "sh"]
# Root may write anywhere; without these two rights, permissions hold for root too.
_RIGHTS = "-dac_override,-dac_read_search"
BOUND = ["setpriv", f"--bounding-set={_RIGHTS}", f"--inh-caps={_RIGHTS}"]


def _threads(count):
    compiler = f"--xla_cpu_parallel_codegen_split_count={count} --xla_cpu_multi_thread_eigen={str(count > 1).lower()}"
    return {"TF_NUM_INTRAOP_THREADS": str(count), "TF_NUM_INTEROP_THREADS": str(count), "XLA_FLAGS": compiler}


@dataclass(frozen=True)
class Machine:
    """How to play one machine.

    Attributes
    ----------
    environment : dict of str to str
        Variables of the tests and of their kernels.
    wrapper : list of str
        What stands before the command.
    startup : str
        Python code that each kernel runs first.
    needs : callable
        Takes a Python's path; returns why this machine cannot be played here, or nothing.
    records : bool
        Whether its kernels record their numbers, for which they get a folder to write to.
    read_only : bool
        Whether the notebooks are a copy in a folder that cannot be written to.
    answers : dict of str to str
        Stored texts for which this machine must give others.
    """

    environment: dict = field(default_factory=dict)
    wrapper: list = field(default_factory=list)
    startup: str = ""
    needs: object = lambda python: ""
    records: bool = True
    read_only: bool = False
    answers: dict = field(default_factory=dict)


def _needs_x86(python):
    return "" if platform.machine().lower() in ("x86_64", "amd64") else "no x86 processor"


def _needs_linux_x86(python):
    return _needs_x86(python) if sys.platform == "linux" else "no Linux"


def _needs_locale(python):
    # The locale is compiled into a folder of the run's own, so that nothing needs to be installed.
    return "" if sys.platform == "linux" and shutil.which("localedef") else "no localedef"


@cache
def _needs_namespace(python):
    if not (shutil.which("unshare") and shutil.which("ip")):
        return "no unshare and ip"
    done = subprocess.run([*ALONE, "true"], capture_output=True, check=False)
    return "" if done.returncode == 0 else "no network namespace allowed"


def _is_root():
    return hasattr(os, "geteuid") and os.geteuid() == 0


@cache
def _needs_permissions(python):
    if sys.platform == "win32":
        return "permissions are others on Windows"
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o555)
        try:
            wrapper = BOUND if _is_root() else []
            done = subprocess.run([*wrapper, "touch", f"{folder}/file"], capture_output=True, check=False)
        except OSError:
            return "no setpriv"
    return "" if done.returncode == 1 else "this user may write anywhere"


_NOT_WRITABLE = {
    "this folder can be written to: yes": "this folder can be written to: NO. Copy the course to a folder of your own.",
    "This machine is ready.": "See the lines with NO above.",
}
_OTHERS_SETTINGS = GERMAN | _threads(1) | {"TZ": "Asia/Kathmandu", "PYTHONHASHSEED": "1", "MPLBACKEND": "svg"}
_FARTHEST = OLD_PROCESSOR | _OTHERS_SETTINGS
_FARTHEST["XLA_FLAGS"] = f"{OLD_PROCESSOR['XLA_FLAGS']} {_OTHERS_SETTINGS['XLA_FLAGS']}"
_BOUND = {
    "environment": {"HOME": READ_ONLY_HOME},
    "wrapper": BOUND if _is_root() else [],
    "needs": _needs_permissions,
    "records": False,
}

MACHINES = {
    "default": Machine(),
    "oneDNN on": Machine({"TF_ENABLE_ONEDNN_OPTS": "1"}),
    "oneDNN off": Machine({"TF_ENABLE_ONEDNN_OPTS": "0"}),
    "oneDNN SSE41": Machine({"TF_ENABLE_ONEDNN_OPTS": "1", "ONEDNN_MAX_CPU_ISA": "SSE41"}, needs=_needs_x86),
    "oneDNN AVX2": Machine({"TF_ENABLE_ONEDNN_OPTS": "1", "ONEDNN_MAX_CPU_ISA": "AVX2"}, needs=_needs_x86),
    "1 thread": Machine(_threads(1)),
    "2 threads": Machine(_threads(2)),
    "4 threads": Machine(_threads(4)),
    "OpenBLAS Nehalem": Machine({"OPENBLAS_CORETYPE": "Nehalem"}, needs=_needs_x86),
    "OpenBLAS Haswell": Machine({"OPENBLAS_CORETYPE": "Haswell"}, needs=_needs_x86),
    "2 BLAS threads": Machine({"OMP_NUM_THREADS": "2", "OPENBLAS_NUM_THREADS": "2"}),
    "XLA SSE4.2": Machine({"XLA_FLAGS": "--xla_cpu_max_isa=SSE4_2"}, needs=_needs_x86),
    "XLA AVX2": Machine({"XLA_FLAGS": "--xla_cpu_max_isa=AVX2"}, needs=_needs_x86),
    "glibc without AVX2 and FMA": Machine({"GLIBC_TUNABLES": _GLIBC_OLD}, needs=_needs_linux_x86),
    "NumPy baseline": Machine({"NPY_DISABLE_CPU_FEATURES": NUMPY_FEATURES}),
    "old processor": Machine(OLD_PROCESSOR, needs=_needs_x86),
    "decimal comma": Machine(GERMAN, startup=SET_GERMAN, needs=_needs_locale),
    "Kathmandu": Machine({"TZ": "Asia/Kathmandu"}),
    "hash seed 1": Machine({"PYTHONHASHSEED": "1"}),
    "svg backend": Machine({"MPLBACKEND": "svg"}),
    "no network": Machine(wrapper=ALONE, needs=_needs_namespace),
    "no home": Machine(**_BOUND),
    "no home, read-only notebooks": Machine(**_BOUND, read_only=True, answers=_NOT_WRITABLE),
    "another user's settings": Machine(_OTHERS_SETTINGS, startup=SET_GERMAN, needs=_needs_locale),
    "another user's old processor": Machine(
        _FARTHEST, startup=SET_GERMAN, needs=lambda python: _needs_x86(python) or _needs_locale(python)
    ),
}
# Of all that can be played at once, most that can differ from where the outputs were stored.
FAST = "another user's old processor"
ON_EACH_INSTALL = ("default", "old processor")


@cache
def numpy_features(python):
    """Return the processor features that an install's NumPy uses here and can be told not to use."""
    code = (
        "from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__;"
        "print(' '.join(name for name in __cpu_dispatch__ if __cpu_features__.get(name)))"
    )
    return subprocess.run([python, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def compiled_locale(folder):
    """Compile the German locale into a folder, which need not be the system's; return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    # It exits with 1 where it has only warned.
    subprocess.run(
        ["localedef", "-i", "de_DE", "-f", "UTF-8", folder / "de_DE.UTF-8"], check=False, capture_output=True
    )
    return folder
