"""Every notebook on other machines and installs, and each printed number's distance to its rounding edge."""
