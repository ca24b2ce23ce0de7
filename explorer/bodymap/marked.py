"""The picture for paper: the regions of a plan painted in and numbered, in as few panels as show them well."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from types import MappingProxyType

from PIL import Image, ImageDraw, ImageFont

from explorer.bodymap.frame import points
from explorer.bodymap.framing import GOOD_ENOUGH
from explorer.bodymap.look import Theme
from explorer.bodymap.shapes import Target, area, is_at, pictures_of, targets
from explorer.bodymap.skin import Skin
from explorer.bodymap.still import AS_IT_IS, GROUND, SMOOTH, Shot, Window, painted, theme_of
from explorer.content import Atlas, shipped
from explorer.content.geometry import Picture, Point
from explorer.content.location import Location
from explorer.content.models import SIDES, Layer, ShapeSide, View
from explorer.content.speech import Speech

PANELS = 3
MOST_PANELS = 4  # a fourth only where three cannot show everything: front and back, surface and deep
HARDLY = 0.05  # a picture with less than this of what the best one shows does not show a region
LEAST_BAND_MM = 350  # with less of the body around it, nobody sees where it is
AIR_MM = 40
BESIDE_MM = 8  # ground beside the body

INK = (35, 40, 45)
WHITE = (255, 255, 255)
GAPS = 36  # parts of the picture's width: one is the least gap between panels
LETTERS = 22  # parts of the picture's height: one is the size of the letters
BADGES = 16  # parts of a panel's height: one is the diameter of a badge
ABREAST = 3  # badges in a row, when many items are on one spot
# How much the body pales behind what is marked, so that it prints well without colour too; on dark, marks are light.
VEILS: Mapping[Theme, float] = {"light": 0.4, "dark": 0.1}
MOST_HIDDEN = 0.4  # a badge that would hide more of a region stands beside it

NAMED_LAYERS: tuple[Layer, ...] = ("deep", "nerve")  # what is not seen from outside is said
_ENDS: Mapping[str, tuple[str, str]] = {  # what of the person is toward the left and the right edge
    "posterior": ("left", "right"),
    "anterior": ("right", "left"),
    "lateral_right": ("back", "front"),
    "lateral_left": ("front", "back"),
}
VIEWS_BY_USE: tuple[View, ...] = ("posterior", "anterior", "lateral")
LAYERS_BY_USE: tuple[Layer, ...] = ("skin", "surface", "deep", "nerve")

# All pictures of places and regions; the sooner, the rather taken. Only the lateral view has one for each side.
SHOTS: tuple[Shot, ...] = tuple(
    Shot(view, layer, side)
    for view in VIEWS_BY_USE
    for layer in LAYERS_BY_USE
    for side in (("right", "left") if view == "lateral" else ("right",))
)

FONT = "font/SourceSansPro-Regular.ttf"


@dataclass(frozen=True)
class Mark:
    """What to mark: ``<region or pain place>:<left|right|midline>``, and the numbers to put there."""

    location: str
    numbers: tuple[int, ...]

    @property
    def at(self) -> Location:
        """The same taken apart. Raises KeyError for what names nothing on a side."""
        try:
            return Location.parse(self.location)
        except ValueError:
            raise KeyError(self.location) from None


@dataclass(frozen=True)
class Box:
    """A rectangle in px, from the top left corner of its panel."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether two rectangles share any area."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def within(self, size: tuple[int, int]) -> bool:
        """Whether it lies in a panel of this size."""
        return self.left >= 0 and self.top >= 0 and self.right <= size[0] and self.bottom <= size[1]

    @property
    def middle(self) -> Point:
        """Its middle in px."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Badges:
    """The numbers of one mark: the box that holds their badges, and the point (px) that they are for."""

    mark: Mark
    target: Target
    box: Box
    point: Point


@dataclass(frozen=True)
class Panel:
    """One picture among others: its top left corner in the whole (px), what it shows, and its badges."""

    shot: Shot
    window: Window
    corner: tuple[int, int]
    diameter: float
    badges: tuple[Badges, ...]


@dataclass(frozen=True)
class Words:
    """Words by a panel: where they start on their line in the whole (px), how long and how large they are (px)."""

    text: str
    start: Point
    length: float
    letters: int


def marked(atlas: Atlas, marks: Sequence[Mark], size: tuple[int, int], skin: Skin = AS_IT_IS) -> Image.Image:
    """The body with these marks painted in and numbered, on ivory ground. RGB, ``size`` (width, height) px.

    It has one to three panels side by side, or four when three cannot show all. Each is one view and layer, cut to the
    band of the body with its marks (at least 350 mm high, as wide as the body), with the same px per mm both ways and
    the unmarked parts paled. Over it stands the view in words, under it the person's own sides. Badges are at least
    1/16 of their panel's height across. Without marks there is nothing but ground. Raises KeyError when no region or
    pain place, or no side of it, has the name of a mark.
    """
    panels = layout(atlas, marks, size)
    return printed(panels, [_drawn(atlas, panel, skin) for panel in panels], size, atlas.speech)


def printed(
    panels: Sequence[Panel], drawn: Iterable[Image.Image], size: tuple[int, int], speech: Speech
) -> Image.Image:
    """Panels as they are drawn, on ivory ground, with the words that belong to them. RGB, ``size`` px."""
    paper = Image.new("RGB", size, GROUND)
    for panel, picture in zip(panels, drawn, strict=True):
        paper.paste(picture, panel.corner)
    for word in words(panels, size, speech):
        ImageDraw.Draw(paper).text(word.start, word.text, INK, font_of(word.letters), anchor="ls")
    return paper


def described(atlas: Atlas, marks: Sequence[Mark]) -> str:
    """What the picture shows, in words, for those who cannot see it."""
    return " ".join(_described(atlas, shot, shown) for shot, shown in chosen_shots(atlas, marks).items())


# --- which pictures -----------------------------------------------------------------------------------------------


def chosen_shots(atlas: Atlas, marks: Sequence[Mark]) -> dict[Shot, list[Mark]]:
    """The fewest pictures that show all marks well, and which marks each is to show."""
    shown = {mark: _shown(atlas, mark) for mark in marks}
    best = max(_choices(shown.values()), key=lambda choice: _worth(choice, shown.values())) if marks else ()
    shots: dict[Shot, list[Mark]] = {shot: [] for shot in best}
    for mark, parts in shown.items():
        shots[max(best, key=lambda shot: min(GOOD_ENOUGH, parts.get(shot, 0)))].append(mark)
    return {shot: shows for shot, shows in shots.items() if shows}


def _choices(marks: Collection[Mapping[Shot, float]]) -> Iterator[tuple[Shot, ...]]:
    """Every few of the pictures that show any mark."""
    shots = [shot for shot in SHOTS if any(shot in parts for parts in marks)]
    return (choice for many in range(1, MOST_PANELS + 1) for choice in combinations(shots, many))


def _worth(choice: tuple[Shot, ...], marks: Collection[Mapping[Shot, float]]) -> tuple[int, bool, int, int]:
    """How many marks are seen, whether that takes three pictures at most, how many are seen well, in how few."""
    best = [max(parts.get(shot, 0) for shot in choice) for parts in marks]
    seen, well = (sum(part >= enough for part in best) for enough in (HARDLY, GOOD_ENOUGH))
    return seen, len(choice) <= PANELS, well, -len(choice)


def _shown(atlas: Atlas, mark: Mark) -> dict[Shot, float]:
    """How much each picture shows of a mark, as a part of what the best one does."""
    identifier, on = mark.at
    is_place = identifier in atlas.geometry.places
    areas = _areas_of_place(atlas, identifier, on) if is_place else _areas_of_region(atlas, identifier)
    most = max(areas.values())
    return {
        shot: areas[shot.view, shot.layer] / most
        for shot in SHOTS
        if (shot.view, shot.layer) in areas and (shot.view != "lateral" or on in (shot.side, "midline"))
    }


def _areas_of_region(atlas: Atlas, region: str) -> dict[tuple[View, Layer], float]:
    return {(view, layer): visible for view, layer, visible in pictures_of(atlas, region)}


def _areas_of_place(atlas: Atlas, place: str, on: ShapeSide) -> dict[tuple[View, Layer], float]:
    """Raises KeyError when the place is never on this side. What is in the middle of one view has sides in others."""
    outlines = atlas.geometry.places[place]
    if on not in {
        side for outline in outlines.values() for side in (SIDES if outline.side == "right" else ["midline"])
    }:
        raise KeyError(str(Location(place, on)))
    return {(view, "skin"): area(outline.polygons) for view, outline in outlines.items()}


# --- where everything goes ----------------------------------------------------------------------------------------


def layout(atlas: Atlas, marks: Sequence[Mark], size: tuple[int, int]) -> tuple[Panel, ...]:
    """Where the panels and badges go in a picture of ``size`` px. Pure: nothing is drawn."""
    found = {shot: _targets_of(atlas, shot, shown) for shot, shown in chosen_shots(atlas, marks).items()}
    bands = [_band(atlas.geometry.pictures[shot.view], shown.values()) for shot, shown in found.items()]
    return arranged(atlas, found, bands, size)


def arranged(
    atlas: Atlas,
    found: Mapping[Shot, Mapping[Mark, Target]],
    bands: Sequence[tuple[float, float]],
    size: tuple[int, int],
    clear: Mapping[Shot, Sequence[Point]] = MappingProxyType({}),
) -> tuple[Panel, ...]:
    """Panels side by side in a picture of ``size`` px, as large as there is room, and the badges of what they mark.

    Each shows at least its band of the body (mm) and keeps its badges off the points (mm) that are to stay ``clear``.
    """
    if not found:
        return ()
    pictures = [atlas.geometry.pictures[shot.view] for shot in found]
    widths = [_across(picture, mirrored=shot.mirrored) for picture, shot in zip(pictures, found, strict=True)]
    height = size[1] - 2 * _row(size)
    room = size[0] * (1 - (len(found) + 1) / GAPS)
    most = [height / (top - bottom) for bottom, top in bands]
    scales = _scales([right - left for left, right in widths], most, room)
    windows = [_window(*each, height) for each in zip(pictures, bands, widths, scales, strict=True)]
    return tuple(
        Panel(shot, window, corner, window.size[1] / BADGES, _badges(shown, window, clear.get(shot, ())))
        for (shot, shown), window, corner in zip(found.items(), windows, _corners(windows, size), strict=True)
    )


def _targets_of(atlas: Atlas, shot: Shot, marks: Iterable[Mark]) -> dict[Mark, Target]:
    shown = targets(atlas, shot.view, shot.layer, shot.side)
    return {mark: _target_of(shown, mark) for mark in marks}


def _target_of(shown: Iterable[Target], mark: Mark) -> Target:
    """What a mark names; only a place may be on another side than it says. Raises KeyError when there is none."""
    for target in shown:
        if target.location == mark.location or (target.kind == "place" and is_at(target, mark.at)):
            return target
    raise KeyError(mark.location)


def _band(picture: Picture, shown: Iterable[Target]) -> tuple[float, float]:
    """The stretch of the body, bottom and top in mm, with these targets and air around."""
    heights = [v for target in shown for _, v in points(target.polygons)]
    return _stretched(picture, min(heights) - AIR_MM, max(heights) + AIR_MM, LEAST_BAND_MM)


def _stretched(picture: Picture, bottom: float, top: float, least: float) -> tuple[float, float]:
    """A stretch (mm) of at least this height, within the picture."""
    height = min(max(top - bottom, least), picture.v[1] - picture.v[0])
    low = (bottom + top - height) / 2
    low = min(max(low, picture.v[0]), picture.v[1] - height)
    return low, low + height


def _across(picture: Picture, *, mirrored: bool) -> tuple[float, float]:
    """From where to where the body goes across (mm)."""
    across = [u for shape in picture.layers["skin"] for u, _ in points(shape.polygons)]
    left, right = min(across) - BESIDE_MM, max(across) + BESIDE_MM
    return (-right, -left) if mirrored else (left, right)


def _scales(widths: Sequence[float], most: Sequence[float], room: float) -> list[float]:
    """Px per mm of panels: at most what its height allows, and the largest shrunk alike until all fit into the room."""
    scales = list(most)
    order = sorted(range(len(most)), key=lambda i: most[i])
    for done, i in enumerate(order):
        scales[i] = min(most[i], room / sum(widths[j] for j in order[done:]))
        room -= scales[i] * widths[i]
    return scales


def _window(
    picture: Picture, band: tuple[float, float], across: tuple[float, float], scale: float, height: float
) -> Window:
    """A window on a band; where there is room for it, it shows more of the body."""
    bottom, top = _stretched(picture, *band, height / scale)
    size = max(1, int((across[1] - across[0]) * scale)), max(1, int((top - bottom) * scale))
    return Window(across[0], top, scale, size)


def _corners(windows: Sequence[Window], size: tuple[int, int]) -> list[tuple[int, int]]:
    """Top left corners of the panels, with the same room between all and at the edges."""
    gap = (size[0] - sum(window.size[0] for window in windows)) / (len(windows) + 1)
    lefts = [sum(window.size[0] for window in windows[:i]) + gap * (i + 1) for i in range(len(windows))]
    return [(int(left), (size[1] - window.size[1]) // 2) for left, window in zip(lefts, windows, strict=True)]


def _row(size: tuple[int, int]) -> int:
    """Height in px of a row of words."""
    return math.ceil(size[1] / LETTERS * 1.5)


# --- badges -------------------------------------------------------------------------------------------------------


def _badges(shown: Mapping[Mark, Target], window: Window, clear: Sequence[Point]) -> tuple[Badges, ...]:
    """Badges at the label point of their region, or as near to it as nothing else is in the way."""
    diameter = window.size[1] / BADGES
    aims = {mark: window.at(target.label_point) for mark, target in shown.items()}
    kept = [_around(window.at(point), diameter, 1, 1) for point in clear]
    badges: list[Badges] = []
    for mark, target in shown.items():
        others = [_around(aims[other], diameter / 2, 1, 1) for other in shown if other != mark]
        taken = [*(other.box for other in badges), *others, *kept]
        if _hides(mark, target, window, diameter):
            taken.append(_bounds(target, window))
        box = _free(aims[mark], len(mark.numbers), diameter, window.size, taken)
        badges.append(Badges(mark, target, box, aims[mark]))
    return tuple(badges)


def _hides(mark: Mark, target: Target, window: Window, diameter: float) -> bool:
    """Whether badges would hide too much of what they are for."""
    hidden = len(mark.numbers) * math.pi * (diameter / 2) ** 2
    return hidden > MOST_HIDDEN * area(target.polygons) * window.scale**2


def _bounds(target: Target, window: Window) -> Box:
    across, down = zip(*map(window.at, points(target.polygons)), strict=True)
    return Box(min(across), min(down), max(across), max(down))


def _around(point: Point, diameter: float, many: int, rows: int) -> Box:
    half, high = many * diameter / 2, rows * diameter / 2
    return Box(point[0] - half, point[1] - high, point[0] + half, point[1] + high)


def _free(aim: Point, many: int, diameter: float, size: tuple[int, int], taken: Sequence[Box]) -> Box:
    """The free place for some badges that is nearest to a point; that point when the panel is full."""
    rows = math.ceil(many / ABREAST)
    boxes = (_around(point, diameter, min(many, ABREAST), rows) for point in _outwards(aim, diameter / 4, size))
    free = (box for box in boxes if box.within(size) and not any(box.meets(other) for other in taken))
    return next(free, _around(aim, diameter, min(many, ABREAST), rows))


def _outwards(aim: Point, step: float, size: tuple[int, int]) -> Iterator[Point]:
    """Points in rings around a point, out to the edge of the panel."""
    yield aim
    for ring in range(1, math.ceil(math.hypot(*size) / step)):
        around = 8 * ring
        for i in range(around):
            angle = 2 * math.pi * i / around
            yield aim[0] + ring * step * math.cos(angle), aim[1] - ring * step * math.sin(angle)


# --- drawing ------------------------------------------------------------------------------------------------------


def _drawn(atlas: Atlas, panel: Panel, skin: Skin) -> Image.Image:
    chosen = [badges.target for badges in panel.badges]
    veil = VEILS[theme_of(panel.shot, skin)]
    return numbered(painted(atlas, panel.shot, chosen, panel.window, skin, veil=veil), panel)


def numbered(picture: Image.Image, panel: Panel) -> Image.Image:
    """The picture of a panel with its badges on it."""
    over = Image.new("RGBA", (picture.width * SMOOTH, picture.height * SMOOTH))
    draw = ImageDraw.Draw(over)
    for badges in panel.badges:
        _lead(draw, badges, panel.diameter)
    for badges in panel.badges:
        for number, middle in zip(badges.mark.numbers, _middles(badges, panel.diameter), strict=True):
            _badge(draw, number, (middle[0] * SMOOTH, middle[1] * SMOOTH), panel.diameter * SMOOTH)
    small = over.reduce(SMOOTH)
    shown = picture.copy()
    shown.paste(small, mask=small)
    return shown


def _lead(draw: ImageDraw.ImageDraw, badges: Badges, diameter: float) -> None:
    """A thin line from badges to what they are for, when they stand away from it."""
    if math.dist(badges.point, badges.box.middle) < 1:
        return
    nearest = min(_middles(badges, diameter), key=lambda middle: math.dist(middle, badges.point))
    start, end = ((x * SMOOTH, y * SMOOTH) for x, y in (badges.point, nearest))
    for colour, thick in ((WHITE, diameter / 7), (INK, diameter / 16)):
        draw.line([start, end], fill=colour, width=round(thick * SMOOTH))
        draw.circle(start, thick * SMOOTH, fill=colour)


def _middles(badges: Badges, diameter: float) -> list[Point]:
    """The middles of the badges in a box, row by row."""
    left, top = badges.box.left, badges.box.top
    places = (divmod(i, ABREAST) for i in range(len(badges.mark.numbers)))
    return [(left + (column + 0.5) * diameter, top + (row + 0.5) * diameter) for row, column in places]


def _badge(draw: ImageDraw.ImageDraw, number: int, middle: Point, diameter: float) -> None:
    draw.circle(middle, diameter / 2, fill=WHITE)
    draw.circle(middle, diameter * 0.42, fill=INK)
    font = font_of(round(diameter * 0.56))
    draw.text(middle, str(number), WHITE, font, anchor="mm", stroke_width=diameter / 50)  # bold


@lru_cache(maxsize=16)
def font_of(size: int) -> ImageFont.FreeTypeFont:
    """Our own font, ``size`` px high: the one that comes with Pillow has the letters of English only."""
    return ImageFont.truetype(shipped("images") / FONT, max(6, size))


# --- words --------------------------------------------------------------------------------------------------------


def words(panels: Sequence[Panel], size: tuple[int, int], speech: Speech) -> tuple[Words, ...]:
    """What stands over and under panels in a picture of ``size`` px: as large as fits everywhere."""
    said = [(panel, title(panel.shot, speech), under(panel.shot, speech)) for panel in panels]
    most = size[1] / LETTERS
    lengths = [(panel, _length(over, below, round(most))) for panel, over, below in said]
    letters = int(min([most, *(most * panel.window.size[0] / length for panel, length in lengths)]))
    return tuple(found for each in said for found in _words(*each, letters))


def _length(over: str, below: tuple[str, str, str], letters: int) -> float:
    """The length in px of the longest line of a panel."""
    left, depth, right = map(font_of(letters).getlength, below)
    return max(font_of(letters).getlength(over), depth + 2 * (max(left, right) + letters / 2))


def _words(panel: Panel, over: str, below: tuple[str, str, str], letters: int) -> Iterator[Words]:
    (x, y), (wide, high) = panel.corner, panel.window.size
    top, bottom = y - letters * 0.45, y + high + letters * 1.1
    for text, share, line in [(over, 0.5, top), *zip(below, (0.0, 0.5, 1.0), (bottom,) * 3, strict=True)]:
        length = font_of(letters).getlength(text)
        yield Words(text, (x + share * (wide - length), line), length, letters)


def title(shot: Shot, speech: Speech) -> str:
    """What stands over a panel: the view in words."""
    return speech.say(f"body.seen.{shot.seen}")


def under(shot: Shot, speech: Speech) -> tuple[str, str, str]:
    """What stands under a panel: left, in the middle and right."""
    left, right = _ENDS[shot.seen]
    return speech.say(f"body.end.{left}"), _layer(shot, speech), speech.say(f"body.end.{right}")


def _layer(shot: Shot, speech: Speech) -> str:
    return speech.say(f"body.layer.{shot.layer}") if shot.layer in NAMED_LAYERS else ""


def _described(atlas: Atlas, shot: Shot, marks: Iterable[Mark]) -> str:
    speech, layer = atlas.speech, _layer(shot, atlas.speech)
    shows = speech.say(f"body.shows_layer.{shot.seen}", layer=layer) if layer else speech.say(f"body.shows.{shot.seen}")
    return " ".join([shows, *(_spot(atlas, *found) for found in _targets_of(atlas, shot, marks).items())])


def _spot(atlas: Atlas, mark: Mark, target: Target) -> str:
    speech = atlas.speech
    side, numbers = speech.say(f"body.side.{target.side}"), speech.listed(map(str, mark.numbers))
    return speech.say("body.mark", numbers=numbers, place=_name(atlas, target), side=side)


def _name(atlas: Atlas, target: Target) -> str:
    return atlas.places[target.id].name if target.kind == "place" else atlas.regions[target.id].plain_name
