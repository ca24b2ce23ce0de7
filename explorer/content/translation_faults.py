"""What ``check --lang`` tells of a translation: what is missing, changed, orphaned, or says something else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from explorer.content import kinds
from explorer.content.atlas import Atlas
from explorer.content.catalog import Catalog, Entry
from explorer.content.draft import Tables
from explorer.content.folders import LOCALE
from explorer.content.language import read_language
from explorer.content.lint import any_of, forbidden
from explorer.content.models import Language, placeholders
from explorer.content.models.interface import COUNT
from explorer.content.models.languages import Term
from explorer.content.problems import Problem, nearest, short
from explorer.content.reading import joined
from explorer.content.reading_spanish import ease
from explorer.content.signs import plain
from explorer.content.text_rules import link_in, no_link
from explorer.content.texts import BETWEEN
from explorer.content.translation import Wanted, gaps, paper_words, wanted, wanted_of, wanted_of_paper
from explorer.content.yaml_file import Where

Place = tuple[Callable[[Where, str, str], Problem], Where]
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_MIN_WORDS = 30  # fewer are no text to measure
LEAST_EASE = 70.0  # of Fernández Huerta: the sixth grade of school
_EASE: Mapping[str, tuple[str, Callable[[str], float]]] = {"es": ("Fernández Huerta", ease)}


def faults(atlas: Atlas, tables: Tables, lang: str) -> Iterator[Problem]:
    """Everything that is wrong with the texts of a language."""
    catalog, problems = atlas.catalogs[lang], list[Problem]()
    language = read_language(atlas, lang, problems)
    yield from problems
    yield from missing(atlas, tables, catalog)
    yield from orphaned(atlas, catalog)
    for text in wanted(atlas):
        if entry := catalog.said(text.record, text.field, text.english):
            yield from _hides_nothing(text, entry, catalog)
            yield from _says_the_same(text, entry)
            yield from _in_our_terms(text, entry, language) if language else ()
    yield from too_hard_to_read(atlas, catalog)


def missing(atlas: Atlas, tables: Tables, catalog: Catalog) -> Iterator[Problem]:
    """Texts that the catalog does not say, at the place of the English."""
    places = _places(atlas, tables)
    for gap in gaps(atlas, catalog):
        text, entry = gap.wanted, gap.entry
        said, hint = f"not translated into '{catalog.lang}'", f"add it to {LOCALE}/{catalog.lang}.po: {text.context}"
        if entry and entry.english != text.english:
            said = f"the English has changed: it was “{short(entry.english[-1])}”, it is “{short(text.english[-1])}”"
            hint = f"translate it anew in {entry.path}:{entry.line}"
        elif entry and entry.fuzzy:
            said, hint = "its translation is marked as fuzzy", f"look at {entry.path}:{entry.line}"
        problem_at, where = places[text.context]
        yield problem_at(where, said, hint)


def _places(atlas: Atlas, tables: Tables) -> dict[str, Place]:
    """Where each text stands in the content files, by its context."""
    paper = paper_words(atlas)
    found: dict[str, Place] = {text.context: (paper.problem, _where(text.field)) for text in wanted_of_paper(paper)}
    for kind in kinds.KINDS:
        for draft in tables[kind.name].drafts:
            if draft.record is not None:
                for text in wanted_of(kind, f"{kind.stem}/{draft.id}", draft.record):
                    found[text.context] = draft.problem, _where(text.field)
    return found


def _where(field: str) -> Where:
    return tuple(int(part) if part.isdigit() else part for part in field.split("."))


def orphaned(atlas: Atlas, catalog: Catalog) -> Iterator[Problem]:
    """Entries for texts that there are no more."""
    known = {text.context for text in wanted(atlas)}
    for record, entries in catalog.records.items():
        for field, entry in entries.items():
            if f"{record} {field}" not in known:
                hint = nearest(f"{record} {field}", (one for one in known if one.startswith(record)))
                yield Problem(entry.path, entry.line, 1, f"{record} {field}", "there is no such text", hint)


def _hides_nothing(text: Wanted, said: Entry, catalog: Catalog) -> Iterator[Problem]:
    """What a clinic says is said, and not what lies beneath it."""
    top = catalog.entry(text.record, text.field)
    if top and top is not said:
        what = "it is not said: it is marked as fuzzy" if top.fuzzy else "it is not said: the English is another"
        yield _problem(text, top, what, f"translate it anew, or take it out; the English: “{short(text.english[-1])}”")


def _says_the_same(text: Wanted, entry: Entry) -> Iterator[Problem]:
    """What is filled in, and every number, is the same in both; and there is no link, as there is none in English."""
    for english, said in _forms(text, entry):
        may_differ = {COUNT} if said is not entry.said[-1] else set()  # "one" may stand in the place of "{count}"
        if differ := (placeholders(english) ^ placeholders(said)) - may_differ:
            named = ", ".join(sorted(f"{{{name}}}" for name in differ))
            yield _problem(text, entry, f"not the same placeholders: {named}", f"the English: “{short(english)}”")
        if BETWEEN not in english and (other := _numbers(english) ^ _numbers(said)):
            named = ", ".join(sorted(other))
            yield _problem(text, entry, f"not the same numbers: {named}", f"the English: “{short(english)}”")
        if link := link_in(said):
            yield _problem(text, entry, *no_link(link))


def _forms(text: Wanted, entry: Entry) -> Iterator[tuple[str, str]]:
    """Each form of a translation beside its English: the first of several is for one, as in English."""
    for i, said in enumerate(entry.said):
        yield text.english[0 if i == 0 and len(entry.said) > 1 else -1], said


def _numbers(text: str) -> set[str]:
    """The numbers in a text, each with how often it comes."""
    found = Counter(number.replace(",", ".") for number in _NUMBER.findall(text))
    return {f"{number} ({times} times)" if times > 1 else number for number, times in found.items()}


def _in_our_terms(text: Wanted, entry: Entry, language: Language) -> Iterator[Problem]:
    """Terms are said as the list of terms says, and nothing is claimed that may not be."""
    for english, said in _forms(text, entry):
        for term in language.terms:
            if not _says_term(term, plain(english).casefold(), plain(said).casefold()):
                yield _problem(text, entry, f"“{term.english}” is said in other words", f"say “{term.said[0]}”")
        for claim in forbidden(said, language.never, any_of(language.denials)) if text.is_ours else ():
            yield _problem(text, entry, *claim)


def _says_term(term: Term, english: str, said: str) -> bool:
    """Whether a term that stands in the English, if it does, is said as it is always said."""
    is_there = re.search(rf"\b{re.escape(term.english.casefold())}s?\b", english)
    return not is_there or any(plain(word).casefold() in said for word in term.said)


def too_hard_to_read(atlas: Atlas, catalog: Catalog) -> Iterator[Problem]:
    """Texts for patients that are harder than the sixth grade, where there is a formula for the language."""
    if catalog.lang not in _EASE:
        return
    formula, measure = _EASE[catalog.lang]
    for record, texts in _patient_texts(atlas, catalog).items():
        whole = joined(entry.said[-1] for _, entry in texts)
        if len(whole.split()) >= _MIN_WORDS and (found := measure(whole)) < LEAST_EASE:
            text, entry = min(texts, key=lambda each: measure(each[1].said[-1]))
            said = f"the patient text of '{record}' has an ease of {found:.1f} by {formula}"
            yield _problem(text, entry, said, f"at least {LEAST_EASE:.0f}; shorten words and sentences, here first")


def _patient_texts(atlas: Atlas, catalog: Catalog) -> dict[str, list[tuple[Wanted, Entry]]]:
    """What is translated and measured of each record."""
    found: dict[str, list[tuple[Wanted, Entry]]] = {}
    for text in wanted(atlas):
        entry = catalog.said(text.record, text.field, text.english)
        if text.is_measured and entry:
            found.setdefault(text.record, []).append((text, entry))
    return found


def _problem(text: Wanted, entry: Entry, said: str, hint: str) -> Problem:
    return Problem(entry.path, entry.line, 1, text.context, said, hint)


def coverage(atlas: Atlas, catalog: Catalog) -> Iterator[tuple[str, int, int]]:
    """How much is translated, by the folder or file of the English: its name, how many texts, how many of them."""
    total = Counter(text.record.partition("/")[0] for text in wanted(atlas))
    lacking = Counter(gap.wanted.record.partition("/")[0] for gap in gaps(atlas, catalog))
    yield from ((name, count, count - lacking[name]) for name, count in sorted(total.items()))
