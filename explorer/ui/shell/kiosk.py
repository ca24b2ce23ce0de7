"""A screen that many people use, one after the other: after a while without a touch it forgets what was answered."""

from __future__ import annotations

import os
import time

import streamlit as st

from explorer.ui.safety import check, memory
from explorer.ui.state import diary, drawing, pages, store
from explorer.ui.state.store import Slot

IDLE_VARIABLE = "SCIATIC_EXPLORER_IDLE_MINUTES"
LOOK_EVERY_SECONDS = 5
_TOUCHED = Slot("last_touched", time.monotonic)


def watch() -> None:
    """Note that the screen was used, and look from time to time whether it still is. Off unless minutes are set."""
    minutes = os.environ.get(IDLE_VARIABLE)
    if minutes:
        _TOUCHED.put(time.monotonic())
        _look(60 * float(minutes))


@st.fragment(run_every=LOOK_EVERY_SECONDS)
def _look(limit_seconds: float) -> None:
    """Start anew when nobody was there for so long and something was left behind."""
    idle = time.monotonic() - _TOUCHED.get()
    if idle > limit_seconds and (check.current().begun or drawing.sites() or diary.code() or store.query()):
        store.forget_all()
        memory.forget()
        st.switch_page(pages.page("explore"))
