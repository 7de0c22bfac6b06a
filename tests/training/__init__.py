"""Training does what `fit` does."""
