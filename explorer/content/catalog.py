"""The texts of another language: gettext PO files, ``locale/<lang>.po`` of each content folder.

The English YAML is the source. An entry says for which text it is in its ``msgctxt``: the file without its ending, the
record and the field, such as ``regions/piriformis patient.what``, and holds the English that was translated. Where the
English is another one by now, the entry does not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from gettext import c2py
from pathlib import Path
from types import MappingProxyType

from babel.messages.pofile import PoFileError, read_po

from explorer.content.folders import LOCALE, name_of, shipped
from explorer.content.models.base import LANG_FORM
from explorer.content.problems import ContentError, Problem
from explorer.content.speech import locale_of

_ENOUGH = 200  # numbers that have nearly every form of every language among them

Field = tuple[str | int, ...]


@dataclass(frozen=True)
class Entry:
    """One text in two languages. ``english`` and ``said`` have a form for each number where the text counts.

    It is ``fuzzy`` while nobody has looked at it since the English changed. ``path`` and ``line`` are where it stands,
    ``comments`` what translators noted. ``forms`` names each of what is said of a number, as CLDR does. ``beneath`` is
    what it was laid over.
    """

    english: tuple[str, ...]
    said: tuple[str, ...]
    fuzzy: bool = False
    path: str = ""
    line: int = 1
    comments: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    beneath: Entry | None = None

    @property
    def layers(self) -> tuple[Entry, ...]:
        """Itself, and each that it was laid over."""
        return (self, *(self.beneath.layers if self.beneath else ()))

    @property
    def is_done(self) -> bool:
        """Whether it is translated."""
        return all(self.said) and not self.fuzzy

    def says(self, *english: str) -> bool:
        """Whether it is a translation of this very English."""
        return self.is_done and self.english == english

    def of(self, *english: str) -> Entry | None:
        """The topmost that is a translation of this very English: what a clinic says of other words hides none."""
        return next((entry for entry in self.layers if entry.says(*english)), None)


@dataclass(frozen=True)
class Catalog:
    """All entries of a language, by file and record and then by field."""

    lang: str
    records: Mapping[str, Mapping[str, Entry]]

    def entry(self, record: str, field: str) -> Entry | None:
        """The entry for one text, whatever it says."""
        return self.records.get(record, {}).get(field)

    def said(self, record: str, field: str, english: tuple[str, ...]) -> Entry | None:
        """The entry that says this very English."""
        entry = self.entry(record, field)
        return entry.of(*english) if entry else None


def field_name(where: Field) -> str:
    """A place in a record as it stands in a ``msgctxt``: ``cautions.0.text``."""
    return ".".join(map(str, where))


def locales(folders: Iterable[Path]) -> tuple[Path, ...]:
    """Where the translations of content folders lie: those of the project, and over them those of other folders."""
    ours = shipped("data").resolve()
    return (shipped(LOCALE), *(folder / LOCALE for folder in folders if folder.resolve() != ours))


def catalogs(folders: Iterable[Path]) -> Mapping[str, Catalog]:
    """The translations that lie in such folders, each laid over the one before, by language.

    Raises ContentError with every file that cannot be read.
    """
    found: dict[str, dict[str, dict[str, Entry]]] = {}
    problems: list[Problem] = []
    for path in (path for folder in folders for path in sorted(folder.glob("*.po"))):
        records = found.setdefault(path.stem, {})
        for record, field, entry in _read(path, problems):
            known = records.setdefault(record, {})
            if any(entry.said) or field not in known:  # what a clinic has not said stays as it was said
                known[field] = replace(entry, beneath=known.get(field))
    if problems:
        raise ContentError(problems)
    return MappingProxyType({lang: Catalog(lang, records) for lang, records in found.items()})


def _read(path: Path, problems: list[Problem]) -> Iterable[tuple[str, str, Entry]]:
    name = name_of(path)
    if not re.match(LANG_FORM, path.stem):
        problems.append(Problem(name, 1, 1, "", f"'{path.stem}' is no language", "name the file by its code, as es.po"))
        return
    try:
        with path.open("rb") as file:
            read = read_po(file, abort_invalid=True)
        forms = plural_forms(path.stem, read.plural_expr)
    except (PoFileError, ValueError, LookupError, ArithmeticError, OSError) as error:  # also of its rule for plurals
        line = getattr(error, "lineno", 0) + 1
        problems.append(Problem(name, line, 1, "", f"this is no PO file: {error}", "msgfmt --check tells more"))
        return
    for message in read:
        if message.id and message.context:
            record, _, field = message.context.partition(" ")
            english, said, notes = _all(message.id), _all(message.string), tuple(message.user_comments)
            yield record, field, Entry(english, said, message.fuzzy, name, message.lineno or 1, notes, forms)


def plural_forms(lang: str, numbered: str) -> tuple[str, ...]:
    """The name of CLDR for each form that ``numbered``, the rule of a PO file, gives a number, in their order."""
    number_of, name_of = c2py(numbered), locale_of(lang).plural_form
    names: dict[int, str] = {}
    for number in (*range(_ENOUGH), 1_000_000):
        names.setdefault(number_of(number), str(name_of(number)))
    return tuple(names[i] for i in sorted(names))


def _all(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (text or "",) if isinstance(text, str | None) else tuple(text)
