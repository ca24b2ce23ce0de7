"""The tables that the shipped content is compared with, and how a difference is told."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from explorer.content import Atlas
from explorer.content.models import Item, Remedy

TABLES = Path(__file__).parent / "tables"


def table(name: str) -> list[dict[str, str]]:
    """The rows of a table."""
    with (TABLES / f"{name}.csv").open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def keys(listed: str) -> list[str]:
    """The keys in a cell that lists some."""
    return [key.strip() for key in listed.split(",")]


def includes(found: Iterable[str], expected: Iterable[str], what: str, where: str) -> None:
    """What a table lists is there. There may be more: content grows without the table."""
    missing = set(expected) - set(found)
    assert not missing, f"add the {what} {sorted(missing)} to {where}"


def same(found: Iterable[str], expected: Iterable[str], what: str, where: str) -> None:
    """What a table lists is there, and nothing else."""
    found, expected = set(found), set(expected)
    assert not expected - found, f"add the {what} {sorted(expected - found)} to {where}"
    assert not found - expected, f"remove from {where}, or add to tests/shipped/tables: {sorted(found - expected)}"


def remedies(atlas: Atlas) -> tuple[Remedy, ...]:
    """All techniques and tools."""
    return (*atlas.techniques.values(), *atlas.tools.values())


def items(atlas: Atlas) -> tuple[Item, ...]:
    """All techniques, tools and exercises."""
    return (*remedies(atlas), *atlas.exercises.values())
