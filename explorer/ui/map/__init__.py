"""The body map on a page: what is wanted goes in, what a person did comes out.

It needs no installed package: a clone and a wheel run it alike.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, get_args

from explorer.bodymap.look import Theme
from explorer.bodymap.skin import BODIES, SKIN_TONES, Body, SkinTone
from explorer.content.location import Location
from explorer.content.models import FOCUSES, LAYERS, SIDES, VIEWS, Focus, Layer, Register, Side, View
from explorer.ui.component import component
from explorer.ui.map import addresses, assets
from explorer.ui.state import content, store
from explorer.ui.state.store import Slot

Taps = Literal["choose", "mark", "tell", "none"]
Kind = Literal["tap", "look", "choose"]

_mount = component("bodymap")
_LOOKS: Mapping[str, tuple[Any, ...]] = {
    "view": VIEWS, "layer": LAYERS, "side": SIDES, "focus": FOCUSES,
    "glow": (True, False), "names": (True, False), "keep_off": (True, False),
    "body": BODIES, "skin_tone": SKIN_TONES,
}  # fmt: skip


@dataclass(frozen=True)
class MapState:
    """What the map is to show. Places are locations, ``<region or pain place>:<left|right|midline>``.

    ``lit`` and ``marked`` are painted like ``chosen`` but are not named; ``off`` is covered in grey; ``dim`` lets all
    that is not painted step back, once something is. ``zones`` are keep-off zones to show, ``keep_off`` shows all.
    ``overlay`` is ``nerve``, ``dermatomes`` or ``referral:<area>``. ``body`` is whose outline the skin has; below it
    there is one model.
    """

    view: View = "posterior"
    layer: Layer = "surface"
    side: Side = "right"
    focus: Focus = "whole"
    chosen: tuple[str, ...] = ()
    lit: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    marked: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()
    keep_off: bool = False
    names: bool = False
    glow: bool = True
    overlay: str | None = None
    dim: bool = False
    body: Body = "male"
    skin_tone: SkinTone = "neutral"
    theme: Theme = "light"
    register: Register = "patient"
    flight_ms: int = 250


@dataclass(frozen=True)
class Controls:
    """Which controls the map has. Zoom buttons it always has.

    ``list`` finds what is on it by name; ``skin`` chooses outline and tone, where the skin is seen.
    """

    views: bool = True
    layers: bool = True
    sides: bool = True
    focuses: bool = True
    switches: bool = True
    list: bool = False
    skin: bool = False


NO_CONTROLS = Controls(views=False, layers=False, sides=False, focuses=False, switches=False)


@dataclass(frozen=True)
class MapEvent:
    """What a person did on the map.

    A tap on ``location`` (None: beside the body), a change of ``look``, or a ``choice`` from its list: the id of a
    region or pain place (None: the choice is taken back).
    ``now`` is all that the person sees since: looks, ``chosen`` and ``marked``. The browser sends only the last of
    several quick events, so ``now`` tells what the others did.
    """

    n: int
    kind: Kind
    location: Location | None = None
    layer: Layer | None = None
    look: Mapping[str, Any] = field(default_factory=dict)
    choice: str | None = None
    now: Mapping[str, Any] = field(default_factory=dict)


def bodymap(  # noqa: PLR0913  # each is one thing that pages differ in
    key: str,
    *,
    state: MapState,
    controls: Controls | None = None,
    taps: Taps = "choose",
    height: int = 680,
    list_key: str = "",
    on_event: Callable[[MapEvent], None] | None = None,
) -> None:
    """Put the map on the page, in the language of the session. ``height`` in px.

    ``on_event`` is called before the next run with what a person did. ``list_key`` is the key of the control that does
    the same as the map, for those who use the keyboard.
    """
    _mount(
        key=key,
        data={
            **_addresses(),
            "heard": _heard(key).get(),
            "state": asdict(state),
            "controls": asdict(controls or Controls()),
            "taps": taps,
            "height": height,
            "list": list_key,
            "outdated": content.say("map.outdated"),  # the others lie in the style, which may be what is gone
        },
        on_event_change=lambda: _hear(key, on_event),
    )


def _addresses() -> dict[str, Any]:
    library = {"script": assets.LIBRARY_SCRIPT, "worker": assets.LIBRARY_WORKER, "css": assets.LIBRARY_LOOK}
    own = {"script": assets.SCRIPT, "style": assets.style(content.atlas().lang), "css": assets.LOOK}
    of = addresses.of(content.clinic_atlas())
    found: dict[str, Any] = {name: of.address(asset_id) for name, asset_id in own.items()}
    return found | {"library": {name: of.address(asset_id) for name, asset_id in library.items()}}


def _heard(key: str) -> Slot[int]:
    return Slot(f"{key}_heard", int)


def _hear(key: str, on_event: Callable[[MapEvent], None] | None) -> None:
    event = read_event(store.told(key, {}).get("event"))
    if event is None:
        return
    _heard(key).put(event.n)
    if on_event:
        on_event(event)


def read_event(told: Any) -> MapEvent | None:
    """An event as the browser tells it, or None for what is none. A browser can send anything, so all is checked."""
    if not isinstance(told, Mapping) or not _is_count(told.get("n")) or told.get("kind") not in get_args(Kind):
        return None
    location, layer = told.get("location"), told.get("layer")
    return MapEvent(
        n=told["n"],
        kind=told["kind"],
        location=Location.read(location),
        layer=layer if layer in LAYERS else None,
        look=_looks(told.get("look")),
        choice=told.get("choice") if isinstance(told.get("choice"), str) else None,
        now={**_looks(told.get("now")), **_places(told.get("now"))},
    )


def _is_count(value: Any) -> bool:
    return type(value) is int and value > 0


def _looks(told: Any) -> dict[str, Any]:
    given = told if isinstance(told, Mapping) else {}
    return {name: given[name] for name, allowed in _LOOKS.items() if _is_one_of(given.get(name), allowed)}


def _is_one_of(value: Any, allowed: tuple[Any, ...]) -> bool:
    return any(type(value) is type(each) and value == each for each in allowed)


def _places(told: Any) -> dict[str, tuple[Location, ...]]:
    given = told if isinstance(told, Mapping) else {}
    lists = {name: given.get(name) for name in ("chosen", "marked")}
    return {
        name: tuple(filter(None, map(Location.read, found))) for name, found in lists.items() if isinstance(found, list)
    }
