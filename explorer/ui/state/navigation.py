"""Where the visitor is. The address is the state: every choice is written there, and every run reads it anew.

What an address cannot hold is remembered for the session: how the map was left when another page was opened.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from explorer.bodymap.skin import Skin
from explorer.content import Atlas
from explorer.content.models import Register
from explorer.handout.link import LANG
from explorer.ui.state import store
from explorer.ui.state.store import Slot
from explorer.ui.state.view import Event, RegisterChosen, ViewState, read_query, reduce

PLAN = "plan"
KEPT = (PLAN, LANG)


@dataclass(frozen=True)
class Switches:
    """What can be shown on the map besides its layer. They hold for the session and are in no link."""

    glow: bool = True
    names: bool = False
    keep_off: bool = False


Looks = TypeVar("Looks", Switches, Skin)

_LEFT = Slot("view_left", ViewState)
_DRAWN = Slot("view_drawn", ViewState)
_AWAY = Slot("on_another_page", bool)
_SWITCHES = Slot("map_switches", Switches)
_SKIN = Slot("map_skin", Skin)


# --- links --------------------------------------------------------------------------------------------------------


def with_plan(parameters: Mapping[str, str]) -> dict[str, str]:
    """Parameters of a link, with what every page keeps: the plan in hand, and the language that was chosen."""
    held = store.query()
    return dict(parameters) | {name: held[name] for name in KEPT if held.get(name)}


def is_bare() -> bool:
    """Whether the address asks for nothing on this page."""
    return not set(store.query()) - set(KEPT)


# --- the map page -------------------------------------------------------------------------------------------------


def view(atlas: Atlas) -> ViewState:
    """What the address asks the map page to show."""
    return read_query(atlas, store.query())


def switches() -> Switches:
    """What is shown on the map besides its layer."""
    return _SWITCHES.get()


def skin() -> Skin:
    """How the skin looks on every map of this session. It is in no link."""
    return _SKIN.get()


def choose_skin(looks: Mapping[str, Any]) -> None:
    """Let the skin look as a map shows it by now."""
    _SKIN.put(_seen(_SKIN.get(), looks))


def open_map(atlas: Atlas) -> ViewState:
    """Open the map page: as the address says, or as it was left for another page. Gives what it shows."""
    if _AWAY.get() and is_bare():
        store.set_query(with_plan(_LEFT.get().query()))
    here = view(atlas)
    _AWAY.put(False)
    _LEFT.put(here)
    _DRAWN.put(here)
    return here


def leave_map() -> None:
    """Note that another page is open. An empty query on the map page itself is the place to start from, no return."""
    _AWAY.put(True)


def hear(atlas: Atlas, event: Event) -> None:
    """Take over what a visitor did on the map page.

    It counts from what was drawn: after two quick taps the browser may still send the address of before the first.
    """
    if not isinstance(event, RegisterChosen):
        _SWITCHES.put(_seen(_SWITCHES.get(), event.looks))
        choose_skin(event.looks)
    there = reduce(atlas, _DRAWN.get(), event)
    _DRAWN.put(there)
    if there != view(atlas):
        store.set_query(with_plan(there.query()))


def _seen(before: Looks, looks: Mapping[str, Any]) -> Looks:
    return replace(before, **{name: looks[name] for name in vars(before) if name in looks})


# --- the words of all pages ---------------------------------------------------------------------------------------


def register() -> Register:
    """Plain words or clinicians' words: as the address says, else as the map was left."""
    found = store.parameter("register")
    return "clinician" if (found or _LEFT.get().register) == "clinician" else "patient"


def choose_register(register: Register) -> None:
    """Let this page, and the map when it comes back, speak in other words."""
    store.set_parameter("register", register)
    _LEFT.put(replace(_LEFT.get(), register=register))
