"""Real numbers out of whatever holds them: nothing is dropped without a word, and what is no number is named."""

import contextlib
import decimal
import numbers

import keras
import numpy as np
import scipy.sparse
import tensorflow as tf

__all__ = ["as_numbers", "column_of", "kind_of"]

_KINDS = {"c": "complex numbers", "M": "dates", "m": "spans of time", "U": "text", "S": "text", "T": "text"}
_ADVICE = {
    "complex numbers": "pass its real part, or the real and the imaginary part as features of their own",
    "text": "turn it into numbers, or drop it",
    "dates": "turn them into numbers, such as days since the first, or drop them",
    "spans of time": "turn them into numbers, such as seconds, or drop them",
    "categories": "give each category a column of 0 and 1 (one-hot), or drop it",
}


def as_numbers(data, *, name):
    """Return `data` as an array of real numbers, each of the type that it has.

    Parameters
    ----------
    data : array-like
        An array, a list, a tensor, or a pandas table whose columns all hold numbers.
    name : str
        What to call the data in an error message.

    Returns
    -------
    ndarray of whole numbers, floats or booleans
        Maybe `data` itself, not a copy.

    Raises
    ------
    TypeError
        If it holds anything but real numbers, or numbers with a unit.
    ValueError
        If a value is missing or masked.
    """
    if _is_pandas(data):
        return _from_pandas(data, name)
    _refuse_what_asarray_drops(data, name)
    if isinstance(data, (list, tuple)):
        for row in data:
            _refuse_what_asarray_drops(row, name)
    try:
        values = np.asarray(data)
    except Exception as error:  # NumPy, TensorFlow and others each fail in a way of their own
        raise TypeError(_not_real(name, _why_no_array(data, error))) from None
    if values.dtype == object and values.ndim == 0:
        raise TypeError(_not_real(name, f"got {_described(data)}")) from None
    if values.ndim == 0 and values.dtype.kind in "US":
        raise TypeError(_not_real(name, f"got the text {str(data)[:40]!r}"))
    return _real(values, name)


def kind_of(thing):
    """Return what a thing is, with its article: "an int"."""
    kind = type(thing).__name__.lstrip("_")
    return f"{'an' if kind[0] in 'aeiouAEIOU' else 'a'} {kind}"


def column_of(data, place):
    """Return the words ", in column 'b'" for the second column of a pandas table; for other data, none."""
    columns = getattr(data, "columns", None) if _is_pandas(data) else None
    return "" if columns is None or len(place) != 2 else f", in column {columns[place[1]]!r}"


def _is_pandas(data):
    # Learners need not have pandas; whoever has a table of it has imported it.
    return type(data).__module__.split(".")[0] == "pandas" and hasattr(data, "iloc")


def _from_pandas(data, name):
    if data.ndim == 1:
        return _column(data, name, named=f"{name} must be an array of real numbers, but it holds", place=())
    columns = [
        _column(
            data.iloc[:, place],
            name,
            named=f"{name} must hold real numbers only, but its column {label!r} holds",
            place=(place,),
            label=label,
        )
        for place, label in enumerate(data.columns)
    ]
    # A table of one kind is one block already; its columns need not be put together again.
    kinds = {column.dtype for column in columns}
    if len(kinds) == 1 and all(isinstance(kind, np.dtype) and kind.kind in "fiub" for kind in data.dtypes):
        return data.to_numpy()
    return np.column_stack(columns) if columns else np.empty(data.shape)


def _column(column, name, *, named, place, label=None):
    kind = getattr(column.dtype, "kind", "O")
    own = isinstance(column.dtype, np.dtype)
    if str(column.dtype) == "category":
        raise TypeError(_holds(named, "categories", column.iloc[0] if len(column) else None))
    if kind in _KINDS:
        raise TypeError(_holds(named, _KINDS[kind]))
    if kind in "fiub":
        if own:
            return column.to_numpy()
        _refuse_gaps(np.asarray(column.isna(), dtype=bool), name, place, label)
        return column.to_numpy(dtype="float64")
    values = column.to_numpy(dtype=object)
    _refuse_gaps(np.array([_is_gap(value) for value in values], dtype=bool), name, place, label)
    try:
        return _real(values, name)
    except TypeError:
        bad = next((value for value in values if not _is_real(value)), None)
        kind = "text" if isinstance(bad, (str, bytes)) else kind_of(bad)
        raise TypeError(_holds(named, kind, bad)) from None


def _refuse_gaps(gaps, name, place, label):
    if gaps.any():
        index = (int(np.flatnonzero(gaps)[0]), *place)
        where = f"index {index}, in column {label!r}" if place else f"index {index[0]}"
        raise ValueError(
            f"{name} has {int(gaps.sum())} value(s) that are missing, the first at {where}; remove or replace them."
        )


def _refuse_what_asarray_drops(data, name):
    """Masks and units are lost when NumPy makes a plain array."""
    if isinstance(data, np.ma.MaskedArray) and np.ma.is_masked(data):
        mask = np.ma.getmaskarray(data)
        first = tuple(int(index) for index in np.argwhere(mask)[0]) if mask.ndim else ()
        raise ValueError(
            f"{name} has {int(mask.sum())} value(s) that are masked, the first at index {first}; "
            "fill them in, for instance with .filled(0), or remove their rows."
        )
    unit = getattr(data, "units", getattr(data, "unit", None))
    bare = next((word for word in ("magnitude", "value") if hasattr(data, word)), None)
    if unit is not None and bare is not None and str(unit) not in ("", "dimensionless"):
        raise TypeError(
            f"{name} must be an array of real numbers, but it carries the unit {str(unit)!r}, and that would be lost; "
            f"pass its bare numbers, {name}.{bare}."
        )


def _real(values, name):
    if values.dtype.kind in "fiub":
        return values
    if values.dtype == object:
        return _from_objects(values, name)
    if values.dtype.kind in _KINDS:
        first = values.flat[0] if values.size and values.dtype.kind in "UST" else None
        raise TypeError(
            _holds(f"{name} must be an array of real numbers, but it holds", _KINDS[values.dtype.kind], first)
        )
    # Such as bfloat16, which NumPy knows only by its name.
    if values.dtype.names is None and "float" in values.dtype.name:
        return values.astype("float64")
    raise TypeError(_not_real(name, f"it is an array of {values.dtype}"))


def _from_objects(values, name):
    for index, value in np.ndenumerate(values):
        if _is_gap(value):
            gaps = sum(map(_is_gap, values.flat))
            raise ValueError(
                f"{name} has {gaps} value(s) that are missing, the first at index {index} ({value}); "
                "remove or replace them."
            )
        if not _is_real(value):
            what = kind_of(value) if np.ndim(value) else f"{str(value)[:40]!r}, {kind_of(value)}"
            raise TypeError(_not_real(name, f"the value at index {index} is {what}"))
    try:
        return values.astype("float64")
    except OverflowError:
        raise ValueError(f"{name} holds a whole number that is too large for a computer's floats.") from None


def _is_real(value):
    # A generic NumPy boolean is no number to Python, yet counts as 0 or 1.
    return isinstance(value, (numbers.Real, decimal.Decimal, np.bool_)) and not isinstance(value, np.timedelta64)


def _is_gap(value):
    return value is None or type(value).__name__ in ("NAType", "NaTType") or value is np.ma.masked


def _holds(named, kind, example=None):
    such = "" if example is None else f", such as {str(example)[:40]!r}"
    return f"{named} {kind}{such}; {_ADVICE.get(kind, 'turn it into numbers, or drop it')}."


def _not_real(name, but):
    return f"{name} must be an array of real numbers, one row for each sample, but {but}."


def _why_no_array(data, error):
    if isinstance(data, (list, tuple)) and "inhomogeneous" in str(error):
        sizes = {np.ndim(item) if hasattr(item, "ndim") else 1 for item in data}
        if len(data) < 5 and len(sizes) > 1:
            return f"got {kind_of(data)} of {len(data)} arrays of different kinds; pass one of them"
        return "its rows differ in length"
    return f"got {_described(data)}"


def _described(data):
    if scipy.sparse.issparse(data):
        return "a sparse matrix; pass its .toarray()"
    if isinstance(data, (tf.SparseTensor, tf.RaggedTensor)):
        return f"{kind_of(data)}; pass an ordinary tensor"
    if isinstance(data, keras.KerasTensor):
        return "a symbolic KerasTensor, which holds no values"
    with contextlib.suppress(AttributeError):
        if callable(data):
            return f"{data.__name__}, which is a {'class' if isinstance(data, type) else 'function'}; call it first"
    return "nothing (None)" if data is None else kind_of(data)
