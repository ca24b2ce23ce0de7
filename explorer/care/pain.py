"""Where it hurts: what must be asked first, what is worth a look, and which roots supply that skin.

Pure, and never a diagnosis. Nothing is said before the stop signs that a drawing brings up are answered; which ones
those are is content (``asked_with`` of a stop sign, ``asks`` of a route).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from explorer.care.screening import gravest_first
from explorer.care.sides import sides_of
from explorer.content import Atlas
from explorer.content.location import Location
from explorer.content.models import (
    GRADES,
    ROOTS,
    AnySide,
    Feeling,
    Grade,
    Level,
    Pattern,
    RedFlag,
    Register,
    RootName,
    Route,
    ShapeSide,
    Worse,
)

EMERGENCY: Level = "E"
BACK: frozenset[str] = frozenset(["low_back", "whole"])  # areas of places that are no part of a leg


@dataclass(frozen=True, order=True)
class PainSite:
    """A pain place on the person's own side: what it feels like, and how strong it is now (0 to 10)."""

    place: str
    side: ShapeSide
    feels: frozenset[Feeling] = frozenset()
    strength: int | None = None

    @property
    def location(self) -> Location:
        """The place with its side."""
        return Location(self.place, self.side)


@dataclass(frozen=True)
class Drawing:
    """Where it hurts, and what makes it worse."""

    sites: frozenset[PainSite] = frozenset()
    worse: frozenset[Worse] = frozenset()

    @property
    def places(self) -> frozenset[str]:
        """The pain places, whatever the side."""
        return frozenset(site.place for site in self.sites)


@dataclass(frozen=True)
class Candidate:
    """A region that is worth a look, and why: the chosen places that name it, and the patterns that reach them."""

    region: str
    side: AnySide
    named_for: tuple[str, ...]
    felt_at: tuple[str, ...]
    patterns: tuple[str, ...]
    grade: Grade | None
    worse: tuple[Worse, ...]

    @property
    def locations(self) -> tuple[Location, ...]:
        """Where it is, on each of its sides."""
        return tuple(Location(self.region, side) for side in sides_of(self.side))


@dataclass(frozen=True)
class Root:
    """A nerve root, the chosen places whose skin it supplies, and those where its pain is often felt."""

    name: RootName
    skin: tuple[str, ...]
    pain: tuple[str, ...]


@dataclass(frozen=True)
class Finding:
    """What a drawing comes to: first what to ask and not to do, then what is worth a look, then the roots.

    ``near`` are the regions close by that the routes name besides.
    """

    routes: tuple[Route, ...]
    candidates: tuple[Candidate, ...]
    near: tuple[Location, ...]
    roots: tuple[Root, ...]
    silent: tuple[str, ...]


def must_be_asked(atlas: Atlas, drawing: Drawing) -> tuple[RedFlag, ...]:
    """The stop signs that a drawing brings up, the gravest first. More drawn never means less asked."""
    if not drawing.sites:
        return ()
    keys = {key for route in routes(atlas, drawing) for key in route.asks}
    # Of parts that had one id together, those that only some are asked are named by their own id or not at all.
    routed = {sign.id for key in keys for sign in atlas.signs(key) if sign.id == key or not sign.asked_if}
    found = (flag for flag in atlas.red_flags.values() if flag.id in routed or _is_brought_up(atlas, flag, drawing))
    return gravest_first(found)


def lists(asked: Iterable[RedFlag]) -> tuple[tuple[RedFlag, ...], ...]:
    """Stop signs as they are asked: the emergencies alone, then all others at once. None is empty."""
    every = tuple(asked)
    emergencies = tuple(flag for flag in every if flag.level == EMERGENCY)
    others = tuple(flag for flag in every if flag.level != EMERGENCY)
    return tuple(filter(None, (emergencies, others)))


def is_in_both_legs(atlas: Atlas, drawing: Drawing) -> bool:
    """Whether a buttock or leg hurts on the left and on the right."""
    sides = {site.side for site in drawing.sites if atlas.places[site.place].area not in BACK}
    return {"left", "right"} <= sides


def assess(atlas: Atlas, drawing: Drawing, register: Register) -> Finding:
    """What a drawing comes to. Only for drawings whose stop signs were all answered.

    Regions are ranked by: how many of the chosen places name or reach them; named before only reached; their turn in
    the route; the best grade of a pattern that reaches a chosen place; how much of what makes it worse fits.
    """
    found = routes(atlas, drawing)
    told = {place for route in found for place in route.places}
    silent = tuple(key for key in atlas.places if key in drawing.places - told)
    candidates = tuple(_ranked(atlas, drawing, register))
    near = tuple(_near(atlas, drawing, {candidate.region for candidate in candidates}))
    return Finding(found, candidates, near, tuple(_roots(atlas, drawing)), silent)


def routes(atlas: Atlas, drawing: Drawing) -> tuple[Route, ...]:
    """The routes of the chosen places, in the order of the content."""
    return tuple(route for route in atlas.routing.values() if drawing.places & set(route.places))


def _is_brought_up(atlas: Atlas, flag: RedFlag, drawing: Drawing) -> bool:
    when = flag.asked_with
    if when is None:
        return False
    feels = {feeling for site in drawing.sites for feeling in site.feels}
    return (
        when.always
        or (when.both_legs and is_in_both_legs(atlas, drawing))
        or bool(feels & set(when.feels) or drawing.worse & set(when.worse_with) or drawing.places & set(when.places))
    )


# --- what is worth a look -----------------------------------------------------------------------------------------


def _ranked(atlas: Atlas, drawing: Drawing, register: Register) -> list[Candidate]:
    turns, named = _turns(atlas, drawing), _named(atlas, drawing)
    found = [_candidate(atlas, drawing, register, where, named) for where in _considered(atlas, drawing, register)]

    def rank(candidate: Candidate) -> tuple[int, bool, int, int, int, str, str]:
        grade = GRADES.index(candidate.grade) if candidate.grade else len(GRADES)
        turn = turns.get(candidate.region, len(atlas.regions))
        places = len({*candidate.named_for, *candidate.felt_at})
        return -places, not candidate.named_for, turn, grade, -len(candidate.worse), candidate.region, candidate.side

    return sorted(_both_sides_as_one(found), key=rank)


def _both_sides_as_one(found: Iterable[Candidate]) -> list[Candidate]:
    """What is said of the left and of the right in the same words is said once."""
    alike: dict[Candidate, list[AnySide]] = {}
    for candidate in found:
        alike.setdefault(replace(candidate, side="both"), []).append(candidate.side)
    return [candidate if len(sides) > 1 else replace(candidate, side=sides[0]) for candidate, sides in alike.items()]


def _turns(atlas: Atlas, drawing: Drawing) -> Mapping[str, int]:
    """The best turn of each region in the routes of the chosen places."""
    turns: dict[str, int] = {}
    for route in routes(atlas, drawing):
        for turn, region in enumerate(route.regions):
            turns[region] = min(turn, turns.get(region, turn))
    return turns


def _named(atlas: Atlas, drawing: Drawing) -> Mapping[Location, tuple[str, ...]]:
    """The chosen places that name each region on each side."""
    named: dict[Location, tuple[str, ...]] = {}
    for site in in_order(atlas, drawing):
        for region in dict.fromkeys(region for route in _of_place(atlas, site.place) for region in route.regions):
            for where in _meant(atlas, region, site.side):
                named[where] = (*named.get(where, ()), site.place)
    return named


def _near(atlas: Atlas, drawing: Drawing, ranked: Collection[str]) -> Iterable[Location]:
    """What the routes name besides, on the side that hurts, as far as it is not worth a look anyway."""
    sites = [(site, route) for site in in_order(atlas, drawing) for route in _of_place(atlas, site.place)]
    named = ((key, site.side) for site, route in sites for key in route.see_also if key not in ranked)
    return dict.fromkeys(where for key, side in named for where in _meant(atlas, key, side))


def _considered(atlas: Atlas, drawing: Drawing, register: Register) -> Iterable[Location]:
    """Every region that a route names, or that a pattern has which reaches a place where something is named at all."""
    seen = dict.fromkeys(_named(atlas, drawing))
    for site in in_order(atlas, drawing):
        speaks = any(route.regions for route in _of_place(atlas, site.place))
        for pattern in _reaching(atlas, site.place, register) if speaks else ():
            seen |= dict.fromkeys(where for region in pattern.regions for where in _meant(atlas, region, site.side))
    return seen


def _candidate(
    atlas: Atlas,
    drawing: Drawing,
    register: Register,
    where: Location,
    named: Mapping[Location, tuple[str, ...]],
) -> Candidate:
    region, side = where
    here = [site.place for site in in_order(atlas, drawing) if where in _meant(atlas, region, site.side)]
    patterns = {
        pattern.id: pattern
        for place in here
        for pattern in _reaching(atlas, place, register)
        if region in pattern.regions
    }
    felt = (place for place in here if any(_reaches(pattern, place) for pattern in patterns.values()))
    worse = {worse for pattern in patterns.values() for worse in pattern.worse_with} & drawing.worse
    return Candidate(
        region,
        side,
        tuple(dict.fromkeys(named.get(where, ()))),
        tuple(dict.fromkeys(felt)),
        tuple(patterns),
        min((pattern.grade for pattern in patterns.values()), key=GRADES.index, default=None),
        tuple(sorted(worse)),
    )


def _of_place(atlas: Atlas, place: str) -> list[Route]:
    return [route for route in atlas.routing.values() if place in route.places]


def _reaching(atlas: Atlas, place: str, register: Register) -> tuple[Pattern, ...]:
    """The patterns of muscles, joints and nerves that a reader sees and that reach a place."""
    return tuple(
        pattern
        for pattern in atlas.patterns.values()
        if pattern.kind != "root" and pattern.is_for(register) and _reaches(pattern, place)
    )


def _reaches(pattern: Pattern, place: str) -> bool:
    return place in pattern.main or place in pattern.sometimes


def _meant(atlas: Atlas, region: str, side: ShapeSide) -> tuple[Location, ...]:
    """Where a region is meant by a place: on both sides for a place in the middle."""
    return tuple(Location(region, each) for each in atlas.sides_under(region, side))


def in_order(atlas: Atlas, drawing: Drawing) -> tuple[PainSite, ...]:
    """The places from top to bottom, the left before the right."""
    order = {place: turn for turn, place in enumerate(atlas.places)}
    return tuple(sorted(drawing.sites, key=lambda site: (order[site.place], site.side)))


# --- roots --------------------------------------------------------------------------------------------------------


def _roots(atlas: Atlas, drawing: Drawing) -> Iterator[Root]:
    """The roots that matter at the chosen places, from top to bottom."""
    places = tuple(dict.fromkeys(site.place for site in in_order(atlas, drawing)))
    for name in ROOTS:
        skin = tuple(place for place in places if name in atlas.places[place].roots)
        pain = tuple(place for place in places if name in pain_roots_of(atlas, place))
        if skin or pain:
            yield Root(name, skin, pain)


def pain_roots_of(atlas: Atlas, place: str) -> frozenset[RootName]:
    """The roots whose pain is often felt at a place, as its routes say."""
    return frozenset(root for route in _of_place(atlas, place) for root in route.roots)


# --- comparing ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Other:
    """Another pattern that is felt in some of the same places."""

    pattern: Pattern
    shared: tuple[str, ...]


def patterns_of(atlas: Atlas, region: str, register: Register) -> tuple[Pattern, ...]:
    """The patterns that belong to a region and that a reader sees."""
    return tuple(p for p in atlas.patterns.values() if region in p.regions and p.is_for(register))


def also_hurts_there(atlas: Atlas, region: str, register: Register) -> tuple[Other, ...]:
    """Patterns of other regions and roots that are felt where this region is; those that share most places first."""
    own = _felt(p for p in atlas.patterns.values() if region in p.regions) | _routed_to(atlas, region)
    others = (
        Other(pattern, tuple(place for place in atlas.places if place in own & _felt([pattern])))
        for pattern in atlas.patterns.values()
        if region not in pattern.regions and pattern.is_for(register)
    )
    return tuple(sorted((other for other in others if other.shared), key=lambda other: -len(other.shared)))


def _felt(patterns: Iterable[Pattern]) -> set[str]:
    return {place for pattern in patterns for place in (*pattern.main, *pattern.sometimes)}


def _routed_to(atlas: Atlas, region: str) -> set[str]:
    return {place for route in atlas.routing.values() if region in route.regions for place in route.places}
