"""The screen of a stop: what to do, whom to call, and nothing else."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from explorer.care.screening import Stop
from explorer.content import Atlas
from explorer.ui.safety import check, country, rulings


def screen(atlas: Atlas, stop: Stop, on_change: Callable[[], None] | None = None) -> None:
    """The stop with what to do and whom to call.

    ``on_change`` is called by one who answered wrongly; without it, these answers no longer count.
    """
    rulings.stop(atlas, stop)
    whom_to_call(atlas, emergency=stop.level == "E")
    st.markdown("Until this is looked at: no massage, no ball, no roller, no stretching, no heat and no cold.")
    take_back = on_change or (lambda: check.take_back(stop.flags))
    st.button("I want to change my answer", icon=":material/edit:", on_click=take_back)


def whom_to_call(atlas: Atlas, *, emergency: bool) -> None:
    """The emergency number of the country that one chooses, and whom to ask on the same day."""
    country.choose(atlas, "Where are you?")
    here = country.current(atlas)
    if emergency:
        st.subheader(f":red[:material/call:] {here.number}", anchor=False)
        st.markdown(f"Emergency number: **{here.number}**.")
    else:
        st.markdown(f"**Today:** {here.urgent}.\n\nIf it gets worse: **{here.number}**.")
