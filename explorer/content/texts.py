"""What the fields of a record say of it: the texts that people read, and the ids that name other records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel

from explorer.content.kinds import kind_of
from explorer.content.models import Mark, Names, ReadBy
from explorer.content.yaml_file import Where

BETWEEN = " ; "  # in a list of words that is one text
_EACH = "*"  # on a path: each entry of a list

_Path = tuple[str, ...]


class Told(NamedTuple):
    """A text that people read: its place in the record, and what it is to whom."""

    where: Where
    text: str
    mark: ReadBy


def texts(kind: str, raw: Any) -> Iterator[Told]:
    """Every text of a record that people read."""
    for path, mark in _marked(kind_of(kind).model, ReadBy):
        for where, found in _along(raw, path, ()):
            for inner, text in all_texts(found, where):
                yield Told(inner, text, mark)


def patient_texts(kind: str, raw: Any) -> Iterator[Told]:
    """The texts of a record that must be easy to read."""
    return (told for told in texts(kind, raw) if told.mark.is_measured)


def our_texts(kind: str, raw: Any) -> Iterator[Told]:
    """The texts of a record that state something in our name."""
    return (told for told in texts(kind, raw) if told.mark.is_ours)


def translated_texts(kind: str, raw: Any) -> Iterator[Told]:
    """What a translator must have of a record. A list of words is one text."""
    for path, mark in _marked(kind_of(kind).model, ReadBy):
        for where, found in _along(raw, path, ()):
            text = BETWEEN.join(found) if isinstance(found, tuple) else found
            if text:
                yield Told(where, text, mark)


def links(kind: str, raw: Any) -> Iterator[tuple[Where, str, str]]:
    """Every id in a record that names another one: where, the kind of what it names, and the id."""
    for path, mark in _marked(kind_of(kind).model, Names):
        for where, found in _along(raw, path, ()):
            if isinstance(found, str):
                yield where, mark.kind, found


def all_texts(raw: Any, where: Where = ()) -> list[tuple[Where, str]]:
    """Every text of a record, read or not, each with its place in the record."""
    found: list[tuple[Where, str]] = []
    _collect(raw, where, found)
    return found


def _collect(raw: Any, where: Where, found: list[tuple[Where, str]]) -> None:
    """Add every text to a list: it takes half the time of handing each one up, and there are many."""
    if isinstance(raw, str):
        found.append((where, raw))
    elif isinstance(raw, Mapping | tuple):
        for key, value in raw.items() if isinstance(raw, Mapping) else enumerate(raw):
            _collect(value, (*where, key), found)


def _along(raw: Any, path: _Path, where: Where) -> Iterator[tuple[Where, Any]]:
    """What stands at a path in a record, as read from its file or as a model, each with its place."""
    for i, step in enumerate(path):
        if step == _EACH:
            items = enumerate(raw if isinstance(raw, tuple) else ())
            yield from (found for j, item in items for found in _along(item, path[i + 1 :], (*where, j)))
            return
        raw = _part(raw, step)
        if raw is None:
            return
        where = (*where, step)
    yield where, raw


def _part(raw: Any, field: str) -> Any:
    if isinstance(raw, Mapping):
        return raw.get(field)
    return getattr(raw, field) if isinstance(raw, BaseModel) else None


# --- what the models say ------------------------------------------------------------------------------------------


@cache
def _marked(model: type[BaseModel], wanted: type[Mark]) -> tuple[tuple[_Path, Any], ...]:
    """The paths to all fields with such a mark."""
    return tuple((path, mark) for path, mark in fields(model) if isinstance(mark, wanted))


def fields(model: type[BaseModel]) -> Iterator[tuple[_Path, Mark | None]]:
    """The paths to all texts in the records of a model, with what is said of each."""
    for name, field in model.model_fields.items():
        yield from (((name, *path), mark) for path, mark in _texts_in(field.annotation, _last(field.metadata, None)))


def _texts_in(annotation: Any, mark: Mark | None) -> Iterator[tuple[_Path, Mark | None]]:
    """The same within the type of a field. ``mark`` is what was said around it."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if annotation is str or (origin is tuple and isinstance(mark, ReadBy)):
        yield (), mark
    elif origin is Annotated:
        yield from _texts_in(inner[0], _last(inner[1:], mark))
    elif origin is tuple:
        yield from (((_EACH, *path), found) for path, found in _texts_in(inner[0], mark))
    elif origin in (Union, UnionType):
        for part in inner:
            yield from _texts_in(part, mark)
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield from ((path, found or mark) for path, found in fields(annotation))


def _last(metadata: Any, otherwise: Mark | None) -> Mark | None:
    """The mark nearest to the field: what is said there holds, whatever its type says."""
    return next((each for each in reversed(metadata) if isinstance(each, Mark)), otherwise)
