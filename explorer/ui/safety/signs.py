"""A list of stop signs to answer at once: one large line for each, what counts, and none of these.

Its controls carry the list that they belong to, so that an answer is never taken for another question.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from explorer.content.models import Condition, RedFlag
from explorer.ui.labels import about
from explorer.ui.safety import check, slot
from explorer.ui.state import content, store

WIDTH_PX = 760
LINE = (5, 3)  # the line itself, and what stands beside it


def ask(sheet: str, flags: Sequence[RedFlag], label: Callable[[RedFlag], str], on: Callable[[bool], None]) -> None:
    """Ask these signs on the list ``sheet``.

    ``on`` is called when the list is done: with True when none of them fits, with False when the lines that were not
    chosen do not.
    """
    with st.container(gap="xsmall"):
        for flag in flags:
            _line(sheet, flag, label(flag))
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


def _line(sheet: str, flag: RedFlag, label: str) -> None:
    said = check.current().replies.get(flag.id)
    yes, unsure = check.key("yes", sheet, flag.id), check.key("unsure", sheet, flag.id)
    store.align_control(yes, said == "yes")
    store.align_control(unsure, said == "unsure" or flag.id in check.current().doubts)
    with st.container(key=check.key("sign", sheet, flag.id), border=True, gap="xxsmall", width=WIDTH_PX):
        line, doubt = st.columns(LINE, vertical_alignment="center")
        line.toggle(label, key=yes, on_change=_say_yes, args=(flag, yes), wrap=True)
        with doubt.container(horizontal=True, vertical_alignment="center"):
            doubt_about = about(content.say("sign.not_sure"), flag.called)
            st.checkbox(doubt_about, key=unsure, on_change=_say_unsure, args=(flag, unsure))
            counts = about(content.say("sign.what_counts"), flag.called)
            with st.popover(counts, type="tertiary", key=check.key("counts", sheet, flag.id)):
                _in_full(flag)
        if flag.id in check.current().doubts:
            _look_first(sheet, flag)


def _look_first(sheet: str, flag: RedFlag) -> None:
    """What counts, before somebody who is not sure about an emergency answers."""
    _in_full(flag)
    answers = {"unsure": content.say("sign.still_not_sure"), "no": content.say("sign.does_not_fit")}
    with st.container(horizontal=True):
        for said, label in answers.items():
            st.button(label, key=check.key(said, sheet, flag.id, "now"), on_click=check.answer, args=(flag.id, said))


def _in_full(flag: RedFlag) -> None:
    st.markdown(f"{flag.question}\n\n{what_counts(flag)}")


def what_counts(asked: RedFlag | Condition) -> str:
    """What counts as a yes to a question, and what does not."""
    counts = content.say("sign.counts", what=asked.counts)
    does_not = content.say("sign.does_not_count", what=asked.does_not_count) if asked.does_not_count else ""
    return "\n\n".join(filter(None, (counts, does_not)))


def _say_yes(flag: RedFlag, control: str) -> None:
    if store.told(control):
        check.answer(flag.id, "yes")
    else:
        check.take_back([flag.id])


def _say_unsure(flag: RedFlag, control: str) -> None:
    if not store.told(control):
        check.take_back([flag.id])
    elif flag.level == "E":
        check.doubt(flag.id)
    else:
        check.answer(flag.id, "unsure")
