"""JupyterHub for a class: its configuration, and what prepares a server for it."""
