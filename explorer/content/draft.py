"""One record as it was read, and what its schema finds wrong with it, in the words of this project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from explorer.content.models import FORMS
from explorer.content.problems import Problem, nearest, short
from explorer.content.yaml_file import Where, YamlFile


@dataclass(frozen=True)
class Draft:
    """One record as it was read: where it stands, what was found, and the model unless it was malformed.

    ``beneath`` is the record of the same id, in the folder over which its own is laid, that it takes the place of.

    The rules look at what was found, so that one malformed record causes no second problem elsewhere.
    """

    file: YamlFile
    where: Where
    raw: Any
    record: Any | None
    beneath: Draft | None = None

    @property
    def id(self) -> str:
        """The id as written. Where none can be read: the file's name, or nothing for a record of a list."""
        written = self.raw.get("id") if isinstance(self.raw, Mapping) else None
        if isinstance(written, str):
            return written
        return "" if self.where else self.stem

    @property
    def called(self) -> tuple[str, ...]:
        """The words that people use for it, as far as they can be read."""
        names = (self.raw.get(field) for field in ("name", "plain_name")) if isinstance(self.raw, Mapping) else ()
        return (*(name for name in names if isinstance(name, str)), *self.ids("synonyms"))

    @property
    def stem(self) -> str:
        """The name of the file without its ending."""
        return Path(self.file.path).stem

    def ids(self, field: str) -> tuple[str, ...]:
        """The ids listed in ``field``, as far as they can be read."""
        listed = self._list(field)
        return tuple(item for item in listed if isinstance(item, str)) if isinstance(listed, tuple) else ()

    def is_list_of_ids(self, field: str) -> bool:
        """Whether every id in ``field`` can be read."""
        listed = self._list(field)
        return isinstance(listed, tuple) and all(isinstance(item, str) for item in listed)

    def _list(self, field: str) -> Any:
        return self.raw.get(field) if isinstance(self.raw, Mapping) else None

    def problem(self, inner: Where, what: str, hint: str = "") -> Problem:
        """A problem at ``inner`` within this record."""
        return self.file.problem((*self.where, *inner), what, hint)


@dataclass(frozen=True)
class Table:
    """The records of one kind in reading order; not ``complete`` when some could not be told apart."""

    drafts: tuple[Draft, ...]
    complete: bool

    @property
    def names(self) -> set[str]:
        """The ids that others may use. A file's name counts too, so that a wrong id is told only once."""
        return {draft.id for draft in self.drafts} | {draft.stem for draft in self.drafts if not draft.where}


Tables = Mapping[str, Table]


def read_draft(file: YamlFile, where: Where, raw: Any, model: type[BaseModel], problems: list[Problem]) -> Draft:
    """The record at ``where`` in a file. What its schema finds is added to ``problems``."""
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
        thing, form = FORMS.get(context["pattern"], ("an id", context["pattern"]))
        return file.problem(where, f"'{short(found)}' is not {thing}", f"its form is {form}")
    if kind in _LENGTHS:
        bound, limit = _LENGTHS[kind]
        return file.problem(where, f"expected {bound} {context[limit]} entries, found {len(found)}")
    if kind.endswith("_type"):
        return file.problem(where, f"expected {_kind(kind)}, found {_kind_of(found)}")
    said = str(context["error"]) if kind == "value_error" else f"{detail['msg'][0].lower()}{detail['msg'][1:]}"
    return file.problem(where, f"{said}, found {_kind_of(found)}")


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


_LENGTHS = {"too_short": ("at least", "min_length"), "too_long": ("at most", "max_length")}
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
