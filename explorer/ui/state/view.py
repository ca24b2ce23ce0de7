"""What the map page shows, as a value: read from a query, changed by events, written to a query. All pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from explorer.bodymap import picture_for, where_seen
from explorer.content import Atlas
from explorer.content.location import Location
from explorer.content.models import FOCUSES, LAYERS, REGISTERS, SIDES, VIEWS, Focus, Layer, Register, Side, View
from explorer.content.problems import closest
from explorer.content.speech import Speech

_PLAIN = re.compile(r"[\w -]{1,40}")
_LOOKS: Mapping[str, tuple[str, ...]] = {"view": VIEWS, "layer": LAYERS, "side": SIDES, "focus": FOCUSES}


@dataclass(frozen=True)
class ViewState:
    """What the map page shows. Each field is a query parameter; a default may be absent from the address."""

    region: str | None = None
    zone: str | None = None
    side: Side = "right"
    view: View = "posterior"
    layer: Layer = "surface"
    focus: Focus = "whole"
    register: Register = "patient"

    def query(self) -> dict[str, str]:
        """The query parameters of this state: defaults left out, but the layer in which a part is looked at."""
        defaults, said = asdict(ViewState()), {"layer": self.layer} if self.chosen else {}
        return said | {name: value for name, value in asdict(self).items() if value and value != defaults[name]}

    @property
    def chosen(self) -> Location | None:
        """What the card is about: a region, or a pain place on the skin."""
        found = self.region or self.zone
        return Location(found, self.side) if found else None


# --- reading a link -----------------------------------------------------------------------------------------------


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


def read_query(atlas: Atlas, query: Mapping[str, str]) -> ViewState:
    """The state that a query names. What this atlas does not have counts as absent.

    A part without a layer is looked at where it is seen.
    """
    known = {name: query[name] for name, values in allowed(atlas).items() if query.get(name) in values}
    state = ViewState(**known)  # type: ignore[arg-type]  # checked against the allowed values
    part = state.region or state.zone
    if not part or "layer" in known or (state.view, state.layer) in where_seen(atlas, part):
        return state
    view, layer, focus = picture_for(atlas, part, state.view, state.layer)
    return ViewState(**{"view": view, "layer": layer, "focus": focus} | known)  # type: ignore[arg-type]


def notes_on_query(atlas: Atlas, query: Mapping[str, str]) -> list[str]:
    """What a query asks for that this atlas does not have, in words."""
    asked = ((query.get(name), values) for name, values in allowed(atlas).items())
    return [note_on_link(atlas.speech, value, known) for value, known in asked if value and value not in known]


def note_on_link(speech: Speech, found: str, known: Iterable[str]) -> str:
    """What a link asks for that this atlas does not have, with the nearest that it has."""
    if not _PLAIN.fullmatch(found):  # it might be read as markup, even as an address
        return speech.say("link.unclear")
    near = closest(found, known)
    hint = speech.say("link.nearest", nearest=near) if near else ""
    return f"{speech.say('link.unknown', asked=found)} {hint}".strip()


# --- events -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class MapTapped:
    """A tap on the map; beside the body there is no location. ``looks`` is what the map shows by now."""

    location: Location | None
    layer: Layer
    looks: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class MapTurned:
    """Another view, layer, side or focus was chosen on the map."""

    looks: Mapping[str, Any]


@dataclass(frozen=True)
class PartSought:
    """A region or pain place was chosen by its name, from the list or on a card. None takes the choice back."""

    part: str | None
    looks: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class RegisterChosen:
    """Plain words, or words for clinicians."""

    register: Register


Event = MapTapped | MapTurned | PartSought | RegisterChosen


def reduce(atlas: Atlas, state: ViewState, event: Event) -> ViewState:
    """The state after an event. Pure, and total: what names nothing of this atlas changes nothing."""
    match event:
        case MapTapped():
            return _tapped(atlas, turned(state, event.looks), event)
        case MapTurned(looks):
            return turned(state, looks)
        case PartSought(part, looks):
            return _sought(atlas, turned(state, looks), part)
        case RegisterChosen(register) if register in REGISTERS:
            return replace(state, register=register)
    return state


def _sought(atlas: Atlas, state: ViewState, part: str | None) -> ViewState:
    if part is None:
        return replace(state, region=None, zone=None)
    return at_part(atlas, state, part) if part in atlas.regions or part in atlas.places else state


def turned(state: ViewState, looks: Mapping[str, Any]) -> ViewState:
    """The state that shows what the map shows."""
    return replace(state, **{name: looks[name] for name, values in _LOOKS.items() if looks.get(name) in values})


def _tapped(atlas: Atlas, state: ViewState, event: MapTapped) -> ViewState:
    if event.location is None or event.layer not in LAYERS:
        return state
    found, side = event.location
    if found not in (atlas.places if event.layer == "skin" else atlas.regions):
        return state
    region, zone = (None, found) if event.layer == "skin" else (found, None)
    return replace(
        state, region=region, zone=zone, layer=event.layer, side=state.side if side == "midline" else side
    )  # fmt: skip


def at_part(atlas: Atlas, state: ViewState, part: str) -> ViewState:
    """The state that shows a region or pain place: a view and layer in which it can be seen, and close enough."""
    region, zone = (part, None) if part in atlas.regions else (None, part)
    view, layer, focus = picture_for(atlas, part, state.view, state.layer)
    return replace(state, region=region, zone=zone, view=view, layer=layer, focus=focus)
