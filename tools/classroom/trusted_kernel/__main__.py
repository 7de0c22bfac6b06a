"""Start the kernel that grades: `python trusted_kernel -f CONNECTION_FILE`, with its wishes in the environment.

The folder is run as it is, so that a sandbox needs to show no more of the course's tools than these files.
"""

import importlib
import json
import os
import sys
import traceback
from pathlib import Path

import guard
from ipykernel.kernelapp import IPKernelApp
from judge import kernel_class


def _limit(limits):
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    for name, most in limits.items():
        kind = getattr(resource, name, None)
        if kind is not None:
            _soft, hard = resource.getrlimit(kind)
            most = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(kind, (most, most))


def _load(modules):
    for name in modules:
        try:
            importlib.import_module(name)
        except ModuleNotFoundError as error:
            # "from module import name" may name a function as well.
            if error.name != name or "." not in name:
                raise


def main():
    wishes = json.loads(os.environ.pop("GRADING_WISHES"))
    # What lies beside a submission must not be imported in the place of a real module.
    sys.path.remove(str(Path(__file__).parent))
    kind, begin_to_guard = kernel_class(wishes["words"])
    app = IPKernelApp.instance(kernel_class=kind)
    app.initialize()
    path = list(sys.path)
    sys.path[:] = [place for place in path if place]
    try:
        _load(wishes["modules"])
    except BaseException:
        Path(wishes["problem"]).write_text(traceback.format_exc(), encoding="utf-8")
        os._exit(3)
    sys.path[:] = path
    _limit(wishes["limits"])
    # A submission may bring modules of the same names.
    own = {name: sys.modules.pop(name) for name in ("guard", "judge", "lookout", "process")}
    begin_to_guard(app.kernel, guard.Guard(wishes["course"], app.kernel, own))
    app.start()


if __name__ == "__main__":
    main()
