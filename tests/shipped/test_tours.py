"""The guided walks: they go where they say, and every step can be seen. Each failure says what to mend, and where."""

from __future__ import annotations

import re

import pytest

from explorer.content import Atlas
from explorer.content.lint import MAX_GRADE, MIN_WORDS, readings
from explorer.content.load import read_content
from explorer.content.models import REGISTERS, Layer, Step, View
from tests.shipped.grid import Cells, cells
from tests.shipped.table import same, table

pytestmark = pytest.mark.shipped

WHOLE = "follow_the_nerve"
SHORT = "buttock_and_foot"
# Which waypoints of the table each step of the whole path is at; the last one is where the branches end.
WAYPOINTS = (
    ("root_l5", ("W1",)),
    ("sciatic_pelvic", ("W2",)),
    ("piriformis", ("W3",)),
    ("sciatic_gluteal", ("W4",)),
    ("gluteus_maximus", ("W5",)),
    ("sciatic_thigh", ("W6",)),
    ("tibial_nerve", ("W7",)),
    ("tibial_nerve", ("W8a",)),
    ("common_fibular_nerve", ("W8b",)),
    ("sural_nerve", ("W9",)),
    ("plantar_nerves", ()),
)
# A step is in the picture with this share of what its layer shows of it, or with this area. A nerve is thin and may run
# on beyond the picture: then over this part of the picture's height.
LEAST_SHARE, LEAST_MM2, LEAST_HEIGHT = 0.40, 1_500, 0.40
LEAST_AT_ALL_MM2 = 150


def _steps(atlas: Atlas) -> list[tuple[str, Step]]:
    """Every step of every walk, and where it stands."""
    return [
        (f"data/tours/{tour.id}.yaml: steps[{i}]", step)
        for tour in atlas.tours.values()
        for i, step in enumerate(tour.steps)
    ]


# ---- where they go -------------------------------------------------------------------------------------


def test_there_is_the_whole_path_in_9_to_11_steps_and_a_short_one(atlas: Atlas) -> None:
    assert {WHOLE, SHORT} <= set(atlas.tours), "data/tours/: keep the whole path and the short one"
    assert 9 <= len(atlas.tours[WHOLE].steps) <= 11, f"data/tours/{WHOLE}.yaml: 9 to 11 steps"
    assert len(atlas.tours[SHORT].steps) < 9, f"data/tours/{SHORT}.yaml: a short walk has fewer steps than the whole"


def test_the_whole_path_passes_every_waypoint_in_order(atlas: Atlas) -> None:
    assert [point for _, points in WAYPOINTS for point in points] == [row["wp"] for row in table("nerve_waypoints")]
    found = [step.region for step in atlas.tours[WHOLE].steps]
    assert found == [region for region, _ in WAYPOINTS], f"data/tours/{WHOLE}.yaml: keep the order of the waypoints"


def test_a_step_warns_of_a_zone_that_its_waypoint_names(atlas: Atlas) -> None:
    notes = {row["wp"]: set(re.findall(r"DZ\d\d", row["note"])) for row in table("nerve_waypoints")}
    assert {point for point, zones in notes.items() if zones} == {"W3", "W4", "W6", "W7", "W8a", "W8b"}
    for step, (_, points) in zip(atlas.tours[WHOLE].steps, WAYPOINTS, strict=True):
        zone = (step.keep_off or "").partition("_")[0].upper()
        for point in points:
            said = f"data/tours/{WHOLE}.yaml: '{step.title}': keep_off: one of {sorted(notes[point])}"
            assert zone in notes[point] or not notes[point], said


def test_the_short_walk_goes_from_the_back_by_the_buttock_to_the_foot(atlas: Atlas) -> None:
    steps = atlas.tours[SHORT].steps
    assert (steps[0].focus, steps[-1].focus) == ("low_back", "foot")
    assert "buttock" in [step.focus for step in steps]
    assert {"root_l5", "sciatic_gluteal", "plantar_nerves"} <= {step.region for step in steps}


def test_a_walk_ends_with_the_stop_signs_first(atlas: Atlas) -> None:
    for tour in atlas.tours.values():
        first = tour.afterwards[0]
        assert "Stop signs come first" in first, f"data/tours/{tour.id}.yaml: afterwards[0]"
        assert "emergency department now" in first, f"data/tours/{tour.id}.yaml: afterwards[0]"


# ---- what one sees -------------------------------------------------------------------------------------


class Seen:
    """What each picture shows of each region on the right: its shapes without what is drawn over them."""

    def __init__(self, atlas: Atlas) -> None:
        self.atlas = atlas
        self.pictures: dict[tuple[View, Layer], dict[str, Cells]] = {}

    def of(self, step: Step) -> Cells:
        """What the picture of a step shows of its region."""
        key = (step.view, step.layer)
        if key not in self.pictures:
            self.pictures[key] = self._picture(*key)
        return self.pictures[key].get(step.region, Cells({}))

    def _picture(self, view: View, layer: Layer) -> dict[str, Cells]:
        seen: dict[str, Cells] = {}
        for shape in self.atlas.geometry.pictures[view].layers[layer]:
            here, region = cells(shape.polygons), self.atlas.region_of[shape.id]
            seen = {other: found - here for other, found in seen.items()}
            seen[region] = seen.get(region, Cells({})) | here
        return seen


@pytest.fixture(scope="module")
def seen(atlas: Atlas) -> Seen:
    return Seen(atlas)


def _slice(atlas: Atlas, step: Step) -> tuple[float, float]:
    """Bottom and top of what a step shows (mm above the sole)."""
    area = atlas.areas[step.focus]
    assert area.bottom_mm is not None, f"'{step.title}': a step looks closer than at the whole body"
    assert area.top_mm is not None
    return area.bottom_mm, area.top_mm


def test_the_region_of_a_step_can_be_seen_in_its_view_layer_and_focus(atlas: Atlas, seen: Seen) -> None:
    for name, step in _steps(atlas):
        bottom, top = _slice(atlas, step)
        whole = seen.of(step)
        here = whole.between(bottom, top)
        is_nerve = atlas.regions[step.region].area == "nerve"
        height = len([bits for bits in here.rows.values() if bits]) / (top - bottom)
        told = f"{here.area} of {whole.area} mm², over {height:.0%} of the height"
        assert here.area >= LEAST_AT_ALL_MM2, f"{name}: '{step.region}' is hardly there: {told}"
        assert (
            here.area >= LEAST_MM2 or here.area >= LEAST_SHARE * whole.area or (is_nerve and height >= LEAST_HEIGHT)
        ), f"{name}: '{step.region}' is mostly outside of the picture: {told}"


def test_a_step_is_on_a_side_that_its_region_has(atlas: Atlas) -> None:
    for name, step in _steps(atlas):
        shapes = atlas.geometry.pictures[step.view].layers[step.layer]
        sides = {shape.side for shape in shapes if atlas.region_of.get(shape.id) == step.region}
        assert sides == {"right"}, f"{name}: '{step.region}' is there on {sides or 'no side'}"
        assert step.side == "right", f"{name}: the walk begins on the right side and stays there"


def test_the_keep_off_zone_of_a_step_is_drawn_in_its_picture(atlas: Atlas) -> None:
    for name, step in _steps(atlas):
        if step.keep_off:
            outlines = atlas.geometry.keep_off[step.keep_off]
            assert step.view in outlines, f"{name}: '{step.keep_off}' is not drawn in the {step.view} view"
            here = cells(outlines[step.view].polygons).between(*_slice(atlas, step))
            assert here.area >= LEAST_AT_ALL_MM2, f"{name}: '{step.keep_off}' is outside of the picture"


# ---- what one reads ------------------------------------------------------------------------------------


def test_a_step_says_two_sentences_to_each_reader(atlas: Atlas) -> None:
    for name, step in _steps(atlas):
        for register in REGISTERS:
            for i, text in enumerate(getattr(step, register)):
                ends = re.findall(r"[.!?](?=\s|$)", text)
                assert (len(ends), text[-1]) == (1, "."), f"{name}.{register}[{i}]: write one sentence (now: {text})"


def test_a_step_speaks_to_you(atlas: Atlas) -> None:
    for name, step in _steps(atlas):
        assert re.search(r"(?i)\byour?\b", " ".join(step.patient)), f"{name}.patient: speak to the reader"


def test_each_walk_as_a_whole_is_easy_to_read(atlas: Atlas) -> None:
    content = read_content()
    found = {reading.draft.id: reading for reading in readings(content.tables, content.structures)
             if reading.draft.file.path.startswith("data/tours/")}  # fmt: skip
    same(found, atlas.tours, "readings of tours", "explorer/content/models/tours.py")
    for key, reading in found.items():
        assert reading.words >= MIN_WORDS, f"data/tours/{key}.yaml: too short to be measured"
        assert reading.grade <= MAX_GRADE, f"data/tours/{key}.yaml: grade {reading.grade:.1f}; {MAX_GRADE} at most"
