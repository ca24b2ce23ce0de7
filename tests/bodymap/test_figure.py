"""The interactive picture, read as a value: what takes a click, what is shown at first, what the switches change."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

import plotly.graph_objects as go
import pytest

from explorer.bodymap import Scene, figure, targets
from explorer.bodymap.figure import PALETTES, PARTS
from explorer.bodymap.frame import lonlat
from explorer.content import Atlas
from explorer.content.models import FOCUSES, LAYERS, Layer, Side, View
from tests.bodymap.body import EVERY, PICTURES, Drawn, drawn, flip, holds, near_edge

pytestmark = pytest.mark.shipped

POINTS_EACH = 40
CLEAR_MM = 1.0
DATA_URI = "data:application/json,"


@pytest.fixture(scope="session")
def drawn_as(atlas: Atlas) -> Any:
    """The JSON of the figure of a scene, as a dict. Made once for each scene."""
    return lru_cache(None)(lambda scene: json.loads(figure(atlas, scene).to_json()))


def _parts(picture: dict[str, Any], layer: Layer) -> list[dict[str, Any]]:
    """The clickable traces of a layer in drawing order."""
    return [trace for trace, part in zip(picture["data"], PARTS, strict=False) if part.layer == layer]


def _features(trace: dict[str, Any]) -> list[dict[str, Any]]:
    assert trace["geojson"].startswith(DATA_URI), "outlines must travel as text, so that reruns stay light"
    return json.loads(unquote(trace["geojson"].removeprefix(DATA_URI)))["features"]


# ---- what takes a click ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("view", "side"), PICTURES)
def test_the_first_shape_of_a_trace_is_the_topmost_and_nerves_come_after_bodies(
    atlas: Atlas, drawn_as: Any, view: View, side: Side
) -> None:
    picture = drawn_as(Scene(view, side))
    assert [trace["type"] for trace in picture["data"]] == ["choroplethmap"] * len(PARTS)
    for layer in LAYERS:
        topmost_first = list(reversed(targets(atlas, view, layer, side)))
        bodies = [target.location for target in topmost_first if target.group != "nerve"]
        nerves = [target.location for target in topmost_first if target.group == "nerve"]
        expected = [bodies] if layer == "skin" else [bodies, nerves]
        assert [list(trace["locations"]) for trace in _parts(picture, layer)] == expected


@pytest.mark.parametrize(("view", "side"), PICTURES)
def test_each_location_has_its_own_outline_in_the_data_uri_closed_and_in_order(
    atlas: Atlas, drawn_as: Any, view: View, side: Side
) -> None:
    picture = drawn_as(Scene(view, side))
    for layer in LAYERS:
        outlines = {target.location: target.polygons for target in targets(atlas, view, layer, side)}
        for trace in _parts(picture, layer):
            features = _features(trace)
            assert trace["featureidkey"] == "id"
            assert [feature["id"] for feature in features] == trace["locations"]
            for feature in features:
                assert feature["geometry"]["type"] == "MultiPolygon"
                assert feature["geometry"]["coordinates"] == [
                    [[list(lonlat(*point)) for point in (*ring, ring[0])] for ring in rings]
                    for rings in outlines[feature["id"]]
                ]


@pytest.mark.parametrize(("view", "side", "layer"), EVERY)
def test_the_shape_that_takes_a_click_is_the_topmost_of_the_atlas(
    atlas: Atlas, drawn_as: Any, view: View, side: Side, layer: Layer
) -> None:
    traces = [[_in_mm(feature) for feature in _features(trace)] for trace in _parts(drawn_as(Scene(view, side)), layer)]
    shown = drawn(atlas, view, side, layer)
    wrong = []
    for u, v, expected in _clear_points(shown, random.Random(f"{view} {side} {layer}")):
        found = _taker(traces, u, v)
        if found != expected:
            wrong.append(f"({u:.1f}, {v:.1f}) mm: {expected} is on top, {found} takes the click")
    assert not wrong, "\n".join(wrong)


def _taker(traces: list[list[Drawn]], u: float, v: float) -> str | None:
    """As measured in the browser: the last trace with a shape there takes the click, in it the first such shape."""
    return next(
        (shape.location for trace in reversed(traces) for shape in trace if holds(shape.polygons, u, v)),
        None,
    )


def _in_mm(feature: dict[str, Any]) -> Drawn:
    coordinates = feature["geometry"]["coordinates"]
    polygons = tuple(
        tuple(tuple((lon * 10_000, lat * 10_000 + 600) for lon, lat in ring[:-1]) for ring in rings)
        for rings in coordinates
    )
    return Drawn(feature["id"], polygons)


def _clear_points(shown: tuple[Drawn, ...], chance: random.Random) -> list[tuple[float, float, str]]:
    """Points in randomly chosen shapes, clear of the edges of all others, with what the atlas has on top there."""
    found: list[tuple[float, float, str]] = []
    for _ in range(4000):
        entry = chance.choice(shown)
        ring = chance.choice(entry.polygons)[0]
        us, vs = zip(*ring, strict=True)
        u, v = chance.uniform(min(us), max(us)), chance.uniform(min(vs), max(vs))
        others = (other for other in shown if other is not entry)
        if holds(entry.polygons, u, v) and not any(near_edge(other.polygons, u, v, CLEAR_MM) for other in others):
            top = next(other.location for other in reversed(shown) if holds(other.polygons, u, v))
            found.append((u, v, top))
        if len(found) == POINTS_EACH:
            return found
    raise AssertionError(f"only {len(found)} clear points of {POINTS_EACH}")


@pytest.mark.parametrize(("view", "side"), PICTURES)
def test_nothing_above_the_shapes_takes_a_pointer(drawn_as: Any, view: View, side: Side) -> None:
    """Only traces take a pointer; zones and names are map layers, which take none."""
    picture = drawn_as(Scene(view, side))
    assert len(picture["data"]) == len(PARTS)
    assert all(part.get("hoverinfo") != "skip" for part in picture["data"])
    above = [layer["type"] for layer in picture["layout"]["map"]["layers"] if layer["below"] == ""]
    assert above == ["fill", "line", *["symbol"] * (len(LAYERS) + 1)]


# ---- what is shown ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("layer", LAYERS)
def test_only_the_scenes_layer_is_shown_at_first_with_the_glow_and_nothing_else(drawn_as: Any, layer: Layer) -> None:
    picture = drawn_as(Scene(layer=layer))
    assert _shown(picture) == {f"plate {layer}", "glow"} | {f"part {layer}"}


def test_names_and_sides_are_told_in_the_readers_words(atlas: Atlas, drawn_as: Any) -> None:
    for register, field in (("patient", "plain_name"), ("clinician", "name")):
        trace = _parts(drawn_as(Scene(layer="deep", register=register)), "deep")[0]
        at = trace["locations"].index("piriformis:left")
        assert trace["text"][at] == getattr(atlas.regions["piriformis"], field)
        assert trace["customdata"][at] == "left side"
        assert "%{text}" in trace["hovertemplate"]
        assert "%{customdata}" in trace["hovertemplate"]


def test_the_picture_says_in_words_which_side_is_which(drawn_as: Any) -> None:
    def said(view: View, side: Side) -> tuple[str, ...]:
        notes = sorted(drawn_as(Scene(view, side))["layout"]["annotations"], key=lambda note: note["x"])
        return tuple(re.sub(r"<.*?>|[◂▸]", "", note["text"]).strip() for note in notes)

    assert said("posterior", "right") == ("your left", "your right")
    assert said("anterior", "right") == ("your right", "your left")
    assert said("lateral", "right") == ("back", "your right side", "front")
    assert said("lateral", "left") == ("front", "your left side", "back")


@pytest.mark.parametrize(("view", "side"), PICTURES)
def test_each_layer_has_a_label_for_each_target_on_the_side_looked_at(
    atlas: Atlas, drawn_as: Any, view: View, side: Side
) -> None:
    *labels, _keep_off = _words(drawn_as(Scene(view, side, register="clinician")))
    for layer, words in zip(LAYERS, labels, strict=True):
        shown = [t for t in targets(atlas, view, layer, side) if t.side in (side, "midline")]
        names = {(_name(atlas, t.id), lonlat(*t.label_point)) for t in shown}
        assert set(_named(words)) == names
        assert len(_named(words)) == len(shown)
        assert names


def _words(picture: dict[str, Any]) -> list[dict[str, Any]]:
    """The map layers that write names: those of each layer of the body, then those of the keep-off zones."""
    return [layer for layer in picture["layout"]["map"]["layers"] if layer.get("type") == "symbol"]


def _named(words: dict[str, Any]) -> list[tuple[str, tuple[float, float]]]:
    """Each name of a map layer with the place where it is written."""
    features = words["source"]["features"]
    assert {feature["geometry"]["type"] for feature in features} <= {"Point"}
    return [(feature["properties"]["name"], tuple(feature["geometry"]["coordinates"])) for feature in features]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_names_are_words_in_the_ink_of_the_theme_without_an_icon(drawn_as: Any, theme: Any) -> None:
    words = _words(drawn_as(Scene(theme=theme)))
    assert len(words) == len(LAYERS) + 1
    for layer in words:
        assert layer["symbol"]["icon"] == ""  # the map library's own default would be fetched from elsewhere
        assert layer["symbol"]["textfont"]["color"] == PALETTES[theme].ink


def _name(atlas: Atlas, key: str) -> str:
    return atlas.places[key].name if key in atlas.places else atlas.regions[key].name


@pytest.mark.parametrize(("view", "side"), PICTURES)
def test_every_keep_off_zone_of_a_view_is_outlined_and_named(
    atlas: Atlas, drawn_as: Any, view: View, side: Side
) -> None:
    picture = drawn_as(Scene(view, side))
    fill, outline = picture["layout"]["map"]["layers"][len(LAYERS) + 3 :][:2]
    names = [name for name, _ in _named(_words(picture)[-1])]
    assert (fill["type"], outline["type"]) == ("fill", "line")
    for zone, outlines in atlas.geometry.keep_off.items():
        if view not in outlines:
            continue
        assert atlas.keep_off[zone].name in names
        for polygons in _twins(outlines[view].polygons, outlines[view].side, view, side):
            for rings in polygons:
                ring = [list(lonlat(*point)) for point in rings[0]]
                outer = [found[0][:-1] for found in outline["source"]["coordinates"]]
                assert ring in outer, f"{zone} has no outline"
                filled = ring in [found[0][:-1] for found in fill["source"]["coordinates"]]
                assert filled is (atlas.keep_off[zone].only_if is None), f"{zone} is filled, or not, against only_if"
    assert len(names) == sum(view in outlines for outlines in atlas.geometry.keep_off.values())


def _twins(polygons: Any, on: str, view: View, side: Side) -> Iterator[Any]:
    if view == "lateral":
        yield flip(polygons) if side == "left" else polygons
    else:
        yield polygons
        if on == "right":
            yield flip(polygons)


def test_a_lateral_plate_of_the_left_is_mirrored_with_its_glow(drawn_as: Any) -> None:
    right, left = (drawn_as(Scene("lateral", side))["layout"]["map"]["layers"] for side in ("right", "left"))
    images = [layer for layer in right if layer["sourcetype"] == "image"]
    assert len(images) == len(LAYERS) + 1
    for there, here in zip(images, left, strict=False):
        assert here["coordinates"] == [[-lon, lat] for lon, lat in there["coordinates"]]
        assert here["source"] == there["source"]
        (west, north), (east, _), (_, south), _ = there["coordinates"]
        assert west < east
        assert south < north


# ---- one value, nothing from elsewhere -------------------------------------------------------------------


def test_equal_scenes_give_the_same_bytes(atlas: Atlas) -> None:
    look = (
        "lateral",
        "left",
        "deep",
        "buttock",
        "piriformis:left",
        ("soleus",),
        True,
        ("dz14_calf",),
        ("soleus:left",),
        "dark",
        "clinician",
        590,
    )
    scene, same = Scene(*look), Scene(*look)
    assert figure(atlas, scene).to_json() == figure(atlas, same).to_json()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("view", "side"), PICTURES)
def test_a_figure_asks_no_host_for_anything(drawn_as: Any, view: View, side: Side, theme: Any) -> None:
    picture = drawn_as(Scene(view, side, theme=theme))
    style = picture["layout"]["map"]["style"]
    assert isinstance(style, str), "a style that is no text breaks later updates in the browser"
    rules = json.loads(unquote(style.removeprefix(DATA_URI)))
    assert rules["version"] == 8
    assert rules["sources"] == {}
    assert not {"glyphs", "sprite"} & set(rules)
    hosts = [text for text in _texts(picture) if re.search(r"https?:|^//|mapbox:", unquote(text))]
    assert hosts == []


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)


@pytest.mark.parametrize(
    ("layer", "chosen"),
    [
        ("deep", "piriformis:left"),
        ("nerve", "sciatic_thigh:right"),
        ("deep", "sacrum:midline"),
        ("skin", "deep_buttock:right"),
    ],
)
def test_only_what_is_chosen_is_painted_at_the_start(drawn_as: Any, layer: Layer, chosen: str) -> None:
    picture = drawn_as(Scene(layer=layer, chosen=chosen))
    for other in LAYERS:
        for trace in _parts(picture, other):
            painted = [trace["locations"][at] for at in trace.get("selectedpoints") or []]
            assert painted == ([chosen] if chosen in trace["locations"] else [])
            assert trace["selected"]["marker"]["opacity"] > 0.4 > trace["unselected"]["marker"]["opacity"]
    assert any(chosen in trace["locations"] for trace in _parts(picture, layer))


def test_what_lies_in_the_middle_is_painted_whichever_side_was_chosen(drawn_as: Any) -> None:
    for side in ("left", "right"):
        trace = _parts(drawn_as(Scene(layer="deep", chosen=f"sacrum:{side}")), "deep")[0]
        assert [trace["locations"][at] for at in trace["selectedpoints"]] == ["sacrum:midline"]


def test_nothing_is_painted_when_nothing_is_chosen_or_it_is_not_in_the_picture(drawn_as: Any) -> None:
    for chosen in (None, "piriformis:up", "no_such:right"):
        picture = drawn_as(Scene(layer="deep", chosen=chosen))
        assert not any(trace.get("selectedpoints") for trace in picture["data"])


def test_what_is_lit_is_painted_on_both_sides_in_every_layer_and_nothing_else(drawn_as: Any) -> None:
    lit = ("gluteus_maximus", "soleus", "sacrum")
    picture = drawn_as(Scene(lit=lit))
    painted = {layer: _painted_in(picture, layer) for layer in LAYERS}
    assert painted["surface"] >= {"gluteus_maximus:left", "gluteus_maximus:right", "soleus:left", "soleus:right"}
    assert "sacrum:midline" in painted["deep"]
    assert {location.partition(":")[0] for found in painted.values() for location in found} == set(lit)


def _painted_in(picture: dict[str, Any], layer: Layer) -> set[str]:
    traces = _parts(picture, layer)
    return {trace["locations"][at] for trace in traces for at in trace.get("selectedpoints") or []}


def test_keep_off_zones_show_from_the_start_when_asked_for_and_have_names_where_there_is_room(drawn_as: Any) -> None:
    assert "keep-off" not in _shown(drawn_as(Scene()))
    from_afar, near = _shown(drawn_as(Scene(keep_off=True))), _shown(drawn_as(Scene(keep_off=True, focus="buttock")))
    assert {"keep-off", "keep-off veil"} <= from_afar & near
    assert "keep-off names" in near - from_afar


def test_the_keep_off_zones_of_a_choice_are_always_drawn_and_no_others(drawn_as: Any, atlas: Atlas) -> None:
    plain = drawn_as(Scene(layer="deep"))["layout"]["map"]["layers"]
    layers = drawn_as(Scene(layer="deep", zones=("dz14_calf",)))["layout"]["map"]["layers"]
    assert layers[: len(plain)] == plain
    fill, line = layers[len(plain) :]
    assert (fill["type"], line["type"]) == ("fill", "line")
    assert all(layer["visible"] and layer["below"] == "" for layer in (fill, line))
    drawn = [len(polygon[0]) for polygon in line["source"]["coordinates"]]
    outline = atlas.geometry.keep_off["dz14_calf"]["posterior"]
    assert drawn == [len(rings[0]) + 1 for rings in outline.polygons] * 2, "on the left and on the right"


def test_what_is_off_limits_is_covered_in_its_layer_and_peeled_with_it(drawn_as: Any) -> None:
    off = ("soleus:left", "gluteus_maximus:right")
    plain = drawn_as(Scene())["layout"]["map"]["layers"]
    for zones in ((), ("dz14_calf",)):
        picture = drawn_as(Scene(off=off, zones=zones))
        covers = picture["layout"]["map"]["layers"][-len(LAYERS) :]
        assert len(picture["layout"]["map"]["layers"]) == len(plain) + 2 * bool(zones) + len(LAYERS)
        assert [cover["visible"] for cover in covers] == [layer == "surface" for layer in LAYERS]
        assert [bool(cover["source"]["coordinates"]) for cover in covers] == [False, True, True, False]
        peeled = _press(picture, "Deep")["layout"]["map"]["layers"][-len(LAYERS) :]
        assert [cover["visible"] for cover in peeled] == [layer == "deep" for layer in LAYERS]


# ---- the switches on the picture -------------------------------------------------------------------------


def _shown(picture: dict[str, Any]) -> set[str]:
    """What one sees of a figure, by name."""
    ground = [f"plate {layer}" for layer in LAYERS] + ["glow", "labels veil", "keep-off veil", "keep-off", "keep-off"]
    words = [f"labels {layer}" for layer in LAYERS] + ["keep-off names"]
    layers = zip([*ground, *words], picture["layout"]["map"]["layers"], strict=True)
    traces = zip((f"part {part.layer}" for part in PARTS), picture["data"], strict=True)
    return {name for name, part in (*layers, *traces) if part.get("visible", True) and _says_something(part)}


def _says_something(part: dict[str, Any]) -> bool:
    """Whether a map layer of words writes them. What is no layer of words needs none."""
    return part.get("type") != "symbol" or {"{name}": True, "": False}[part["symbol"]["text"]]


def _press(picture: dict[str, Any], label: str, times: int = 1) -> dict[str, Any]:
    """The figure after a button was pressed, as the browser does it: an update of traces and of the layout."""
    after = json.loads(json.dumps(picture))
    button = next(b for menu in after["layout"]["updatemenus"] for b in menu["buttons"] if b["label"] == label)
    traces, layout, at = _change(button, "args2" if times == 2 else "args")
    for key, value in traces.items():
        for turn, index in enumerate(at):
            after["data"][index][key] = value[turn] if isinstance(value, list) else value
    for key, value in layout.items():
        index, *inner, field = re.fullmatch(r"map\.layers\[(\d+)](?:\.(symbol))?\.(\w+)", key).groups()
        layer = after["layout"]["map"]["layers"][int(index)]
        (layer[inner[0]] if inner[0] else layer)[field] = value
    return after


def _change(button: dict[str, Any], args: str) -> tuple[dict[str, Any], dict[str, Any], list[int]]:
    if button["method"] == "relayout":
        return {}, button[args][0], []
    assert button["method"] == "update"
    return tuple(button[args])


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("before", LAYERS)
def test_a_peel_button_shows_the_plate_and_the_shapes_of_its_layer_only(
    drawn_as: Any, before: Layer, layer: Layer
) -> None:
    picture = drawn_as(Scene(layer=before))
    assert _shown(_press(picture, layer.capitalize())) == {f"plate {layer}", f"part {layer}", "glow"}
    named = _press(_press(picture, "Names"), layer.capitalize())
    assert _shown(named) == {f"plate {layer}", f"part {layer}", "glow", f"labels {layer}", "labels veil"}


@pytest.mark.parametrize(
    ("label", "on"),
    [("Names", {"labels veil", "labels surface"}), ("Keep-off", {"keep-off veil", "keep-off", "keep-off names"})],
)
def test_a_switch_shows_and_hides_its_own_only(drawn_as: Any, label: str, on: set[str]) -> None:
    picture = drawn_as(Scene())
    switched = _press(picture, label)
    assert _shown(switched) == _shown(picture) | on
    assert _shown(_press(switched, label, times=2)) == _shown(picture)


def test_the_glow_can_be_switched_off_and_on(drawn_as: Any) -> None:
    picture = drawn_as(Scene())
    hidden = _press(picture, "Nerve glow", times=2)
    assert _shown(hidden) == _shown(picture) - {"glow"}
    assert _shown(_press(hidden, "Nerve glow")) == _shown(picture)


def test_the_peel_button_of_the_shown_layer_is_pressed_at_the_start(drawn_as: Any) -> None:
    for layer in LAYERS:
        menu = drawn_as(Scene(layer=layer))["layout"]["updatemenus"][0]
        assert menu["buttons"][menu["active"]]["label"] == layer.capitalize()


# ---- where it looks --------------------------------------------------------------------------------------


@pytest.mark.parametrize("height_px", [590, 640])
@pytest.mark.parametrize(("view", "side"), PICTURES)
def test_each_focus_shows_its_slice_of_the_body_and_little_more(
    atlas: Atlas, drawn_as: Any, view: View, side: Side, height_px: int
) -> None:
    for focus in FOCUSES:
        map_ = drawn_as(Scene(view, side, focus=focus, height_px=height_px))["layout"]["map"]
        px_per_mm = 2 ** map_["zoom"] * 512 / 360 / 10_000
        middle, half = map_["center"]["lat"] * 10_000 + 600, height_px / px_per_mm / 2
        bottom, top = atlas.areas[focus].bottom_mm, atlas.areas[focus].top_mm
        low, high = atlas.geometry.pictures[view].v if focus == "whole" else (bottom, top)
        assert middle - half <= low < high <= middle + half
        assert middle == pytest.approx((low + high) / 2, abs=0.1)
        assert high - low > 0.45 * 2 * half


def test_a_focus_looks_at_the_leg_of_the_chosen_side(atlas: Atlas, drawn_as: Any) -> None:
    for view, sign in (("posterior", 1), ("anterior", -1)):
        for focus in ("buttock", "thigh", "knee", "calf", "foot"):
            right, left = (
                drawn_as(Scene(view, side, focus=focus))["layout"]["map"]["center"]["lon"] for side in ("right", "left")
            )
            assert right * sign > 0
            assert left == -right
        assert drawn_as(Scene(view, "left"))["layout"]["map"]["center"]["lon"] == 0


def test_the_figure_is_a_plotly_figure_that_paints_on_a_click(atlas: Atlas) -> None:
    found = figure(atlas, Scene())
    assert isinstance(found, go.Figure)
    assert found.layout.clickmode == "event+select"
