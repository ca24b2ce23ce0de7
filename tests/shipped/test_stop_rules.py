"""The stop rules are those of the table, cell by cell, and techniques and tools name those that it gives them."""

from __future__ import annotations

import re
from itertools import chain

import pytest

from explorer.content import Atlas
from explorer.content.models import FAMILIES
from tests.shipped.table import includes, items, same, table

pytestmark = pytest.mark.shipped

ROWS = {row["code"]: row for row in table("stop_rules")}
# Where clinicians are told more than the table's short note.
RETOLD = {"S_OVER", "B_CHECKED", "COND", "N_INNER_BUTTOCK", "N_BONE", "N_KNEE", "N_SOFT", "N_THIGH_LINE"}
SOURCE = {"matrix": "expert"}  # what is not the name of a source


def test_the_stop_rules_of_the_table_are_there(atlas: Atlas) -> None:
    assert len(ROWS) >= 36
    includes(atlas.stop_rules, ROWS, "stop rules", "data/stop_rules.yaml")


@pytest.mark.parametrize("row", ROWS.values(), ids=lambda row: row["code"])
def test_a_stop_rule_says_what_its_row_says(atlas: Atlas, row: dict[str, str]) -> None:
    rule = atlas.stop_rules[row["code"]]
    said = f"data/stop_rules.yaml: {rule.id}"
    number = "112 or your local emergency number"
    assert atlas.unsaid
    assert atlas.unsaid.stop_rules[rule.id].patient == row["patient"].replace(number, "{emergency}"), said
    assert rule.severity == row["severity"], said
    assert rule.placement == row["placement"].removesuffix("_place"), said
    assert rule.priority == int(row["priority"]), said
    assert rule.answered == ("{reason}" in row["patient"]), said
    listed = row["applies_to_families"]
    same(rule.families, FAMILIES if listed == "all" else listed.split(), "families", said)
    same(rule.references, [SOURCE.get(key, key) for key in row["source"].split("; ")], "references", said)
    if rule.id not in RETOLD:  # the number of a stop sign is a field
        assert rule.clinician == re.sub(r" \(RF[^)]*\)", "", row["clinician"]), said


@pytest.mark.parametrize("row", ROWS.values(), ids=lambda row: row["code"])
def test_how_sure_we_are_of_a_stop_rule_is_that_of_its_row_or_less(atlas: Atlas, row: dict[str, str]) -> None:
    rule, order = atlas.stop_rules[row["code"]], ("checked", "partly", "memory")
    said = next((word for word in order if row["sureness"].startswith(word)), "memory")
    assert order.index(rule.sureness) >= order.index(said)


def test_each_item_names_the_rules_that_the_table_gives_it(atlas: Atlas) -> None:
    tried = 0
    for item in items(atlas):
        at_once, more = (
            [key for key, row in ROWS.items() if item.id in row[column].split()]
            for column in ("shown_at_once_for", "under_more_for")
        )
        tried += len(at_once) + len(more)
        if at_once or more:  # a clinic's own is in no table
            same(item.at_once, at_once, "at_once", f"the file of '{item.id}'")
            same(item.stop_rules, (*at_once, *more), "stop_rules", f"the file of '{item.id}'")
    assert tried > 450


def test_every_item_of_the_table_is_known(atlas: Atlas) -> None:
    named = set(chain(*(row["shown_at_once_for"].split() for row in ROWS.values())))
    listed = {row["id"] for name in ("families", "exercises") for row in table(name)}
    assert {item.id for item in items(atlas)} & named >= listed


def test_no_other_file_writes_a_stop_rule_out_again(atlas: Atlas) -> None:
    rules = {rule.patient for rule in atlas.stop_rules.values()}
    assert len(rules) == len(atlas.stop_rules)
    for folder in atlas.folders:
        for file in folder.rglob("*.yaml"):
            if file.stem != "stop_rules":
                text = " ".join(file.read_text("utf-8").split())
                twice = sorted(sentence for sentence in rules if sentence in text)
                assert not twice, f"{file}: name the code instead: {twice}"
