"""What is said of the lock by those who know of faults, and that silence is never taken for an answer."""

from __future__ import annotations

from typing import Any

from tools.audit import FOUND, NONE, NOT_ASKED, NOT_REACHED, judged

GOOD: dict[str, Any] = {"name": "segno", "version": "1.6.6", "vulns": []}
BAD: dict[str, Any] = {
    "name": "pillow", "version": "13.0.0", "vulns": [{"id": "PYSEC-2026-1", "fix_versions": ["13.0.1"]}],
}  # fmt: skip
SKIPPED: dict[str, Any] = {"name": "typst", "skip_reason": "not found"}


def test_a_known_fault_is_told_with_the_release_that_mends_it() -> None:
    code, said = judged([GOOD, BAD])
    assert code == FOUND
    assert said == [
        "pillow 13.0.0: PYSEC-2026-1, mended in 13.0.1", "2 of 2 releases asked about: 1 known faults",
    ]  # fmt: skip


def test_all_is_well_only_when_every_release_was_asked_about() -> None:
    assert judged([GOOD])[0] == NONE
    code, said = judged([GOOD, SKIPPED])
    assert code == NOT_ASKED
    assert said[0] == "typst: not asked about (not found)"


def test_a_database_that_does_not_answer_is_told_and_not_passed_over() -> None:
    assert judged([SKIPPED]) == (NOT_ASKED, [NOT_REACHED])
    assert judged([]) == (NOT_ASKED, [NOT_REACHED])
