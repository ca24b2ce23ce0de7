"""A pain drawing in words, the same on screen, on paper and in a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from explorer.care.pain import Candidate, Drawing, PainSite, Root, in_order
from explorer.care.sides import where
from explorer.content import Atlas
from explorer.content.models import FEELINGS, WORSE, AnySide, Worse
from explorer.content.speech import Speech


def in_lines(atlas: Atlas, drawing: Drawing) -> tuple[str, ...]:
    """One line for each place, numbered as on the picture, and one for what makes it worse."""
    lines = [f"{number}. {_site(atlas, site)}" for number, site in enumerate(in_order(atlas, drawing), 1)]
    if drawing.worse:
        things = _things(atlas.speech, (key for key in WORSE if key in drawing.worse))
        lines.append(atlas.say("drawing.worse_with", things=things))
    return tuple(lines)


def site_name(atlas: Atlas, place: str, side: AnySide) -> str:
    """A place with its side: ``Calf, left side``."""
    return where(atlas.speech, atlas.places[place].name, side)


def places(atlas: Atlas, keys: Iterable[str]) -> str:
    """Several places within a sentence."""
    return atlas.speech.listed(_within(atlas.places[key].name) for key in keys)


def heading(atlas: Atlas, keys: Iterable[str]) -> str:
    """Several places at the start of a sentence."""
    first, *more = (atlas.places[key].name for key in keys)
    return atlas.speech.listed((first, *map(_within, more)))


def root(atlas: Atlas, found: Root) -> str:
    """What a root has to do with the chosen places: their skin, mostly; or only its pain."""
    skin, pain = places(atlas, found.skin), places(atlas, found.pain)
    if not pain:
        return atlas.say("drawing.root_skin", places=skin)
    return (
        atlas.say("drawing.root_both", skin=skin, places=pain) if skin else atlas.say("drawing.root_pain", places=pain)
    )


def why(atlas: Atlas, candidate: Candidate) -> str:
    """Why a region is worth a look: the places that name it or reach it, and what makes it worse."""
    return " ".join(_why(atlas, candidate))


def _why(atlas: Atlas, candidate: Candidate) -> Iterator[str]:
    if candidate.named_for:
        yield atlas.say("drawing.why_named", places=places(atlas, candidate.named_for))
    if more := [place for place in candidate.felt_at if place not in candidate.named_for]:
        yield atlas.say("drawing.why_felt", places=places(atlas, more))
    if candidate.worse:
        yield atlas.say("drawing.why_worse", things=_things(atlas.speech, candidate.worse))


def _site(atlas: Atlas, site: PainSite) -> str:
    place = site_name(atlas, site.place, site.side)
    felt = atlas.speech.listed(atlas.say(f"drawing.said.{key}") for key in FEELINGS if key in site.feels)
    if site.strength is None:
        return atlas.say("drawing.felt", place=place, felt=felt) if felt else place
    if not felt:
        return atlas.say("drawing.strong", place=place, strength=site.strength)
    return atlas.say("drawing.felt_strong", place=place, felt=felt, strength=site.strength)


def _things(speech: Speech, keys: Iterable[Worse]) -> str:
    return speech.listed(speech.say(f"drawing.with.{key}") for key in keys)


def _within(name: str) -> str:
    return name[:1].lower() + name[1:]
