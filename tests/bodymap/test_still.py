"""The painted pictures: the glow of the nerve, and the still picture that needs no map."""

from __future__ import annotations

from base64 import b64decode
from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps, ImageStat

from explorer.bodymap import still, targets
from explorer.bodymap.plates import glow_uri, nerve_glow, plate_uri
from explorer.bodymap.shapes import area
from explorer.content import Atlas
from explorer.content.geometry import PX_PER_MM
from explorer.content.models import LAYERS, VIEWS, Layer, View
from tests.bodymap.body import flip

pytestmark = pytest.mark.shipped

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


def test_pictures_travel_within_the_figure_as_data_uris(atlas: Atlas) -> None:
    file = atlas.plate("anterior", "nerve")
    for uri, size in ((plate_uri(file), (1, 1)), (glow_uri(file), (PX_PER_MM, PX_PER_MM))):
        kind, _, data = uri.partition(",")
        assert kind == "data:image/webp;base64"
        with Image.open(BytesIO(b64decode(data, validate=True))) as found, Image.open(file) as plate:
            assert found.width == pytest.approx(plate.width / size[0], abs=1)
            assert found.height == pytest.approx(plate.height / size[1], abs=1)


# ---- the still picture -----------------------------------------------------------------------------------


def _size(atlas: Atlas, view: View) -> tuple[int, int]:
    """One px per mm, so that body points are easy to find."""
    width, height = atlas.geometry.pictures[view].plate_size
    return width // PX_PER_MM, height // PX_PER_MM


def _change(atlas: Atlas, view: View, layer: Layer, chosen: str, side: str = "right") -> Image.Image:
    """Where choosing something changes the picture: white on black."""
    size = _size(atlas, view)
    plain, painted = (still(atlas, view, layer, regions, size, side) for regions in ([], [chosen]))
    return ImageChops.difference(plain, painted).convert("L").point(lambda value: 255 * (value > 8))


@pytest.mark.parametrize("size", [(860, 1280), (300, 900), (900, 300), (2000, 2600)])
@pytest.mark.parametrize("view", VIEWS)
def test_a_still_picture_is_as_large_as_asked(atlas: Atlas, view: View, size: tuple[int, int]) -> None:
    picture = still(atlas, view, "deep", ["piriformis"], size)
    assert picture.size == size
    assert picture.mode == "RGB"


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
    atlas: Atlas, view: View, layer: Layer, chosen: str, side: str
) -> None:
    found = {target.location: target for target in targets(atlas, view, layer, side)}
    target = found[f"{chosen}:{side}"]
    picture = atlas.geometry.pictures[view]
    left = -picture.u[1] if (view, side) == ("lateral", "left") else picture.u[0]
    changed = _change(atlas, view, layer, target.location, side)
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


def test_without_a_side_both_sides_are_painted(atlas: Atlas) -> None:
    both, right, left = (_change(atlas, "posterior", "deep", f"piriformis{on}") for on in ("", ":right", ":left"))
    assert right.tobytes() != left.tobytes()
    assert ImageChops.difference(both, ImageChops.lighter(left, right)).getbbox() is None


@pytest.mark.parametrize("layer", LAYERS)
def test_the_lateral_left_is_the_mirror_of_the_lateral_right(atlas: Atlas, layer: Layer) -> None:
    size, chosen = _size(atlas, "lateral"), ["gluteus_maximus", "heel_sole", "sciatic_thigh"]
    right, left = (still(atlas, "lateral", layer, chosen, size, side) for side in ("right", "left"))
    unlike = ImageStat.Stat(ImageChops.difference(ImageOps.mirror(right), left)).mean
    unmirrored = ImageStat.Stat(ImageChops.difference(right, left)).mean
    assert max(unlike) < 0.5
    assert max(unmirrored) > 5
