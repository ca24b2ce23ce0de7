"""Places painted into a map that stays as it is, so that a tap shows at once and the zoom is kept."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

_mount = st.components.v2.component("painted", js=Path(__file__).with_suffix(".js").read_text("utf-8"))


def paint(scene: str, marked: Sequence[str], colour: str) -> None:
    """Paint these locations, and no others, into the figure whose ``meta`` is ``scene``."""
    _mount(key="painted", data={"scene": scene, "marked": list(marked), "colour": colour})
