"""From features back to columns, training that stops in time, and a page that says what can be said."""

import keras
import numpy as np
import pandas as pd
import pytest
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from autoenc_lessons import own_data, seed_everything
from autoenc_lessons.own_data import reports

TABLE = pd.DataFrame(
    {
        "town": np.array(["A", "B", "C", None] * 10, dtype="object"),
        "age": np.where(np.arange(40) == 3, np.nan, 20 + np.arange(40.0) % 7),
        "town_A": np.arange(40.0) ** 2,
    },
    index=np.arange(40) + 500,
)


def fitted():
    numbers = make_pipeline(SimpleImputer(strategy="median"), StandardScaler())
    texts = OneHotEncoder(sparse_output=False, handle_unknown="ignore")
    return ColumnTransformer([("n", numbers, ["age", "town_A"]), ("t", texts, ["town"])]).fit(TABLE)


def test_features_are_told_by_their_columns_though_names_look_alike():
    assert own_data.feature_columns(fitted()) == ["age", "town_A", "town", "town", "town", "town"]


def test_features_come_back_in_their_units_and_order():
    prepare = fitted()
    back = own_data.in_units(prepare, prepare.transform(TABLE))
    assert list(back) == list(TABLE)
    np.testing.assert_allclose(back["town_A"], TABLE["town_A"], atol=1e-9)
    assert back["age"].iloc[3] == TABLE["age"].median()
    assert back["town"].tolist()[:3] == ["A", "B", "C"]
    assert pd.isna(back["town"].iloc[3])
    soft = prepare.transform(TABLE) * 0.6 + 0.1
    assert own_data.in_units(prepare, soft)["town"].equals(back["town"])


def test_a_part_without_columns_is_no_trouble():
    prepare = ColumnTransformer([("n", StandardScaler(), ["town_A"]), ("t", OneHotEncoder(), [])]).fit(TABLE)
    assert own_data.feature_columns(prepare) == ["town_A"]
    assert list(own_data.in_units(prepare, [[0.0]])) == ["town_A"]


def test_what_is_no_fitted_transformer_is_refused():
    with pytest.raises(TypeError, match="prepare must be a ColumnTransformer; got a StandardScaler"):
        own_data.feature_columns(StandardScaler())
    with pytest.raises(ValueError, match="not fitted"):
        own_data.feature_columns(ColumnTransformer([]))


@pytest.mark.parametrize("table", [pd.DataFrame(np.ones((4, 2))), np.ones((4, 2))], ids=["numbered columns", "array"])
@pytest.mark.parametrize("columns", [[0, 1], slice(0, 2)], ids=["places", "slice"])
@pytest.mark.parametrize(
    "use",
    [
        own_data.feature_columns,
        lambda prepare: own_data.in_units(prepare, np.ones((4, 2))),
        lambda prepare: own_data.worst_copies(pd.DataFrame(np.ones((4, 2))), np.ones((4, 2)), np.ones((4, 2)), prepare),
    ],
    ids=["feature_columns", "in_units", "worst_copies"],
)
def test_a_transformer_that_knows_no_names_is_told_how_it_gets_them(use, columns, table):
    prepare = ColumnTransformer([("n", StandardScaler(), columns)]).fit(table)
    with pytest.raises(ValueError, match=r"prepare knows no names of columns.*table.rename\(columns=str\)"):
        use(prepare)
    named = pd.DataFrame(table).rename(columns=str)
    prepare = ColumnTransformer([("n", StandardScaler(), list(named))]).fit(named)
    assert own_data.feature_columns(prepare) == ["0", "1"]


def test_the_worst_rows_are_told_with_the_column_that_is_to_blame(capsys):
    prepare = fitted()
    x = prepare.transform(TABLE)
    copies = x + 0.01
    copies[7, 1] += 3
    copies[3, 0] += 2
    copies[4, 0] += 1
    assert own_data.worst_copies(TABLE, x, copies, prepare, n_rows=3) == [7, 3, 4]
    head, first, second, third, star = capsys.readouterr().out.splitlines()
    assert head.split()[:1] == ["row"]
    # Its gap is in another column than the one to blame.
    assert first.split()[0] == "507*"
    assert first.split()[2] == "town_A"
    assert "49" in first
    assert second.split()[0] == "503*"
    assert "gap" in second
    assert third.split()[0] == "504"
    assert star == "* This row has a gap."
    own_data.worst_copies(TABLE.iloc[4:7], x[4:7], copies[4:7], prepare)
    assert "*" not in capsys.readouterr().out
    # Half of the error is in a word that comes out right.
    copies = x + 0.01
    copies[8, 2] -= 0.4
    copies[8, 0] += 0.2
    own_data.worst_copies(TABLE, x, copies, prepare, n_rows=1)
    assert capsys.readouterr().out.splitlines()[1].split()[2] == "age"
    with pytest.raises(ValueError, match="all must agree"):
        own_data.worst_copies(TABLE, x, copies[:, :3], prepare)


def build():
    model = keras.Sequential([keras.Input((6,)), keras.layers.Dense(2), keras.layers.Dense(6)])
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(0.05))
    return model


def plane(n_samples, seed):
    generator = np.random.default_rng(seed)
    return generator.normal(size=(n_samples, 2)) @ np.random.default_rng(9).normal(size=(2, 6))


def test_training_stops_in_time_and_goes_back_to_the_best():
    seed_everything(0)
    x, validation = plane(40, 0), plane(20, 1) + 0.3 * np.random.default_rng(2).normal(size=(20, 6))

    def error(model):
        return float(np.mean((np.asarray(model(validation)) - validation) ** 2))

    one, two = own_data.train_stopped(build, x, validation, look_every=20, most_steps=400, seeds=(0, 1))
    longer = own_data.train_stopped(build, x, validation, look_every=20, most_steps=800, patience=50, seeds=(0, 1))
    assert isinstance(one, keras.Model)
    assert one is not two
    assert error(longer[0]) <= error(one) + 1e-12
    assert error(longer[1]) <= error(two) + 1e-12
    again = own_data.train_stopped(build, x, validation, look_every=20, most_steps=400, seeds=(0,))[0]
    np.testing.assert_array_equal(again(x), one(x))


def test_a_training_draws_its_noise_anew_whatever_ran_before_it():
    def noisy():
        layers = [keras.layers.GaussianNoise(0.5, seed=7), keras.layers.Dense(2), keras.layers.Dense(6)]
        model = keras.Sequential([keras.Input((6,)), *layers])
        model.compile(loss="mse", optimizer=keras.optimizers.Adam(0.01))
        return model

    seed_everything(0)
    # In another order, equal rows are the same.
    x, options = np.tile(plane(1, 0), (30, 1)), {"look_every": 10, "most_steps": 20, "batch_size": 10}
    first, second = own_data.train_stopped(noisy, x, x, seeds=(3, 3), **options)
    np.testing.assert_array_equal(first(x), second(x))


def test_few_rows_train_in_one_batch_and_bad_numbers_are_refused():
    seed_everything(0)
    (model,) = own_data.train_stopped(build, plane(5, 0), plane(3, 1), most_steps=40, look_every=20, seeds=(0,))
    assert np.isfinite(model(plane(5, 0))).all()
    with pytest.raises(ValueError, match="patience must be at least 1"):
        own_data.train_stopped(build, plane(5, 0), plane(3, 1), patience=0)


# The weight at each look: a sample's copy is the sample times this weight, so that 1 copies without error, and 0.5 and
# 1.5 are equally wrong. An error that is equal to the lowest is no new lowest.
@pytest.mark.parametrize(
    ("weights", "patience", "best", "n_looks"),
    [
        ([0.2, 0.5, 0.1, 0.1, 0.9], 2, 0.5, 4),
        ([0.2, 0.5, 0.1, 0.1, 0.9], 3, 0.9, 5),
        ([0.5, 2.2, 2.2, 2.2], 3, 0.5, 4),
        ([0.5, 1.5, 1.5, 1.5], 3, 0.5, 4),
        ([1.75, 1.5, 1.25], 1, 1.25, 3),
    ],
)
def test_a_training_stops_after_so_many_looks_without_a_new_lowest(weights, patience, best, n_looks, monkeypatch):
    def build():
        model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, use_bias=False)])
        model.compile(loss="mse")
        return model

    looks = []

    def steps_of(autoencoder, *_data, steps_per_call, **_options):
        for weight in weights:
            # Half of the steps between two looks: there is none here, however good the weight is.
            autoencoder.set_weights([np.array([[1.0]])])
            yield np.zeros(steps_per_call // 2)
            autoencoder.set_weights([np.array([[weight]])])
            looks.append(weight)
            yield np.zeros(steps_per_call // 2)

    monkeypatch.setattr("autoenc_lessons.own_data.stopping.iterate_steps", steps_of)
    rule = {"look_every": 20, "most_steps": 400, "patience": patience}
    (model,) = own_data.train_stopped(build, np.ones((4, 1)), np.ones((2, 1)), seeds=(0,), **rule)
    assert model.get_weights()[0].item() == pytest.approx(best)
    assert len(looks) == n_looks


@pytest.mark.parametrize(("shape", "sizes"), [((100, 3), [1, 2]), ((4, 50), [1, 2]), ((99, 13), [1, 2, 4, 6, 8, 12])])
def test_code_sizes_are_smaller_than_rows_and_half_their_number(shape, sizes):
    assert own_data.code_sizes(np.random.default_rng(0).normal(size=shape)) == sizes


def test_where_no_code_is_smaller_there_is_none():
    with pytest.raises(ValueError, match="there is no smaller code to try"):
        own_data.code_sizes(np.arange(9.0)[:, None])


def test_a_word_that_the_others_tell_needs_no_axis():
    x = np.random.default_rng(0).normal(size=(80, 7))
    words = np.eye(2)[np.arange(80) % 2]
    assert own_data.code_sizes(np.column_stack([x, words]))[-1] == 6


KINDS = pd.DataFrame({"n": np.arange(40.0), "few": np.arange(40) % 2, "texts": [f"t{n % 9}" for n in range(40)]})
KINDS["gaps"] = ["A", None] * 20
KINDS["day"] = pd.date_range("2024-01-01", periods=40)


@pytest.mark.parametrize(
    ("column", "names"),
    [
        ("n", ["0: up to 19.5", "1: more"]),
        ("few", ["0: 0", "1: 1"]),
        ("texts", ["0: t0", "1: t1", "2: t2", "3: t3", "4: t4", "5: other"]),
        ("gaps", ["0: A", "1: gap"]),
        ("day", ["0: up to 2024-01-20", "1: more"]),
        ("nothing", ["0: all rows"]),
    ],
)
def test_rows_have_kinds_whatever_the_answer_is(column, names):
    found, labels = own_data.kinds(KINDS, column, KINDS.index)
    assert (found, sorted(set(labels))) == (names, list(range(len(names))))


GENERATOR = np.random.default_rng(0)
X = GENERATOR.normal(size=(200, 4))
NOISE = GENERATOR.normal(size=(200, 4))


def told(capsys, x, copies, **options):
    verdict = own_data.report("mine", x, copies, n_train=300, code_size=2, **options)
    said = capsys.readouterr().out
    assert max(map(len, said.splitlines())) <= 80
    return verdict, " ".join(said.split())


def copies_with(pca, *runs):
    return {"mean row": [0 * X], "PCA": [X + pca * NOISE]} | {"ours": [X + run * NOISE[::-1] for run in runs]}


def shares_of(*runs):
    return [f"{100 * run**2 * np.mean(NOISE**2) / np.mean(X**2):.1f}" for run in runs]


def test_a_clear_lead_in_each_run_is_a_win(capsys):
    verdict, said = told(capsys, X, copies_with(0.5, 0.2, 0.21, 0.22), columns=list("abcd"), parted="by town")
    assert verdict == "wins"
    assert "ours loses less than PCA in each of 3 runs" in said
    assert "Parted by town." in said
    assert "Copied worst:" in said
    assert "Careful" not in said


def test_where_the_simple_rival_wins_the_page_says_so(capsys):
    verdict, said = told(capsys, X, copies_with(0.2, 0.5, 0.6, 0.7))
    assert verdict == "loses"
    assert "PCA wins: ours loses more in each of 3 runs. Take PCA, the simpler one." in said


@pytest.mark.parametrize("runs", [(0.2, 0.2, 0.6), (0.4, 0.4, 0.4)])
def test_a_spread_over_runs_or_rows_that_is_larger_than_the_difference_decides_nothing(runs, capsys):
    verdict, said = told(capsys, X, copies_with(0.4, *runs))
    assert verdict == "undecided"
    assert "ours and PCA cannot be told apart" in said
    assert "Take PCA, the simpler one." in said


def test_rows_of_one_group_count_as_one_case(capsys):
    # Each of 100 patients 2 times: by rows the lead is clear; by patients it may be chance.
    gained = np.random.default_rng(1).normal(size=100)
    gained = np.repeat(0.17 + (gained - gained.mean()) / gained.std(), 2)
    rival = np.sqrt(5 + gained)[:, None] * np.ones((200, 4))
    copies = {"mean row": [X + 9], "PCA": [X + rival], "ours": [X + np.sqrt(5)]}
    assert told(capsys, X, copies)[0] == "wins"
    verdict, said = told(capsys, X, copies, groups=np.repeat(np.arange(100), 2))
    assert verdict == "undecided"
    assert "Those that judge are of 100 groups." in said
    assert "runs, or groups, differ more than the two do" in said
    alone, said = told(capsys, X, copies, groups=np.arange(200))
    assert alone == "wins"
    assert "groups" not in said


def test_the_standard_error_over_groups_is_that_of_their_means_where_they_are_of_one_size():
    values = np.random.default_rng(0).normal(size=60)
    of_means = values.reshape(12, 5).mean(axis=1)
    found = reports._standard_error(values, np.repeat(np.arange(12), 5))
    assert found == pytest.approx(of_means.std(ddof=1) / np.sqrt(12))
    assert reports._standard_error(values, np.arange(60)) == pytest.approx(values.std(ddof=1) / np.sqrt(60))
    assert reports._standard_error(values, np.zeros(60, dtype=int)) == np.inf


def test_few_groups_are_told_and_a_path_gives_its_last_part(capsys):
    groups = np.arange(200) % 4
    own_data.report("some/where/table.csv", X, copies_with(0.5, 0.2), n_train=9, code_size=2, groups=groups)
    said = " ".join(capsys.readouterr().out.split())
    assert said.startswith("REPORT table.csv Question")
    assert "Only 4 groups judge. Take this as a first look, not as a result." in said
    with pytest.raises(ValueError, match="groups has 3 entries for 200 rows; give one for each"):
        own_data.report("mine", X, copies_with(0.5, 0.2), n_train=9, code_size=2, groups=[1, 2, 3])


def test_few_rows_and_few_runs_are_told(capsys):
    few = {name: [run[:20] for run in runs] for name, runs in copies_with(0.5, 0.2).items()}
    said = told(capsys, X[:20], few, notes=["One more thing."])[1]
    assert "Only 20 samples judge. Take this as a first look, not as a result." in said
    assert "One run says nothing about the next; train from 3 seeds or more." in said
    assert "Note One more thing." in said


def test_the_best_rival_is_the_one_to_beat(capsys):
    copies = copies_with(0.5, 0.2)
    copies = {"mean row": copies["mean row"], "rules": [X + 0.1 * NOISE]} | copies
    assert "rules wins: ours loses more in its only run." in told(capsys, X, copies)[1]
    far = copies_with(9, 3)
    assert "mean row wins: ours loses more in its only run." in told(capsys, X, far)[1]


@pytest.mark.parametrize(
    ("nearest", "words"),
    [
        (0.1, "A stored training sample (nearest row) copies as well or better"),
        (0.201, "nearest row may copy as well as ours"),
        (0.5, None),
    ],
)
def test_training_rows_are_no_rival_and_never_advised(nearest, words, capsys):
    copies = copies_with(0.5, 0.2, 0.2, 0.2)
    stored = {"nearest row": [X + nearest * NOISE[::-1] * np.where(np.arange(200) % 2, 1, 0.999)[:, None]]}
    if words and "may" in words:
        stored = {"nearest row": [X + nearest * NOISE]}
    verdict, said = told(capsys, X, {"mean row": copies["mean row"], "PCA": copies["PCA"]} | stored | copies)
    assert verdict == "wins"
    assert "ours loses less than PCA in each of 3 runs" in said
    assert "Take" not in said
    assert ("Stored" in said) == (words is not None)
    assert words is None or words in said


@pytest.mark.parametrize(
    ("allowed", "words"),
    [
        (0.1, "Yes: ours loses {lost} of what mean row loses; 10 % was allowed."),
        (0.05, "Not in each run: ours loses {lost} of what mean row loses; 5 % was allowed."),
        (0.03, "No: ours loses {lost} of what mean row loses; 3 % was allowed."),
        (None, "ours loses {lost} of what mean row loses. Nobody said how much may be lost."),
    ],
)
def test_the_question_is_answered_by_the_loss_that_was_allowed(allowed, words, capsys):
    said = told(capsys, X, copies_with(0.5, 0.2, 0.22, 0.25), allowed=allowed)[1]
    low, high = shares_of(0.2, 0.25)
    assert f"Answer {words.format(lost=f'{low} to {high} %')}" in said


def test_an_answer_is_true_as_it_is_written(capsys):
    x = np.full((60, 2), 10.0)
    copies = {"mean row": [0 * x], "ours": [x - np.sqrt(10.004)]}
    said = told(capsys, x, copies, allowed=0.1)[1]
    assert "No: ours loses 10.004 % of what mean row loses; 10 % was allowed." in said
    for share in (0, 10, -0.1):
        with pytest.raises(ValueError, match="allowed must be"):
            own_data.report("mine", x, copies, n_train=9, code_size=1, allowed=share)


def test_features_are_told_beside_their_columns_where_they_differ(capsys):
    assert "for the 4 features of a sample" in told(capsys, X, copies_with(0.5, 0.2), columns=list("abcd"))[1]
    said = told(capsys, X, copies_with(0.5, 0.2, 0.3), columns=list("abbc"))[1]
    assert "for the 3 columns (4 features) of a sample" in said
    assert "each in % of what mean row loses there" in said
    low, middle, high = shares_of(0.2, np.sqrt(0.065), 0.3)
    assert f"ours {middle} median of 2 runs, from {low} to {high}" in said
    assert "PCA makes a code" in said
    assert "The nearest row is" not in said


@pytest.mark.parametrize(
    ("copies", "said"),
    [
        ({"a": [X]}, "two or more methods"),
        ({"a": [X[:9]], "b": [X]}, r"copies\['a'\] must hold one or more copies of x, of its shape \(200, 4\)"),
        ({"a": [X], "b": []}, r"copies\['b'\] must hold one or more"),
        ({"a": [X], "b": [X]}, "'a' has no error"),
    ],
)
def test_what_cannot_be_reported_gets_one_sentence(copies, said):
    with pytest.raises((TypeError, ValueError), match=said):
        own_data.report("mine", X, copies, n_train=3, code_size=2)


def test_copies_of_networks_come_after_those_of_the_rivals():
    known, new = X[:100], X[100:]
    halves = [lambda x: 0.5 * x, lambda x: 0.25 * x]
    copies = own_data.simple_copies(known, new, 2, networks={"autoencoder": halves})
    assert list(copies) == ["mean row", "PCA", "nearest row", "autoencoder"]
    np.testing.assert_array_equal(copies["autoencoder"], [0.5 * new, 0.25 * new])
    np.testing.assert_array_equal(copies["PCA"], own_data.simple_copies(known, new, 2)["PCA"])


def test_simple_copies_and_shares():
    copies = own_data.simple_copies(X[:100], X[100:], 2)
    shares = own_data.shares_lost(X[100:], copies)
    assert list(shares) == ["PCA", "nearest row"]
    assert 0 < shares["PCA"] < 100
    with pytest.raises(ValueError, match="has no 9 axes"):
        own_data.simple_copies(X, X, 9)
    with pytest.raises(ValueError, match="both must have the same"):
        own_data.simple_copies(X, X[:, :2], 1)
    with pytest.raises(ValueError, match="must have the shape of x"):
        own_data.shares_lost(X, {"a": [X[:3]]})
