"""A question: judges an answer, says what it finds, and remembers how often it was tried."""

from IPython.display import display

from autoenc_lessons.checks.judging import genuine, trial
from autoenc_lessons.checks.judging.feedback import (
    NOT_ATTEMPTED,
    RIGHT,
    UNCHECKED,
    WRONG,
    Feedback,
    NotAttempted,
    Unchecked,
)
from autoenc_lessons.checks.judging.feedback import Wrong as WrongAnswer
from autoenc_lessons.checks.judging.process_state import open_streams
from autoenc_lessons.language import _

__all__ = ["Question", "SECONDS_WITH_TRAINING", "question"]

_SECONDS = 20
SECONDS_WITH_TRAINING = 120


class Question:
    """A question of an exercise; call it with an answer to see feedback.

    Parameters
    ----------
    judge : callable
        Takes the answer, and `seed` for the data to try it on. Returns why the right answer matters; raises
        NotAttempted, Unchecked or Wrong otherwise.
    seconds : float
        How long the judging may take, endless loops in the answer included.
    """

    def __init__(self, judge, *, seconds=_SECONDS):
        self._judge, self.seconds = judge, seconds
        self._n_wrong = 0
        self.__name__, self.__doc__ = judge.__name__, judge.__doc__

    def __call__(self, *answer):
        """Show what is right or wrong with an answer; never raise, and never take longer than the time limit."""
        with open_streams(), genuine.in_use():
            feedback = self.judge(*answer)
            self._n_wrong += feedback.verdict == WRONG
            display(feedback.as_shown(attempt=self._n_wrong), raw=True)

    def judge(self, *answer, seed=0):
        """Return the feedback to an answer, tried on data that are drawn from `seed`.

        Returns
        -------
        Feedback
        """
        try:
            text = trial.run(lambda: self._judge(*answer, seed=seed), seconds=self.seconds)
        except NotAttempted:
            return Feedback(NOT_ATTEMPTED)
        except Unchecked as reason:
            return Feedback(UNCHECKED, str(reason))
        except WrongAnswer as wrong:
            return Feedback(WRONG, wrong.part, wrong.hints)
        except trial.TimeUp:
            advice = _("does a loop never end, or is there too much to compute?")
            return Feedback(
                UNCHECKED,
                _(
                    "Your answer did not come to an end within {seconds} seconds; {advice}",
                    seconds=self.seconds,
                    advice=advice,
                ),
            )
        except trial.StillRunning:
            return Feedback(UNCHECKED, _("Your answer is still running and cannot be stopped; restart the kernel."))
        except KeyboardInterrupt:
            return Feedback(UNCHECKED, _("The check was stopped by hand; run the cell again."))
        except trial.RaisedInterrupt:
            return Feedback(
                UNCHECKED, _("Your answer raises KeyboardInterrupt, as the stop button does; take that line out.")
            )
        except SystemExit:
            return Feedback(UNCHECKED, _("Your answer ends Python (exit or quit); take that line out."))
        except BaseException as error:  # an answer can be anything; a learner needs one sentence
            return Feedback(
                UNCHECKED, _("Your answer cannot be used: it leads to a {error}.", error=type(error).__name__)
            )
        return Feedback(RIGHT, text)

    def grade(self, *answer, seed):
        """Raise unless an answer is right on data that are drawn from `seed`: for a class that is graded.

        Raises
        ------
        AssertionError
            With the feedback, so that it can be read beside the grade.
        """
        with genuine.in_use():
            feedback = self.judge(*answer, seed=seed)
            is_right = feedback.is_right
        if not is_right:
            raise AssertionError(feedback.as_shown(attempt=0)["text/plain"])


def question(judge=None, *, seconds=_SECONDS):
    """Make a question of a function that judges its answer."""
    if judge is None:
        return lambda judge: Question(judge, seconds=seconds)
    return Question(judge, seconds=seconds)
