"""The shipped content is the product. Each failure says what to mend, and where."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from explorer.content import Atlas
from explorer.content.models import Region, Remedy, Tool
from tests.shipped.reading import grade, joined, word_count

pytestmark = pytest.mark.shipped

TABLES = Path(__file__).parent / "tables"
MAX_GRADE = 6.0
MIN_WORDS = 30
STATUS = {"V": "checked", "P": "partly", "M": "unchecked", "-": "not_a_publication"}


def _table(name: str) -> list[dict[str, str]]:
    with (TABLES / f"{name}.csv").open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def _same(found: Iterable[str], expected: Iterable[str], what: str, where: str) -> None:
    found, expected = set(found), set(expected)
    assert not expected - found, f"add the {what} {sorted(expected - found)} to {where}"
    assert not found - expected, f"remove from {where}, or add to tests/shipped/tables: {sorted(found - expected)}"


# ---- against the tables -------------------------------------------------------------------------------


def test_the_regions_are_those_of_the_table(atlas: Atlas) -> None:
    rows = _table("regions")
    assert len(rows) == 56
    _same(atlas.regions, (row["id"] for row in rows), "regions", "data/regions/")


@pytest.mark.parametrize("row", _table("regions"), ids=lambda row: row["id"])
def test_a_region_is_named_as_in_the_table_and_owns_its_structures(atlas: Atlas, row: dict[str, str]) -> None:
    region = atlas.regions[row["id"]]
    for field in ("name", "plain_name", "area"):
        found = getattr(region, field)
        assert found == row[field], f"data/regions/{region.id}.yaml: write {field}: {row[field]} (now: {found})"
    _same(region.structures, row["structures"].split(), "structures", f"data/regions/{region.id}.yaml")


@pytest.mark.parametrize("kind", ["technique", "tool"])
def test_techniques_and_tools_and_their_families_are_those_of_the_table(atlas: Atlas, kind: str) -> None:
    rows = {row["id"]: row["families"].split() for row in _table("families") if row["kind"] == kind}
    remedies: Mapping[str, Remedy] = atlas.techniques if kind == "technique" else atlas.tools
    _same(remedies, rows, f"{kind}s", f"data/{kind}s/")
    for key, families in rows.items():
        said = f"data/{kind}s/{key}.yaml: write families: [{', '.join(families)}]"
        assert sorted(remedies[key].families) == sorted(families), said


def test_the_stop_signs_are_those_of_the_table(atlas: Atlas) -> None:
    rows = {row["id"]: row for row in _table("red_flags")}
    _same(atlas.red_flags, rows, "stop signs", "data/red_flags.yaml")
    for key, row in rows.items():
        flag = atlas.red_flags[key]
        assert flag.level == row["level"], f"data/red_flags.yaml: {key} must have level: {row['level']}"
        missing = set(_keys(row["refs"])) - set(flag.references)
        assert not missing, f"data/red_flags.yaml: add the references {sorted(missing)} to {key}"


def test_every_emergency_says_where_to_go_and_no_stop_sign_invites_massage(atlas: Atlas) -> None:
    for flag in atlas.red_flags.values():
        action = flag.action.lower()
        if flag.level == "E":
            assert "112" in action or "emergency department" in action, (
                f"data/red_flags.yaml: {flag.id}: say where to go now"
            )
        if flag.level == "U":
            assert "same day" in action, f"data/red_flags.yaml: {flag.id}: say 'the same day'"
        if flag.level == "S":
            assert "before any massage" in action, f"data/red_flags.yaml: {flag.id}: say 'before any massage'"


def test_the_keep_off_zones_are_those_of_the_table(atlas: Atlas) -> None:
    rows = {row["id"].lower(): row for row in _table("danger_zones")}
    _same((key.partition("_")[0] for key in atlas.keep_off), rows, "zones", "data/keep_off.yaml")
    for zone in atlas.keep_off.values():
        missing = set(_keys(rows[zone.id.partition("_")[0]]["refs"])) - set(zone.references)
        assert not missing, f"data/keep_off.yaml: add the references {sorted(missing)} to {zone.id}"


def test_the_references_are_those_of_the_table_with_their_status(atlas: Atlas) -> None:
    rows = {row["key"]: row for row in _table("references")}
    _same(atlas.references, rows, "references", "data/references.yaml")
    for key, row in rows.items():
        expected = STATUS[row["status"]]
        assert atlas.references[key].status == expected, f"data/references.yaml: {key} must have status: {expected}"


def _keys(listed: str) -> list[str]:
    return [key.strip() for key in listed.split(",")]


# ---- picture and words are the same atlas --------------------------------------------------------------


def test_every_structure_but_the_skin_belongs_to_one_region(atlas: Atlas) -> None:
    owned = [structure for region in atlas.regions.values() for structure in region.structures]
    twice = sorted({structure for structure in owned if owned.count(structure) > 1})
    assert not twice, f"leave these in one region only: {twice}"
    _same(owned, set(atlas.geometry.structures) - {"skin"}, "structures", "data/regions/")


def test_every_stretch_of_nerve_in_the_picture_has_a_nerve_region(atlas: Atlas) -> None:
    drawn = {shape.id for shape in _shapes(atlas) if shape.group == "nerve"}
    assert drawn
    for structure in sorted(drawn):
        region = atlas.regions[atlas.region_of[structure]]
        assert region.area == "nerve", f"data/regions/{region.id}.yaml owns the nerve '{structure}': write area: nerve"


def test_every_region_is_in_some_picture(atlas: Atlas) -> None:
    drawn = {atlas.region_of[shape.id] for shape in _shapes(atlas) if shape.id != "skin"}
    _same(drawn, atlas.regions, "shapes of regions", "data/atlas/map.json")


def test_a_nerve_region_is_the_nerve_and_nothing_else_is(atlas: Atlas) -> None:
    for region in atlas.regions.values():
        expected = region.area == "nerve"
        found = region.nerve_relation.kind == "is"
        assert found == expected, f"data/regions/{region.id}.yaml: 'kind: is' belongs to regions of area nerve"


@pytest.mark.parametrize("register", ["patient", "clinician"])
def test_a_region_that_touches_or_covers_the_nerve_names_the_nerve(atlas: Atlas, register: str) -> None:
    for region in atlas.regions.values():
        said = getattr(region.nerve_relation, register)
        if region.nerve_relation.kind in ("touches", "covers"):
            assert re.search(r"(?i)\bnerves?\b", said), (
                f"data/regions/{region.id}.yaml: nerve_relation.{register} must name the nerve (now: {said})"
            )


def test_no_nerve_is_offered_a_technique_or_a_tool(atlas: Atlas) -> None:
    for region in atlas.regions.values():
        if region.area == "nerve":
            said = f"data/regions/{region.id}.yaml: a nerve is never treated: remove techniques and tools"
            assert not region.techniques, said
            assert not [tool for tool in region.tools if atlas.tools[tool].families], said


def test_every_region_has_a_caution_with_a_source_and_references(atlas: Atlas) -> None:
    for region in atlas.regions.values():
        assert region.cautions, f"data/regions/{region.id}.yaml: add at least one caution"
        assert all(caution.references for caution in region.cautions), f"data/regions/{region.id}.yaml: add a source"
        assert region.references, f"data/regions/{region.id}.yaml: add references"


def test_every_technique_and_tool_says_how_when_to_stop_and_where_not(atlas: Atlas) -> None:
    for remedy in _remedies(atlas):
        said = f"mend the file of '{remedy.id}'"
        assert remedy.pressure.start <= remedy.pressure.limit, f"{said}: pressure starts above its limit"
        if remedy.families:
            assert remedy.keep_off, f"{said}: add its keep_off zones"
            rules = joined(remedy.stop_rules).lower()
            assert "stop" in rules or "take it off" in rules, f"{said}: its stop_rules must say stop"


# ---- words -----------------------------------------------------------------------------------------------

# The patterns for each row of tables/wording_lint.csv, by its first cell.
_A = r"(?:the |a |an |any |your )?"
CLAIMS: dict[str, tuple[str, ...]] = {
    "flushes/removes toxins": (r"toxins?", r"detox\w*", r"(flush|drain|remov)\w* (out )?waste"),
    "breaks down scar tissue or adhesions": (
        r"(break|broke|dissolv|melt|loosen|releas)\w* (\w+ ){0,3}(scar|adhesion|knot)\w*",
    ),
    "takes pressure off the nerve, decompresses, frees": (
        rf"(tak|reliev|eas|reduc|lift)\w* {_A}pressure (off|on|from) {_A}(sciatic )?(nerve|root)\w*",
        r"decompress\w*",
        rf"(free|frees|freeing|releas\w+|unpinch\w*) (up )?{_A}(trapped |sciatic |pinched )*nerve\w*",
    ),
    "improves circulation to heal": (
        rf"(improv|boost|increas|better|stimulat)\w* {_A}(blood )?(circulation|blood flow)",
        r"(blood flow|circulation) (\w+ ){0,3}heal\w*",
        rf"(speed|hasten)\w* (up )?{_A}(healing|recovery)",
    ),
    "cures, fixes root cause, long-term relief": (
        r"cur(e|es|ed|ing)\b",
        rf"(fix|treat|address|tackl)\w* {_A}cause",
        r"root cause",
        r"(long.term|lasting|permanent) relief",
    ),
    "deep tissue is best": (
        r"(is|works?|are) (the )?best\b(?! known)",
        r"best (kind|type|form|technique|tool|massage)",
        r"most effective",
    ),
    "releases endorphins": (r"endorphins?", r"feel.good (hormone|chemical)s?", r"serotonin", r"oxytocin"),
    "realigns spine / corrects posture": (
        r"re.?align\w*",
        r"(correct|fix|improv)\w* (\w+ )?(posture|alignment)",
        r"(put|puts|putting) (\w+ ){1,3}back in(to)? place",
    ),
    "reduces inflammation": (
        r"(reduc|lower|calm|decreas|eas|sooth)\w* (\w+ ){0,2}inflammation",
        r"anti.?inflammatory",
    ),
    "no need for a professional": (
        rf"(no|without( the)?) need (for|of|to see) {_A}(professional|doctor|therapist|clinician)",
        rf"instead of {_A}(doctor|therapist)",
    ),
    "replaces medicine or surgery": (
        rf"(replac\w*|instead of|alternative to|avoids?|as good as) {_A}"
        r"(medicines?|drugs|medication|painkillers|surgery|operation)",
    ),
    "your pain is piriformis": (
        rf"(your|the) pain (is|comes from) {_A}piriformis",
        r"(it|this) (is|means) piriformis",
        r"you have piriformis",
    ),
}
# A claim that the same sentence denies is none: "No kind of massage is proven best."
_DENIAL = re.compile(
    r"(?i)\b(no|not|never|none|nothing|without|cannot|neither|nor|unproven|unsupported|unknown|myth)\b|n't\b"
)
_ADVICE_FIELDS = {"must_not_say", "references", "id", "citation", "doi", "pmid", "status", "structures", "keep_off"}


def test_every_row_of_the_wording_table_has_a_pattern() -> None:
    _same(CLAIMS, (row["do not write"] for row in _table("wording_lint")), "patterns", "CLAIMS in this file")


@pytest.mark.parametrize(
    "claim",
    [
        "It flushes out toxins.", "It breaks down scar tissue.", "This takes pressure off the nerve.",
        "It frees the trapped nerve.", "It improves circulation so that you heal.", "Fixes the root cause.",
        "It gives long-term relief.", "Deep tissue is the best massage.", "It releases endorphins.",
        "It realigns the spine.", "Corrects your posture.", "It reduces the inflammation.",
        "There is no need for a professional.", "It replaces surgery.", "Your pain is piriformis.",
    ],
)  # fmt: skip
def test_a_claim_of_the_wording_table_is_found(claim: str) -> None:
    assert list(_claims(claim))


@pytest.mark.parametrize(
    "sentence",
    [
        "No type is proven best.", "It does not take pressure off the nerve.", "It may ease muscle soreness.",
        "The nerve is under pressure here.", "Massage is not a cure.",
    ],
)  # fmt: skip
def test_a_sentence_that_denies_a_claim_is_let_through(sentence: str) -> None:
    assert not list(_claims(sentence))


def test_no_text_makes_a_claim_of_the_wording_table(atlas: Atlas) -> None:
    instead = {row["do not write"]: row["write"] for row in _table("wording_lint")}
    found = [
        f"{name}: {field}: \u201c{sentence}\u201d claims '{row}'; write instead: {instead[row]}"
        for name, record in _records(atlas).items()
        for field, text in _texts(record)
        for row, sentence in _claims(text)
    ]
    assert not found, "\n".join(found)


def _claims(text: str) -> Iterator[tuple[str, str]]:
    for sentence in re.split(r"(?<=[.!?;])\s+", text):
        for row, patterns in CLAIMS.items():
            match = re.search(rf"(?i)\b(?:{'|'.join(patterns)})", sentence)
            if match and not (_DENIAL.search(sentence[: match.start()]) and row != "no need for a professional"):
                yield row, sentence


def _texts(record: Any, where: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a record that people read, with the name of its field."""
    if isinstance(record, str):
        yield where, record
    elif isinstance(record, BaseModel):
        for name in type(record).model_fields:
            if name not in _ADVICE_FIELDS:
                yield from _texts(getattr(record, name), f"{where}.{name}".strip("."))
    elif isinstance(record, tuple):
        for i, item in enumerate(record):
            yield from _texts(item, f"{where}[{i}]")


# ---- reading grade of what patients read -------------------------------------------------------------------


def _region_text(region: Region) -> str:
    words = region.patient
    cautions = [caution.text for caution in region.cautions]
    return joined(
        [region.nerve_relation.patient, words.what, words.where, words.ache, words.eases, words.leave, *cautions]
    )


def _remedy_text(remedy: Remedy) -> str:
    parts: list[str | None] = [remedy.summary, remedy.position, *remedy.steps, remedy.dose.text, remedy.pressure.text]
    parts += [*remedy.stop_rules, remedy.may_say]
    if isinstance(remedy, Tool):
        ways = remedy.ways
        parts += [remedy.substitute, ways.standing, ways.seated, ways.lying, *remedy.never, remedy.cleaning]
    return joined(parts)


# Where the records of each kind are, and what of them patients read.
_PATIENT_TEXT: dict[str, Callable[[Any], str]] = {
    "data/regions/{}.yaml": _region_text,
    "data/techniques/{}.yaml": _remedy_text,
    "data/tools/{}.yaml": _remedy_text,
    "data/keep_off.yaml {}": lambda zone: joined([zone.place, zone.risk, zone.rule]),
    "data/red_flags.yaml {}": lambda flag: joined([flag.name, flag.look_for, flag.action]),
    "data/places.yaml {}": lambda place: joined([place.note]),
}


def _groups(atlas: Atlas) -> dict[str, Mapping[str, Any]]:
    tables = (atlas.regions, atlas.techniques, atlas.tools, atlas.keep_off, atlas.red_flags, atlas.places)
    return dict(zip(_PATIENT_TEXT, tables, strict=True))


def _records(atlas: Atlas) -> dict[str, Any]:
    """Every record that has words for people, by where it stands."""
    return {where.format(key): record for where, table in _groups(atlas).items() for key, record in table.items()}


def test_what_patients_read_is_easy_to_read(atlas: Atlas) -> None:
    names = _anatomical_names(atlas)
    found = []
    for where, table in _groups(atlas).items():
        for key, record in table.items():
            text = _PATIENT_TEXT[where](record)
            measured = grade(text, names)
            if word_count(text) >= MIN_WORDS and measured > MAX_GRADE:
                found.append(f"{where.format(key)}: reading grade {measured:.1f}; shorten words and sentences to 6.0")
    assert not found, "\n".join(found)


def _anatomical_names(atlas: Atlas) -> set[str]:
    """Names of structures that a reader cannot be spared; each counts as one short word."""
    regions = {name for region in atlas.regions.values() for name in (region.name, region.plain_name)}
    return regions | set(atlas.geometry.structures.values()) | {"sciatic nerve", "piriformis", "sciatica"}


def _remedies(atlas: Atlas) -> tuple[Remedy, ...]:
    return (*atlas.techniques.values(), *atlas.tools.values())


def _shapes(atlas: Atlas) -> Iterator[Any]:
    for picture in atlas.geometry.pictures.values():
        for shapes in picture.layers.values():
            yield from shapes
