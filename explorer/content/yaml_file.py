"""Read one YAML file strictly, and remember the line and column of every key and value.

The file is walked event by event, so that hostile input (alias bombs, tags that build objects, bottomless
nesting, huge files) is refused as soon as it shows, before anything is built from it.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from explorer.content.problems import ContentError, Problem, short
from explorer.content.signs import invisible
from explorer.content.yaml_depth import too_deep

MAX_BYTES = 4_000_000
MAX_DEPTH = 12
MOST_KEPT = 4_000_000  # signs of all files, almost four times what is shipped; with more all are read anew
MAX_VALUES = 100_000  # the largest shipped file has about 600
TOO_DEEP = f"nested deeper than {MAX_DEPTH} levels"

_LOADER: Any = getattr(yaml, "CLoader", yaml.Loader)  # only its event stream is used: it builds nothing

# YAML reads these unquoted words as something that the author rarely means.
_SURPRISES = (
    (re.compile(r"(?i)^(y|n|yes|no|on|off)$"), "YAML may read this word as true or false"),
    (re.compile(r"(?i)^(~|null|)$"), "this value is empty"),
    (re.compile(r"^[-+]?\d+(:[0-5]?\d)+(\.\d*)?$"), "YAML may read this as a number of seconds"),
    (re.compile(r"^\d{4}-\d{1,2}-\d{1,2}([Tt ].*)?$"), "YAML may read this as a date"),
    (re.compile(r"(?i)^([-+]?0[ox]?[0-7a-f_]+|[-+]?\d+_[\d_]*|[-+]?\.(inf|nan)|\.nan)$"),
     "YAML may read this as another number"),
)  # fmt: skip
# What YAML refuses, and \x85, \u2028 and \u2029, where it starts a line and an editor does not.
_NOT_ALLOWED = re.compile("[^\t\n\r -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_LINE_END = re.compile("\r\n|\r|\n")
_NOTE = re.compile(r"[ \t]+#")
_INTEGER = re.compile(r"^[-+]?(0|[1-9]\d*)$")
_DECIMAL = re.compile(r"^[-+]?(\d+\.\d*|\.\d+)([eE][-+]?\d+)?$")

Where = tuple[str | int, ...]


@dataclass(frozen=True, order=True)
class Mark:
    """A place in a file, counted from 1."""

    line: int
    column: int


@dataclass
class YamlFile:
    """The content of a file and where each part of it stands. Sequences are tuples."""

    path: str
    value: Any = None
    values: dict[Where, Mark] = field(default_factory=dict)
    keys: dict[Where, Mark] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @cached_property
    def told(self) -> frozenset[tuple[int, int]]:
        """The places with a problem that was seen while reading."""
        return frozenset((problem.line, problem.column) for problem in self.problems)

    def problem(self, where: Where, what: str, hint: str = "", *, at_key: bool = False) -> Problem:
        """A problem at ``where``, or at the nearest place around it that the file really has."""
        marks = self.keys if at_key else self.values
        place = where
        while place and place not in marks:
            place = place[:-1]
        mark = marks.get(place) or self.values.get(place, Mark(1, 1))
        return Problem(self.path, mark.line, mark.column, spell(where), what, hint)


def spell(where: Where) -> str:
    """``('cautions', 0, 'text')`` as ``cautions[0].text``."""
    parts = [f"[{step}]" if isinstance(step, int) else f".{step}" for step in where]
    return "".join(parts).removeprefix(".")


# By name, each as it was read last: when one file was changed, the others are the same as before.
_last: dict[str, tuple[str, YamlFile]] = {}


def read_yaml(file: Path, name: str) -> YamlFile:
    """Read ``file`` and call it ``name`` in problems.

    Raises ContentError when the file cannot be read at all: missing, too large, not UTF-8, not YAML, or
    made of parts that content never needs. Softer problems are collected in the answer.
    """
    text = _text(file, name)
    kept = _last.get(name)
    if kept is None or kept[0] != text:
        if len(text) + sum(len(other) for other, _ in _last.values()) > MOST_KEPT:
            _last.clear()
        kept = _last[name] = (text, parse_yaml(text, name))
    return kept[1]


def try_yaml(file: Path, name: str, problems: list[Problem]) -> YamlFile | None:
    """The same; what is wrong is added to the problems. None for a file that cannot be read."""
    try:
        read = read_yaml(file, name)
    except ContentError as error:
        problems += error.problems
        return None
    problems += read.problems
    return read


def parse_yaml(text: str, name: str) -> YamlFile:
    """Read a text that is not in a file, in the same way."""
    if _NOT_ALLOWED.search(text):
        odd = dict.fromkeys(_NOT_ALLOWED.findall(text))
        raise ContentError([_character_problem(name, text, sign) for sign in odd])
    if (deep := too_deep(text, MAX_DEPTH)) is not None:
        raise ContentError([_problem_at(name, text, deep, TOO_DEEP)])
    result = YamlFile(name)
    try:
        events = yaml.parse(text, Loader=_LOADER)
        _Reader(result, events, text).document()
    except yaml.MarkedYAMLError as error:
        raise ContentError([_syntax_problem(name, text, error)]) from None
    return result


def _text(file: Path, name: str) -> str:
    try:
        info = file.stat()
        if stat.S_ISFIFO(info.st_mode) or stat.S_ISCHR(info.st_mode):
            raise ContentError([Problem(name, 1, 1, "", "this is not a file", "put a plain text file here")])
        if info.st_size > MAX_BYTES:
            said = f"the file has {info.st_size:,} bytes"
            raise ContentError([Problem(name, 1, 1, "", said, f"at most {MAX_BYTES:,} are read")])
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ContentError([Problem(name, 1, 1, "", "the file is not UTF-8 text", "save it as UTF-8")]) from None
    except OSError as error:
        raise ContentError([Problem(name, 1, 1, "", f"the file cannot be read: {error.strerror}")]) from None
    return text


def _syntax_problem(name: str, text: str, error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    place = min(Mark(mark.line + 1, mark.column + 1), _end(text)) if mark else Mark(1, 1)
    said = " ".join(str(part) for part in (error.context, error.problem) if part)
    said = f"not readable as YAML: {said}"
    return Problem(name, place.line, place.column, "", said, "check indents, quotes and colons")


def _end(text: str) -> Mark:
    """The place after the last character. The parser may speak of a line after it."""
    return Mark(text.count("\n") + 1, len(text) - text.rfind("\n"))


def _character_problem(name: str, text: str, sign: str) -> Problem:
    """Where such a sign stands first."""
    return _problem_at(name, text, text.index(sign), f"the character U+{ord(sign):04X} is not allowed", "delete it")


def _problem_at(name: str, text: str, position: int, what: str, hint: str = "") -> Problem:
    before = text[:position]
    return Problem(name, before.count("\n") + 1, position - before.rfind("\n"), "", what, hint)


class _Reader:
    """Builds plain values from the event stream and notes where each stands."""

    def __init__(self, result: YamlFile, events: Iterator[Any], text: str) -> None:
        self._end = _end(text)
        self._lines = (
            _LINE_END.split(text) if " #" in text or "\t#" in text else []
        )  # only notes behind values need them
        self._file = result
        self._events = events

    def document(self) -> None:
        event = next(self._events)
        while isinstance(event, yaml.StreamStartEvent | yaml.DocumentStartEvent):
            event = next(self._events)
        if isinstance(event, yaml.StreamEndEvent):
            raise self._refusal(event, "the file is empty")
        self._file.value = self._value(event, ())
        self._expect_end()

    def _expect_end(self) -> None:
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                raise self._refusal(event, "a second document starts here; one file holds one record")

    def _value(self, event: Any, where: Where) -> Any:
        self._refuse_hostile(event, where)
        if len(self._file.values) + len(self._file.problems) >= MAX_VALUES:  # values under a doubled key count too
            raise self._refusal(event, f"more than {MAX_VALUES:,} values", "split the file")
        self._file.values[where] = self._mark(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(where)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(where)
        return self._scalar(event, where)

    def _refuse_hostile(self, event: Any, where: Where) -> None:
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise self._refusal(event, "anchors (&) and aliases (*) are not allowed", "write the value out")
        if event.tag:
            raise self._refusal(
                event, f"the tag '{short(event.tag)}' is not allowed", "content is plain text and numbers"
            )
        if len(where) > MAX_DEPTH:
            raise self._refusal(event, TOO_DEEP)

    def _mapping(self, where: Where) -> dict[str, Any]:
        result: dict[str, Any] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._key(event, where)
            inner = (*where, key)
            if not key.isascii():
                self._tell_invisible(event, inner)
            if key in result:
                first = self._file.keys[inner].line
                problem = self._at(event, inner, f"the key '{short(key)}' stands twice", f"first in line {first}")
                self._file.problems.append(problem)
            self._file.keys[inner] = self._mark(event)
            result[key] = self._value(next(self._events), inner)
        return result

    def _key(self, event: Any, where: Where) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            raise self._refusal(event, "a key must be one plain word")
        self._refuse_hostile(event, where)
        if event.value == "<<":
            raise self._refusal(event, "merge keys (<<) are not allowed", "write the values out")
        return str(event.value)

    def _sequence(self, where: Where) -> tuple[Any, ...]:
        result: list[Any] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            result.append(self._value(event, (*where, len(result))))
        return tuple(result)

    def _scalar(self, event: Any, where: Where) -> Any:
        text = event.value
        if not text.isascii():
            self._tell_invisible(event, where)
        if event.style:  # quoted or block: always text
            return text
        if self._lines:
            self._tell_cut(event, where)
        for pattern, what in _SURPRISES:
            if pattern.match(text):
                hint = "put it in quotes if you mean the text" if text else "give it a value or delete the key"
                self._file.problems.append(self._at(event, where, f"{what}: '{short(text)}'" if text else what, hint))
                return text
        if _INTEGER.match(text):
            return int(text) if len(text) < 19 else text
        if _DECIMAL.match(text):
            return float(text)
        return {"true": True, "false": False}.get(text.lower(), text)

    def _tell_invisible(self, event: Any, where: Where) -> None:
        if signs := invisible(event.value):
            self._file.problems.append(self._at(event, where, f"there is an invisible sign: {signs}", "delete it"))

    def _tell_cut(self, event: Any, where: Where) -> None:
        """Tell a text that was meant to go on. A note is what stands behind one word, with a space after its sign."""
        end = event.end_mark
        note = _NOTE.match(self._lines[end.line], end.column) if end.line < len(self._lines) else None
        if note and (" " in event.value or self._lines[end.line][note.end() : note.end() + 1].strip()):
            said = "the text ends here: YAML takes what follows ' #' for a note"
            hint = "put the text in quotes, or the note on a line of its own"
            place = Problem(self._file.path, end.line + 1, note.end(), spell(where), said, hint)
            self._file.problems.append(place)

    def _at(self, event: Any, where: Where, what: str, hint: str = "") -> Problem:
        mark = self._mark(event)
        return Problem(self._file.path, mark.line, mark.column, spell(where), what, hint)

    def _refusal(self, event: Any, what: str, hint: str = "") -> ContentError:
        return ContentError([self._at(event, (), what, hint)])

    def _mark(self, event: Any) -> Mark:
        return min(Mark(event.start_mark.line + 1, event.start_mark.column + 1), self._end)
