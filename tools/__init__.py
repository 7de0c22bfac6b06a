"""What only a maintainer runs: build the notebooks, check them, lock the dependencies."""
