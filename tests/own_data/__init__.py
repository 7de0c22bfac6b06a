"""Tests of data that readers bring along."""
