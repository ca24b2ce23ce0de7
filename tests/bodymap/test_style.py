"""The picture as a value: what it holds, how it is named, and that it leads nowhere but through ``address``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from explorer.bodymap import targets
from explorer.bodymap.assets import STYLE, asset, asset_ids, media_type
from explorer.bodymap.frame import lonlat
from explorer.bodymap.pictures import PICTURES, BodyPicture
from explorer.bodymap.skin import BODIES
from explorer.bodymap.style import map_style
from explorer.content import Atlas
from explorer.content.models import FOCUSES, LAYERS, REGISTERS, Layer
from tests.bodymap.body import drawn, holds, near_edge

NAMES = ["posterior", "anterior", "lateral:right", "lateral:left"]
FINEST_MM = 0.08  # the outlines in the files are that near to those of the geometry


@pytest.fixture(scope="module")
def style(atlas: Atlas) -> dict[str, Any]:
    return map_style(atlas, lambda name: f"here/{name}")


def shapes(atlas: Atlas, picture: BodyPicture, layer: Layer) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(asset(atlas, f"shapes/{picture.slug}_{layer}.json"))["features"]
    return found


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for each in value.values():
            yield from texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)
    elif isinstance(value, str):
        yield value


# --- the style --------------------------------------------------------------------------------------------------


def test_style_is_plain_json_and_the_same_every_time(atlas: Atlas, style: dict[str, Any]) -> None:
    assert json.loads(json.dumps(style)) == style
    assert map_style(atlas, lambda name: f"here/{name}") == style
    assert style["version"] == 8
    assert "glyphs" not in style
    assert "sprite" not in style


def test_layers_have_names_of_their_own_and_sources_that_are_there(style: dict[str, Any]) -> None:
    names = [layer["id"] for layer in style["layers"]]
    assert len(set(names)) == len(names)
    assert {layer["source"] for layer in style["layers"] if "source" in layer} == set(style["sources"])


def test_every_layer_says_what_it_is_for(style: dict[str, Any]) -> None:
    for layer in style["layers"]:
        is_for = layer["metadata"]
        assert is_for["role"]
        assert is_for["picture"] in (None, *NAMES)
        assert is_for["layer"] in (None, *LAYERS)
        assert is_for["body"] in (None, *BODIES)


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
@pytest.mark.parametrize("layer", LAYERS)
def test_every_picture_has_its_layers_in_order(style: dict[str, Any], picture: BodyPicture, layer: Layer) -> None:
    own = [
        each["metadata"]["role"]
        for each in style["layers"]
        if each["metadata"]["picture"] in (None, picture.name) and each["metadata"]["layer"] in (None, layer)
    ]
    order = ["ground", "ghost", "plate", "veil", "shapes", "glow", "edges", "overlay", "keep_off", "names"]
    first = [own.index(role) for role in order]
    assert first == sorted(first)
    assert ("nerves" in own) is (layer != "skin")
    assert own.count("ghost") == (2 if layer in ("surface", "skin") else 1)
    if "nerves" in own:
        assert own.index("shapes") < own.index("nerves") < own.index("glow")


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_the_female_outline_is_a_skin_alone_with_a_ghost_of_its_own(
    style: dict[str, Any], picture: BodyPicture
) -> None:
    own = [each for each in style["layers"] if each["metadata"]["picture"] == picture.name]
    female = [each for each in own if each["metadata"]["body"] == "female"]
    assert [each["id"] for each in female] == [f"{picture.name}/female/{part}" for part in ("ghost", "plate", "beside")]
    assert {each["metadata"]["layer"] for each in female} == {"skin"}
    male = {(each["metadata"]["role"], each["metadata"]["layer"]) for each in own if each["metadata"]["body"] == "male"}
    assert male == {("ghost", None), *(("plate", layer) for layer in LAYERS)}
    assert own[-1] == female[-1], "what reaches out of the outline is covered, whatever it is"


def test_only_the_skin_has_a_tone(style: dict[str, Any]) -> None:
    toned = {each["id"].partition("/")[2] for each in style["layers"] if "raster-saturation" in each["paint"]}
    assert toned == {"skin/plate", "female/plate"}


def test_addresses_come_from_the_caller_alone(style: dict[str, Any]) -> None:
    asked: list[str] = []
    for text in texts(style):
        assert "://" not in text
        assert not text.startswith(("data:", "/"))
        if text.startswith("here/"):
            asked.append(text.removeprefix("here/"))
    assert set(asked) == set(asset_ids()) - {STYLE}


def test_left_lateral_is_the_mirror_image(style: dict[str, Any]) -> None:
    right, left = (style["sources"][f"lateral:{side}/deep/plate"]["coordinates"] for side in ("right", "left"))
    assert [[-lon, lat] for lon, lat in right] == left
    assert right[0][0] < right[1][0]
    assert left[0][0] > left[1][0]


def test_ghost_and_plate_meet_in_one_frame(style: dict[str, Any]) -> None:
    assert style["sources"]["posterior/ghost"]["coordinates"][0] == list(lonlat(-330, 1730))
    assert style["sources"]["posterior/surface/plate"]["coordinates"][2] == list(lonlat(215, -5))


def test_script_is_given_names_areas_and_words(atlas: Atlas, style: dict[str, Any]) -> None:
    given = style["metadata"]
    assert list(given["pictures"]) == NAMES
    assert given["focuses"] == list(FOCUSES)
    assert given["areas"]["calf"] == {"bottom": atlas.areas["calf"].bottom_mm, "top": atlas.areas["calf"].top_mm}
    for register in REGISTERS:
        assert set(given["names"][register]) == {*atlas.regions, *atlas.places, *atlas.keep_off}
    assert given["names"]["patient"]["piriformis"] == atlas.regions["piriformis"].plain_name
    assert given["names"]["clinician"]["piriformis"] == atlas.regions["piriformis"].name
    assert set(given["palettes"]) == {"light", "dark"}
    words = given["words"]
    assert words["views"] == {"posterior": "Back", "lateral": "Side", "anterior": "Front"}
    assert words["side_of"] == {"left": "left side", "right": "right side", "midline": "middle"}
    assert words["legend"] == {"title": "Felt here", "often": "solid: often", "sometimes": "dashed: sometimes"}
    assert set(words["areas"]) == {*atlas.areas}


def test_directions_are_the_persons_own(style: dict[str, Any]) -> None:
    pictures = style["metadata"]["pictures"]
    assert pictures["posterior"]["directions"] == ["your_left", "your_right"]
    assert pictures["anterior"]["directions"] == ["your_right", "your_left"]
    assert pictures["lateral:right"]["directions"] == ["back", "front"]
    assert pictures["lateral:left"]["directions"] == ["front", "back"]


# --- the outlines -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
@pytest.mark.parametrize("layer", LAYERS)
def test_shapes_are_the_targets_in_drawing_order(atlas: Atlas, picture: BodyPicture, layer: Layer) -> None:
    found = [shape["properties"]["location"] for shape in shapes(atlas, picture, layer)]
    assert found == [target.location for target in targets(atlas, picture.view, layer, picture.side)]
    assert len(set(found)) == len(found)


def test_every_region_and_pain_place_can_be_tapped_somewhere(atlas: Atlas) -> None:
    found = {
        shape["properties"]["location"].partition(":")[0]
        for picture in PICTURES
        for layer in LAYERS
        for shape in shapes(atlas, picture, layer)
    }
    assert found == {*atlas.regions, *atlas.places}


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_shapes_lie_where_the_geometry_has_them(atlas: Atlas, picture: BodyPicture) -> None:
    for layer in LAYERS:
        raw = drawn(atlas, picture.view, picture.side, layer)
        for shape in shapes(atlas, picture, layer):
            said = shape["properties"]
            own = [each.polygons for each in raw if id_of(each.location) == id_of(said["location"])]
            corner = in_mm(shape["geometry"]["coordinates"][0][0][0])
            assert any(near_edge(polygons, *corner, FINEST_MM) for polygons in own)
            assert any(holds(polygons, *in_mm(said["at"])) for polygons in own)


def id_of(location: str) -> str:
    return location.partition(":")[0]


def in_mm(position: list[float]) -> tuple[float, float]:
    return position[0] * 10_000, position[1] * 10_000 + 600


def test_rings_are_closed(atlas: Atlas) -> None:
    for name in asset_ids():
        if name.endswith(".json") and name != STYLE:
            for feature in json.loads(asset(atlas, name))["features"]:
                for rings in feature["geometry"]["coordinates"]:
                    assert all(ring[0] == ring[-1] and len(ring) >= 4 for ring in rings)


def test_zones_stand_on_every_side_and_conditional_ones_say_so(atlas: Atlas) -> None:
    found = json.loads(asset(atlas, "keep_off/posterior.json"))["features"]
    zones = {zone["properties"]["location"]: zone["properties"]["conditional"] for zone in found}
    assert {"dz01_sciatic_notch:right", "dz01_sciatic_notch:left"} <= set(zones)
    assert {id_of(location) for location, conditional in zones.items() if conditional} == {"dz14_calf"}


def test_overlays_hold_every_strip_and_area(atlas: Atlas) -> None:
    found = {
        feature["properties"]["overlay"]
        for picture in PICTURES
        for feature in json.loads(asset(atlas, f"overlay/{picture.slug}.json"))["features"]
    }
    assert found == {"dermatomes", *(f"referral:{area}" for area in atlas.geometry.referral)}


# --- the files --------------------------------------------------------------------------------------------------


def test_plates_are_those_of_the_atlas(atlas: Atlas) -> None:
    assert asset(atlas, "plates/lateral_deep.webp") == atlas.plate("lateral", "deep").read_bytes()


def test_every_asset_is_made_once(atlas: Atlas) -> None:
    for name in asset_ids():
        made = asset(atlas, name)
        assert made
        assert media_type(name) in ("application/json", "image/webp")
        if name != STYLE:
            assert asset(atlas, name) is made


def test_first_load_is_small(atlas: Atlas) -> None:
    images = ["plates/posterior_surface", "ghost/posterior", "ghost/posterior_legs", "glow/posterior"]
    first = [*(f"{image}.webp" for image in images), "shapes/posterior_surface.json", STYLE]
    assert sum(len(asset(atlas, name)) for name in first) < 700_000


def test_unknown_name_is_no_asset(atlas: Atlas) -> None:
    for name in ("plates/../../secret", "shapes/posterior_bones.json", "plates/posterior_skin.png", ""):
        with pytest.raises(KeyError):
            asset(atlas, name)
