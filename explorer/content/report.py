"""What ``check`` prints: counts, and how hard each text is to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from explorer.content import kinds
from explorer.content.atlas import Atlas
from explorer.content.draft import Tables
from explorer.content.lint import MAX_GRADE, MIN_WORDS, Reading, readings
from explorer.content.models import FAMILIES


def counts(atlas: Atlas) -> dict[str, int]:
    """How many records of each kind there are."""
    found = {kind.plural: len(getattr(atlas, kind.stem)) for kind in kinds.KINDS}
    return found | {"structures": len(atlas.geometry.structures)}


def count_line(atlas: Atlas) -> str:
    """One line that says how much there is."""
    return ", ".join(f"{number} {name}" for name, number in counts(atlas).items())


def count_table(atlas: Atlas) -> Iterator[str]:
    """How many of each kind, one a line."""
    for name, number in counts(atlas).items():
        yield f"{number:5} {name}"
    conditions, families = len(atlas.conditions), len(FAMILIES)
    yield f"{conditions} conditions × {families} families = {conditions * families} cells"  # noqa: RUF001


def readability_table(tables: Tables, structures: Iterable[str]) -> Iterator[str]:
    """The reading grade of every patient text: as a whole, and of each field. The hardest comes first."""
    found = sorted(readings(tables, structures), key=lambda reading: -reading.grade)
    yield f"{'grade':>5} {'words':>5}  record and fields; the limit is {MAX_GRADE} for {MIN_WORDS} words or more"
    for reading in found:
        yield f"{reading.grade:5.1f} {reading.words:5}  {_place(reading)}: {_fields(reading)}"


def _place(reading: Reading) -> str:
    problem = reading.draft.problem((), "")
    return f"{problem.path}:{problem.line} {reading.draft.id}"


def _fields(reading: Reading) -> str:
    return ", ".join(f"{name} {grade:.1f}" for name, grade in reading.fields.items())
