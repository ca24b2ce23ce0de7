"""Rules for words, and remarks: what ``check`` tells besides what stops the app from loading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from explorer.content import style
from explorer.content.draft import Draft, Tables
from explorer.content.models import Reference, Remedy, Reviewed, StopRule, WordingRule
from explorer.content.problems import Problem
from explorer.content.reading import grade, joined, names_pattern, word_count
from explorer.content.signs import plain
from explorer.content.texts import Told, links, our_texts, patient_texts
from explorer.content.yaml_file import Where

MAX_GRADE = 6.0
MIN_WORDS = 30  # the measure means little for less
MIN_WORDS_ALONE = 10  # of one line, which stands alone on paper
# Words besides the names of structures that a reader cannot be spared.
KNOWN_WORDS = {"sciatic nerve", "sciatica", "piriformis"}
# A claim that the same sentence denies is none: "No kind of massage is proven best."
_DENIAL = re.compile(
    r"(?i)\b(no|not|never|none|nothing|without|cannot|neither|nor|unproven|unsupported|unknown|myth)\b|n't\b"
)


def faults(tables: Tables, structures: Iterable[str] = ()) -> Iterator[Problem]:
    """What is wrong with the words, although the app could load them. ``structures``: names in the picture."""
    yield from too_hard_to_read(tables, structures)
    yield from claims_not_to_make(tables)
    yield from style.faults(tables)


def remarks(tables: Tables, today: date) -> Iterator[Problem]:
    """What is worth a look, and is no mistake."""
    yield from orphans(tables)
    yield from due_for_review(tables, today)


# --- reading grade ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Reading:
    """The patient text of one record: how hard it is to read as a whole, and field by field."""

    draft: Draft
    texts: tuple[Told, ...]
    names: re.Pattern[str]

    @cached_property
    def words(self) -> int:
        """How many words the whole text has."""
        return word_count(self._whole)

    @property
    def is_too_hard(self) -> bool:
        """Whether it is above what patients should have to read, and long enough to tell."""
        least = MIN_WORDS_ALONE if any(told.mark.alone for told in self.texts) else MIN_WORDS
        return self.words >= least and self.grade > MAX_GRADE

    @cached_property
    def grade(self) -> float:
        """Flesch-Kincaid grade of the whole text."""
        return grade(self._whole, self.names)

    @property
    def fields(self) -> Mapping[str, float]:
        """The grade of each top field."""
        named: dict[str, list[str]] = {}
        for told in self.texts:
            named.setdefault(str(told.where[0]), []).append(told.text)
        return {name: grade(joined(parts), self.names) for name, parts in named.items()}

    @property
    def hardest(self) -> Where:
        """Where the hardest text stands."""
        return max(self.texts, key=lambda told: grade(told.text, self.names)).where

    @cached_property
    def _whole(self) -> str:
        return joined(told.text for told in self.texts)


def readings(tables: Tables, structures: Iterable[str] = ()) -> Iterator[Reading]:
    """The patient text of every record that has one."""
    names = names_pattern(_names(tables, structures))
    for kind, table in tables.items():
        for draft in table.drafts:
            if texts := tuple(patient_texts(kind, draft.raw)):
                yield Reading(draft, texts, names)


def _names(tables: Tables, structures: Iterable[str]) -> set[str]:
    raw = [draft.raw for draft in tables["region"].drafts if isinstance(draft.raw, Mapping)]
    named = {record.get(field) for record in raw for field in ("name", "plain_name")}
    return {name for name in named if isinstance(name, str)} | set(structures) | KNOWN_WORDS


def too_hard_to_read(tables: Tables, structures: Iterable[str] = ()) -> Iterator[Problem]:
    """Patient texts above grade 6."""
    for reading in readings(tables, structures):
        if reading.is_too_hard:
            said = f"the patient text of '{reading.draft.id}' has reading grade {reading.grade:.1f}"
            hint = f"at most {MAX_GRADE}; shorten words and sentences, here first"
            yield reading.draft.problem(reading.hardest, said, hint)


# --- claims that no text may make ---------------------------------------------------------------------------------


def claims_not_to_make(tables: Tables) -> Iterator[Problem]:
    """Texts in our name that claim what a wording rule forbids."""
    rules = [draft.record for draft in tables["wording rule"].drafts if isinstance(draft.record, WordingRule)]
    for kind, table in tables.items():
        for draft in table.drafts:
            for where, text, _ in our_texts(kind, draft.raw):
                for said, hint in forbidden(text, rules, _DENIAL):
                    yield draft.problem(where, said, hint)


def forbidden(text: str, rules: Iterable[WordingRule], denial: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """What is said of each claim in a text that a rule forbids. ``denial`` finds what denies it within a sentence."""
    read = plain(text)
    for rule in rules:
        for match in any_of(rule.patterns).finditer(read):
            before = re.split(r"[.!?;]\s", read[: match.start()])[-1]
            if rule.even_denied or not denial.search(before):
                yield f"“{match[0]}” claims: {rule.claim}", f"instead: {rule.instead}"


@lru_cache
def any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """Finds what any of these patterns finds from the start of a word; nothing where there are none."""
    return re.compile(rf"(?i)\b(?:{plain('|'.join(patterns)) or '(?!)'})")


# --- remarks ------------------------------------------------------------------------------------------------------


def orphans(tables: Tables) -> Iterator[Problem]:
    """Techniques and tools that no region offers, stop rules that none of them names, references that nothing cites.

    Nothing is told while a file cannot be read: it may be the one that names them.
    """
    if not all(table.complete and all(draft.raw is not None for draft in table.drafts) for table in tables.values()):
        return
    yield from _not_offered(tables)
    yield from _not_named(tables)
    cited = _named(tables, *tables)
    for draft in tables["reference"].drafts:
        if isinstance(draft.record, Reference) and ("reference", draft.id) not in cited:
            yield draft.problem(("id",), f"nothing cites the reference '{draft.id}'", "cite it or delete it")


def _not_offered(tables: Tables) -> Iterator[Problem]:
    offered = _named(tables, "region")
    for kind, field in (("technique", "techniques"), ("tool", "tools")):
        for draft in tables[kind].drafts:
            remedy = draft.record
            if not isinstance(remedy, Remedy) or remedy.regions or remedy.is_umbrella:
                continue
            if (kind, remedy.id) not in offered:
                hint = f"name it in the {field} of a region, or name regions in it"
                yield draft.problem(("id",), f"no region offers the {kind} '{remedy.id}'", hint)


def _not_named(tables: Tables) -> Iterator[Problem]:
    named = _named(tables, "technique", "tool", "exercise", "region")
    for draft in tables["stop rule"].drafts:
        rule = draft.record
        if isinstance(rule, StopRule) and not rule.answered and ("stop rule", rule.id) not in named:
            hint = "name it in the stop_rules of a technique, tool, exercise or region, or delete it"
            yield draft.problem(("id",), f"nothing names the stop rule '{rule.id}'", hint)


def _named(tables: Tables, *kinds: str) -> set[tuple[str, str]]:
    """What records of these kinds name: the kind and the id of each."""
    drafts = ((kind, draft) for kind in kinds for draft in tables[kind].drafts)
    return {(named, key) for kind, draft in drafts for _, named, key in links(kind, draft.raw)}


def due_for_review(tables: Tables, today: date) -> Iterator[Problem]:
    """Records that were to be looked at again by now."""
    for table in tables.values():
        for draft in table.drafts:
            record = draft.record
            if isinstance(record, Reviewed) and record.is_overdue(today):
                said = f"'{draft.id}' was to be reviewed by {record.review_by}"
                yield draft.problem(("review_by",), said, "review it and set a new date")
