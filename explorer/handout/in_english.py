"""A text that a language has no words for stays English, and says so: what reads it aloud reads it as English."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from html import escape, unescape

from explorer.content.speech import ENGLISH

# What stands between texts: tags, and what is no text for people or can have no tag in it.
_BETWEEN = re.compile(r"""(<(script|style|title)\b.*?</\2>|<(?:[^>"']|"[^"]*"|'[^']*')*>)""", re.DOTALL)
_ALT = re.compile(r' alt="([^"]+)"')
_WORD = re.compile(r"\w+")
_MARK = f' lang="{ENGLISH}"'


def marked(html: str, english: frozenset[str]) -> str:
    """An HTML text in which each of the texts that stayed English says so; the very same where there is none.

    Within a longer text they are found by two words or more: a single one may be a word of the other language, too.
    """
    return "".join(_pieces(html, english)) if english else html


def _pieces(html: str, english: frozenset[str]) -> Iterator[str]:
    at = 0
    for between in _BETWEEN.finditer(html):
        yield _text(html[at : between.start()], english)
        yield _picture(between[0], english)
        at = between.end()
    yield _text(html[at:], english)


def _picture(tag: str, english: frozenset[str]) -> str:
    """A tag; that of a picture in whose language the words for it are."""
    alt = _ALT.search(tag)
    return f"<img{_MARK}{tag[4:]}" if alt and tag.startswith("<img") and _begins(unescape(alt[1]), english) else tag


def _begins(text: str, english: frozenset[str]) -> bool:
    """Whether a text is one of these, or one of these comes first: what is seen, and then on which side."""
    start, _ = next(_within(text, _by_first_word(english)), (None, None))
    return text in english or start == 0


def _text(escaped: str, english: frozenset[str]) -> str:
    text, said = unescape(escaped), unescape(escaped).strip()
    if not said:
        return escaped
    if said in english:
        return escaped.replace(escaped.strip(), _span(said))
    found = list(_within(text, _by_first_word(english)))
    return _with_spans(text, found) if found else escaped


def _within(text: str, known: Mapping[str, Sequence[str]]) -> Iterator[tuple[int, int]]:
    """Where texts stand in a longer one, the longest first that begins at a word."""
    end = 0
    for word in _WORD.finditer(text):
        there = (each for each in known.get(word[0], ()) if text.startswith(each, word.start()))
        if word.start() >= end and (found := next(there, None)):
            end = word.start() + len(found)
            yield word.start(), end


def _with_spans(text: str, found: Sequence[tuple[int, int]]) -> str:
    at, parts = 0, []
    for start, end in found:
        parts += [escape(text[at:start]), _span(text[start:end])]
        at = end
    return "".join((*parts, escape(text[at:])))


def _span(text: str) -> str:
    return f"<span{_MARK}>{escape(text)}</span>"


@lru_cache(maxsize=8)
def _by_first_word(english: frozenset[str]) -> Mapping[str, Sequence[str]]:
    """The texts of several words by their first one, the longest first."""
    found: dict[str, list[str]] = defaultdict(list)
    for text in sorted(english, key=len, reverse=True):
        first = _WORD.match(text)
        if first and len(_WORD.findall(text)) > 1:
            found[first[0]].append(text)
    return found
