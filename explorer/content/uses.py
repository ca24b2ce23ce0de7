"""What rests on each source: the links from records to references, the other way round."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from explorer.content import kinds
from explorer.content.atlas import Atlas
from explorer.content.in_country import PLACEHOLDER
from explorer.content.kinds import Kind
from explorer.content.texts import links


class Use(NamedTuple):
    """A record that cites a source: its kind, and what readers call it."""

    kind: Kind
    title: str


def uses(atlas: Atlas) -> Mapping[str, tuple[Use, ...]]:
    """All records that cite each source, by the id of the source. Those of one kind stand together."""
    found: dict[str, dict[Use, None]] = {}
    for source, use in _cited(atlas):
        found.setdefault(source, {})[use] = None
    return {source: tuple(each) for source, each in found.items()}


def _cited(atlas: Atlas) -> Iterator[tuple[str, Use]]:
    for kind in kinds.KINDS:
        for record in getattr(atlas, kind.stem).values():
            use = Use(kind, PLACEHOLDER.sub("…", kind.title_of(record)))
            yield from ((key, use) for _, named, key in links(kind.name, record) if named == "reference")
