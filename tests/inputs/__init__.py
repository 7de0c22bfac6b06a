"""What is given is read whole, or refused in one clear sentence."""
