"""The pages by name: where each is, and which of them is open."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from explorer.ui.state import content, navigation, store
from explorer.ui.state.store import Slot

PAGES = Path(__file__).parents[1] / "pages"

# The address of each page besides the map; the name is that of its file. What it is called says the interface.
ADDRESSES = {
    "pain": "where-does-it-hurt",
    "exercises": "exercises",
    "tools": "tools",
    "techniques": "techniques",
    "plan": "plan",
    "explain": "explain",
    "hand_over": "hand-over",
    "my_plan": "my-plan",
    "diary": "diary",
    "topics": "good-to-know",
    "follow": "follow-the-nerve",
    "claims": "you-may-have-heard",
    "sources": "sources",
    "about": "about",
    "check": "safety-check",
    "stop_signs": "stop-signs",
}


# What parameters of the address name what is read on a page.
SUBJECTS = ("exercise", "tool", "technique", "tour", "step")


@dataclass(frozen=True)
class Place:
    """One of the few places of the navigation, and its pages. The first is the one it opens.

    ``id`` tells what it is called: a place of one page is called what the page is. ``rooms`` are those
    that are named once one is there; ``inner`` those that only a way through the place leads to.
    """

    id: str
    icon: str
    rooms: tuple[str, ...]
    inner: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All its pages."""
        return (*self.rooms, *self.inner)


PLACES = (
    Place("explore", ":material/accessibility_new:", ("explore",)),
    Place("pain", ":material/touch_app:", ("pain",)),
    Place("helps", ":material/self_improvement:", ("exercises", "tools", "techniques")),
    Place("plan", ":material/checklist:", ("plan",), ("explain", "hand_over", "my_plan", "diary")),
    Place("learn", ":material/lightbulb:", ("topics", "follow", "claims", "sources", "about")),
)


def page(name: str) -> st.Page:
    """A page by the name of its file. Each is made once for a session, because that looks for the file on the disk."""
    return store.memoize(f"page_{name}", content.speech().lang, lambda: _made(name))


def address(name: str) -> str:
    """Where a page is, below the address of the app; the map is there itself."""
    return ADDRESSES.get(name, "")


def title(name: str) -> str:
    """What a page or a place is called."""
    return content.say(f"page.{name}")


def _made(name: str) -> st.Page:
    path = ADDRESSES.get(name)
    return st.Page(PAGES / f"{name}.py", title=title(name), url_path=path, default=path is None)


_OPEN: Slot[str | None] = Slot("page_open", lambda: None)
_BEFORE: Slot[str | None] = Slot("page_before", lambda: None)
_SOUGHT: Slot[tuple[str, dict[str, str]]] = Slot("page_sought", lambda: ("", {}))


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
    if not is_open("explore"):
        navigation.leave_map()


def open_place() -> Place | None:
    """The place of the navigation that the page which is open belongs to; none for the safety check and stop signs."""
    return next((place for place in PLACES if any(is_open(name) for name in place.names)), None)


def is_open(name: str) -> bool:
    """Whether that page is the one that is open."""
    return _OPEN.get() == address(name)


def shown() -> str:
    """What is read now: another one begins at its top. What one turns to on the map is none, it is seen at once."""
    asked = store.query()
    return " ".join((_OPEN.get() or "", *(asked.get(name, "") for name in SUBJECTS)))


def seek(name: str, **parameters: str) -> None:
    """Let the next run open another page: a callback cannot."""
    _SOUGHT.put((name, parameters))


def open_sought() -> None:
    """Open the page that was sought, if one was. The plan in hand goes along."""
    name, parameters = _SOUGHT.get()
    _SOUGHT.clear()
    if name:
        st.switch_page(page(name), query_params=navigation.with_plan(parameters))


def before() -> str | None:
    """The page that was open before this one; None for the map, and where there was none."""
    return next((name for name, path in ADDRESSES.items() if path == _BEFORE.get()), None)
