"""The pain drawing of this session. It is never stored and never in a link."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import streamlit as st

from explorer.care.pain import Drawing, PainSite
from explorer.content.models import Feeling, ShapeSide, Worse

Spot = tuple[str, ShapeSide]
_KEY, _ON_PAPER = "pain_drawing", "pain_drawing_on_paper"


def current() -> Drawing:
    """The drawing of this session."""
    return st.session_state.get(_KEY, Drawing())  # type: ignore[no-any-return]  # only _keep() writes it


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
    for key in (_KEY, _ON_PAPER):
        st.session_state.pop(key, None)


def is_on_paper() -> bool:
    """Whether it is to be printed with the plan."""
    return bool(st.session_state.get(_ON_PAPER)) and bool(current().sites)


def put_on_paper(wanted: bool) -> None:
    """Print it with the plan, or not."""
    st.session_state[_ON_PAPER] = wanted


def _keep(drawing: Drawing) -> None:
    st.session_state[_KEY] = drawing
