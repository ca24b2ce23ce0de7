"""The QR code of a link, as large and as forgiving as a paper allows."""

from __future__ import annotations

import io
from dataclasses import dataclass

import segno

LEAST_MM = 28.0
MOST_MM = 36.0  # more takes the room that the words need
LARGEST_MM = 60.0  # for links with long notes
MODULE_MM = 0.4  # what a phone still reads from a common printer
QUIET = 4  # modules of white around it (ISO/IEC 18004)


@dataclass(frozen=True)
class Code:
    """A QR code with its quiet zone: the picture, and its side on paper in mm."""

    svg: bytes
    side_mm: float


def qr(link: str) -> Code | None:
    """The code of a link with as much error correction as fits. None when the link is too long for any paper."""
    tried = [_code(link, level, MOST_MM) for level in "hqm"]
    return next((code for code in tried if code), None) or _code(link, "l", LARGEST_MM)


def _code(link: str, level: str, most_mm: float) -> Code | None:
    try:
        made = segno.make(link, error=level, micro=False, boost_error=True)
    except segno.DataOverflowError:
        return None
    side = (made.symbol_size(border=QUIET)[0]) * MODULE_MM
    if side > most_mm:
        return None
    out = io.BytesIO()
    made.save(out, kind="svg", border=QUIET, light="#ffffff", omitsize=True)
    return Code(out.getvalue(), max(LEAST_MM, side))
