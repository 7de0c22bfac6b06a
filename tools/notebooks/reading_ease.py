"""What makes a lesson easy to read, as far as it can be counted: cells, words, lines of code, and standard terms."""

import re
from statistics import median

MOST_WORDS_IN_PROSE = 120
MOST_CELLS = 40
MOST_LINES_IN_A_CELL = 15
MOST_LINES_IN_THE_MIDDLE = 6
MOST_LINES_IN_A_LESSON = 130
MOST_LINES_IN_A_CELL_OF_AN_EXERCISE = 20
# What a learner will look up later, in papers or other courses: each stands in bold in a lesson, beside the plain word.
STANDARD_TERMS = (
    "latent code", "embedding", "latent space", "dimensionality reduction", "compression", "cluster", "clustering",
    "manifold", "nonlinear", "neuron", "epoch", "validation set", "test set", "generalise", "hyperparameter",
    "backpropagation", "weights", "parameters", "perplexity", "explained variance", "noise", "regularisation",
    "data augmentation", "Jaccard index", "precision", "average precision", "softmax", "cross-entropy", "likelihood",
    "latent variable", "prior", "posterior", "posterior collapse", "evidence lower bound", "Inception Score",
    "Fréchet inception distance",
)  # fmt: skip


def lines_of_code(cell):
    """Return the lines of a code cell that are neither empty nor a comment alone."""
    lines = [line.strip() for line in cell.source.splitlines()]
    return [line for line in lines if line and not line.startswith("#")]


def words_of_prose(cell):
    """Return how many words a prose cell has, without its tables, its code and the targets of its links."""
    prose = [line for line in cell.source.splitlines() if line.strip() and not line.startswith("|")]
    without_targets = re.sub(r"\]\([^)]*\)", "]", " ".join(prose))
    without_code = re.sub(r"`[^`]*`", "code", without_targets)
    return len(re.findall(r"[\w'-]*[A-Za-z][\w'-]*", without_code))


def problems_of_reading(name, notebook):
    """Return a sentence for each way in which a notebook is harder to read than the house allows.

    Parameters
    ----------
    name : str
        Where the notebook lies below `notebooks/`; only what lies in no folder there is a lesson.
    notebook : nbformat.NotebookNode
    """
    problems = (
        [] if len(notebook.cells) <= MOST_CELLS else [f"{name}: {len(notebook.cells)} cells, more than {MOST_CELLS}"]
    )
    most = MOST_LINES_IN_A_CELL_OF_AN_EXERCISE if "/" in name else MOST_LINES_IN_A_CELL
    for number, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type == "code" and (lines := len(lines_of_code(cell))) > most:
            problems.append(f"{name}, cell {number}: {lines} lines of code, more than {most}")
        # The first cell lists goals.
        if cell.cell_type == "markdown" and number > 1 and (words := words_of_prose(cell)) > MOST_WORDS_IN_PROSE:
            problems.append(f"{name}, cell {number}: {words} words of prose, more than {MOST_WORDS_IN_PROSE}")
    return problems if "/" in name else problems + _problems_of_all_code(name, notebook)


def _problems_of_all_code(name, notebook):
    counts = [len(lines_of_code(cell)) for cell in notebook.cells if cell.cell_type == "code"]
    problems = []
    if sum(counts) > MOST_LINES_IN_A_LESSON:
        problems.append(f"{name}: {sum(counts)} lines of code, more than {MOST_LINES_IN_A_LESSON}")
    if counts and median(counts) > MOST_LINES_IN_THE_MIDDLE:
        problems.append(f"{name}: half of its code cells have more than {MOST_LINES_IN_THE_MIDDLE} lines")
    return problems


def problems_of_terms(prose, terms=STANDARD_TERMS):
    """Return a sentence for each standard term that no lesson sets in bold.

    Parameters
    ----------
    prose : str
        The markdown of all lessons.
    terms : sequence of str
    """
    in_bold = "\n".join(re.findall(r"\*\*([^*]+)\*\*", prose)).lower()
    missing = [term for term in terms if not re.search(rf"(?<![\w-]){term.lower()}(?:s|es)?(?![\w-])", in_bold)]
    return [f"no lesson explains the standard term {term!r}, in bold" for term in missing]
