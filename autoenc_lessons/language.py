"""The sentences that a reader sees, in the reader's language: every one of them passes through here.

`_("...")` stands around a sentence where it is said, `marked("...")` where it is only kept for later, and
`counted("...", "...", number)` where a number decides its form. Messages of errors stay as they are.
"""

import gettext
from contextlib import contextmanager
from pathlib import Path

__all__ = ["_", "counted", "marked", "reads_in", "spoken", "use", "written"]

_DOMAIN = "autoenc_lessons"
# Beside this file, for the tools load it without the package.
_TRANSLATIONS = Path(__file__).parent / "locale"
_ENGLISH = gettext.NullTranslations()
_now = _ENGLISH


def _(sentence, /, **values):
    """Return a sentence in the reader's language, with its blanks filled.

    Parameters
    ----------
    sentence : str
        A whole sentence or label in English, written where the call stands, so that it can be collected. A blank is a
        name in braces: `{share}`.
    **values : object
        What the blanks are filled with. Numbers come as text already, with as many digits as they are to have.

    Returns
    -------
    str

    Examples
    --------
    >>> _("{share} of the variance is lost.", share=f"{0.1234:.1%}")
    '12.3% of the variance is lost.'
    """
    return _filled(_now.gettext(sentence), values)


def counted(one, many, number, /, **values):
    """Return the form of a sentence that a number asks for; other languages have one form, or four.

    Parameters
    ----------
    one, many : str
        The sentence in English, of 1 and of any other number; both may hold the blank `{number}`.
    number : int
    **values : object
        As in `_`.

    Returns
    -------
    str

    Examples
    --------
    >>> counted("{number} seed", "{number} seeds", 3)
    '3 seeds'
    """
    return _filled(_now.ngettext(one, many, number), {"number": number, **values})


def marked(sentence):
    """Return a sentence as it is, and have it collected: it goes through `_` where it is said."""
    return sentence


def written(language):
    """Return the translations into a language.

    Parameters
    ----------
    language : str
        Such as "en" or "zh_CN".

    Returns
    -------
    gettext.NullTranslations

    Raises
    ------
    ValueError
        If the course is not there in this language.
    """
    if language == "en":
        return _ENGLISH
    try:
        return gettext.translation(_DOMAIN, _TRANSLATIONS, languages=[language])
    except OSError:
        raise ValueError(f"The course has no words in the language {language!r}.") from None


def use(translations):
    """Say everything from here on in another language.

    Parameters
    ----------
    translations : gettext.NullTranslations
        What `written` returns.
    """
    global _now
    _now = translations


def spoken():
    """Return the language that everything is said in, as `written` takes it.

    Returns
    -------
    str

    Examples
    --------
    >>> spoken()
    'en'
    """
    return _now.info().get("language", "en")


@contextmanager
def reads_in(translations):
    """Say everything inside a block in another language."""
    before = _now
    use(translations)
    try:
        yield
    finally:
        use(before)


def _filled(sentence, values):
    # By f-strings, as everywhere that a number becomes text: `make portability` sees each of them.
    return sentence.format(**{name: f"{value}" for name, value in values.items()}) if values else sentence
