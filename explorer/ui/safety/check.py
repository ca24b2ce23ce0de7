"""The answers to the safety check. They live in this session only: never in an address, a log or a cookie."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from explorer.care.screening import Answers, ConditionSite, Ruling, Verdict, screen
from explorer.content import Atlas
from explorer.content.models import Remedy
from explorer.ui.state import store
from explorer.ui.state.store import Slot

Reply = Literal["yes", "unsure", "no"]


@dataclass(frozen=True)
class Check:
    """How far the check is, and what was answered. ``done`` when it was finished to the end."""

    replies: Mapping[str, Reply] = field(default_factory=dict)
    conditions: frozenset[str] = frozenset()
    unsure: frozenset[str] = frozenset()
    spots: frozenset[ConditionSite] = frozenset()
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


_CHECK = Slot("safety_check", Check)


def current() -> Check:
    """The check of this session."""
    return _CHECK.get()


def keep(check: Check) -> None:
    """Remember answers for this session."""
    _CHECK.put(check)


def clear() -> None:
    """Forget all answers."""
    _CHECK.clear()
    store.forget_memoized()


def reply(flag: str, said: Reply) -> None:
    """Take an answer to a stop question and go on to the next one."""
    say(flag, said)
    keep(replace(current(), step=current().step + 1))


def say(flag: str, said: Reply) -> None:
    """Take an answer to a stop question that was asked elsewhere."""
    now = current()
    keep(replace(now, replies={**now.replies, flag: said}))


def take_back(flags: Iterable[str]) -> None:
    """Let answers to stop questions no longer count."""
    now, gone = current(), set(flags)
    keep(replace(now, replies={flag: said for flag, said in now.replies.items() if flag not in gone}))


def verdict(atlas: Atlas) -> Verdict | None:
    """What the answers come to; nothing before the first one. Kept in the session while the answers stay."""
    check = current()
    if not check.begun:
        return None
    return store.memoize("verdict", (check.answers, id(atlas)), lambda: screen(atlas, check.answers))


def is_locked(atlas: Atlas) -> bool:
    """Whether a stop sign holds, so that nothing may be offered."""
    found = verdict(atlas)
    return bool(found and found.locked)


def ruling(atlas: Atlas, remedy: Remedy, place: str | None = None) -> Ruling | None:
    """What holds for a technique or tool now, anywhere or at ``<region>:<side>``.

    Nothing before the first answer; and no ok before the last, because a later answer may still rule it out.
    """
    now = verdict(atlas)
    found = now.at(remedy, place) if now else None
    return found if current().done or (found and found.action != "ok") else None


def off_limits(atlas: Atlas) -> tuple[str, ...]:
    """What to cover on the map now, as ``<region>:<side>``."""
    now = verdict(atlas)
    return now.off_limits if now else ()
