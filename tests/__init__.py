"""Tests, in rooms like those of what they test."""
