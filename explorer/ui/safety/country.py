"""Whose emergency number holds: the clinic's own, until somebody says where they are. Kept from page to page."""

from __future__ import annotations

import streamlit as st

from explorer.content import Atlas
from explorer.content.models import Country
from explorer.ui.state import content, store

_KEY = "country"


def current(atlas: Atlas) -> Country:
    """The country whose numbers are shown."""
    return content.country(atlas)


def chosen(atlas: Atlas) -> str | None:
    """The country that a link must name; None where that is the clinic's own."""
    here = current(atlas)
    return None if here.id == atlas.country.id else here.id


def choose(atlas: Atlas, label: str) -> None:
    """Ask where somebody is."""
    store.set_control(_KEY, current(atlas).id)
    st.selectbox(
        label, tuple(atlas.emergency), key=_KEY, format_func=lambda key: atlas.emergency[key].name, width=320,
        on_change=_hold, placeholder=label,
    )  # fmt: skip


def _hold() -> None:
    content.choose_country(store.told(_KEY))
