"""The map page: the picture, the lists that do the same, and the card of what was chosen."""

from __future__ import annotations

import streamlit as st

from explorer.content import Atlas
from explorer.content.models import REGISTERS
from explorer.ui.card import cards, sheet
from explorer.ui.map import Controls, MapEvent, MapState, bodymap, screen
from explorer.ui.safety import check, rulings
from explorer.ui.state import content, navigation, store
from explorer.ui.state.view import (
    Event,
    MapTapped,
    MapTurned,
    PartSought,
    RegisterChosen,
    ViewState,
    notes_on_query,
)

MAP, REGISTER = "map", "register"


def main() -> None:
    """Draw the page."""
    atlas = content.atlas()
    here = navigation.open_map(atlas)
    for note in notes_on_query(atlas, store.query()):
        st.warning(note, icon=":material/link_off:")
    with st.container(key=sheet.ROOM, horizontal=True, gap="medium"):
        _map(atlas, here)
        with st.container(key=sheet.BESIDE):
            _beside(atlas, here)


def _beside(atlas: Atlas, here: ViewState) -> None:
    with st.container(key=sheet.HEAD, horizontal=True, vertical_alignment="center"):
        sheet.handle()
        _words_for(atlas, here)
    with st.container(key="card"):
        rulings.stop_now(atlas)
        _draw_card(atlas, here)


# --- the picture --------------------------------------------------------------------------------------------------


def _map(atlas: Atlas, here: ViewState) -> None:
    bodymap(
        MAP, state=_state(atlas, here), controls=Controls(list=True, skin=True), height=screen.map_height(),
        on_event=lambda event: navigation.hear(atlas, _heard(event)),
    )  # fmt: skip


def _state(atlas: Atlas, here: ViewState) -> MapState:
    """What the map is to show: what is chosen, with the zones to keep off there, and what is off limits now."""
    return MapState(
        here.view, here.layer, here.side, here.focus,
        chosen=(str(here.chosen),) if here.chosen else (),
        zones=tuple(atlas.regions[here.region].keep_off) if here.region else (),
        off=check.off_limits(atlas), dim=True, theme=screen.theme(), register=here.register,
        **vars(navigation.switches()), **vars(navigation.skin()),
    )  # fmt: skip


def _heard(event: MapEvent) -> Event:
    if event.kind == "choose":
        return PartSought(event.choice, event.now)
    if event.kind == "tap" and event.layer:
        return MapTapped(event.location, event.layer, event.now)
    return MapTurned(event.now)


# --- the card -----------------------------------------------------------------------------------------------------


def _words_for(atlas: Atlas, here: ViewState) -> None:
    """Whom the words are for."""
    store.set_control(REGISTER, here.register)
    st.segmented_control(
        atlas.say("field.register"), REGISTERS, format_func=lambda key: atlas.say(f"register.{key}"),
        required=True, key=REGISTER, label_visibility="collapsed",
        on_change=lambda: navigation.hear(atlas, RegisterChosen(store.told(REGISTER))),
    )  # fmt: skip


def _draw_card(atlas: Atlas, here: ViewState) -> None:
    if here.region:
        cards.region(atlas, atlas.regions[here.region], here.side, here.register)
    elif here.zone:
        cards.pain_place(atlas, atlas.places[here.zone], here.view, here.side, here.register)
    else:
        cards.welcome(atlas, here.register)


main()
