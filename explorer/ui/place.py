"""Where the user is. The URL is the state: it is read at the start of every run and written by every choice.

A click on the picture must leave the figure alone, because an unchanged figure keeps its zoom and its highlight; a
choice made anywhere else draws a new figure. So the last place that came from a click is remembered: while the user
is still there, the scene drawn before it stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

import streamlit as st

from explorer.bodymap import Scene, focus_for, picture_for, read_click
from explorer.bodymap.figure import Theme
from explorer.content import Atlas
from explorer.content.models import FOCUSES, LAYERS, REGISTERS, SIDES, VIEWS, Focus, Layer, Register, Side, View
from explorer.content.problems import nearest
from explorer.ui import address

MAP = "map"
_PLAIN = re.compile(r"[\w -]{1,40}")
_CLICKED = "place_clicked_last"
_SHOWN = "scene_shown"
_LEFT = "place_left_for_another_page"
_AWAY = "on_another_page"
_DRAWN = "place_drawn_last"
_MAP_SPOKE = "map_spoke"


@dataclass(frozen=True)
class Place:
    """One place in the atlas. Each field is a query parameter; the defaults may be absent from the URL."""

    region: str | None = None
    zone: str | None = None
    side: Side = "right"
    view: View = "posterior"
    layer: Layer = "surface"
    focus: Focus = "whole"
    register: Register = "patient"

    def query(self) -> dict[str, str]:
        """The query parameters of this place, defaults left out."""
        defaults = asdict(Place())
        return {name: value for name, value in asdict(self).items() if value and value != defaults[name]}


def allowed(atlas: Atlas) -> dict[str, tuple[str, ...]]:
    """The values that each query parameter may have."""
    return {
        "region": tuple(atlas.regions),
        "zone": tuple(atlas.places),
        "side": SIDES,
        "view": VIEWS,
        "layer": LAYERS,
        "focus": FOCUSES,
        "register": REGISTERS,
    }


def read(atlas: Atlas) -> Place:
    """The place that the URL names. What this atlas does not have counts as absent."""
    values = {name: st.query_params.get(name) for name in allowed(atlas)}
    known = {name: value for name, value in values.items() if value in allowed(atlas)[name]}
    return Place(**known)  # type: ignore[arg-type]  # checked against the allowed values


def notes_on_link(atlas: Atlas) -> list[str]:
    """What the URL asks for that this atlas does not have, in words."""
    asked = {name: st.query_params.get(name) for name in allowed(atlas)}
    return [
        note_on_link(name, asked[name] or "", values)
        for name, values in allowed(atlas).items()
        if asked[name] is not None and asked[name] not in values
    ]


def note_on_link(name: str, found: str, known: Iterable[str]) -> str:
    """What a link asks for that this atlas does not have, with the nearest that it has."""
    quoted = f" “{found}”" if _PLAIN.fullmatch(found) else ""  # the rest might be read as markup, even as an address
    said = f"This link asks for a {name}{quoted} that is not in this atlas."
    return f"{said} {nearest(found, known).capitalize()}".strip()


def go(place: Place) -> None:
    """Write a place to the URL. From a callback this makes a step that the back button undoes."""
    address.go(place.query())


def fill_controls(place: Place) -> None:
    """Let every control show the place. Call before the controls are made."""
    for name, value in asdict(place).items():
        st.session_state[name] = value
    st.session_state[_DRAWN], st.session_state[_MAP_SPOKE] = place, False


def on_control(atlas: Atlas, name: str) -> None:
    """Take over what a control was set to.

    A person does one thing at a time. After two quick clicks on the map the browser sends, with the second one, what
    the controls showed before the first: that is nobody's choice.
    """
    if st.session_state[_MAP_SPOKE]:
        return
    here = read(atlas)
    chosen = st.session_state[name]
    if name == "region" and chosen:
        go(at_region(atlas, here, chosen))
    elif name == "zone" and chosen:
        go(at_zone(atlas, here, chosen))
    else:
        go(replace(here, **{name: chosen}))


def on_map_click(atlas: Atlas) -> None:
    """Take over what was clicked. An empty selection (a second click, empty ground) changes nothing.

    It counts from the place drawn last, because a control may have spoken out of turn before.
    """
    st.session_state[_MAP_SPOKE] = True
    here: Place = st.session_state[_DRAWN]
    click = read_click(st.session_state[MAP]["selection"]["points"])
    if click is None:
        if read(atlas) != here:
            go(here)
        return
    region, zone = (None, click.id) if click.layer == "skin" else (click.id, None)
    side = here.side if click.side == "midline" else click.side
    there = replace(here, region=region, zone=zone, side=side, layer=click.layer)
    st.session_state[_CLICKED] = there
    go(there)


def show_region(atlas: Atlas, region: str) -> None:
    """Choose a region from outside the picture."""
    go(at_region(atlas, read(atlas), region))


def at_region(atlas: Atlas, here: Place, region: str) -> Place:
    """The place that shows a region: a view and layer in which it can be seen, and close enough."""
    view, layer = picture_for(atlas, region, here.view, here.layer)
    focus = focus_for(atlas, [region], view, layer)
    return replace(here, region=region, zone=None, view=view, layer=layer, focus=focus)


def at_zone(atlas: Atlas, here: Place, zone: str) -> Place:
    """The place that shows a pain place on the skin."""
    views = [beneath.view for beneath in atlas.places[zone].beneath]
    view = here.view if here.view in views else views[0]
    return replace(here, zone=zone, region=None, layer="skin", view=view, focus=atlas.places[zone].area)


def scene(atlas: Atlas, place: Place, theme: Theme, height_px: int, off: tuple[str, ...]) -> Scene:
    """The scene to draw: the one already shown while the user only clicks on it, else a new one.

    ``off`` are locations that are off limits now. What was chosen outside the picture shows its keep-off zones.
    """
    state: Any = st.session_state
    look: dict[str, Any] = {"theme": theme, "register": place.register, "height_px": height_px, "off": off}
    shown: Scene | None = state.get(_SHOWN)
    if shown and is_clicked(place) and replace(shown, **look) == shown:
        return shown
    chosen = place.zone if place.layer == "skin" else place.region
    zones = atlas.regions[place.region].keep_off if place.region else ()
    chosen = chosen and f"{chosen}:{place.side}"
    new = Scene(place.view, place.side, place.layer, place.focus, chosen, zones=zones, **look)
    state[_SHOWN], state[_CLICKED] = new, None
    return new


def is_clicked(place: Place) -> bool:
    """Whether the last step to this place was a click on the map."""
    return bool(st.session_state.get(_CLICKED) == place)


def redraw() -> None:
    """Draw the present place anew, its choice painted, when the map comes back after a pause."""
    st.session_state[_CLICKED] = None


def leave_mark(place: Place) -> None:
    """Remember the place, because going to another page drops the query."""
    st.session_state[_LEFT] = place.query()


def register_left() -> str:
    """The register in which the map was left."""
    return str(st.session_state.get(_LEFT, {}).get("register", "patient"))


def leave_register(register: Register) -> None:
    """Let the map come back in another register."""
    st.session_state[_LEFT] = {**st.session_state.get(_LEFT, {}), "register": register}


def go_away() -> None:
    """Note that another page is open. An empty query on the map page itself is the place to start from, no return."""
    st.session_state[_AWAY] = True


def return_to_mark() -> None:
    """Come back to the remembered place, when this page is opened again without one."""
    left = st.session_state.pop(_LEFT, None)
    away = st.session_state.pop(_AWAY, False)
    if away:
        st.session_state[_CLICKED] = None  # the map is drawn anew, so what was clicked must be painted into it
    if away and left and address.is_bare():
        address.go(left)
