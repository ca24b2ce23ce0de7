"""Shown in place of the map while the content has problems: what to mend, and where."""

from __future__ import annotations

import streamlit as st

from explorer.ui.state import content


def main() -> None:
    """Draw the page."""
    loaded = content.load()
    if not loaded.problems:
        st.rerun()
    st.title("The content has problems", anchor=False)
    shown = (
        "The clinic's own content is not shown until they are mended; the shipped content is."
        if loaded.atlas
        else "The map is not shown, so that nobody reads half of it."
    )
    st.markdown(
        f"{shown} Mend what is listed and reload this page. "
        "`sciatic-explorer check` tells the same on the command line."
    )
    for file in dict.fromkeys(problem.path for problem in loaded.problems):
        st.header(f":material/description: {file}", anchor=False)
        for problem in (problem for problem in loaded.problems if problem.path == file):
            hint = f"  \n:small[{problem.hint}]" if problem.hint else ""
            at = f"Line {problem.line}, column {problem.column}"
            st.markdown(f"- {at}: `{problem.where or 'file'}` {problem.what}{hint}")


main()
