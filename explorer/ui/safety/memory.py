"""Nothing is forgotten silently: the tab knows that there were answers, and says so when the server has none.

The tab keeps a mark in its ``sessionStorage``, never an answer. A server that was started anew, or another one, starts
with an empty check; the mark tells that it was not always empty. The tab looks now and then whether that happened, so
that nobody goes on reading what no longer holds.
"""

from __future__ import annotations

from typing import Literal

import streamlit as st

from explorer.ui.safety import check
from explorer.ui.state import content
from explorer.ui.state.store import Slot

State = Literal["empty", "answered", "forget"]

_LOST = Slot("answers_lost", bool)
_HAD = Slot("answers_were_here", bool)  # in this session: those that are gone went on purpose


def state() -> State:
    """What the tab is to know: it keeps the mark while there are answers, and without them looks for an older one."""
    if check.current().begun:
        _HAD.put(value=True)
        return "answered"
    return "forget" if _HAD.get() else "empty"


def note() -> None:
    """Say that answers were lost, until there are new ones or somebody has read it."""
    if _LOST.get() and not check.current().begun:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.warning(content.say("frame.forgotten"), icon=":material/sync_problem:")
            st.button(content.say("frame.noted"), key="noted", on_click=_LOST.clear)


def forget() -> None:
    """Take the mark away: somebody wanted the answers to be forgotten."""
    _LOST.clear()
    _HAD.put(value=True)


def lose() -> None:
    """Take over that the tab has a mark of answers that are not here."""
    _LOST.put(value=True)


def look_again() -> None:
    """Hear a tab that asks whether its answers are still known. The run that comes with the question is the answer."""
