"""What is wrong with the content, told so that its author can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

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


def closest(found: str, allowed: Iterable[str]) -> str | None:
    """The allowed name that looks most like the one found, if any comes near."""
    names = {name.casefold(): name for name in allowed}
    matches = get_close_matches(found[:80].casefold(), list(names), n=1, cutoff=0.6)
    return names[matches[0]] if matches else None


def short(found: object) -> str:
    """What was found, in at most 40 characters."""
    text = " ".join(str(found)[:400].split())
    return text if len(text) <= 40 else f"{text[:37]}..."


def _one_line(text: str) -> str:
    text = text if len(text) <= MAX_PART else f"{text[: MAX_PART - 3]}..."
    return text if text.isprintable() else "".join(sign if sign.isprintable() else " " for sign in text)
