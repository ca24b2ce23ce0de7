"""The picture of a technique, tool or exercise on a page, as for the side that it is about."""

from __future__ import annotations

from explorer.content import Atlas
from explorer.content.models import AnyItem, AnySide
from explorer.ui.card import card_body
from explorer.ui.labels import markup
from explorer.ui.map import addresses


def show(atlas: Atlas, what: AnyItem, side: AnySide) -> None:
    """Put it on the page, if there is one. Start and end take each other's place, slowly."""
    if what.figure:
        drawn = markup.figure(atlas.speech, atlas.figures[what.figure], addresses.address, in_turn=True)
        card_body.show(f"{what.id}:{side}", drawn, lambda _: None, key="figure")
