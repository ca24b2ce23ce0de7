"""A template that does not end, or grows without end, costs a paper and nothing else."""

from __future__ import annotations

import base64
import os
import random
from pathlib import Path

import pytest

from explorer.cli import main
from explorer.content import Atlas
from explorer.handout import pdf
from explorer.handout import typesetter as there
from explorer.handout.picture import picture
from explorer.handout.typesetter import NotSetError, typeset
from tests.handout.reading import sheet_of, twelve

TITLE = '#set document(title: "T")\n'
ENDLESS = "#for a in range(100000) { for b in range(100000) { let c = a + b } }"
GROWING = [
    '#let a = "x" * 100\n#for n in range(50) { a = a + a }\n#a.len()',
    "#range(3000000000).len()",
    "#for n in range(10000000) [lorem ipsum ]",
    "#for n in range(1000000) { pagebreak() }",
]
MOST_GROWTH_KB = 80_000  # with twelve papers; in the process of the server they took 700,000


def _set(folder: Path, template: str, **more: str) -> tuple[bytes, ...]:
    return typeset({"main.typ": TITLE + template, **more}, str(folder), {"format": "pdf", "pdf_standards": ["ua-1"]})


def test_one_that_does_not_end_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(there, "SECONDS", 2)
    with pytest.raises(NotSetError, match="look for a loop"):
        _set(tmp_path, ENDLESS)


def test_one_whose_server_is_gone_stops_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is there any more who would end it."""
    soon = tmp_path / "typesetter.py"
    soon.write_text(Path(there.__file__).read_text("utf-8").replace("SECONDS = 20", "SECONDS = 1"), "utf-8")
    monkeypatch.setattr(there, "__file__", str(soon))
    monkeypatch.setattr(there, "SECONDS", 600)
    with pytest.raises(NotSetError, match="look for a loop"):
        _set(tmp_path, ENDLESS)


@pytest.mark.parametrize("template", GROWING)
def test_one_that_grows_without_end_is_stopped(tmp_path: Path, template: str) -> None:
    with pytest.raises(NotSetError, match="MB of memory; look for"):
        _set(tmp_path, template)


def test_one_that_makes_too_much_is_told(tmp_path: Path) -> None:
    noise = base64.b64encode(random.Random(0).randbytes(35_000_000)).decode()
    with pytest.raises(NotSetError, match="too many pages"):
        _set(tmp_path, '#pdf.attach("noise.txt", description: "n")\nx', **{"noise.txt": noise})


def test_check_names_the_template_and_says_what_to_do(
    clinic: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(there, "SECONDS", 2)
    (clinic / "handout/plan.typ").write_text(TITLE + ENDLESS)
    assert main(["check", str(clinic)]) == 1
    told = [line for line in capsys.readouterr().out.splitlines() if "seconds" in line]
    assert len(told) == 1, "it was waited for once, not for each plan"
    assert told[0].startswith("harbour/handout/plan.typ:1:1: ")
    assert "look for a loop" in told[0]


def test_nothing_of_a_paper_stays_in_the_memory_of_the_server(atlas: Atlas) -> None:
    sheets = [sheet_of(atlas, twelve(atlas, number)) for number in range(1, 13)]
    drawn = picture(sheets[0], atlas)
    pdf(sheets[0], atlas, "a4", drawn)
    before = _memory_kb()
    for sheet in sheets:
        pdf(sheet, atlas, "a4", drawn)
    assert _memory_kb() - before < MOST_GROWTH_KB


def _memory_kb() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1000
