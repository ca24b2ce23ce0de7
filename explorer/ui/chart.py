"""The map on a page, and what a page must know about the screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from explorer.bodymap import Scene, figure
from explorer.bodymap.figure import Theme
from explorer.content import Atlas

VIEW_NAMES = {"posterior": "Back", "lateral": "Side", "anterior": "Front"}
HEIGHT_PX = 680
PHONE_HEIGHT_PX = 590


def draw(atlas: Atlas, scene: Scene, key: str, on_click: Callable[[], None] = lambda: None) -> None:
    """Draw a scene. ``on_click`` is called after a click; the selection is in the session state under ``key``.

    Without one, a tap on the map shows a name there, and nothing else.
    """
    drawn = figure(atlas, scene) if scene.off else _figure(atlas, scene)  # what comes from answers is not kept
    mount(drawn, key, on_click, alt(scene.view, scene.layer))


def mount(drawn: Any, key: str, on_click: Callable[[], None], words: str) -> None:
    """Put a figure on the page as a map. ``words`` say it for those who do not see it."""
    st.plotly_chart(
        drawn, key=key, theme=None, on_select=on_click, selection_mode="points",
        config={"displayModeBar": False, "scrollZoom": True}, alt=words,
    )  # fmt: skip


@st.cache_resource(show_spinner=False, max_entries=96, hash_funcs={Atlas: id})
def _figure(atlas: Atlas, scene: Scene) -> Any:
    """The figure of a scene, built once and shared by all sessions. It is never changed."""
    return figure(atlas, scene)


def alt(view: str, layer: str) -> str:
    """The picture in words, for those who do not see it."""
    picture = f"The body from the {VIEW_NAMES[view].lower()}, layer: {layer}."
    return f"{picture} The list beside it names every part and opens the same cards."


def is_phone() -> bool:
    """Whether the browser says that it is on a phone."""
    return "Mobi" in (st.context.headers.get("User-Agent") or "")


def theme() -> Theme:
    """Light or dark, as the reader sees the page."""
    return st.context.theme.type or "light"
