"""What a course's nbgrader_config.py sets, so that nbgrader's own commands grade as `make grades` does."""

from pathlib import Path


def configure(c, folder):
    """Set in nbgrader's configuration what this course needs.

    Parameters
    ----------
    c : traitlets.config.Config
    folder : path
        Where the course is laid out.
    """
    c.CourseDirectory.course_id = "autoencoders"
    # The blank line of an exercise is its stub already.
    c.ClearSolutions.code_stub = {"python": ""}
    c.PutCellsBack.release = str(Path(folder) / "release")
    c.Autograde.sanitize_preprocessors = [
        "nbgrader.preprocessors.ClearOutput",
        "tools.classroom.cells.PutCellsBack",
        "nbgrader.preprocessors.OverwriteKernelspec",
        "nbgrader.preprocessors.OverwriteCells",
        "nbgrader.preprocessors.CheckCellMetadata",
    ]
    c.Autograde.autograde_preprocessors = [
        "tools.classroom.running.RunCells",
        "nbgrader.preprocessors.IgnorePattern",
        "nbgrader.preprocessors.LimitOutput",
        "nbgrader.preprocessors.SaveAutoGrades",
        "nbgrader.preprocessors.AssignLatePenalties",
        "nbgrader.preprocessors.CheckCellMetadata",
    ]
    # nbgrader takes any text on standard error for a failed check, even a warning beside a right answer.
    c.IgnorePattern.enabled = True
    c.IgnorePattern.pattern = r"(?s)."
    # How Moodle names the files of a class: "Ann Bee_201_assignsubmission_file_01_first_autoencoder.ipynb".
    c.FileNameCollectorPlugin.named_regexp = (
        r".*[/\\](?P<student_id>[^_/\\]+)_\d+_assignsubmission_file_(?P<file_id>.+)"
    )
    c.NotebookClient.shutdown_kernel = "immediate"
