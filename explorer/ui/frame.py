"""What every page has: its place in the navigation, the links, the line of stop signs."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from explorer.content import Atlas, ContentError, shipped

_PAGES = Path(__file__).parent / "pages"

# Pictures of our own: an icon named by a word would be fetched from another host.
ICON = shipped("images") / "icon.png"
LOGO = str(shipped("images") / "logo.svg")

STOP_LINE = (
    "numb between the legs · trouble with pee or poo · both legs · new weakness · one hot, swollen leg · fever · "
    "chest pain. **Any of these? Stop, and get help.**"
)


def explore() -> st.Page:
    """The map."""
    return st.Page(_PAGES / "explore.py", title="Explore", icon=":material/accessibility_new:", default=True)


def stop_signs() -> st.Page:
    """The full list of stop signs."""
    return st.Page(
        _PAGES / "stop_signs.py", title="Stop signs", icon=":material/emergency_home:", url_path="stop-signs"
    )


def about() -> st.Page:
    """What this is, who made the pictures, what it is not."""
    return st.Page(_PAGES / "about.py", title="About", icon=":material/info:", url_path="about")


def problems() -> st.Page:
    """Takes the place of the map while the content has problems."""
    return st.Page(_PAGES / "problems.py", title="Content problems", icon=":material/build:", default=True)


def pages(loaded: Atlas | ContentError) -> list[st.Page]:
    """All pages that can be opened now. Stop signs are there even when the content cannot be loaded."""
    return [explore() if isinstance(loaded, Atlas) else problems(), stop_signs(), about()]


def header() -> None:
    """The name of the product and the stop signs. The link carries the query, so that the way back leads here."""
    st.logo(LOGO, size="large")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.page_link(stop_signs(), label="**Stop signs**", query_params=st.query_params.to_dict())
        st.markdown(f":small[{STOP_LINE}]", width="content")
