"""The picture for paper: what a plan is for, painted in and numbered."""

from __future__ import annotations

import math
from collections.abc import Collection
from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps, ImageStat

from explorer.bodymap import Mark, described, marked, pictures_of, targets
from explorer.bodymap.marked import INK, WHITE, Panel, chosen_shots, layout, title, under, words
from explorer.bodymap.shapes import area
from explorer.bodymap.still import GROUND, Shot, Window, painted
from explorer.content import Atlas
from explorer.content.geometry import PX_PER_MM, Polygons
from explorer.content.models import SIDES
from tests.bodymap.body import PICTURES, drawn
from tests.laws import law

pytestmark = [pytest.mark.shipped, pytest.mark.slow]

SIZE = (1400, 900)
SIZES = [SIZE, (1000, 640), (640, 900), (800, 300)]
BLUR_PX = 5  # resizing and the width of an outline
MOST_MARKS = 12

lawful = law(120, derandomize=True)


def _mark(location: str, *numbers: int) -> Mark:
    return Mark(location, numbers or (1,))


def _locations(atlas: Atlas) -> list[str]:
    return sorted({atlas.location(region, side) for region in atlas.regions.values() for side in SIDES})


def _any_marks(rng: Random, atlas: Atlas) -> list[Mark]:
    """Up to twelve items on up to twelve spots."""
    numbers = range(1, rng.randint(1, MOST_MARKS) + 1)
    spots = rng.sample(_locations(atlas), rng.randint(1, len(numbers)))
    at = [*range(len(spots)), *(rng.randrange(len(spots)) for _ in numbers[len(spots) :])]
    found = [tuple(n for n, spot in zip(numbers, at, strict=True) if spot == i) for i in range(len(spots))]
    return [Mark(spot, mine) for spot, mine in zip(spots, found, strict=True)]


def _teal(picture: Image.Image) -> Image.Image:
    """Where a picture is painted: white on black. Nothing else in it is teal."""
    red, green, _ = picture.split()
    return ImageChops.subtract(green, red).point(lambda value: 255 * (value > 30))


def _piece(picture: Image.Image, panel: Panel) -> Image.Image:
    (x, y), (wide, high) = panel.corner, panel.window.size
    return picture.crop((x, y, x + wide, y + high))


def _mask(window: Window, shapes: Collection[Polygons]) -> Image.Image:
    mask = Image.new("L", window.size)
    draw = ImageDraw.Draw(mask)
    for polygons in shapes:
        for rings in polygons:
            for hole, ring in enumerate(rings):
                points = [((u - window.left) * window.scale, (window.top - v) * window.scale) for u, v in ring]
                draw.polygon(points, fill=0 if hole else 255)
    return mask


def _share(found: Image.Image, of: Image.Image) -> float:
    """How much of one mask another fills."""
    return ImageStat.Stat(found, of).mean[0] / 255


# ---- paint -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "locations",
    [
        ["gluteus_maximus:right"], ["gluteus_maximus:left", "gastrocnemius:right"], ["piriformis:left"],
        ["sacrum:midline"], ["quadriceps:left"], ["iliotibial_tract:right"], ["iliotibial_tract:left"],
        ["gastrocnemius:left", "piriformis:right", "quadriceps:right"],
    ],
)  # fmt: skip
def test_what_is_marked_is_painted_on_its_own_side_and_nothing_else_is(atlas: Atlas, locations: list[str]) -> None:
    marks = [_mark(location, i + 1) for i, location in enumerate(locations)]
    picture = marked(atlas, marks, SIZE)
    seen: list[str] = []
    for panel in layout(atlas, marks, SIZE):
        shot, here = panel.shot, [badges.mark.location for badges in panel.badges]
        outlines = drawn(atlas, shot.view, shot.side, shot.layer)
        own = _mask(panel.window, [outline.polygons for outline in outlines if outline.location in here])
        paint = _teal(_piece(picture, panel))
        around = own.filter(ImageFilter.MaxFilter(2 * BLUR_PX + 1))
        assert ImageChops.darker(paint, ImageChops.invert(around)).getbbox() is None
        assert _share(paint, own) > 0.8
        seen += here
    assert sorted(seen) == sorted(locations)


@pytest.mark.slow
def test_every_region_is_painted_and_numbered_on_every_side(atlas: Atlas) -> None:
    shots: dict[Shot, list[str]] = {}
    for location in _locations(atlas):
        [panel] = layout(atlas, [_mark(location, 7)], SIZE)
        [badges] = panel.badges
        assert (badges.mark.location, badges.mark.numbers) == (location, (7,))
        shots.setdefault(panel.shot, []).append(location)
    assert {location.partition(":")[0] for found in shots.values() for location in found} == set(atlas.regions)
    for shot, locations in shots.items():
        picture = atlas.geometry.pictures[shot.view]
        left = -picture.u[1] if shot.mirrored else picture.u[0]
        window = Window(left, picture.v[1], PX_PER_MM, picture.plate_size)
        here = {target.location: target for target in targets(atlas, shot.view, shot.layer, shot.side)}
        paint = _teal(painted(atlas, shot, [here[location] for location in locations], window))
        for location in locations:
            assert _share(paint, _mask(window, [here[location].polygons])) > 0.8, f"{location} in {shot}"


@pytest.mark.parametrize("region", ["gluteus_maximus", "piriformis", "quadriceps", "iliotibial_tract"])
def test_the_left_is_painted_as_the_mirror_image_of_the_right(atlas: Atlas, region: str) -> None:
    right, left = (_teal(marked(atlas, [_mark(f"{region}:{side}")], SIZE)) for side in SIDES[::-1])
    assert right.getbbox() != left.getbbox()
    unlike = ImageChops.difference(ImageOps.mirror(right), left).filter(ImageFilter.MinFilter(5))
    edge = ImageStat.Stat(unlike).sum[0] / ImageStat.Stat(right).sum[0]
    assert edge < 0.08, "only the figure on the badge and its edge may differ"


@pytest.mark.parametrize(
    ("shot", "left"), [(Shot("posterior", "deep"), -150), (Shot("lateral", "deep"), -90),
                       (Shot("lateral", "deep", "left"), -140), (Shot("anterior", "nerve"), 10)],
)  # fmt: skip
def test_a_window_shows_its_part_of_the_plate(atlas: Atlas, shot: Shot, left: int) -> None:
    window = Window(left, 960, 1.5, (180, 300))  # 120 by 200 mm
    picture = atlas.geometry.pictures[shot.view]
    with Image.open(atlas.plate(shot.view, shot.layer)) as file:
        body = file.convert("RGBA")
    plate = Image.new("RGBA", body.size, GROUND)
    plate.alpha_composite(body)
    if shot.mirrored:
        plate = ImageOps.mirror(plate)
    start = -picture.u[1] if shot.mirrored else picture.u[0]
    x, y = round((left - start) * PX_PER_MM), round((picture.v[1] - 960) * PX_PER_MM)
    part = plate.convert("RGB").crop((x, y, x + 360, y + 600)).reduce(2)
    shown = painted(atlas, shot, [], window)
    assert max(ImageStat.Stat(ImageChops.difference(shown, part)).mean) < 3
    assert min(ImageStat.Stat(part).stddev) > 10


def test_what_is_not_marked_pales(atlas: Atlas) -> None:
    [panel] = layout(atlas, [_mark("piriformis:right")], SIZE)
    pale = ImageStat.Stat(_piece(marked(atlas, [_mark("piriformis:right")], SIZE), panel)).mean
    full = ImageStat.Stat(painted(atlas, panel.shot, [], panel.window)).mean
    assert all(a > b + 10 for a, b in zip(pale, full, strict=True))


def _places(atlas: Atlas) -> list[str]:
    """Every pain place on every side that some view draws."""
    return sorted({outline.location for view, side in PICTURES for outline in drawn(atlas, view, side, "skin")})


def test_every_pain_place_is_painted_and_numbered_on_every_side(atlas: Atlas) -> None:
    found = _places(atlas)
    assert {location.partition(":")[0] for location in found} == set(atlas.places)
    for location in found:
        [panel] = layout(atlas, [_mark(location, 7)], SIZE)
        [badges] = panel.badges
        assert panel.shot.layer == "skin"
        assert (badges.mark.location, badges.mark.numbers) == (location, (7,))
        assert badges.target.id == location.partition(":")[0]
        assert badges.target.location == location or "midline" in (badges.target.side, location.partition(":")[2])


@pytest.mark.parametrize(
    "locations", [["deep_buttock:right", "sit_bone:right"], ["calf:left", "mid_back:midline"], ["groin:right"]]
)
def test_marked_places_are_painted_and_no_nerve_shines_through(atlas: Atlas, locations: list[str]) -> None:
    marks = [Mark(location, (i,)) for i, location in enumerate(locations, 1)]
    [panel] = layout(atlas, marks, SIZE)
    piece = _piece(marked(atlas, marks, SIZE), panel)
    shot = panel.shot
    own = [p.polygons for p in drawn(atlas, shot.view, shot.side, "skin") if p.location in locations]
    paint, whole = _teal(piece), _mask(panel.window, own)
    for polygons in own:  # one lies within another
        assert _share(paint, _mask(panel.window, [polygons])) > 0.75
    around = whole.filter(ImageFilter.MaxFilter(2 * BLUR_PX + 1))
    assert ImageChops.darker(paint, ImageChops.invert(around)).getbbox() is None
    red, _, blue = piece.split()
    assert ImageChops.subtract(red, blue).point(lambda value: 255 * (value > 120)).getbbox() is None


@pytest.mark.parametrize("location", ["mid_back:midline", "mid_back:left", "mid_back:right"])
def test_a_place_in_the_middle_is_found_whatever_side_was_told(atlas: Atlas, location: str) -> None:
    [panel] = layout(atlas, [_mark(location), _mark("calf:right", 2)], SIZE)
    assert [badges.target.location for badges in panel.badges] == ["mid_back:midline", "calf:right"]


def test_places_and_regions_go_together(atlas: Atlas) -> None:
    marks = [_mark("calf:left"), _mark("piriformis:right", 2)]
    assert list(chosen_shots(atlas, marks)) == [Shot("posterior", "skin"), Shot("posterior", "deep")]
    assert described(atlas, marks) == (
        "The body from behind. 1: Calf, left side. The body from behind, deep muscles. 2: Deep buttock muscle, right "
        "side."
    )


# ---- which pictures ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("locations", "shots"),
    [
        (["gluteus_maximus:right", "gastrocnemius:left"], [Shot("posterior", "surface")]),
        (["piriformis:left", "sciatic_gluteal:left"], [Shot("posterior", "deep")]),
        (["gluteus_maximus:right", "piriformis:right"], [Shot("posterior", "surface"), Shot("posterior", "deep")]),
        (["quadriceps:left"], [Shot("anterior", "surface")]),
        (["iliotibial_tract:left"], [Shot("lateral", "surface", "left")]),
        (["iliotibial_tract:left", "iliotibial_tract:right"],
         [Shot("lateral", "surface", "right"), Shot("lateral", "surface", "left")]),
    ],
)  # fmt: skip
def test_the_pictures_are_the_fewest_that_show_all_well(atlas: Atlas, locations: list[str], shots: list[Shot]) -> None:
    assert list(chosen_shots(atlas, [_mark(location) for location in locations])) == shots


@lawful
@given(rng=st.randoms(use_true_random=False))
def test_no_panel_could_be_left_out_and_each_mark_is_in_one(atlas: Atlas, rng: Random) -> None:
    marks = _any_marks(rng, atlas)
    shots = chosen_shots(atlas, marks)
    assert sorted(mark.numbers for shown in shots.values() for mark in shown) == sorted(mark.numbers for mark in marks)
    assert 1 <= len(shots) <= 4
    for shot, shown in shots.items():
        others = set(shots) - {shot}
        for mark in shown:
            assert _part(atlas, mark, shot) >= 0.05
        assert not others or any(
            _part(atlas, mark, shot) > max(_part(atlas, mark, other) for other in others) for mark in shown
        )


def _part(atlas: Atlas, mark: Mark, shot: Shot) -> float:
    """How much of a mark a picture shows, of what the best one does."""
    region, _, side = mark.location.partition(":")
    if shot.view == "lateral" and side not in (shot.side, "midline"):
        return 0
    areas = {(view, layer): visible for view, layer, visible in pictures_of(atlas, region)}
    return areas.get((shot.view, shot.layer), 0) / max(areas.values())


# ---- where everything goes ---------------------------------------------------------------------------------------


@lawful
@given(rng=st.randoms(use_true_random=False), size=st.sampled_from(SIZES))
def test_badges_lie_in_their_panel_large_enough_and_none_on_another(
    atlas: Atlas, rng: Random, size: tuple[int, int]
) -> None:
    marks = _any_marks(rng, atlas)
    panels = layout(atlas, marks, size)
    assert sorted(badges.mark.numbers for panel in panels for badges in panel.badges) == sorted(
        mark.numbers for mark in marks
    )
    for panel in panels:
        assert panel.diameter >= panel.window.size[1] / 28
        for badges in panel.badges:
            box = badges.box
            assert 0 <= box.left < box.right <= panel.window.size[0]
            assert 0 <= box.top < box.bottom <= panel.window.size[1]
            room = round((box.right - box.left) / panel.diameter) * round((box.bottom - box.top) / panel.diameter)
            assert room >= len(badges.mark.numbers)
        for one, other in combinations([badges.box for badges in panel.badges], 2):
            apart = one.right <= other.left or other.right <= one.left
            assert apart or one.bottom <= other.top or other.bottom <= one.top


@lawful
@given(rng=st.randoms(use_true_random=False), size=st.sampled_from(SIZES))
def test_panels_stand_apart_and_hold_all_of_what_they_mark(atlas: Atlas, rng: Random, size: tuple[int, int]) -> None:
    end = 0
    for panel in layout(atlas, _any_marks(rng, atlas), size):
        (x, y), (wide, high), window = panel.corner, panel.window.size, panel.window
        assert x > end
        end = x + wide
        assert end < size[0]
        assert 0 < y < y + high < size[1]
        assert (high + 1) / window.scale >= 350
        for badges in panel.badges:
            for rings in badges.target.polygons:
                for u, v in rings[0]:
                    assert 0 <= (u - window.left) * window.scale <= wide
                    assert 0 <= (window.top - v) * window.scale <= high


def test_a_small_region_is_not_hidden_by_its_own_badge(atlas: Atlas) -> None:
    moved = 0
    for location in _locations(atlas):
        [panel] = layout(atlas, [_mark(location)], SIZE)
        [badges] = panel.badges
        visible = area(badges.target.polygons) * panel.window.scale**2
        if panel.diameter**2 > visible / 2:
            moved += 1
            paint = _mask(panel.window, [badges.target.polygons])
            box = badges.box
            covered = paint.crop((math.ceil(box.left), math.ceil(box.top), int(box.right), int(box.bottom)))
            assert covered.getbbox() is None, location
    assert moved


def test_a_badge_that_nothing_pushes_away_stands_on_its_region(atlas: Atlas) -> None:
    [panel] = layout(atlas, [_mark("gluteus_maximus:right")], SIZE)
    [badges] = panel.badges
    assert badges.box.middle == pytest.approx(panel.window.at(badges.target.label_point))


def test_badges_are_dark_with_a_white_ring(atlas: Atlas) -> None:
    marks = [_mark("gluteus_maximus:right", 1, 2, 3, 4, 5), _mark("gastrocnemius:left", 12)]
    picture = marked(atlas, marks, SIZE)
    [panel] = layout(atlas, marks, SIZE)
    piece = _piece(picture, panel)
    discs = [
        (badges.box.left + (i % 3 + 0.5) * panel.diameter, badges.box.top + (i // 3 + 0.5) * panel.diameter)
        for badges in panel.badges
        for i in range(len(badges.mark.numbers))
    ]
    for x, y in discs:
        upwards = [piece.getpixel((round(x), round(y - panel.diameter * part / 100))) for part in range(30, 50)]
        assert _like(upwards[0], INK)
        assert any(_like(colour, WHITE) for colour in upwards), "no ring"
        figure = panel.diameter * 0.25
        inner = piece.crop((round(x - figure), round(y - figure), round(x + figure), round(y + figure)))
        assert _lightest(inner) > 240, "no figure"


def _lightest(picture: Image.Image) -> int:
    return max(picture.convert("L").tobytes())


def _like(found: object, wanted: tuple[int, int, int]) -> bool:
    return isinstance(found, tuple) and all(abs(a - b) < 30 for a, b in zip(found, wanted, strict=True))


# ---- the whole ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
def test_the_picture_is_as_large_as_asked(atlas: Atlas, size: tuple[int, int]) -> None:
    picture = marked(atlas, [_mark("piriformis:right"), _mark("iliotibial_tract:left", 2)], size)
    assert (picture.size, picture.mode) == (size, "RGB")


def test_without_marks_there_is_only_ground(atlas: Atlas) -> None:
    assert marked(atlas, [], (60, 40)).getcolors() == [(2400, GROUND)]
    assert described(atlas, []) == ""


@pytest.mark.parametrize(
    "location", ["nobody:right", "piriformis:midline", "sacrum:left", "piriformis", "calf:midline", "calf"]
)
def test_an_unknown_location_is_refused(atlas: Atlas, location: str) -> None:
    with pytest.raises(KeyError):
        marked(atlas, [_mark(location)], SIZE)


@pytest.mark.parametrize(
    ("location", "over", "ends"),
    [
        ("gluteus_maximus:right", "From behind", ("Left", "Right")),
        ("quadriceps:right", "From the front", ("Right", "Left")),
        ("iliotibial_tract:right", "From the right side", ("Back", "Front")),
        ("iliotibial_tract:left", "From the left side", ("Front", "Back")),
    ],
)
def test_the_view_and_the_persons_own_sides_are_written_by_the_panel(
    atlas: Atlas, location: str, over: str, ends: tuple[str, str]
) -> None:
    [panel] = layout(atlas, [_mark(location)], SIZE)
    picture = marked(atlas, [_mark(location)], SIZE)
    (x, y), (wide, high) = panel.corner, panel.window.size
    assert title(panel.shot, atlas.speech) == over
    assert (under(panel.shot, atlas.speech)[0], under(panel.shot, atlas.speech)[2]) == ends
    rows = [
        (x, 0, x + wide, y),
        (x, y + high, x + wide // 3, SIZE[1]),
        (x + 2 * wide // 3, y + high, x + wide, SIZE[1]),
    ]
    for row in rows:
        assert _lightest(ImageOps.invert(picture.crop(row))) > 195, "no words"
    if panel.shot.view != "lateral":
        [badges] = panel.badges
        on_the_left = badges.point[0] < wide / 2
        assert ends[0 if on_the_left else 1].lower() == badges.target.side


@pytest.mark.parametrize("size", SIZES)
def test_words_stand_beside_their_panel_and_do_not_run_into_each_other(atlas: Atlas, size: tuple[int, int]) -> None:
    marks = [_mark("sacrum:midline"), _mark("iliotibial_tract:left", 2), _mark("iliotibial_tract:right", 3)]
    panels = layout(atlas, marks, size)
    written = words(panels, size, atlas.speech)
    assert len(panels) == 3
    assert [each.text for each in written] == [
        text for panel in panels for text in (title(panel.shot, atlas.speech), *under(panel.shot, atlas.speech))
    ]
    for each in written:
        assert 0 <= each.start[0] < size[0] - each.length
        assert each.letters <= each.start[1] <= size[1] - each.letters * 0.3
        assert not any(y < each.start[1] < y + panel.window.size[1] for panel in panels for y in [panel.corner[1]])
    for one, other in combinations([each for each in written if each.text], 2):
        apart = max(one.start[0], other.start[0]) - min(one.start[0] + one.length, other.start[0] + other.length)
        assert one.start[1] != other.start[1] or apart >= one.letters / 3


def test_the_picture_is_told_in_words(atlas: Atlas) -> None:
    marks = [
        _mark("gluteus_maximus:right", 1, 3), _mark("piriformis:left", 2), _mark("sacrum:midline", 4, 5, 6),
        _mark("semitendinosus:right", 7),
    ]  # fmt: skip
    assert described(atlas, marks) == (
        "The body from behind. 1 and 3: Big buttock muscle, right side. 7: Inner hamstring, surface, right side. "
        "The body from behind, deep muscles. 2: Deep buttock muscle, left side. "
        "The body from behind, bones and nerves. 4, 5 and 6: Base of the spine, middle."
    )
    assert described(atlas, [_mark("sit_bone:right"), _mark("mid_back:midline", 2)]) == (
        "The body from behind. 1: Sit bone, right side. 2: Middle back, middle."
    )
    assert described(atlas, [_mark("iliotibial_tract:left")]) == (
        "The body from the left side. 1: IT band (outer-thigh band), left side."
    )
