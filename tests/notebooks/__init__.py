"""Notebooks are what their texts make, and bear what a reader does to them."""
