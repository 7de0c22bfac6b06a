"""No answer is misjudged."""
