"""What the step-by-step page does in the browser: clicker keys, full screen, the flight of the map, the timer.

It works without the server; without it, the page has its buttons and the map stands where it belongs.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

LONGEST_TIMER_SECONDS = 300
NEXT, PREVIOUS = "next", "previous"  # the keys of what holds the buttons that a clicker presses


def _file(ending: str) -> str:
    return Path(__file__).with_suffix(f".{ending}").read_text("utf-8")


_mount = st.components.v2.component("presenter", html=_file("html"), css=_file("css"), js=_file("js"))


def present(item: int, picture: str = "", location: str = "", seconds: int = 0, repeats: int = 1) -> None:
    """Put it on the page for an item of the plan. Another item stops the timer.

    ``picture`` names the drawing and ``location`` the painted part, ``<region>:<side>``. The timer counts ``seconds``
    down, ``repeats`` times; there is none for 0 seconds and for what takes too long.
    """
    timed = seconds if seconds <= LONGEST_TIMER_SECONDS else 0
    _mount(
        key="presenter",
        data={"item": item, "picture": picture, "location": location, "seconds": timed, "repeats": repeats},
    )
