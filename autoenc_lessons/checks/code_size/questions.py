"""The questions to the fourth lesson: held-out pictures, the size of the code, and when to stop."""

import numpy as np

from autoenc_lessons import measures
from autoenc_lessons.checks.code_size.leaks import hint_for_leak
from autoenc_lessons.checks.code_size.materials import held_out_pca_error, split_digits, trained
from autoenc_lessons.checks.code_size.patience import hint_for_patience, patient_place
from autoenc_lessons.checks.code_size.splits import check_split, split_parts
from autoenc_lessons.checks.code_size.three_models import as_three_models, check_chain
from autoenc_lessons.checks.judging.answers import as_choice, as_number, call, told_apart
from autoenc_lessons.checks.judging.feedback import Wrong
from autoenc_lessons.checks.judging.question import SECONDS_WITH_TRAINING, question
from autoenc_lessons.language import _, marked

__all__ = ["diagnose", "full_width", "held_out_pca", "repair", "split", "stop_with_patience"]

_MOST_PARAMETERS = 20_000
# Wider than what randomised solvers are off by, and narrower than any leak from pictures as few as these.
_SOLVERS = 4e-3


@question
def full_width(error, why, *, seed):
    """Judge PCA's held-out error with as many axes as features, and what it is worth."""
    error, because = as_number(error, "error"), as_choice(why, "why", "abc")
    expected = held_out_pca_error(*split_digits(1000, seed), 64)
    if abs(error - expected) > 1e-6:
        raise Wrong(
            _("The error is not {error}.", error=f"{error:.3g}"),
            _("How many directions are there in a space with 64 features, and how many does this PCA keep?"),
            _("What is lost is what lies along the axes that are not kept."),
        )
    if because != "b":
        raise Wrong(
            _("The error is right, what it is worth is not."),
            _("How many numbers go in, and how many are stored?"),
            _("Would random axes at right angles, 64 of them, do any worse?"),
        )
    return _("An error is worth something only beside the size of the code. With enough units, copying is no art.")


@question
def split(function, *, seed):
    """Judge a function of `x`, `labels`, `n_training` and `seed` that splits samples with their labels."""
    generator = np.random.default_rng(seed)
    for n_samples, n_training in [(200, 150), (90, 30)]:
        # Enough of each label for a split that keeps their shares.
        labels = np.sort(np.arange(n_samples) % 10)
        x = np.column_stack([np.arange(n_samples), 100 * labels, generator.normal(size=n_samples)])
        first, again, other = (
            split_parts(function, x, labels, n_training, number) for number in (seed, seed, seed + 1)
        )
        check_split(*first, x, labels)
        if not all(np.array_equal(part, same) for part, same in zip(first, again, strict=True)):
            raise Wrong(
                _("The same seed gives another split the second time."),
                _("Which generator draws your order, and who has seeded it?"),
                _("np.random.default_rng(seed) makes a generator that begins anew each time."),
            )
        if np.array_equal(first[0], other[0]):
            raise Wrong(
                _("Another seed gives the same split."),
                _("What does your function do with its parameter seed?"),
                _("np.random.default_rng(seed) begins elsewhere for each seed."),
            )
    return _("Shuffled together, cut once: no picture on both sides, and no label lost.")


@question
def held_out_pca(function, *, seed):
    """Judge a function of `training`, `held_out` and `latent_dim` that lets PCA see the training pictures alone."""
    for n_training, latent_dim in [(60, 8), (20, 4), (300, 16), (40, 2)]:
        training, held_out = split_digits(n_training, seed)
        answer = call(function, training, held_out, latent_dim, name="held_out_pca")
        error = as_number(answer, _("The result of held_out_pca"))
        if not np.isclose(error, held_out_pca_error(training, held_out, latent_dim), rtol=_SOLVERS, atol=0):
            raise Wrong(
                _(
                    "For {n_training} training pictures and {latent_dim} units it gives {error}.",
                    n_training=n_training,
                    latent_dim=latent_dim,
                    error=f"{error:.4g}",
                ),
                hint_for_leak(error, training, held_out, latent_dim),
                _(
                    "Fit on the training pictures. Transform the held-out ones and turn them back. The mean is a "
                    "fit, too."
                ),
            )
    return _("Whatever is computed from pictures, even their mean, must not see those that judge.")


_HINTS_FOR_ILLNESS = {
    "c": marked(
        "A narrower code copies no picture better, and in run B it costs more than it saves by overfitting less."
    ),
    "d": marked(
        "PCA stands beside it, with as many numbers and the same pictures, and does better. So better can be had."
    ),
}


@question
def diagnose(run_a, run_b, *, seed):
    """Judge what is the matter with two runs."""
    chosen = {"A": as_choice(run_a, "run_a", "abcd"), "B": as_choice(run_b, "run_b", "abcd")}
    for name, right, hint in [
        ("A", "b", _("Which is worse on its own training pictures: run A or PCA? And has its curve come to rest?")),
        ("B", "a", _("How far are the two curves of run B apart, and which way does the upper one go at the end?")),
    ]:
        if chosen[name] != right:
            raise Wrong(
                _("Run {name} needs something else.", name=name),
                _(_HINTS_FOR_ILLNESS[chosen[name]]) if chosen[name] in _HINTS_FOR_ILLNESS else hint,
                _("Bad on its own pictures: too little training. Good on those and bad on others: too few pictures."),
            )
    return _("Two numbers tell the two illnesses apart: the error on training pictures, and the error on others.")


@question
def stop_with_patience(function, *, seed):
    """Judge a function of `errors` and `patience` that stops early and returns the place of the best error so far."""
    generator = np.random.default_rng(seed)
    # The short ones are to be played by hand; the last three have a rise after each fall, a slow fall after a rise,
    # and a level.
    fixed = [
        ([5, 4, 3, 3.5, 3.6, 1], 2),
        ([5, 4, 3, 3.5, 3.6, 1], 3),
        ([3, 2, 1], 4),
        ([5, 6, 4, 4.5, 3, 3.2, 1, 2], 3),
        ([5, 3, 4, 3.5, 3.4, 1], 3),
        ([5, 3, 3, 3, 3, 1], 2),
    ]
    drawn = [(np.exp(generator.normal(size=8)) + 4 / np.arange(1, 9), int(generator.integers(1, 4))) for _ in range(40)]
    for number, (errors, patience) in enumerate(fixed + drawn):
        errors = np.round(np.array(errors, dtype="float64"), 2)
        answer = call(function, errors, patience, name="stop_with_patience")
        place = as_number(answer, _("The result of stop_with_patience"))
        expected = patient_place(errors, patience)
        if place != expected:
            raise Wrong(
                _(
                    "For errors {listed} and a patience of {patience} it gives {place}.",
                    listed=", ".join(f"{error:g}" for error in errors),
                    patience=patience,
                    place=f"{place:g}",
                ),
                hint_for_patience(place, errors, patience, is_first=number == 0),
                _("Remember the best error so far and its place. How many looks ago was it?"),
            )
    return _("Patience gives a rise a second chance, and still ends the training without knowing what would have come.")


@question(seconds=SECONDS_WITH_TRAINING)
def repair(function, *, seed):
    """Judge a function of `latent_dim` that builds an autoencoder whose code is its narrowest place."""
    training, held_out = split_digits(1000, seed)

    def build(latent_dim):
        return as_three_models(call(function, latent_dim, name="build"), "build", training.shape[1], latent_dim)

    for latent_dim in (32, 24):
        models = build(latent_dim)
        check_chain(*models, held_out[:20])
        _check_parameters(models[2])
        models = trained(build, training, latent_dim)
        # Once more: training may have opened a path past the code.
        error = measures.reconstruction_error(held_out, check_chain(*models, held_out))
        rival = held_out_pca_error(training, held_out, latent_dim // 2)
        if not error < rival:
            got, least = told_apart(error, rival, ".4f")
            raise Wrong(
                _(
                    "With {latent_dim} code units it ends at {got}; PCA has {least} with half as many.",
                    latent_dim=latent_dim,
                    got=got,
                    least=least,
                ),
                *_hints_for_repair(models[:2], latent_dim),
            )
    return _("Where every number has to pass, the narrowest layer decides how wide a code really is.")


def _hints_for_repair(halves, latent_dim):
    narrowest = min(getattr(layer, "units", latent_dim) for model in halves for layer in model.layers)
    if narrowest < latent_dim:
        return (
            _("Follow a picture through the layers, and count its numbers at each. Where are they fewest?"),
            _(
                "There is a layer of {narrowest} units on the way. What use are {latent_dim} code units, if only "
                "{narrowest} numbers get past it?",
                narrowest=narrowest,
                latent_dim=latent_dim,
            ),
        )
    return (
        _(
            "No Dense layer of yours is narrower than the code. Is there something else that keeps numbers "
            "back, such as an activation that hardly lets any through?"
        ),
        _("Start from what the lesson builds, and change one thing at a time."),
    )


def _check_parameters(autoencoder):
    if autoencoder.count_params() > _MOST_PARAMETERS:
        raise Wrong(
            _(
                "It has {parameters} parameters; {most_parameters} are the most.",
                parameters=autoencoder.count_params(),
                most_parameters=_MOST_PARAMETERS,
            ),
            _("One hidden layer on each side is enough."),
            _("A hidden layer need not be wider than the picture."),
        )
