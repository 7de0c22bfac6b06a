"""The package changed in one place at a time, to count the changes that nothing notices."""
