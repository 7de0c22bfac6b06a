"""Tests of trainings on several processes and machines."""
