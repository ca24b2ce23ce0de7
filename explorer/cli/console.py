"""Output that any console can show, whatever signs its encoding has."""

from __future__ import annotations

import codecs
import io
import sys
import unicodedata

_PLAIN = {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "×": "x", "≤": "<=", "≥": ">="}  # noqa: RUF001


def show_anything() -> None:
    """Let standard output and errors say in plain letters what their encoding does not have."""
    codecs.register_error("plainly", _plainly)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="plainly")


def _plainly(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_in_ascii, error.object[error.start : error.end])), error.end


def _in_ascii(sign: str) -> str:
    letters = unicodedata.normalize("NFKD", _PLAIN.get(sign, sign)).encode("ascii", "ignore")
    return (letters or sign.encode("ascii", "backslashreplace")).decode()
