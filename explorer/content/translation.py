"""What a translator must have, and what is wrong with a translation.

Safety comes first: a language in which a stop sign, a stop rule, a caution or a dose is missing is not offered at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from explorer.content import kinds
from explorer.content.atlas import Atlas
from explorer.content.catalog import Catalog, Entry, field_name
from explorer.content.folders import name_of, shipped
from explorer.content.kinds import Kind
from explorer.content.models import Phrase, Register
from explorer.content.once import once
from explorer.content.speech import ENGLISH
from explorer.content.texts import all_texts, translated_texts
from explorer.content.yaml_file import YamlFile, read_yaml

PAPER = "handout/words"
# The records of which every text is about safety, and the fields that are in any other.
_SAFE_RECORDS = {
    "red_flags", "check_screens", "circumstances", "stop_rules", "keep_off", "conditions", "answers", "emergency",
    "handout",
}  # fmt: skip
_SAFE_FIELDS = {
    "cautions", "does_not", "dose", "pressure", "overrides", "leave", "should_not_feel", "ask_first", "do_not",
    "leave_out",
}  # fmt: skip
# How the ids of such phrases begin: whole pages, and single ones among others.
SAFE_PHRASES = (
    "action.", "check.", "dose.", "emergency.", "level.", "light.", "objection.", "ruling.", "sign.", "stop.",
    "stop_signs.",
    "exercises.leave_out", "explain.how_strong", "explain.no_pressure", "explain.one_is_enough", "explain.whom_to_call",
    "frame.any_of_these", "frame.emergency", "item.at_", "item.how_strong", "item.placement", "item.pressure",
    "item.strongest", "item.zones", "my_plan.lead", "my_plan.leave_alone", "my_plan.no_change",
    "my_plan.stop_signs_above", "order.stop", "page.stop_signs", "pain.first", "pocket.anew", "pocket.not_here",
    "remind.stop",
)  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """A text that people read: which, in English, by whom, and what a translator should know.

    ``english`` has the form for one and the one for all other numbers where the text counts. ``note`` says where it
    stands, if that is not clear.
    """

    record: str
    field: str
    english: tuple[str, ...]
    reader: Register
    note: str = ""
    is_ours: bool = True
    is_measured: bool = False

    @property
    def context(self) -> str:
        """Its ``msgctxt``."""
        return f"{self.record} {self.field}"

    @property
    def is_safety(self) -> bool:
        """Whether no language is offered without it."""
        folder, _, name = self.record.partition("/")
        safe = folder in _SAFE_RECORDS or not _SAFE_FIELDS.isdisjoint(self.field.split("."))
        return safe or (folder == "interface" and name.startswith(SAFE_PHRASES))


def wanted(atlas: Atlas) -> Iterator[Wanted]:
    """Every text that a translator must have, in English."""
    english = atlas.source
    for kind in kinds.KINDS:
        for key, record in getattr(english, kind.stem).items():
            yield from wanted_of(kind, f"{kind.stem}/{key}", record)
    yield from wanted_of_paper(paper_words(english))


def wanted_of(kind: Kind, name: str, record: BaseModel) -> Iterator[Wanted]:
    """Every text of a record that a translator must have."""
    if isinstance(record, Phrase):
        forms = (record.one, record.text) if record.one else (record.text,)
        yield Wanted(name, "text", forms, record.reader, record.note or "")
    else:
        for where, text, mark in translated_texts(kind.name, record):
            ours, measured = mark.is_ours, mark.is_measured
            yield Wanted(name, field_name(where), (text,), mark.reader, is_ours=ours, is_measured=measured)


def paper_words(atlas: Atlas) -> YamlFile:
    """The fixed words of the paper, which are no record. Raises ContentError when they cannot be read."""
    return read_yaml(*paper_file(atlas))


def paper_file(atlas: Atlas) -> tuple[Path, str]:
    """Where these words stand, and what the file is called in problems."""
    path = atlas.file(f"{PAPER}.yaml") or shipped("data") / f"{PAPER}.yaml"
    return path, name_of(path)


def wanted_of_paper(words: YamlFile) -> Iterator[Wanted]:
    """Every text of the paper that a translator must have."""
    for where, text in all_texts(words.value):
        yield Wanted(PAPER, field_name(where), (text,), "patient")


@dataclass(frozen=True)
class Gap:
    """A text that a catalog does not say: it is missing, or nobody has looked at it since the English changed."""

    wanted: Wanted
    entry: Entry | None

    @property
    def is_changed(self) -> bool:
        """Whether there is an old translation to start from."""
        return self.entry is not None and any(self.entry.said)


def gaps(atlas: Atlas, catalog: Catalog) -> Iterator[Gap]:
    """Every text that a catalog does not say."""
    for text in wanted(atlas):
        if not catalog.said(text.record, text.field, text.english):
            yield Gap(text, catalog.entry(text.record, text.field))


def offered(atlas: Atlas) -> tuple[str, ...]:
    """The languages that people can choose, English first: those in which nothing about safety is missing."""
    return _offered(atlas.source)


@once
def _offered(source: Atlas) -> tuple[str, ...]:
    whole = (lang for lang, catalog in source.catalogs.items() if not _lacks_safety(source, catalog))
    return (ENGLISH, *sorted(whole))


def first_offered(atlas: Atlas, wishes: Iterable[str | None]) -> str:
    """The first of these languages that is offered; English when none is."""
    known = offered(atlas)
    return next((lang for lang in wishes if lang in known), ENGLISH)


def told_in(atlas: Atlas, *wishes: str) -> Atlas:
    """The atlas in the first of these languages that is offered, or in English; in the same country."""
    return atlas.told(first_offered(atlas, wishes), atlas.here.id)


def _lacks_safety(atlas: Atlas, catalog: Catalog) -> bool:
    return any(gap.wanted.is_safety for gap in gaps(atlas, catalog))
