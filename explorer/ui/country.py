"""Whose emergency number holds: the clinic's own, until somebody says where they are. Kept from page to page."""

from __future__ import annotations

import streamlit as st

from explorer.content import Atlas
from explorer.content.models import Country

_HELD, _KEY = "country_held", "country"


def current(atlas: Atlas) -> Country:
    """The country whose numbers are shown."""
    return atlas.emergency.get(st.session_state.get(_HELD, ""), atlas.country)


def choose(atlas: Atlas, label: str) -> None:
    """Ask where somebody is."""
    st.session_state[_KEY] = current(atlas).id
    st.selectbox(
        label, tuple(atlas.emergency), key=_KEY, format_func=lambda key: atlas.emergency[key].name, width=320,
        on_change=_hold,
    )  # fmt: skip


def _hold() -> None:
    st.session_state[_HELD] = st.session_state[_KEY]
