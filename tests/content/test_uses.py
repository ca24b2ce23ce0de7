"""What rests on a source."""

from __future__ import annotations

import pytest

from explorer.content import Atlas
from explorer.content.uses import uses

pytestmark = pytest.mark.shipped


def test_every_source_is_used_by_what_cites_it_and_by_nothing_else(atlas: Atlas) -> None:
    found = uses(atlas)
    assert set(found) <= set(atlas.references)
    assert atlas.regions["piriformis"].plain_name in found["hopayian2018"]
    assert atlas.regions["piriformis"].plain_name not in found["french2006"]


def test_a_source_inside_a_record_counts_as_its_own(atlas: Atlas) -> None:
    soleus = atlas.regions["soleus"]
    for caution in soleus.cautions:
        assert all(soleus.plain_name in uses(atlas)[key] for key in caution.references)


def test_records_of_the_same_name_both_count(atlas: Atlas) -> None:
    flag = atlas.red_flags["RF18"]
    condition = atlas.conditions["stenosis"].model_copy(update={"name": flag.name})
    alike = atlas.model_copy(update={"conditions": {**atlas.conditions, condition.id: condition}})
    assert all(flag.name in uses(alike)[key] for key in {*flag.references, *condition.references})
