"""Sources in short: who and when. The page of all sources has the whole citations."""

from __future__ import annotations

import re
from collections.abc import Iterable

from explorer.content.atlas import Atlas
from explorer.content.models import Reference

_AUTHOR = re.compile(r"\D+ [A-Z]{1,4}")  # a name with initials; a house or a title has none


def named(atlas: Atlas, references: Iterable[str]) -> str:
    """Sources in one line, each once."""
    return "; ".join(dict.fromkeys(short_citation(source) for source in atlas.cited(references)))


def short_citation(source: Reference) -> str:
    """Who and when: the first author or the house that published it, and the year."""
    if source.status == "not_a_publication":
        return "our own judgement"
    authors = source.citation.removeprefix("(a) ").partition(". ")[0].partition(" [")[0].partition(":")[0]
    first, *others = authors.split(", ")
    more = "et al." if others and _AUTHOR.fullmatch(first) else ""
    year = re.search(r"\b(?:19|20)\d\d\b", source.citation)
    return " ".join(part for part in (first, more, year[0] if year else "") if part)
