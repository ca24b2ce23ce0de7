"""``python -m explorer check``: what it prints and how it ends."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Collection
from datetime import date
from pathlib import Path

import pytest

from explorer.care.forbidding import shares
from explorer.cli import main
from explorer.content import Atlas, shipped
from explorer.content.lint import remarks
from explorer.content.load import read_content
from explorer.content.models import FAMILIES
from tests.content.conftest import Folder

PIRIFORMIS = "regions/piriformis.yaml"


WRITTEN = "2026-11-21"  # no review was due then


def _counts(atlas: Atlas) -> list[str]:
    """How much there is of each kind, counted in what was loaded."""
    counted: dict[str, Collection[object]] = {
        "regions": atlas.regions, "techniques": atlas.techniques, "tools": atlas.tools,
        "exercises": atlas.exercises, "plans": atlas.plans,
        "tours": atlas.tours, "keep-off zones": atlas.keep_off, "red flags": atlas.red_flags,
        "check screens": atlas.check_screens, "circumstances": atlas.circumstances, "stop rules": atlas.stop_rules,
        "conditions": atlas.conditions, "claims": atlas.claims, "topics": atlas.topics, "places": atlas.places,
        "references": atlas.references, "countries": atlas.emergency, "areas": atlas.areas,
        "wording rules": atlas.wording, "patterns": atlas.patterns, "routes": atlas.routing, "caveats": atlas.caveats,
        "points of the course": atlas.course, "effects": atlas.effects,
        "lines of advice": atlas.advice, "answers": atlas.answers, "phases": atlas.phases, "clinic": atlas.clinic,
        "phrases": atlas.interface, "pictures of people": atlas.figures,
        "structures": atlas.geometry.structures,
    }  # fmt: skip
    return [f"{len(records)} {name}" for name, records in counted.items()]


def test_a_check_goes_on_when_no_stop_rule_can_be_read(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    rules = folder.path("stop_rules.yaml").read_text("utf-8")
    folder.write("stop_rules.yaml", rules.replace("placement:", "place:"))
    assert main(["check", str(folder.root)]) == 1
    assert "unknown key 'place'; did you mean 'placement'?" in capsys.readouterr().out


def test_the_shipped_content_gives_one_line_of_counts_after_the_remarks(repo: Path, atlas: Atlas) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "explorer", "check", "--today", WRITTEN],
        cwd=repo, capture_output=True, text=True, timeout=180, check=False,
    )  # fmt: skip
    assert (run.returncode, run.stderr) == (0, ""), run.stdout
    *remarked, last = run.stdout.splitlines()
    assert last.startswith(", ".join(_counts(atlas)) + ": no problems")
    expected = [str(remark) for remark in remarks(read_content().tables, date.fromisoformat(WRITTEN))]
    assert [line.removesuffix(" (remark)") for line in remarked] == expected


def test_check_waits_for_nothing_that_only_other_commands_need(repo: Path, tmp_path: Path) -> None:
    code = (
        f"import sys; from explorer.cli import main; main(['check', {str(tmp_path)!r}]); "
        "print(sorted({'plotly', 'streamlit'} & sys.modules.keys()), file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=repo, capture_output=True, text=True, timeout=60, check=True)
    assert run.stderr == "[]\n"


def test_the_counts_are_printed_one_a_line(capsys: pytest.CaptureFixture[str], atlas: Atlas) -> None:
    assert main(["check", "--counts", "--today", WRITTEN]) == 0
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert set(_counts(atlas)) <= set(lines)
    rows, columns = len(atlas.conditions), len(FAMILIES)
    assert f"{rows} conditions × {columns} families = {rows * columns} cells" in lines  # noqa: RUF001


def test_the_reading_grade_of_every_patient_text_is_printed_the_hardest_first(
    capsys: pytest.CaptureFixture[str], atlas: Atlas
) -> None:
    assert main(["check", "--readability", "--today", WRITTEN]) == 0
    head, *lines = (line for line in capsys.readouterr().out.splitlines() if not line.endswith(" (remark)"))
    lines = lines[: next(i for i, line in enumerate(lines) if line.startswith("forbids"))]
    assert head == "grade words  record and fields; the limit is 6.0 for 30 words or more"
    grades = [float(line.split()[0]) for line in lines]
    assert grades == sorted(grades, reverse=True)
    shelves = (atlas.techniques, atlas.tools, atlas.exercises)
    kinds = (atlas.regions, *shelves, atlas.keep_off, atlas.red_flags, atlas.conditions,
             atlas.check_screens, atlas.circumstances, atlas.stop_rules, atlas.claims, atlas.topics, atlas.places,
             atlas.patterns, atlas.routing, atlas.caveats, atlas.tours,
             atlas.advice, atlas.answers, atlas.plans, atlas.phases, atlas.course)  # fmt: skip
    assert sorted(line.split()[3].rstrip(":") for line in lines) == sorted(key for kind in kinds for key in kind)
    (piriformis,) = (line for line in lines if " piriformis: " in line)
    assert re.search(r"data/regions/piriformis\.yaml:\d+ piriformis: nerve_relation -?\d+\.\d, patient ", piriformis)


def test_the_share_of_each_card_that_forbids_is_printed_the_largest_first(
    capsys: pytest.CaptureFixture[str], atlas: Atlas
) -> None:
    assert main(["check", "--readability", "--today", WRITTEN]) == 0
    lines = capsys.readouterr().out.partition("forbids")[2].splitlines()
    found = [line.split() for line in lines[1:-1] if not line.endswith(" (remark)")]
    assert [int(share.rstrip("%")) for share, _ in found] == sorted(
        (int(s.rstrip("%")) for s, _ in found), reverse=True
    )
    assert {key for _, key in found} == {*atlas.regions, *atlas.items}
    assert {key: share for share, key in found} == {key: f"{share:.0%}" for key, share in shares(atlas).items()}


def test_a_card_of_which_too_much_forbids_is_told_with_its_file(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    ball = "tools/soft_ball.yaml"
    steps = re.search(r"(?s)steps:\n(.*?)(?=dose:)", (folder.root / ball).read_text("utf-8"))
    assert steps
    folder.edit(ball, re.escape(steps[1]), "  - Stand at a wall.\n  - Lean in.\n")
    folder.edit(ball, r"at_once: \[S_NERVE, ", "at_once: [U_CLOT, S_NERVE, ")
    assert main(["check", str(folder.root), "--today", WRITTEN]) == 1
    told = [line for line in capsys.readouterr().out.splitlines() if "forbid" in line]
    assert len(told) == 1
    assert "/soft_ball.yaml:" in told[0]
    assert told[0].endswith("45% of the lines that are read at once forbid; at most 40%; say more of what one can do")


def test_a_review_that_is_due_is_remarked_and_fails_nothing(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    folder.edit(PIRIFORMIS, "2027-11-21", "2027-01-31")
    assert main(["check", str(folder.root), "--today", "2027-01-31"]) == 0
    assert "remark" not in capsys.readouterr().out
    assert main(["check", str(folder.root), "--today", "2027-02-01"]) == 0
    remark, last = capsys.readouterr().out.splitlines()
    assert remark == (
        f"{folder.at(PIRIFORMIS, chr(34) + '2027-01-31')}: review_by: 'piriformis' was to be reviewed by 2027-01-31; "
        "review it and set a new date (remark)"
    )
    assert last.endswith(": no problems, 1 remark")


def test_remarks_are_counted(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(folder.root), "--today", "2099-12-31"]) == 0
    *lines, last = capsys.readouterr().out.splitlines()
    assert all(line.endswith(" (remark)") for line in lines)
    assert last.endswith(f": no problems, {len(lines)} remarks")


def test_remarks_are_told_beside_problems_and_the_exit_code_is_1(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.edit(PIRIFORMIS, "2027-11-21", "2027-01-31")
    folder.edit(PIRIFORMIS, "swedish", "swedsh")
    assert main(["check", str(folder.root), "--today", "2027-02-01"]) == 1
    problem, remark = capsys.readouterr().out.splitlines()
    assert problem == folder.problems()[0]
    assert remark.endswith("(remark)")


def test_a_fault_of_the_words_fails(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    folder.edit(PIRIFORMIS, "eases: Moving.", "eases: Massage cures it.")
    assert main(["check", str(folder.root), "--today", "2026-11-21"]) == 1
    assert capsys.readouterr().out == (
        f"{folder.at(PIRIFORMIS, 'Massage cures')}: patient.eases: “cures” claims: cures, fixes root cause, "
        "long-term relief; instead: short-term comfort as part of a plan\n"
    )


def test_a_folder_of_ones_own_is_checked_over_the_shipped_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], atlas: Atlas
) -> None:
    clinic = Folder(tmp_path / "clinic")
    clinic.path("tools").mkdir(parents=True)
    clinic.write("tools/cork_ball.yaml", (shipped("data") / "tools/soft_ball.yaml").read_bytes())
    clinic.edit("tools/cork_ball.yaml", "^id: soft_ball", "id: cork_ball")
    assert main(["check", str(clinic.root), "--today", "2026-11-21"]) == 0
    *remarked, last = capsys.readouterr().out.splitlines()
    told = f"{clinic.at('tools/cork_ball.yaml', 'cork_ball')}: id: no region offers the tool"
    assert [line.startswith(told) for line in remarked if line.startswith(clinic.root.name)] == [True]
    assert f", {len(atlas.tools) + 1} tools, " in last
    clinic.edit("tools/cork_ball.yaml", "^stage: gentle", "stage: soft")
    assert main(["check", str(clinic.root)]) == 1
    assert capsys.readouterr().out.startswith(f"{clinic.at('tools/cork_ball.yaml', 'soft' + chr(10))}: stage: 'soft'")


@pytest.mark.parametrize("day", ["2027-13-40", "tomorrow", ""])
def test_a_day_that_does_not_exist_is_wrong_usage(day: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["check", "--today", day])
    assert end.value.code == 2
    assert "argument --today" in capsys.readouterr().err


def test_another_folder_can_be_checked(folder: Folder, capsys: pytest.CaptureFixture[str], atlas: Atlas) -> None:
    folder.path("tools/firm_ball.yaml").unlink()
    for region in folder.path("regions").iterdir():
        region.write_text(region.read_text("utf-8").replace("firm_ball", "soft_ball"), "utf-8")
    assert main(["check", str(folder.root)]) == 0
    assert f", {len(atlas.tools) - 1} tools, " in capsys.readouterr().out


def test_every_problem_is_one_line_and_the_exit_code_is_1(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    folder.edit(PIRIFORMIS, "swedish", "swedsh")
    folder.edit(PIRIFORMIS, "soft_ball", "sof_ball")
    assert main(["check", str(folder.root)]) == 1
    printed = capsys.readouterr()
    assert printed.out.splitlines() == folder.problems()
    assert len(folder.problems()) == 2
    assert printed.err == ""


def test_plates_of_another_folder_can_be_checked(own_images: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    (own_images.images / "plate_lateral_right_nerve.webp").unlink()
    assert main(["check", str(own_images.root), "--images", str(own_images.images)]) == 1
    assert capsys.readouterr().out == (
        "images/plate_lateral_right_nerve.webp:1:1: the plate cannot be read: No such file or directory\n"
    )


@pytest.mark.parametrize("arguments", [["{gone}"], ["--images", "{gone}"], ["{file}"]])
def test_a_folder_that_does_not_exist_is_wrong_usage(
    arguments: list[str], folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = {"gone": folder.root / "gone", "file": folder.path(PIRIFORMIS)}
    filled = [argument.format(**paths) for argument in arguments]
    assert main(["check", *filled]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == f"sciatic-explorer check: no folder '{filled[-1]}'\n"


@pytest.mark.parametrize("arguments", [[], ["chek"], ["check", "--colour"], ["check", "a", "b"], ["schema"]], ids=str)
def test_an_unknown_command_or_option_is_wrong_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 2
    assert "usage: sciatic-explorer" in capsys.readouterr().err


def test_what_each_condition_leaves_open_is_printed_when_asked_for(
    capsys: pytest.CaptureFixture[str], atlas: Atlas
) -> None:
    assert main(["check", "--open", "--today", WRITTEN]) == 0
    lines = capsys.readouterr().out.splitlines()
    heads = tuple(f"{key}, " for key in atlas.conditions)
    assert sum(line.startswith(heads) for line in lines) == len(heads)
    assert any(line.startswith("left with nothing: ") for line in lines)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437", "utf-8"])
def test_every_console_can_show_what_is_told(folder: Folder, repo: Path, encoding: str) -> None:
    folder.edit(PIRIFORMIS, "eases: Moving.", "eases: It cures – “so” – Rücken 背.")  # noqa: RUF001
    folder.write("tools/\udcff.yaml", "id: Rücken×2\n")  # noqa: RUF001
    run = subprocess.run(
        [sys.executable, "-m", "explorer", "check", str(folder.root), "--today", WRITTEN],
        cwd=repo, capture_output=True, timeout=60, check=False, env=os.environ | {"PYTHONIOENCODING": encoding},
    )  # fmt: skip
    assert (run.returncode, run.stderr) == (1, b"")
    told = run.stdout.decode(encoding)
    assert re.search('["“]cures["”] claims: cures, fixes root cause', told)
    assert re.search("'(Rücken|Rucken)[×x]2' is not an id", told)  # noqa: RUF001
