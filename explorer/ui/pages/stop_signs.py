"""The full list of stop signs. Works even when other content cannot be loaded."""

from __future__ import annotations

import streamlit as st

from explorer.content.in_country import signs_in_country
from explorer.content.models import Country, RedFlag
from explorer.ui.safety import country
from explorer.ui.state import content
from explorer.web.stop_signs import PATH

LEVELS = {
    "E": ("Emergency: get help now", ":red[:material/emergency:]"),
    "U": ("Urgent: be seen the same day", ":orange[:material/schedule:]"),
    "S": ("Book a visit", ":blue[:material/forum:]"),
}


def main() -> None:
    """Draw the page."""
    st.title("Stop signs", anchor=False)
    st.markdown(
        "One of these is enough to stop. Do not massage, press or stretch. Do what it says. "
        "If none of them fits you, that does not mean that nothing is wrong: ask when you are not sure."
    )
    here = _whom_to_call()
    flags = signs_in_country(content.red_flags(), here)
    for level, (title, icon) in LEVELS.items():
        st.header(f"{icon} {title}", anchor=False)
        with st.container(key=f"tiles-{level}"):
            for flag in (flag for flag in flags if flag.level == level):
                _sign(flag)
    st.caption(f"Emergency number: {here.number}. This page is not a diagnosis.")
    st.caption(f"The same as plain text: [{PATH}]({PATH}?country={here.id})")


def _sign(flag: RedFlag) -> None:
    with st.container(border=True):
        st.markdown(_in_full(flag))
        st.caption(f"Clinicians call this: {flag.pattern}")


def _whom_to_call() -> Country:
    """The country that one chooses; the first one there is while the content cannot be loaded."""
    atlas = content.load().atlas
    if atlas is None:
        return content.countries()[0]
    country.choose(atlas, "Where are you?")
    return country.current(atlas)


def _in_full(flag: RedFlag) -> str:
    counts = f"**Counts.** {flag.counts}\n\n**Does not count.** {flag.does_not_count}"
    return f"**{flag.called}**\n\n{flag.question}\n\n{counts}\n\n**What to do.** {flag.action}"


main()
