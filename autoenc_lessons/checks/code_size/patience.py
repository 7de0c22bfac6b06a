"""Where a training that stops with patience stops, and what a wrong place says of the mistake."""

import numpy as np


def patient_place(errors, patience):
    """Return the place of the lowest error until no new lowest one has come for `patience` looks."""
    best = 0
    for place, error in enumerate(errors):
        if error < errors[best]:
            best = place
        elif place - best >= patience:
            break
    return best


def hint_for_patience(place, errors, patience):
    """Return what leads on from a place that is not the asked one."""
    expected = patient_place(errors, patience)
    if place == expected + patience:
        return "There the training stops. Asked is the place of the best error until then."
    if place > expected and np.any(errors[expected + 1 :] == errors[expected]):
        return "Is an error that is as low as the lowest a new lowest one?"
    if place == np.argmin(errors) or place == patient_place(errors, patience + 1):
        return "It stops too late, or never. After which look have the last looks brought no new lowest error?"
    if place == patient_place(errors, patience - 1):
        return "It stops too early. How many looks after the lowest error may pass?"
    return "Places are counted from 0. Go through these errors by hand: at which looks is there a new lowest one?"
