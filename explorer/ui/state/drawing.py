"""The pain drawing of this session. It is never stored and never in a link."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from explorer.care.pain import Drawing, PainSite
from explorer.content.models import Feeling, ShapeSide, Worse
from explorer.ui.state.store import Slot

Spot = tuple[str, ShapeSide]
_DRAWING = Slot("pain_drawing", Drawing)
_ON_PAPER = Slot("pain_drawing_on_paper", bool)


def current() -> Drawing:
    """The drawing of this session."""
    return _DRAWING.get()


def spots() -> list[Spot]:
    """The places that are marked, in a steady order."""
    return sorted((site.place, site.side) for site in current().sites)


def tap(place: str, side: ShapeSide) -> None:
    """Mark a place, or take its mark off."""
    here = spots()
    mark([spot for spot in here if spot != (place, side)] if (place, side) in here else [*here, (place, side)])


def mark(chosen: Collection[Spot]) -> None:
    """Mark these places and no others. What was said of those that stay is kept."""
    known = {(site.place, site.side): site for site in current().sites}
    _keep(replace(current(), sites=frozenset(known.get(spot, PainSite(*spot)) for spot in chosen)))


def describe(spot: Spot, feels: Collection[Feeling], strength: int | None) -> None:
    """Say what a marked place feels like."""
    rest = {site for site in current().sites if (site.place, site.side) != spot}
    _keep(replace(current(), sites=frozenset({*rest, PainSite(*spot, frozenset(feels), strength)})))


def worsen(worse: Collection[Worse]) -> None:
    """Say what makes it worse."""
    _keep(replace(current(), worse=frozenset(worse)))


def clear() -> None:
    """Forget the drawing."""
    _DRAWING.clear()
    _ON_PAPER.clear()


def is_on_paper() -> bool:
    """Whether it is to be printed with the plan."""
    return _ON_PAPER.get() and bool(current().sites)


def put_on_paper(wanted: bool) -> None:
    """Print it with the plan, or not."""
    _ON_PAPER.put(wanted)


def _keep(drawing: Drawing) -> None:
    _DRAWING.put(drawing)
