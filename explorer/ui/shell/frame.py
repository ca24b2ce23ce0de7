"""What every page has: its place in the navigation, the stop signs, the search, the foot."""

from __future__ import annotations

import os
from base64 import b64encode
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st

from explorer.content import shipped
from explorer.content.followed import Loaded
from explorer.content.language import translated_by
from explorer.ui.labels import check_words, markup
from explorer.ui.map import addresses
from explorer.ui.map.assets import LOOKS
from explorer.ui.safety import check
from explorer.ui.shell import language_switch, search_box
from explorer.ui.state import content, navigation, store
from explorer.ui.state.live import DATA_VARIABLE
from explorer.ui.state.pages import ADDRESSES, PAGES, PLACES, Place, address, is_open, open_place, page
from explorer.ui.state.pages import title as title_of

# The name in full where there is room, and its sign alone where there is not.
PRODUCT = "Sciatic Explorer"
_LOGO = b64encode((shipped("images") / "logo.svg").read_bytes()).decode()
_NAME = f'<img alt="{PRODUCT}" src="data:image/svg+xml;base64,{_LOGO}">'
_END = "past-the-menu"  # where the keyboard goes on that leaves the header out
_OWN_LOOK = Path(__file__).with_suffix(".css")
REVIEW_VARIABLE = "SCIATIC_EXPLORER_REVIEW"
WITHOUT_CONTENT = ("stop_signs", "about")


def pages(loaded: Loaded) -> list[st.Page]:
    """All pages that can be opened now. Stop signs are there even when the content cannot be loaded."""
    if loaded.atlas is None:
        return [_problems(default=True), *(page(name) for name in WITHOUT_CONTENT)]
    told = [_problems(default=False)] if loaded.problems else []
    told += [_review()] if _can_review(loaded) else []
    return [page("explore"), *(page(name) for name in ADDRESSES), *told]


def fills_the_screen() -> bool:
    """Whether the page that is open is shown to somebody across the room: without navigation and search."""
    return urlsplit(st.context.url or "").path.rstrip("/").endswith(f"/{ADDRESSES['explain']}")


def _problems(*, default: bool) -> st.Page:
    path = None if default else "content-problems"
    return st.Page(PAGES / "problems.py", title=title_of("problems"), url_path=path, default=default)


def _can_review(loaded: Loaded) -> bool:
    """Whether clinicians sign texts here: of a folder of their own, in which all is right."""
    own = os.environ.get(DATA_VARIABLE) and loaded.atlas and loaded.own and not loaded.problems
    return bool(own and os.environ.get(REVIEW_VARIABLE))


def _review() -> st.Page:
    return st.Page(PAGES / "review.py", title=title_of("review"), url_path="review")


def header(loaded: Loaded, *, alone: bool) -> str:
    """The name, the places, the search and the stop signs, in one row that stays in sight. Says how much was found.

    With ``alone`` only the stop signs. On a phone the places stand at the bottom, where the thumb is. The look of all
    pages comes along: each thing less that a run sends makes it sooner.
    """
    here = open_place()
    with st.container(key="header", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(_name(here), width="content")
        if not loaded.atlas:
            st.page_link(page("about"), label=title_of("about"))
        elif not alone:
            _places(here)
            search_box.ask()
            _state_of_check()
            language_switch.ask()
        _to_stop_signs()
        # What never changes is never put there anew: a look that is flashes.
        st.html(f'<span id="{_END}" tabindex="-1"></span>{_look()}', width="content")
    found = ""
    if loaded.atlas and not alone:
        found = search_box.results(loaded.atlas)
        _rooms(here)
    if _can_review(loaded) and not alone:
        st.page_link(_review(), label=title_of("review"), icon=":material/stylus_note:")
    if loaded.atlas and loaded.problems:
        st.warning(content.say("frame.problems_since" if loaded.own else "frame.problems", count=len(loaded.problems)))
        st.page_link(_problems(default=False), label=title_of("problems"), icon=":material/build:")
    return found


def _name(here: Place | None) -> str:
    """The name; on the map page, which has no title beside it, as the heading of the page."""
    tag = "h1" if here is PLACES[0] else "div"
    return f'<a class="past" href="#{_END}">{content.say("frame.past_the_menu")}</a><{tag} class="name">{_NAME}</{tag}>'


def _look() -> str:
    """What the theme cannot say: by address, so that no run sends it again; itself where there is no content."""
    found = addresses.current()
    looks = [f'@import url("{found.address(name)}");' for name in LOOKS] if found else [_OWN_LOOK.read_text("utf-8")]
    return f"<style>{''.join(looks)}</style>"


def title(opened: st.Page) -> str:
    """What a tab of the browser, a bookmark and the history call a page."""
    return PRODUCT if opened.url_path == address("explore") else f"{opened.title} · {PRODUCT}"


def _places(here: Place | None) -> None:
    with st.container(key="places", horizontal=True, gap="xxsmall"):
        for place in PLACES:
            _link(place.rooms[0], title_of(place.id), place.icon, is_here=place is here)


def _rooms(here: Place | None) -> None:
    """The pages of the place where one is, if it has several."""
    if here and len(here.rooms) > 1:
        with st.container(key="rooms", horizontal=True, gap="xxsmall"):
            for room in here.rooms:
                _link(room, title_of(room), is_here=is_open(room))


def _link(name: str, title: str, icon: str | None = None, *, is_here: bool = False) -> None:
    """A page of the navigation. Where one is stands strong, which the look and the tab make more of."""
    label = f"**{title}**" if is_here else title
    st.page_link(page(name), label=label, icon=icon, query_params=navigation.with_plan({}))


def _state_of_check() -> None:
    """How far the safety check is, and the way to it."""
    word, icon = check_words.state(content.speech(), locked=check.is_locked(content.atlas()), done=check.current().done)
    _link("check", word, icon)


def _to_stop_signs() -> None:
    """One tap from every page. The link carries the query, so that the way back leads here."""
    st.page_link(
        page("stop_signs"), label=title_of("stop_signs"), icon=":material/emergency_home:", query_params=store.query()
    )


def foot(loaded: Loaded) -> str:
    """What stands at the foot, as HTML: the stop signs in one line; what this is not, and whose words these are."""
    atlas = content.atlas() if loaded.atlas else None
    signs = " · ".join(flag.in_line for flag in content.red_flags() if flag.in_line)
    here = content.country(atlas) if atlas else content.countries()[0]
    any_of_these = content.say("frame.any_of_these", signs=signs, number=here.number)
    whose = content.say("frame.own_content", folder=atlas.overlay) if atlas and atlas.overlay else ""
    translation = translated_by(atlas) if atlas else ""
    rest = " ".join(filter(None, (content.say("frame.not_stored"), whose, translation)))
    return markup.with_stress(any_of_these) + markup.paragraph(rest)
