"""The words of the interface: pages ask for what is there, and what is there is asked for."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from explorer.content import Atlas, ContentError, load_atlas
from explorer.content.models import placeholders
from explorer.content.speech import Speech

CODE = Path(__file__).parents[2] / "explorer"
SAYS = "say"  # the function, or the method, that says a phrase


def _calls() -> Iterator[tuple[str, str, frozenset[str]]]:
    """Every phrase that code asks for: where, its id, and what it fills in."""
    for path in sorted(CODE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) == SAYS and node.args:
                phrase = node.args[0]
                filled = frozenset(keyword.arg for keyword in node.keywords if keyword.arg)
                if isinstance(phrase, ast.Constant):
                    yield f"{path.relative_to(CODE)}:{node.lineno}", str(phrase.value), filled


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def test_every_phrase_that_code_asks_for_is_there_with_the_same_placeholders(atlas: Atlas) -> None:
    for where, phrase, filled in _calls():
        assert phrase in atlas.interface, f"{where} asks for '{phrase}'"
        wanted = placeholders(f"{atlas.interface[phrase].text} {atlas.interface[phrase].one}")
        assert filled == wanted, f"{where}: '{phrase}'"


def test_a_phrase_counts_in_the_way_of_its_language(atlas: Atlas) -> None:
    phrase = "frame.problems"
    assert "has 1 problem and" in atlas.say(phrase, count=1)
    assert "has 2,000 problems and" in atlas.say(phrase, count=2000)
    assert "has 2.000 problems" in Speech(atlas.interface, "de").say(phrase, count=2000)


def test_a_clinic_says_a_phrase_in_its_own_words(tmp_path: Path) -> None:
    _write(tmp_path, "frame", "- {id: frame.stop_signs, text: Danger signs}")
    assert load_atlas(tmp_path).say("frame.stop_signs") == "Danger signs"
    assert load_atlas(tmp_path).say("frame.past_the_menu") == load_atlas().say("frame.past_the_menu")


@pytest.mark.parametrize(
    ("page", "entry", "said"),
    [
        ("frame", "- {id: frame.stop_sings, text: Danger}", "no page says 'frame.stop_sings'.*frame.stop_signs"),
        ("frme", "- {id: frame.stop_signs, text: Danger}", "does not begin with the name of its file"),
        ("frame", "- {id: frame.not_stored, text: 'Not {a} word'}", "nothing fills the placeholder '.a.'"),
        ("frame", "- {id: frame.problems, text: Many}", "the placeholder '.count.' is missing"),
        ("frame", "- {id: frame.problems, one: One, text: Many}", "a phrase with 'one' says the number"),
        ("frame", "- {id: Frame, text: Many}", "is not the id of a phrase"),
    ],
)
def test_what_is_wrong_with_a_phrase_is_told_with_its_place(tmp_path: Path, page: str, entry: str, said: str) -> None:
    _write(tmp_path, page, entry)
    with pytest.raises(ContentError, match=rf"interface/{page}.yaml:2.*{said}"):
        load_atlas(tmp_path)


def _write(folder: Path, page: str, entries: str) -> None:
    (folder / "interface").mkdir()
    (folder / f"interface/{page}.yaml").write_text(f"phrases:\n  {entries}\n", "utf-8")
