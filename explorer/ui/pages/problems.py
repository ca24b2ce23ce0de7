"""Shown while the content has problems, in place of the map where there is none: what to mend, where, since when."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from explorer.content.followed import Loaded
from explorer.content.speech import Speech
from explorer.ui.state import content
from explorer.web import shown


def main() -> None:
    """Draw the page."""
    loaded = content.load()
    if not loaded.problems:
        st.rerun()
    say = content.speech().say
    st.title(say("problems.title"), anchor=False)
    st.markdown(f"{_what_is_shown(loaded)} {say('problems.mend')}")
    for file in dict.fromkeys(problem.path for problem in loaded.problems):
        st.header(f":material/description: {file}", anchor=False)
        for problem in (problem for problem in loaded.problems if problem.path == file):
            hint = f"  \n:small[{problem.hint}]" if problem.hint else ""
            at = say("problems.place", line=problem.line, column=problem.column)
            st.markdown(f"- {at}: `{problem.where or 'file'}` {problem.what}{hint}")


def _what_is_shown(loaded: Loaded) -> str:
    speech = content.speech()
    if loaded.atlas is None:
        return speech.say("problems.nothing_is_shown")
    broken = loaded.broken_since or 0.0
    since = speech.say("problems.since", moment=_moment(speech, broken))
    if not loaded.own:
        return f"{since} {speech.say('problems.shipped_is_shown')}"
    return f"{since} {speech.say('problems.before_is_shown', moment=_moment(speech, shown.of(loaded.atlas).since))}"


def _moment(speech: Speech, seconds: float) -> str:
    """A moment by the clock of the server."""
    moment = datetime.fromtimestamp(seconds).astimezone()
    return f"{speech.day(moment.date())}, {moment:%H:%M:%S (UTC%z)}"


main()
