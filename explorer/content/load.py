"""Load the content: read every file, check every record, then the rules across files.

Nothing stops at the first mistake: all problems of all files are told together.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from explorer.content import rules
from explorer.content.atlas import Atlas
from explorer.content.geometry import BodyGeometry, read_geometry
from explorer.content.models import (
    AreaName,
    KeepOffZone,
    Place,
    RedFlag,
    Reference,
    Region,
    Technique,
    Tool,
)
from explorer.content.problems import ContentError, Problem, nearest, short
from explorer.content.rules import Draft, Table
from explorer.content.yaml_file import Where, YamlFile, read_yaml

FOLDERS: dict[str, tuple[str, type[BaseModel]]] = {
    "region": ("regions", Region),
    "technique": ("techniques", Technique),
    "tool": ("tools", Tool),
}
LISTS: dict[str, tuple[str, type[BaseModel]]] = {
    "keep-off zone": ("keep_off", KeepOffZone),
    "red flag": ("red_flags", RedFlag),
    "place": ("places", Place),
    "reference": ("references", Reference),
    "area": ("areas", AreaName),
}


def shipped(folder: str) -> Path:
    """A folder that comes with the project: beside the package in a checkout, inside it when installed."""
    package = Path(__file__).parents[1]
    inside = package / folder
    return inside if inside.is_dir() else package.parent / folder


def load_atlas(data_dir: Path | str | None = None, images_dir: Path | str | None = None) -> Atlas:
    """Load all content.

    ``data_dir`` holds the YAML files and ``atlas/`` with the geometry (mm), ``images_dir`` the plates; both
    default to the shipped ones. Raises ContentError with every problem found.
    """
    with _collector_paused():
        return _load(Path(data_dir or shipped("data")), Path(images_dir or shipped("images")))


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


def _load(data: Path, images: Path) -> Atlas:
    name = data.name or str(data)
    problems: list[Problem] = []
    tables = _read_tables(data, name, problems)
    geometry = _try_geometry(data / "atlas", f"{name}/atlas", problems)
    told = {(problem.path, problem.line, problem.column) for problem in problems}
    found = _cross_problems(tables, geometry, name, images)
    problems += [problem for problem in found if (problem.path, problem.line, problem.column) not in told]
    if problems or geometry is None:
        raise ContentError(problems)
    return _build(tables, geometry, images)


def load_red_flags(data_dir: Path | str | None = None) -> tuple[RedFlag, ...]:
    """The stop signs alone, for when the rest cannot be loaded. Raises ContentError when they too have problems."""
    data = Path(data_dir) if data_dir else shipped("data")
    problems: list[Problem] = []
    drafts = tuple(_drafts_of_list(data, data.name, *LISTS["red flag"], problems))
    if problems:
        raise ContentError(problems)
    return tuple(draft.record for draft in drafts if isinstance(draft.record, RedFlag))


def _build(tables: rules.Tables, geometry: BodyGeometry, images: Path) -> Atlas:
    records = {kind: {draft.id: draft.record for draft in table.drafts} for kind, table in tables.items()}
    folders = {folder: records[kind] for kind, (folder, _) in (FOLDERS | LISTS).items()}
    return Atlas.model_construct(
        None, **{key: MappingProxyType(value) for key, value in folders.items()}, geometry=geometry, images=images
    )


def _cross_problems(tables: rules.Tables, geometry: BodyGeometry | None, name: str, images: Path) -> Iterator[Problem]:
    yield from rules.unknown_links(tables, geometry)
    yield from rules.names_match_ids(tables)
    if geometry:
        yield from rules.structures_owned_once(tables["region"], geometry, name)
        yield from rules.shapes_are_known(geometry, name)
        yield from rules.zones_have_words(tables, geometry, name)
        yield from rules.plates_fit(geometry, images)


def _try_geometry(folder: Path, name: str, problems: list[Problem]) -> BodyGeometry | None:
    try:
        return read_geometry(folder, name)
    except ContentError as error:
        problems += error.problems
        return None


def _read_tables(data: Path, name: str, problems: list[Problem]) -> rules.Tables:
    tables: dict[str, Table] = {}
    for kind, (folder, model) in FOLDERS.items():
        tables[kind] = _table(_drafts_of_folder(kind, data / folder, f"{name}/{folder}", model, problems), problems)
    for kind, (stem, model) in LISTS.items():
        tables[kind] = _table(_drafts_of_list(data, name, stem, model, problems), problems)
    return tables


def _table(drafts: Iterator[Draft], problems: list[Problem]) -> Table:
    """All records of one kind. It is incomplete where a record is there whose id cannot be read."""
    first: dict[str, Draft] = {}
    listed = tuple(drafts)
    for draft in listed:
        if draft.id and draft.id in first:
            there = first[draft.id].problem(("id",), "")
            hint = f"first in {there.path}:{there.line}"
            problems.append(draft.problem(("id",), f"the id '{short(draft.id)}' is used twice", hint))
        first.setdefault(draft.id, draft)
    return Table(listed, complete=bool(listed) and "" not in first)


def _drafts_of_folder(
    kind: str, folder: Path, name: str, model: type[BaseModel], problems: list[Problem]
) -> Iterator[Draft]:
    files = sorted(folder.glob("*.yaml"))
    if not files:
        problems.append(Problem(name, 1, 1, "", f"no {kind} files here", "one .yaml file for each"))
    for path in files:
        file = _read(path, f"{name}/{path.name}", problems)
        if file:
            yield _draft(file, (), file.value, model, problems)
        else:  # it cannot be read, but others may name it
            yield Draft(YamlFile(f"{name}/{path.name}"), (), None, None)


def _drafts_of_list(
    data: Path, name: str, stem: str, model: type[BaseModel], problems: list[Problem]
) -> Iterator[Draft]:
    file = _read(data / f"{stem}.yaml", f"{name}/{stem}.yaml", problems)
    if file is None:
        return
    entries = file.value.get(stem) if isinstance(file.value, dict) else None
    if not isinstance(entries, tuple):
        if not file.told:
            problems.append(file.problem((stem,), f"expected '{stem}:' with a list of records"))
        return
    for key in file.value:
        if key != stem:
            hint = f"only '{stem}' is read here"
            problems.append(file.problem((key,), f"unknown key '{short(key)}'", hint, at_key=True))
    if not entries:
        problems.append(file.problem((stem,), "the list is empty"))
    for i, raw in enumerate(entries):
        yield _draft(file, (stem, i), raw, model, problems)


def _read(path: Path, name: str, problems: list[Problem]) -> YamlFile | None:
    try:
        file = read_yaml(path, name)
    except ContentError as error:
        problems += error.problems
        return None
    problems += file.problems
    return file


def _draft(file: YamlFile, where: Where, raw: Any, model: type[BaseModel], problems: list[Problem]) -> Draft:
    try:
        return Draft(file, where, raw, model.model_validate(raw))
    except ValidationError as error:
        details = (detail for detail in error.errors(include_url=False) if not _is_told_inside(detail))
        found = (_schema_problem(file, where, model, detail) for detail in details)
        problems += [problem for problem in found if (problem.line, problem.column) not in file.told]
        return Draft(file, where, raw, None)


def _is_told_inside(detail: ErrorDetails) -> bool:
    """A list whose entries are bad is also called too short; its entries say what to mend."""
    return detail["type"] == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"]


def _schema_problem(file: YamlFile, base: Where, model: type[BaseModel], detail: ErrorDetails) -> Problem:
    """Say one finding of pydantic in the words of this project."""
    where = (*base, *detail["loc"])
    kind, found, context = detail["type"], detail["input"], detail.get("ctx", {})
    if kind == "missing":
        return file.problem(where[:-1], f"missing field '{where[-1]}'")
    if kind == "extra_forbidden":
        hint = nearest(str(where[-1]), _fields(model, detail["loc"][:-1]))
        return file.problem(where, f"unknown key '{short(where[-1])}'", hint, at_key=True)
    if kind == "literal_error":
        allowed = [word.strip("'") for word in context["expected"].replace(" or ", ", ").split(", ")]
        hint = nearest(str(found), allowed) or f"allowed: {', '.join(allowed)}"
        return file.problem(where, f"'{short(found)}' is not allowed", hint)
    if kind == "string_pattern_mismatch":
        return file.problem(where, f"'{short(found)}' is not an id", f"its form is {context['pattern']}")
    if kind == "too_short":
        return file.problem(
            where, f"expected at least {context['min_length']} entries, found {context['actual_length']}"
        )
    if kind.endswith("_type"):
        return file.problem(where, f"expected {_kind(kind)}, found {_kind_of(found)}")
    return file.problem(where, f"{detail['msg'][0].lower()}{detail['msg'][1:]}, found {_kind_of(found)}")


def _fields(model: Any, where: tuple[int | str, ...]) -> list[str]:
    """The keys allowed at ``where`` in a record of ``model``."""
    for step in where:
        if isinstance(step, str) and hasattr(model, "model_fields"):
            model = _model_in(model.model_fields[step].annotation)
    return list(getattr(model, "model_fields", ()))


def _model_in(annotation: Any) -> Any:
    """The model inside ``Model | None`` or ``tuple[Model, ...]``."""
    inner = [_model_in(part) for part in get_args(annotation)]
    return next((part for part in inner if hasattr(part, "model_fields")), annotation)


_KINDS = {
    "string_type": "text",
    "int_type": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "model_type": "a group of keys",
    "dict_type": "a group of keys",
}


def _kind(error: str) -> str:
    return _KINDS.get(error, error.removesuffix("_type"))


def _kind_of(found: Any) -> str:
    if isinstance(found, str):
        return f"the text '{short(found)}'"
    if isinstance(found, bool | int | float):
        return f"the value {str(found).lower()}"
    return "a list" if isinstance(found, tuple) else "a group of keys"
