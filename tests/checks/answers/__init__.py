"""Right and wrong answers to each question, one module an exercise."""
