"""A card in the browser: what it says, and what a person does on it.

It is one piece of HTML, because the browser holds the words of every card and shows them with the tap on the map,
while the server still thinks about the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from explorer.bodymap.style import Address
from explorer.content.language import left_in_english
from explorer.content.models import ROLES, Register, Role, ShapeSide
from explorer.handout.in_english import marked
from explorer.ui.component import component
from explorer.ui.labels import folds, markup
from explorer.ui.map import addresses, assets
from explorer.ui.state import content, store

Kind = Literal["go", "open", "add", "leave"]
# Look and scripts come by address: a run of the page sends neither.
_body = component("card_body", html='<article class="card-body"></article>')
_map_card = component(
    "map_card", html='<article class="card-body prefetched"></article><article class="card-body answer"></article>'
)


@dataclass(frozen=True)
class Act:
    """What a person did on the card of ``location``.

    ``go`` to the card of a region, ``open`` a technique or tool, ``add`` it to the plan (agreed with a ``role``), or
    ``leave`` for another page: each names a ``value``.
    """

    kind: Kind
    value: str
    location: str
    role: Role | None = None


@dataclass(frozen=True)
class Ahead:
    """The words of every card, which the browser shows at a tap; the answer of the server takes their place.

    They are a file that the browser fetches once, so that no run of the page sends them again. Nothing eases while a
    stop sign holds (``locked``). What is offered is kept back where it was ``judged`` by a safety check: only its room
    is held.
    """

    register: Register
    locked: bool
    judged: bool


def show(
    location: str, html: str, on_act: Callable[[Act], None], key: str = "card_body", ahead: Ahead | None = None
) -> None:
    """Put a card on the page. ``location`` is ``<what it is about>:<side>``, or empty; pictures show that side.

    ``on_act`` is called before the next run with what a person did. The card of the map has others ``ahead`` of it.
    """
    words = {"not_loaded": content.say("card.not_loaded"), "try_again": content.say("card.try_again")}
    data = {"location": location, "html": marked(html, left_in_english(content.atlas())), "words": words}
    mount, script, others = (_map_card, assets.MAP_CARD, _told_ahead(ahead)) if ahead else (_body, assets.CARD_BODY, {})
    told = data | others | {"script": addresses.address(script)}
    mount(key=key, data=told, on_act_change=lambda: _hear(key, on_act))


def _told_ahead(ahead: Ahead) -> dict[str, Any]:
    cards = addresses.address(assets.cards(ahead.register, *_told(), locked=ahead.locked))
    sides = {side: content.say(f"body.side.{side}") for side in get_args(ShapeSide)}
    return {"ahead": {"cards": cards, "judged": ahead.judged, "sides": sides}}


def fold(kind: str, record: str, register: Register, count: int | None = None) -> str:
    """What the browser fetches when it is unfolded, with how much is in it; nothing where it would be empty."""
    asset = _fold(kind, record, register)
    if not addresses.of(content.clinic_atlas()).get(asset).data:
        return ""
    title = folds.title(content.speech(), kind, count)
    return markup.fold(kind, title, folds.ICONS[kind], addresses.address(asset))


def fold_address(register: Register) -> Address:
    """Gives where the browser finds what stands in a fold, by ``<kind>/<id>``."""
    told = _told()
    return lambda name: addresses.address(assets.fold(name, register, *told))


def _fold(kind: str, record: str, register: Register) -> str:
    return assets.fold(f"{kind}/{record}", register, *_told())


def _told() -> tuple[str, str]:
    """The language and the country in which cards are told here."""
    atlas = content.atlas()
    return atlas.lang, atlas.here.id


def _hear(key: str, on_act: Callable[[Act], None]) -> None:
    act = read_act(store.told(key, {}).get("act"))
    if act:
        on_act(act)


def read_act(told: Any) -> Act | None:
    """What the browser tells, or None for what is none. A browser can send anything, so all is checked."""
    if not isinstance(told, Mapping) or told.get("kind") not in get_args(Kind):
        return None
    value, location, role = told.get("value"), told.get("location"), told.get("role")
    if not isinstance(value, str) or not isinstance(location, str):
        return None
    return Act(told["kind"], value, location, role if role in ROLES else None)
