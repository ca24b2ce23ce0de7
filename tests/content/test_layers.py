"""``check`` tells faults of every layer in one run: what cannot be read, what does not fit, and what makes no paper."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

from explorer.cli import main
from explorer.content import shipped
from tests.content.conftest import Folder

BALL = "tools/soft_ball.yaml"
PLAN = "plans/our_calf.yaml"
WORDS = "handout/words.yaml"
TEMPLATE = "handout/plan.typ"
TOO_HARD = "items[0]: “Light strokes on thigh and calf”: pressure 9 of 10; at most 3"


@pytest.fixture
def clinic(tmp_path: Path) -> Folder:
    """A folder with a plan whose pressure is beyond the limit."""
    folder = Folder(tmp_path / "clinic")
    for name in ("plans", "tools", "techniques", "handout"):
        folder.path(name).mkdir(parents=True)
    _copy(folder, "plans/calf_tightness.yaml", PLAN)
    folder.edit(PLAN, "^id: .*", "id: our_calf")
    folder.edit(PLAN, "pressure: 1", "pressure: 9")
    return folder


def _copy(folder: Folder, file: str, own: str | None = None) -> None:
    folder.write(own or file, (shipped("data") / file).read_bytes())


def _told(folder: Folder, capsys: pytest.CaptureFixture[str]) -> list[str]:
    main(["check", str(folder.root), "--today", "2026-11-21"])
    return [line for line in capsys.readouterr().out.splitlines() if not line.endswith(" (remark)")]


def _too_hard(folder: Folder) -> str:
    return f"{folder.at(PLAN, '{region')}: {TOO_HARD}"


@pytest.mark.parametrize("content", ["", "{", "id: soft_ball\nstage: soft\n"], ids=["empty", "syntax", "schema"])
def test_a_plan_beyond_its_limits_is_told_beside_a_tool_that_cannot_be_read(
    clinic: Folder, capsys: pytest.CaptureFixture[str], content: str
) -> None:
    clinic.write(BALL, content)
    told = _told(clinic, capsys)
    assert [line for line in told if PLAN in line] == [_too_hard(clinic)]
    assert {line.partition(":")[0] for line in told} == {f"clinic/{PLAN}", f"clinic/{BALL}"}


def test_a_plan_is_not_judged_by_what_stands_in_for_a_faulty_technique(
    clinic: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    _copy(clinic, "techniques/leg_work.yaml")
    clinic.edit("techniques/leg_work.yaml", "^  limit: .*", "  limit: 10")
    clinic.edit("techniques/leg_work.yaml", "^stage: .*", "stage: soft")
    (told,) = _told(clinic, capsys)
    assert told.startswith(clinic.at("techniques/leg_work.yaml", "soft\n"))


def test_a_record_that_is_faulty_only_because_another_one_is_causes_no_second_problem(
    clinic: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    _copy(clinic, "techniques/leg_work.yaml", "techniques/our_work.yaml")
    clinic.edit("techniques/our_work.yaml", "^id: .*", "id: our_work")
    clinic.edit("techniques/our_work.yaml", "^stage: .*", "stage: soft\nregions: [gastrocnemius]")
    clinic.edit(PLAN, "technique: leg_work", "technique: our_work")
    (told,) = _told(clinic, capsys)
    assert told.startswith(clinic.at("techniques/our_work.yaml", "soft\n"))


def test_nothing_more_is_told_while_a_list_cannot_be_read(clinic: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    clinic.write("stop_rules.yaml", "{")
    (told,) = _told(clinic, capsys)
    assert told.startswith("clinic/stop_rules.yaml:1:2: not readable as YAML")


def test_a_card_that_forbids_too_much_is_told_beside_a_faulty_plan(
    clinic: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    _copy(clinic, BALL)
    steps = re.search(r"(?s)steps:\n(.*?)(?=dose:)", clinic.path(BALL).read_text("utf-8"))
    assert steps
    clinic.edit(BALL, re.escape(steps[1]), "  - Stand at a wall.\n  - Lean in.\n")
    clinic.edit(BALL, r"at_once: \[S_NERVE, ", "at_once: [U_CLOT, S_NERVE, ")
    clinic.edit(PLAN, "side: right", "side: rigth")
    told = _told(clinic, capsys)
    assert [line.partition(":")[0] for line in told] == [f"clinic/{PLAN}", f"clinic/{BALL}"]
    assert "lines that are read at once forbid" in told[1]


def test_the_words_of_the_paper_are_told_beside_all_else(clinic: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    clinic.write(BALL, "")
    _copy(clinic, WORDS)
    clinic.edit(WORDS, "^visits: .*", "visits: See https://example.org now")
    assert _told(clinic, capsys) == [
        f"{clinic.at(WORDS, 'See')}: visits: “https://example.org” is a link or a picture; say it in words; "
        "sources stand in references.yaml, pictures in 'figure'",
        _too_hard(clinic),
        f"clinic/{BALL}:1:1: the file is empty",
    ]


@pytest.mark.usefixtures("whole_check")
@pytest.mark.parametrize(
    ("line", "place", "said"),
    [
        ("#foo()", "1", "unknown variable: foo"),
        ('#image("gone.png")', "7", "file not found"),
        ("#while true { }", "7", "condition is always true"),
        ('#import "@preview/x:1.0.0"', "1", "“import” is not allowed, as it can fetch things; take it out"),
    ],
)
def test_a_template_that_makes_no_paper_is_told_once_at_its_line(
    clinic: Folder, capsys: pytest.CaptureFixture[str], line: str, place: str, said: str
) -> None:
    _copy(clinic, TEMPLATE)
    text = clinic.path(TEMPLATE).read_text("utf-8")
    clinic.write(TEMPLATE, f"{text}\n{line}\n")
    template, plan = sorted(_told(clinic, capsys))
    assert template.startswith(f"clinic/{TEMPLATE}:{text.count(chr(10)) + 2}:{place}: {said}")
    assert plan == _too_hard(clinic)


@pytest.mark.usefixtures("whole_check")
def test_one_paper_is_made_of_each_plan_to_start_from(clinic: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    clinic.path(PLAN).unlink()
    _copy(clinic, TEMPLATE)
    text = clinic.path(TEMPLATE).read_text("utf-8")
    clinic.write(TEMPLATE, f'{text}\n#if sheet.parts.last().rows.len() > 3 {{ panic("full") }}\n')
    (told,) = _told(clinic, capsys)
    assert told.startswith(f"clinic/{TEMPLATE}:{text.count(chr(10)) + 2}:"), "only some plans have so many rows at home"


@pytest.mark.parametrize(
    ("logo", "content", "said"),
    [
        ("logo.png", b"no picture", "cannot be opened as a picture; allowed: WEBP, PNG, JPEG"),
        ("logo.jpg", b"", "cannot be opened as a picture; allowed: WEBP, PNG, JPEG"),
        ("logo.svg", b"no picture", "is no SVG picture; save it as SVG, or name it as what it is"),
        ("logo.svg", b'<svg><image href="https://example.org/x.png"/></svg>',
         "has a picture or a link of another place in it; draw it in, or take it out"),
    ],
)  # fmt: skip
def test_a_logo_that_is_no_picture_is_told_where_it_is_named(
    clinic: Folder, capsys: pytest.CaptureFixture[str], logo: str, content: bytes, said: str
) -> None:
    clinic.path(PLAN).unlink()
    clinic.write(f"handout/{logo}", content)
    clinic.write("clinic.yaml", f"clinic:\n  - id: clinic\n    logo: {logo}\n")
    assert _told(clinic, capsys) == [f"clinic/clinic.yaml:3:11: clinic[0].logo: {logo} {said}"]


@pytest.mark.usefixtures("whole_check")
def test_a_plate_that_ends_in_the_middle_is_told(own_images: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    plate = own_images.images / "plate_posterior_deep.webp"
    whole = plate.read_bytes()
    plate.unlink()
    plate.write_bytes(whole[: len(whole) // 2])
    assert main(["check", str(own_images.root), "--images", str(own_images.images), "--today", "2026-11-21"]) == 1
    said = "images/plate_posterior_deep.webp:1:1: the plate cannot be opened as a picture; save it again\n"
    assert capsys.readouterr().out == said


@pytest.mark.parametrize("file", ["notes.txt", "images/figures/draft.psd", "images/photo.jpg", "handout/letter.docx"])
def test_a_file_that_need_not_be_read_is_remarked(
    clinic: Folder, capsys: pytest.CaptureFixture[str], file: str
) -> None:
    clinic.path(PLAN).unlink()
    clinic.path(file).parent.mkdir(parents=True, exist_ok=True)
    clinic.write(file, b"x")
    assert main(["check", str(clinic.root), "--today", "2026-11-21"]) == 0
    assert f"clinic/{file}:1:1: nothing reads this file (remark)" in capsys.readouterr().out.splitlines()


def test_a_picture_that_is_named_is_read(clinic: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    clinic.path(PLAN).unlink()
    Image.new("RGB", (20, 20), "teal").save(clinic.path("handout/logo.png"))
    clinic.write("clinic.yaml", "clinic:\n  - id: clinic\n    logo: logo.png\n")
    assert main(["check", str(clinic.root), "--today", "2026-11-21"]) == 0
    assert "clinic/handout" not in capsys.readouterr().out
