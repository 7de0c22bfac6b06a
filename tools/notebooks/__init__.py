"""Notebooks from the lessons' texts: read, made, run, stored, and proven to be what the texts make."""
