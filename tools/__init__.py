"""What only a maintainer runs: build the notebooks, check them, lock the dependencies."""

import sys

# With it, jsonschema judges addresses in scripts other than Latin, which no schema of a notebook asks for. Its grammar
# takes a second to read, in each process that reads a notebook.
sys.modules.setdefault("rfc3987_syntax", None)
