"""Rules for style: whole sentences, and one "no" in each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from explorer.content.draft import Tables
from explorer.content.problems import Problem
from explorer.content.texts import patient_texts
from explorer.content.verbs import ALWAYS, BASE, PAST, THIRD

MIN_WORDS = 4  # fewer are a name, an answer or a shout
_MAX_SIGNS = 600  # more are no sentence: the reading grade tells them
_WHOLE = "write a whole sentence: who does what, or what to do"
_ONE_NO = "say it with one “no”: what to do, or “only if …”"

_SENTENCE = re.compile(r"(?<=[.!?])[\"\u201d\u2019)]*\s+")
_TOKEN = re.compile(r"[a-z]+(?:['-][a-z]+)*|\d+(?:[.,]\d+)*|[,;:()\u2013\u2014]")


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_SUBJECTS = _words("""
    i you we they who that which these those people children women men most many some both all others few half none what
    something nothing else
""")
_ADVERBS = _words("""
    not never please just also only then always still often now too even almost first rather soon sometimes mostly
    usually seldom rarely both all each do don't may can yet once twice at least best
""")
_JOINS = _words("and or but then so if when while until because")
# What these begin stands beside the sentence: a verb in it is not the verb of the whole.
_ASIDE = _words("if when while until because unless where although though which who")
# What looks like a verb is a noun behind one of these.
_BEFORE_A_NOUN = _words("""
    a an the your our my his her its their no any every each another of in on at by for from with without into onto over
    under near to as than between after before during through along across about like two three four five six seven
    eight nine ten few several many more less short long slow hard soft gentle light firm deep small big large new old
    warm cold sharp dull sore strong mild own
""")
_BEFORE_A_VERB = _JOINS | _SUBJECTS
_MANY = _SUBJECTS | {"and"}
_VERBS = THIRD | PAST
_NEVER_BEFORE_VERB = _BEFORE_A_NOUN | ALWAYS
_NEVER_BEFORE_THAT = BASE | _VERBS | _NEVER_BEFORE_VERB | _JOINS | _ASIDE
_NO = r"(?:no|not|never|none|nothing|nobody|cannot|\w+n't)"
_APART = re.compile(r"[,;:\u2013\u2014]|\b(?:and|or|but|so|nor)\b")
_DOUBLE = (
    re.compile(r"\bnot (?:un(?:common|usual|likely|known|safe|helpful)|impossible|rare(?:ly)?|seldom|without)\b"),
    re.compile(rf"\b{_NO}\b.*\b(?:without|unless)\b"),
    re.compile(rf"\b(?:without|unless)\b.*\b{_NO}\b"),
)
_TWICE = re.compile(rf"\b{_NO}\b.*\b{_NO}\b")


def faults(tables: Tables) -> Iterator[Problem]:
    """Sentences for patients that lack a verb, or say "no" twice."""
    for kind, table in tables.items():
        for draft in table.drafts:
            for where, text, mark in patient_texts(kind, draft.raw):
                if mark.form == "sentences":
                    yield from (draft.problem(where, *fault) for fault in faults_of(text))


def faults_of(text: str) -> Iterator[tuple[str, str]]:
    """What is wrong with the style of a text, sentence by sentence, and what to do instead."""
    for sentence in sentences(text):
        if len(sentence) > _MAX_SIGNS:
            continue
        if is_telegram(sentence):
            yield f"“{sentence}” has no verb", _WHOLE
        if is_double_negative(sentence):
            yield f"“{sentence}” says “no” twice", _ONE_NO


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return _SENTENCE.split(text.strip())


def is_telegram(sentence: str) -> bool:
    """Whether a sentence of some length has no verb that makes it one. A question may be short."""
    words = _TOKEN.findall(_lower(sentence))
    long = sum(word[0].isalnum() for word in words) >= MIN_WORDS
    return long and not sentence.endswith("?") and not _has_main_verb(words)


def is_double_negative(sentence: str) -> bool:
    """Whether a sentence takes back one "no" by another."""
    said = _lower(sentence)
    return any(pattern.search(said) for pattern in _DOUBLE) or any(map(_TWICE.search, _APART.split(said)))


def _lower(sentence: str) -> str:
    return sentence.lower().replace("\u2019", "'")


def _has_main_verb(words: list[str]) -> bool:
    """Whether there is a verb besides those of "when …", "that …" and their like, which may be joined."""
    verbs = [i for i in range(len(words)) if _is_finite(words, i)]
    starts = [i for i in range(len(words)) if _begins_aside(words, i)]
    ends = {*starts, *(i for i, word in enumerate(words) if word in _ASIDE or not word[0].isalnum())}
    aside = 0
    for start in starts:
        end = min((end for end in ends if end > start), default=len(words))
        within = [verb for verb in verbs if start < verb < end]
        aside += sum(verb == within[0] or words[verb - 1] in ("and", "or") for verb in within)
    return len(verbs) > aside


def _begins_aside(words: list[str], i: int) -> bool:
    last = words[i - 1] if i else ","
    if words[i] == "that":  # "an ache that may come", but not "it shows that" or "of that leg"
        return last[0].isalnum() and last not in _NEVER_BEFORE_THAT
    return words[i] in _ASIDE and last != "a" and words[i + 1 : i + 2] not in (["then"], ["now"])


def _is_finite(words: list[str], i: int) -> bool:
    """Whether the word is a verb that goes with somebody or something, as far as its form and place tell."""
    word, before = words[i], words[:i]
    if word in ALWAYS or re.search(r"n't$|'(?:re|ve|ll|d|m)$", word):
        return True
    if word in BASE and (_is_told_to(before) or _many_do(before)):
        return True
    return word in _VERBS and _one_does(before)


def _is_told_to(before: list[str]) -> bool:
    """Whether a plain verb after these words tells somebody to do it: nothing stands there, or a comma."""
    rest = list(before)
    while rest and (rest[-1] in _ADVERBS or rest[-1].endswith("ly")):
        rest.pop()
    return not rest or not rest[-1][0].isalnum() or rest[-1] in _BEFORE_A_VERB


def _many_do(before: list[str]) -> bool:
    """Whether these words name several, who may do something."""
    return before[-1] not in _BEFORE_A_NOUN and any(map(_is_many, before))


def _is_many(word: str) -> bool:
    plural = word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return plural or word.isdigit() or word in _MANY


def _one_does(before: list[str]) -> bool:
    """Whether these words may name one who does something: a noun, or one with a remark set apart."""
    if not before or before[-1] in _NEVER_BEFORE_VERB:
        return False
    return before[-1][0].isalnum() or before[-1] == ")" or before.count(",") > 1
