"""Which stop rules of an item stand where: at once, under all rules, on paper, because of an answer.

Everything follows from the fields of the rules, never from their words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from explorer.care.screening import Reason, Ruling
from explorer.content import Atlas
from explorer.content.models import SEVERITIES, Action, Item, Placement, Region, Register, StopRule
from explorer.content.remedy_rules import LIMIT, REASON

LEAST_AT_ONCE = 3


@dataclass(frozen=True)
class StandingRule:
    """A stop rule for one item, its gaps filled in; with an ``action`` when it comes with an answer."""

    code: str
    placement: Placement
    patient: str
    clinician: str
    is_emergency: bool
    is_stop_sign: bool
    action: Action | None = None

    def for_reader(self, register: Register) -> tuple[str, ...]:
        """What a reader is told: everybody the plain sentence, clinicians what it means as well."""
        return (self.patient,) if register == "patient" else (self.patient, self.clinician)


@dataclass(frozen=True)
class Standing:
    """The stop rules of one technique, tool or exercise, the gravest first.

    ``at_once`` are shown without being asked, ``more`` under all rules, ``answered`` because of the safety check.
    """

    at_once: tuple[StandingRule, ...]
    more: tuple[StandingRule, ...]
    answered: tuple[StandingRule, ...] = ()

    @property
    def every(self) -> tuple[StandingRule, ...]:
        """All rules that always hold."""
        return (*self.at_once, *self.more)

    @property
    def first(self) -> StandingRule:
        """The one that is told while it is done: when to stop, of those that matter most."""
        return next((rule for rule in self.every if rule.placement == "during"), self.every[0])

    def without(self, codes: Collection[str]) -> Standing:
        """The same without what stands elsewhere on a page: emergency sentences stand there once."""
        return Standing(_without(self.at_once, codes), _without(self.more, codes), self.answered)

    def on_paper(self, placement: Placement) -> tuple[StandingRule, ...]:
        """What is printed under a title. A stop sign to look for before or after is left out: paper has all of them."""
        here = (rule for rule in self.every if rule.placement == placement)
        return tuple(rule for rule in here if placement == "during" or not rule.is_stop_sign)


def standing(atlas: Atlas, item: Item, ruling: Ruling | None = None) -> Standing:
    """The stop rules of a technique, tool or exercise. ``ruling`` is None when the safety check was not done."""
    told = [_told(rule, item) for rule in gravest_first(atlas.stop_rules[code] for code in item.stop_rules)]
    shown = _shown_at_once(told, item.at_once)
    return Standing(
        at_once=tuple(rule for rule in told if rule.code in shown),
        more=tuple(rule for rule in told if rule.code not in shown),
        answered=tuple(_answered(atlas, ruling.because)) if ruling else (),
    )


def of_region(atlas: Atlas, region: Region) -> tuple[StandingRule, ...]:
    """The stop rules that hold for whatever is done at a region."""
    return tuple(
        _filled(rule, LIMIT, "") for rule in gravest_first(atlas.stop_rules[code] for code in region.stop_rules)
    )


def emergencies(found: Iterable[Standing]) -> tuple[StandingRule, ...]:
    """The emergency sentences of several items, each once."""
    return tuple({rule.code: rule for each in found for rule in each.every if rule.is_emergency}.values())


def gravest_first(rules: Iterable[StopRule]) -> list[StopRule]:
    """Stop rules by severity, and by priority among equals."""
    return sorted(rules, key=lambda rule: (SEVERITIES.index(rule.severity), rule.priority))


def _shown_at_once(told: list[StandingRule], named: Collection[str]) -> frozenset[str]:
    """Those that its record names, and the gravest of the others when that is too few."""
    others = [rule.code for rule in told if rule.code not in named]
    return frozenset((*named, *others[: max(LEAST_AT_ONCE - len(named), 0)]))


def _answered(atlas: Atlas, because: Iterable[Reason]) -> Iterator[StandingRule]:
    """What comes only because of an answer."""
    rules = [rule for rule in atlas.stop_rules.values() if rule.answered]
    for reason in because:
        yield from (replace(_filled(rule, REASON, reason.why), action=reason.action) for rule in rules)


def _told(rule: StopRule, item: Item) -> StandingRule:
    return _filled(rule, LIMIT, str(item.strongest))


def _filled(rule: StopRule, gap: str, text: str) -> StandingRule:
    patient, clinician = (said.replace(f"{{{gap}}}", text) for said in (rule.patient, rule.clinician))
    return StandingRule(rule.id, rule.placement, patient, clinician, rule.severity == "E", bool(rule.red_flags))


def _without(rules: tuple[StandingRule, ...], codes: Collection[str]) -> tuple[StandingRule, ...]:
    return tuple(rule for rule in rules if rule.code not in codes)
