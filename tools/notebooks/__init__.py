"""Notebooks from the lessons' texts: read, made, run, stored, proven to be what the texts make, exported as pages."""
