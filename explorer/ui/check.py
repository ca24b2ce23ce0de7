"""The answers to the safety check. They live in this session only: never in an address, a log or a cookie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

import streamlit as st

from explorer.care.screening import Answers, Ruling, Spot, Verdict, remedy_at, screen
from explorer.content import Atlas
from explorer.content.models import LEVELS, RedFlag, Region, Remedy

Reply = Literal["yes", "unsure", "no"]
_KEY = "safety_check"


@dataclass(frozen=True)
class Check:
    """How far the check is, and what was answered. ``done`` when it was finished to the end."""

    replies: Mapping[str, Reply] = field(default_factory=dict)
    conditions: frozenset[str] = frozenset()
    unsure: frozenset[str] = frozenset()
    spots: frozenset[Spot] = frozenset()
    step: int = 0
    done: bool = False

    @property
    def begun(self) -> bool:
        """Whether anything was answered yet."""
        return bool(self.replies or self.conditions or self.unsure)

    @property
    def answers(self) -> Answers:
        """What counts: for a stop sign, not being sure counts as yes."""
        named = frozenset(flag for flag, reply in self.replies.items() if reply != "no")
        return Answers(named, self.conditions, self.unsure, self.spots)


def current() -> Check:
    """The check of this session."""
    return st.session_state.get(_KEY, Check())  # type: ignore[no-any-return]  # only keep() writes it


def keep(check: Check) -> None:
    """Remember answers for this session."""
    st.session_state[_KEY] = check


def clear() -> None:
    """Forget all answers."""
    st.session_state.pop(_KEY, None)


def reply(flag: str, said: Reply) -> None:
    """Take an answer to a stop question and go on to the next one."""
    check = current()
    keep(replace(check, replies={**check.replies, flag: said}, step=check.step + 1))


def questions(atlas: Atlas) -> list[RedFlag]:
    """The stop questions, the gravest first."""
    return sorted(atlas.red_flags.values(), key=lambda flag: LEVELS.index(flag.level))


def verdict(atlas: Atlas) -> Verdict | None:
    """What the answers come to; nothing before the first one."""
    check = current()
    return screen(atlas, check.answers) if check.begun else None


def ruling(atlas: Atlas, remedy: Remedy, place: str | None = None) -> Ruling | None:
    """What holds for a technique or tool now, anywhere or at ``<region>:<side>``.

    Nothing before the first answer; and no ok before the last, because a later answer may still rule it out.
    """
    check = current()
    found = remedy_at(atlas, check.answers, remedy, place) if check.begun else None
    return found if check.done or (found and found.action != "ok") else None


def place_of(atlas: Atlas, region: Region, side: str) -> str:
    """A region on a side of the body, as verdicts name it."""
    return f"{region.id}:{'midline' if region.id in atlas.in_the_middle else side}"


def off_limits(atlas: Atlas) -> tuple[str, ...]:
    """Where nothing that is offered may be done now, as ``<region>:<side>``."""
    found = verdict(atlas)
    if found is None:
        return ()
    if found.locked:
        return tuple(place for place in _everywhere(atlas) if _offered(atlas, place))
    return tuple(place for place in found.regions if _is_off(atlas, place))


def _everywhere(atlas: Atlas) -> tuple[str, ...]:
    sides = (("midline",) if region in atlas.in_the_middle else ("left", "right") for region in atlas.regions)
    return tuple(f"{region}:{side}" for region, each in zip(atlas.regions, sides, strict=True) for side in each)


def _offered(atlas: Atlas, place: str) -> list[Remedy]:
    """What is offered at a place, pillows left out: these rule nothing."""
    return [remedy for remedy in atlas.remedies_of(atlas.regions[place.partition(":")[0]]) if remedy.families]


def _is_off(atlas: Atlas, place: str) -> bool:
    rulings = [ruling(atlas, remedy, place) for remedy in _offered(atlas, place)]
    return bool(rulings) and all(found and found.action in ("avoid", "avoid_locally") for found in rulings)
