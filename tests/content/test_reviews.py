"""Who reviewed what: for the very words, in the clinic's own folder alone, and gone when the words change."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from explorer.cli import main
from explorer.content import ContentError, load_atlas, shipped
from explorer.content.reviews import Standing, review_of, signed, standings, write
from explorer.handout.sheet import small_print
from explorer.handout.words import read_words
from explorer.ui.labels import review

pytestmark = pytest.mark.shipped
TEXT, WHO = "tools/soft_ball", ["--by", "Dr A. Example", "--role", "physiotherapist", "--today", "2026-11-20"]
RULE = "stop_rules/S_NERVE"


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    folder = tmp_path / "our-clinic"
    (folder / "tools").mkdir(parents=True)
    (folder / f"{TEXT}.yaml").write_bytes((shipped("data") / f"{TEXT}.yaml").read_bytes())
    return folder


def _run(*arguments: str) -> int:
    return main(["review", *arguments])


def _sign(clinic: Path, *texts: str) -> None:
    assert _run("sign", *texts, *WHO, "--data", str(clinic)) == 0


def _standing(clinic: Path) -> Standing:
    return next(each for each in standings(load_atlas(clinic)) if each.id == TEXT)


def _reword(clinic: Path) -> None:
    file = clinic / f"{TEXT}.yaml"
    text = file.read_text("utf-8")
    assert "plain_name: Soft ball" in text
    file.write_text(text.replace("plain_name: Soft ball", "plain_name: Our soft ball"), "utf-8")


def test_a_signed_text_is_told_as_reviewed_on_screen_and_paper(clinic: Path) -> None:
    fresh = load_atlas(clinic)
    assert review(fresh.speech, fresh.tools["soft_ball"]).startswith("Not yet reviewed")
    _sign(clinic, TEXT, RULE)
    atlas = load_atlas(clinic)
    ball = atlas.tools["soft_ball"]
    assert review(atlas.speech, ball).startswith("Reviewed by Dr A. Example (physiotherapist) on 20 November 2026.")
    words = read_words(atlas)
    assert any("Dr A. Example (physiotherapist)" in line for line in small_print(atlas, [ball], (), words))
    mixed = small_print(atlas, [ball, atlas.tools["firm_ball"]], (), words)
    assert words.not_reviewed in mixed


def test_a_review_holds_for_the_language_that_was_read(clinic: Path) -> None:
    _sign(clinic, TEXT)
    atlas = load_atlas(clinic)
    in_spanish = atlas.told("es", atlas.here.id)
    assert in_spanish.tools["soft_ball"].reviewer is None
    assert in_spanish.tools["soft_ball"].reviewed_on is None
    assert signed(in_spanish)[0] == 0


def test_so_many_texts_are_counted_as_reviewed(clinic: Path) -> None:
    none, texts = signed(load_atlas(clinic))
    _sign(clinic, TEXT, RULE)
    assert none == 0
    assert signed(load_atlas(clinic)) == (2, texts)
    assert texts == len(standings(load_atlas(clinic)))


def test_a_text_that_is_changed_falls_back_to_not_reviewed_and_says_what_changed(
    clinic: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _sign(clinic, TEXT)
    _reword(clinic)
    assert load_atlas(clinic).tools["soft_ball"].reviewer is None
    capsys.readouterr()
    assert _run("show", TEXT, "--data", str(clinic)) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0].endswith("on 2026-11-20: plain_name")
    assert [line for line in told if line.startswith("* ")] == ["* plain_name: Our soft ball (tennis ball)"]
    _sign(clinic, TEXT)
    assert load_atlas(clinic).tools["soft_ball"].reviewer


def test_each_review_stays_and_the_last_one_counts(clinic: Path) -> None:
    _sign(clinic, TEXT)
    first = (clinic / "reviews.yaml").read_text("utf-8")
    _reword(clinic)
    _sign(clinic, TEXT, RULE)
    assert (clinic / "reviews.yaml").read_text("utf-8").startswith(first)
    assert {each.state for each in standings(load_atlas(clinic)) if each.last} == {"reviewed"}


@pytest.mark.parametrize("before", ["reviews: []\n", "reviews: [\n]\n"])
def test_a_file_in_another_form_is_written_on_as_well(clinic: Path, before: str) -> None:
    (clinic / "reviews.yaml").write_text(before, "utf-8")
    _sign(clinic, TEXT)
    assert load_atlas(clinic).tools["soft_ball"].reviewer


def test_reviews_without_an_indent_are_kept(clinic: Path) -> None:
    _sign(clinic, TEXT)
    file = clinic / "reviews.yaml"
    file.write_text(file.read_text("utf-8").replace("\n  ", "\n"), "utf-8")
    _sign(clinic, RULE)
    assert signed(load_atlas(clinic))[0] == 2


@pytest.mark.parametrize("broken", ["reviews: [\n", "reviews:\n  - id: tools/soft_ball\n", "other: []\n"])
def test_nothing_of_a_file_that_cannot_be_read_is_lost(clinic: Path, broken: str) -> None:
    review = review_of(_standing(clinic), "A. Clinician", "physio", "2026-11-20")
    (clinic / "reviews.yaml").write_text(broken, "utf-8")
    with pytest.raises(ContentError, match=f"{clinic.name}/reviews.yaml"):
        write(clinic, [review])
    assert [path.name for path in clinic.iterdir() if "reviews" in path.name] == ["reviews.yaml"]
    assert (clinic / "reviews.yaml").read_text("utf-8") == broken


def test_nothing_but_that_file_is_written(clinic: Path) -> None:
    before = {path.name: path.stat().st_mtime_ns for path in shipped("data").rglob("*")}
    _sign(clinic, TEXT)
    assert {path.name for path in clinic.rglob("*")} == {"tools", "soft_ball.yaml", "reviews.yaml"}
    assert before == {path.name: path.stat().st_mtime_ns for path in shipped("data").rglob("*")}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "never in the shipped one; name it: --data DIR"),
        (["--data", str(shipped("data"))], "never in the shipped one; name it: --data DIR"),
        (["--data", "nowhere"], "no folder 'nowhere'"),
    ],
)
def test_without_a_folder_of_ones_own_nothing_is_written(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run("sign", TEXT, *WHO, *arguments) == 2
    assert said in capsys.readouterr().err
    assert not (shipped("data") / "reviews.yaml").exists()


@pytest.mark.parametrize(
    ("text", "who", "said"),
    [
        ("tools/soft_bal", WHO, "no text 'tools/soft_bal'; did you mean 'tools/soft_ball'?"),
        (TEXT, ["--by", " ", "--role", "doctor"], "this is no reviewer"),
        (TEXT, ["--by", "Dr A", "--role", "-"], "this is no role"),
        (TEXT, [*WHO[:4], "--today", "2999-01-01"], "2999-01-01 is still to come"),
    ],
)
def test_what_cannot_be_signed_is_told_and_nothing_is_written(
    clinic: Path, text: str, who: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run("sign", text, *who, "--data", str(clinic)) == 2
    assert said in capsys.readouterr().err
    assert not (clinic / "reviews.yaml").exists()


def test_a_name_is_text_whatever_is_in_it(clinic: Path) -> None:
    name = 'Zoë "Zo" O\'Neil: #1, {x}'
    write(clinic, [review_of(_standing(clinic), name, "physio", "2026-11-20")])
    assert load_atlas(clinic).tools["soft_ball"].reviewer == f"{name} (physio)"


def test_the_report_is_for_people_and_for_scripts(clinic: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _sign(clinic, TEXT, RULE)
    _reword(clinic)
    capsys.readouterr()
    assert _run("report", "--json", "--data", str(clinic)) == 0
    told = {each["id"]: each for each in json.loads(capsys.readouterr().out)}
    assert (told[RULE]["state"], told[TEXT]["state"], told["tools/firm_ball"]["state"]) == (
        "reviewed", "changed", "waiting",
    )  # fmt: skip
    assert told[RULE]["last"]["reviewer"] == "Dr A. Example"
    assert told[TEXT]["changed"] == ["plain_name"]
    assert _run("report", "--data", str(clinic)) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == f"1 reviewed, 1 changed since, {len(told) - 2} never reviewed"
    assert _run("list", "--data", str(clinic)) == 0
    assert not any(line.startswith(f"{RULE} ") for line in capsys.readouterr().out.splitlines())


def test_a_broken_file_of_reviews_is_told_with_its_place(clinic: Path) -> None:
    (clinic / "reviews.yaml").write_text("reviews:\n  - id: tools/soft_ball\n    reviewer: Dr A\n    role: doctor\n")
    with pytest.raises(ContentError) as told:
        load_atlas(clinic)
    assert "our-clinic/reviews.yaml:2:" in str(told.value)
    assert "missing field 'fingerprint'" in str(told.value)


def test_a_review_of_a_text_that_is_gone_is_remarked_and_breaks_nothing(
    clinic: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _sign(clinic, TEXT)
    file = clinic / "reviews.yaml"
    file.write_text(file.read_text("utf-8").replace("soft_ball", "old_ball"), "utf-8")
    assert main(["check", str(clinic)]) == 0
    assert "reviews.yaml:3:9: reviews[0].id: unknown text 'tools/old_ball'" in capsys.readouterr().out


def test_the_page_for_reviews_is_for_this_computer_and_a_folder_of_ones_own(
    clinic: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "--review"]) == 2
    assert "name it: --data DIR" in capsys.readouterr().err
    assert main(["run", "--review", "--data", str(clinic), "--host", "0.0.0.0"]) == 2
    assert "whoever reaches it can sign" in capsys.readouterr().err
