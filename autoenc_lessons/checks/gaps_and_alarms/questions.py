"""The questions about counting by hand, the error of hidden entries, and gaps that have a reason."""

import numpy as np

from autoenc_lessons.checks.gaps_and_alarms.results import is_nan
from autoenc_lessons.checks.judging.answers import as_choice, as_number, call
from autoenc_lessons.checks.judging.feedback import Wrong
from autoenc_lessons.checks.judging.question import question
from autoenc_lessons.language import _, marked

__all__ = ["for_a_reason", "hidden_error", "two_precisions"]

_AT_3, _ADJUSTED, _PLAIN = 1 / 3, 4 / 5, 1 / 2


@question
def two_precisions(precision_at_3, adjusted_precision, *, seed):
    """Judge the precision at 3 of six rows, and that of an alarm on a series after it was adjusted by points."""
    top = as_number(precision_at_3, "precision_at_3")
    adjusted = as_number(adjusted_precision, "adjusted_precision")
    if not np.isclose(top, _AT_3, atol=0.005):
        raise Wrong(
            _("The precision at 3 is not {number}.", number=f"{top:.4g}"),
            _hint_for_top(top),
            _("Look at the three highest scores only. How many of these three rows are faulty?"),
        )
    if not np.isclose(adjusted, _ADJUSTED, atol=0.005):
        raise Wrong(
            _(
                "The precision at 3 is right. The adjusted precision is not {number}.",
                number=f"{adjusted:.4g}",
            ),
            _hint_for_adjusted(adjusted),
            _("Write down the hours that ring after the adjustment. How many of them are in the fault?"),
        )
    return _(
        "One lucky hour counts as four, and the precision rises from 0.5 to 0.8. The alarm has not become any better."
    )


def _hint_for_top(top):
    if np.isclose(top, 100 * _AT_3, atol=0.5):
        return _("A share lies between 0 and 1: this is in per cent.")
    if np.isclose(top, 2 / 3, atol=0.005):
        return _("Among the three highest scores there are fewer faulty rows than that.")
    return _("Precision at 3: three rows are looked at, and it is the share of faulty rows among them.")


def _hint_for_adjusted(adjusted):
    if np.isclose(adjusted, 100 * _ADJUSTED, atol=0.5):
        return _("A share lies between 0 and 1: this is in per cent.")
    if np.isclose(adjusted, _PLAIN, atol=0.005):
        return _("This is the precision before the adjustment. Which hours ring after it?")
    if np.isclose(adjusted, 1, atol=0.005):
        return _(
            "This is the share of the fault's hours that ring. Asked is the share of ringing hours that are right."
        )
    return _("Hour 5 belongs to the fault and rings. What does the adjustment do with hours 4, 6 and 7?")


@question
def hidden_error(function, *, seed):
    """Judge a function that gives the mean squared error over the entries that are both known and hidden."""
    generator = np.random.default_rng(seed)
    for n_rows, n_columns in [(40, 6), (7, 5), (120, 3)]:
        x = generator.normal(2, 1, size=(n_rows, n_columns))
        copies = x + generator.normal(0, 0.7, size=x.shape)
        known, hidden = generator.random(x.shape) < 0.75, generator.random(x.shape) < 0.35
        # Whatever the chance, all four kinds of entries are there, and some row in which nothing counts.
        known[:2, :2], hidden[:2, :2], hidden[-1] = [[1, 1], [0, 0]], [[1, 0], [1, 0]], False
        x[~known] = np.nan
        answer = call(function, x, copies, known, hidden, name="hidden_error")
        if is_nan(answer):
            raise Wrong(
                _("For a table with gaps it gives NaN."),
                _("In the gaps, x is NaN. NaN times 0 is NaN again, and so is each sum with NaN in it."),
                _("Take out the entries that count before you add: table[mask] gives those where mask is True."),
            )
        result = as_number(answer, _("The result of hidden_error"))
        right = np.mean((x - copies)[known & hidden] ** 2)
        if not np.isclose(result, right, rtol=1e-4):
            raise Wrong(
                _(
                    "For {rows} rows and {columns} columns it gives {result}; right is {right}.",
                    rows=n_rows,
                    columns=n_columns,
                    result=f"{result:.4g}",
                    right=f"{right:.4g}",
                ),
                _hint_for_hidden(result, x, copies, known, hidden),
                _("Which entries count is a table of True and False: known & hidden. Average over these alone."),
            )
    return _("Only what the network did not see, and what somebody knows, can tell how well it fills gaps.")


def _hint_for_hidden(result, x, copies, known, hidden):
    counts, squares = known & hidden, np.where(known, (np.nan_to_num(x) - copies) ** 2, 0)
    as_zeros = (np.nan_to_num(x) - copies) ** 2
    rows = counts.any(axis=1)
    by_row = np.sum(squares * counts, axis=1)[rows] / counts.sum(axis=1)[rows]
    total = np.sum(squares[counts])
    errors = np.abs(np.nan_to_num(x) - copies)[counts]
    known_mistakes = [
        (np.mean(squares[known]), _("This averages over all known entries, those that the network saw among them.")),
        (np.mean(squares[known & ~hidden]), _("This is the error of the known entries that were not hidden.")),
        (np.mean(as_zeros[hidden]), _("Some hidden entries are gaps: nobody knows the truth there, and it is not 0.")),
        (
            np.mean(as_zeros[known | hidden]),
            _("An entry counts if it is known and hidden; here one of both is enough."),
        ),
        (np.mean(as_zeros), _("This averages over all entries, whether they are known, hidden or neither.")),
        (total / x.size, _("The sum is right. It is divided by the number of all entries; how many of them count?")),
        (total / known.sum(), _("The sum is right. It is divided by the number of known entries; how many count?")),
        (total / hidden.sum(), _("The sum is right. It is divided by the number of hidden entries; are all known?")),
        (total / len(x), _("The sum is right. It is divided by the number of rows; how many entries count?")),
        (total, _("This is the sum. Asked is the mean.")),
        (np.sqrt(total / counts.sum()), _("This is the root of the mean squared error.")),
        (np.mean(errors), _("These are absolute errors. Asked are squared ones.")),
        (np.mean(by_row), _("Each row has the same weight here. Each entry that counts must have the same weight.")),
    ]
    found = [hint for wrong, hint in known_mistakes if np.isclose(result, wrong, rtol=1e-4)]
    return found[0] if found else _("Try it by hand on a table of two rows and two columns, one entry of each kind.")


_AGAINST = {
    "a": marked("Hidden temperatures are known ones, however many you hide: none of them is above 27 degrees."),
    "b": marked("With a hundred times as many rows, the lost temperatures are filled as badly: both are printed."),
    "d": marked("The error of hidden temperatures is small here, and the lost ones are far off. It cannot tell."),
}


@question
def for_a_reason(which, why, *, seed):
    """Judge what would have warned of gaps that have a reason, and why they are filled badly."""
    chosen, because = as_choice(which, "which", "abcd"), as_choice(why, "why", "1234")
    if chosen != "c":
        raise Wrong(
            _(_AGAINST[chosen]),
            _("The error of hidden temperatures says nothing about those of another kind. Which kind was lost?"),
            _("From where could a true temperature above 27 degrees come, if not from this sensor?"),
        )
    if because != "2":
        raise Wrong(
            _("The choice is right, the reason is not."),
            _hint_for_reason(because),
            _("Compare the rows that the rule learned from with those that it has to fill. In what do they differ?"),
        )
    return _("What no row shows, no filler can learn, and no hidden entry can test. Ask why entries are missing.")


def _hint_for_reason(because):
    if because == "1":
        return _("Look at both printed lines: what do a hundred times as many rows change for the lost temperatures?")
    if because == "3":
        return _("The three other readings are never missing. So each row has as much to guess from as any other.")
    return _("The hidden temperatures were left out when the rule was fitted, and their errors are the small ones.")
