"""Write requirements.lock anew from pyproject.toml, for every platform and Python: run as `python -m tools.lock`."""

import subprocess
import sys

from tools.notebooks.sources import ROOT

HEADER = "# Exact versions of everything, on every platform. Made by `make lock` from pyproject.toml; do not edit.\n"


def main():
    command = [sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", "--all-extras", "--universal"]
    options = ["--python-version=3.10", "--no-emit-index-url", "--no-header", "--no-annotate", "--upgrade", "--quiet"]
    done = subprocess.run([*command, *options], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    (ROOT / "requirements.lock").write_text(HEADER + done.stdout, encoding="utf-8", newline="\n")
    print("requirements.lock is new. Put the same versions into environment.yml, then run: make notebooks test")


if __name__ == "__main__":
    main()
