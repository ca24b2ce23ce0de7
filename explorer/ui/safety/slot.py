"""A place that shows one thing after the other: each is a new element in the browser.

A translator in the browser wraps every text. Streamlit would write the next text into the element of the one before,
which such a page no longer shows, and a person would answer one question while reading another. The next thing is also
brought into sight, and its heading takes the focus, so that it is read.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from explorer.ui.component import IN_SIGHT, component
from explorer.ui.state.store import Slot

_HTML = '<p class="slot-said" aria-live="polite"></p>'
_SCRIPT, _LOOK = (Path(__file__).with_suffix(kind).read_text("utf-8") for kind in (".js", ".css"))
_top = component("slot_top", html=_HTML, css=_LOOK, js=IN_SIGHT.read_text("utf-8") + _SCRIPT)
_SHOWN = Slot("shown_in_slot", lambda: ("", False))


def most_common_answer() -> DeltaGenerator:
    """A container for the button that most people press."""
    return st.container(key="most-common-answer")


def fresh(name: str) -> DeltaGenerator:
    """A container for what ``name`` tells. There is at most one on a page.

    Whenever the name is another one, what it holds lies one level deeper or less deep than before: an element of
    another kind stands in its place, which the browser cannot write into.
    """
    last, deeper = _SHOWN.get()
    if name != last:
        deeper = not deeper
        _SHOWN.put((name, deeper))
    _top(key="slot_top", data={"name": name})
    place = st.container(key=f"slot-{name}")
    return place.container() if deeper else place
