"""What all questions share: an answer is called, watched and judged, and its feedback is shown."""
