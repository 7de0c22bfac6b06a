"""A pad to draw a digit on, and all ten digits in the hand that a conditional autoencoder reads from it."""

import numpy as np

from autoenc_lessons import figures
from autoenc_lessons.explorers.letters import ALPHABET, shades_as_letters
from autoenc_lessons.explorers.live import blanks, show_live
from autoenc_lessons.explorers.network import read_network
from autoenc_lessons.explorers.pad import as_examples, words_of_pad
from autoenc_lessons.explorers.stored_network import layers_in_letters
from autoenc_lessons.inputs.labels import as_labels
from autoenc_lessons.inputs.shades import as_pictures
from autoenc_lessons.language import _

__all__ = ["handwriting"]


def handwriting(encoder, decoder, pictures, labels, *, image_shape, title=None):
    """Show a pad to draw a digit on, and what a conditional autoencoder makes of its code with each label.

    A static picture comes first; it shows pictures, and each of them with every label. In the live figure under it, the
    reader draws by pointer, by finger or by the arrow keys, and says which digit it is. It works without a kernel.

    Parameters
    ----------
    encoder : keras.Model
        (n_pictures, n_pixels + n_labels) to (n_pictures, latent_dim), of dense layers: the label follows the pixels as
        a 1 among zeros. Of one that ends with a `Sampling` layer, the means are taken.
    decoder : keras.Model
        (n_pictures, latent_dim + n_labels) to (n_pictures, n_pixels), of dense layers.
    pictures : array-like, shape (n_pictures, n_pixels)
        Shades from 0 (black) to 1 (white). The first six can be put onto the pad.
    labels : array-like of int, shape (n_pictures,)
        What they show, from 0 on; there are as many labels as the largest of these numbers and 1.
    image_shape : pair of int
        Height and width of a picture in pixels.
    title : str, optional
        What one sees, in a sentence, to stand above the static picture.

    Raises
    ------
    TypeError, ValueError
        If the pictures are no finite shades or have another shape, if the labels are no whole numbers from 0 on, or if
        a model is none, is not made of dense layers or does not take what it is given.
    """
    pictures, image_shape = as_pictures(pictures, image_shape, name="pictures")
    labels = as_labels(labels, len(pictures), of="pictures")
    if labels.min() < 0:
        raise ValueError(f"labels must be numbers from 0 on; the smallest is {labels.min()}.")
    n_labels = int(labels.max()) + 1
    examples = as_examples(None, pictures, image_shape)
    known = np.eye(n_labels)[labels[: len(examples)]]
    given = np.hstack([examples, known])
    encode = read_network(
        encoder,
        given,
        model_name="encoder",
        data_name=f"pictures with {n_labels} numbers for the label",
        gives_means=True,
    )
    codes = encode(given)
    decode = read_network(
        decoder,
        np.hstack([codes, known]),
        model_name="decoder",
        data_name=f"codes with {n_labels} numbers for the label",
    )
    written = [decode(np.hstack([codes, np.tile(label, (len(codes), 1))])) for label in np.eye(n_labels)]
    if written[0].shape != examples.shape:
        raise ValueError(f"The decoder must return pictures of {examples.shape[1]} pixels, not {written[0].shape[1]}.")
    figures.show(_static_picture(examples, labels, written, image_shape, title))
    data = {
        "imageShape": list(image_shape),
        "letters": ALPHABET,
        "encoder": layers_in_letters(encode.layers),
        "decoder": layers_in_letters(decode.layers),
        "nLabels": n_labels,
        "pictures": shades_as_letters(examples),
        "labels": labels[: len(examples)].tolist(),
        "words": words_of_pad() | _words(),
    }
    show_live("handwriting", data, offer=_("draw a digit and see all digits in your handwriting"))


def _words():
    return {
        "label": _("You say that it is"),
        "all": _("All digits in this handwriting"),
        "written": _("A {label}"),
        "error": _(
            "Drawn as a {label}. The copy with that label has a mean squared error of {error}.",
            **blanks("label", "error"),
        ),
    }


def _static_picture(examples, labels, written, image_shape, title):
    rows = {
        _("picture {number}, a {label}", number=k + 1, label=labels[k]): np.vstack(
            [picture, *(one[k] for one in written)]
        )
        for k, picture in enumerate(examples)
    }
    columns = [_("original"), *map(str, range(len(written)))]
    ax = figures.picture_rows(rows, image_shape, column_names=columns, smooth=True, title=title)
    again = np.mean([(written[label][k] - examples[k]) ** 2 for k, label in enumerate(labels[: len(examples)])])
    ax.caption = _(
        "{number} pictures, and each of them with each label from 0 to {last}. Copied with their own label, they have "
        "a mean squared error of {error}.",
        number=f"{len(examples)}",
        last=f"{len(written) - 1}",
        error=f"{again:.2g}",
    )
    return ax
