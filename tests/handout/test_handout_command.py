"""The commands `handout` and `plan`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from explorer.care.plan_code import MOST_SIGNS, decode, encode
from explorer.care.plan_file import as_yaml, plan_of
from explorer.cli import main
from explorer.content import Atlas, load_atlas
from explorer.content.models import Plan
from tests.handout.reading import BASE, LONG, scanned, squeezed, text_of, twelve

pytestmark = [pytest.mark.shipped, pytest.mark.usefixtures("one_picture")]
Printed = pytest.CaptureFixture[str]


@pytest.fixture(scope="module", autouse=True)
def _content_read_once(atlas: Atlas) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("explorer.cli.arguments.load_atlas", lambda folder: load_atlas(folder) if folder else atlas)
        yield


@pytest.fixture
def saved(atlas: Atlas, tmp_path: Path) -> Path:
    file = tmp_path / "plan.yaml"
    file.write_text(as_yaml(twelve(atlas, 6, LONG)))
    return file


def _run(*arguments: object) -> int:
    try:
        return main([str(argument) for argument in arguments])
    except SystemExit as left:  # argparse, at wrong usage
        return int(left.code or 0)


def test_a_template_is_printed_as_pdf_and_its_name_told(repo: Path, tmp_path: Path, capsys: Printed) -> None:
    out = tmp_path / "out.pdf"
    assert _run("handout", repo / "data/plans/buttock_ache.yaml", "-o", out, "--today", "2026-11-21") == 0
    assert capsys.readouterr().out == f"{out}\n"
    said = text_of(out.read_bytes())
    assert squeezed("Made on 21 November 2026") in said
    assert squeezed("safety check was not done") in said


def test_the_code_on_it_opens_the_plan_at_the_address_given(saved: Path, tmp_path: Path, atlas: Atlas) -> None:
    out = tmp_path / "out.pdf"
    assert _run("handout", saved, "-o", out, "--link-base", BASE, "--paper", "letter") == 0
    assert scanned(out.read_bytes()) == [f"{BASE}/p/{encode(twelve(atlas, 6))}"]
    assert _run("handout", saved, "-o", out, "--link-base", BASE, "--country", "us") == 0
    assert scanned(out.read_bytes()) == [f"{BASE}/p/{encode(twelve(atlas, 6))}?country=us"]


def test_it_is_printed_in_another_language_and_its_code_opens_that_too(
    saved: Path, tmp_path: Path, atlas: Atlas
) -> None:
    out = tmp_path / "out.pdf"
    assert _run("handout", saved, "-o", out, "--link-base", BASE, "--lang", "es", "--today", "2026-11-21") == 0
    assert squeezed("Hecho el 21 de noviembre de 2026") in text_of(out.read_bytes())
    assert scanned(out.read_bytes()) == [f"{BASE}/p/{encode(twelve(atlas, 6).model_copy(update={'lang': 'es'}))}"]


def test_an_address_that_no_phone_can_open_is_printed_as_asked_and_said(
    saved: Path, tmp_path: Path, capsys: Printed
) -> None:
    out = tmp_path / "out.pdf"
    assert _run("handout", saved, "-o", out, "--link-base", "http://localhost:8501") == 0
    assert "a phone cannot open http://localhost:8501" in capsys.readouterr().err
    assert [code.rpartition("/")[0] for code in scanned(out.read_bytes())] == ["http://localhost:8501/p"]


def test_pictures_are_numbered_where_there_are_several_pages(atlas: Atlas, tmp_path: Path, capsys: Printed) -> None:
    for count, names in ((1, ["one.png"]), (12, ["one-1.png", "one-2.png"])):
        file = tmp_path / "plan.yaml"
        file.write_text(as_yaml(twelve(atlas, count)))
        assert _run("handout", file, "-o", tmp_path / "one.png") == 0
        assert capsys.readouterr().out.split() == [str(tmp_path / name) for name in names]
        assert all((tmp_path / name).read_bytes().startswith(b"\x89PNG") for name in names)


def test_it_is_printed_as_a_web_page(saved: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.html"
    assert _run("handout", saved, "-o", out, "--country", "gb") == 0
    assert "999 or 112" in out.read_text()


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["-o", "out.txt"], "'out.txt' must end in .pdf, .png or .html"),
        (["-o", "out.pdf", "--country", "uk"], "unknown country 'uk'"),
        (["-o", "out.pdf", "--lang", "fr"], "the language 'fr' is not offered; offered: en, es"),
        (["-o", "out.pdf", "--condition", "pregnacy"], "did you mean 'pregnancy'"),
        (["-o", "out.pdf", "--link-base", "atlas.example.org"], "is no address"),
        (["-o", "out.pdf", "--today", "yesterday"], "is no day"),
        (["-o", "out.pdf", "--data", "nowhere"], "no folder 'nowhere'"),
        (["-o", "nowhere/out.pdf"], "cannot write 'nowhere/out.pdf'"),
        ([], "-o/--output"),
    ],
)
def test_wrong_usage_is_told_and_nothing_written(
    saved: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed, more: list[str], told: str
) -> None:
    monkeypatch.chdir(saved.parent)
    assert _run("handout", saved, *more) == 2
    printed = capsys.readouterr()
    assert told in printed.err
    assert printed.out == ""
    assert list(saved.parent.iterdir()) == [saved]


def test_objections_are_told_one_a_line_and_nothing_is_written(saved: Path, capsys: Printed) -> None:
    out = saved.parent / "out.pdf"
    assert _run("handout", saved, "-o", out, "--red-flag", "RF05") == 1
    printed = capsys.readouterr()
    assert [line.partition(":")[0] for line in printed.err.splitlines()] == [
        f"Number {n} of the plan" for n in range(1, 7)
    ]
    assert printed.out == ""
    assert not out.exists()


def test_answers_to_the_safety_check_are_heard(saved: Path) -> None:
    out = saved.parent / "out.html"
    spot = "varicose_veins@calf:right"
    assert _run("handout", saved, "-o", out, "--place", spot) == 0
    assert "Go gently:" in out.read_text()
    assert "safety check was not done" not in out.read_text()
    assert _run("handout", saved, "-o", out, "--checked") == 0
    assert "safety check was not done" not in out.read_text()
    assert "Go gently:" not in out.read_text()


def test_every_problem_of_a_bad_file_is_told_with_its_place(tmp_path: Path, capsys: Printed) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("version: 1\nitms: []\nreader: doctor\n")
    assert _run("handout", bad, "-o", tmp_path / "out.pdf") == 1
    printed = capsys.readouterr()
    assert [line.split(": ")[0] for line in printed.err.splitlines()] == ["bad.yaml:2:1", "bad.yaml:3:9"]
    assert printed.out == ""
    assert _run("handout", tmp_path / "missing.yaml", "-o", tmp_path / "out.pdf") == 1


def test_a_clinics_folder_brings_its_head_its_country_and_its_address(clinic: Path, saved: Path) -> None:
    out = saved.parent / "out.pdf"
    assert _run("handout", saved, "-o", out, "--data", clinic) == 0
    assert squeezed("Harbour Massage & Sons") in text_of(out.read_bytes())
    assert "911" in text_of(out.read_bytes())
    assert scanned(out.read_bytes())[0].startswith("https://harbour.example.org/p/")


def test_a_broken_template_is_told_and_nothing_is_written(clinic: Path, saved: Path, capsys: Printed) -> None:
    (clinic / "handout/plan.typ").write_text("#nonsense()")
    out = saved.parent / "out.pdf"
    assert _run("handout", saved, "-o", out, "--data", clinic) == 1
    assert "plan.typ: error: unknown variable: nonsense" in capsys.readouterr().err
    assert not out.exists()


def test_a_plan_becomes_a_code_and_the_code_the_plan(saved: Path, atlas: Atlas, capsys: Printed) -> None:
    assert _run("plan", "encode", saved) == 0
    code = capsys.readouterr().out.strip()
    assert decode(code) == twelve(atlas, 6)
    assert _run("plan", "decode", code) == 0
    assert plan_of(capsys.readouterr().out.encode(), "plan.yaml") == twelve(atlas, 6)


def test_notes_go_into_a_code_only_when_asked_for(saved: Path, atlas: Atlas, capsys: Printed) -> None:
    assert _run("plan", "encode", saved, "--notes") == 0
    assert decode(capsys.readouterr().out.strip()) == twelve(atlas, 6, LONG)


def test_a_whole_link_is_printed_and_understood(saved: Path, atlas: Atlas, capsys: Printed) -> None:
    assert _run("plan", "encode", saved, "--link-base", BASE) == 0
    address = capsys.readouterr().out.strip()
    assert address.startswith(f"{BASE}/p/1.")
    out = saved.parent / "again.yaml"
    assert _run("plan", "decode", address, "-o", out) == 0
    assert plan_of(out.read_bytes(), "again.yaml") == twelve(atlas, 6)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("code", "told"), [("1.eNq", "damaged"), ("9.abc", "a version that cannot"), (f"1.{'x' * MOST_SIGNS}", "too long")]
)
def test_a_damaged_code_is_told_and_nothing_printed(code: str, told: str, capsys: Printed) -> None:
    assert _run("plan", "decode", code) == 1
    printed = capsys.readouterr()
    assert told in printed.err
    assert printed.out == ""


def test_a_plan_that_cannot_stand_becomes_no_code(tmp_path: Path, atlas: Atlas, capsys: Printed) -> None:
    item = twelve(atlas, 1).items[0].model_copy(update={"pressure": 10})
    file = tmp_path / "hard.yaml"
    file.write_text(as_yaml(Plan(items=(item,))))
    assert _run("plan", "encode", file) == 1
    printed = capsys.readouterr()
    assert "pressure 10 of 10" in printed.err
    assert printed.out == ""
