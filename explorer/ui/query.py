"""Query parameters of the pages beside the map: each holds one choice, so that a link reopens it."""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

from explorer.content.models import REGISTERS, Register
from explorer.ui import place

REGISTER_NAMES = {"patient": "Plain words", "clinician": "For clinicians"}


def chosen(name: str, allowed: Collection[str]) -> str | None:
    """What the URL chooses, or nothing. Says so when this atlas does not have it."""
    found = st.query_params.get(name)
    if found is None or found in allowed:
        return found
    st.warning(place.note_on_link(name, found, allowed), icon=":material/link_off:")
    return None


def take_over(name: str) -> None:
    """Write to the URL what a control of this name was set to."""
    value = st.session_state[name]
    if value:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)


def register() -> Register:
    """Plain words or clinicians' words: as the URL says, else as the map was left."""
    found = st.query_params.get("register") or place.register_left()
    return "clinician" if found == "clinician" else "patient"


def register_switch() -> Register:
    """The switch between plain words and clinicians' words, and what it is set to. Other pages keep to it."""
    st.session_state["register"] = register()
    st.segmented_control(
        "Words", REGISTERS, format_func=lambda key: REGISTER_NAMES[key], required=True, key="register",
        on_change=_take_over_register, label_visibility="collapsed",
    )  # fmt: skip
    return register()


def _take_over_register() -> None:
    st.query_params["register"] = st.session_state["register"]
    place.leave_register(st.session_state["register"])
