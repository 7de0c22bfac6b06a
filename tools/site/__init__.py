"""The course as a website that needs no server of its own: pages of the stored notebooks, and what leads through them."""
