"""How much of each card forbids: by where its lines stand, never by their words."""

from __future__ import annotations

from collections.abc import Iterator

from explorer.care.card import card
from explorer.care.stop_rules import standing
from explorer.content import Atlas, Problem
from explorer.content.load import Content
from explorer.content.models import REGISTERS, AnyItem, Exercise

MOST = 0.4  # of the lines that are read at once
KINDS = ("region", "technique", "tool", "exercise")


def shares(atlas: Atlas) -> dict[str, float]:
    """The share of the lines of each card that forbid, by its id: of regions, techniques, tools and exercises."""
    regions = {
        region.id: max(card(atlas, region, "right", register).share_that_forbids for register in REGISTERS)
        for region in atlas.regions.values()
    }
    return regions | {item.id: share_of(atlas, item) for item in atlas.items.values()}


def share_of(atlas: Atlas, item: AnyItem) -> float:
    """The same of one technique, tool or exercise: its stop rules and what must not be felt, beside how it is done."""
    forbids = len(standing(atlas, item).at_once) + isinstance(item, Exercise)
    told = (item.position, *item.steps, item.dose.text)
    felt = item.should_feel if isinstance(item, Exercise) else item.pressure.text
    about = () if isinstance(item, Exercise) else (item.summary,)
    return forbids / (forbids + len((*told, felt, *about)))


def faults(content: Content) -> Iterator[Problem]:
    """Cards of which too much forbids. Nothing is told while the content cannot be loaded."""
    found = shares(content.atlas) if content.atlas else {}
    for kind in KINDS:
        for draft in content.tables[kind].drafts:
            share = found.get(draft.id or "", 0)
            if share > MOST:
                said = f"{share:.0%} of the lines that are read at once forbid"
                yield draft.problem((), said, f"at most {MOST:.0%}; say more of what one can do")


def table(atlas: Atlas) -> Iterator[str]:
    """The shares, the largest first, for those who keep the content."""
    yield f"{'forbids':>7}  card; the limit is {MOST:.0%} of the lines that are read at once"
    for key, share in sorted(shares(atlas).items(), key=lambda found: -found[1]):
        yield f"{share:7.0%}  {key}"
