"""The screen of a stop: what to do, whom to call, and what stays open."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from explorer.care.screening import CLEARABLE, Stop
from explorer.content import Atlas
from explorer.ui.labels import bullets
from explorer.ui.safety import check, country, rulings, slot


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
            st.markdown(atlas.say("stop.until_help"))
            _for_the_helper(atlas, stop)
            country.choose(atlas, atlas.say("field.country"))
        else:
            whom_to_ask_today(atlas)
            st.markdown(atlas.say("stop.until_looked_at"))
            cleared_by_a_doctor(atlas, stop)
        take_back = on_change or (lambda: check.take_back(stop.flags))
        st.button(
            atlas.say("stop.change"), key=check.key("change", *stop.flags), icon=":material/edit:",
            on_click=take_back,
        )  # fmt: skip


def _call(atlas: Atlas) -> None:
    """The first and largest thing on the screen. What to say and do stands below it."""
    here = country.current(atlas)
    with st.container(key="call-now"):
        if here.dial:
            st.link_button(
                atlas.say("emergency.call", number=here.dial), f"tel:{here.dial}", type="primary",
                icon=":material/call:", width="stretch",
            )  # fmt: skip
        else:
            st.header(atlas.say("emergency.number", number=here.number), anchor=False)


def cleared_by_a_doctor(atlas: Atlas, stop: Stop) -> None:
    """The way on for what was seen: it opens what the other answers leave."""
    seen = tuple(key for key in stop.flags if atlas.red_flags[key].level == CLEARABLE)
    st.button(atlas.say("stop.cleared"), key=check.key("cleared", *seen), on_click=check.clear_signs, args=(seen,))


def whom_to_ask_today(atlas: Atlas) -> None:
    """Whom to ask on the same day in the country that one chooses."""
    here = country.current(atlas)
    today = atlas.say("emergency.today", whom=here.urgent)
    st.markdown(f"{today}\n\n{atlas.say('emergency.if_worse', number=here.number)}")
    country.choose(atlas, atlas.say("field.country"))


def _for_the_helper(atlas: Atlas, stop: Stop) -> None:
    """What a helper should read."""
    flags = [atlas.red_flags[key] for key in stop.flags]
    lines = (f"{flag.question} {atlas.say('sign.pattern', name=flag.pattern)}" for flag in flags)
    with st.expander(atlas.say("stop.helper")):
        st.markdown(f"{atlas.say('stop.helper_reads')}\n{bullets(lines)}")
