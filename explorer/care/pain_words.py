"""A pain drawing in words, the same on screen, on paper and in a file."""

from __future__ import annotations

from collections.abc import Iterable

from explorer.care.pain import Candidate, Drawing, PainSite, Root
from explorer.care.sides import where
from explorer.content import Atlas
from explorer.content.models import FEELINGS, WORSE, AnySide, Feeling, Worse

FEELS: dict[Feeling, str] = {
    "ache": "ache", "sharp": "sharp or shooting", "burning": "burning", "tingling": "tingling", "numb": "numb",
    "weak": "weak", "cramp": "cramp",
}  # fmt: skip
WORSENS: dict[Worse, str] = {
    "sitting": "sitting", "standing": "standing", "walking": "walking", "bending": "bending", "cough": "a cough",
    "night": "night",
}  # fmt: skip


def in_lines(atlas: Atlas, drawing: Drawing) -> tuple[str, ...]:
    """One line for each place, numbered as on the picture, and one for what makes it worse."""
    lines = [f"{number}. {_site(atlas, site)}" for number, site in enumerate(in_order(atlas, drawing), 1)]
    if drawing.worse:
        lines.append(f"Worse with: {', '.join(WORSENS[key] for key in WORSE if key in drawing.worse)}")
    return tuple(lines)


def in_order(atlas: Atlas, drawing: Drawing) -> tuple[PainSite, ...]:
    """The places from top to bottom, the left before the right."""
    order = list(atlas.places)
    return tuple(sorted(drawing.sites, key=lambda site: (order.index(site.place), site.side)))


def site_name(atlas: Atlas, place: str, side: AnySide) -> str:
    """A place with its side: ``Calf, left side``."""
    return where(atlas.places[place].name, side)


def places(atlas: Atlas, keys: Iterable[str]) -> str:
    """Several places in a sentence."""
    return ", ".join(_within(atlas.places[key].name) for key in keys)


def root(atlas: Atlas, found: Root) -> str:
    """What a root has to do with the chosen places: their skin, mostly; or only its pain."""
    parts = []
    if found.skin:
        parts.append(f"mostly the skin of {places(atlas, found.skin)}.")
    if found.pain:
        parts.append(f"{'Its' if parts else 'its'} pain may be felt at {places(atlas, found.pain)}.")
    return " ".join(parts)


def why(atlas: Atlas, candidate: Candidate) -> str:
    """Why a region is worth a look: the places that name it or reach it, what makes it worse, and how sure we are."""
    parts = []
    if candidate.named_for:
        parts.append(f"Looked at first for: {places(atlas, candidate.named_for)}.")
    if more := [place for place in candidate.felt_at if place not in candidate.named_for]:
        parts.append(f"May also be felt at: {places(atlas, more)}.")
    if candidate.worse:
        parts.append(f"It may get worse with {' and '.join(WORSENS[key] for key in candidate.worse)}, as you said.")
    return " ".join(parts)


def _site(atlas: Atlas, site: PainSite) -> str:
    said = [FEELS[key] for key in FEELINGS if key in site.feels]
    if site.strength is not None:
        said.append(f"{site.strength} of 10 now")
    return site_name(atlas, site.place, site.side) + (f": {', '.join(said)}" if said else "")


def _within(name: str) -> str:
    return name[:1].lower() + name[1:]
