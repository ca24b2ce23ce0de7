"""The words of every card, as HTML: what it says to everybody, before all that depends on the person."""

from __future__ import annotations

from html import escape

from explorer.care import stop_rules
from explorer.content import Atlas
from explorer.content.models import Grade, Place, Region, Register, Side, Words
from explorer.content.text_for import text_for
from explorer.handout.html import block, labelled
from explorer.handout.sheet import Block, Labelled, Line
from explorer.ui.labels import RELATIONS
from explorer.ui.labels.markup import badge


def every(atlas: Atlas, register: Register, *, locked: bool) -> dict[str, str]:
    """The words of every region and pain place by their id. The browser fills in the side."""
    regions = {region.id: of_region(atlas, region, None, register, locked=locked) for region in atlas.regions.values()}
    return regions | {place.id: of_place(atlas, place, None) for place in atlas.places.values()}


def of_region(atlas: Atlas, region: Region, side: Side | None, register: Register, *, locked: bool = False) -> str:
    """The words of a region; without a side it is left open. Nothing eases while a stop sign holds (``locked``)."""
    words = text_for(region, register)
    eases = [] if locked else [("What may ease it", words.eases), ("What does not", words.does_not)]
    name = f'<span class="name">{escape(region.name)}</span>'
    return "".join([
        f"<h3>{escape(region.plain_name)}</h3>",
        f"<p>{name}</p>" if region.id in atlas.in_the_middle else f"<p>{name} · {_side(side)}</p>",
        _relation(region),
        f"<p>{escape(text_for(region.nerve_relation, register))}</p>",
        f"<p>{escape(words.what)}</p>",
        _titled("Where", words.where),
        _take_care(atlas, region, words, register),
        _titled("If it aches", words.ache),
        *(_titled(title, text) for title, text in eases),
    ])  # fmt: skip


def of_place(atlas: Atlas, place: Place, side: Side | None) -> str:
    """The words of a place on the skin; without a side it is left open."""
    where = _side(side) if atlas.has_sides(place.id) else "in the middle"
    return f"<h3>{escape(place.name)}</h3><p>{where}</p><p>{escape(place.note)}</p>"


def _side(side: Side | None) -> str:
    return f"<span data-side>{f'{side} side' if side else ''}</span>"


def _relation(region: Region) -> str:
    label, icon, colour = RELATIONS[region.nerve_relation.kind]
    return f"<p>{badge(label, icon, colour)}</p>"


def _take_care(atlas: Atlas, region: Region, words: Words, register: Register) -> str:
    cautions = (Line(_graded(caution.text, caution.grade, register)) for caution in region.cautions)
    zones = (atlas.keep_off[zone] for zone in region.keep_off)
    kept_off = (Line(_graded(f"{zone.name}. {zone.rule}", zone.grade, register), "Keep-off") for zone in zones)
    rules = (Line(" ".join(rule.for_reader(register))) for rule in stop_rules.of_region(atlas, region))
    lines = (Line(words.leave), *cautions, *rules, *kept_off)
    return f'<section class="care">{block(Block("Take care", lines), 4)}</section>'


def _graded(text: str, grade: Grade, register: Register) -> str:
    return text if register == "patient" else f"{text} (grade {grade})"


def _titled(title: str, text: str) -> str:
    return f"<p>{labelled(Labelled(title, text))}</p>"
