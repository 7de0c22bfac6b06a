"""The instruments of `make portability`."""
