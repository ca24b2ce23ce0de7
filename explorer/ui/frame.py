"""What every page has: its place in the navigation, the stop signs, the search, the foot."""

from __future__ import annotations

from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from explorer.content import Atlas, shipped
from explorer.ui import place
from explorer.ui.content import Loaded

_PAGES = Path(__file__).parent / "pages"
_OPENED, _BEFORE = "page_open", "page_before"

# Pictures of our own: an icon named by a word would be fetched from another host.
ICON = shipped("images") / "icon.png"
LOGO = str(shipped("images") / "logo.svg")

STOP_LINE = (
    "numb between the legs · trouble with pee or poo · both legs · new weakness · one hot, swollen leg · fever · "
    "chest pain. **Any of these? Stop, get help.**"
)

# Title and address of each page besides the map; the name is that of its file. Icons would leave no room for all.
TITLES = {
    "pain": ("Where does it hurt", "where-does-it-hurt"),
    "follow": ("Follow the nerve", "follow-the-nerve"),
    "check": ("Safety check", "safety-check"),
    "plan": ("Plan", "plan"),
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
WITHOUT_CONTENT = ("stop_signs", "about")


def page(name: str) -> st.Page:
    """A page by the name of its file."""
    if name == "explore":
        return st.Page(_PAGES / "explore.py", title="Explore", default=True)
    title, path = (TITLES | HIDDEN)[name]
    visibility: Literal["visible", "hidden"] = "hidden" if name in HIDDEN else "visible"
    return st.Page(_PAGES / f"{name}.py", title=title, url_path=path, visibility=visibility)


def pages(loaded: Loaded) -> list[st.Page]:
    """All pages that can be opened now. Stop signs are there even when the content cannot be loaded."""
    if loaded.atlas is None:
        return [_problems(default=True), *(page(name) for name in WITHOUT_CONTENT)]
    told = [_problems(default=False)] if loaded.problems else []
    return [page("explore"), *(page(name) for name in TITLES | HIDDEN), *told]


def fills_the_screen() -> bool:
    """Whether the page that is open is shown to somebody across the room: without navigation and search."""
    return urlsplit(st.context.url or "").path.rstrip("/").endswith(f"/{HIDDEN['explain'][1]}")


def _problems(*, default: bool) -> st.Page:
    path = None if default else "content-problems"
    return st.Page(
        _PAGES / "problems.py", title="Content problems", icon=":material/build:", url_path=path, default=default
    )


def header(loaded: Loaded) -> DeltaGenerator:
    """The name of the product and the stop signs. Gives the row, which has room for more.

    The link to the stop signs carries the query, so that the way back leads here.
    """
    st.logo(LOGO, size="large")
    row = st.container(horizontal=True, vertical_alignment="center", gap="small")
    with row:
        st.page_link(
            page("stop_signs"), label="**Stop signs**", icon=":material/emergency_home:",
            query_params=st.query_params.to_dict(),
        )  # fmt: skip
        st.markdown(f":small[{STOP_LINE}]", width="content")
    if loaded.atlas and loaded.problems:
        count = f"{len(loaded.problems)} problem{'s'[: len(loaded.problems) != 1]}"
        st.warning(f"This clinic's own content has {count} and is not shown. See “Content problems”.")
    return row


def keep_placeholders_still() -> None:
    """Let the grey boxes of what is still coming not blink. To draw that takes longer than what they stand for."""
    st.html("<style>[data-testid=stSkeleton] { animation: none !important; }</style>")


def note_page(opened: st.Page) -> None:
    """Keep what depends on which page is open: the browser's address, and the way back to the map.

    A link to the page that is already open changes the query here, but not in the browser's address; sending it again
    mends that, and does nothing where both agree. Right after another page was opened the browser does it by itself.
    """
    if st.session_state.get(_OPENED) == opened.url_path:
        st.query_params.from_dict(st.query_params.to_dict())
    else:
        st.session_state[_BEFORE] = st.session_state.get(_OPENED)
    st.session_state[_OPENED] = opened.url_path
    if opened.url_path != page("explore").url_path:
        place.go_away()


def came_from(name: str) -> bool:
    """Whether that page was open before this one."""
    return bool(st.session_state.get(_BEFORE) == page(name).url_path)


def footer(atlas: Atlas | None) -> None:
    """What this is not, and whose words these are."""
    whose = f" Content: shipped, with changes from “{atlas.overlay}”." if atlas and atlas.overlay else ""
    st.caption(f"Not a diagnosis. Nothing you choose here is stored.{whose}")
