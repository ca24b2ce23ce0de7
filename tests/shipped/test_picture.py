"""The picture and the words are the same atlas. Each failure says what to mend, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from explorer.content import Atlas
from tests.shipped.table import remedies, same

pytestmark = pytest.mark.shipped


def test_every_structure_but_the_skin_belongs_to_one_region(atlas: Atlas) -> None:
    owned = [structure for region in atlas.regions.values() for structure in region.structures]
    twice = sorted({structure for structure in owned if owned.count(structure) > 1})
    assert not twice, f"leave these in one region only: {twice}"
    same(owned, set(atlas.geometry.structures) - {"skin"}, "structures", "data/regions/")


def test_every_stretch_of_nerve_in_the_picture_has_a_nerve_region(atlas: Atlas) -> None:
    drawn = {shape.id for shape in _shapes(atlas) if shape.group == "nerve"}
    assert drawn
    for structure in sorted(drawn):
        region = atlas.regions[atlas.region_of[structure]]
        assert region.area == "nerve", f"data/regions/{region.id}.yaml owns the nerve '{structure}': write area: nerve"


def test_every_region_is_in_some_picture(atlas: Atlas) -> None:
    drawn = {atlas.region_of[shape.id] for shape in _shapes(atlas) if shape.id != "skin"}
    same(drawn, atlas.regions, "shapes of regions", "data/atlas/map.json")


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
    for remedy in remedies(atlas):
        said = f"mend the file of '{remedy.id}'"
        assert remedy.pressure.start <= remedy.pressure.limit, f"{said}: pressure starts above its limit"
        if remedy.families:
            assert remedy.keep_off, f"{said}: add its keep_off zones"
            placements = {atlas.stop_rules[code].placement for code in remedy.stop_rules}
            assert "during" in placements, f"{said}: its stop_rules must say when to stop"


def _shapes(atlas: Atlas) -> Iterator[Any]:
    for picture in atlas.geometry.pictures.values():
        for shapes in picture.layers.values():
            yield from shapes
