"""The pages by name: where each is, and which of them is open."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import streamlit as st

from explorer.ui.state import navigation, store
from explorer.ui.state.store import Slot

PAGES = Path(__file__).parents[1] / "pages"

# Title and address of each page besides the map; the name is that of its file. Icons would leave no room for all.
TITLES = {
    "pain": ("Where does it hurt", "where-does-it-hurt"),
    "follow": ("Follow the nerve", "follow-the-nerve"),
    "check": ("Safety check", "safety-check"),
    "plan": ("Plan", "plan"),
    "exercises": ("Exercises", "exercises"),
    "tools": ("Tools", "tools"),
    "techniques": ("Techniques", "techniques"),
    "topics": ("Good to know", "good-to-know"),
    "claims": ("You may have heard", "you-may-have-heard"),
    "stop_signs": ("Stop signs", "stop-signs"),
    "sources": ("Sources", "sources"),
    "about": ("About", "about"),
}
# Pages that others lead to: they need a plan.
HIDDEN = {
    "explain": ("Step by step", "explain"),
    "hand_over": ("Hand over", "hand-over"),
    "my_plan": ("Your plan", "my-plan"),
}


def page(name: str) -> st.Page:
    """A page by the name of its file. Each is made once for a session, because that looks for the file on the disk."""
    return store.memoize(f"page_{name}", None, lambda: _made(name))


def _made(name: str) -> st.Page:
    if name == "explore":
        return st.Page(PAGES / "explore.py", title="Explore", default=True)
    title, path = (TITLES | HIDDEN)[name]
    visibility: Literal["visible", "hidden"] = "hidden" if name in HIDDEN else "visible"
    return st.Page(PAGES / f"{name}.py", title=title, url_path=path, visibility=visibility)


_OPEN: Slot[str | None] = Slot("page_open", lambda: None)
_BEFORE: Slot[str | None] = Slot("page_before", lambda: None)


def note_open(opened: st.Page) -> None:
    """Keep what depends on which page is open: the browser's address, and the way back to the map.

    A link to the page that is already open changes the query here, but not in the browser's address; sending it again
    mends that, and does nothing where both agree. Right after another page was opened the browser does it by itself.
    """
    if _OPEN.get() == opened.url_path:
        store.set_query(store.query())
    else:
        _BEFORE.put(_OPEN.get())
    _OPEN.put(opened.url_path)
    if opened.url_path != page("explore").url_path:
        navigation.leave_map()


def came_from(name: str) -> bool:
    """Whether that page was open before this one."""
    return _BEFORE.get() == page(name).url_path
