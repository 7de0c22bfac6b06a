"""The course as a website without a server of its own: pages of the stored notebooks, and the ways between them."""
