"""Text files that are written whole or not at all: whoever is stopped meanwhile leaves the older one."""


def write_whole(path, text):
    """Write a text in the place of an older one.

    Parameters
    ----------
    path : pathlib.Path
    text : str
    """
    new = path.with_name(f"{path.name}.new")
    new.write_text(text, encoding="utf-8")
    new.replace(path)
