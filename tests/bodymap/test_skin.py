"""The map of the skin and its still picture: what can be tapped, what is painted, what lies above."""

from __future__ import annotations

import json
import random
from functools import lru_cache
from itertools import pairwise
from typing import Any
from urllib.parse import unquote

import pytest
from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageStat

from explorer.bodymap import Mark, SkinScene, overlay_picture, read_place, skin_figure, skin_picture
from explorer.bodymap.figure import PALETTES
from explorer.bodymap.frame import lonlat
from explorer.bodymap.overlay import OFTEN, SOMETIMES, STRIPS, patches
from explorer.bodymap.skin_still import BACK_AND_FRONT, panels_of
from explorer.content import Atlas
from explorer.content.geometry import Outline, Polygons
from explorer.content.models import VIEWS, Side, View
from tests.bodymap.body import PICTURES, Drawn, drawn, flip, holds, near_edge

pytestmark = pytest.mark.shipped

DATA_URI = "data:application/json,"
OVERLAYS = ("nerve", "dermatomes", "referral:gluteus_minimus", "referral:quadratus_lumborum")
CLEAR_MM = 1.0
SIZE = (900, 1000)


@pytest.fixture(scope="session")
def drawn_as(atlas: Atlas) -> Any:
    """The JSON of the figure of a scene, as a dict. Made once for each scene."""
    return lru_cache(None)(lambda scene: json.loads(skin_figure(atlas, scene).to_json()))


def _layers(picture: dict[str, Any]) -> list[dict[str, Any]]:
    """The map layers, the last on top. One without a type is a picture."""
    return [{"type": "raster", **layer} for layer in picture["layout"]["map"]["layers"]]


def _outlines(picture: dict[str, Any]) -> list[Drawn]:
    """What can be tapped, in the order in which the map asks: the first that holds the point takes it."""
    [trace] = picture["data"]
    features = json.loads(unquote(trace["geojson"].removeprefix(DATA_URI)))["features"]
    assert [feature["id"] for feature in features] == trace["locations"]
    return [Drawn(feature["id"], _in_mm(feature["geometry"])) for feature in features]


def _in_mm(geometry: dict[str, Any]) -> Polygons:
    return tuple(
        tuple(tuple((lon * 10_000, lat * 10_000 + 600) for lon, lat in ring[:-1]) for ring in rings)
        for rings in geometry["coordinates"]
    )


def _coordinates(polygons: Polygons) -> list[Any]:
    return [[[list(lonlat(*point)) for point in (*ring, ring[0])] for ring in rings] for rings in polygons]


def _point_in(polygons: Polygons, chance: random.Random, others: list[Polygons]) -> tuple[float, float]:
    us, vs = zip(*(point for rings in polygons for point in rings[0]), strict=True)
    for _ in range(5000):
        u, v = chance.uniform(min(us), max(us)), chance.uniform(min(vs), max(vs))
        if holds(polygons, u, v) and not any(near_edge(other, u, v, CLEAR_MM) for other in others):
            return u, v
    raise AssertionError("no clear point")


# ---- what can be tapped ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("view", "side"), PICTURES)
def test_every_place_takes_a_tap_where_it_is_drawn(atlas: Atlas, drawn_as: Any, view: View, side: Side) -> None:
    shown = drawn(atlas, view, side, "skin")
    outlines = _outlines(drawn_as(SkinScene(view, side)))
    assert {outline.location for outline in outlines} == {place.location for place in shown}
    everywhere = [place.polygons for place in shown]
    chance = random.Random(f"{view} {side}")
    for place in shown:
        for _ in range(5):
            u, v = _point_in(place.polygons, chance, everywhere)
            top = next(other.location for other in reversed(shown) if holds(other.polygons, u, v))
            taker = next(outline.location for outline in outlines if holds(outline.polygons, u, v))
            assert taker == top
            assert top == place.location, "places do not overlap"


def test_every_place_of_the_atlas_can_be_tapped_in_some_view(atlas: Atlas, drawn_as: Any) -> None:
    found = {outline.location.partition(":")[0] for view in VIEWS for outline in _outlines(drawn_as(SkinScene(view)))}
    assert found == set(atlas.places)


@pytest.mark.parametrize("view", ["posterior", "anterior"])
def test_the_left_is_the_mirror_image_of_the_right(drawn_as: Any, view: View) -> None:
    outlines = {outline.location: outline.polygons for outline in _outlines(drawn_as(SkinScene(view)))}
    right = [location for location in outlines if location.endswith(":right")]
    assert len(right) > 8
    for location in right:
        left = outlines[location.replace(":right", ":left")]
        assert _coordinates(left) == _coordinates(flip(outlines[location]))


def test_from_the_left_side_everything_is_mirrored(drawn_as: Any) -> None:
    right, left = (_outlines(drawn_as(SkinScene("lateral", side))) for side in ("right", "left"))
    assert [outline.location.replace(":left", ":right") for outline in left] == [other.location for other in right]
    for one, other in zip(left, right, strict=True):
        assert _coordinates(one.polygons) == _coordinates(flip(other.polygons))


def test_the_name_and_the_side_are_told_in_words(atlas: Atlas, drawn_as: Any) -> None:
    [trace] = drawn_as(SkinScene("posterior"))["data"]
    said = dict(zip(trace["locations"], zip(trace["text"], trace["customdata"], strict=True), strict=True))
    assert said["calf:left"] == (atlas.places["calf"].name, "left side")
    assert said["mid_back:midline"] == (atlas.places["mid_back"].name, "middle")
    assert "%{text}" in trace["hovertemplate"]
    assert "%{customdata}" in trace["hovertemplate"]


@pytest.mark.parametrize(("view", "side"), PICTURES)
def test_the_edges_of_all_places_are_always_seen(drawn_as: Any, view: View, side: Side) -> None:
    picture = drawn_as(SkinScene(view, side))
    [edges] = [layer for layer in _layers(picture) if layer["type"] == "line"]
    assert edges["opacity"] >= 0.4
    assert sorted(edges["source"]["coordinates"]) == sorted(
        polygon for outline in _outlines(picture) for polygon in _coordinates(outline.polygons)
    )


@pytest.mark.parametrize(
    ("points", "place"),
    [
        ([{"location": "calf:left", "curve_number": 0}], ("calf", "left")),
        ([{"location": "mid_back:midline", "curve_number": 0}], ("mid_back", "midline")),
        ([], None),
        ([{}], None),
        ([{"location": "calf", "curve_number": 0}], None),
        ([{"location": "calf:up", "curve_number": 0}], None),
        ([{"location": "gluteus_maximus:left", "curve_number": 1}], None),
    ],
)
def test_a_tap_is_read_and_an_empty_selection_is_none(points: list[Any], place: Any) -> None:
    assert read_place(points) == place


# ---- what is painted ---------------------------------------------------------------------------------------------


def test_without_an_overlay_there_are_the_plate_and_the_edges(drawn_as: Any) -> None:
    assert [layer["type"] for layer in _layers(drawn_as(SkinScene()))] == ["raster", "line"]


def test_a_tap_changes_nothing_on_the_map_by_itself(drawn_as: Any) -> None:
    """The page paints what hurts. A selection of the map's own would stay when a place is taken off."""
    (places,) = drawn_as(SkinScene())["data"]
    assert places["selected"]["marker"]["opacity"] == places["unselected"]["marker"]["opacity"]
    assert "selectedpoints" not in places


def test_every_figure_has_the_name_of_its_scene(drawn_as: Any) -> None:
    scenes = [SkinScene(view, overlay=overlay) for view in ("posterior", "lateral") for overlay in (None, *OVERLAYS)]
    names = [drawn_as(scene)["layout"]["meta"] for scene in scenes]
    assert names == [scene.name for scene in scenes]
    assert len(set(names)) == len(scenes)


def test_an_equal_scene_gives_an_equal_figure(atlas: Atlas) -> None:
    for overlay in (None, *OVERLAYS):
        one, other = (skin_figure(atlas, SkinScene("posterior", overlay=overlay)) for _ in "12")
        assert one.to_json() == other.to_json()


def test_only_the_plate_of_the_skin_travels(drawn_as: Any) -> None:
    for overlay in (None, "dermatomes", "referral:gluteus_minimus"):
        picture = drawn_as(SkinScene(overlay=overlay))
        assert sum(layer["sourcetype"] == "image" for layer in _layers(picture)) == 1
        assert len(json.dumps(picture)) < 200_000


@pytest.mark.parametrize("overlay", [None, *OVERLAYS])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_other_host_is_asked(drawn_as: Any, overlay: str | None, theme: Any) -> None:
    picture = drawn_as(SkinScene("lateral", "left", overlay, theme))
    assert "http" not in json.dumps({**picture, "layout": {**picture["layout"], "template": None}})
    symbols = [layer["symbol"] for layer in _layers(picture) if layer["type"] == "symbol"]
    assert all(symbol["icon"] == "" and "weight" not in symbol["textfont"] for symbol in symbols)


@pytest.mark.parametrize(
    ("view", "side", "words"),
    [
        ("posterior", "right", ["your left", "your right"]),
        ("anterior", "right", ["your right", "your left"]),
        ("lateral", "left", ["front", "back", "your left side"]),
    ],
)
def test_the_persons_own_sides_are_written_on_it(drawn_as: Any, view: View, side: Side, words: list[str]) -> None:
    texts = [each["text"] for each in drawn_as(SkinScene(view, side))["layout"]["annotations"]]
    assert [text.strip("◂▸ ").removeprefix("<b>").removesuffix("</b>") for text in texts] == words


# ---- overlays ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("overlay", OVERLAYS)
@pytest.mark.parametrize(("view", "side"), PICTURES)
def test_an_overlay_is_map_layers_only_and_lets_every_tap_through(
    drawn_as: Any, view: View, side: Side, overlay: str
) -> None:
    plain, laid = drawn_as(SkinScene(view, side)), drawn_as(SkinScene(view, side, overlay))
    assert laid["data"] == plain["data"]
    count = len(_layers(plain))
    assert _layers(laid)[:count] == _layers(plain)
    assert all(layer["below"] == "" for layer in _layers(laid)[count:])


def test_the_nerve_is_a_light_and_the_only_yellow(drawn_as: Any) -> None:
    _, edges, light = _layers(drawn_as(SkinScene(overlay="nerve")))
    assert (edges["type"], light["sourcetype"], light["below"]) == ("line", "image", "")
    colours = [*(tone.colour for tone in STRIPS.values()), OFTEN.colour, *(p.chosen for p in PALETTES.values())]
    for red, green, blue in (ImageColor.getrgb(colour)[:3] for colour in colours):
        assert min(red, green) - blue < 50, "nerve yellow is for the nerve alone"


def _sides(outline: Outline, view: View, side: Side) -> list[Polygons]:
    """An area on the sides that a view shows."""
    if view == "lateral":
        return [flip(outline.polygons) if side == "left" else outline.polygons]
    return [outline.polygons, flip(outline.polygons)]


@pytest.mark.parametrize(("view", "side"), PICTURES)
def test_the_strips_are_drawn_on_both_sides_each_in_its_colour_with_its_name_inside(
    atlas: Atlas, drawn_as: Any, view: View, side: Side
) -> None:
    layers = _layers(drawn_as(SkinScene(view, side, "dermatomes")))
    fills = {layer["color"]: layer["source"]["coordinates"] for layer in layers if layer["type"] == "fill"}
    shown = {root: outlines[view] for root, outlines in atlas.geometry.dermatomes.items() if view in outlines}
    assert len(shown) == {"posterior": 4, "lateral": 5, "anterior": 4}[view]
    assert fills == {
        STRIPS[root].colour: [polygon for area in _sides(outline, view, side) for polygon in _coordinates(area)]
        for root, outline in shown.items()
    }
    [names] = [layer["source"]["features"] for layer in layers if layer["type"] == "symbol"]
    assert len(names) == len(shown) * (1 if view == "lateral" else 2)
    for name in names:
        lon, lat = name["geometry"]["coordinates"]
        areas = _sides(shown[name["properties"]["name"]], view, side)
        assert sum(holds(area, lon * 10_000, lat * 10_000 + 600) for area in areas) == 1


def test_every_name_of_a_strip_stands_on_a_disc(drawn_as: Any) -> None:
    layers = _layers(drawn_as(SkinScene(overlay="dermatomes")))
    *_, ring, disc, words = layers
    assert (ring["type"], disc["type"], words["type"]) == ("circle", "circle", "symbol")
    assert ring["source"] == disc["source"] == words["source"]
    assert disc["circle"]["radius"] < ring["circle"]["radius"]
    assert _contrast(disc["color"], words["symbol"]["textfont"]["color"]) > 7


def test_strips_that_touch_differ_in_lightness_not_only_in_colour() -> None:
    light = [_luminance(STRIPS[root].colour) for root in ("L3", "L4", "L5", "S1", "S2")]
    assert all((max(two) + 0.05) / (min(two) + 0.05) > 2.5 for two in pairwise(light))
    assert len({tone.colour for tone in STRIPS.values()}) == len(STRIPS)


def _luminance(colour: str) -> float:
    parts = [part / 255 for part in ImageColor.getrgb(colour)[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    low, high = sorted([_luminance(one), _luminance(other)])
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("view", "side"), PICTURES)
def test_every_referral_area_is_drawn_on_both_sides_often_darker_than_sometimes(
    atlas: Atlas, drawn_as: Any, view: View, side: Side
) -> None:
    geometry = atlas.geometry
    for area in geometry.referral:
        layers = _layers(drawn_as(SkinScene(view, side, f"referral:{area}")))
        fills = [(layer["opacity"], layer["source"]["coordinates"]) for layer in layers if layer["type"] == "fill"]
        tones = [
            (tone.opacity, outlines[view])
            for tone, outlines in (
                (SOMETIMES, geometry.referral_sometimes.get(area, {})),
                (OFTEN, geometry.referral[area]),
            )
            if view in outlines
        ]
        assert fills == [
            (opacity, [polygon for each in _sides(outline, view, side) for polygon in _coordinates(each)])
            for opacity, outline in tones
        ]
    assert OFTEN.opacity > 2 * SOMETIMES.opacity


def test_often_and_sometimes_differ_by_their_edge_too_and_a_legend_says_so(drawn_as: Any) -> None:
    picture = drawn_as(SkinScene(overlay="referral:gluteus_minimus"))
    sometimes, often = [layer["line"] for layer in _layers(picture) if layer["type"] == "line"][1:]
    assert "dash" in sometimes
    assert "dash" not in often
    legend = picture["layout"]["annotations"][-1]["text"]
    assert "solid: often" in legend
    assert "dashed: sometimes" in legend


def test_an_unknown_overlay_is_refused(atlas: Atlas) -> None:
    for overlay in ("bones", "referral:nobody", "referral"):
        with pytest.raises(KeyError):
            skin_figure(atlas, SkinScene(overlay=overlay))
        with pytest.raises(KeyError):
            overlay_picture(atlas, overlay, SIZE)


# ---- the still picture -------------------------------------------------------------------------------------------


def _areas(atlas: Atlas, marks: list[Mark], overlay: str | None, shapes: dict[View, list[Polygons]]) -> Image.Image:
    """Where shapes lie in a still picture: white on black."""
    mask = Image.new("L", SIZE)
    draw = ImageDraw.Draw(mask)
    for panel in panels_of(atlas, marks, SIZE, overlay):
        (x, y), window = panel.corner, panel.window
        for polygons in shapes.get(panel.shot.view, []):
            for rings in polygons:
                for hole, ring in enumerate(rings):
                    at = [(x + (u - window.left) * window.scale, y + (window.top - v) * window.scale) for u, v in ring]
                    draw.polygon(at, fill=0 if hole else 255)
    return mask


def _changed(one: Image.Image, other: Image.Image) -> Image.Image:
    return ImageChops.difference(one, other).convert("L").point(lambda value: 255 * (value > 8))


def _share(found: Image.Image, of: Image.Image) -> float:
    return ImageStat.Stat(found, of).mean[0] / 255


def test_the_still_picture_paints_and_numbers_what_hurts_from_behind_and_from_the_front(atlas: Atlas) -> None:
    marks = [Mark("calf:left", (1,)), Mark("groin:right", (2,)), Mark("side_hip:right", (3,))]
    changed = _changed(skin_picture(atlas, marks, SIZE), skin_picture(atlas, [], SIZE))
    names = {mark.location for mark in marks}
    for view, shown in (
        ("posterior", {"calf:left", "side_hip:right"}),
        ("anterior", {"groin:right", "side_hip:right"}),
    ):
        own = {p.location: p.polygons for p in drawn(atlas, view, "right", "skin") if p.location in names}
        assert set(own) == shown
        assert all(_share(changed, _areas(atlas, marks, None, {view: [shape]})) > 0.97 for shape in own.values())
    [behind, front] = panels_of(atlas, marks, SIZE, None)
    assert (behind.shot, front.shot) == BACK_AND_FRONT
    assert [badges.mark.numbers for badges in front.badges] == [(2,), (3,)]
    others = {
        view: [p.polygons for p in drawn(atlas, view, "right", "skin") if p.location in far]
        for view, far in (("posterior", {"calf:right", "mid_back:midline"}), ("anterior", {"front_knee:left"}))
    }
    assert _share(changed, _areas(atlas, marks, None, others)) < 0.01


def test_a_place_inside_another_stays_painted_whatever_the_order(atlas: Atlas) -> None:
    inner = [p.polygons for p in drawn(atlas, "posterior", "right", "skin") if p.location == "sit_bone:right"]
    here = _areas(atlas, [], None, {"posterior": inner})
    places = ("sit_bone:right", "deep_buttock:right")
    for order in (places, places[::-1]):
        marks = [Mark(location, ()) for location in order]
        changed = _changed(skin_picture(atlas, marks, SIZE), skin_picture(atlas, [], SIZE))
        assert _share(changed, here) > 0.97


def test_a_place_seen_only_from_the_side_has_a_panel_of_its_own(atlas: Atlas) -> None:
    places = {**atlas.geometry.places, "calf": {"lateral": atlas.geometry.places["calf"]["lateral"]}}
    changed = atlas.model_copy(update={"geometry": atlas.geometry.model_copy(update={"places": places})})
    panels = panels_of(changed, [Mark("calf:left", (1,)), Mark("groin:right", (2,))], SIZE, None)
    assert [(panel.shot.view, panel.shot.side) for panel in panels[2:]] == [("lateral", "left")]
    assert [badges.mark.location for badges in panels[2].badges] == ["calf:left"]


@pytest.mark.parametrize("location", ["nobody:right", "piriformis:right", "calf"])
def test_a_mark_that_is_no_pain_place_is_refused(atlas: Atlas, location: str) -> None:
    with pytest.raises(KeyError):
        skin_picture(atlas, [Mark(location, (1,))], SIZE)


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_the_still_picture_has_the_size_asked_for_and_shows_the_overlay_where_it_is(atlas: Atlas, overlay: str) -> None:
    picture = overlay_picture(atlas, overlay, SIZE)
    assert (picture.size, picture.mode) == (SIZE, "RGB")
    if not overlay.startswith("referral:"):  # with a legend everything is a little smaller
        plain = skin_picture(atlas, [], SIZE)
        shapes = {view: [patch.polygons for patch in patches(atlas, overlay, view)] for view in VIEWS}
        changed = _changed(picture, plain)
        if overlay == "nerve":
            assert 0.005 < ImageStat.Stat(changed).mean[0] / 255 < 0.1
        else:
            assert _share(changed, _areas(atlas, [], overlay, shapes)) > 0.9


def test_the_strips_of_the_still_picture_have_their_colours(atlas: Atlas) -> None:
    picture = overlay_picture(atlas, "dermatomes", SIZE)
    found = {}
    for view in ("posterior", "anterior"):
        for patch in patches(atlas, "dermatomes", view):
            mean = ImageStat.Stat(picture, _areas(atlas, [], "dermatomes", {view: [patch.polygons]})).mean
            colour = ImageColor.getrgb(patch.tone.colour)[:3]
            found[patch.name] = max(abs(a - b) for a, b in zip(mean, colour, strict=True))
    assert set(found) == set(STRIPS)
    assert max(found.values()) < 75, found


def test_referral_areas_of_the_still_picture_are_purple_and_explained_below(atlas: Atlas) -> None:
    picture = overlay_picture(atlas, "referral:gluteus_minimus", SIZE)
    _, green, blue = picture.split()
    purple = ImageChops.subtract(blue, green).point(lambda value: 255 * (value > 25))
    assert ImageStat.Stat(purple.crop((0, 0, SIZE[0] // 2, 900))).mean[0] > 5, "from behind"
    assert ImageStat.Stat(purple.crop((SIZE[0] // 2, 0, SIZE[0], 900))).sum[0] == 0, "not from the front"
    assert purple.crop((0, 900, *SIZE)).getbbox(), "no sample in the legend"


def test_marks_and_an_overlay_go_together_and_no_badge_hides_the_name_of_a_strip(atlas: Atlas) -> None:
    spots = {p.location for view in ("posterior", "anterior") for p in drawn(atlas, view, "right", "skin")}
    marks = [Mark(location, (i,)) for i, location in enumerate(sorted(spots)[:12], 1)]
    for panel in panels_of(atlas, marks, SIZE, "dermatomes"):
        discs = [panel.window.at(patch.label_point) for patch in patches(atlas, "dermatomes", panel.shot.view)]
        for badges in panel.badges:
            inside = [
                (x, y)
                for x, y in discs
                if badges.box.left < x < badges.box.right and badges.box.top < y < badges.box.bottom
            ]
            assert not inside
    with_both = skin_picture(atlas, marks, SIZE, "dermatomes")
    assert with_both.tobytes() != skin_picture(atlas, marks, SIZE).tobytes()
