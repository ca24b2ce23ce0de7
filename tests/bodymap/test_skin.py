"""The skin on the map and as a still picture: what can be tapped, what is painted, what lies above."""

from __future__ import annotations

import json
import random
from itertools import pairwise
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageStat

from explorer.bodymap import Mark, overlay_picture, skin_picture
from explorer.bodymap.assets import asset
from explorer.bodymap.frame import MM_PER_DEGREE
from explorer.bodymap.look import PALETTES
from explorer.bodymap.overlay import LABEL_GROUND, LABEL_INK, OFTEN, SOMETIMES, STRIPS, patches
from explorer.bodymap.pictures import PICTURES as BODY_PICTURES
from explorer.bodymap.pictures import BodyPicture
from explorer.bodymap.skin_still import BACK_AND_FRONT, panels_of
from explorer.bodymap.style import map_style
from explorer.content import Atlas
from explorer.content.geometry import Outline, Polygons
from explorer.content.models import VIEWS, Side, View
from tests.bodymap.body import PICTURES, Drawn, drawn, flip, holds, near_edge

pytestmark = [pytest.mark.shipped, pytest.mark.slow]

OVERLAYS = ("nerve", "dermatomes", "referral:gluteus_minimus", "referral:quadratus_lumborum")
CLEAR_MM = 1.0
SIZE = (900, 1000)


def _features(atlas: Atlas, view: View, side: Side, overlay: str | None = None) -> list[dict[str, Any]]:
    """What can be tapped on the skin, or the patches of an overlay, as the browser gets them: the last on top."""
    picture = BodyPicture(view, side).slug
    file = f"overlay/{picture}.json" if overlay else f"shapes/{picture}_skin.json"
    features = json.loads(asset(atlas, file))["features"]
    return [feature for feature in features if feature["properties"].get("overlay") == overlay]


def _outlines(atlas: Atlas, view: View, side: Side = "right") -> list[Drawn]:
    """What can be tapped on the skin, the last on top."""
    features = _features(atlas, view, side)
    return [Drawn(feature["properties"]["location"], _in_mm(feature["geometry"])) for feature in features]


def _in_mm(geometry: dict[str, Any]) -> Polygons:
    return tuple(
        tuple(tuple((lon * 10_000, lat * 10_000 + 600) for lon, lat in ring[:-1]) for ring in rings)
        for rings in geometry["coordinates"]
    )


def _coordinates(polygons: Polygons) -> list[Any]:
    """An outline as it stands in a file, a hundred thousandth of a degree fine."""
    assert MM_PER_DEGREE == 10_000
    return [
        [[[round(u / 10_000, 5), round((v - 600) / 10_000, 5)] for u, v in (*ring, ring[0])] for ring in rings]
        for rings in polygons
    ]


def _point_in(polygons: Polygons, chance: random.Random, others: list[Polygons]) -> tuple[float, float]:
    us, vs = zip(*(point for rings in polygons for point in rings[0]), strict=True)
    for _ in range(5000):
        u, v = chance.uniform(min(us), max(us)), chance.uniform(min(vs), max(vs))
        if holds(polygons, u, v) and not any(near_edge(other, u, v, CLEAR_MM) for other in others):
            return u, v
    raise AssertionError("no clear point")


# ---- what can be tapped ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("view", "side"), PICTURES)
def test_every_place_takes_a_tap_where_it_is_drawn(atlas: Atlas, view: View, side: Side) -> None:
    shown = drawn(atlas, view, side, "skin")
    outlines = _outlines(atlas, view, side)
    assert {outline.location for outline in outlines} == {place.location for place in shown}
    everywhere = [place.polygons for place in shown]
    chance = random.Random(f"{view} {side}")
    for place in shown:
        for _ in range(5):
            u, v = _point_in(place.polygons, chance, everywhere)
            takers = {outline.location for outline in outlines if holds(outline.polygons, u, v)}
            assert takers == {place.location}, "places do not overlap"


@pytest.mark.parametrize("view", ["posterior", "anterior"])
def test_the_left_is_the_mirror_image_of_the_right(atlas: Atlas, view: View) -> None:
    outlines = {outline.location: outline.polygons for outline in _outlines(atlas, view)}
    right = [location for location in outlines if location.endswith(":right")]
    assert len(right) > 8
    for location in right:
        left = outlines[location.replace(":right", ":left")]
        assert _coordinates(left) == _coordinates(flip(outlines[location]))


def test_from_the_left_side_everything_is_mirrored(atlas: Atlas) -> None:
    right, left = (_outlines(atlas, "lateral", side) for side in ("right", "left"))
    assert [outline.location.replace(":left", ":right") for outline in left] == [other.location for other in right]
    for one, other in zip(left, right, strict=True):
        assert _coordinates(one.polygons) == _coordinates(flip(other.polygons))


# ---- what is painted ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def layers(atlas: Atlas) -> list[dict[str, Any]]:
    """The layers of the map, the last on top."""
    found: list[dict[str, Any]] = map_style(atlas, str)["layers"]
    return found


def _named(layers: list[dict[str, Any]], name: str) -> dict[str, Any]:
    return next(layer for layer in layers if layer["id"] == name)


@pytest.mark.parametrize("picture", BODY_PICTURES, ids=lambda picture: picture.name)
def test_the_edges_of_all_places_are_always_seen(layers: list[dict[str, Any]], picture: BodyPicture) -> None:
    edges = _named(layers, f"{picture.name}/skin/edges")
    assert edges["type"] == "line"
    assert edges["source"] == f"{picture.name}/skin/shapes"
    assert "filter" not in edges
    assert edges["paint"]["line-opacity"][-1] >= 0.4, "what holds when nothing is chosen"


def test_the_nerve_is_a_light_and_the_only_yellow(atlas: Atlas, layers: list[dict[str, Any]]) -> None:
    assert {layer["type"] for layer in layers if layer["metadata"]["role"] == "glow"} == {"raster"}
    for view, side in PICTURES:
        assert not _features(atlas, view, side, "nerve")
    colours = [*(tone.colour for tone in STRIPS.values()), OFTEN.colour, *(p.chosen for p in PALETTES.values())]
    for red, green, blue in (ImageColor.getrgb(colour)[:3] for colour in colours):
        assert min(red, green) - blue < 50, "nerve yellow is for the nerve alone"


# ---- overlays ----------------------------------------------------------------------------------------------------


def test_an_overlay_lies_above_what_can_be_tapped_and_is_shown_by_its_name(layers: list[dict[str, Any]]) -> None:
    names = [layer["id"] for layer in layers]
    for picture in BODY_PICTURES:
        for part in ("fill", "edge", "dashes"):
            name = f"{picture.name}/overlay/{part}"
            assert names.index(name) > names.index(f"{picture.name}/skin/shapes")
            assert ["==", ["get", "overlay"], ["global-state", "overlay"]] in (
                _named(layers, name)["filter"],
                *_named(layers, name)["filter"],
            )


def _sides(outline: Outline, view: View, side: Side) -> list[Polygons]:
    """An area on the sides that a view shows."""
    if view == "lateral":
        return [flip(outline.polygons) if side == "left" else outline.polygons]
    return [outline.polygons, flip(outline.polygons)]


def _drawn_twice(outline: Outline, view: View, side: Side) -> list[Any]:
    """The same as it stands in a file."""
    return [_coordinates(polygons) for polygons in _sides(outline, view, side)]


@pytest.mark.parametrize(("view", "side"), PICTURES)
def test_the_strips_are_drawn_on_both_sides_each_in_its_colour_with_its_name_inside(
    atlas: Atlas, view: View, side: Side
) -> None:
    shown = {root: outlines[view] for root, outlines in atlas.geometry.dermatomes.items() if view in outlines}
    assert len(shown) == {"posterior": 4, "lateral": 5, "anterior": 4}[view]
    found: dict[str, list[Any]] = {}
    for feature in _features(atlas, view, side, "dermatomes"):
        said = feature["properties"]
        tone = STRIPS[said["name"]]
        assert (said["colour"], said["opacity"], said["edge"], said["dashed"]) == (
            tone.colour, tone.opacity, tone.edge, False,
        )  # fmt: skip
        found.setdefault(said["name"], []).append(feature["geometry"]["coordinates"])
        lon, lat = said["at"]
        assert holds(_in_mm(feature["geometry"]), lon * 10_000, lat * 10_000 + 600)
    assert found == {root: _drawn_twice(outline, view, side) for root, outline in shown.items()}


def test_every_name_of_a_strip_stands_on_a_disc(layers: list[dict[str, Any]]) -> None:
    disc, words = _named(layers, "names/discs"), _named(layers, "names/patches")
    assert (disc["type"], words["type"]) == ("circle", "symbol")
    assert disc["source"] == words["source"]
    assert disc["filter"] == words["filter"]
    assert layers.index(disc) < layers.index(words)
    assert disc["paint"]["circle-color"] == LABEL_GROUND
    assert words["paint"]["text-color"] == LABEL_INK
    assert _contrast(LABEL_GROUND, LABEL_INK) > 7


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
    atlas: Atlas, view: View, side: Side
) -> None:
    geometry = atlas.geometry
    for area in geometry.referral:
        found = [
            (feature["properties"]["opacity"], feature["properties"]["dashed"], feature["geometry"]["coordinates"])
            for feature in _features(atlas, view, side, f"referral:{area}")
        ]
        tones = (SOMETIMES, geometry.referral_sometimes.get(area, {})), (OFTEN, geometry.referral[area])
        assert found == [
            (tone.opacity, tone.dashed, coordinates)
            for tone, outlines in tones
            if view in outlines
            for coordinates in _drawn_twice(outlines[view], view, side)
        ]
    assert OFTEN.opacity > 2 * SOMETIMES.opacity


def test_often_and_sometimes_differ_by_their_edge_too(layers: list[dict[str, Any]]) -> None:
    assert SOMETIMES.dashed
    assert not OFTEN.dashed
    for picture in BODY_PICTURES:
        solid, dashes = (_named(layers, f"{picture.name}/overlay/{part}") for part in ("edge", "dashes"))
        assert ["==", ["get", "dashed"], False] in solid["filter"]
        assert ["==", ["get", "dashed"], True] in dashes["filter"]
        assert "line-dasharray" not in solid["paint"]
        assert dashes["paint"]["line-dasharray"]


def test_an_unknown_overlay_is_refused(atlas: Atlas) -> None:
    for overlay in ("bones", "referral:nobody", "referral"):
        with pytest.raises(KeyError):
            patches(atlas, overlay, "posterior")
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
