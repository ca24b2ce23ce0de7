"""Query parameters of the pages beside the map: each holds one choice, so that a link reopens it."""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

from explorer.content.models import REGISTERS, Register
from explorer.ui.state import content, navigation, store, view


def chosen(name: str, allowed: Collection[str]) -> str | None:
    """What the URL chooses, or nothing. Says so when this atlas does not have it."""
    found = store.parameter(name)
    if found is None or found in allowed:
        return found
    st.warning(view.note_on_link(content.speech(), found, allowed), icon=":material/link_off:")
    return None


def take_over(name: str) -> None:
    """Write to the URL what a control of this name was set to."""
    store.set_parameter(name, store.told(name))


def register_switch() -> Register:
    """The switch between plain words and clinicians' words, and what it is set to. Other pages keep to it."""
    store.set_control("register", navigation.register())
    st.segmented_control(
        content.say("field.register"), REGISTERS, format_func=lambda key: content.say(f"register.{key}"), required=True,
        key="register", on_change=_take_over_register, label_visibility="collapsed",
    )  # fmt: skip
    return navigation.register()


def _take_over_register() -> None:
    navigation.choose_register(store.told("register"))
