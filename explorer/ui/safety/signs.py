"""A list of stop signs to answer at once: one large line for each, what counts, and none of these.

Its controls carry the list that they belong to, so that an answer is never taken for another question.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from explorer.content.models import Condition, RedFlag
from explorer.ui.labels import about
from explorer.ui.safety import check, slot
from explorer.ui.state import content, store

WIDTH_PX = 760


@dataclass(frozen=True)
class Answer:
    """An answer that a line offers: its control, whether it ``holds`` now, and what takes it when it is pressed."""

    control: str
    holds: bool
    take: Callable[..., None]
    args: tuple[Any, ...]


def ask(sheet: str, flags: Sequence[RedFlag], label: Callable[[RedFlag], str], on: Callable[[bool], None]) -> None:
    """Ask these signs on the list ``sheet``.

    ``on`` is called when the list is done: with True when none of them fits, with False when the lines that were not
    chosen do not.
    """
    with st.container(gap="xsmall"):
        for flag in flags:
            _sign(sheet, flag, label(flag))
    chosen = any(check.current().replies.get(flag.id, "no") != "no" for flag in flags)
    if chosen:
        go_on(sheet, on)
    none(sheet, on, first=not chosen)


def go_on(sheet: str, on: Callable[[bool], None]) -> None:
    """The button that says that a list is done."""
    st.button(
        content.say("sign.go_on"), key=check.key("on", sheet), type="primary", on_click=on, args=(False,),
        width=WIDTH_PX,
    )  # fmt: skip


def none(sheet: str, on: Callable[[bool], None], *, first: bool) -> None:
    """The button that says that none of a list fits; it stands out while it is the ``first`` thing to press."""
    with slot.most_common_answer():
        st.button(
            content.say("sign.none"), key=check.key("none", sheet), type="primary" if first else "secondary",
            on_click=on, args=(True,), width=WIDTH_PX,
        )  # fmt: skip


def line(label: str, named: str, full: str, yes: Answer, unsure: Answer) -> None:
    """One line to answer: ``label`` with its toggle; for whoever is not sure what counts, and the way to say so.

    ``named`` is what the line is about, for whoever hears it.
    """
    for answer in (yes, unsure):
        store.align_control(answer.control, answer.holds)
    with st.container(key=f"line-{yes.control}", horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.toggle(label, key=yes.control, on_change=yes.take, args=yes.args, wrap=True)
        icon = ":material/check_box:" if unsure.holds else None
        about_it = about(content.say("sign.not_sure"), named)
        with st.popover(about_it, icon=icon, type="tertiary", key=f"counts-{yes.control}"):
            st.markdown(full)
            still = content.say("sign.still_not_sure")
            st.checkbox(still, key=unsure.control, on_change=unsure.take, args=unsure.args)


def _sign(sheet: str, flag: RedFlag, label: str) -> None:
    said = check.current().replies.get(flag.id)
    yes, unsure = check.key("yes", sheet, flag.id), check.key("unsure", sheet, flag.id)
    with st.container(key=check.key("sign", sheet, flag.id), border=True, width=WIDTH_PX):
        line(
            label, flag.called, f"{flag.question}\n\n{what_counts(flag)}",
            Answer(yes, said == "yes", _take, (flag, "yes", yes)),
            Answer(unsure, said == "unsure", _take, (flag, "unsure", unsure)),
        )  # fmt: skip


def what_counts(asked: RedFlag | Condition) -> str:
    """What counts as a yes to a question, and what does not."""
    counts = content.say("sign.counts", what=asked.counts)
    does_not = content.say("sign.does_not_count", what=asked.does_not_count) if asked.does_not_count else ""
    return "\n\n".join(filter(None, (counts, does_not)))


def _take(flag: RedFlag, reply: check.Reply, control: str) -> None:
    if store.told(control):
        check.answer(flag.id, reply)
    else:
        check.take_back([flag.id])
