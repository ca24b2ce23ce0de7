"""Texts as they are said in a country: with its numbers, and with the words of a stop sign in place of its id."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from explorer.content import kinds
from explorer.content.models import Country, RedFlag

if TYPE_CHECKING:
    from explorer.content.atlas import Atlas

PLACEHOLDER = re.compile(r"\{(\w+)\}")
COUNTRY_WORDS = ("emergency", "urgent_line")


def in_country(atlas: Atlas, country: str) -> Atlas:
    """The same atlas with every text as it is said there. Raises KeyError for an unknown country."""
    if country == atlas.said_in:
        return atlas
    unsaid = atlas.unsaid or atlas
    words = _words(unsaid.emergency[country], unsaid.red_flags.values())
    said = {kind.stem: _table(getattr(unsaid, kind.stem), words) for kind in kinds.KINDS}
    return unsaid.model_copy(update={**said, "said_in": country, "unsaid": unsaid})


def signs_in_country(flags: Iterable[RedFlag], country: Country) -> tuple[RedFlag, ...]:
    """Stop signs alone, as they are said there."""
    listed = tuple(flags)
    words = _words(country, listed)
    return tuple(_said(flag, words) for flag in listed)


def as_said(atlas: Atlas, texts: Iterable[str]) -> tuple[str, ...]:
    """Texts as this atlas says them: with the numbers of its country, and the words of its stop signs."""
    unsaid = atlas.unsaid or atlas
    said: tuple[str, ...] = _said(tuple(texts), _words(atlas.here, unsaid.red_flags.values()))
    return said


def _words(country: Country, flags: Iterable[RedFlag]) -> Mapping[str, str]:
    """What stands for each placeholder."""
    signs = {flag.id: f"“{flag.called}”" for flag in flags}
    return {"emergency": country.number, "urgent_line": country.urgent_line, **signs}


def _table(table: Mapping[str, Any], words: Mapping[str, str]) -> Mapping[str, Any]:
    return MappingProxyType({key: _said(record, words) for key, record in table.items()})


def _said(value: Any, words: Mapping[str, str]) -> Any:
    """A value with its texts filled in. What has no placeholder stays the very same value."""
    if isinstance(value, str):
        return PLACEHOLDER.sub(lambda found: words.get(found[1], found[0]), value) if "{" in value else value
    if isinstance(value, tuple):
        parts = tuple(_said(part, words) for part in value)
        return value if all(new is old for new, old in zip(parts, value, strict=True)) else parts
    if isinstance(value, BaseModel):
        fields = {name: (getattr(value, name), _said(getattr(value, name), words)) for name in type(value).model_fields}
        changed = {name: new for name, (old, new) in fields.items() if new is not old}
        return value.model_copy(update=changed) if changed else value
    return value
