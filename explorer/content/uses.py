"""What rests on each source: the links from records to references, the other way round."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from explorer.content.atlas import Atlas


def uses(atlas: Atlas) -> Mapping[str, tuple[str, ...]]:
    """The names of all records that cite each source, by the id of the source."""
    found: dict[str, dict[str, None]] = {}
    for name, record in _named(atlas):
        for key in _cited(record):
            found.setdefault(key, {})[name] = None
    return {key: tuple(names) for key, names in found.items()}


def _named(atlas: Atlas) -> Iterator[tuple[str, BaseModel]]:
    """Every record that cites sources, with what readers call it."""
    yield from ((region.plain_name, region) for region in atlas.regions.values())
    yield from ((remedy.plain_name, remedy) for remedy in atlas.remedies.values())
    yield from ((exercise.plain_name, exercise) for exercise in atlas.exercises.values())
    yield from ((phase.name, phase) for phase in atlas.phases.values())
    yield from ((flag.name, flag) for flag in atlas.red_flags.values())
    yield from ((f"Stop rule {rule.id}", rule) for rule in atlas.stop_rules.values())
    yield from ((zone.name, zone) for zone in atlas.keep_off.values())
    yield from ((condition.name, condition) for condition in atlas.conditions.values())
    yield from ((place.name, place) for place in atlas.places.values())
    yield from ((topic.title, topic) for topic in atlas.topics.values())
    yield from ((country.name, country) for country in atlas.emergency.values())
    yield from ((f"“{claim.heard}”", claim) for claim in atlas.claims.values())
    yield from (("The course in numbers", point) for point in atlas.course.values())
    yield from ((f"Effect: {effect.tested}", effect) for effect in atlas.effects.values())


def _cited(record: object) -> Iterator[str]:
    if isinstance(record, tuple):
        for part in record:
            yield from _cited(part)
    elif isinstance(record, BaseModel):
        yield from getattr(record, "references", ())
        for name in type(record).model_fields:
            yield from _cited(getattr(record, name))
