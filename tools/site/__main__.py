"""Make the site: `python -m tools.site`, which `make site` calls."""

import argparse
import sys
from pathlib import Path
from urllib.parse import urlsplit

from tools.notebooks.sources import ROOT
from tools.site.publishing import SITE, publish


def _address(text):
    if not text:
        return ""
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise argparse.ArgumentTypeError(f"{text!r} is no address of a site; it begins with https:// and a name.")
    return text if text.endswith("/") else f"{text}/"


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="python -m tools.site", description="Make the course a website.")
    parser.add_argument("--folder", type=Path, default=SITE, help="where to write it; what is there is replaced")
    parser.add_argument("--address", type=_address, default="", help="the address that the site will have, if known")
    asked = parser.parse_args(arguments)
    try:
        pages = publish(asked.folder, address=asked.address)
    except ValueError as error:
        sys.exit(str(error))
    folder = asked.folder.resolve()
    place = folder.relative_to(ROOT) if folder.is_relative_to(ROOT) else folder
    print(f"{len(pages)} pages; open {place / 'index.html'}")


if __name__ == "__main__":
    main()
