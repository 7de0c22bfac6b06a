"""Pictures, by what they draw."""
