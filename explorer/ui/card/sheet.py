"""The card as a sheet over the map, on a phone: it peeks, comes up half-way, or fills the screen.

The page itself scrolls it up, so a finger, keys and a screen reader move it as they move any page, and nothing is shut
in. The handle is a button that takes it to the next height.
"""

from __future__ import annotations

from html import escape

import streamlit as st

from explorer.ui.state import content

# Keys that the look and the script of the sheet hang on.
ROOM, BESIDE, HEAD = "explore", "beside", "sheet"


def handle() -> None:
    """Put the handle on the page. It is seen on a phone alone; the script of the card moves the sheet."""
    more, less = (escape(content.say(f"card.show_{said}")) for said in ("more", "less"))
    html = f'<button type="button" class="sheet-handle" data-more="{more}" data-less="{less}">{more}</button>'
    st.html(html, width="content")
