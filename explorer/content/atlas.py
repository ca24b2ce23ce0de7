"""The whole content as one frozen value, with the links between its parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Self, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict

from explorer.content.catalog import Catalog, catalogs, locales
from explorer.content.geometry import VIEW_IN_FILES, BodyGeometry
from explorer.content.in_language import told
from explorer.content.location import Location
from explorer.content.models import (
    SIDES,
    Advice,
    Answer,
    AnyItem,
    AreaName,
    Caveat,
    CheckScreen,
    Circumstance,
    Claim,
    Clinic,
    Condition,
    Country,
    CoursePoint,
    Effect,
    Exercise,
    Figure,
    Item,
    KeepOffZone,
    Layer,
    Pattern,
    Phase,
    Phrase,
    Place,
    RedFlag,
    Reference,
    Region,
    Remedy,
    Route,
    ShapeSide,
    Side,
    StopRule,
    Technique,
    Template,
    Tool,
    Topic,
    Tour,
    View,
    WordingRule,
)
from explorer.content.once import KEPT, once
from explorer.content.speech import ENGLISH, Speech

Record = TypeVar("Record")
ById = Annotated[Mapping[str, Record], AfterValidator(lambda table: MappingProxyType(dict(table)))]


class Atlas(BaseModel):
    """Everything that is known, by id. Made by ``load_atlas``; never changed afterwards.

    ``folders`` are the content folders it was read from, each laid over the one before; ``overlay`` is the name of a
    clinic's own among them. ``lang`` is the language of its texts, ``english``
    the same in English where that is another. ``said_in`` is the country whose numbers its texts
    name, and ``unsaid`` the same with placeholders in their place.
    """

    # A kind that has no field here has its table all the same: the field tells the type checker what is in it.
    model_config = ConfigDict(frozen=True, extra="allow", arbitrary_types_allowed=True)

    regions: ById[Region]
    techniques: ById[Technique]
    tools: ById[Tool]
    exercises: ById[Exercise]
    keep_off: ById[KeepOffZone]
    red_flags: ById[RedFlag]
    stop_rules: ById[StopRule]
    places: ById[Place]
    references: ById[Reference]
    areas: ById[AreaName]
    claims: ById[Claim]
    topics: ById[Topic]
    check_screens: ById[CheckScreen]
    circumstances: ById[Circumstance]
    conditions: ById[Condition]
    emergency: ById[Country]
    wording: ById[WordingRule]
    patterns: ById[Pattern]
    routing: ById[Route]
    caveats: ById[Caveat]
    course: ById[CoursePoint]
    effects: ById[Effect]
    tours: ById[Tour]
    advice: ById[Advice]
    answers: ById[Answer]
    phases: ById[Phase]
    plans: ById[Template]
    clinic: ById[Clinic]
    figures: ById[Figure]
    interface: ById[Phrase]
    geometry: BodyGeometry
    images: Path
    folders: tuple[Path, ...]
    overlay: str | None = None
    lang: str = ENGLISH
    said_in: str = ""
    unsaid: Atlas | None = None
    english: Atlas | None = None

    def __copy__(self) -> Self:
        """A copy is another atlas: what was worked out of this one does not hold for it."""
        copied = super().__copy__()
        vars(copied).pop(KEPT, None)
        return copied

    @cached_property
    def region_of(self) -> Mapping[str, str]:
        """The region that owns each structure of the geometry, by structure id."""
        owners = {structure: region.id for region in self.regions.values() for structure in region.structures}
        return MappingProxyType(owners)

    @cached_property
    def in_the_middle(self) -> frozenset[str]:
        """The regions that have no left and right, such as the sacrum."""
        pictures = self.geometry.pictures.values()
        shapes = (shape for picture in pictures for layer in picture.layers.values() for shape in layer)
        return frozenset(self.region_of[s.id] for s in shapes if s.side == "midline" and s.id in self.region_of)

    @property
    def speech(self) -> Speech:
        """What the interface says, in its language."""
        return Speech(self.interface, self.lang)

    def told(self, lang: str, country: str) -> Atlas:
        """The same in a language that there is a catalog for, or English, and in a country. The same object each time.

        Raises KeyError for a language or a country that there is not.
        """
        is_here = (lang, country) == (self.lang, self.here.id)
        return self if is_here else told(self.source, lang, country)

    @property
    def source(self) -> Atlas:
        """The same as it was written: in English, with placeholders for the numbers of a country."""
        return self.english or self.unsaid or self

    @property
    def catalogs(self) -> Mapping[str, Catalog]:
        """What its texts are in other languages, by language. Raises ContentError when a file cannot be read."""
        return _catalogs(self.source)

    def say(self, phrase: str, **values: object) -> str:
        """What the interface says: see ``Speech.say``."""
        return self.speech.say(phrase, **values)

    @property
    def country(self) -> Country:
        """Whose emergency number is told while nobody has chosen another: the clinic's, or the first."""
        own = next((clinic.country for clinic in self.clinic.values() if clinic.country), None)
        return self.emergency[own or next(iter(self.emergency))]

    @property
    def here(self) -> Country:
        """The country whose numbers its texts name."""
        return self.emergency.get(self.said_in, self.country)

    def signs(self, key: str) -> tuple[RedFlag, ...]:
        """The stop signs that an id means: the one that has it, and the parts that had it together."""
        return tuple(flag for flag in self.red_flags.values() if key in (flag.id, flag.parent))

    def location(self, region: Region, side: Side) -> str:
        """A region on a side of the body, ``<region>:<side>``, as the map and verdicts name it."""
        return str(Location(region.id, self.side_of(region, side)))

    def side_of(self, region: Region, side: ShapeSide) -> ShapeSide:
        """The side on which a region is: the one asked for, or the middle for what has no sides."""
        return "midline" if region.id in self.in_the_middle else side

    def sides_under(self, region: str, side: ShapeSide) -> tuple[ShapeSide, ...]:
        """The sides of a region that lie under a place: the middle of what has no sides, both for a place there."""
        if region in self.in_the_middle:
            return ("midline",)
        return SIDES if side == "midline" else (side,)

    def has_sides(self, place: str) -> bool:
        """Whether a pain place is there on the left and on the right, from whatever side one looks."""
        return all(outline.side == "right" for outline in self.geometry.places[place].values())

    @property
    def pain_sites(self) -> tuple[Location, ...]:
        """Every pain place with each of its sides, or in the middle."""
        middle: tuple[ShapeSide, ...] = ("midline",)
        return tuple(Location(key, side) for key in self.places for side in (SIDES if self.has_sides(key) else middle))

    def pain_site(self, place: str, side: ShapeSide) -> Location:
        """A pain place on a side; in the middle when it has no sides, from whatever side one looks."""
        return Location(place, side if self.has_sides(place) else "midline")

    @property
    def remedies(self) -> Mapping[str, Remedy]:
        """Techniques and tools by id."""
        return {**self.techniques, **self.tools}

    @property
    def items(self) -> Mapping[str, AnyItem]:
        """Techniques, tools and exercises by id."""
        return {**self.remedies, **self.exercises}

    def remedies_of(self, region: Region) -> tuple[Remedy, ...]:
        """What is offered for a region, techniques first: those it names, and those that name it."""
        techniques = [self.techniques[key] for key in region.techniques]
        tools = [self.tools[key] for key in region.tools]
        return (*techniques, *_naming(self.techniques, region), *tools, *_naming(self.tools, region))

    def exercises_of(self, region: Region) -> tuple[Exercise, ...]:
        """The exercises that work at a region."""
        return tuple(exercise for exercise in self.exercises.values() if region.id in exercise.regions)

    def items_of(self, region: Region) -> tuple[AnyItem, ...]:
        """All that is offered for a region, exercises first."""
        return (*self.exercises_of(region), *self.remedies_of(region))

    def regions_of(self, item: Item) -> tuple[Region, ...]:
        """The regions for which a technique, a tool or an exercise is offered."""
        offered = self.exercises_of if isinstance(item, Exercise) else self.remedies_of
        return tuple(region for region in self.regions.values() if item in offered(region))

    def file(self, name: str) -> Path | None:
        """A file that is not a record, such as a template of a paper: from the topmost folder that has it."""
        found = (folder / name for folder in reversed(self.folders))
        return next((path for path in found if path.is_file()), None)

    def plate(self, view: View, layer: Layer) -> Path:
        """The picture of one layer of one view (WebP, 3 px per mm, transparent ground)."""
        return self.images / plate_name(view, layer)

    def cited(self, keys: Iterable[str]) -> tuple[Reference, ...]:
        """The references with these keys, each once, in the order of first mention."""
        return tuple(self.references[key] for key in dict.fromkeys(keys))


@once
def _catalogs(source: Atlas) -> Mapping[str, Catalog]:
    return catalogs(locales(source.folders))


def _naming(remedies: Mapping[str, Remedy], region: Region) -> list[Remedy]:
    named = {*region.techniques, *region.tools}
    return [remedy for remedy in remedies.values() if region.id in remedy.regions and remedy.id not in named]


def plate_name(view: View, layer: Layer) -> str:
    """The file name of a plate."""
    return f"plate_{VIEW_IN_FILES[view]}_{layer}.webp"
