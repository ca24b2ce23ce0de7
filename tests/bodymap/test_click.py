"""Reading what the map reports of a click."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from explorer.bodymap import Click, read_click
from explorer.bodymap.figure import PARTS

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=4,
)
SIDES = st.sampled_from(["left", "right", "midline"])
TRACES = st.integers(0, len(PARTS) - 1)


@given(side=SIDES, trace=TRACES)
def test_location_and_trace_tell_what_was_clicked_on_which_side_and_layer(side: str, trace: int) -> None:
    point = {"location": f"biceps_femoris:{side}", "curve_number": trace, "point_number": 3, "customdata": ["x"]}
    assert read_click([point]) == Click("biceps_femoris", side, PARTS[trace].layer)


def test_an_empty_selection_is_no_click() -> None:
    assert read_click([]) is None


@given(location=ANYTHING, trace=ANYTHING)
@example(location="piriformis:right", trace=None)
@example(location="piriformis:right", trace="0")
@example(location="piriformis:right", trace=0.5)
@example(location="piriformis:right", trace=len(PARTS))
@example(location="piriformis:right", trace=-1)
def test_a_trace_that_cannot_be_clicked_or_a_malformed_location_is_no_click(location: object, trace: object) -> None:
    if isinstance(trace, int) and 0 <= trace < len(PARTS):
        location = str(location).replace(":", "")
    assert read_click([{"location": location, "curve_number": trace}]) is None


@given(text=st.text(max_size=10).filter(lambda text: text not in {"left", "right", "midline"}), trace=TRACES)
def test_an_unknown_side_or_no_id_is_no_click(text: str, trace: int) -> None:
    for location in (f"piriformis:{text}", "piriformis", ":right", ""):
        assert read_click([{"location": location, "curve_number": trace}]) is None


@given(keys=st.dictionaries(st.sampled_from(["lat", "lon", "text", "curve_number"]), ANYTHING, max_size=3))
def test_a_point_without_a_location_is_passed_over(keys: dict[str, object]) -> None:
    assert read_click([keys]) is None
    clicked = {"location": "sacrum:midline", "curve_number": 3}
    assert read_click([keys, clicked]) == Click("sacrum", "midline", PARTS[3].layer)


@pytest.mark.parametrize(("trace", "layer"), [(0, "skin"), (1, "surface"), (2, "surface"), (4, "deep"), (6, "nerve")])
def test_skin_has_one_trace_and_every_other_layer_two(trace: int, layer: str) -> None:
    click = read_click([{"location": "x:left", "curve_number": trace}])
    assert click is not None
    assert click.layer == layer
