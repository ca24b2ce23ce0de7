"""What is wrong with the content, told so that its author can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend: where it is, what was found, and a hint."""

    path: str
    line: int
    column: int
    where: str
    what: str
    hint: str = ""

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
    matches = get_close_matches(found[:80], list(allowed), n=1, cutoff=0.6)
    return f"did you mean '{matches[0]}'?" if matches else ""
