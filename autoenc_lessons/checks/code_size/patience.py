"""Where a training that stops with patience stops, and what a wrong place says of the mistake."""

import numpy as np

from autoenc_lessons.language import _

__all__ = ["hint_for_patience", "patient_place"]


def patient_place(errors, patience):
    """Return the place of the lowest error until no new lowest one has come for `patience` looks."""
    best = 0
    for place, error in enumerate(errors):
        if error < errors[best]:
            best = place
        elif place - best >= patience:
            break
    return best


def hint_for_patience(place, errors, patience, *, is_first=False):
    """Return what leads on from a place that is not the asked one, of the first errors that are tried or of later ones.

    Who has the first ones right counts from 0, and returns places.
    """
    expected = patient_place(errors, patience)
    if is_first and place in (expected + 1, errors[expected]):
        return _("Is this an error, or a place counted from 1? Asked is the place of the lowest error, counted from 0.")
    if place == expected + patience:
        return _("There the training stops. Asked is the place of the best error until then.")
    if place > expected and np.any(errors[expected + 1 :] == errors[expected]):
        return _("Is an error that is as low as the lowest a new lowest one?")
    if place == np.argmin(errors) or place == patient_place(errors, patience + 1):
        return _("It stops too late, or never. After which look have the last looks brought no new lowest error?")
    if place == patient_place(errors, patience - 1):
        return _("It stops too early. How many looks after the lowest error may pass?")
    if place == len(errors) - 1 and len(errors) - expected <= patience:
        return _("Here the errors end before patience does. Asked is still the place of the lowest.")
    if place == _place_without_a_new_count(errors, patience):
        return _("How many looks it has waited must be counted anew after each new lowest error.")
    return _("Go through these errors by hand: at which looks is there a new lowest one?")


def _place_without_a_new_count(errors, patience):
    best = waited = 0
    for place, error in enumerate(errors):
        if error < errors[best]:
            best = place
        elif place > 0:
            waited += 1
        if waited == patience:
            break
    return best
