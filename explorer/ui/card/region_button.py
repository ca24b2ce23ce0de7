"""The way from a card to that of another region."""

from __future__ import annotations

import streamlit as st

from explorer.content import Atlas
from explorer.content.models import Region, Register
from explorer.ui.state import navigation
from explorer.ui.state.view import RegionChosen


def region_button(atlas: Atlas, region: Region, register: Register, key: str, icon: str | None = None) -> None:
    """A button with the name of a region, which opens its card."""
    st.button(
        region.called(register), key=key, icon=icon, on_click=navigation.hear, args=(atlas, RegionChosen(region.id)),
        help=region.name, type="tertiary",
    )  # fmt: skip
