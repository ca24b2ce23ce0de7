"""What is worked out once and kept for this session only, because it follows from what somebody chose here."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

Value = TypeVar("Value")
_KEPT = "worked_out"


def kept(name: str, of: object, make: Callable[[], Value]) -> Value:
    """What ``make`` gives for ``of``: made anew when ``of`` is another than the last time."""
    found: dict[str, tuple[object, Value]] = st.session_state.setdefault(_KEPT, {})
    if name not in found or found[name][0] != of:
        found[name] = of, make()
    return found[name][1]


def forget() -> None:
    """Let go of all that was worked out."""
    st.session_state.pop(_KEPT, None)
