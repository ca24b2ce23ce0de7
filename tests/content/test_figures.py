"""Pictures of people: who names them, a clinic's own, and what is told of one that is not what it says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from explorer.cli import main
from explorer.content import Atlas, load_atlas, shipped
from explorer.content.folders import figure_file
from tests.content.conftest import Folder
from tests.shipped.table import table

LIST = "images/figures/figures.json"
PICTURE = "images/figures/towel.webp"


@pytest.fixture
def clinic(tmp_path: Path) -> Folder:
    """A folder with a picture of its own, and a tool that names it."""
    folder = Folder(tmp_path / "clinic")
    for name in ("images/figures", "tools"):
        folder.path(name).mkdir(parents=True)
    _draw(folder)
    _write(folder)
    folder.write("tools/soft_ball.yaml", (shipped("data") / "tools/soft_ball.yaml").read_bytes())
    folder.edit("tools/soft_ball.yaml", "^figure: .*", "figure: towel")
    return folder


def _draw(folder: Folder, kind: str = "WEBP", width: int = 90) -> None:
    Image.new("RGB", (width, 60), "teal").save(folder.path(PICTURE), kind)


def _write(folder: Folder, **changed: object) -> None:
    towel = {"id": "towel", "files": ["towel.webp"], "alt": "Lying down under a towel.", "shown_side": "left"}
    folder.write(LIST, json.dumps({"figures": [towel | changed]}, indent=1))


def _told(folder: Folder, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What the check says, but for remarks and the line at the end."""
    main(["check", str(folder.root), "--today", "2026-11-21"])
    return [line for line in capsys.readouterr().out.splitlines() if line.startswith("clinic/images")]


@pytest.mark.shipped
def test_each_technique_and_tool_of_the_table_has_a_picture_but_what_is_only_a_word(atlas: Atlas) -> None:
    remedies = [atlas.remedies[row["id"]] for row in table("families")]
    umbrellas = {key for key, technique in atlas.techniques.items() if technique.umbrella_for}
    assert {remedy.id for remedy in remedies if remedy.figure is None} == umbrellas & {it.id for it in remedies}


@pytest.mark.shipped
def test_every_shipped_picture_is_named_and_both_of_a_pair_are_of_one_size(atlas: Atlas) -> None:
    folder = shipped("images") / "figures"
    named = {file for figure in atlas.figures.values() for file in figure.files}
    assert named == {file.name for file in folder.iterdir()} - {"figures.json"}
    for figure in atlas.figures.values():
        sizes = set()
        for file in figure.files:
            with Image.open(folder / file) as picture:
                sizes.add(picture.size)
        assert len(sizes) == 1, figure.id


@pytest.mark.shipped
def test_no_alt_text_names_a_side_because_a_picture_may_be_mirrored(atlas: Atlas) -> None:
    sided = [key for key, figure in atlas.figures.items() if {"left", "right"} & set(figure.alt.lower().split())]
    assert not sided


def test_a_figure_that_does_not_exist_is_told_with_the_nearest(folder: Folder) -> None:
    folder.edit("tools/foam_roller.yaml", "^figure: .*", "figure: foam_roler_calf")
    place = folder.at("tools/foam_roller.yaml", "foam_roler_calf")
    assert folder.problems() == [f"{place}: figure: unknown figure 'foam_roler_calf'; did you mean 'foam_roller_calf'?"]


def test_a_clinic_brings_its_own_picture(clinic: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    loaded = load_atlas(clinic.root)
    assert loaded.tools["soft_ball"].figure == "towel"
    assert loaded.figures["towel"].alt == "Lying down under a towel."
    assert "bridge" in loaded.figures
    assert figure_file("towel.webp", loaded.folders) == clinic.path(PICTURE)
    assert _told(clinic, capsys) == []


def test_a_picture_with_the_name_of_a_shipped_one_takes_its_place(clinic: Folder) -> None:
    clinic.path(PICTURE).rename(clinic.path("images/figures/bridge_1.webp"))
    _write(clinic, files=["bridge_1.webp"])
    folders = load_atlas(clinic.root).folders
    assert figure_file("bridge_1.webp", folders) == clinic.path("images/figures/bridge_1.webp")
    assert figure_file("bridge_2.webp", folders) == shipped("images") / "figures/bridge_2.webp"


def test_a_folder_with_nothing_but_pictures_is_content(clinic: Folder) -> None:
    clinic.path("tools/soft_ball.yaml").unlink()
    clinic.path("tools").rmdir()
    assert clinic.problems() == []


def test_a_missing_picture_is_told_with_the_nearest(clinic: Folder) -> None:
    _write(clinic, files=["towels.webp"])
    said = "there is no picture 'towels.webp' in images/figures/; did you mean 'towel.webp'?"
    assert clinic.problems() == [f"{clinic.at(LIST, chr(34) + 'towels.webp')}: figures[0].files[0]: {said}"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty; save the picture again"),
        (b"<!DOCTYPE html><svg></svg>", "cannot be opened as a picture; allowed: WEBP, PNG, JPEG"),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "cannot be opened as a picture; allowed: WEBP, PNG, JPEG"),
        (b"x" * 300_001, "has 300,001 bytes; at most 300,000 are shown"),
    ],
    ids=["empty", "html", "cut off", "heavy"],
)
def test_a_picture_that_is_none_is_told(
    clinic: Folder, capsys: pytest.CaptureFixture[str], content: bytes, said: str
) -> None:
    clinic.write(PICTURE, content)
    place = clinic.at(LIST, '"towel.webp')
    assert _told(clinic, capsys) == [f"{place}: figures[0].files[0]: towel.webp {said}"]


def test_a_picture_cut_off_in_the_middle_is_told(clinic: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    whole = (shipped("images") / "figures/bridge_1.webp").read_bytes()
    clinic.write(PICTURE, whole[: len(whole) // 2])
    assert "towel.webp cannot be opened as a picture" in _told(clinic, capsys)[0]


def test_a_webp_that_is_named_png_is_told(clinic: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    clinic.path(PICTURE).rename(clinic.path("images/figures/towel.png"))
    _write(clinic, files=["towel.png"])
    assert "towel.png is a picture of the kind WEBP" in _told(clinic, capsys)[0]


def test_a_picture_that_is_too_wide_is_told(clinic: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    _draw(clinic, width=1601)
    assert "towel.webp is 1601 x 60 px; at most 1600 px" in _told(clinic, capsys)[0]


@pytest.mark.parametrize("name", ["towel.svg", "../towel.webp", "Towel.webp", "/etc/towel.png"])
def test_a_picture_of_another_form_or_place_is_told(clinic: Folder, name: str) -> None:
    _write(clinic, files=[name])
    assert [line.partition(": ")[2] for line in clinic.problems()] == [
        f"figures[0].files[0]: '{name}' is not the name of a picture of people; "
        "its form is such as bridge_1.webp, bridge_1.png or bridge_1.jpg"
    ]


def test_a_picture_without_words_for_those_who_do_not_see_it_is_told(clinic: Folder) -> None:
    clinic.edit(LIST, '^ *"alt": .*\n', "")
    assert clinic.problems() == [f"{clinic.at(LIST, '{' + chr(10) + '   ')}: figures[0]: missing field 'alt'"]


def test_words_longer_than_one_breath_are_told(clinic: Folder) -> None:
    _write(clinic, alt="a" * 141)
    assert "figures[0].alt: string should have at most 140 characters" in clinic.problems()[0]
