"""The walk of the safety check: which screens a person sees, one after the other, and what each asks.

The stop signs come by level, the worst first. The screen of a person's health, with the gate, stands before the first
one that is not for everybody; what it brings up is asked at once after it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from explorer.care.screening import filled_in, gravest_first
from explorer.content import Atlas
from explorer.content.models import Condition, RedFlag

HEALTH, AGAIN = "health", "again"


@dataclass(frozen=True)
class Told:
    """What a person said of themselves: the circumstances of the gate, and conditions."""

    circumstances: frozenset[str] = frozenset()
    conditions: frozenset[str] = frozenset()


def walk(atlas: Atlas, told: Told) -> tuple[str, ...]:
    """The ids of the screens, in order. Who says more of themselves is never asked less."""
    before, after = _around_the_gate(atlas)
    later = [key for key in after if signs_of(atlas, key, told)]
    again = [AGAIN] if signs_of(atlas, AGAIN, told) else []
    return (*before, HEALTH, *again, *later)


def signs_of(atlas: Atlas, screen: str, told: Told) -> tuple[RedFlag, ...]:
    """The stop signs that a screen asks this person."""
    if screen == AGAIN:
        return _again(atlas, told)
    holding = holding_circumstances(atlas, told)
    return tuple(flag for flag in _on(atlas, screen) if not flag.asked_if or holding & set(flag.asked_if))


def holding_circumstances(atlas: Atlas, told: Told) -> frozenset[str]:
    """What was said at the gate, and what the conditions come to."""
    implied = (key for key, one in atlas.circumstances.items() if one.condition in told.conditions)
    return told.circumstances.union(implied)


def conditions_asked(atlas: Atlas, told: Told, signs: Collection[str]) -> tuple[Condition, ...]:
    """The conditions to ask about: no stop sign by another name, nothing that the gate or a sign filled in."""
    filled = filled_in(atlas, signs).union(atlas.circumstances[key].condition for key in told.circumstances)
    return tuple(
        condition
        for condition in atlas.conditions.values()
        if condition.red_flag is None and condition.id not in filled
    )


def _around_the_gate(atlas: Atlas) -> tuple[list[str], list[str]]:
    """The screens before and after that of a person's health."""
    keys = [key for key in atlas.check_screens if _on(atlas, key)]
    first = next((i for i, key in enumerate(keys) if all(flag.asked_if for flag in _on(atlas, key))), len(keys))
    return keys[:first], keys[first:]


def _on(atlas: Atlas, screen: str) -> list[RedFlag]:
    return [flag for flag in atlas.red_flags.values() if flag.screen == screen]


def _again(atlas: Atlas, told: Told) -> tuple[RedFlag, ...]:
    """The signs that conditions point to, but for those that a later screen asks anyway."""
    _, after = _around_the_gate(atlas)
    later = {flag.id for key in after for flag in signs_of(atlas, key, told)}
    asks = (key for condition in told.conditions for key in atlas.conditions[condition].asks)
    pointed = {flag.id for key in asks for flag in atlas.signs(key)} - later
    return gravest_first(flag for flag in atlas.red_flags.values() if flag.id in pointed)
