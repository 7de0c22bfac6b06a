"""A class is laid out, collected and graded."""
