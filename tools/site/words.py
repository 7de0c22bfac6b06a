"""The site's own words: whatever a page says that no notebook says, in the language of the edition."""

from tools.classroom.language import _, reads_in, written


def words_in(language):
    """Return the site's own words by short names.

    Parameters
    ----------
    language : str
        Such as "en" or "zh_CN".

    Raises
    ------
    ValueError
        If the course has no words in this language.
    """
    with reads_in(written(language)):
        return _of_every_page() | _of_notebooks() | _of_the_front_page() | _of_search()


def _of_every_page():
    return {
        "course": _("Autoencoders, step by step"),
        "skip": _("Skip to the text"),
        "menu": _("Contents"),
        "start": _("Start"),
        "lessons": _("Lessons"),
        "exercises": _("Exercises"),
        "solutions": _("Solutions"),
        "project": _("The project"),
        "glossary": _("Glossary"),
        "more": _("More"),
        "teachers": _("For teachers"),
        "install": _("Install"),
        "hosting": _("Host this site"),
        "cite": _("Cite, licence, data"),
        "whole": _("The whole course on one page"),
        "on_this_page": _("On this page"),
        "theme_light": _("Light"),
        "theme_dark": _("Dark"),
        "theme": _("Light or dark"),
        "languages": _("Language"),
        "previous": _("Previous"),
        "next": _("Next"),
        "previous_and_next": _("Previous and next page"),
        "print": _("Print"),
        "link_to_section": _("Link to this section"),
        "missing": _("This page does not exist"),
        "missing_long": _("Nothing is at this address. The list of lessons and the search lead to what is."),
    }


def _of_notebooks():
    return {
        "download": _("Download the notebook"),
        "open_in_jupyterlab": _("Open in JupyterLab"),
        "open_long": _(
            "To write an answer and have it checked, you need JupyterLab on a computer. Install the course once, give "
            "the command {command}, and open {path} in the list of files at the left."
        ),
        "open_lesson_long": _(
            "To change the code and run it, you need JupyterLab on a computer. Install the course once, give the "
            "command {command}, and open {path} in the list of files at the left."
        ),
        "how_to_install": _("How to install the course"),
        "live_here": _("A figure that you can move stands here where scripts may run."),
        "hint": _("Hint {number}"),
        "see_answer": _("See an answer"),
        "to_exercises": _("Exercises for this lesson"),
        "to_lesson": _("The lesson for these exercises"),
        "minutes": _("{number} minutes"),
        "solution_of": _("Answers to {exercise}. Try the questions first: an answer that you found yourself stays."),
        "example_of": _("A worked example of the project of the course."),
    }


def _of_the_front_page():
    return {
        "claim": _("Squeeze a picture into a few numbers, and see what comes back"),
        "first": _("An autoencoder is a neural network that squeezes data into a few numbers and unfolds them again."),
        "second": _(
            "In this free course you build one yourself, and then use it to clean pictures, to find faults and to draw "
            "new faces."
        ),
        "third": _("It is for people who know a little Python; you need to know nothing about machine learning."),
        "read_now": _("Read now"),
        "install_here": _("Run the code on a computer"),
        "try_it": _(
            "Try it: a network has put handwritten digits on a map, two numbers for each. Move the ring, and it draws "
            "the digit that belongs there."
        ),
        "from_lesson": _("You build it in lesson {number}"),
        "map": _("The lessons"),
        "map_long": _("Take them in order. Each takes an hour or less, and has exercises of its own."),
        "after": _("After the lessons"),
        "project_long": _("Work on a data set of your own choice, from a file to a page that you can stand by."),
        "glossary_long": _("All terms, each in one sentence, with what others call it, also in Chinese."),
        "teachers_long": _("Timings, questions for a class, common misunderstandings, and how to grade."),
        "whole_long": _("To print it, or to save it as one PDF file."),
        "start_title": _("Learn autoencoders, step by step"),
        "description": _(
            "A free course on autoencoders for beginners, with pictures that move, exercises, and every claim measured."
        ),
    }


def _of_search():
    return {
        "search": _("Search"),
        "search_for": _("Search the course"),
        "search_hint": _("Type one or more words. All of them must be found."),
        "found_none": _("Nothing found. Try fewer or other words."),
        "found_one": _("1 place found."),
        "found_many": _("{number} places found."),
        "close": _("Close"),
    }
