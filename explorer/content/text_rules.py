"""Rules for what may stand in a text: known placeholders, no number of one country, nothing from another host."""

from __future__ import annotations

import re
from collections.abc import Iterator

from explorer.content import remedy_rules
from explorer.content.draft import Draft, Table, Tables
from explorer.content.in_country import COUNTRY_WORDS, PLACEHOLDER
from explorer.content.models import Country
from explorer.content.problems import Problem, nearest, short
from explorer.content.signs import plain
from explorer.content.texts import all_texts, our_texts, patient_texts

_NOT_SHOWN = {"wording rule", "clinic"}  # patterns, and the address that a clinic may have
# A picture or a link as Markdown or HTML, or the address of a host; and what each of them has in it.
_LINK = re.compile(
    r"(?i)!\[|\]\(|<\s*/?\s*(?:a|audio|base|embed|form|iframe|image|img|link|meta|object|script|source|style|svg|video)\b"
    r"|<[a-z][a-z0-9+.-]*:|(?:\b[a-z][a-z0-9+.-]*:)?//\w|\bwww\."
)
_IN_LINKS = ("//", "](", "![", "<", "www.")


def broken(tables: Tables) -> Iterator[Problem]:
    """Every one of these rules that the content breaks."""
    placeholders = _placeholders(tables)
    for kind, table in tables.items():
        for draft in table.drafts:
            found = all_texts(draft.raw)
            if placeholders and any("{" in text for _, text in found):
                yield from placeholders_are_known(kind, draft, placeholders)
            for where, text in found if kind not in _NOT_SHOWN else ():
                if link := link_in(text):
                    yield draft.problem(where, *no_link(link))
    yield from numbers_are_placeholders(tables)


def link_in(text: str) -> str | None:
    """The first link or picture in a text."""
    seen = plain(text)
    found = _LINK.search(seen) if any(sign in seen for sign in _IN_LINKS) else None
    return seen[found.start() :].split(maxsplit=1)[0] if found else None


def no_link(link: str) -> tuple[str, str]:
    """What is said of a link in a text: nothing is asked of another host."""
    hint = "say it in words; sources stand in references.yaml, pictures in 'figure'"
    return f"“{short(link)}” is a link or a picture", hint


def _placeholders(tables: Tables) -> set[str]:
    """What every text may have in braces; nothing while stop signs cannot be told apart."""
    return {*COUNTRY_WORDS, *tables["red flag"].names} if tables["red flag"].complete else set()


def placeholders_are_known(kind: str, draft: Draft, everywhere: set[str]) -> Iterator[Problem]:
    """A text in braces stands for the numbers of a country, for a stop sign, or for a gap of its own kind of record."""
    known = {*everywhere, *remedy_rules.gaps(draft.record)}
    for where, text, _ in our_texts(kind, draft.raw):
        for name in (name for name in PLACEHOLDER.findall(text) if name not in known):
            hint = nearest(name, known) or f"known: {', '.join(COUNTRY_WORDS)}, and the ids of stop signs"
            yield draft.problem(where, f"unknown placeholder '{{{short(name)}}}'", hint)


def numbers_are_placeholders(tables: Tables) -> Iterator[Problem]:
    """No text for patients names the emergency number of one country: it is read in all of them."""
    number = _emergency_number(tables["country"])
    for kind, table in tables.items():
        for draft in table.drafts:
            for where, text, _ in patient_texts(kind, draft.raw):
                if found := number.search(plain(text)):
                    said = f"'{found[0]}' is the emergency number of some countries only"
                    yield draft.problem(where, said, f"write {{{COUNTRY_WORDS[0]}}}")


def _emergency_number(countries: Table) -> re.Pattern[str]:
    """The number of any of the countries, standing alone: it is no part of "1,000"."""
    records = (draft.record for draft in countries.drafts)
    dialled = {re.escape(record.dial) for record in records if isinstance(record, Country) and record.dial}
    return re.compile(rf"(?<![\w.,])(?:{'|'.join(sorted(dialled)) or '(?!)'})(?![.,]?\w)")
