"""Pictures are parted by what the names of their files say, or by chance, and it is said."""

import numpy as np
import pytest

from autoenc_lessons import own_data


def folder_of(files):
    pictures = np.random.default_rng(0).random((len(files), 4))
    return own_data.PictureFolder(pictures, (2, 2), files, None, [], ["a note"])


def people(n_people=10, n_each=3):
    return [f"p{person}_{number}.png" for person in range(n_people) for number in range(n_each)]


def owners(parts, pictures):
    """Return for each part whose pictures it has."""
    whose = {tuple(row): file.split("_")[0] for row, file in zip(pictures.pictures, pictures.files, strict=True)}
    return [{whose[tuple(row)] for row in part} for part in parts]


def test_pictures_of_one_group_come_into_one_part(capsys):
    pictures = folder_of(people())
    parts, facts = own_data.split_pictures(pictures, "{person}_{number}")
    train, validation, test = owners(parts, pictures)
    assert (train | validation | test, len(train) + len(validation) + len(test)) == ({f"p{n}" for n in range(10)}, 10)
    assert set(facts["groups"]) == test
    assert len(facts["groups"]) == len(parts.test)
    assert (facts["parted"], facts["n_train"], facts["notes"]) == ("by person", len(parts.train), ["a note"])
    assert "no group is in two parts" in capsys.readouterr().out


def test_without_names_chance_parts_whatever_the_files_are_called(capsys):
    pictures = folder_of(people())
    parts, facts = own_data.split_pictures(pictures)
    assert (facts["parted"], facts["groups"]) == ("by chance", None)
    assert capsys.readouterr().out == "18 rows train, 6 choose, 6 judge; by chance.\n"
    # Some person is in two parts, as chance has it.
    assert sum(map(len, owners(parts, pictures))) > 10
    other, _facts = own_data.split_pictures(pictures, seed=1)
    assert not np.array_equal(parts.test, other.test)


@pytest.mark.parametrize("files", [[f"img{n}.png" for n in range(20)], [f"img{n}_1.png" for n in range(20)]])
def test_groups_of_one_file_each_are_no_groups(files, capsys):
    parts, facts = own_data.split_pictures(folder_of(files), "{font}_{number}")
    said = capsys.readouterr().out
    assert (facts["parted"], facts["groups"]) == ("by chance", None)
    assert "By font, each picture would be a group of its own, so that there are no groups." in said
    assert "12 rows train, 4 choose, 4 judge; by chance." in said
    np.testing.assert_array_equal(parts.test, own_data.split_pictures(folder_of(files))[0].test)


@pytest.mark.parametrize(("n_people", "told"), [(1, r"only 1 of .*\(p0\)"), (4, r"only 4 .*\(p0, p1, p2, and more\)")])
def test_too_few_groups_end_in_one_sentence_that_says_what_to_do(n_people, told):
    with pytest.raises(ValueError, match=f"By person, .*{told}.* part by chance: names = None") as raised:
        own_data.split_pictures(folder_of(people(n_people, 20)), "{person}_{number}")
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("names", "file", "group"),
    [
        ("{font}_{number}", "A/bold_1.png", "bold"),
        ("{font}_{number}", "bold_thin_1.png", "bold_thin"),
        ("{font}_{number}.png", "bold_1.png", "bold"),
        ("{person}", "A/ann.jpg", "ann"),
        ("{person}/{number}", "2024/ann/1.png", "ann"),
        ("{person}/{eye}_{number}", "ann/left_1.png", "ann"),
        ("scan-{person}-{day}", "scan-7-2024.05.01.png", "7"),
        ("a.{n}+{m}", "a.1+2.png", "1"),
    ],
)
def test_the_first_braces_are_the_group(names, file, group, capsys):
    assert own_data.file_groups([file], names)[1].tolist() == [group]
    assert capsys.readouterr().out == ""


def test_files_with_other_names_are_told_and_are_groups_of_their_own(capsys):
    files = ["p0_1.png", "p0_2.png", "p0.png", "cover.png"]
    group, groups = own_data.file_groups(files, "{person}_{number}")
    assert (group, len(set(groups)), groups[0]) == ("person", 3, groups[1])
    said = " ".join(capsys.readouterr().out.split())
    assert said == ("2 files are not called {person}_{number}; each counts as a group of its own: p0.png, cover.png.")


@pytest.mark.parametrize("names", ["person", "", "{", "{}_{}", "{0}", "{a b}", 3, ["{a}"]])
def test_names_that_say_nothing_get_one_sentence(names):
    with pytest.raises(
        (TypeError, ValueError), match=r"^names must be a text such as '\{patient\}_\{number\}'"
    ) as raised:
        own_data.file_groups(["a_1.png"], names)
    assert "\n" not in str(raised.value)


def test_only_a_folder_of_pictures_is_parted():
    with pytest.raises(TypeError, match="pictures must be what from_folder returns; got a ndarray"):
        own_data.split_pictures(np.zeros((20, 4)))
    with pytest.raises(ValueError, match="2 rows are too few to part"):
        own_data.split_pictures(folder_of(["a.png", "b.png"]))
