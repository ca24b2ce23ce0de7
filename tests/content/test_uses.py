"""What rests on a source."""

from __future__ import annotations

import re
from collections.abc import Collection

import pytest

from explorer.content import Atlas
from explorer.content.kinds import KINDS
from explorer.content.uses import uses

pytestmark = pytest.mark.shipped


def _titles(atlas: Atlas, source: str) -> Collection[str]:
    return [use.title for use in uses(atlas)[source]]


def test_every_source_is_used_by_what_cites_it_and_by_nothing_else(atlas: Atlas) -> None:
    piriformis = atlas.regions["piriformis"].plain_name
    assert set(uses(atlas)) <= set(atlas.references)
    assert piriformis in _titles(atlas, "hopayian2018")
    assert piriformis not in _titles(atlas, "french2006")


def test_a_source_is_used_by_every_kind_of_record_whose_text_names_it(atlas: Atlas) -> None:
    """By the words of the records themselves, whatever their models say of them."""
    found = {source: {use.kind for use in each} for source, each in uses(atlas).items()}
    for kind in KINDS:
        for record in getattr(atlas, kind.stem).values():
            written = re.findall(r"\"references\":\[([^]]*)\]", record.model_dump_json())
            for source in re.findall(r"\w+", " ".join(written)):
                assert kind in found[source], f"{kind.name} {record.id}: {source}"


def test_a_source_inside_a_record_counts_as_its_own(atlas: Atlas) -> None:
    soleus = atlas.regions["soleus"]
    for caution in soleus.cautions:
        assert all(soleus.plain_name in _titles(atlas, key) for key in caution.references)


def test_records_of_the_same_name_both_count(atlas: Atlas) -> None:
    flag = atlas.red_flags["RF18"]
    condition = atlas.conditions["stenosis"].model_copy(update={"name": flag.name})
    alike = atlas.model_copy(update={"conditions": {**atlas.conditions, condition.id: condition}})
    assert all(flag.name in _titles(alike, key) for key in {*flag.references, *condition.references})


def test_what_is_filled_in_later_is_a_gap_in_a_title(atlas: Atlas) -> None:
    titles = {use.title for each in uses(atlas).values() for use in each}
    assert any("…" in title for title in titles)
    assert not any("{" in title for title in titles)
