"""What a page must know about the screen that shows it."""

from __future__ import annotations

import streamlit as st

from explorer.bodymap.look import Theme

HEIGHT_PX = 1000  # and no more than the window has
PHONE_HEIGHT_PX = 540


def is_phone() -> bool:
    """Whether the browser says that it is on a phone."""
    return is_of_phone(st.context.headers.get("User-Agent") or "")


def is_of_phone(agent: str) -> bool:
    """Whether this is what a browser on a phone says of itself. An older iPad says most of it, too."""
    return "Mobi" in agent and "iPad" not in agent


def theme() -> Theme:
    """Light or dark, as the reader sees the page."""
    return st.context.theme.type or "light"


def map_height(laptop_px: int = HEIGHT_PX, phone_px: int = PHONE_HEIGHT_PX) -> int:
    """How high the map is in px, at most."""
    return phone_px if is_phone() else laptop_px
