"""The marks that go with what is said: grades, relations, verdicts, states of sources and of review."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

import streamlit as st

from explorer.content.models import Action, ClaimVerdict, Grade, Placement, Register, Relation, Reviewed

Colour = Literal["yellow", "orange", "blue", "gray", "green", "red", "violet"]
RELATIONS: dict[Relation, tuple[str, str, Colour]] = {
    "is": ("Is part of the nerve", ":material/bolt:", "yellow"),
    "touches": ("Touches the nerve", ":material/join_inner:", "orange"),
    "covers": ("Covers the nerve", ":material/layers:", "orange"),
    "near": ("Near the nerve", ":material/near_me:", "blue"),
    "far": ("Away from the nerve", ":material/arrow_range:", "gray"),
}
REGISTER_NAMES: dict[Register, str] = {"patient": "Plain words", "clinician": "For clinicians"}
GRADES: dict[Grade, str] = {
    "A": "consistent good studies or a guideline",
    "B": "some support from trials, with limits",
    "C": "low or mixed certainty",
    "D": "textbook, case reports or expert view only",
    "T": "settled anatomy",
    "X": "contradicted by studies",
}
VERDICTS: dict[ClaimVerdict, tuple[str, str, Colour]] = {
    "unsafe": ("Unsafe as said", ":material/front_hand:", "red"),
    "wrong": ("Not so", ":material/close:", "orange"),
    "settled_conflict": ("Sources differ", ":material/balance:", "violet"),
    "weak": ("Not shown", ":material/help:", "gray"),
    "marketing": ("Sales talk", ":material/campaign:", "gray"),
    "stated_with_limits": ("Holds, with limits", ":material/rule:", "blue"),
    "stated": ("Holds", ":material/check:", "green"),
    "excluded": ("Not about health", ":material/block:", "gray"),
}
ACTIONS: dict[Action, tuple[str, str, Colour]] = {
    "avoid": ("Don't", ":material/dangerous:", "red"),
    "ask_clinician_first": ("Ask first", ":material/forum:", "blue"),
    "avoid_locally": ("Not on that spot", ":material/wrong_location:", "orange"),
    "modify": ("Go gently", ":material/history_edu:", "yellow"),
    "ok": ("Fine", ":material/check:", "green"),
}
COMPLAINTS = {"back_pain": "Back pain", "sciatica": "Sciatica (leg pain from the nerve)", "other": "Other"}
PLACEMENTS: dict[Placement, str] = {
    "before": "Before you start",
    "during": "When to stop",
    "after": "Afterwards",
    "never": "Never there",
}
STATUS: dict[str, tuple[str, Colour]] = {
    "checked": ("checked against a public page", "green"),
    "partly": ("partly checked", "blue"),
    "unchecked": ("not checked yet", "orange"),
    "not_a_publication": ("not a publication", "gray"),
}


def sure(grade: Grade, rests: str) -> str:
    """How sure we are of something, and what that rests on."""
    return f"Grade {grade} ({GRADES[grade]}): {rests}"


def about(label: str, what: str) -> str:
    """A label that says to whoever hears it what it is about; beside it stands what tells whoever sees it.

    Which controls have such a label is told in ``frame.css``, by their keys.
    """
    return f"{label}:small[: {' '.join(what.split())}]"


def bullets(lines: Iterable[str]) -> str:
    """Lines as a list."""
    return "\n".join(f"- {line}" for line in lines)


def review(record: Reviewed) -> str:
    """Who looked at a text, and when it must be looked at again; says so when that day has passed."""
    by = f"Reviewed by {record.reviewer}" if record.reviewer else "Not yet reviewed by a clinician"
    on = f" on {_day(record.reviewed_on)}" if record.reviewer and record.reviewed_on else ""
    again = "It was to be read again" if record.is_overdue(date.today()) else "To be read again"
    return f"{by}{on}. {again} by {_day(record.review_by)}."


def _day(written: str) -> str:
    day = date.fromisoformat(written)
    return f"{day.day} {day:%B %Y}"


def review_note(record: Reviewed) -> None:
    """The line under every text: its review, and what it is not."""
    st.caption(f"{review(record)} This is not a diagnosis.")
