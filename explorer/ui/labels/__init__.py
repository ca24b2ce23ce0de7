"""The marks that go with what is said: grades, relations, verdicts, states of sources and of review."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

import streamlit as st

from explorer.content import Atlas
from explorer.content.language import left_in_english
from explorer.content.models import Action, ClaimVerdict, Grade, Relation, Reviewed
from explorer.content.speech import Speech

Colour = Literal["yellow", "orange", "blue", "gray", "green", "red", "violet"]
Mark = tuple[str, Colour]  # an icon and its colour
RELATIONS: dict[Relation, Mark] = {
    "is": (":material/bolt:", "yellow"),
    "touches": (":material/join_inner:", "orange"),
    "covers": (":material/layers:", "orange"),
    "near": (":material/near_me:", "blue"),
    "far": (":material/arrow_range:", "gray"),
}
VERDICTS: dict[ClaimVerdict, Mark] = {
    "unsafe": (":material/front_hand:", "red"),
    "wrong": (":material/close:", "orange"),
    "settled_conflict": (":material/balance:", "violet"),
    "weak": (":material/help:", "gray"),
    "marketing": (":material/campaign:", "gray"),
    "stated_with_limits": (":material/rule:", "blue"),
    "stated": (":material/check:", "green"),
    "excluded": (":material/block:", "gray"),
}
ACTIONS: dict[Action, Mark] = {
    "avoid": (":material/dangerous:", "red"),
    "ask_clinician_first": (":material/forum:", "blue"),
    "avoid_locally": (":material/wrong_location:", "orange"),
    "modify": (":material/history_edu:", "yellow"),
    "ok": (":material/check:", "green"),
}
STATUS: dict[str, Colour] = {  # of a source
    "checked": "green", "partly": "blue", "unchecked": "orange", "not_a_publication": "gray",
}  # fmt: skip


def sure(speech: Speech, grade: Grade, rests: str) -> str:
    """How sure we are of something, and what that rests on."""
    return speech.say("grade.rests", grade=grade, meaning=means(speech, grade), rests=rests)


def means(speech: Speech, grade: Grade) -> str:
    """What a grade stands for: ``low or mixed certainty``."""
    return speech.say(f"grade.means.{grade.lower()}")


def about(label: str, what: str) -> str:
    """A label that says to whoever hears it what it is about; beside it stands what tells whoever sees it.

    Which controls have such a label is told in ``frame.css``, by their keys.
    """
    return f"{label}:small[: {' '.join(what.split())}]"


def bullets(lines: Iterable[str]) -> str:
    """Lines as a list."""
    return "\n".join(f"- {line}" for line in lines)


def review(speech: Speech, record: Reviewed) -> str:
    """Who looked at a text, and when it must be looked at again; says so when that day has passed."""
    by, overdue = speech.day(date.fromisoformat(record.review_by)), record.is_overdue(date.today())
    again = speech.say("review.overdue" if overdue else "review.due", day=by)
    return f"{_reviewed(speech, record)} {again} {speech.say('frame.no_diagnosis')}"


def _reviewed(speech: Speech, record: Reviewed) -> str:
    if not record.reviewer:
        return speech.say("review.not_yet")
    if not record.reviewed_on:
        return speech.say("review.by", name=record.reviewer)
    return speech.say("review.by_on", name=record.reviewer, day=speech.day(date.fromisoformat(record.reviewed_on)))


def review_note(speech: Speech, record: Reviewed) -> None:
    """The line under every text: its review, and what it is not."""
    st.caption(review(speech, record))


def foreign(atlas: Atlas, text: str) -> str:
    """Words in a line of Markdown: in italics, as those of another language, where they stayed English."""
    return f"*{text}*" if text in left_in_english(atlas) else text
