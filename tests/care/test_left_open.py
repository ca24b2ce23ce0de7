"""What each condition leaves open, in lines."""

from __future__ import annotations

import pytest

from explorer.care.left_open import left_open
from explorer.content import Atlas
from tests.care import oracle
from tests.care.oracle import Said

pytestmark = pytest.mark.shipped


def _told(atlas: Atlas) -> tuple[dict[str, dict[str, list[str]]], dict[str, str]]:
    """What stays open by condition and action, and who is left with nothing for what reason."""
    lines = list(left_open(atlas))
    at = next(i for i, line in enumerate(lines) if line.startswith("left with nothing: "))
    found: dict[str, dict[str, list[str]]] = {}
    for line in lines[:at]:
        if line.startswith("  "):
            action, _, keys = line.strip().partition(": ")
            found[list(found)[-1]][action] = keys.split(", ")
        else:
            found[line.partition(",")[0]] = {}
    with_nothing = dict(line.strip().split(": ", 1) for line in lines[at + 1 :])
    assert lines[at] == f"left with nothing: {len(with_nothing)}"
    return found, with_nothing


def test_every_condition_is_told_with_what_the_tables_leave_open(atlas: Atlas) -> None:
    found, _ = _told(atlas)
    assert list(found) == list(atlas.conditions)
    for condition, told in found.items():
        expected: dict[str, set[str]] = {}
        for kind in oracle.REMEDIES:
            for key, (action, *_) in oracle.of_remedies(Said(conditions=(condition,)), kind).items():
                if action not in ("avoid", "ask_clinician_first") and key != "medical_massage":
                    expected.setdefault(action, set()).add(key)
        assert {action: set(keys) for action, keys in told.items()} == expected, condition


def test_those_left_with_nothing_to_do_are_told_with_the_reason(atlas: Atlas) -> None:
    found, with_nothing = _told(atlas)
    assert {"cauda_equina_signs", "progressive_weakness", "dvt_suspected"} <= set(with_nothing)
    for key, reason in with_nothing.items():
        assert reason == atlas.conditions[key].clinician_why
        assert {name for names in found[key].values() for name in names} <= {"positioning_pillow"}


def test_with_new_leg_pain_warmth_and_six_exercises_are_open(atlas: Atlas) -> None:
    found, _ = _told(atlas)
    free = {key for action in ("ok", "modify") for key in found["acute_radicular"].get(action, ())}
    assert "heat_pack" in free
    assert len(free & set(atlas.exercises)) >= 6
