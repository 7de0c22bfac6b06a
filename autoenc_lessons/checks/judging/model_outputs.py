"""What comes out of a learner's model."""

from autoenc_lessons.checks.judging import trial
from autoenc_lessons.checks.judging.answers import as_table
from autoenc_lessons.checks.judging.feedback import Wrong
from autoenc_lessons.language import _

__all__ = ["outputs_of"]


def outputs_of(model, name, samples, *hints, n_outputs=None):
    """Return what a model makes of samples, as a table.

    Parameters
    ----------
    model : keras.Model
        Of any kind; it is built if it was not.
    name : str
        Such as "the encoder".
    samples : ndarray, shape (n_samples, n_features)
    *hints : str
        What leads on, if the model does not take these samples.
    n_outputs : int, optional
        How many numbers are asked of each sample; any number by default.

    Returns
    -------
    ndarray of float64, shape (n_samples, n_outputs)
    """
    try:
        outputs = trial.apart(lambda: model(samples))
    except trial.RaisedInterrupt:
        raise
    except Exception as error:  # a model can fail in any way
        raise Wrong(
            _(
                "{Name} stops with {error} when it gets samples with {number} numbers.",
                Name=name[0].upper() + name[1:],
                error=type(error).__name__,
                number=samples.shape[1],
            ),
            *hints,
        ) from error
    return as_table(outputs, _("What comes out of {name}", name=name), (len(samples), n_outputs))
