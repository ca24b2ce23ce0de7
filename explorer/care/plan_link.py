"""The plan of a link, however mail, chat and hands have changed it on its way.

Each way of mending undoes one thing that happens to links. The checksum in the code tells whether it helped, so a link
is mended where there is no doubt, and refused in words where there is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from urllib.parse import unquote

from explorer.care.plan_code import LOST_AT_THE_END, MOST_SIGNS, PlanCodeError, decode
from explorer.content.models import Plan

MOST_TEXT = 4 * MOST_SIGNS  # each sign of a code may have been written as several
MOST_CODES = 20  # looked at in one text
_TIMES = 3  # how often a link may have been wrapped or escaped
_CODE = re.compile(r"(?<![A-Za-z0-9_.-])\d{1,9}\.[A-Za-z0-9_-]+")
_SOFT_BREAK = re.compile(r"=\r?\n")
_QUOTED = re.compile(r"=([0-9A-F]{2})")
_BETWEEN = re.compile(r"[\s>\\\u00ad\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]+")
_DASHES = str.maketrans({**dict.fromkeys("\u2010\u2011\u2012\u2212", "-"), **dict.fromkeys("\u2013\u2014", "--")})


def without_escapes(text: str) -> str:
    """``%2E`` is a dot again, in wrappers that carry a link within theirs and where a link was escaped twice."""
    for _ in range(_TIMES):
        text = unquote(text)
    return text


def without_entities(text: str) -> str:
    """``&amp;`` and ``&#46;`` are what they stand for."""
    return unescape(text)


def without_quoting(text: str) -> str:
    """``=3D``, and the ``=`` at the end of a line, of mail that was read as it travels (quoted-printable)."""
    return _QUOTED.sub(lambda found: chr(int(found[1], 16)), _SOFT_BREAK.sub("", text))


def without_breaks(text: str) -> str:
    """Line breaks, spaces, signs that nobody sees, the ``>`` of an answer and the backslash of a chat."""
    return _BETWEEN.sub("", text)


def with_plain_dashes(text: str) -> str:
    """The hyphens that a word processor made prettier."""
    return text.translate(_DASHES)


WAYS: tuple[Callable[[str], str], ...] = (
    without_quoting,
    without_entities,
    without_escapes,
    with_plain_dashes,
    without_breaks,
)


def code_of(text: str) -> str:
    """The code of a plan, from a code, a whole link, or what became of one on its way. Raises PlanCodeError."""
    if len(text) > MOST_TEXT:
        raise PlanCodeError("too_long")
    refused: dict[str, PlanCodeError] = {"": PlanCodeError("no_plan")}
    for code in _codes(text):
        if code not in refused:
            try:
                decode(code)
            except PlanCodeError as error:
                refused[code] = error
            else:
                return code
    raise refused[max(refused, key=len)]  # the longest is the code, if any is


def plan_of(text: str) -> Plan:
    """The plan of a link. Raises PlanCodeError."""
    return decode(code_of(text))


def _codes(text: str) -> Iterator[str]:
    """What may be the code, the likeliest first: as it stands, then mended in ever more ways."""
    for reading in _readings(text):
        for found in _CODE.findall(reading)[:MOST_CODES]:
            yield from (found, found.rstrip("".join(LOST_AT_THE_END)), *(found + lost for lost in LOST_AT_THE_END))


def _readings(text: str) -> Iterator[str]:
    yield text
    for mended in WAYS:
        text = mended(text)
        yield text
