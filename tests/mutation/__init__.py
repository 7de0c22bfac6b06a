"""The instruments of `make mutants`."""
