"""The live figure of a table's copies: it shows the values, copies and losses that numpy and pandas find."""

import re

import numpy as np
import pandas as pd
import pytest
from sklearn.compose import ColumnTransformer
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from autoenc_lessons import explorers
from tests.explorers.explorer_pages import NEEDS_CHROMIUM, displayed, explorer, open_alone, press, said_in, stored_in

SIZES = [1, 2, 4]
AGES = np.array([20.0, 30.0, 40.0, 50.0, 75.0, np.nan, 25.0, 35.0])
TABLE = pd.DataFrame({"age": AGES, "town": list("ABCABCAB")}, index=range(10, 18))
FILLED = TABLE.fillna({"age": 30.0})
PREPARE = ColumnTransformer(
    [("n", StandardScaler(), ["age"]), ("t", OneHotEncoder(sparse_output=False), ["town"])]
).fit(FILLED)
X = PREPARE.transform(FILLED)
MEAN_ROW = X.mean(axis=0)
# What a family keeps of the way from the mean row to the row, in the age and in the town.
KEPT = {"PCA": {1: (0.5, 0.4), 2: (0.8, 0.5), 4: (1, 1)}, "autoencoder": {1: (0.6, 0.3), 2: (0.7, 0.9), 4: (0.9, 1)}}
COPIES = {
    family: {size: MEAN_ROW + np.array([age, town, town, town]) * (X - MEAN_ROW) for size, (age, town) in kept.items()}
    for family, kept in KEPT.items()
}


def show():
    return displayed(explorers.table_copies, FILLED, PREPARE, COPIES, mean_row=MEAN_ROW, n_shown=5)


def losses(size, column):
    """Return the loss of a column by each family, in per cent of the mean row's."""
    return {family: 100 * (1 - KEPT[family][size][column]) ** 2 for family in KEPT}


def test_what_is_stored_are_values_in_their_units_and_losses():
    data = stored_in(show()[-1]["text/html"])
    assert (data["sizes"], data["columns"], data["rows"]) == (SIZES, ["age", "town"], ["10", "11", "12", "13", "14"])
    assert data["cells"][4] == ["75", "B"]
    for family in data["families"]:
        for place, size in enumerate(SIZES):
            np.testing.assert_allclose(
                100 * np.array(family["losses"][place]), [losses(size, k)[family["name"]] for k in (0, 1)], atol=0.01
            )
    mean = FILLED["age"].mean()
    copied = [float(row[0]) for row in data["families"][0]["copies"][0]]
    np.testing.assert_allclose(copied, mean + 0.5 * (FILLED["age"][:5] - mean), rtol=0.01)


@pytest.mark.slow
@NEEDS_CHROMIUM
def test_size_row_and_column_are_chosen_and_what_is_said_is_so(page, tmp_path):
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    open_alone(page, tmp_path, show()[-1]["text/html"])
    figure = explorer(page, ".autoenc-copied")

    def assert_told(size, column):
        text = said_in(figure)
        assert text.startswith(f"Code size {size}, column {TABLE.columns[column]}. ")
        for family, loss in losses(size, column).items():
            told = re.search(rf"{family} (< 0\.1|[\d.]+) %", text)[1]
            assert told == "< 0.1" if loss < 0.1 else float(told) == pytest.approx(loss, rel=0.06)

    assert_told(2, 0)
    figure.get_by_role("slider", name="Code size").focus()
    press(page, "End")
    assert_told(4, 0)
    press(page, "Home")
    assert_told(1, 0)
    figure.get_by_role("row", name="town").click()
    assert_told(1, 1)
    figure.get_by_role("radio", name="row 14").click()
    shown = figure.locator("tbody tr").first.locator("td").all_text_contents()
    assert shown[0] == "75"
    assert [float(text.split()[0]) for text in shown[1:]] == [
        pytest.approx(FILLED["age"].mean() + keep * (75 - FILLED["age"].mean()), rel=0.01) for keep in (0.5, 0.6)
    ]
    # The least loss of each line is marked.
    marked = figure.locator("tbody tr").nth(1).locator("td.autoenc-least")
    assert marked.count() == 1
    assert marked.text_content().replace("\xa0", " ").endswith(" 36 %")
    assert errors == []
