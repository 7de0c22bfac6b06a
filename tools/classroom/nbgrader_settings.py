"""What a course's nbgrader_config.py sets, so that nbgrader's own commands grade as `make grades` does."""

from pathlib import Path

from tools.classroom.senders import MOODLE
from tools.notebooks.exercise_text import HAND_BLANK


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
    c.ClearSolutions.text_stub = HAND_BLANK
    c.PutCellsBack.release = str(Path(folder) / "release")
    c.Autograde.sanitize_preprocessors = [
        "nbgrader.preprocessors.ClearOutput",
        "tools.classroom.cells.PutCellsBack",
        "nbgrader.preprocessors.OverwriteKernelspec",
        "nbgrader.preprocessors.OverwriteCells",
        "nbgrader.preprocessors.CheckCellMetadata",
    ]
    c.Autograde.autograde_preprocessors = [
        "tools.classroom.elsewhere.RunOrTake",
        "nbgrader.preprocessors.IgnorePattern",
        "nbgrader.preprocessors.LimitOutput",
        "nbgrader.preprocessors.SaveAutoGrades",
        "nbgrader.preprocessors.AssignLatePenalties",
        "nbgrader.preprocessors.CheckCellMetadata",
    ]
    # nbgrader takes any text on standard error for a failed check, even a warning beside a right answer.
    c.IgnorePattern.enabled = True
    c.IgnorePattern.pattern = r"(?s)."
    # `make collect` does more; nbgrader's own command names students alike, and takes no path from a file's name.
    c.ZipCollectApp.collector_plugin = "tools.classroom.zip_collect.Collector"
    c.FileNameCollectorPlugin.named_regexp = rf".*?[/\\]{MOODLE}[/\\]?(?:.*[/\\])?(?P<file_id>[^/\\]+)".replace(
        "?P<number>", "?:"
    )
    # A student's script must not run in a browser, neither on a page of feedback nor in the formgrader.
    c.HTMLExporter.sanitize_html = True
    c.HTMLExporter.filters = {"clean_html": "tools.classroom.pages.clean"}
    c.GenerateFeedback.exporter_class = "tools.classroom.compiled_templates.FeedbackExporter"
    c.NotebookClient.shutdown_kernel = "immediate"
