"""The full list of stop signs. Works even when other content cannot be loaded."""

from __future__ import annotations

import streamlit as st

from explorer.ui.state import content

LEVELS = {
    "E": ("Emergency: get help now", ":red[:material/emergency:]"),
    "U": ("Urgent: be seen the same day", ":orange[:material/schedule:]"),
    "S": ("See a doctor or physiotherapist first", ":blue[:material/forum:]"),
}


def main() -> None:
    """Draw the page."""
    st.header("Stop signs", anchor=False)
    st.markdown(
        "One of these is enough to stop. Do not massage, press or stretch. Do what it says. "
        "If none of them fits you, that does not mean that nothing is wrong: ask when you are not sure."
    )
    flags = content.red_flags()
    for level, (title, icon) in LEVELS.items():
        st.subheader(f"{icon} {title}", anchor=False)
        for flag in (flag for flag in flags if flag.level == level):
            with st.container(border=True):
                st.markdown(f"**{flag.name}**\n\n{flag.look_for}\n\n**What to do.** {flag.action}")
                st.caption(f"Clinicians call this: {flag.pattern}")
    st.caption("Emergency number: 112, or your local emergency number. This page is not a diagnosis.")


main()
