"""A folder of pictures as people have it: several sizes, colours and formats, and files that are no pictures."""

from collections import Counter
from pathlib import Path
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageOps

from autoenc_lessons.inputs.shades import as_image_shape
from autoenc_lessons.language import counted

__all__ = ["PictureFolder", "from_folder"]

_N_NAMED = 3
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
        Height and width in pixels that all get; by default those of most pictures. Another picture is made smaller or
        larger, and has black edges where its sides have another ratio.

    Returns
    -------
    PictureFolder
        Colours have become shades; files that cannot be read as pictures are named in its notes.

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
            found[name] = _shades(file)
        except Exception:  # a broken file can fail in any way inside Pillow; the others must not suffer
            broken.append(name)
    if not found:
        others = f"; none of its {len(broken)} files can be read as one" if broken else ""
        raise ValueError(f"There is no picture in the folder {folder.resolve().name}{others}.")
    sizes = Counter(picture.shape for picture in found.values())
    image_shape = sizes.most_common(1)[0][0] if image_shape is None else as_image_shape(image_shape)
    notes = _notes(sizes, image_shape, broken)
    pictures = np.array([_fitted(picture, image_shape).ravel() for picture in found.values()])
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


def _fitted(picture, image_shape):
    if picture.shape == image_shape:
        return picture
    height, width = image_shape
    image = Image.fromarray(picture.astype("float32"))
    return np.clip(np.asarray(ImageOps.pad(image, (width, height), Image.Resampling.BOX), dtype="float64"), 0, 1)


def _notes(sizes, image_shape, broken):
    notes = []
    n_other = sum(number for size, number in sizes.items() if size != image_shape)
    if n_other:
        notes.append(
            counted(
                "{number} picture had another size than {height} x {width} pixels, and was fitted to it.",
                "{number} pictures had other sizes than {height} x {width} pixels, and were fitted to it.",
                n_other,
                height=f"{image_shape[0]}",
                width=f"{image_shape[1]}",
            )
        )
    if broken:
        shown = ", ".join(broken[:_N_NAMED]) + (" ..." if len(broken) > _N_NAMED else "")
        notes.append(
            counted(
                "{number} file cannot be read as a picture and was left out: {files}.",
                "{number} files cannot be read as pictures and were left out: {files}.",
                len(broken),
                files=shown,
            )
        )
    return notes
