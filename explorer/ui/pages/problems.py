"""Shown in place of the map while the content has problems: what to mend, and where."""

from __future__ import annotations

import streamlit as st

from explorer.ui.state import content


def main() -> None:
    """Draw the page."""
    loaded = content.load()
    if not loaded.problems:
        st.rerun()
    say = content.speech().say
    st.title(say("problems.title"), anchor=False)
    shown = say("problems.shipped_is_shown" if loaded.atlas else "problems.nothing_is_shown")
    st.markdown(f"{shown} {say('problems.mend')}")
    for file in dict.fromkeys(problem.path for problem in loaded.problems):
        st.header(f":material/description: {file}", anchor=False)
        for problem in (problem for problem in loaded.problems if problem.path == file):
            hint = f"  \n:small[{problem.hint}]" if problem.hint else ""
            at = say("problems.place", line=problem.line, column=problem.column)
            st.markdown(f"- {at}: `{problem.where or 'file'}` {problem.what}{hint}")


main()
