"""Data, models, damage and the start of the package."""
