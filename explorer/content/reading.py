"""How hard a text is to read: the Flesch-Kincaid grade.

The libraries for this either fetch a dictionary at their first use, which nothing here may do, or count syllables by
places to break a word, which are fewer than its syllables and so would let harder texts through.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = re.compile(r"[A-Za-z]+(?:['\u2019][A-Za-z]+)?|\d+(?:[.,]\d+)*")
_SENTENCE_END = re.compile(r"[.!?]+(?=\s|$)")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_END = re.compile(r"(?<=[a-z])(?:(?<![lrsxzcg])(?<!sh)(?<!ch)es|(?<![td])ed|(?<!l)e|(?<=[aeiou]l)es?)$")
_SILENT_WITHIN = re.compile(r"(?<=[a-z]{2})e(?=(?:ly|ful|fully|less|ment|ness|where|thing|times?|side|bone|cap|one)$)")
_APART = re.compile(r"[iy]a|eo|ying|iet|uid|[lrpdb]io|(?<!q)ual")
_EXCEPTIONS = {
    "aches": 1, "area": 3, "areas": 3, "being": 2, "breathe": 1, "clinician": 3, "create": 2, "every": 2, "heart": 1,
    "idea": 3, "muscles": 2, "often": 2, "people": 2, "physio": 3, "science": 2, "shoes": 1, "someone": 2, "toes": 1,
}  # fmt: skip


def syllables(word: str) -> int:
    """The syllables of an English word, by its letters; numbers count as one."""
    word = re.sub(r"['\u2019].*$", "", word.lower())
    if word in _EXCEPTIONS:
        return _EXCEPTIONS[word]
    if len(word) <= 3 or not word.isalpha():
        return 1
    heard = _SILENT_END.sub("", _SILENT_WITHIN.sub("", word))
    return max(1, len(_VOWELS.findall(heard)) + len(_APART.findall(heard)))


def names_pattern(names: Iterable[str]) -> re.Pattern[str]:
    """A pattern of names that a reader cannot be spared, the longest first."""
    listed = sorted({name for name in names if name}, key=len, reverse=True)
    return re.compile(rf"(?i)\b(?:{'|'.join(map(re.escape, listed)) or '(?!)'})\b")


def grade(text: str, names: re.Pattern[str] | None = None) -> float:
    """Flesch-Kincaid grade of a text, with each of ``names`` read as one short word."""
    if names:
        text = names.sub("part", text)
    words = _WORD.findall(text)
    sentences = sum(1 for part in _SENTENCE_END.split(text) if _WORD.search(part))
    if not words:
        return 0.0
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def joined(parts: Iterable[str | None]) -> str:
    """Texts one after the other, each ended like a sentence."""
    ended = (part.strip() for part in parts if part)
    return " ".join(part if part[-1] in ".!?" else f"{part}." for part in ended)


def word_count(text: str) -> int:
    """How many words a text has."""
    return len(_WORD.findall(text))
