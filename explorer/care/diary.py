"""What a phone noted of a plan on the last days, as a short text for a QR code, and back. It holds nobody's words.

The text is a version, a dot, and one number in base 36. The number is made of digits of several ranges: how many items
the plan has, the newest day, then day by day, the newest first; and it is multiplied by a prime, for a check. The phone
writes the same (``explorer/web/visit.js``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

DAYS = 14
VERSION = "1"
CHECK = 9973  # a prime, by which the number is divided without rest: every wrong sign is told
MOST_ITEMS = 12
MOST_POINTS, MOST_MINUTES = 10, 600
MOST_SIGNS = 400
DAY_ZERO = date(2024, 1, 1)
_MOST_DAYS = 20_000  # since then; a code is read for some decades
_FORM = re.compile(r"(\d{1,9})\.([0-9a-z]+)")
_SIGNS = "0123456789abcdefghijklmnopqrstuvwxyz"

Since = Literal["better", "same", "worse"]
Fault = Literal["no_code", "version", "damaged", "too_much"]
How = Literal["done", "easy", "ok", "hard"]
SINCE: tuple[Since, ...] = get_args(Since)
HOW: tuple[How, ...] = get_args(How)


class DiaryCodeError(ValueError):
    """A text that is no diary. What the one who reads it in is told is the phrase ``diary.refused.<fault>``."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault: Fault = fault


@dataclass(frozen=True)
class Day:
    """What was noted of a day; None is what was not.

    Pain ``before`` and ``after`` and how ``able`` one was are from 0 to 10, ``walked`` is in minutes. ``items`` are how
    those of the plan were, in its order.
    """

    before: int | None = None
    after: int | None = None
    able: int | None = None
    walked: int | None = None
    since: Since | None = None
    items: tuple[How | None, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was noted."""
        numbers = (self.before, self.after, self.able, self.walked, self.since)
        return not any(self.items) and all(number is None for number in numbers)


@dataclass(frozen=True)
class Diary:
    """The last days, the newest first, which is ``newest``."""

    newest: date
    days: tuple[Day, ...]

    def dated(self) -> Iterator[tuple[date, Day]]:
        """Each day with its date."""
        for ago, day in enumerate(self.days):
            yield self.newest - timedelta(days=ago), day


def encode(diary: Diary) -> str:
    """A diary as a text."""
    items = len(diary.days[0].items)
    digits = [(items, MOST_ITEMS + 1), ((diary.newest - DAY_ZERO).days, _MOST_DAYS)]
    digits += [digit for day in diary.days for digit in zip(_digits(day), _ranges(items), strict=True)]
    whole = 0
    for digit, size in reversed(digits):
        whole = whole * size + digit
    return f"{VERSION}.{_in_signs(whole * CHECK)}"


def decode(text: str) -> Diary:
    """The diary of a text. Takes bounded time and memory whatever the text is. Raises DiaryCodeError."""
    found = _FORM.fullmatch(text.strip().lower()) if len(text) <= MOST_SIGNS else None
    if not found:
        raise DiaryCodeError("no_code")
    if found[1] != VERSION:
        raise DiaryCodeError("version")
    whole, check = divmod(int(found[2], 36), CHECK)
    if check:
        raise DiaryCodeError("damaged")
    return _diary(whole)


def code_of(text: str) -> str:
    """The code in a text, which may be the whole link."""
    return text.strip().rpartition("#")[2]


def _diary(whole: int) -> Diary:
    whole, items = divmod(whole, MOST_ITEMS + 1)
    whole, newest = divmod(whole, _MOST_DAYS)
    days = []
    for _ in range(DAYS):
        digits = []
        for size in _ranges(items):
            whole, digit = divmod(whole, size)
            digits.append(digit)
        days.append(_day(digits))
    if whole:
        raise DiaryCodeError("too_much")
    return Diary(DAY_ZERO + timedelta(days=newest), tuple(days))


def _ranges(items: int) -> list[int]:
    """How many values each note of a day can have; the first of them is that nothing was noted."""
    points = MOST_POINTS + 2
    return [points, points, points, MOST_MINUTES + 2, len(SINCE) + 1, *[len(HOW) + 1] * items]


def _digits(day: Day) -> list[int]:
    numbers = (day.before, day.after, day.able, day.walked)
    items = [HOW.index(how) + 1 if how else 0 for how in day.items]
    return [*(0 if it is None else it + 1 for it in numbers), SINCE.index(day.since) + 1 if day.since else 0, *items]


def _day(digits: list[int]) -> Day:
    before, after, able, walked = (digit - 1 if digit else None for digit in digits[:4])
    since = SINCE[digits[4] - 1] if digits[4] else None
    return Day(before, after, able, walked, since, tuple(HOW[digit - 1] if digit else None for digit in digits[5:]))


def _in_signs(number: int) -> str:
    signs = ""
    while number:
        number, digit = divmod(number, len(_SIGNS))
        signs = _SIGNS[digit] + signs
    return signs or _SIGNS[0]
