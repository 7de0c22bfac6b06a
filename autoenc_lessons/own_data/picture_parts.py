"""Pictures parted into those that train, choose and judge, where the names of their files say what belongs together."""

import re
from pathlib import PurePosixPath
from string import Formatter

import numpy as np

from autoenc_lessons.inputs.saying import in_short
from autoenc_lessons.language import _, counted
from autoenc_lessons.own_data.folders import PictureFolder
from autoenc_lessons.own_data.parting import FEWEST_GROUPS, Parts, split
from autoenc_lessons.own_data.printing import print_wrapped

__all__ = ["file_groups", "split_pictures"]

_N_NAMED = 3
_EXAMPLE = "'{patient}_{number}'"


def split_pictures(pictures, names=None, *, seed=0):
    """Part the pictures of a folder as `split` parts a table, and collect what the report must know of it.

    Parameters
    ----------
    pictures : PictureFolder
        As `from_folder` returns it.
    names : str, optional
        How the files are called if pictures belong together, as `file_groups` takes it. Without it, or where each
        picture would be a group of its own, chance decides.
    seed : int
        Of that chance.

    Returns
    -------
    parts : Parts
        Of three ndarrays, shape (n_pictures, height * width).
    facts : dict
        Arguments of `report`: "n_train", "parted", "groups" of the pictures that judge, and "notes".

    Raises
    ------
    TypeError, ValueError
        If it is no folder of pictures, as `file_groups`, if there are fewer than five groups, or too few pictures.
    """
    if not isinstance(pictures, PictureFolder):
        raise TypeError(f"pictures must be what from_folder returns; got a {type(pictures).__name__}.")
    group, groups = (None, None) if names is None else file_groups(pictures.files, names)
    if groups is not None and len(np.unique(groups)) == len(groups):
        print_wrapped(
            _("By {group}, each picture would be a group of its own, so that there are no groups.", group=group)
        )
        groups = None
    _refuse_few(groups, group)
    rows = split(np.arange(len(pictures.files)), groups=groups, seed=seed)
    facts = {
        "n_train": len(rows.train),
        "parted": _("by chance") if groups is None else _("by {group}", group=group),
        "groups": None if groups is None else groups[rows.test],
        "notes": pictures.notes,
    }
    return Parts(*(pictures.pictures[part] for part in rows)), facts


def file_groups(files, names):
    """Return what says which pictures belong together, and the group of each file, from the names of the files.

    A file whose name is another one is a group of its own, with a sentence.

    Parameters
    ----------
    files : sequence of str
        With "/" between folders.
    names : str
        How the files are called, their ending left out, with braces around what differs. The first of these is the
        group: "{patient}_{number}", or "{patient}/{number}" where each patient has a folder.

    Returns
    -------
    group : str
        What the first braces hold.
    groups : ndarray of str, shape (n_files,)

    Raises
    ------
    TypeError, ValueError
        If names is no such text.

    Examples
    --------
    >>> group, groups = file_groups(["A/bold_1.png", "B/bold_1.png", "A/thin_2.png"], "{font}_{number}")
    >>> group, groups.tolist()
    ('font', ['bold', 'bold', 'thin'])
    >>> file_groups(["ann/1.png", "ann/2.png", "bob/1.png"], "{patient}/{number}")[1].tolist()
    ['ann', 'ann', 'bob']
    """
    group, pattern = _as_pattern(names)
    found = [_matched(pattern, PurePosixPath(file), names.count("/") + 1) for file in files]
    others = [file for file, match in zip(files, found, strict=True) if match is None]
    if others:
        print_wrapped(
            counted(
                "{number} file is not called {names} and counts as a group of its own: {files}.",
                "{number} files are not called {names}; each counts as a group of its own: {files}.",
                len(others),
                names=names,
                files=_listed(others),
            )
        )
    # No part of a name holds this sign.
    groups = [f"/{file}" if match is None else match[1] for file, match in zip(files, found, strict=True)]
    return group, np.array(groups, dtype=str)


def _as_pattern(names):
    """Return what the first braces hold, and an expression whose first part is what stands in their place."""
    if not isinstance(names, str):
        raise TypeError(
            f"names must be a text such as '{{patient}}_{{number}}', or None; got a {type(names).__name__}."
        )
    try:
        pieces = list(Formatter().parse(names))
    except ValueError:
        pieces = []
    blanks = [blank for _text, blank, *_rest in pieces if blank is not None]
    if not blanks or not all(map(str.isidentifier, blanks)):
        raise ValueError(
            f"names must be a text such as {_EXAMPLE}, with a word in braces for each part that differs; got "
            f"{in_short(names)}."
        )
    return blanks[0], re.compile(
        "".join(re.escape(text) + ("([^/]+)" if blank is not None else "") for text, blank, *_rest in pieces)
    )


def _matched(pattern, file, n_parts):
    return next(
        filter(None, (pattern.fullmatch("/".join(one.parts[-n_parts:])) for one in (file.with_suffix(""), file))), None
    )


def _refuse_few(groups, group):
    kinds = [] if groups is None else np.unique(groups).tolist()
    if groups is not None and len(kinds) < FEWEST_GROUPS:
        raise ValueError(
            f"By {group}, the names of the files make only {len(kinds)} of at least {FEWEST_GROUPS} groups that are "
            f"needed ({_listed(kinds)}). If each picture is a case of its own, part by chance: names = None."
        )


def _listed(texts):
    shown = ", ".join(texts[:_N_NAMED])
    return _("{cells}, and more", cells=shown) if len(texts) > _N_NAMED else shown
