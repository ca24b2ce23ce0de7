"""The safety check: what the answers of a person change. Only this module decides; pages and papers show it.

Every answer can only make things stricter, but one: that a doctor has seen a sign of level U and cleared it. For a
family the strictest cell of the contraindication matrix counts; an item (a technique, tool or exercise) takes the
strictest of its families, or its own override for a condition. A stop sign binds by its level: E locks everything,
U every family, S what its own effect names.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from itertools import chain
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
    Item,
    Level,
    Override,
    RedFlag,
    ShapeSide,
)
from explorer.content.problems import nearest, short

LOCKING: tuple[Level, ...] = ("E", "U")
CLEARABLE: Level = "U"
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
    """What a person said yes to. ``unsure`` are conditions that they are not sure about.

    ``cleared`` are stop signs of level U that a doctor has seen and cleared, as the person says.
    """

    red_flags: frozenset[str] = frozenset()
    conditions: frozenset[str] = frozenset()
    unsure: frozenset[str] = frozenset()
    sites: frozenset[ConditionSite] = frozenset()
    cleared: frozenset[str] = frozenset()


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
    """What holds for a family or an item: the strictest action, what else applies, and every reason."""

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
    exercises: Mapping[str, Ruling]
    regions: Mapping[str, Mapping[Family, Ruling]]
    unsure: tuple[str, ...]
    rules: _Rules = field(repr=False, compare=False)

    @property
    def locked(self) -> bool:
        """Whether a sign holds that locks: all that has a family, and everything at level E."""
        return self.stop is not None and self.stop.level in LOCKING

    def at(self, item: Item, *locations: str | None) -> Ruling:
        """What holds for a technique, tool or exercise at locations, ``<region>:<side>``, together; or anywhere."""
        return self.rules.of_item(item, *map(self.rules.tied_to, locations or (None,)))

    def on_the_spot(self, item: Item, *locations: str) -> tuple[Reason, ...]:
        """Why a technique, tool or exercise is not for locations of which one was itself named as the sore spot."""
        tied = frozenset[str]().union(*map(self.rules.tied_to, locations))
        found = self.at(item, *locations).because
        return tuple(reason for reason in found if reason.action == LOCAL and reason.condition in tied)

    @cached_property
    def off_limits(self) -> tuple[str, ...]:
        """The locations, ``<region>:<side>``, where techniques or tools are offered and none may be used now."""
        return tuple(self.rules.off_limits())


def so_far(ruling: Ruling, *, done: bool) -> Ruling | None:
    """What may be told of a ruling: no ok before the last answer, which may still rule it out."""
    return ruling if done or ruling.action != "ok" else None


def reason_name(atlas: Atlas, reason: Reason) -> str:
    """What the condition or stop sign behind a reason is called."""
    flag = atlas.red_flags.get(reason.condition)
    return flag.called if flag else atlas.conditions[reason.condition].name


class UnknownAnswerError(ValueError):
    """An answer names something that the atlas does not have."""


def screen(atlas: Atlas, answers: Answers) -> Verdict:
    """Judge every family, technique, tool and exercise by the answers. Raises UnknownAnswerError."""
    _check(atlas, answers)
    rules = _Rules(atlas, answers)
    families = {family: rules.of_family(family) for family in FAMILIES}
    here = {location: rules.tied_to(location) for location in sorted(_under(atlas, answers.sites))}
    differing = {tied: rules.differing(tied, families) for tied in set(here.values())}
    return Verdict(
        stop=_stop(rules.flags),
        families=MappingProxyType(families),
        techniques=rules.of_items(atlas.techniques),
        tools=rules.of_items(atlas.tools),
        exercises=rules.of_items(atlas.exercises),
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


def strictest_part(atlas: Atlas, key: str) -> str:
    """The stop sign that an id means as an answer: of several parts that had it together, the gravest."""
    return gravest_first(atlas.signs(key))[0].id


def filled_in(atlas: Atlas, signs: Collection[str]) -> frozenset[str]:
    """The conditions that somebody has who named these stop signs, whether they were cleared or not."""
    named = frozenset(signs)
    return frozenset(key for key, condition in atlas.conditions.items() if named.intersection(condition.filled_by))


def asked_for(condition: Condition, families: Iterable[Family], overrides: Iterable[Override] = ()) -> Iterator[Reason]:
    """What a condition asks of an item: by the override that the item has for it, or else by its families."""
    own = next((override for override in overrides if override.condition == condition.id), None)
    asked = [_in_place(condition, own)] if own else [_of_family(condition, family) for family in families]
    return (reason for reason in asked if reason.action != "ok")


def _in_place(condition: Condition, own: Override) -> Reason:
    return Reason(condition.id, own.action, own.why, own.grade, own.references)


def _of_family(condition: Condition, family: Family) -> Reason:
    """What a condition asks of a family, for the reason that it has for that family, or else for its general one."""
    action: Action = getattr(condition.actions, family)
    of = next((reason for reason in condition.reasons if family in reason.families), condition)
    return Reason(condition.id, action, of.why, of.grade, of.references)


def by_condition(atlas: Atlas, item: Item) -> Mapping[Action, tuple[Condition, ...]]:
    """What each condition alone would mean for a technique, tool or exercise, the strictest action first."""
    found: dict[Action, list[Condition]] = {action: [] for action in ACTIONS}
    for condition in atlas.conditions.values():
        asked = asked_for(condition, item.families, item.overrides)
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
        """The stop signs that hold: named, and not cleared; the gravest first."""
        holding = self._signs - self._cleared
        return gravest_first(flag for flag in self.atlas.red_flags.values() if flag.id in holding)

    @cached_property
    def _signs(self) -> frozenset[str]:
        """The stop signs that were named, as such or as the condition of the same meaning."""
        keys = self.answers.red_flags | {condition.red_flag for condition in self._said if condition.red_flag}
        return frozenset(strictest_part(self.atlas, key) for key in keys)

    @cached_property
    def _cleared(self) -> frozenset[str]:
        cleared = (flag for key in self.answers.cleared for flag in self.atlas.signs(key))
        return frozenset(flag.id for flag in cleared if flag.level == CLEARABLE)

    def tied_to(self, location: str | None) -> frozenset[str]:
        return frozenset(key for key, found in self._locations.items() if location in found)

    def of_family(self, family: Family, tied: frozenset[str] = NOWHERE) -> Ruling:
        return _ruling(self._reasons((family,), (), tied))

    def of_item(self, item: Item, *tied: frozenset[str]) -> Ruling:
        each = (self._reasons(item.families, item.overrides, here) for here in tied or (NOWHERE,))
        return _ruling(chain.from_iterable(each))

    def of_items(self, shelf: Mapping[str, Item]) -> Mapping[str, Ruling]:
        return MappingProxyType({key: self.of_item(item) for key, item in shelf.items()})

    def differing(self, tied: frozenset[str], everywhere: Mapping[Family, Ruling]) -> Mapping[Family, Ruling]:
        here = {family: self.of_family(family, tied) for family in FAMILIES}
        return {family: ruling for family, ruling in here.items() if ruling.action != everywhere[family].action}

    def off_limits(self) -> Iterator[str]:
        @cache  # most locations are alike: what matters is only which conditions are tied to them
        def is_off(region: str, tied: frozenset[str]) -> bool:
            offered = [remedy for remedy in self.atlas.remedies_of(self.atlas.regions[region]) if remedy.families]
            return bool(offered) and all(self.of_item(remedy, tied).action in OFF for remedy in offered)

        for region in self.atlas.regions:
            for side in self.atlas.sides_under(region, "midline"):
                location = str(Location(region, side))
                if is_off(region, self.tied_to(location)):
                    yield location

    def _reasons(
        self, families: Sequence[Family], overrides: Sequence[Override], tied: frozenset[str]
    ) -> Iterator[Reason]:
        locks = (flag for flag in self.flags if flag.level == "E" or (flag.level == "U" and families))
        yield from (_reason(flag, "avoid") for flag in locks)
        for family in families:
            yield from _effects(self.flags, family)
        for condition in self._named:
            for found in asked_for(condition, families, overrides):
                if condition.id in self._given:
                    yield replace(found, action=self._at(condition, found.action, tied))
                if condition.id in self.answers.unsure:
                    yield replace(found, action=strictest([found.action, "ask_clinician_first"]))

    @cached_property
    def _said(self) -> tuple[Condition, ...]:
        """The conditions that were named at all, in the order of the atlas."""
        named = self.answers.conditions | self._locations.keys() | self.answers.unsure
        return tuple(condition for key, condition in self.atlas.conditions.items() if key in named)

    @cached_property
    def _named(self) -> tuple[Condition, ...]:
        """The conditions with reasons of their own, in the order of the atlas: no stop signs by other names."""
        named = self._given | self.answers.unsure
        return tuple(c for key, c in self.atlas.conditions.items() if key in named and c.red_flag is None)

    @cached_property
    def _given(self) -> frozenset[str]:
        """What a person has: said so, placed, or filled in by a sign. Who clears the sign does not end the fever."""
        return self.answers.conditions | self._locations.keys() | filled_in(self.atlas, self._signs)

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


def _reason(flag: RedFlag, action: Action) -> Reason:
    return Reason(flag.id, action, flag.action, flag.grade, flag.references)


def _effects(flags: Iterable[RedFlag], family: Family) -> Iterator[Reason]:
    """What signs that lock nothing mean for a family."""
    for flag in flags:
        action: Action = getattr(flag.effect, family)
        if action != "ok":
            yield _reason(flag, action)


def _stop(flags: tuple[RedFlag, ...]) -> Stop | None:
    return Stop(flags[0].level, tuple(flag.id for flag in flags), flags[0].action) if flags else None


def _under(atlas: Atlas, sites: Iterable[ConditionSite]) -> frozenset[str]:
    """Everything that lies under the sites, as ``<region>:<side>``, from whatever side one looks."""
    found = set()
    for site in sites:
        under = atlas.places[site.place].under
        found |= {str(Location(region, side)) for region in under for side in atlas.sides_under(region, site.side)}
    return frozenset(found)


# --- answers that cannot be understood ----------------------------------------------------------------------------


def _check(atlas: Atlas, answers: Answers) -> None:
    signs = {*atlas.red_flags, *(flag.parent for flag in atlas.red_flags.values() if flag.parent)}
    _known("stop sign", answers.red_flags | answers.cleared, signs)
    _clearable(atlas, answers.cleared)
    _known("condition", answers.conditions | answers.unsure, atlas.conditions)
    _known("condition", {site.condition for site in answers.sites}, atlas.conditions)
    _known("place", {site.place for site in answers.sites}, atlas.places)


def _clearable(atlas: Atlas, keys: Iterable[str]) -> None:
    """Only what a doctor looks at on the same day can be cleared here."""
    for key in sorted(keys):
        if not any(flag.level == CLEARABLE for flag in atlas.signs(key)):
            raise UnknownAnswerError(f"'{short(key)}' cannot be cleared: only stop signs of level {CLEARABLE} can")


Kind = Literal["stop sign", "condition", "place"]


def _known(kind: Kind, found: Iterable[str], known: Iterable[str]) -> None:
    for key in sorted(set(found) - set(known)):
        hint = nearest(key, known)
        raise UnknownAnswerError(f"unknown {kind} '{short(key)}'" + (f"; {hint}" if hint else ""))
