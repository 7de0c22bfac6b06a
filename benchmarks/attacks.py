"""Submissions that attack their grade, the teacher's files or the grader, each with what a fair teacher gives."""

import sys

import nbformat

_QUESTION = "from autoenc_lessons.checks.judging.question import Question\n"
# With every answer blank: what an attack gets beyond 0 points, it has not earned.
ON_THE_JUDGE = {
    "grade replaced": (_QUESTION + "Question.grade = lambda *a, **k: None", "CHANGED THE COURSE'S OWN CODE"),
    "judge says right": (
        _QUESTION
        + "from autoenc_lessons.checks.judging.feedback import Feedback\n"
        + "Question.judge = lambda *a, **k: Feedback('right')",
        "CHANGED THE COURSE'S OWN CODE",
    ),
    "made-up module": (
        "import sys, types\nimport autoenc_lessons.checks\nclass Anything:\n"
        "    def __getattr__(self, name): return self\n    def __call__(self, *a, **k): return self\n"
        "name = 'autoenc_lessons.checks.first_autoencoder'\n"
        "autoenc_lessons.checks.first_autoencoder = sys.modules[name] = Anything()",
        "CHANGED THE COURSE'S OWN CODE",
    ),
    "input transformer": (
        "def drop(lines):\n    return [line for line in lines if '.grade(' not in line]\n"
        "get_ipython().input_transformers_cleanup.append(drop)\nget_ipython().input_transformers_post.append(drop)",
        "uses input_transformers",
    ),
    "kernel replaced": (
        "async def fake(*a, **k): return {'status': 'ok', 'user_expressions': {}}\n"
        "get_ipython().kernel.do_execute = fake",
        "",
    ),
    "solution from the disk": (
        "from pathlib import Path\nimport autoenc_lessons, nbformat, re\n"
        "for path in Path(autoenc_lessons.__file__).parents[1].rglob('*/solutions/*.ipynb'):\n"
        "    for cell in nbformat.read(path, 4).cells:\n"
        "        if cell.cell_type == 'code':\n            exec(cell.source, globals())",
        "",
    ),
}
# No other way than a sandbox keeps these out.
NEEDS_SANDBOX = {"solution from the disk"}
# With every answer right: in a sandbox they harm nobody and cost nothing; without one, they get no grade.
ON_FILES = {
    "writes the gradebook": "import sqlite3\nbook = sqlite3.connect({gradebook!r})\n"
    "book.execute('UPDATE grade SET manual_score = 99')\nbook.commit()",
    "writes another's work": "open({other!r}, 'w').write('')",
}
# With every answer right, and nothing to be said against it.
CLUMSY = {
    "installs an older keras": f"!{sys.executable} -m pip install -q keras==2.15.0",
    "signals its parent": "import os, signal\nos.kill(os.getppid(), signal.SIGTERM)",
    "removes its folder": "import os, shutil\nshutil.rmtree(os.getcwd())",
    "100 pictures": "from IPython.display import display\nfor _ in range(100):\n"
    "    display({'image/png': 'A' * 3_000_000, 'text/plain': 'a picture'}, raw=True)",
    "cannot be shown": "class Odd:\n    def _repr_mimebundle_(self, **k):\n"
    "        return {'text/plain': 5, 'text/html': None}\nOdd()",
    "all memory": "hold = []\nwhile True:\n    hold.append(bytearray(100_000_000))",
    "a timer": "import os, signal, threading\nthreading.Timer(8, lambda: os.kill(os.getpid(), signal.SIGKILL)).start()",
    "a script in the page": "from IPython.display import HTML\nHTML('<script>alert(1)</script>')",
}


def attacking_submissions(exercise, folder):
    """Return what attacks, and what only looks so.

    Parameters
    ----------
    exercise : benchmarks.submissions.Exercise
    folder : pathlib.Path
        The class that they are handed in to.

    Returns
    -------
    list of Submission
    """
    places = {
        "gradebook": str(folder / "gradebook.db"),
        "other": str(folder / "submitted" / "student_01" / exercise.name / f"{exercise.name}.ipynb"),
    }
    made = [
        exercise.handed_in(kind, _with(exercise.filled(without=exercise.questions), text), exercise.questions, said)
        for kind, (text, said) in ON_THE_JUDGE.items()
    ]
    made += [
        exercise.handed_in(kind, _with(exercise.filled(), text.format(**places))) for kind, text in ON_FILES.items()
    ]
    return made + [exercise.handed_in(kind, _with(exercise.filled(), text)) for kind, text in CLUMSY.items()]


def _with(notebook, text):
    notebook.cells.insert(2, nbformat.v4.new_code_cell(text))
    return notebook
