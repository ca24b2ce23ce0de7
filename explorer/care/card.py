"""The card of a region: what it says, what one can do there, and what to leave alone. Screen and paper only show it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Literal

from explorer.care.exercises import fitting, grades_known
from explorer.care.screening import Reason, Ruling, Verdict, so_far
from explorer.care.stop_rules import of_region
from explorer.content import Atlas
from explorer.content.location import Location
from explorer.content.models import AnyItem, Exercise, Family, Grade, Region, Register, Remedy, ShapeSide, Side, Words
from explorer.content.text_for import text_for

LeaveKind = Literal["leave", "does_not", "rule", "caution", "zone"]
TILES, MOVES = 3, 2  # what is shown at once, and how many of them are moves where there is something else, too
LEFT_ALONE = 4  # lines that are shown at once
WARM_OR_COLD: frozenset[Family] = frozenset({"heat", "cold"})


@dataclass(frozen=True)
class Option:
    """Something for a region, and what the safety check says of it; nothing while that is not known.

    ``against`` is why it must not be used here at all.
    """

    item: AnyItem
    ruling: Ruling | None = None
    against: tuple[Reason, ...] = ()

    @property
    def is_fine(self) -> bool:
        """Whether it can be done now, as far as is known."""
        return not self.against and (self.ruling is None or self.ruling.action != "ask_clinician_first")


@dataclass(frozen=True)
class LeaveLine:
    """One thing to leave alone or to take care of."""

    kind: LeaveKind
    text: str
    grade: Grade | None = None


@dataclass(frozen=True)
class Card:
    """What the card of a region says in one register, on one side of the body.

    ``options`` is all that is offered there, in its order; it is empty while a stop sign holds (``locked``).
    ``leave`` has the gravest lines first.
    """

    region: Region
    side: ShapeSide
    register: Register
    words: Words
    nerve: str
    options: tuple[Option, ...]
    leave: tuple[LeaveLine, ...]
    locked: bool

    @cached_property
    def tiles(self) -> tuple[Option, ...]:
        """What one can do now, at once: two moves and what else comes first, or as much as there is."""
        fine = [option for option in self._own if option.is_fine]
        moves = [option for option in fine if isinstance(option.item, Exercise)]
        others = [option for option in fine if option not in moves]
        first = (*moves[:MOVES], *others[:1], *moves[MOVES:], *others[1:])[:TILES]
        return tuple(option for option in fine if option in first)

    @cached_property
    def more(self) -> tuple[Option, ...]:
        """What one can do besides; what needs a word with somebody first comes last."""
        rest = (option for option in self._own if not option.against and option not in self.tiles)
        return tuple(sorted(rest, key=lambda option: not option.is_fine))

    @cached_property
    def hands_on(self) -> tuple[Option, ...]:
        """What a therapist may do."""
        return tuple(option for option in self.options if not option.against and not is_own(option.item))

    @cached_property
    def ruled_out(self) -> tuple[Option, ...]:
        """What the safety check rules out here."""
        return tuple(option for option in self.options if option.against)

    @property
    def leave_at_once(self) -> tuple[LeaveLine, ...]:
        """What to leave alone, without being asked."""
        return self.leave[:LEFT_ALONE]

    @property
    def leave_more(self) -> tuple[LeaveLine, ...]:
        """The rest of it."""
        return self.leave[LEFT_ALONE:]

    @property
    def share_that_forbids(self) -> float:
        """The share of the lines that are read at once which forbid: by where they stand, not by their words."""
        told = (self.words.what, self.words.where, self.nerve, self.words.ache, self.words.eases)
        offered = len(self.tiles) or 1  # that there is nothing to press is said in a line of its own
        return len(self.leave_at_once) / (len(told) + offered + len(self.leave_at_once))

    def without_offers(self) -> Card:
        """The same while a stop sign holds: nothing is offered, and nothing eases."""
        return replace(self, options=(), locked=True, leave=_leave_alone_only(self.leave))

    @property
    def _own(self) -> Iterator[Option]:
        return (option for option in self.options if is_own(option.item))


def card(
    atlas: Atlas, region: Region, side: Side, register: Register, verdict: Verdict | None = None, *, done: bool = True
) -> Card:
    """The card of a region on a side of the body.

    ``verdict`` is None when the safety check was not begun. While it is not ``done``, nothing is called ok yet.
    """
    location = atlas.location(region, side)
    made = Card(
        region=region,
        side=atlas.side_of(region, side),
        register=register,
        words=text_for(region, register),
        nerve=text_for(region.nerve_relation, register),
        options=tuple(_option(item, (location,), verdict, done=done) for item in _in_order(atlas, region)),
        leave=tuple(_leave(atlas, region, register)),
        locked=False,
    )
    return made.without_offers() if verdict and verdict.locked else made


def own_options(
    atlas: Atlas, locations: Collection[Location], phase: str | None, verdict: Verdict | None, *, done: bool
) -> tuple[tuple[Option, ...], tuple[Option, ...]]:
    """What one can do now for several regions: moves for those in a ``phase`` with the pain, and what else there is."""
    regions = dict.fromkeys(location.id for location in locations)
    moves = fitting(atlas, regions=regions, phase=phase)
    remedies = {remedy.id: remedy for key in regions for remedy in atlas.remedies_of(atlas.regions[key])}
    others = filter(is_own, _gentlest_first(remedies.values()))
    fine = partial(fine_options, atlas, locations=locations, verdict=verdict, done=done)
    return fine(moves), fine(others)


def fine_options(
    atlas: Atlas, items: Iterable[AnyItem], locations: Collection[Location], verdict: Verdict | None, *, done: bool
) -> tuple[Option, ...]:
    """Those of some items that can be done now, as far as is known: each is judged at all locations that it is for."""
    options = (_option(item, _meant_for(atlas, item, locations), verdict, done=done) for item in items)
    return tuple(option for option in options if option.is_fine)


def _meant_for(atlas: Atlas, item: AnyItem, locations: Iterable[Location]) -> tuple[str, ...]:
    return tuple(str(location) for location in locations if item in atlas.items_of(atlas.regions[location.id]))


def is_own(item: AnyItem) -> bool:
    """Whether people can do it by themselves."""
    return isinstance(item, Exercise) or item.applied_by != "therapist"


# --- what is offered ----------------------------------------------------------------------------------------------


def _in_order(atlas: Atlas, region: Region) -> Iterator[AnyItem]:
    """What is offered at a region: moves, then warmth, then a good position, then touch; the best evidence first."""
    yield from fitting(atlas, regions=(region.id,))
    yield from _gentlest_first(atlas.remedies_of(region))


def _gentlest_first(remedies: Iterable[Remedy]) -> list[Remedy]:
    return sorted(remedies, key=lambda remedy: (_touches(remedy), *grades_known(remedy)))


def _touches(remedy: Remedy) -> int:
    """Warmth or cold, then a good position, then touch."""
    if not remedy.families:
        return 1
    return 0 if set(remedy.families) <= WARM_OR_COLD else 2


def _option(item: AnyItem, locations: Collection[str], verdict: Verdict | None, *, done: bool) -> Option:
    if verdict is None:
        return Option(item)
    ruling = verdict.at(item, *locations)
    ruled_out = tuple(reason for reason in ruling.because if reason.action == "avoid")
    against = ruled_out or verdict.on_the_spot(item, *locations)
    return Option(item, so_far(ruling, done=done), against)


# --- what to leave alone ------------------------------------------------------------------------------------------


def _leave(atlas: Atlas, region: Region, register: Register) -> Iterator[LeaveLine]:
    words = text_for(region, register)
    yield LeaveLine("leave", words.leave)
    yield LeaveLine("does_not", words.does_not)
    for rule in of_region(atlas, region):
        yield LeaveLine("rule", " ".join(rule.for_reader(register)))
    for caution in region.cautions:
        yield LeaveLine("caution", caution.text, caution.grade)
    for zone in (atlas.keep_off[key] for key in region.keep_off):
        yield LeaveLine("zone", f"{zone.name}. {zone.rule}", zone.grade)


def _leave_alone_only(lines: Iterable[LeaveLine]) -> tuple[LeaveLine, ...]:
    """Without what does not ease: that has a place only beside what does."""
    return tuple(line for line in lines if line.kind != "does_not")
