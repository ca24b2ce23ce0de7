"""The screen of a stop: what to do, whom to call, and what stays open."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from explorer.care.screening import CLEARABLE, Stop
from explorer.content import Atlas
from explorer.ui.labels import bullets
from explorer.ui.safety import check, country, rulings, slot

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
        rulings.stop(atlas, stop)
        emergency = stop.level == "E"
        whom_to_call(atlas, emergency=emergency)
        st.markdown(LOCKED_AT_E if emergency else OPEN_AT_U)
        if emergency:
            _for_the_helper(atlas, stop)
        else:
            cleared_by_a_doctor(atlas, stop)
        take_back = on_change or (lambda: check.take_back(stop.flags))
        st.button(
            "I want to change my answer", key=check.key("change", *stop.flags), icon=":material/edit:",
            on_click=take_back,
        )  # fmt: skip


def cleared_by_a_doctor(atlas: Atlas, stop: Stop) -> None:
    """The way on for what was seen: it opens what the other answers leave."""
    seen = tuple(key for key in stop.flags if atlas.red_flags[key].level == CLEARABLE)
    st.button(CLEARED, key=check.key("cleared", *seen), on_click=check.clear_signs, args=(seen,))


def whom_to_call(atlas: Atlas, *, emergency: bool) -> None:
    """The emergency number of the country that one chooses, and whom to ask on the same day."""
    country.choose(atlas, "Where are you?")
    here = country.current(atlas)
    if emergency:
        if here.dial:
            st.link_button(f"Call {here.dial}", f"tel:{here.dial}", type="primary", icon=":material/call:")
        st.markdown(f"Emergency number: **{here.number}**.")
    else:
        st.markdown(f"**Today:** {here.urgent}.\n\nIf it gets worse: **{here.number}**.")


def _for_the_helper(atlas: Atlas, stop: Stop) -> None:
    """What a helper should read."""
    flags = [atlas.red_flags[key] for key in stop.flags]
    lines = (f"{flag.question} Clinicians call this: {flag.pattern}." for flag in flags)
    with st.expander("Show this to the helper"):
        st.markdown(f"This person said yes, or was not sure:\n{bullets(lines)}")
