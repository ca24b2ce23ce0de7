"""Which phrases of the interface code asks for, found in its syntax.

``say("plan.add")`` asks for one phrase; ``say(f"action.{each}")`` for every phrase of that family; and
``speech.page("map")`` for all of a page, which a script fills itself.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

CODE = Path(__file__).parents[2] / "explorer"
SAYS = "say"  # the function, or the method, that says a phrase
PAGE, SPEECH = "page", "speech"  # the method that gives all of a page, and what has it
ANY_ID = r"[a-z0-9_]+"


@dataclass(frozen=True)
class Asked:
    """A place in code that asks for phrases. What it fills in is None where a script does that."""

    where: str
    form: str  # a regular expression of their ids
    filled: frozenset[str] | None

    def of(self, phrases: Collection[str]) -> list[str]:
        """Those of ``phrases`` that it asks for."""
        return [phrase for phrase in phrases if re.fullmatch(self.form, phrase)]


def everywhere() -> Iterator[Asked]:
    """All that the code asks for."""
    for path in sorted(CODE.rglob("*.py")):
        yield from asked(path.read_text("utf-8"), str(path.relative_to(CODE)))


def asked(source: str, name: str) -> Iterator[Asked]:
    """What a file asks for, in the order in which it stands there."""
    yield from _asked(ast.parse(source), name)


def _asked(node: ast.AST, name: str) -> Iterator[Asked]:
    if isinstance(node, ast.FunctionDef) and node.name == SAYS:
        return  # it only hands on what it was asked for
    if isinstance(node, ast.Call) and node.args:
        where = f"{name}:{node.lineno}"
        if _name(node.func) == SAYS:
            filled = frozenset(keyword.arg or "**" for keyword in node.keywords)
            for form in _forms(node.args[0]):
                yield Asked(where, form, filled)
        if _name(node.func) == PAGE and _name(getattr(node.func, "value", None)) == SPEECH:
            yield from (Asked(where, rf"{form}\..+", None) for form in _forms(node.args[0]))
    for inner in ast.iter_child_nodes(node):
        yield from _asked(inner, name)


def _forms(phrase: ast.expr) -> Iterator[str]:
    """What ids an expression can come to. One that could be any fits none, so that a test tells it."""
    if isinstance(phrase, ast.IfExp):
        yield from (*_forms(phrase.body), *_forms(phrase.orelse))
    elif isinstance(phrase, ast.Constant):
        yield re.escape(str(phrase.value))
    elif isinstance(phrase, ast.JoinedStr):
        parts = (re.escape(str(part.value)) if isinstance(part, ast.Constant) else ANY_ID for part in phrase.values)
        yield "".join(parts)
    else:
        yield f"<{ast.unparse(phrase)}>"


def _name(called: ast.expr | None) -> str:
    """The last name of what is called: ``say`` of ``content.say``, and ``speech`` of ``content.speech()``."""
    if isinstance(called, ast.Call):
        called = called.func
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
