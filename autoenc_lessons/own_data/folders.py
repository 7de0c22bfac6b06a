"""A folder of pictures as people have it: several sizes, colours and formats, and files that are no pictures."""

from collections import Counter
from pathlib import Path
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageOps

from autoenc_lessons.inputs.shades import as_image_shape
from autoenc_lessons.language import _, counted

__all__ = ["PictureFolder", "from_folder"]

_N_NAMED = 3
# Of photographs, a small network of dense layers learns as much from so many pixels a side, and far faster.
_LONGEST_SIDE = 64
_WHITE_OF_16_BITS = 65535


class PictureFolder(NamedTuple):
    """What `from_folder` has read.

    Attributes
    ----------
    pictures : ndarray of float64, shape (n_pictures, height * width)
        Shades from 0 (black) to 1 (white).
    image_shape : tuple of two int
        Height and width in pixels.
    files : list of str
        The file of each picture, from the folder on.
    labels : ndarray of int, shape (n_pictures,), or None
        Of which folder inside it each picture comes, if there are any.
    label_names : list of str
        The names of these folders.
    notes : list of str
        A sentence for each thing that was odd.
    """

    pictures: np.ndarray
    image_shape: tuple
    files: list
    labels: np.ndarray | None
    label_names: list
    notes: list


def from_folder(path, *, image_shape=None):
    """Read all pictures of a folder, and of the folders inside it, as rows of grey shades of one size.

    Parameters
    ----------
    path : str or os.PathLike
        A folder. If it has folders inside, the name of the one that a picture lies in is its label.
    image_shape : pair of int, optional
        Height and width in pixels that all get. By default those of most pictures, but at most 64 pixels along the
        longer side. Another picture is made smaller or larger, and gets black bars at two of its sides if they have
        another ratio.

    Returns
    -------
    PictureFolder
        Colours have become shades. Its notes say what was done to pictures of other sizes, and name the files that
        cannot be read as pictures.

    Raises
    ------
    TypeError, ValueError
        If there is no such folder, or no picture in it.
    """
    folder = _as_folder(path)
    found, broken = {}, []
    for file in sorted(file for file in folder.rglob("*") if file.is_file() and not _is_hidden(file, folder)):
        name = file.relative_to(folder).as_posix()
        try:
            found[name] = _shades(file).shape
        except Exception:  # a broken file can fail in any way inside Pillow; the others must not suffer
            broken.append(name)
    if not found:
        others = f"; none of its {len(broken)} files can be read as one" if broken else ""
        raise ValueError(f"There is no picture in the folder {folder.resolve().name}{others}.")
    sizes = Counter(found.values())
    common = sizes.most_common(1)[0][0]
    image_shape = _at_most(common) if image_shape is None else as_image_shape(image_shape)
    notes = [*_notes_on_sizes(sizes, common, image_shape), *_notes_on_files(broken)]
    # Read once more: photographs as they are, all at once, can be too many for the memory.
    pictures = np.array([_fitted(_shades(folder / name), image_shape).ravel() for name in found])
    names = [Path(name).parent.as_posix() for name in found]
    label_names = sorted(set(names))
    if label_names == ["."]:
        return PictureFolder(pictures, image_shape, list(found), None, [], notes)
    labels = np.array([label_names.index(name) for name in names])
    return PictureFolder(pictures, image_shape, list(found), labels, label_names, notes)


def _as_folder(path):
    try:
        folder = Path(path)
    except TypeError as error:
        raise TypeError(f"path must be the name of a folder; got a {type(path).__name__}.") from error
    if folder.is_file():
        raise ValueError(f"{folder.name} is a file, not a folder; a table in a file is read by from_csv.")
    if not folder.is_dir():
        raise ValueError(f"There is no folder {folder.name} in the folder {folder.parent.resolve().name}.")
    return folder


def _is_hidden(file, folder):
    return any(part.startswith((".", "__MACOSX")) for part in file.relative_to(folder).parts)


def _shades(file):
    """Return a picture as shades from 0 to 1, shape (height, width), turned as its camera was held."""
    with Image.open(file) as opened:
        picture = ImageOps.exif_transpose(opened)
        if picture.mode.startswith("I"):
            return np.asarray(picture, dtype="float64") / _WHITE_OF_16_BITS
        if picture.has_transparency_data:
            # What is transparent shows the paper.
            paper = Image.new("RGBA", picture.size, "white")
            picture = Image.alpha_composite(paper, picture.convert("RGBA"))
        return np.asarray(picture.convert("L"), dtype="float64") / 255


def _at_most(sides):
    """Return the sides in their ratio, the longer one of at most so many pixels."""
    smaller = min(1, _LONGEST_SIDE / max(sides))
    return tuple(max(1, round(smaller * side)) for side in sides)


def _fitted(picture, image_shape):
    if picture.shape == image_shape:
        return picture
    height, width = image_shape
    image = Image.fromarray(picture.astype("float32"))
    return np.clip(np.asarray(ImageOps.pad(image, (width, height), Image.Resampling.BOX), dtype="float64"), 0, 1)


def _gets_bars(size, image_shape):
    height, width = image_shape
    return ImageOps.contain(Image.new("1", size[::-1]), (width, height)).size != (width, height)


def _notes_on_sizes(sizes, common, image_shape):
    """Give a sentence for each thing that was done to pictures because of their size."""
    new = {"height": f"{image_shape[0]}", "width": f"{image_shape[1]}"}
    others = {size: number for size, number in sizes.items() if size != image_shape}
    if image_shape == _at_most(common) and common in others:
        others.pop(common)
        old = {"old_height": f"{common[0]}", "old_width": f"{common[1]}"}
        yield _(
            "Most pictures had {old_height} x {old_width} pixels, and were made smaller: {height} x {width}.",
            **old,
            **new,
        )
    if others:
        yield counted(
            "{number} picture had another size than {height} x {width} pixels, and was made smaller or larger.",
            "{number} pictures had other sizes than {height} x {width} pixels, and were made smaller or larger.",
            sum(others.values()),
            **new,
        )
    n_with_bars = sum(number for size, number in others.items() if _gets_bars(size, image_shape))
    if n_with_bars:
        yield counted(
            "{number} picture of another shape got black bars at two sides; a network learns them, too.",
            "{number} pictures of another shape got black bars at two sides; a network learns them, too.",
            n_with_bars,
        )


def _notes_on_files(broken):
    if broken:
        shown = ", ".join(broken[:_N_NAMED]) + (" ..." if len(broken) > _N_NAMED else "")
        yield counted(
            "{number} file cannot be read as a picture and was left out: {files}.",
            "{number} files cannot be read as pictures and were left out: {files}.",
            len(broken),
            files=shown,
        )
