"""Submissions to any exercise, made by script: right, wrong, and broken in every way a class has come up with."""

import io
import json
import zipfile

import nbformat

LOOP = "while True:\n    pass"
STUBBORN_LOOP = "while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        pass"
KILL = "import os, signal\nos.kill(os.getpid(), signal.SIGTERM if os.name == 'nt' else signal.SIGKILL)"
PRINT_FOREVER = "while True:\n    print('x' * 1000)"
PRINT_50_MB = "for _ in range(500):\n    print('x' * 99_999)"
WARN_EVERYWHERE = (
    "import sys\nget_ipython().events.register('pre_run_cell', lambda info: print('careful', file=sys.stderr))"
)


def ordinary_submissions(exercise):
    """Return what an ordinary class hands in: all right, some right, nothing."""
    questions, hand_in = exercise.questions, exercise.handed_in
    half = questions[len(questions) // 2 :]
    extra = exercise.filled()
    extra.cells[2:2] = [nbformat.v4.new_code_cell("# my notes\nprint('hello')"), nbformat.v4.new_markdown_cell("Me")]
    made = [
        hand_in("right", exercise.filled()),
        hand_in("right, with own cells", extra),
        hand_in("half", exercise.filled(without=half), half),
        hand_in("untouched", exercise.filled(without=questions), questions),
    ]
    for question in questions:
        made.append(hand_in(f"all but {question}", exercise.filled(without=[question]), [question]))
        others = [other for other in questions if other != question]
        made.append(hand_in(f"only {question}", exercise.filled(without=others), others))
    return made


def unreadable_submissions(exercise):
    """Return files from which no notebook can be read."""
    whole, everything = nbformat.writes(exercise.filled()).encode(), exercise.questions
    hand_in = exercise.handed_in
    return [
        hand_in("empty file", b"", everything, "empty"),
        hand_in("broken file", whole[: len(whole) // 2], everything, "broken"),
        hand_in("no JSON", b"PK\x03\x04\xff\xfe", everything, "broken"),
        hand_in("no notebook", b'{"name": "me"}', everything, "no notebook"),
        hand_in("another file", b"print(1)", everything, "answers.py", name="answers.py"),
        hand_in("no cells", nbformat.v4.new_notebook(), everything, "no code"),
    ]


def harmful_submissions(exercise):
    """Return notebooks with a cell that would spoil the run of the others."""
    at, hand_in = _in_turn(exercise.questions), exercise.handed_in

    def instead(kind, text, said):
        question = at()
        return hand_in(kind, exercise.filled(**{question: text}), [question], said.format(question))

    def beside(kind, line, said=""):
        question = at()
        return hand_in(kind, exercise.after(question, line), [], said.format(question))

    return [
        instead("endless loop", LOOP, "the answer to {} did not end within"),
        instead("stubborn loop", STUBBORN_LOOP, "could not be interrupted"),
        instead("killed kernel", KILL, "the answer to {} stopped the kernel"),
        instead("exit()", "exit()", "the answer to {} stopped the kernel"),
        instead("syntax error", "def answer(:", ""),
        instead("input()", "answer = input()", ""),
        instead("SystemExit", "raise SystemExit", ""),
        instead("prints forever", PRINT_FOREVER, "the answer to {} did not end within"),
        beside("prints 50 MB", PRINT_50_MB, "the answer to {} printed more than is kept"),
        beside("shows 50 MB", "'x' * 50_000_000", ""),
        beside("warnings", WARN_EVERYWHERE),
        hand_in("stores 50 MB", _with_stored_output(exercise.filled(), "x" * 50_000_000)),
    ]


def rearranged_submissions(exercise):
    """Return notebooks whose cells, or whose file, are not as they were handed out."""
    at, hand_in = _in_turn(exercise.questions[::-1]), exercise.handed_in
    made = []
    for what in ("check", "answer", "both"):
        question, notebook = at(), exercise.filled()
        grade_ids = {"check": [question], "answer": exercise.answers_to(question)}
        gone = grade_ids.get(what) or [*grade_ids["check"], *grade_ids["answer"]]
        notebook.cells = [
            cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade_id") not in gone
        ]
        made.append(hand_in(f"deleted: {what}", notebook, [] if what == "check" else [question], "missing"))
    given = exercise.filled()
    given.cells.pop(exercise.place(given, "given-1"))
    made.append(hand_in("deleted: imports", given, [], "given cell 1: missing, and put back"))
    for what in ("check", "answer"):
        question, notebook = at(), exercise.filled()
        place = exercise.place(notebook, question if what == "check" else exercise.answers_to(question)[0])
        notebook.cells.insert(place, nbformat.from_dict(notebook.cells[place]))
        notebook.cells[place].id = "a-copy"
        made.append(hand_in(f"duplicated: {what}", notebook, [], "there more than once"))
    tidied = nbformat.v4.new_notebook(cells=exercise.filled().cells)
    for number, cell in enumerate(tidied.cells):
        cell.metadata, cell.id = nbformat.NotebookNode(), f"new-{number}"
    made.append(hand_in("copied into a new notebook", tidied))
    old = nbformat.from_dict(exercise.filled())
    old.nbformat_minor = 2
    for cell in old.cells:
        del cell["id"]
    made.append(hand_in("older format", json.dumps(old).encode()))
    made.append(hand_in("renamed", exercise.filled(), [], "is named", name="exercise (1).ipynb"))
    made.append(hand_in("renamed in Chinese", exercise.filled(), [], "is named", name="练习 一.ipynb"))
    return made + _elsewhere_submissions(exercise, at) + _tampered_submissions(exercise, at)


def _elsewhere_submissions(exercise, at):
    """Return right answers that are in another file, folder, encoding or cell than expected."""
    hand_in, right = exercise.handed_in, nbformat.writes(exercise.filled())
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("work/mine.ipynb", right)
    cells = (f"# %%\n{cell.source}" for cell in exercise.filled().cells if cell.cell_type == "code")
    question, above = at(), exercise.filled()
    answers = [above.cells[exercise.place(above, name)] for name in exercise.answers_to(question)]
    blanks = {cell.id: cell.source for cell in exercise.filled(without=[question]).cells}
    for answer in answers[::-1]:
        above.cells.insert(above.cells.index(answer), nbformat.v4.new_code_cell(answer.source))
        answer.source = blanks[answer.id]
    on_top = exercise.filled()
    on_top.cells.sort(key=lambda cell: not cell.metadata.get("nbgrader", {}).get("grade"))
    copied = hand_in("the better one is a copy", exercise.filled(), [], "only", name="exercise-Copy1.ipynb")
    copied.files[f"{exercise.name}.ipynb"] = nbformat.writes(exercise.filled(without=exercise.questions)).encode()
    shadowed = hand_in("a file named like a module", exercise.filled(), [], "numpy.py")
    shadowed.files["numpy.py"] = b"raise SystemExit"
    return [
        hand_in("in a zip", file.getvalue(), [], "is named", name="work.zip"),
        hand_in("as a text file", exercise.filled(), [], "is named", name="exercise.ipynb.txt"),
        hand_in("as a script", "\n\n".join(cells).encode(), [], "Python text", name="exercise.py"),
        hand_in("in UTF-16", right.encode("utf-16"), [], "utf-16"),
        hand_in("answered above the blank", above, [], "not run, for another cell gives the answer"),
        hand_in("checks on top", on_top, [], "moved, and run at its place"),
        copied,
        shadowed,
    ]


def _tampered_submissions(exercise, at):
    """Return wrong answers beside checks that were changed so that they pass."""
    asked = [at(), at(), at()]
    easy, generous, skipped = (exercise.filled(without=[question]) for question in asked)
    easy.cells[exercise.place(easy, asked[0])].source = "print('passed')"
    generous.cells[exercise.place(generous, asked[1])].metadata.nbgrader.update(points=100, grade=False, locked=False)
    skipped.cells[exercise.place(skipped, asked[2])].metadata.tags = ["skip-execution"]
    return [
        exercise.handed_in("edited check", easy, asked[:1], "changed"),
        exercise.handed_in("edited points", generous, asked[1:2]),
        exercise.handed_in("check not to be run", skipped, asked[2:]),
    ]


def _with_stored_output(notebook, text):
    code = next(cell for cell in notebook.cells if cell.cell_type == "code")
    code.outputs = [nbformat.v4.new_output("stream", text=text)]
    return notebook


def _in_turn(questions):
    """Return a function that names the next question at each call, so that every question gets its share."""
    number = -1

    def name():
        nonlocal number
        number += 1
        return questions[number % len(questions)]

    return name
