"""Numbers come through whole, whatever holds them, and what is no number is named."""

import decimal
import fractions

import numpy as np
import pandas as pd
import pytest
import scipy.sparse
import tensorflow as tf

from autoenc_lessons import damage, datasets, measures
from autoenc_lessons.inputs.values import as_samples, as_table

X = np.random.default_rng(0).uniform(size=(5, 3))
TABLE = pd.DataFrame(X, columns=list("abc"))


class WithUnit:
    """What pint hands out."""

    def __init__(self, magnitude, units="kilogram"):
        self.magnitude, self.units = magnitude, units

    def __array__(self, *arguments, **keywords):
        return self.magnitude


class ArrayWithUnit(np.ndarray):
    """What astropy hands out."""

    unit, value = "m", "the bare numbers"


def with_gap(table, gap=pd.NA):
    table = table.copy()
    table.iloc[3, 1] = gap
    return table


def with_value(value):
    values = X.astype(object)
    values[2, 1] = value
    return values


GOOD = {
    "a table": TABLE,
    "a nullable table": TABLE.convert_dtypes(),
    "a table of float32": TABLE.astype("float32"),
    "a table of objects": TABLE.astype(object),
    "two columns of one name": pd.DataFrame(X, columns=list("aab")),
    "columns called unit and value": TABLE.set_axis(["unit", "value", "magnitude"], axis=1),
    "objects": X.astype(object),
    "a list": X.tolist(),
    "a tensor": tf.constant(X),
    "half floats": X.astype("float16"),
    "brain floats": tf.cast(X, "bfloat16"),
    "a mask that hides nothing": np.ma.array(X),
    "a unit of 1": WithUnit(X, "dimensionless"),
}


@pytest.mark.parametrize("name", GOOD)
def test_numbers_are_taken_out_of(name):
    samples = as_samples(GOOD[name])
    assert samples.dtype == np.float64
    np.testing.assert_allclose(samples, X, atol=0.01)


@pytest.mark.parametrize(
    "column", [[True, False] * 2 + [True], pd.array([1, 0, 1, 0, 1], "boolean"), [decimal.Decimal(1)] * 5, range(5)]
)
def test_columns_of_other_numbers_are_numbers(column):
    samples = as_samples(TABLE.assign(d=column))
    np.testing.assert_array_equal(samples[:, :3], X)
    np.testing.assert_array_equal(samples[:, 3], np.array(column, dtype="float64"))


def test_fractions_are_numbers_and_a_copy_can_be_changed():
    values = with_value(fractions.Fraction(1, 4))
    assert as_samples(values)[2, 1] == 0.25
    kept = X.copy()
    as_samples(kept)[0, 0] = 9
    np.testing.assert_array_equal(kept, X)


def test_whole_numbers_keep_their_size():
    assert as_table(np.ones((4, 3), "uint8")).dtype == np.uint8


BAD = {
    "a column of text": (TABLE.assign(c=list("vwxyz")), TypeError, "column 'c' holds text, such as 'v'"),
    "a column of digits": (TABLE.assign(c=list("12345")), TypeError, "column 'c' holds text, such as '1'"),
    "categories": (TABLE.assign(c=pd.Categorical([1, 2, 1, 2, 1])), TypeError, "column 'c' holds categories.*one-hot"),
    "dates": (TABLE.assign(c=pd.date_range("2020", periods=5)), TypeError, "column 'c' holds dates"),
    "times of a zone": (TABLE.assign(c=pd.date_range("2020", periods=5, tz="UTC")), TypeError, "'c' holds dates"),
    "spans": (TABLE.assign(c=pd.to_timedelta(range(5), unit="s")), TypeError, "column 'c' holds spans of time"),
    "months": (TABLE.assign(c=pd.period_range("2020", periods=5, freq="M")), TypeError, "column 'c' holds a Period"),
    "a complex column": (TABLE.assign(c=[1j] * 5), TypeError, "column 'c' holds complex numbers"),
    "a gap": (with_gap(TABLE.convert_dtypes()), ValueError, r"missing, the first at index \(3, 1\), in column 'b'"),
    "NaN": (with_gap(TABLE, np.nan), ValueError, r"NaN or infinite, the first at index \(3, 1\), in column 'b'"),
    "a gap among objects": (with_gap(TABLE.astype(object), None), ValueError, "missing, .* in column 'b'"),
    "text in a Series": (pd.Series(list("ab")), TypeError, "real numbers, but it holds a?.*text"),
    "None": (with_value(None), ValueError, r"missing, the first at index \(2, 1\)"),
    "NA": (with_value(pd.NA), ValueError, r"missing, the first at index \(2, 1\)"),
    "a word among numbers": (with_value("a"), TypeError, r"real numbers, .* index \(2, 1\) is 'a', a str"),
    "a list among numbers": (with_value([1, 2]), TypeError, r"index \(2, 1\) is a list"),
    "a complex number among others": (with_value(1j), TypeError, r"index \(2, 1\) is '1j', a complex"),
    "too large": ([[10**400, 1]], ValueError, "too large"),
    "complex without imaginary part": (X + 0j, TypeError, "real numbers, but it holds complex"),
    "text": (np.array([["1.5"]]), TypeError, "real numbers, but it holds text, such as '1.5'"),
    "dates in an array": (np.array([["2020-01-01"]], "M8[D]"), TypeError, "holds dates"),
    "masked": (np.ma.array(X, mask=X > 0.9), ValueError, r"2 value\(s\) that are masked, the first at index \(1, 2\)"),
    "masked rows in a list": ([np.ma.array([1.0, 2.0], mask=[0, 1])] * 2, ValueError, "masked"),
    "pint": (WithUnit(X), TypeError, "unit 'kilogram'.*pass its bare numbers, x.magnitude"),
    "pint in a list": ([WithUnit(X[0]), WithUnit(X[1])], TypeError, "unit 'kilogram'"),
    "astropy": (X.view(ArrayWithUnit), TypeError, "unit 'm'.*x.value"),
    "sparse": (scipy.sparse.csr_matrix(X), TypeError, "real numbers, .* sparse matrix; pass its .toarray"),
    "a sparse tensor": (tf.sparse.from_dense(X), TypeError, "a SparseTensor; pass an ordinary tensor"),
    "a ragged tensor": (tf.ragged.constant([[1.0, 2.0], [3.0]]), TypeError, "real numbers, .* a RaggedTensor"),
    "rows of many lengths": ([[1, 2], [3]], TypeError, "real numbers, .* its rows differ in length"),
    "data and labels": (datasets.load("blobs"), TypeError, "a tuple of 2 arrays of different kinds; pass one of them"),
    "a function": (datasets.load, TypeError, "load, which is a function; call it first"),
    "a path": ("data.csv", TypeError, "real numbers, .* got the text 'data.csv'"),
    "a dict": ({"a": [1]}, TypeError, "real numbers, .* got a dict"),
    "a table of fields": (np.zeros(3, [("a", "f8")]), TypeError, "real numbers, .* array of"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_number_is_named(name):
    data, kind, words = BAD[name]
    with pytest.raises(kind, match=words) as caught:
        as_samples(data)
    message = str(caught.value)
    assert "\n" not in message
    assert message.endswith(".")


@pytest.mark.parametrize(
    "door",
    [datasets.scale, lambda x: damage.noise(x, 0), lambda x: measures.pca_error(x, 1)],
    ids=["scale", "noise", "pca_error"],
)
def test_a_mask_is_not_dropped_at_other_doors(door):
    with pytest.raises(ValueError, match="masked"):
        door(np.ma.array(X, mask=X > 0.9))
