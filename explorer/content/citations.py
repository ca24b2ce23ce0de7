"""Sources in short: who and when. The page of all sources has the whole citations."""

from __future__ import annotations

import re
from collections.abc import Iterable

from explorer.content.atlas import Atlas
from explorer.content.models import Reference

NOT_PUBLISHED = "not_a_publication"
_AUTHOR = re.compile(r"\D+ [A-Z]{1,4}")  # a name with initials; a house or a title has none


def named(atlas: Atlas, references: Iterable[str]) -> str:
    """Sources in one line, each once."""
    own = atlas.say("fold.basis.expert")
    found = (own if source.status == NOT_PUBLISHED else short_citation(source) for source in atlas.cited(references))
    return "; ".join(dict.fromkeys(found))


def short_citation(source: Reference) -> str:
    """Who and when: the first author or the house that published it, and the year."""
    authors = source.citation.removeprefix("(a) ").partition(". ")[0].partition(" [")[0].partition(":")[0]
    first, *others = authors.split(", ")
    more = "et al." if others and _AUTHOR.fullmatch(first) else ""
    year = re.search(r"\b(?:19|20)\d\d\b", source.citation)
    return " ".join(part for part in (first, more, year[0] if year else "") if part)
