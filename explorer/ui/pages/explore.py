"""The map page: the picture, the ways to move it, and the card of what was chosen."""

from __future__ import annotations

from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from explorer.bodymap import still
from explorer.bodymap.figure import LAYER_NAMES
from explorer.content import Atlas
from explorer.content.models import FOCUSES, LAYERS, REGISTERS, SIDES, VIEWS
from explorer.ui import card, chart, check, content, leaf, rulings
from explorer.ui import place as places
from explorer.ui.chart import VIEW_NAMES
from explorer.ui.place import Place
from explorer.ui.query import REGISTER_NAMES

SIDE_NAMES = {"left": "Left", "right": "Right"}
STILL_PX = (720, 1360)  # shown at half of this, so that it is crisp on a fine screen


def main() -> None:
    """Draw the page."""
    atlas = content.atlas()
    places.return_to_mark()
    for note in places.notes_on_link(atlas):
        st.warning(note, icon=":material/link_off:")
    place = places.read(atlas)
    places.fill_controls(place)
    places.leave_mark(place)
    picture, beside = st.columns([3, 2], gap="medium")
    with picture:
        controls, body = st.container(), st.container()
    with beside:
        finders = st.container()
        with _card():
            rulings.stop_now(atlas)
            with st.container(gap=None):  # words that come ahead stand just where those of the answer will
                ahead, answer = st.container(), st.container(key="answer")
    # What people wait for is sent first: the words after a click on the map, the map in all other cases.
    waited_for_first = [_draw_card, _draw_body] if places.is_clicked(place) else [_draw_body, _draw_card]
    for draw in waited_for_first:
        with answer if draw is _draw_card else body:
            draw(atlas, place)
    with controls:
        _controls(atlas)
    with finders:
        _finders(atlas)
    with ahead:
        leaf.keep_ahead(atlas, place.register, locked=check.is_locked(atlas))


def _card() -> DeltaGenerator:
    """The room of the card: beside the map with a scroll bar of its own, on a phone below it."""
    room: dict[str, Any] = {} if chart.is_phone() else {"height": chart.HEIGHT_PX - 60}
    return st.container(**room, border=False, key="card")


def _control(atlas: Atlas, name: str) -> dict[str, Any]:
    """What all controls of the place share: they show the URL and write it."""
    return {"key": name, "on_change": places.on_control, "args": (atlas, name), "label_visibility": "collapsed"}


def _controls(atlas: Atlas) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.segmented_control(
            "View", VIEWS, format_func=lambda view: VIEW_NAMES[view], required=True, **_control(atlas, "view")
        )
        st.segmented_control(
            "Your own side", SIDES, format_func=lambda side: SIDE_NAMES[side], required=True, **_control(atlas, "side")
        )
        st.selectbox(
            "Layer", LAYERS, format_func=lambda layer: LAYER_NAMES[layer], width=130, **_control(atlas, "layer")
        )
        st.selectbox(
            "Look at", FOCUSES, format_func=lambda focus: atlas.areas[focus].name, width=170, **_control(atlas, "focus")
        )


def _finders(atlas: Atlas) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.selectbox(
            "Find a muscle, bone or nerve", tuple(atlas.regions), index=None, placeholder="Find a muscle, bone, nerve",
            format_func=lambda region: f"{atlas.regions[region].plain_name} ({atlas.regions[region].name})",
            **_control(atlas, "region"),
        )  # fmt: skip
        st.selectbox(
            "Choose a place on the skin", tuple(atlas.places), index=None, placeholder="or a place on the skin",
            format_func=lambda zone: atlas.places[zone].name, width=200, **_control(atlas, "zone"),
        )  # fmt: skip
    st.segmented_control(
        "Words", REGISTERS, format_func=lambda register: REGISTER_NAMES[register], required=True,
        **_control(atlas, "register"),
    )  # fmt: skip


def _draw_body(atlas: Atlas, place: Place) -> None:
    if st.session_state.get("still_picture"):
        chosen = [f"{name}:{side}" for name in (place.region, place.zone) if name for side in (place.side, "midline")]
        picture = still(atlas, place.view, place.layer, chosen, STILL_PX, place.side)
        st.image(picture, alt=chart.alt(place.view, place.layer), width=STILL_PX[0] // 2)
    else:
        height = chart.PHONE_HEIGHT_PX if chart.is_phone() else chart.HEIGHT_PX
        scene = places.scene(atlas, place, chart.theme(), height, check.off_limits(atlas))
        chart.draw(atlas, scene, places.MAP, lambda: places.on_map_click(atlas))
    st.toggle("Still picture (if the map does not show)", key="still_picture", on_change=places.redraw)


def _draw_card(atlas: Atlas, place: Place) -> None:
    if place.region:
        card.region(atlas, atlas.regions[place.region], place.side, place.register)
    elif place.zone:
        card.pain_place(atlas, atlas.places[place.zone], place.view, place.side, place.register)
    else:
        card.welcome()
    card.region_list(atlas, place.register)


main()
