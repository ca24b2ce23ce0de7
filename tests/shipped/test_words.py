"""The words of the shipped content: nothing that it must not claim, and easy to read for patients."""

from __future__ import annotations

import re
from datetime import date

import pytest

from explorer.content import Atlas, style
from explorer.content.draft import Draft, Table
from explorer.content.lint import MAX_GRADE, MIN_WORDS, claims_not_to_make, due_for_review, faults, orphans, readings
from explorer.content.load import Content, read_content
from explorer.content.yaml_file import YamlFile
from tests.shipped.table import includes, same, table

pytestmark = pytest.mark.shipped

WRITTEN = date(2026, 11, 21)


@pytest.fixture(scope="module")
def content() -> Content:
    return read_content()


def _claims(content: Content, sentence: str) -> list[str]:
    """What the rules find in a sentence."""
    draft = Draft(YamlFile("made_up.yaml"), (), {"summary": sentence}, None)
    tables = {"wording rule": content.tables["wording rule"], "technique": Table((draft,), complete=True)}
    return [problem.what for problem in claims_not_to_make(tables)]


def test_every_row_of_the_wording_table_has_its_rule(atlas: Atlas) -> None:
    rows = {row["do not write"]: row["write"] for row in table("wording_lint")}
    rules = {rule.claim: rule for rule in atlas.wording.values()}
    includes(rules, rows, "rules", "data/wording.yaml")
    for claim, instead in rows.items():
        expected = "Leave it out." if instead in ("no claim", "-") else instead
        assert rules[claim].instead == expected, f"data/wording.yaml: {rules[claim].id}: write instead: {expected}"


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        ("It flushes out toxins.", "flushes/removes toxins"),
        ("It drains waste.", "flushes/removes toxins"),
        ("It breaks down scar tissue.", "breaks down scar tissue or adhesions"),
        ("It melts every knot.", "breaks down scar tissue or adhesions"),
        ("This takes pressure off the nerve.", "takes pressure off the nerve, decompresses, frees"),
        ("It decompresses the spine.", "takes pressure off the nerve, decompresses, frees"),
        ("It frees the trapped nerve.", "takes pressure off the nerve, decompresses, frees"),
        ("It improves circulation so that you heal.", "improves circulation to heal"),
        ("It speeds up healing.", "improves circulation to heal"),
        ("Fixes the root cause.", "cures, fixes root cause, long-term relief"),
        ("It gives long-term relief.", "cures, fixes root cause, long-term relief"),
        ("It cures sciatica.", "cures, fixes root cause, long-term relief"),
        ("Deep tissue is the best massage.", "deep tissue is best"),
        ("It is the most effective.", "deep tissue is best"),
        ("It releases endorphins.", "releases endorphins"),
        ("It realigns the spine.", "realigns spine / corrects posture"),
        ("Corrects your posture.", "realigns spine / corrects posture"),
        ("It reduces the inflammation.", "reduces inflammation"),
        ("There is no need for a professional.", "no need for a professional"),
        ("It replaces surgery.", "replaces medicine or surgery"),
        ("Your pain is piriformis.", "your pain is piriformis"),
    ],
)
def test_a_claim_of_the_wording_table_is_found(content: Content, sentence: str, claim: str) -> None:
    assert any(what.endswith(f"claims: {claim}") for what in _claims(content, sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "No type is proven best.", "It does not take pressure off the nerve.", "It may ease muscle soreness.",
        "The nerve is under pressure here.", "Massage is not a cure.",
    ],
)  # fmt: skip
def test_a_sentence_that_denies_a_claim_is_let_through(content: Content, sentence: str) -> None:
    assert _claims(content, sentence) == []


@pytest.mark.parametrize("row", table("wording_lint"), ids=lambda row: row["do not write"])
def test_each_row_of_the_wording_table_is_itself_found(content: Content, row: dict[str, str]) -> None:
    assert any(what.endswith(f" claims: {row['do not write']}") for what in _claims(content, row["do not write"]))


def test_no_text_makes_a_claim_and_every_patient_text_is_easy_to_read(content: Content, atlas: Atlas) -> None:
    found = [str(fault) for fault in faults(content.tables, atlas.geometry.structures.values())]
    assert not found, "\n".join(found)


def test_every_patient_text_is_in_whole_sentences_with_one_no(content: Content) -> None:
    found = [str(fault) for fault in style.faults(content.tables)]
    assert not found, "\n".join(found)


def test_the_patient_texts_of_every_kind_are_measured(content: Content, atlas: Atlas) -> None:
    found = list(readings(content.tables, atlas.geometry.structures.values()))
    shelves = (atlas.techniques, atlas.tools, atlas.exercises)
    kinds = (atlas.regions, *shelves, atlas.phases, atlas.keep_off, atlas.red_flags, atlas.conditions,
             atlas.check_screens, atlas.circumstances, atlas.stop_rules, atlas.claims, atlas.topics, atlas.places,
             atlas.patterns, atlas.routing, atlas.caveats, atlas.tours,
             atlas.advice, atlas.answers, atlas.plans, atlas.course)  # fmt: skip
    ids = [reading.draft.id for reading in found]  # two kinds may have the same one, such as a place and its route
    same(ids, (key for kind in kinds for key in kind), "texts", "explorer/content/models")
    assert len(ids) == sum(map(len, kinds))
    long = [reading for reading in found if reading.words >= MIN_WORDS]
    assert len(long) > 200
    assert max(reading.grade for reading in long) <= MAX_GRADE


def test_no_review_is_due(content: Content) -> None:
    found = [str(remark) for remark in due_for_review(content.tables, WRITTEN)]
    assert not found, "\n".join(found)


def test_nothing_of_the_tables_is_left_unused(content: Content) -> None:
    listed = {row["key"] for row in table("references")}
    listed |= {row["id"] for name in ("families", "article_claims") for row in table(name)}
    found = [str(remark) for remark in orphans(content.tables) if listed & set(re.findall(r"'(\w+)'", remark.what))]
    assert not found, "\n".join(found)
