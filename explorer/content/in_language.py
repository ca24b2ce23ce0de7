"""The same atlas in another language: each text that has a translation of its very English says that.

What the catalog does not say stays English.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel

from explorer.content import kinds
from explorer.content.catalog import Catalog, Entry, Field, field_name
from explorer.content.in_country import in_country
from explorer.content.models import Phrase, Reviewed
from explorer.content.once import once
from explorer.content.speech import ENGLISH
from explorer.content.texts import BETWEEN

if TYPE_CHECKING:
    from explorer.content.atlas import Atlas

Record = TypeVar("Record", bound=BaseModel)
_NOT_REVIEWED = {"reviewer": None, "reviewed_on": None}  # a review holds for the words that were read


@once
def told(source: Atlas, lang: str, country: str) -> Atlas:
    """The atlas in a language and a country. ``source`` is as it was written.

    Raises KeyError when there is no catalog of that language, and for an unknown country.
    """
    return in_country(source if lang == ENGLISH else _in_language(source, lang), country)


@once
def _in_language(source: Atlas, lang: str) -> Atlas:
    catalog = source.catalogs[lang]
    said = {kind.stem: _table(kind.stem, getattr(source, kind.stem), catalog) for kind in kinds.KINDS}
    return source.model_copy(update={**said, "lang": lang, "english": source})


def _table(name: str, table: Mapping[str, Any], catalog: Catalog) -> Mapping[str, Any]:
    found = {key: catalog.records.get(f"{name}/{key}") for key in table}
    return MappingProxyType({key: _record(table[key], entries) for key, entries in found.items()})


def record_in(catalog: Catalog | None, name: str, record: Record) -> Record:
    """A record that is in no table of the atlas, with its texts as a catalog says them; without one, as it is."""
    said: Record = _record(record, catalog.records.get(name)) if catalog else record
    return said


def _record(record: Any, entries: Mapping[str, Entry] | None) -> Any:
    if not entries:
        return record
    if isinstance(record, Phrase):
        return _phrase(record, entries)
    said = _said(record, entries, ())
    return said.model_copy(update=_NOT_REVIEWED) if isinstance(said, Reviewed) and said != record else said


def _said(value: Any, entries: Mapping[str, Entry], where: Field) -> Any:
    """A part of a record with its texts in the language; the very same value where none has a translation."""
    if isinstance(value, str):
        words = _words(entries, where, value)
        return value if words is None else words
    if isinstance(value, tuple):
        if field_name(where) in entries:
            words = _words(entries, where, BETWEEN.join(value))
            return value if words is None else tuple(words.split(BETWEEN))
        return tuple(_said(part, entries, (*where, i)) for i, part in enumerate(value))
    if isinstance(value, BaseModel):
        fields = ((name, getattr(value, name)) for name in type(value).model_fields)
        told = {name: _said(part, entries, (*where, name)) for name, part in fields if part is not None}
        return value.model_copy(update=told)
    return value


def _words(entries: Mapping[str, Entry], where: Field, english: str) -> str | None:
    entry = entries.get(field_name(where))
    found = entry.of(english) if entry else None
    return found.said[0] if found else None


def _phrase(phrase: Phrase, entries: Mapping[str, Entry]) -> Phrase:
    """A phrase; one that counts has the forms of the language in place of the two that English has."""
    top = entries.get("text")
    entry = top.of(*((phrase.one, phrase.text) if phrase.one else (phrase.text,))) if top else None
    if entry is None:
        return phrase
    if not phrase.one:
        return phrase.model_copy(update={"text": entry.said[0]})
    forms = dict(zip(entry.forms, entry.said, strict=False))
    other = forms.pop("other", entry.said[-1])
    return phrase.model_copy(update={"one": None, **forms, "text": other})
