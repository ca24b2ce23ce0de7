"""Read every content file, tell all problems at once, and build the ``Atlas``.

A clinic may keep a folder of its own. With ``atlas/`` (the geometry) in it, it is a whole content folder; without,
it is laid over the shipped one: its records are added, and replace shipped ones of the same id.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel

from explorer.content import interface_rules, kinds, rules
from explorer.content.atlas import Atlas
from explorer.content.draft import Draft, Table, Tables, read_draft
from explorer.content.folders import FIGURES_FOLDER, called, shipped
from explorer.content.geometry import BodyGeometry, read_geometry
from explorer.content.in_language import told
from explorer.content.kinds import Kind, kind_of
from explorer.content.models import Country, Phrase, RedFlag, Review
from explorer.content.problems import ContentError, Problem, short
from explorer.content.reviews import laid_over, last_of, read_reviews
from explorer.content.speech import ENGLISH
from explorer.content.unread import FIGURES_FILE, GEOMETRY_FOLDER, readable, records_in, unread
from explorer.content.yaml_file import YamlFile, try_yaml

_Record = TypeVar("_Record", bound=BaseModel)


@dataclass(frozen=True)
class Source:
    """A folder of content files. ``overlay`` when it is laid over another one, so that it may hold any part."""

    folder: Path
    overlay: bool = False

    @property
    def name(self) -> str:
        """What the folder is called in problems."""
        return called(self.folder)


def sources(data_dir: Path | str | None) -> tuple[Source, ...]:
    """The folders to read, each over the one before."""
    base = Source(shipped("data"))
    if not data_dir:
        return (base,)
    folder = Path(data_dir)
    whole = (folder / GEOMETRY_FOLDER).exists() or folder.resolve() == base.folder.resolve()
    return (Source(folder),) if whole else (base, Source(folder, overlay=True))


@dataclass(frozen=True)
class Content:
    """All content as it was read. There is an atlas only when there are no problems."""

    tables: Tables
    geometry: BodyGeometry | None
    problems: tuple[Problem, ...]
    images: Path
    folders: tuple[Path, ...]
    overlay: str | None
    atlas: Atlas | None

    @property
    def structures(self) -> tuple[str, ...]:
        """The names of all structures in the picture, as far as it could be read."""
        return tuple(self.geometry.structures.values()) if self.geometry else ()


def load_atlas(data_dir: Path | str | None = None, images_dir: Path | str | None = None) -> Atlas:
    """Load all content.

    ``data_dir`` is a whole content folder (YAML files, and ``atlas/`` with the geometry in mm) or one that is laid
    over the shipped one; ``images_dir`` holds the plates. Both default to the shipped ones. Raises ContentError with
    every problem found.
    """
    content = read_content(data_dir, images_dir)
    if content.atlas is None:
        raise ContentError(content.problems)
    return content.atlas


def read_content(data_dir: Path | str | None = None, images_dir: Path | str | None = None) -> Content:
    """The same, for those who want to look at every file whatever the problems are."""
    with _collector_paused():
        return _read(sources(data_dir), Path(images_dir or shipped("images")))


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Loading makes many small values and no garbage; looking for some again and again would cost half the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read(folders: tuple[Source, ...], images: Path) -> Content:
    base, read_from = folders[0], tuple(source.folder for source in folders)
    problems: list[Problem] = []
    tables = _read_tables(folders, problems)
    geometry = _try_geometry(base.folder / GEOMETRY_FOLDER, f"{base.name}/{GEOMETRY_FOLDER}", problems)
    reviews = read_reviews(read_from, problems)
    known = {(problem.path, problem.line, problem.column) for problem in problems}
    found = rules.broken(tables, geometry, base.name, images, read_from)
    problems += [problem for problem in found if (problem.path, problem.line, problem.column) not in known]
    complete = geometry is not None and not problems
    overlay = next((source.name for source in folders if source.overlay), None)
    last = last_of(reviews)
    atlas = build(tables, geometry, images, read_from, overlay, last) if complete and geometry else None
    return Content(tables, geometry, tuple(sorted(problems)), images, read_from, overlay, atlas)


def load_red_flags(data_dir: Path | str | None = None) -> tuple[RedFlag, ...]:
    """The stop signs alone, for when the rest cannot be loaded. Raises ContentError when they too have problems."""
    return _records_alone("red flag", RedFlag, data_dir)


def load_countries(data_dir: Path | str | None = None) -> tuple[Country, ...]:
    """The emergency numbers alone, in the same way."""
    return _records_alone("country", Country, data_dir)


def load_phrases() -> Mapping[str, Phrase]:
    """The shipped words of the interface alone. Raises ContentError when they have problems."""
    problems: list[Problem] = []
    table = _lists_of(kind_of("phrase"), Source(shipped("data")), problems)
    if problems:
        raise ContentError(problems)
    return {draft.id: draft.record for draft in table.drafts if isinstance(draft.record, Phrase)}


def _records_alone(kind: str, model: type[_Record], data_dir: Path | str | None) -> tuple[_Record, ...]:
    problems: list[Problem] = []
    table = _read_list(kind_of(kind), sources(data_dir), problems)
    if problems:
        raise ContentError(problems)
    return tuple(draft.record for draft in table.drafts if isinstance(draft.record, model))


def build(
    tables: Tables, geometry: BodyGeometry, images: Path, folders: tuple[Path, ...], overlay: str | None,
    reviews: Mapping[str, Review] = MappingProxyType({}),
) -> Atlas:  # fmt: skip
    """The atlas of these records, with the reviews of their very words."""
    records = {kind: {draft.id: draft.record for draft in table.drafts} for kind, table in tables.items()}
    fields = {kind.stem: MappingProxyType(laid_over(records[kind.name], kind.stem, reviews)) for kind in kinds.KINDS}
    atlas = Atlas.model_construct(None, **fields, geometry=geometry, images=images, folders=folders, overlay=overlay)
    return told(atlas, ENGLISH, atlas.country.id)


def _try_geometry(folder: Path, name: str, problems: list[Problem]) -> BodyGeometry | None:
    try:
        return read_geometry(folder, name)
    except ContentError as error:
        problems += error.problems
        return None


def _read_tables(folders: tuple[Source, ...], problems: list[Problem]) -> Tables:
    read = {"folder": _read_folder, "list": _read_list, "lists": _read_lists, "pictures": _read_pictures}
    tables = {kind.name: read[kind.layout](kind, folders, problems) for kind in kinds.KINDS}
    for source in folders:
        problems += _strays(source)
    return tables


def _read_folder(kind: Kind, folders: tuple[Source, ...], problems: list[Problem]) -> Table:
    found = [(source, _drafts_of_folder(kind, source, problems)) for source in folders]
    return _laid_over([_table(drafts, problems, optional=source.overlay) for source, drafts in found])


def _read_list(kind: Kind, folders: tuple[Source, ...], problems: list[Problem]) -> Table:
    files = [_ListFile(source.folder / kind.file, f"{source.name}/{kind.file}", source.overlay) for source in folders]
    return _read_list_files(kind, files, problems)


def _read_pictures(kind: Kind, folders: tuple[Source, ...], problems: list[Problem]) -> Table:
    """The pictures of people: the shipped ones, and those that lie beside other content."""
    name = f"{FIGURES_FOLDER}/{FIGURES_FILE}"
    ours = _ListFile(shipped(FIGURES_FOLDER) / FIGURES_FILE, name)
    others = (_ListFile(source.folder / name, f"{source.name}/{name}", optional=True) for source in folders)
    return _read_list_files(kind, [ours, *others], problems)


def _read_lists(kind: Kind, folders: tuple[Source, ...], problems: list[Problem]) -> Table:
    """The words of the interface: the shipped ones, and over them what other content says in its own words."""
    shipped_data = shipped("data")
    others = [source for source in folders if source.folder.resolve() != shipped_data.resolve()]
    ours = _lists_of(kind, Source(shipped_data), problems)
    theirs = [_lists_of(kind, source, problems) for source in others]
    for table in theirs:
        problems += interface_rules.unasked(ours, table)
    return _laid_over([ours, *theirs])


def _lists_of(kind: Kind, source: Source, problems: list[Problem]) -> Table:
    name = f"{source.name}/{kind.file}"
    files = [_ListFile(path, f"{name}/{path.name}") for path in records_in(source.folder / kind.file)]
    drafts = (draft for file in files for draft in _drafts_of_list(kind, file, problems))
    return _table(drafts, problems, optional=True)


class _ListFile(NamedTuple):
    """A file that holds a list of records, what it is called in problems, and whether it may be absent."""

    path: Path
    name: str
    optional: bool = False


def _read_list_files(kind: Kind, files: list[_ListFile], problems: list[Problem]) -> Table:
    each = []
    for file in files:
        absent = file.optional and not file.path.exists()
        drafts = iter(()) if absent else _drafts_of_list(kind, file, problems)
        each.append(_table(drafts, problems, optional=absent))
    return _laid_over(each)


def _laid_over(each: list[Table]) -> Table:
    """Tables one over the other: a record takes the place of one with the same id in an earlier table."""
    merged: dict[tuple[str | int, int], Draft] = {}
    for i, table in enumerate(each):
        times: Counter[str] = Counter()  # two of one id in one table are a mistake; both are still looked at
        for draft in table.drafts:
            key = (draft.id or i, times[draft.id])
            merged[key] = replace(draft, beneath=merged[key]) if key in merged else draft
            times[draft.id] += 1
    return Table(tuple(merged.values()), complete=all(table.complete for table in each))


def _table(drafts: Iterator[Draft], problems: list[Problem], *, optional: bool) -> Table:
    """The records of one kind in one folder.

    It is incomplete where a record is there whose id cannot be read, or none at all unless ``optional``.
    """
    first: dict[str, Draft] = {}
    listed = tuple(drafts)
    for draft in listed:
        if draft.id and draft.id in first:
            there = first[draft.id].problem(("id",), "")
            hint = f"first in {there.path}:{there.line}"
            problems.append(draft.problem(("id",), f"the id '{short(draft.id)}' is used twice", hint))
        first.setdefault(draft.id, draft)
    return Table(listed, complete="" not in first and (bool(listed) or optional))


def _drafts_of_folder(kind: Kind, source: Source, problems: list[Problem]) -> Iterator[Draft]:
    name = f"{source.name}/{kind.file}"
    files = records_in(source.folder / kind.file)
    if not files and not source.overlay:
        problems.append(Problem(name, 1, 1, "", f"no {kind.name} files here", "one .yaml file for each"))
    for path in files:
        file = try_yaml(path, f"{name}/{path.name}", problems)
        if file:
            yield read_draft(file, (), file.value, kind.model, problems)
        else:  # it cannot be read, but others may name it
            yield Draft(YamlFile(f"{name}/{path.name}"), (), None, None)


def _drafts_of_list(kind: Kind, at: _ListFile, problems: list[Problem]) -> Iterator[Draft]:
    file = try_yaml(at.path, at.name, problems)
    if file is None:
        return
    for i, raw in enumerate(_entries(file, kind.key, problems)):
        yield read_draft(file, (kind.key, i), raw, kind.model, problems)


def _entries(file: YamlFile, stem: str, problems: list[Problem]) -> tuple[Any, ...]:
    """The records of a file that holds a list of them under its own name, and nothing else."""
    entries = file.value.get(stem) if isinstance(file.value, dict) else None
    if not isinstance(entries, tuple):
        if not file.told:
            problems.append(file.problem((stem,), f"expected '{stem}:' with a list of records"))
        return ()
    for key in file.value:
        if key != stem:
            hint = f"only '{stem}' is read here"
            problems.append(file.problem((key,), f"unknown key '{short(key)}'", hint, at_key=True))
    if not entries:
        problems.append(file.problem((stem,), "the list is empty"))
    return entries


def _strays(source: Source) -> Iterator[Problem]:
    """Files and folders that were meant to be read, and are not."""
    yield from (found.problem for found in unread(source.folder, source.name) if found.meant)
    if source.overlay and not any((source.folder / name).exists() for name in readable()):
        hint = f"put one of these in it: {', '.join(sorted(readable()))}"
        yield Problem(source.name, 1, 1, "", "there is no content in this folder", hint)
