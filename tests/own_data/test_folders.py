"""Folders of pictures as people have them: each picture is read, and what is none is named."""

import numpy as np
import pytest
from PIL import Image

from autoenc_lessons.own_data import from_folder


def save(folder, name, shades, *, mode="L", **options):
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.asarray(shades, dtype="uint8")).convert(mode).save(file, **options)


def steps(height=6, width=4):
    return np.arange(height * width).reshape(height, width) * 10


def test_pictures_become_rows_of_shades(tmp_path):
    save(tmp_path, "b.png", steps())
    save(tmp_path, "a.PNG", steps() + 5)
    read = from_folder(tmp_path)
    assert read.files == ["a.PNG", "b.png"]
    assert read.image_shape == (6, 4)
    np.testing.assert_allclose(read.pictures[1], steps().ravel() / 255)
    assert (read.labels, read.label_names, read.notes) == (None, [], [])


def test_folders_inside_are_labels(tmp_path):
    for name in ("cats/1.png", "cats/2.png", "dogs/1.png"):
        save(tmp_path, name, steps())
    read = from_folder(tmp_path)
    assert read.label_names == ["cats", "dogs"]
    assert read.labels.tolist() == [0, 0, 1]


def test_jpegs_among_pngs_colours_and_other_sizes_are_fitted(tmp_path):
    for number in range(5):
        save(tmp_path, f"{number}.png", steps())
    for number in range(3):
        save(tmp_path, f"photo{number}.jpg", np.full((12, 8), 200), mode="RGB")
    save(tmp_path, "wide.png", np.full((4, 8), 255))
    read = from_folder(tmp_path)
    assert read.pictures.shape == (9, 24)
    assert read.notes == [
        "4 pictures had other sizes than 6 x 4 pixels, and were made smaller or larger.",
        "1 picture of another shape got black bars at two sides; a network learns them, too.",
    ]
    by_name = dict(zip(read.files, read.pictures.reshape(-1, 6, 4), strict=True))
    np.testing.assert_allclose(by_name["photo0.jpg"], 200 / 255, atol=0.01)
    # A picture that is too wide gets black edges above and below, and is not squeezed.
    assert by_name["wide.png"][[0, -1]].max() == 0
    assert by_name["wide.png"][2:4].min() > 0.9


def test_the_size_can_be_chosen(tmp_path):
    save(tmp_path, "a.png", np.full((20, 20), 100))
    read = from_folder(tmp_path, image_shape=(5, 5))
    assert read.image_shape == (5, 5)
    np.testing.assert_allclose(read.pictures, 100 / 255)
    with pytest.raises(ValueError, match="image_shape must be"):
        from_folder(tmp_path, image_shape=5)


def test_by_default_all_get_the_size_of_most(tmp_path):
    for number, side in enumerate((20, 20, 12)):
        save(tmp_path, f"{number}.png", np.full((side, side), 100))
    read = from_folder(tmp_path)
    assert read.image_shape == (20, 20)
    # A square stays a square: no bars.
    np.testing.assert_allclose(read.pictures, 100 / 255)
    assert read.notes == ["1 picture had another size than 20 x 20 pixels, and was made smaller or larger."]


def test_photographs_are_made_smaller_and_it_is_said(tmp_path):
    for number in range(3):
        save(tmp_path, f"{number}.png", np.full((300, 400), 50))
    save(tmp_path, "high.png", np.full((400, 300), 50))
    read = from_folder(tmp_path)
    assert read.image_shape == (48, 64)
    np.testing.assert_allclose(read.pictures[:3], 50 / 255)
    high = read.pictures[3].reshape(48, 64)
    assert high[:, [0, -1]].max() == 0
    assert high[:, 32].min() > 0
    assert read.notes == [
        "Most pictures had 300 x 400 pixels, and were made smaller: 48 x 64.",
        "1 picture had another size than 48 x 64 pixels, and was made smaller or larger.",
        "1 picture of another shape got black bars at two sides; a network learns them, too.",
    ]


def test_bars_are_told_where_a_chosen_size_has_another_shape(tmp_path):
    save(tmp_path, "a.png", np.full((30, 20), 100))
    read = from_folder(tmp_path, image_shape=(10, 10))
    assert (read.pictures.reshape(10, 10)[:, 0] == 0).all()
    assert read.notes[-1] == "1 picture of another shape got black bars at two sides; a network learns them, too."


def test_broken_files_and_texts_are_named_and_cost_nothing(tmp_path):
    save(tmp_path, "a.png", steps())
    (tmp_path / "notes.txt").write_text("who took them")
    (tmp_path / "empty.png").write_bytes(b"")
    whole = (tmp_path / "a.png").read_bytes()
    (tmp_path / "half.png").write_bytes(whole[: len(whole) // 2])
    (tmp_path / ".hidden.png").write_bytes(b"")
    read = from_folder(tmp_path)
    assert read.files == ["a.png"]
    assert read.notes == ["3 files cannot be read as pictures and were left out: empty.png, half.png, notes.txt."]


def test_16_bits_transparency_and_palettes(tmp_path):
    Image.fromarray(np.full((3, 3), 65535, dtype="uint16")).save(tmp_path / "deep.png")
    Image.new("RGBA", (3, 3), (0, 0, 0, 0)).save(tmp_path / "glass.png")
    Image.new("P", (3, 3), 0).save(tmp_path / "palette.gif")
    read = dict(zip(from_folder(tmp_path).files, from_folder(tmp_path).pictures, strict=True))
    np.testing.assert_allclose(read["deep.png"], 1)
    np.testing.assert_allclose(read["glass.png"], 1)
    np.testing.assert_allclose(read["palette.gif"], 0)


def test_a_photograph_is_turned_as_its_camera_was_held(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6
    save(tmp_path, "phone.jpg", np.zeros((4, 8)), exif=exif)
    assert from_folder(tmp_path).image_shape == (8, 4)


@pytest.mark.parametrize(
    ("made", "message"),
    [
        (lambda folder: folder / "none", "There is no folder none in the folder"),
        (lambda folder: folder, "There is no picture in the folder"),
        (lambda folder: folder / "notes.txt", "is a file, not a folder"),
    ],
)
def test_what_is_no_folder_of_pictures_gets_one_sentence(made, message, tmp_path):
    folder = tmp_path / "inside"
    folder.mkdir()
    (folder / "notes.txt").write_text("nothing")
    with pytest.raises(ValueError, match=message) as caught:
        from_folder(made(folder))
    assert "\n" not in str(caught.value)


def test_a_number_is_no_folder():
    with pytest.raises(TypeError, match="path must be the name of a folder; got a int"):
        from_folder(3)
