"""What can be unfolded on a card. Each fold is a file of its own, which the browser fetches when somebody opens it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape

from explorer.bodymap.style import Address
from explorer.content import Atlas
from explorer.content.models import Claim, Exercise, Reference, Region, Register
from explorer.content.speech import Speech
from explorer.ui.labels import claim_words, exercise_words, remedy_words
from explorer.ui.labels.compare_words import compared, region_button
from explorer.ui.labels.markup import paragraph

HEARD, COMPARE, ANATOMY, SOURCES, REMEDY, ALL_PARTS = "heard", "compare", "anatomy", "sources", "remedy", "all_parts"
ICONS: Mapping[str, str] = {
    HEARD: ":material/hearing:",
    COMPARE: ":material/compare_arrows:",
    ANATOMY: ":material/genetics:",
    SOURCES: ":material/menu_book:",
    ALL_PARTS: ":material/list:",
}
EVERYTHING = "everything"  # the id of what is about no record


def title(speech: Speech, kind: str, count: int | None = None) -> str:
    """What stands on a fold, with how much is in it if that is told."""
    said = speech.say(f"fold.title.{kind}")
    return said if count is None else speech.say("fold.counted", title=said, number=count)


def names(atlas: Atlas) -> tuple[str, ...]:
    """Every fold as ``<kind>/<id>``."""
    of_regions = (f"{kind}/{region}" for kind in (HEARD, COMPARE, ANATOMY, SOURCES) for region in atlas.regions)
    of_remedies = (f"{kind}/{remedy}" for kind in (REMEDY, HEARD) for remedy in atlas.remedies)
    of_exercises = (f"{REMEDY}/{exercise}" for exercise in atlas.exercises)
    return (*of_regions, *of_remedies, *of_exercises, f"{ALL_PARTS}/{EVERYTHING}")


def html(atlas: Atlas, name: str, register: Register, address: Address) -> str:
    """What stands in a fold; nothing where there is nothing to say. Raises KeyError for a name that is none."""
    kind, _, record = name.partition("/")
    if kind == ALL_PARTS and record == EVERYTHING:
        return _all_parts(atlas, register)
    if kind == HEARD:
        return claim_words.set_right(atlas, claims_of(atlas, record), register)
    if kind == REMEDY:
        item = atlas.items[record]
        if isinstance(item, Exercise):
            return exercise_words.whole(atlas, item, register, address)
        return remedy_words.whole(atlas, item, register, address)
    return _OF_REGION[kind](atlas, atlas.regions[record], register)


def claims_of(atlas: Atlas, record: str) -> tuple[Claim, ...]:
    """What is said of a region, a technique or a tool."""
    return tuple(
        claim for claim in atlas.claims.values() if record in (*claim.regions, *claim.techniques, *claim.tools)
    )


def _anatomy(atlas: Atlas, region: Region, _register: Register) -> str:
    if not region.anatomy:
        return ""
    rows = {
        "origin": region.anatomy.origin,
        "insertion": region.anatomy.insertion,
        "nerve": region.anatomy.nerve,
        "action": region.anatomy.action,
    }
    return "".join(paragraph(text, atlas.say(f"fold.anatomy.{row}")) for row, text in rows.items())


def _sources(atlas: Atlas, region: Region, _register: Register) -> str:
    keys = [*region.references, *(key for caution in region.cautions for key in caution.references)]
    lines = (
        f"<li>{escape(_source(atlas, source))} <small>[{escape(atlas.say(f'status.{source.status}'))}]</small></li>"
        for source in atlas.cited(keys)
    )
    return f"<ul>{''.join(lines)}</ul>"


def _source(atlas: Atlas, source: Reference) -> str:
    return atlas.say("fold.doi", source=source.citation, doi=source.doi) if source.doi else source.citation


def _all_parts(atlas: Atlas, register: Register) -> str:
    """Every region by part of the body: the equal of the picture."""
    parts = []
    for area in atlas.areas.values():
        ways = "".join(region_button(region, register) for region in atlas.regions.values() if region.area == area.id)
        parts.append(f'<p><strong>{escape(area.name)}</strong></p><p class="ways">{ways}</p>' if ways else "")
    return "".join(parts)


_OF_REGION: Mapping[str, Callable[[Atlas, Region, Register], str]] = {
    COMPARE: compared, ANATOMY: _anatomy, SOURCES: _sources,
}  # fmt: skip
