"""The pain drawing of this session. It is never stored and never in a link."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from explorer.care.pain import Drawing, PainSite
from explorer.content.location import Location
from explorer.content.models import Feeling, Worse
from explorer.ui.state.store import Slot

_DRAWING = Slot("pain_drawing", Drawing)
_ON_PAPER = Slot("pain_drawing_on_paper", bool)


def current() -> Drawing:
    """The drawing of this session."""
    return _DRAWING.get()


def sites() -> list[Location]:
    """The places that are marked, in a steady order."""
    return sorted(site.location for site in current().sites)


def mark(chosen: Collection[Location]) -> None:
    """Mark these places and no others. What was said of those that stay is kept."""
    known = {site.location: site for site in current().sites}
    _keep(replace(current(), sites=frozenset(known.get(site, PainSite(*site)) for site in chosen)))


def describe(where: Location, feels: Collection[Feeling], strength: int | None) -> None:
    """Say what a marked place feels like."""
    rest = {site for site in current().sites if site.location != where}
    _keep(replace(current(), sites=frozenset({*rest, PainSite(*where, frozenset(feels), strength)})))


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
