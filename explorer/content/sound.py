"""What is left of the content without its faulty records, so that one fault does not hide another."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from explorer.content import rules
from explorer.content.draft import Draft, Table, Tables
from explorer.content.folders import called
from explorer.content.load import Content, build
from explorer.content.problems import Problem
from explorer.content.texts import links
from explorer.content.yaml_file import Mark

_Name = tuple[str, str]  # the kind of a record, and its id
_MOST_ROUNDS = 8  # of records that are faulty only because others are


def sound(content: Content) -> Content:
    """The content without the records that have problems. What lies beneath one of them takes its place.

    The tables have only records of which more can be told: they have no problem, and rest on none that has. Without
    an atlas when a list cannot be read, or nothing is left of it.
    """
    if content.geometry is None or not all(table.complete for table in content.tables.values()):
        return content
    tables, faulty = _without_faulty(content)
    if tables is None or not all(table.drafts for table in tables.values()):
        return content
    atlas = build(tables, content.geometry, content.images, content.folders, content.overlay)
    return replace(content, tables=_resting_on_none(tables, faulty), atlas=atlas)


def _without_faulty(content: Content) -> tuple[Tables | None, set[_Name]]:
    """The tables without records that have a problem, or would have one without those; and which these are."""
    tables, faulty = content.tables, set[_Name]()
    found: Iterable[Problem] = content.problems
    for _ in range(_MOST_ROUNDS):
        bad = _with_problems(tables, found)
        if not bad:
            return tables, faulty
        faulty |= {(kind, draft.id) for kind, table in tables.items() for draft in table.drafts if id(draft) in bad}
        tables = {kind: _without(table, bad) for kind, table in tables.items()}
        found = rules.broken(tables, content.geometry, called(content.folders[0]), content.images, content.folders)
    return None, faulty


def _with_problems(tables: Tables, problems: Iterable[Problem]) -> set[int]:
    """The records that have one of the problems, and those that could not be read."""
    drafts = [draft for table in tables.values() for draft in table.drafts]
    files: dict[str, list[Draft]] = {}
    for draft in sorted(drafts, key=_start):
        files.setdefault(draft.file.path, []).append(draft)
    at = (_at(problem, files.get(problem.path, [])) for problem in problems)
    return {id(draft) for draft in at if draft} | {id(draft) for draft in drafts if draft.record is None}


def _at(problem: Problem, drafts: list[Draft]) -> Draft | None:
    """The one among the records of a file, in their order, that a problem stands in."""
    before = bisect_right(drafts, Mark(problem.line, problem.column), key=_start)
    if not before and (not drafts or drafts[0].where):  # at the head of a list
        return None
    return drafts[before - 1]


def _start(draft: Draft) -> Mark:
    return draft.file.values.get(draft.where, Mark(1, 1))


def _without(table: Table, bad: Collection[int]) -> Table:
    stand_ins = (draft.beneath if id(draft) in bad else draft for draft in table.drafts)
    return Table(tuple(draft for draft in stand_ins if draft), complete=table.complete)


def _resting_on_none(tables: Tables, faulty: set[_Name]) -> Tables:
    """The tables without records that are faulty or name one that is, even where another stands in for it."""
    return {kind: _resting(kind, table, faulty) for kind, table in tables.items()}


def _resting(kind: str, table: Table, faulty: set[_Name]) -> Table:
    kept = (draft for draft in table.drafts if faulty.isdisjoint({(kind, draft.id), *_named(kind, draft)}))
    return Table(tuple(kept), complete=table.complete)


def _named(kind: str, draft: Draft) -> Iterator[_Name]:
    return ((named, key) for _, named, key in links(kind, draft.raw))
