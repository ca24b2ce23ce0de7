"""What is wrong with the content, told so that its author can mend it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from explorer.content.signs import named, plain

MAX_PART = 400


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend: where it is, what was found, and a hint."""

    path: str
    line: int
    column: int
    where: str
    what: str
    hint: str = ""

    def __post_init__(self) -> None:
        """Hold each part to one printable line, whatever the file held."""
        for part in ("path", "where", "what", "hint"):
            object.__setattr__(self, part, _one_line(getattr(self, part)))

    def __str__(self) -> str:
        said = f"{self.where}: {self.what}" if self.where else self.what
        hinted = f"{said}; {self.hint}" if self.hint else said
        return f"{self.path}:{self.line}:{self.column}: {hinted}"


class ContentError(Exception):
    """The content cannot be used. Carries every problem of every file, in reading order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def nearest(found: str, allowed: Iterable[str]) -> str:
    """A hint with the allowed name that looks most like the one found, or nothing."""
    match = closest(found, allowed)
    return f"did you mean '{match}'?" if match else ""


def closest(found: str, allowed: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The allowed name that looks most like the one found, if any comes near: by ``cutoff``, 1 for the same."""
    names = {name.casefold(): name for name in allowed}
    matches = get_close_matches(plain(found[:80]).casefold(), list(names), n=1, cutoff=cutoff)
    return names[matches[0]] if matches else None


def id_of(words: str) -> str:
    """Words in the form of an id: ``Golf ball`` as ``golf_ball``."""
    return re.sub(r"[^a-z0-9]+", "_", plain(words).casefold()).strip("_")


def short(found: object) -> str:
    """What was found, in at most 40 characters, of which none is hidden."""
    text = " ".join(re.split(r"[ \t\r\n]+", str(found)[:400].strip(" \t\r\n")))
    return named(text if len(text) <= 40 else f"{text[:37]}...")


def _one_line(text: str) -> str:
    text = text if len(text) <= MAX_PART else f"{text[: MAX_PART - 3]}..."
    return text if text.isprintable() else "".join(sign if sign.isprintable() else " " for sign in text)
