"""The search box on every page. What is typed stays in the session: it may be a symptom, so it is never in a link."""

from __future__ import annotations

import streamlit as st

from explorer.care.search import ITEMS, Hit, Kind
from explorer.content import Atlas
from explorer.content.models import Register
from explorer.ui.safety import check, rulings
from explorer.ui.state import content, navigation, pages, store, view
from explorer.ui.state.store import Slot
from explorer.ui.state.view import ViewState

ICONS: dict[Kind, str] = {
    "stop_sign": ":material/emergency_home:",
    "region": ":material/accessibility_new:",
    "place": ":material/touch_app:",
    "technique": ":material/back_hand:",
    "tool": ":material/sports_tennis:",
    "exercise": ":material/directions_walk:",
    "topic": ":material/lightbulb:",
    "claim": ":material/hearing:",
    "reference": ":material/menu_book:",
}
PAGES: dict[Kind, str] = {
    "technique": "techniques", "tool": "tools", "exercise": "exercises", "topic": "topics", "claim": "claims",
    "reference": "sources",
}  # fmt: skip
PAUSE = "350ms"  # in typing, after which it is looked for
_BOX = "search"
_IS_NEW = Slot("search_is_new", bool)
_FROM: Slot[dict[str, str]] = Slot("searched_from", dict)


def ask() -> None:
    """The box. It looks for what is typed after a short pause. Going anywhere empties it."""
    here = store.query() | {"": st.context.url or ""}
    if _IS_NEW.get():
        _FROM.put(here)
    elif _FROM.get() != here:
        store.set_control(_BOX, "")
    _IS_NEW.put(False)
    word = content.say("search.search")
    st.text_input(
        word, key=_BOX, placeholder=word, type="search", label_visibility="collapsed", live=PAUSE,
        on_change=_note_search, width=180,
    )  # fmt: skip


def results(atlas: Atlas) -> str:
    """What was found for what stands in the box. Says how much that is, in words; nothing where the box is empty."""
    typed = str(store.told(_BOX, ""))
    return _results(atlas, typed) if typed.strip() else ""


def _note_search() -> None:
    _IS_NEW.put(True)


def _results(atlas: Atlas, typed: str) -> str:
    register = navigation.register()
    hits = content.index(atlas).find(typed, register)
    how_much = atlas.say("search.how_much", count=len(hits)) if hits else atlas.say("search.nothing")
    with st.container(border=True, key="found", gap="xxsmall"):
        st.markdown(how_much)
        for hit in hits:
            _link(atlas, hit, register)
    return how_much


def _link(atlas: Atlas, hit: Hit, register: Register) -> None:
    page, parameters = _target(atlas, hit, register)
    label, icon = _label(atlas, hit), ICONS[hit.kind]
    st.page_link(pages.page(page), label=label, icon=icon, query_params=navigation.with_plan(parameters))


def _label(atlas: Atlas, hit: Hit) -> str:
    """What was found; of a technique, tool or exercise also what the answers of the safety check change."""
    name, kind = _title(atlas, hit), atlas.say(f"search.kind.{hit.kind}")
    ruling = check.ruling(atlas, atlas.items[hit.id]) if hit.kind in ITEMS else None
    if ruling is None or not ruling.because:
        return atlas.say("search.found", name=name, kind=kind)
    action, reason = rulings.word(atlas, ruling.action), rulings.because(atlas, ruling)
    return atlas.say("search.found_ruled", name=name, kind=kind, action=action, reason=reason)


def _title(atlas: Atlas, hit: Hit) -> str:
    """What a hit is called. What is often said comes after what is known of it, so that nobody takes it for advice."""
    if hit.kind != "claim":
        return f"**{hit.title}**"
    verdict = atlas.say(f"verdict.{atlas.claims[hit.id].verdict}")
    return atlas.say("search.claim", verdict=verdict, claim=hit.title)


def _target(atlas: Atlas, hit: Hit, register: Register) -> tuple[str, dict[str, str]]:
    """The page that shows a hit, and its query."""
    start = ViewState(register=register)
    if hit.kind in ("region", "place"):
        return "explore", view.at_part(atlas, start, hit.id).query()
    if hit.kind == "stop_sign":
        return "stop_signs", {}
    words = {} if register == "patient" else {"register": register}
    return PAGES[hit.kind], {hit.kind: hit.id} | words
