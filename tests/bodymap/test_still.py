"""The painted pictures: the glow of the nerve, and a window on a plate with parts painted in."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps, ImageStat

from explorer.bodymap import targets
from explorer.bodymap.assets import asset
from explorer.bodymap.plates import nerve_glow
from explorer.bodymap.shapes import area
from explorer.bodymap.still import GROUND, Shot, Window, painted
from explorer.content import Atlas
from explorer.content.geometry import PX_PER_MM
from explorer.content.models import LAYERS, VIEWS, Layer, Side, View
from tests.bodymap.body import flip

pytestmark = [pytest.mark.shipped, pytest.mark.slow]

HALO_PX = 20
FAINT = 4  # of 255: nobody sees it
BLUR_PX = 4  # resizing and the width of an outline


# ---- the glow --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("view", VIEWS)
def test_the_glow_lights_the_nerve_of_the_plate_and_nothing_far_from_it(atlas: Atlas, view: View) -> None:
    file = atlas.plate(view, "nerve")
    glow = nerve_glow(file)
    with Image.open(file) as plate:
        hue, saturation, _ = plate.convert("RGB").resize(glow.size, Image.Resampling.BOX).convert("HSV").split()
        alpha = plate.convert("RGBA").resize(glow.size, Image.Resampling.BOX).getchannel("A")
    yellow = hue.point(lambda value: 255 * (25 <= value <= 42))  # 35 to 60 degrees
    nerve = ImageChops.darker(ImageChops.darker(yellow, saturation.point(lambda s: 255 * (s > 90))), _solid(alpha))
    near = nerve.reduce(4).point(lambda value: 255 * (value > 0)).filter(ImageFilter.MaxFilter(HALO_PX // 2 + 1))
    far = ImageChops.invert(near).resize(glow.size, Image.Resampling.NEAREST)
    light = glow.getchannel("A")
    assert ImageStat.Stat(nerve).sum[0] > 255 * 500
    assert ImageChops.darker(light, far).getextrema()[1] <= FAINT
    assert ImageStat.Stat(light, nerve).mean[0] > 3 * ImageStat.Stat(light).mean[0] + 60


def _solid(alpha: Image.Image) -> Image.Image:
    return alpha.point(lambda value: 255 * (value > 128))


def test_the_glow_follows_the_outlines_of_the_nerve(atlas: Atlas) -> None:
    """The light lies where the geometry has the sciatic nerve, on both sides."""
    picture = atlas.geometry.pictures["posterior"]
    light = nerve_glow(atlas.plate("posterior", "nerve")).getchannel("A")
    course = Image.new("L", light.size)
    draw = ImageDraw.Draw(course)
    for shape in picture.layers["nerve"]:
        if shape.id.startswith("sciatic"):
            for rings in (*shape.polygons, *flip(shape.polygons)):
                draw.polygon([(u - picture.u[0], picture.v[1] - v) for u, v in rings[0]], fill=255)
    assert ImageStat.Stat(light, course).mean[0] > 120


@pytest.mark.parametrize("view", VIEWS)
def test_the_glow_is_a_file_in_the_frame_of_its_plate(atlas: Atlas, view: View) -> None:
    with (
        Image.open(BytesIO(asset(atlas, f"glow/{view}.webp"))) as found,
        Image.open(atlas.plate(view, "nerve")) as plate,
    ):
        assert (found.format, found.mode) == ("WEBP", "RGBA")
        assert found.width == pytest.approx(plate.width / PX_PER_MM, abs=1)
        assert found.height == pytest.approx(plate.height / PX_PER_MM, abs=1)


# ---- a painted window ------------------------------------------------------------------------------------


def _window(atlas: Atlas, shot: Shot, scale: float = 1.0) -> Window:
    """All of a picture; at one px per mm body points are easy to find."""
    (left, right), (bottom, top) = atlas.geometry.pictures[shot.view].u, atlas.geometry.pictures[shot.view].v
    size = round((right - left) * scale), round((top - bottom) * scale)
    return Window(-right if shot.mirrored else left, top, scale, size)


def _painted(atlas: Atlas, shot: Shot, *chosen: str, scale: float = 1.0) -> Image.Image:
    found = [target for target in targets(atlas, shot.view, shot.layer, shot.side) if target.location in chosen]
    assert len(found) == len(chosen)
    return painted(atlas, shot, found, _window(atlas, shot, scale))


def _change(atlas: Atlas, shot: Shot, *chosen: str) -> Image.Image:
    """Where choosing something changes the picture: white on black."""
    difference = ImageChops.difference(_painted(atlas, shot), _painted(atlas, shot, *chosen))
    return difference.convert("L").point(lambda value: 255 * (value > 8))


@pytest.mark.parametrize("scale", [0.3, 1.0, 2.5])
@pytest.mark.parametrize("view", VIEWS)
def test_a_painted_picture_is_as_large_as_its_window_on_ivory_ground(atlas: Atlas, view: View, scale: float) -> None:
    shot = Shot(view, "deep")
    picture = _painted(atlas, shot, scale=scale)
    assert picture.size == _window(atlas, shot, scale).size
    assert picture.mode == "RGB"
    assert picture.getpixel((0, 0)) == GROUND


def test_a_window_shows_its_part_of_the_picture(atlas: Atlas) -> None:
    shot = Shot("posterior", "surface")
    whole, window = _painted(atlas, shot), _window(atlas, shot)
    part = painted(atlas, shot, [], Window(window.left + 100, window.top - 300, 1, (150, 200)))
    same = ImageChops.difference(part, whole.crop((100, 300, 250, 500)))
    assert max(ImageStat.Stat(same).mean) < 1
    assert max(ImageStat.Stat(part).stddev) > 10


@pytest.mark.parametrize(
    ("view", "layer", "chosen", "side"),
    [
        ("posterior", "surface", "gluteus_maximus", "right"), ("posterior", "deep", "piriformis", "left"),
        ("posterior", "nerve", "tibial_nerve", "right"), ("posterior", "skin", "calf", "left"),
        ("anterior", "surface", "quadriceps", "left"), ("lateral", "surface", "iliotibial_tract", "right"),
        ("lateral", "surface", "iliotibial_tract", "left"),
    ],
)  # fmt: skip
def test_the_chosen_part_is_painted_where_it_is_and_nowhere_else(
    atlas: Atlas, view: View, layer: Layer, chosen: str, side: Side
) -> None:
    found = {target.location: target for target in targets(atlas, view, layer, side)}
    target = found[f"{chosen}:{side}"]
    picture = atlas.geometry.pictures[view]
    left = -picture.u[1] if (view, side) == ("lateral", "left") else picture.u[0]
    changed = _change(atlas, Shot(view, layer, side), target.location)
    outline = Image.new("L", changed.size)
    draw = ImageDraw.Draw(outline)
    for rings in target.polygons:
        for hole, ring in enumerate(rings):
            draw.polygon([(u - left, picture.v[1] - v) for u, v in ring], fill=0 if hole else 255)
    u, v = target.label_point
    assert changed.getpixel((round(u - left), round(picture.v[1] - v))) == 255
    around = outline.filter(ImageFilter.MaxFilter(2 * BLUR_PX + 1))
    assert ImageChops.darker(changed, ImageChops.invert(around)).getbbox() is None
    assert ImageStat.Stat(changed).sum[0] == pytest.approx(255 * area(target.polygons), rel=0.35)


def test_each_part_is_painted_for_itself(atlas: Atlas) -> None:
    right, left = "piriformis:right", "piriformis:left"
    shot = Shot("posterior", "deep")
    one, other, both = _change(atlas, shot, right), _change(atlas, shot, left), _change(atlas, shot, right, left)
    assert one.tobytes() != other.tobytes()
    assert ImageChops.difference(both, ImageChops.lighter(one, other)).getbbox() is None


@pytest.mark.parametrize("layer", LAYERS)
def test_the_lateral_left_is_the_mirror_of_the_lateral_right(atlas: Atlas, layer: Layer) -> None:
    regions = {"gluteus_maximus", "heel_sole", "sciatic_thigh"}

    def picture(side: Side) -> Image.Image:
        shot = Shot("lateral", layer, side)
        found = [target.location for target in targets(atlas, "lateral", layer, side) if target.id in regions]
        assert found
        return _painted(atlas, shot, *found)

    right, left = picture("right"), picture("left")
    unlike = ImageStat.Stat(ImageChops.difference(ImageOps.mirror(right), left)).mean
    unmirrored = ImageStat.Stat(ImageChops.difference(right, left)).mean
    assert max(unlike) < 0.5
    assert max(unmirrored) > 5
