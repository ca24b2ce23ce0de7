"""The texts that code holds itself, in Python and in our scripts: two words or more, one after the other.

What no user reads is left out: docstrings, what is raised, markup, style, and what browsers and servers say.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

WORDS = re.compile(r"[^\W\d_]{2,}[^\s\w]*(?:[a-z]+[^\s\w]*)?\s+[^\s\w]*[^\W\d_]{2,}")
_READ_ALOUD = re.compile(r'\b(?:alt|aria-label|title|placeholder)="([^"]*)"')  # words within markup
_MARKUP = re.compile(r"""<[^<>]*>?|[\w-]+=("[^"]*"|'[^']*')""")
_STYLE = re.compile(r"[{;\s]--?[\w-]+:|[\w-]+:[^;{}]*;|\{[\w-]+:[^{}]*\}|@\w+")
_FOR_MACHINES = re.compile(
    r"max-age|no-cache|Accept-|filename=|blob:|rel=preload|noindex|maskable|sans-serif|//EN$|MIT License"
    r"|^Sciatic Explorer$"
)
_FOR_AUTHORS = {"problem", "Problem", "note", "warning"}  # of a logger, and of content with a mistake
_SAID_IN = {"label", "help", "placeholder", "alt", "text", "title"}
_NAMES_SOMETHING = re.compile(r"\b[A-Z][a-z]+")
_LITERAL = re.compile(
    r"""//[^\n]*|/\*.*?\*/|"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`""", re.DOTALL
)
_LOGGED = re.compile(r"(?:console\.\w+|Error)\($")


def in_python(path: Path) -> Iterator[tuple[int, str]]:
    """Each text of a module with its line. An f-string is one text, with ``{}`` for what is filled in."""
    for line, text in _texts(ast.parse(path.read_text("utf-8"))):
        if WORDS.search(_bare(text)):
            yield line, text


def shown_at_once(path: Path) -> Iterator[tuple[int, str]]:
    """What a module gives to a function of Streamlit, as in ``st.button("Go")``: be it one word, with a capital."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _is(node.func.value, "st"):
            for given in (*node.args[:1], *(keyword.value for keyword in node.keywords if keyword.arg in _SAID_IN)):
                if isinstance(given, ast.Constant | ast.JoinedStr):
                    line, text = next(_texts(given), (0, ""))
                    if _NAMES_SOMETHING.search(_bare(text)):
                        yield line, text


def in_script(path: Path) -> Iterator[tuple[int, str]]:
    """Each text of a script with its line. It begins with a capital letter, as no selector and no name of a class."""
    source = path.read_text("utf-8")
    for found in _LITERAL.finditer(source):
        text = next((group for group in found.groups() if group is not None), "")
        bare = _bare(re.sub(r"\$\{[^}]*\}", "{}", text)).strip()
        if bare[:1].isupper() and WORDS.search(bare) and not _LOGGED.search(source[: found.start()]):
            yield source.count("\n", 0, found.start()) + 1, text


def _texts(node: ast.AST) -> Iterator[tuple[int, str]]:
    if isinstance(node, ast.Raise) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
        return
    if isinstance(node, ast.Call) and _is_for_authors(node.func):
        return
    if isinstance(node, ast.JoinedStr):
        parts = [part.value if isinstance(part, ast.Constant) else "{}" for part in node.values]
        yield node.lineno, "".join(map(str, parts))
        for part in node.values:
            yield from () if isinstance(part, ast.Constant) else _texts(part)
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.lineno, node.value
    for inner in ast.iter_child_nodes(node):
        yield from _texts(inner)


def _is(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _is_for_authors(called: ast.expr) -> bool:
    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    return name.endswith("Error") or name in _FOR_AUTHORS


def _bare(text: str) -> str:
    """What remains of a text without markup; nothing of a style."""
    said = " . ".join((_MARKUP.sub(" ", text), *_READ_ALOUD.findall(text)))
    return "" if _STYLE.search(said) or _FOR_MACHINES.search(text) else said
