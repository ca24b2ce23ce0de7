"""A plan as a short text for links and QR codes, and back.

The text is a version, a dot, and base64url of deflated JSON: ids and numbers by position, with no names of fields. The
checksum within tells a damaged text. What was typed stays out unless asked for. Codes of version 1 open for ever; only
what needs it has version 2: exercises, both sides, sets and days. None ends in ``-`` or ``_`` from now on, because some
mail programs take those for the end of a sentence.
"""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from datetime import date
from typing import Any, Literal

from pydantic import ValidationError

from explorer.care.plan import without_notes
from explorer.content.models import PAPERS, REGISTERS, AnySide, Plan, PlanItem, Role

VERSIONS = ("1", "2")
MOST_SIGNS = 10_000  # of a code; twelve items with a long note each come to about 2,600, in emoji to about 6,500
MOST_BYTES = 12_000  # of what is packed in it
LOST_AT_THE_END = ("-", "_")
_SPACES = tuple(" " * count for count in range(20))
_SIDES: dict[AnySide, str] = {"left": "l", "right": "r", "midline": "m", "both": "b"}
_LATER = ("exercise", "sets", "days")  # fields of an item that version 1 does not know
# Whose agreement was got. Links that people hold name a role by its number, so a number never changes or comes again.
_ROLES: dict[Role, int] = {"doctor": 1, "physiotherapist": 2, "midwife": 3, "nurse": 4, "surgeon": 5}
_DAY_ZERO = date(2024, 1, 1)


Fault = Literal["no_plan", "too_long", "version", "damaged"]


class PlanCodeError(ValueError):
    """A text that is no plan. What the one who holds the link is told is the phrase ``link.plan.<fault>``."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault: Fault = fault


def encode(plan: Plan, *, with_notes: bool = False) -> str:
    """A plan as a text of letters, digits, ``-``, ``_`` and one dot."""
    plain = plan if with_notes else without_notes(plan)
    version = "2" if any(map(_needs_later, plain.items)) else "1"
    text = json.dumps(_parts(plain, version), separators=(",", ":"), ensure_ascii=False)
    codes = (f"{version}.{_packed(text + spaces)}" for spaces in _SPACES)  # space at the end means nothing in JSON
    return next(code for code in codes if not code.endswith(LOST_AT_THE_END))


def _packed(text: str) -> str:
    return base64.urlsafe_b64encode(zlib.compress(text.encode(), 9)).decode().rstrip("=")


def decode(code: str) -> Plan:
    """The plan of a text. Takes bounded time and memory whatever the text is. Raises PlanCodeError."""
    if len(code) > MOST_SIGNS:
        raise PlanCodeError("too_long")
    version, dot, body = code.partition(".")
    if not dot or not version.isdecimal():
        raise PlanCodeError("no_plan")
    if version not in VERSIONS:
        raise PlanCodeError("version")
    try:
        return _plan(json.loads(_unpacked(body)), version)
    except (ValueError, TypeError, OverflowError, RecursionError):  # ValueError: no base64, no JSON, no plan
        raise PlanCodeError("damaged") from None


def _unpacked(body: str) -> str:
    try:
        packed = base64.b64decode(body + "=" * (-len(body) % 4), altchars=b"-_", validate=True)
        inflater = zlib.decompressobj()
        text = inflater.decompress(packed, MOST_BYTES)
    except (binascii.Error, zlib.error) as error:
        raise ValueError(str(error)) from None
    if not inflater.eof or inflater.unused_data:
        raise ValueError("cut short, too large or with something behind it")
    return text.decode()


def _needs_later(item: PlanItem) -> bool:
    return item.side == "both" or any(name in item.model_dump(exclude_defaults=True) for name in _LATER)


def _parts(plan: Plan, version: str) -> list[Any]:
    visits = [plan.visits.count, plan.visits.every_weeks] if plan.visits else 0
    review = (date.fromisoformat(plan.review_on) - _DAY_ZERO).days if plan.review_on else None
    looks = [plan.lang, REGISTERS.index(plan.reader), PAPERS.index(plan.paper)]
    items = [
        [
            item.region, _SIDES[item.side], item.technique or 0, item.tool or 0, item.seconds, item.repeats, item.times,
            item.per[0], item.pressure, _ROLES[item.agreed_with] if item.agreed_with else 0, item.note,
            *([item.exercise or 0, item.sets, item.days] if version == "2" else ()),
        ]
        for item in plan.items
    ]  # fmt: skip
    return [looks, visits, review, plan.home_care, plan.aftercare, plan.activity or 0, items]


def _plan(parts: Any, version: str) -> Plan:
    looks, visits, review, home_care, aftercare, activity, items = parts
    lang, reader, paper = looks
    values = {
        "lang": lang,
        "reader": _of(REGISTERS, reader),
        "paper": _of(PAPERS, paper),
        "visits": dict(zip(("count", "every_weeks"), visits, strict=True)) if visits else None,
        "review_on": None if review is None else date.fromordinal(_DAY_ZERO.toordinal() + review).isoformat(),
        "home_care": tuple(home_care),
        "aftercare": tuple(aftercare),
        "activity": activity or None,
        "items": tuple(_item(version, *item) for item in items),
    }
    try:
        return Plan.model_validate(values)
    except ValidationError as error:
        raise ValueError(str(error)) from None


def _item(version: str, *parts: Any) -> dict[str, Any]:
    later = len(_LATER) if version == "2" else 0
    region, side, technique, tool, seconds, repeats, times, per, pressure, role, note = parts[: len(parts) - later]
    exercise, sets, days = parts[len(parts) - later :] or (None, 1, 7)
    return {
        "region": region,
        "side": {short: side for side, short in _SIDES.items()}.get(side),
        "technique": technique or None,
        "tool": tool or None,
        "exercise": exercise or None,
        "sets": sets,
        "days": days,
        "seconds": seconds,
        "repeats": repeats,
        "times": times,
        "per": {"d": "day", "w": "week"}.get(per),
        "pressure": pressure,
        "agreed_with": _role(role) if role else None,
        "note": note,
    }


def _role(code: Any) -> Role:
    for role, known in _ROLES.items():
        if type(code) is int and code == known:
            return role
    raise ValueError("a number that stands for nobody")


def _of(values: tuple[str, ...], at: Any) -> str:
    if type(at) is not int or not 0 <= at < len(values):
        raise ValueError("a number that stands for nothing")
    return values[at]
