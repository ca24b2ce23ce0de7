"""A text for those who review it, in words: how far it is, all that it says, its sources, and what changed."""

from __future__ import annotations

import json
from collections.abc import Iterator

from explorer.content import Atlas
from explorer.content.reviews import Standing

CHANGED = "* "  # before what is another since the last review


def state(standing: Standing) -> str:
    """How far a text is."""
    last = standing.last
    if last is None:
        return "never reviewed"
    if standing.state == "changed":
        return f"changed since {last.by} reviewed it on {last.reviewed_on}: {', '.join(standing.changed)}"
    return f"reviewed by {last.by} on {last.reviewed_on}"


def in_lines(atlas: Atlas, standing: Standing) -> Iterator[str]:
    """All of it. What changed since its last review has a mark."""
    yield f"{standing.id}: {state(standing)}"
    for name, value in standing.record.model_dump(mode="json", exclude={"id", "reviewer", "reviewed_on"}).items():
        if value not in (None, [], ""):
            yield f"{CHANGED if name in standing.changed else '  '}{name}: {_written(value)}"
    for source in atlas.cited(getattr(standing.record, "references", ())):
        yield f"    [{source.id}] {source.citation}"


def _written(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
