"""Finds what is meant, in spite of typos: one index of everything that has a name, built once per content."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz, process

from explorer.content import Atlas
from explorer.content.models import WORSE, Pattern, Reference, Register

Kind = Literal["region", "technique", "tool", "exercise", "topic", "stop_sign", "place", "claim", "reference"]

LONGEST = 120  # characters of a query, and of a citation, that are read
GOOD_ENOUGH, WARNS = 50.0, 30.0  # of 100; what scores less is no answer: a stop sign is rather shown once too often
TYPO, WHOLE = 80.0, 85.0  # of 100; words, and whole texts, that are less alike are not the same misspelt
SYNONYM = 0.97  # a name beats a synonym
FORM = 0.97  # "sitting" says nearly what "sit" says; other words that begin alike say less
ENDINGS = ("ing", "ed")
# Between equal answers: what stops, then what explains, then what is done; what others say comes last.
WORTH: Mapping[Kind, float] = {
    "stop_sign": 1.025, "tool": 1.0, "exercise": 1.0, "topic": 0.999, "region": 0.998, "place": 0.997,
    "technique": 0.996, "claim": 0.9, "reference": 0.9,
}  # fmt: skip
ITEMS: frozenset[Kind] = frozenset({"technique", "tool", "exercise"})
SHORTENED = ITEMS  # people say "deep tissue" for deep tissue massage


@dataclass(frozen=True)
class Hit:
    """One record that answers a query. ``title`` is shown; ``said`` is its name or synonym that matched."""

    kind: Kind
    id: str
    title: str
    said: str
    score: float


@dataclass(frozen=True)
class _Entry:
    """A record: its names for patients and clinicians, which are its titles, and other words for it."""

    kind: Kind
    id: str
    patient: str
    clinician: str
    synonyms: tuple[str, ...] = ()


class Index:
    """Everything that records are called, by its words. A rare word says more than a common one."""

    def __init__(self, entries: Iterable[_Entry], fillers: str) -> None:
        """``fillers`` are words that nearly every query has, so that they tell little."""
        self._fillers = frozenset(_words(fillers))
        self._texts = [text for entry in entries for text in _texts(entry)]
        self._words = [_words(said) for _, said, _ in self._texts]
        self._joined = ["".join(words) for words in self._words]
        self._holders: dict[str, list[int]] = defaultdict(list)
        for i, words in enumerate(self._words):
            for word in words:
                self._holders[word].append(i)
        self._rarity = {word: self._rare(word, len(holders)) for word, holders in self._holders.items()}
        self._initial = {
            first: [word for word in self._rarity if word[0] == first] for first in {word[0] for word in self._rarity}
        }
        self._sizes = [sum(self._rarity[word] for word in words) for words in self._words]

    def find(self, query: str, register: Register = "patient", limit: int = 8) -> tuple[Hit, ...]:
        """The records that answer a query, best first, each once; none when nothing comes close."""
        hits: dict[tuple[Kind, str], Hit] = {}
        for i, share in sorted(self._shares(_words(query.strip()[:LONGEST])).items()):
            entry, said, worth = self._texts[i]
            hit = Hit(entry.kind, entry.id, getattr(entry, register), said, round(100 * share * worth, 2))
            enough = WARNS if hit.kind == "stop_sign" else GOOD_ENOUGH
            if hit.score >= enough and hit.score > getattr(hits.get((hit.kind, hit.id)), "score", 0.0):
                hits[hit.kind, hit.id] = hit
        return tuple(sorted(hits.values(), key=lambda hit: -hit.score)[: max(limit, 0)])

    def _shares(self, asked: tuple[str, ...]) -> dict[int, float]:
        """How well texts answer, from 0 to 1: word by word, or as a whole for blanks in the wrong place."""
        shares = self._by_words(asked)
        joined = "".join(asked)
        if len(joined) > 2:
            for _, alike, i in process.extract(joined, self._joined, scorer=fuzz.ratio, score_cutoff=WHOLE, limit=None):
                shares[i] = max(shares.get(i, 0.0), 0.85 * alike / 100)
        return shares

    def _by_words(self, asked: tuple[str, ...]) -> dict[int, float]:
        """The share of the query that a text says, and a little for the share of the text that is asked for."""
        meanings = {word: self._meant(word, begins=len(word) > 2 or word == asked[-1]) for word in asked}
        read = {word: max(meant, key=meant.__getitem__, default=word) for word, meant in meanings.items()}
        weights = {word: self._rarity.get(known, self._rare(known, 1)) for word, known in read.items()}
        told, total = defaultdict[int, float](float), sum(weights.values())
        for word, meant in meanings.items():
            for i, alike in self._holding(meant).items():
                told[i] += alike * weights[word] / total
        heard, start = frozenset().union(*meanings.values()), tuple(read[word] for word in asked)
        return {i: share * self._fit(i, heard, start) for i, share in told.items()}

    def _holding(self, meant: Mapping[str, float]) -> dict[int, float]:
        """The texts that hold one of these words, with how surely it is meant."""
        surest_last = sorted(meant, key=meant.__getitem__)
        return {i: meant[known] for known in surest_last for i in self._holders[known]}

    def _fit(self, i: int, heard: frozenset[str], start: tuple[str, ...]) -> float:
        """Less for a text that says much else, unless the query is its short name."""
        short = self._texts[i][0].kind in SHORTENED and self._words[i][: len(start)] == start
        covered = sum(self._rarity[word] for word in self._words[i] if word in heard) / self._sizes[i]
        return 0.95 + 0.05 * covered if short else 0.7 + 0.3 * covered

    def _meant(self, word: str, *, begins: bool) -> dict[str, float]:
        """Known words that a typed one may stand for, and how surely: itself, a longer or shorter form, else a typo."""
        same = {word: 1.0} if word in self._rarity else {}
        if not begins:
            return same
        near = self._initial.get(word[0], [])
        longer = {known: 0.8 + 0.15 * len(word) / len(known) for known in near if known.startswith(word)}
        if len(word) <= 2:
            return longer | same
        shorter = {known: 0.8 for known in near if len(known) > 3 and word.startswith(known)}
        begun = shorter | longer | {known: FORM for known in near if _is_form(word, known)} | same
        if same or len(word) == 3:
            return begun
        typos = process.extract(word, self._rarity.keys(), scorer=fuzz.ratio, score_cutoff=TYPO, limit=None)
        return {known: 0.8 * alike / 100 for known, alike, _ in typos} | begun

    def _rare(self, word: str, holders: int) -> float:
        return math.log(1 + len(self._texts) / holders) * (0.1 if word in self._fillers else 1.0)


def _is_form(one: str, other: str) -> bool:
    """Whether one word is the other with an ending: bend and bending, sit and sitting, drive and driving."""
    root, longer = sorted((one, other), key=len)
    stems = {root, root + root[-1], root.removesuffix("e")}
    return len(root) > 2 and any(longer == stem + ending for stem in stems for ending in ENDINGS)


def build_index(atlas: Atlas) -> Index:
    """The index of all that has a page or a place of its own."""
    return Index(_entries(atlas), atlas.say("search.fillers"))


def _entries(atlas: Atlas) -> Iterator[_Entry]:
    for f in atlas.red_flags.values():
        yield _Entry("stop_sign", f.id, f.called, f.name, (f.pattern, f.checklist_label, *f.synonyms))
    for r in atlas.regions.values():
        worse = _worse(atlas, r.plain_name, (p for p in atlas.patterns.values() if r.id in p.regions))
        yield _Entry("region", r.id, r.plain_name, r.name, (*r.synonyms, *worse))
    yield from (_Entry("technique", t.id, t.plain_name, t.name, t.synonyms) for t in atlas.techniques.values())
    yield from (_Entry("tool", t.id, t.plain_name, t.name, t.synonyms) for t in atlas.tools.values())
    yield from (_Entry("exercise", e.id, e.plain_name, e.name, e.synonyms) for e in atlas.exercises.values())
    yield from (_Entry("topic", t.id, t.title, t.title, t.synonyms) for t in atlas.topics.values())
    for place in atlas.places.values():
        felt = [p for p in atlas.patterns.values() if place.id in p.main]
        worse = (said for name in (place.name, *place.synonyms) for said in _worse(atlas, name, felt))
        yield _Entry("place", place.id, place.name, place.name, (*place.synonyms, *worse))
    yield from (_Entry("claim", c.id, c.heard, c.heard) for c in atlas.claims.values())
    yield from map(_source, atlas.references.values())


def _worse(atlas: Atlas, name: str, patterns: Iterable[Pattern]) -> Iterator[str]:
    """What people say who know only what makes it worse there, by what patients are told of these patterns."""
    told = {worse for pattern in patterns if pattern.is_for("patient") for worse in pattern.worse_with}
    for worse in WORSE:
        if worse in told:
            yield atlas.say("search.pain_with", place=name, thing=atlas.say(f"drawing.with.{worse}"))


def _source(source: Reference) -> _Entry:
    title = source.citation.split(". ")[0].removesuffix(".")
    return _Entry("reference", source.id, title, title, (source.id, f"{source.id} {source.citation[:LONGEST]}"))


def _texts(entry: _Entry) -> Iterator[tuple[_Entry, str, float]]:
    """Everything that a record is called, and what a match there is worth."""
    for said in dict.fromkeys((entry.patient, entry.clinician, *entry.synonyms)):
        named = said in (entry.patient, entry.clinician)
        yield entry, said, WORTH[entry.kind] * (1.0 if named else SYNONYM)


def _words(text: str) -> tuple[str, ...]:
    """The words of a text, each once, without case, accents, apostrophes and the s of a plural."""
    plain = unicodedata.normalize("NFKD", text).casefold().translate({ord("'"): None, ord("\u2019"): None})
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return tuple(dict.fromkeys(re.sub(r"(?<=[a-z]{2}[^s])s$", "", word) for word in re.findall(r"[^\W_]+", bare)))
