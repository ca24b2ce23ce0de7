"""What every page has: its place in the navigation, the stop signs, the search, the foot."""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from explorer.content import Atlas, shipped
from explorer.ui.state import content, store
from explorer.ui.state.content import Loaded
from explorer.ui.state.pages import HIDDEN, PAGES, TITLES, page

# A picture of our own: an icon named by a word would be fetched from another host.
LOGO = str(shipped("images") / "logo.svg")

WITHOUT_CONTENT = ("stop_signs", "about")


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
        PAGES / "problems.py", title="Content problems", icon=":material/build:", url_path=path, default=default
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
            query_params=store.query(),
        )  # fmt: skip
        st.markdown(f":small[{_stop_line(loaded)}]", width="content")
    if loaded.atlas and loaded.problems:
        count = f"{len(loaded.problems)} problem{'s'[: len(loaded.problems) != 1]}"
        st.warning(f"This clinic's own content has {count} and is not shown. See “Content problems”.")
    return row


def _stop_line(loaded: Loaded) -> str:
    """The stop signs in one line, and whom to call where somebody is."""
    signs = " · ".join(flag.in_line for flag in content.red_flags() if flag.in_line)
    here = content.country(loaded.atlas) if loaded.atlas else content.countries()[0]
    return f"{signs}. **Any of these? Stop, get help.** Emergency number: **{here.number}**"


# The grey boxes of what is still coming do not blink: to draw that takes longer than what they stand for. And white
# words on the light teal of the dark theme do not stand out.
_LOOK = """<style>
[data-testid=stSkeleton] { animation: none !important; }
[data-testid=stBaseButton-primary] { color: light-dark(#FFFFFF, #14181C) !important; }
</style>"""


def look() -> None:
    """Mend what the theme cannot say."""
    st.html(_LOOK)


def footer(atlas: Atlas | None) -> None:
    """What this is not, and whose words these are."""
    whose = f" Content: shipped, with changes from “{atlas.overlay}”." if atlas and atlas.overlay else ""
    st.caption(f"Not a diagnosis. Nothing you choose here is stored.{whose}")
