"""The screen of a stop: what to do, whom to call, and what stays open."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from explorer.care.screening import CLEARABLE, Stop
from explorer.content import Atlas
from explorer.ui.labels import bullets
from explorer.ui.safety import check, country, rulings, slot

WHERE = "Where are you?"
CLEARED = "A doctor has seen this and cleared it"
OPEN_AT_U = (
    "Until this is looked at: no massage, no ball, no roller, no stretching, no heat and no cold. Move about as you "
    "need. A pillow is fine, and so is your own medicine as before."
)
LOCKED_AT_E = (
    "Until help is there: no massage, no ball, no roller, no stretching, no heat and no cold. Lie or sit in the way "
    "that hurts least, and do not stay alone."
)


def screen(atlas: Atlas, stop: Stop, on_change: Callable[[], None] | None = None) -> None:
    """The stop with what to do and whom to call.

    ``on_change`` is called by one who answered wrongly; without it, these answers no longer count.
    """
    with slot.fresh(f"stop-{'-'.join(stop.flags)}"):
        emergency = stop.level == "E"
        if emergency:
            _call(atlas)
        rulings.stop(atlas, stop)
        if emergency:
            st.markdown(LOCKED_AT_E)
            _for_the_helper(atlas, stop)
            country.choose(atlas, WHERE)
        else:
            whom_to_ask_today(atlas)
            st.markdown(OPEN_AT_U)
            cleared_by_a_doctor(atlas, stop)
        take_back = on_change or (lambda: check.take_back(stop.flags))
        st.button(
            "I want to change my answer", key=check.key("change", *stop.flags), icon=":material/edit:",
            on_click=take_back,
        )  # fmt: skip


def _call(atlas: Atlas) -> None:
    """The first and largest thing on the screen. What to say and do stands below it."""
    here = country.current(atlas)
    with st.container(key="call-now"):
        if here.dial:
            st.link_button(
                f"Call {here.dial}", f"tel:{here.dial}", type="primary", icon=":material/call:", width="stretch"
            )
        else:
            st.header(f"Emergency number: {here.number}", anchor=False)


def cleared_by_a_doctor(atlas: Atlas, stop: Stop) -> None:
    """The way on for what was seen: it opens what the other answers leave."""
    seen = tuple(key for key in stop.flags if atlas.red_flags[key].level == CLEARABLE)
    st.button(CLEARED, key=check.key("cleared", *seen), on_click=check.clear_signs, args=(seen,))


def whom_to_ask_today(atlas: Atlas) -> None:
    """Whom to ask on the same day in the country that one chooses."""
    here = country.current(atlas)
    st.markdown(f"**Today:** {here.urgent}.\n\nIf it gets worse: **{here.number}**.")
    country.choose(atlas, WHERE)


def _for_the_helper(atlas: Atlas, stop: Stop) -> None:
    """What a helper should read."""
    flags = [atlas.red_flags[key] for key in stop.flags]
    lines = (f"{flag.question} Clinicians call this: {flag.pattern}." for flag in flags)
    with st.expander("Show this to the helper"):
        st.markdown(f"This person said yes, or was not sure:\n{bullets(lines)}")
