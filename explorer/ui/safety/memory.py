"""Nothing is forgotten silently: the tab knows that there were answers, and says so when the server has none.

The tab keeps a mark in its ``sessionStorage``, never an answer. A server that was started anew, or another one, starts
with an empty check; the mark tells that it was not always empty. The tab looks now and then whether that happened, so
that nobody goes on reading what no longer holds.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from explorer.ui.component import component
from explorer.ui.safety import check
from explorer.ui.state import content
from explorer.ui.state.store import Slot

_LOST = Slot("answers_lost", bool)
_FORGET = Slot("answers_forgotten_on_purpose", bool)
_mark = component("answers_mark", js=Path(__file__).with_suffix(".js").read_text("utf-8"))


def watch() -> None:
    """Set the mark while there are answers, and hear of one that is older than this session. For every page."""
    begun = check.current().begun
    if begun:
        _FORGET.clear()
    state = "answered" if begun else "forget" if _FORGET.get() else "empty"
    _mark(key="answers_mark", data={"state": state}, on_lost_change=_lose, on_asked_change=_look_again)


def note() -> None:
    """Say that answers were lost, until there are new ones."""
    if _LOST.get() and not check.current().begun:
        st.warning(content.say("frame.forgotten"), icon=":material/sync_problem:")


def forget() -> None:
    """Take the mark away: somebody wanted the answers to be forgotten."""
    _LOST.clear()
    _FORGET.put(value=True)


def _lose() -> None:
    _LOST.put(value=True)


def _look_again() -> None:
    """The run that comes with the question is the answer."""
