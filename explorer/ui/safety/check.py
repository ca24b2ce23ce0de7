"""The answers to the safety check. They live in this session only: never in an address, a log or a cookie."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from explorer.care.checkup import Told
from explorer.care.screening import Answers, ConditionSite, Ruling, Verdict, screen, so_far
from explorer.content import Atlas
from explorer.content.models import AnyItem, RedFlag
from explorer.content.once import token
from explorer.ui.state import store
from explorer.ui.state.store import Slot

Reply = Literal["yes", "unsure", "no"]


@dataclass(frozen=True)
class Check:
    """How far the check is, and what was answered.

    ``heard`` are stop signs whose stop was shown, ``passed`` the screens that were answered, in order. ``done`` when it
    was finished to the end.
    """

    replies: Mapping[str, Reply] = field(default_factory=dict)
    circumstances: frozenset[str] = frozenset()
    conditions: frozenset[str] = frozenset()
    unsure: frozenset[str] = frozenset()
    spots: frozenset[ConditionSite] = frozenset()
    cleared: frozenset[str] = frozenset()
    heard: frozenset[str] = frozenset()
    passed: tuple[str, ...] = ()
    done: bool = False

    @property
    def begun(self) -> bool:
        """Whether anything was answered yet."""
        return bool(self.replies or self.circumstances or self.conditions or self.unsure)

    @property
    def named(self) -> frozenset[str]:
        """The stop signs that count: not being sure counts as yes."""
        return frozenset(flag for flag, reply in self.replies.items() if reply != "no")

    @property
    def told(self) -> Told:
        """What a person said of themselves."""
        return Told(self.circumstances, self.conditions | self.unsure)

    @property
    def answers(self) -> Answers:
        """What counts for the verdict."""
        return Answers(self.named, self.conditions, self.unsure, self.spots, self.cleared & self.named)


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


def key(*parts: str) -> str:
    """The key of a control that answers something.

    It holds for this session and these answers only: what the control of an older page says fits none of ours.
    """
    number = store.memoize("check_number", None, lambda: secrets.token_hex(4))
    return "-".join((*parts, number))


def answer(flag: str, said: Reply) -> None:
    """Take an answer to a stop question. One given anew is neither heard nor cleared."""
    now = current()
    answered = replace(now, replies={**now.replies, flag: said})
    keep(replace(answered, heard=now.heard - {flag}, cleared=now.cleared - {flag}))


def take_back(flags: Iterable[str]) -> None:
    """Let answers to stop questions no longer count."""
    now, gone = current(), set(flags)
    kept = {flag: said for flag, said in now.replies.items() if flag not in gone}
    keep(replace(now, replies=kept, heard=now.heard - gone, cleared=now.cleared - gone))


def deny(flags: Iterable[RedFlag], *, all_of_them: bool) -> None:
    """Answer no: to all of these stop questions, or to those that were not answered yet."""
    replies = current().replies
    for flag in flags:
        if all_of_them or flag.id not in replies:
            answer(flag.id, "no")


def hear(flags: Iterable[str]) -> None:
    """Go on after the stop of these signs was shown."""
    keep(replace(current(), heard=current().heard.union(flags)))


def clear_signs(flags: Iterable[str]) -> None:
    """Take it that a doctor has seen these signs and cleared them."""
    keep(replace(current(), cleared=current().cleared.union(flags)))


def verdict(atlas: Atlas) -> Verdict | None:
    """What the answers come to; nothing before the first one. Kept in the session while the answers stay."""
    check = current()
    if not check.begun:
        return None
    return store.memoize("verdict", (check.answers, token(atlas)), lambda: screen(atlas, check.answers))


def is_locked(atlas: Atlas) -> bool:
    """Whether a stop sign holds, so that nothing may be offered."""
    found = verdict(atlas)
    return bool(found and found.locked)


def ruling(atlas: Atlas, item: AnyItem, *places: str | None) -> Ruling | None:
    """What holds for a technique, tool or exercise now, anywhere or at these places, each ``<region>:<side>``.

    Nothing before the first answer; and no ok before the last, because a later answer may still rule it out.
    """
    now = verdict(atlas)
    return so_far(now.at(item, *places), done=current().done) if now else None


def off_limits(atlas: Atlas) -> tuple[str, ...]:
    """What to cover on the map now, as ``<region>:<side>``."""
    now = verdict(atlas)
    return now.off_limits if now else ()
