"""How deep the brackets of a YAML text nest, found by our own scan before any YAML library reads the text.

Lists and groups that are written by indents come one by one, so ``yaml_file`` can refuse the first that lies too deep.
Brackets do not: a library reads far ahead on their line, and what it makes of very many (words of its own, a full
stack) differs from release to release. So this scan looks at brackets alone. It knows just as much of YAML as tells a
bracket from one within text: quotes, comments, block text, plain text that goes on over lines.
"""

from __future__ import annotations

import re

_SPACE = re.compile(r"[ \t]*+")
_INDENT = re.compile(r"(?:[ \t]*+\n)*+( *+)")  # that of the next line with anything on it
_REST_OF_LINE = re.compile(r"[^\n]*+\n?")
_DOCUMENT_MARK = re.compile(r"(?:---|\.\.\.)(?=\s|\Z)")
_INDICATOR = re.compile(r"[-?:](?=\s|\Z)")  # before an item of a list, a key or its value
_PROPERTY = re.compile(r"[&*!][^\s,\[\]{}]*+")  # an anchor, an alias or a tag
_QUOTED = re.compile(r""""(?:[^"\\]|\\.)*+(?:"|\Z)|'(?:[^']|'')*+(?:'|\Z)""", re.DOTALL)
_BLOCK_TEXT = re.compile(r"[|>][-+]?([1-9])?[-+]?[ \t]*+(?:#[^\n]*+)?(?:\n|\Z)")
_PLAIN_TEXT = re.compile(r"(?:(?!:(?:\s|\Z)|[ \t]#)[^\n])*+")  # as far as it goes on its line
_KEY_END = re.compile(r"[ \t]*+:(?=\s|\Z)")
_BETWEEN_BRACKETS = re.compile(
    rf"(?:[\s,?:]|#[^\n]*+|{_QUOTED.pattern}|{_PROPERTY.pattern}"
    r"|[^\s,?:#\"'&*!\[\]{}](?:(?!\s#|:(?:[\s,\[\]{}]|\Z))[^,\[\]{}])*+)*+",
    re.DOTALL,
)

# Brackets on one line with neither quotes nor a comment between them: both lie within text, or none of them does.
_SHORT = re.compile(r"""\[[^][{}"'#\r\n]*+\]|\{[^][{}"'#\r\n]*+\}""")
_PASSES = 2  # one for short lists, one for what holds such lists


def too_deep(text: str, most: int) -> int | None:
    """Where the first bracket opens that lies in more than ``most`` others, counted in characters from 0.

    None when there is no such bracket. What is wrong with the text otherwise is for the parser to tell.
    """
    if _at_most_so_deep(text) <= most:
        return None
    return _Scan(text.replace("\r\n", " \n").replace("\r", "\n"), most).too_deep()


def _at_most_so_deep(text: str) -> int:
    """A depth that no bracket can exceed, found at once: content has hundreds of short lists, each on one line."""
    for _ in range(_PASSES):
        text = _SHORT.sub("", text)
    return text.count("[") + text.count("{") + _PASSES


class _Scan:
    """Goes through a text from value to value."""

    def __init__(self, text: str, most: int) -> None:
        self._text = text
        self._most = most
        self._at = 0
        self._line_start = 0
        self._indents = [-1]  # the columns of the lists and groups that the present value lies in

    def too_deep(self) -> int | None:
        found = None
        while found is None and self._at < len(self._text):
            found = self._step()
        return found

    def _step(self) -> int | None:
        """Go past one thing and the space before it. Answers a bracket that lies too deep."""
        if self._at == self._line_start:
            self._start_line()
        self._skip(_SPACE)
        column = self._at - self._line_start
        if self._next() in ("", "\n", "#"):
            self._skip(_REST_OF_LINE)
            self._line_start = self._at
        elif self._skip(_INDICATOR):
            self._open_at(column)
        elif block := self._skip(_BLOCK_TEXT):
            self._skip_block_text(int(block[1] or 0))
        elif not self._skip(_PROPERTY):
            return self._value(column)
        return None

    def _start_line(self) -> None:
        if self._skip(_DOCUMENT_MARK):
            self._indents = [-1]
        indent = self._indent()
        while self._indents[-1] > indent:
            self._indents.pop()

    def _open_at(self, column: int) -> None:
        if column > self._indents[-1]:
            self._indents.append(column)

    def _value(self, column: int) -> int | None:
        """Go past one text, or one pair of brackets with all within. A key opens a group at its column."""
        start, found = self._at, None
        if self._next() in ("[", "{"):
            found = self._brackets()
        elif not self._skip(_QUOTED):
            self._plain_text()
        self._line_start = max(self._line_start, self._text.rfind("\n", start, self._at) + 1)
        if self._skip(_KEY_END):
            self._open_at(column)
        return found

    def _brackets(self) -> int | None:
        depth = 0
        while bracket := self._next():
            if bracket in "[{" and depth > self._most:
                return self._at
            depth += 1 if bracket in "[{" else -1
            self._at += 1
            if depth == 0:
                break
            self._skip(_BETWEEN_BRACKETS)
        return None

    def _plain_text(self) -> None:
        """Go past a text that may go on over deeper lines, up to a comment or the end of a key."""
        self._skip(_PLAIN_TEXT)
        while self._next() == "\n" and self._indent() > self._indents[-1]:
            self._skip(_INDENT)
            if self._next() in ("", "#") or (self._text[self._at - 1] == "\n" and self._is_at(_DOCUMENT_MARK)):
                break
            self._skip(_PLAIN_TEXT)

    def _skip_block_text(self, deeper: int) -> None:
        """Go past the lines of a block text: as deep as is said, or as its first line."""
        least = max(self._indents[-1] + 1, 1)
        indent = least + deeper - 1 if deeper else max(self._indent(), least)
        self._skip(re.compile(rf"(?:[ \t]*+\n| {{{indent}}}[^\n]*+(?:\n|\Z))*+"))
        self._line_start = self._at

    def _indent(self) -> int:
        found = _INDENT.match(self._text, self._at)
        return len(found[1]) if found else 0

    def _next(self) -> str:
        return self._text[self._at : self._at + 1]

    def _is_at(self, pattern: re.Pattern[str]) -> bool:
        return pattern.match(self._text, self._at) is not None

    def _skip(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Go past what stands here, if it is that. What is empty counts as nothing."""
        found = pattern.match(self._text, self._at)
        self._at = found.end() if found else self._at
        return found
