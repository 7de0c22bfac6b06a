"""All small patches of two photographs, in a file."""

from autoenc_lessons.inputs.values import as_count, as_switch
from autoenc_lessons.photographs import check_side, grey_photographs, turns, windows
from autoenc_lessons.streams.writing import write_blocks

__all__ = ["write_patches"]

_LINES_AT_ONCE = 16


def write_patches(path, *, size=8, turned=False, again=False):
    """Write all square grey patches of two photographs, a temple and a flower, into a .npy file.

    The photographs come with scikit-learn, 427 x 640 pixels each. A patch begins at each pixel, so that neighbouring
    rows of the file show nearly the same: shuffle them. What one patch shows, some 60 others show, too; to judge on new
    patches, keep a whole part of a photograph aside.

    Parameters
    ----------
    path : str or os.PathLike
        The file to write; folders that are not there are made. A file that holds these patches already is kept.
    size : int
        Height and width of a patch in pixels, from 2 to 427.
    turned : bool
        Whether to write the patches of each photograph in all eight positions, turned by quarters and mirrored.
    again : bool
        Whether to write a file anew that holds these patches already.

    Returns
    -------
    pathlib.Path
        The file, which holds float32 shades from 0 (black) to 1 (white): for patches of 8 x 8 pixels, 531 720 rows
        (136 MB), and turned 4 253 760 (1.1 GB).

    Raises
    ------
    TypeError, ValueError
        If a number is out of its range, if there is another file at `path`, which stays, or if it cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = write_patches(f"{folder}/patches.npy", size=2)
    ...     np.load(file, mmap_mode="r").shape
    (544428, 4)
    """
    size, turned = as_count(size, name="size", smallest=2), as_switch(turned, name="turned")
    photographs = grey_photographs()
    check_side(size, photographs, name="size")
    if turned:
        photographs = [turn for photograph in photographs for turn in turns(photograph)]
    cuts = [windows(photograph, size) for photograph in photographs]
    shape = (sum(cut.shape[0] * cut.shape[1] for cut in cuts), size * size)
    return write_blocks(path, shape, _blocks(cuts, size), again=again)


def _blocks(cuts, size):
    for cut in cuts:
        for line in range(0, len(cut), _LINES_AT_ONCE):
            yield cut[line : line + _LINES_AT_ONCE].reshape(-1, size * size).astype("float32")
