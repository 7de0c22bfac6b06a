"""What a model was compiled with, as far as it matters to the training loop, and when XLA pays."""

import functools
import inspect

import keras

from autoenc_lessons.inputs.values import as_switch

__all__ = ["ask_for_xla", "asked_for_xla", "xla_asked_and_used"]

# On networks of 17 to 5000 weights it wins back the time that it takes to compile after 700 to 7500 steps.
_STEPS_THAT_PAY_FOR_XLA = 3000


def xla_asked_and_used(autoencoder, use_xla, *, steps, batch_size):
    """Return whether XLA was asked for (None where nobody said so), and whether it is to compile the steps."""
    asked = as_switch(use_xla, name="use_xla")
    asked = asked_for_xla(autoencoder) if asked is None else asked
    pays = batch_size is None and steps >= _STEPS_THAT_PAY_FOR_XLA
    return asked, pays if asked is None else asked


def asked_for_xla(autoencoder):
    """Return the `jit_compile` that the model was compiled with: True, False, or None where Keras was to choose."""
    return getattr(autoencoder, "_course_jit_compile", None)


def ask_for_xla(autoencoder, asked):
    """Note for a model that was made elsewhere what `asked_for_xla` returned there."""
    autoencoder._course_jit_compile = asked


def _noting(compile_model):
    """Keep what Keras forgets: on a processor it makes False of "auto", and then nobody knows which of them it was."""
    signature = inspect.signature(compile_model)

    @functools.wraps(compile_model)
    def compile_and_note(self, *arguments, **keywords):
        compile_model(self, *arguments, **keywords)
        asked = signature.bind(self, *arguments, **keywords).arguments.get("jit_compile", "auto")
        self._course_jit_compile = None if asked in ("auto", None) else bool(asked)
        # Steps that were compiled for another loss or optimizer hold no longer.
        self._course_steps = None

    return compile_and_note


# At the class that defines it. Put into `keras.Model`, it would look like a `compile` of a learner's own, and Keras
# would not compile a model that it loads.
_owner = next(owner for owner in keras.Model.__mro__ if "compile" in vars(owner))
_owner.compile = _noting(_owner.compile)
