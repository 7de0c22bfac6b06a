"""Live figures, in a browser and beside Keras."""
