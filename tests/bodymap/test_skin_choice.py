"""The skin that one may choose: the places fit both outlines, and what is drawn stands out on every tone."""

from __future__ import annotations

import json
import re
from itertools import combinations
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter, ImageStat

import explorer
from explorer.bodymap import Mark, Skin, marked, skin_picture
from explorer.bodymap.assets import asset
from explorer.bodymap.look import CHOSEN_OPACITY, PALETTES, Theme
from explorer.bodymap.marked import VEILS
from explorer.bodymap.pictures import PICTURES, BodyPicture
from explorer.bodymap.shapes import targets
from explorer.bodymap.skin import AS_PAINTED, BODIES, SKIN_TONES, TINTS, SkinTone, beside, skin_plate, tones
from explorer.bodymap.still import GROUND, Shot, Window, painted, theme_of
from explorer.bodymap.style import VEIL_OPACITY
from explorer.content import Atlas
from explorer.content.geometry import PX_PER_MM, Polygons
from tests.bodymap.body import drawn

pytestmark = pytest.mark.shipped

SEEN = 128  # of 255: less of the skin is its soft edge
STANDS_OUT = 3.0
READABLE = 4.5
TOLD_APART = 1.8  # a mark has an edge and a number besides
FADE_MM = 36
SIZE = (450, 500)
SHAPES = Path(explorer.__file__).parent / "ui" / "map" / "shapes.js"


def _skin(atlas: Atlas, picture: BodyPicture) -> Image.Image:
    """Where the female skin is, 1 px per mm."""
    with Image.open(skin_plate(atlas, picture.view, "female")) as plate:
        alpha = plate.convert("RGBA").getchannel("A").reduce(PX_PER_MM)
    return (alpha.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if picture.mirrored else alpha).point(_seen)


def _seen(alpha: int) -> int:
    return 255 if alpha >= SEEN else 0


def _mask(atlas: Atlas, picture: BodyPicture, *outlines: Polygons) -> Image.Image:
    """Where outlines are, 1 px per mm."""
    frame = atlas.geometry.pictures[picture.view]
    left = -frame.u[1] if picture.mirrored else frame.u[0]
    mask = Image.new("L", (round(frame.u[1] - frame.u[0]), round(frame.v[1] - frame.v[0])))
    for rings in (rings for polygons in outlines for rings in polygons):
        own = Image.new("L", mask.size)
        for hole, ring in enumerate(rings):
            ImageDraw.Draw(own).polygon([(u - left, frame.v[1] - v) for u, v in ring], fill=0 if hole else 255)
        mask = ImageChops.lighter(mask, own)
    return mask


def _wider(mask: Image.Image, by_mm: int) -> Image.Image:
    return mask.filter(ImageFilter.MaxFilter(2 * by_mm + 1))


def _left_over(mask: Image.Image, taken: Image.Image) -> object:
    """Where one mask reaches out of another; nothing when it does not."""
    return ImageChops.subtract(mask, taken).getbbox()


# --- the places ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_a_tap_on_any_spot_of_the_female_skin_means_a_place(atlas: Atlas, picture: BodyPicture) -> None:
    slack = re.search(r"SLACK_BESIDE_SKIN_MM = (\d+);", SHAPES.read_text("utf-8"))
    assert slack
    places = _mask(atlas, picture, *(each.polygons for each in drawn(atlas, picture.view, picture.side, "skin")))
    assert _left_over(_skin(atlas, picture), _wider(places, int(slack[1]))) is None


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_every_place_has_its_middle_on_the_female_skin(atlas: Atlas, picture: BodyPicture) -> None:
    skin, frame = _skin(atlas, picture), atlas.geometry.pictures[picture.view]
    features = json.loads(asset(atlas, f"shapes/{picture.slug}_skin.json"))["features"]
    left = -frame.u[1] if picture.mirrored else frame.u[0]
    for place in features:
        lon, lat = place["properties"]["at"]
        spot = round(lon * 10_000 - left), round(frame.v[1] - lat * 10_000 - 600)
        assert skin.getpixel(spot) == 255, place["properties"]["location"]


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_what_reaches_out_of_the_female_outline_is_covered(atlas: Atlas, picture: BodyPicture) -> None:
    cover = _mask(atlas, picture, beside(atlas, picture.view, "female", mirrored=picture.mirrored))
    places = _mask(atlas, picture, *(each.polygons for each in drawn(atlas, picture.view, picture.side, "skin")))
    skin = _skin(atlas, picture)
    assert _left_over(_below_the_fade(places), ImageChops.lighter(cover, _wider(skin, 2))) is None
    assert ImageChops.darker(cover, skin.filter(ImageFilter.MinFilter(5))).getbbox() is None, "none of her is covered"


def _below_the_fade(mask: Image.Image) -> Image.Image:
    """Without the top, where the skin fades into the ghost, and seen from the side an elbow hangs."""
    ImageDraw.Draw(mask).rectangle((0, 0, mask.width, FADE_MM), fill=0)
    return mask


def test_the_male_outline_is_that_of_the_model(atlas: Atlas) -> None:
    assert beside(atlas, "posterior", "male", mirrored=False) == ()
    assert skin_plate(atlas, "posterior", "male") == atlas.plate("posterior", "skin")


# --- the tones ----------------------------------------------------------------------------------------------------


def _light(colour: str) -> float:
    """The relative luminance of a colour, as WCAG has it."""
    parts = [part / 255 for part in ImageColor.getrgb(colour)[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_light(one), _light(other)))
    return (high + 0.05) / (low + 0.05)


def _over(paint: str, skin: str, opacity: float) -> str:
    parts = zip(ImageColor.getrgb(paint)[:3], ImageColor.getrgb(skin)[:3], strict=True)
    return "#" + "".join(f"{round(one * opacity + other * (1 - opacity)):02X}" for one, other in parts)


@pytest.mark.parametrize("tone", SKIN_TONES)
def test_marks_stand_out_on_every_tone(tone: SkinTone) -> None:
    palette, skin = PALETTES[TINTS[tone].theme], TINTS[tone].of(AS_PAINTED)
    assert _contrast(palette.ink, skin) >= STANDS_OUT, "the edge of a mark, and of what can be tapped"
    assert _contrast(palette.ink, _over(palette.chosen, skin, CHOSEN_OPACITY)) >= STANDS_OUT, (
        "the edge of a mark and its paint"
    )


@pytest.mark.parametrize("theme", PALETTES)
@pytest.mark.parametrize("tone", SKIN_TONES)
def test_keep_off_zones_and_words_stand_out_on_every_tone(tone: SkinTone, theme: Theme) -> None:
    palette = PALETTES[theme]
    skin = _over(palette.ground, TINTS[tone].of(AS_PAINTED), VEIL_OPACITY["skin"])
    assert _contrast(palette.keep_off, skin) >= STANDS_OUT
    assert _contrast(palette.ink, skin) >= READABLE


def test_tones_go_from_light_to_dark_and_can_be_told_apart() -> None:
    samples = {tone: _light(TINTS[tone].of(AS_PAINTED)) for tone in SKIN_TONES}
    assert samples["light"] > samples["medium"] > samples["dark"]
    for one, other in combinations(samples.values(), 2):
        assert abs(one - other) > 0.05


@pytest.mark.parametrize("tone", SKIN_TONES)
def test_a_tone_is_the_same_on_paper_and_in_its_sample(tone: SkinTone) -> None:
    painted = Image.new("RGBA", (1, 1), (*AS_PAINTED, 200))
    *found, alpha = TINTS[tone].applied(painted).getpixel((0, 0))  # type: ignore[misc]
    assert alpha == 200
    sample = ImageColor.getrgb(tones()[tone]["sample"])
    assert all(abs(one - other) <= 1 for one, other in zip(found, sample, strict=True))


# --- on paper -----------------------------------------------------------------------------------------------------


def test_the_pain_drawing_on_paper_has_the_chosen_skin(atlas: Atlas) -> None:
    marks = [Mark("calf:left", (1,))]
    every = [Skin(body, tone) for body in BODIES for tone in SKIN_TONES]
    for draw in (marked, skin_picture):
        found = {draw(atlas, marks, SIZE, skin=skin).tobytes() for skin in every}  # type: ignore[operator]
        assert len(found) == len(every)
        assert draw(atlas, marks, SIZE, skin=Skin()).tobytes() == draw(atlas, marks, SIZE).tobytes()  # type: ignore[operator]


@pytest.mark.parametrize("tone", SKIN_TONES)
def test_marks_stand_out_on_paper_without_colour(atlas: Atlas, tone: SkinTone) -> None:
    window = Window(70, 380, 1, (30, 60))  # within the right calf
    calf = [target for target in targets(atlas, "posterior", "skin", "right") if target.location == "calf:right"]
    skin, shot = Skin("male", tone), Shot("posterior", "skin")
    veil = VEILS[theme_of(shot, skin)]
    bare, paint = (painted(atlas, shot, chosen, window, skin, veil=veil).convert("L") for chosen in ([], calf))
    assert _contrast(_grey(bare), _grey(paint)) >= TOLD_APART


def _grey(picture: Image.Image) -> str:
    return "#" + 3 * f"{round(ImageStat.Stat(picture).mean[0]):02X}"


def test_muscles_on_paper_are_one_model(atlas: Atlas) -> None:
    marks = [Mark("soleus:left", (1,))]
    assert marked(atlas, marks, SIZE, Skin("female", "dark")).tobytes() == marked(atlas, marks, SIZE).tobytes()


def test_paint_on_paper_ends_at_the_female_outline(atlas: Atlas) -> None:
    picture = PICTURES[0]
    skin, frame = _skin(atlas, picture), atlas.geometry.pictures[picture.view]
    window = Window(frame.u[0], frame.v[1], 1, skin.size)
    every = targets(atlas, picture.view, "skin", picture.side)
    shown = painted(atlas, Shot(picture.view, "skin"), every, window, Skin("female"))
    beside_her = ImageChops.invert(_wider(skin, 3))
    unlike = ImageChops.difference(shown, Image.new("RGB", shown.size, GROUND)).convert("L")
    assert ImageChops.darker(_below_the_fade(unlike), beside_her).getbbox() is None
    assert ImageChops.darker(unlike, skin).getbbox()
