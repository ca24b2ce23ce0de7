"""The safety check: what the answers of a person change. Only this module decides; pages and papers show it.

Every answer can only make things stricter. For a family of techniques the strictest cell of the contraindication
matrix counts; a technique or tool takes the strictest of its families, or its own override for a condition; a stop
sign stands above all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from types import MappingProxyType
from typing import Literal

from explorer.content import Atlas
from explorer.content.location import Location
from explorer.content.models import (
    ACTIONS,
    FAMILIES,
    LEVELS,
    Action,
    Condition,
    Family,
    Grade,
    Level,
    Override,
    RedFlag,
    Remedy,
    ShapeSide,
)
from explorer.content.problems import nearest, short

LOCKING: tuple[Level, ...] = ("E", "U")
# What counts at the spot only; away from it, go gently.
LOCAL: Action = "avoid_locally"
ELSEWHERE: Action = "modify"
NOWHERE: frozenset[str] = frozenset()
OFF: tuple[Action, ...] = ("avoid", LOCAL)  # nothing may be done there


@dataclass(frozen=True, order=True)
class ConditionSite:
    """Where a local condition is: a pain place, on the person's own side."""

    condition: str
    place: str
    side: ShapeSide


@dataclass(frozen=True)
class Answers:
    """What a person said yes to. ``unsure`` are conditions that they are not sure about."""

    red_flags: frozenset[str] = frozenset()
    conditions: frozenset[str] = frozenset()
    unsure: frozenset[str] = frozenset()
    sites: frozenset[ConditionSite] = frozenset()


@dataclass(frozen=True)
class Reason:
    """Why something is not simply ok: the condition or stop sign, what it asks for, and on what grounds."""

    condition: str
    action: Action
    why: str
    grade: Grade
    references: tuple[str, ...]


@dataclass(frozen=True)
class Ruling:
    """What holds for a family, technique or tool: the strictest action, what else applies, and every reason."""

    action: Action = "ok"
    also: tuple[Action, ...] = ()
    because: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Stop:
    """The stop: its highest level, and every stop sign that was named, the gravest first."""

    level: Level
    flags: tuple[str, ...]
    action: str


@dataclass(frozen=True)
class Verdict:
    """What the answers come to. ``regions`` has only what differs there: ``<region>:<side>`` to family to ruling."""

    stop: Stop | None
    families: Mapping[Family, Ruling]
    techniques: Mapping[str, Ruling]
    tools: Mapping[str, Ruling]
    regions: Mapping[str, Mapping[Family, Ruling]]
    unsure: tuple[str, ...]
    rules: _Rules = field(repr=False, compare=False)

    @property
    def locked(self) -> bool:
        """Whether nothing at all may be done now."""
        return self.stop is not None and self.stop.level in LOCKING

    def at(self, remedy: Remedy, location: str | None = None) -> Ruling:
        """What holds for a technique or tool at a location, ``<region>:<side>``, or anywhere."""
        return self.rules.of_remedy(remedy, self.rules.tied_to(location))

    def on_the_spot(self, remedy: Remedy, location: str) -> tuple[Reason, ...]:
        """Why a technique or tool must not be used at a location that was itself named as the sore spot."""
        tied = self.rules.tied_to(location)
        found = self.rules.of_remedy(remedy, tied).because
        return tuple(reason for reason in found if reason.action == LOCAL and reason.condition in tied)

    @cached_property
    def off_limits(self) -> tuple[str, ...]:
        """The locations, ``<region>:<side>``, where something is offered and nothing of it may be done now."""
        return tuple(self.rules.off_limits())


class UnknownAnswerError(ValueError):
    """An answer names something that the atlas does not have."""


def screen(atlas: Atlas, answers: Answers) -> Verdict:
    """Judge every family, technique and tool by the answers. Raises UnknownAnswerError."""
    _check(atlas, answers)
    rules = _Rules(atlas, answers)
    families = {family: rules.of_family(family) for family in FAMILIES}
    here = {location: rules.tied_to(location) for location in sorted(_under(atlas, answers.sites))}
    differing = {tied: rules.differing(tied, families) for tied in set(here.values())}
    return Verdict(
        stop=_stop(rules.flags),
        families=MappingProxyType(families),
        techniques=MappingProxyType({key: rules.of_remedy(remedy) for key, remedy in atlas.techniques.items()}),
        tools=MappingProxyType({key: rules.of_remedy(remedy) for key, remedy in atlas.tools.items()}),
        regions=MappingProxyType({location: differing[tied] for location, tied in here.items() if differing[tied]}),
        unsure=tuple(key for key in atlas.conditions if key in answers.unsure),
        rules=rules,
    )


def is_local(condition: Condition) -> bool:
    """Whether a condition may be tied to a place: something about it counts at the spot only."""
    return LOCAL in {getattr(condition.actions, family) for family in FAMILIES}


def gravest_first(flags: Iterable[RedFlag]) -> tuple[RedFlag, ...]:
    """Stop signs in the order in which they are asked and told."""
    return tuple(sorted(flags, key=lambda flag: LEVELS.index(flag.level)))


def asked_for(condition: Condition, families: Iterable[Family], overrides: Iterable[Override] = ()) -> Iterator[Reason]:
    """What a condition asks of a technique or tool: by the override that it has for it, or else by its families."""
    own = next((override for override in overrides if override.condition == condition.id), None)
    if own:
        asked = [(own.action, own.why, own.grade, own.references)]
    else:
        actions: list[Action] = [getattr(condition.actions, family) for family in families]
        asked = [(action, condition.why, condition.grade, condition.references) for action in actions]
    return (Reason(condition.id, *what) for what in asked if what[0] != "ok")


def by_condition(atlas: Atlas, remedy: Remedy) -> Mapping[Action, tuple[Condition, ...]]:
    """What each condition alone would mean for a technique or tool, the strictest action first."""
    found: dict[Action, list[Condition]] = {action: [] for action in ACTIONS}
    for condition in atlas.conditions.values():
        asked = asked_for(condition, remedy.families, remedy.overrides)
        found[strictest(reason.action for reason in asked)].append(condition)
    return {action: tuple(conditions) for action, conditions in found.items() if conditions}


def strictest(actions: Iterable[Action]) -> Action:
    """The strictest of several actions; ok when there is none."""
    return min(actions, key=ACTIONS.index, default="ok")


@dataclass(frozen=True)
class _Rules:
    """The reasons that the answers give, for a family, anywhere or at a location.

    All that matters of a location is which of the conditions that have sites are ``tied`` to it.
    """

    atlas: Atlas
    answers: Answers

    @cached_property
    def flags(self) -> tuple[RedFlag, ...]:
        """The stop signs that were named, as such or as the condition of the same meaning; the gravest first."""
        named = self.answers.red_flags | {condition.red_flag for condition in self._named}
        return gravest_first(flag for flag in self.atlas.red_flags.values() if flag.id in named)

    def tied_to(self, location: str | None) -> frozenset[str]:
        return frozenset(key for key, found in self._locations.items() if location in found)

    def of_family(self, family: Family, tied: frozenset[str] = NOWHERE) -> Ruling:
        return _ruling(self._reasons((family,), (), tied))

    def of_remedy(self, remedy: Remedy, tied: frozenset[str] = NOWHERE) -> Ruling:
        return _ruling(self._reasons(remedy.families, remedy.overrides, tied))

    def differing(self, tied: frozenset[str], everywhere: Mapping[Family, Ruling]) -> Mapping[Family, Ruling]:
        here = {family: self.of_family(family, tied) for family in FAMILIES}
        return {family: ruling for family, ruling in here.items() if ruling.action != everywhere[family].action}

    def off_limits(self) -> Iterator[str]:
        @cache  # most locations are alike: what matters is only which conditions are tied to them
        def is_off(region: str, tied: frozenset[str]) -> bool:
            offered = [remedy for remedy in self.atlas.remedies_of(self.atlas.regions[region]) if remedy.families]
            return bool(offered) and all(self.of_remedy(remedy, tied).action in OFF for remedy in offered)

        for region in self.atlas.regions:
            for side in _sides(self.atlas, region, "midline"):
                location = str(Location(region, side))
                if is_off(region, self.tied_to(location)):
                    yield location

    def _reasons(
        self, families: Sequence[Family], overrides: Sequence[Override], tied: frozenset[str]
    ) -> Iterator[Reason]:
        yield from (_flag_reason(flag) for flag in self.flags)
        for condition in self._named:
            for found in asked_for(condition, families, overrides):
                if condition.id in self._given:
                    yield replace(found, action=self._at(condition, found.action, tied))
                if condition.id in self.answers.unsure:
                    yield replace(found, action=strictest([found.action, "ask_clinician_first"]))

    @cached_property
    def _named(self) -> tuple[Condition, ...]:
        """The conditions that count at all, in the order of the atlas."""
        named = self._given | self.answers.unsure
        return tuple(condition for key, condition in self.atlas.conditions.items() if key in named)

    @cached_property
    def _given(self) -> frozenset[str]:
        return self.answers.conditions | self._locations.keys()

    @cached_property
    def _locations(self) -> Mapping[str, frozenset[str]]:
        """What lies under the sites of each condition that has some."""
        tied = {site.condition for site in self.answers.sites}
        return {key: _under(self.atlas, (s for s in self.answers.sites if s.condition == key)) for key in tied}

    def _at(self, condition: Condition, action: Action, tied: frozenset[str]) -> Action:
        """A local action holds at its sites when they are known, and everywhere when they are not."""
        elsewhere = condition.id in self._locations and condition.id not in tied
        return ELSEWHERE if action == LOCAL and elsewhere else action


def _ruling(found: Iterable[Reason]) -> Ruling:
    reasons = tuple(sorted(dict.fromkeys(found), key=lambda reason: ACTIONS.index(reason.action)))
    action = strictest(reason.action for reason in reasons)
    also = dict.fromkeys(reason.action for reason in reasons if reason.action != action)
    return Ruling(action, tuple(also), reasons)


def _flag_reason(flag: RedFlag) -> Reason:
    action: Action = "avoid" if flag.level in LOCKING else "ask_clinician_first"
    return Reason(flag.id, action, flag.action, flag.grade, flag.references)


def _stop(flags: tuple[RedFlag, ...]) -> Stop | None:
    return Stop(flags[0].level, tuple(flag.id for flag in flags), flags[0].action) if flags else None


def _under(atlas: Atlas, sites: Iterable[ConditionSite]) -> frozenset[str]:
    """Everything that lies under the sites, as ``<region>:<side>``, from whatever side one looks."""
    found = set()
    for site in sites:
        under = atlas.places[site.place].under
        found |= {str(Location(region, side)) for region in under for side in _sides(atlas, region, site.side)}
    return frozenset(found)


def _sides(atlas: Atlas, region: str, side: ShapeSide) -> tuple[ShapeSide, ...]:
    """On which sides a region lies under a site: the middle for what has no sides, both for a site in the middle."""
    if region in atlas.in_the_middle:
        return ("midline",)
    return ("left", "right") if side == "midline" else (side,)


# --- answers that cannot be understood ----------------------------------------------------------------------------


def _check(atlas: Atlas, answers: Answers) -> None:
    _known("stop sign", answers.red_flags, atlas.red_flags)
    _known("condition", answers.conditions | answers.unsure, atlas.conditions)
    _known("condition", {site.condition for site in answers.sites}, atlas.conditions)
    _known("place", {site.place for site in answers.sites}, atlas.places)


Kind = Literal["stop sign", "condition", "place"]


def _known(kind: Kind, found: Iterable[str], known: Iterable[str]) -> None:
    for key in sorted(set(found) - set(known)):
        hint = nearest(key, known)
        raise UnknownAnswerError(f"unknown {kind} '{short(key)}'" + (f"; {hint}" if hint else ""))
