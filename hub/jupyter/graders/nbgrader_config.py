"""nbgrader for the account that owns the class: the settings of the class, wherever nbgrader is called."""

from pathlib import Path

c = get_config()  # noqa: F821
FOLDER = Path.home() / "class"
if (FOLDER / "nbgrader_config.py").exists():
    load_subconfig("nbgrader_config.py", path=str(FOLDER))  # noqa: F821
c.CourseDirectory.root = str(FOLDER)
