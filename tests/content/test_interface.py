"""The words of the interface: pages ask for what is there, and what is there is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer.content import Atlas, ContentError, load_atlas
from explorer.content.models import placeholders
from explorer.content.speech import Speech
from tests.content.asked import Asked, asked, everywhere

ASKED = tuple(everywhere())


def test_every_phrase_that_code_asks_for_is_there(atlas: Atlas) -> None:
    assert not [f"{each.where} asks for '{each.form}'" for each in ASKED if not each.of(atlas.interface)]


def test_code_fills_the_placeholders_that_a_phrase_has_wherever_it_asks_for_it(atlas: Atlas) -> None:
    def wanted(phrase: str) -> frozenset[str]:
        return placeholders(f"{atlas.interface[phrase].text} {atlas.interface[phrase].one}")

    asked_for = [(each, phrase) for each in ASKED if each.filled is not None for phrase in each.of(atlas.interface)]
    assert not [
        f"{each.where} fills {sorted(each.filled or ())}, '{phrase}' has {sorted(wanted(phrase))}"
        for each, phrase in asked_for
        if each.filled != wanted(phrase)
    ]


def test_every_phrase_is_asked_for(atlas: Atlas) -> None:
    assert set(atlas.interface) - {phrase for each in ASKED for phrase in each.of(atlas.interface)} == set()


def test_what_code_asks_for_is_found_in_its_syntax() -> None:
    known = ("action.avoid", "action.modify", "plan.add", "plan.add.all", "map.zoom", "page.title.plan")

    def found(source: str) -> list[str]:
        return [phrase for each in asked(source, "a.py") for phrase in each.of(known)]

    assert list(asked("\nsay('plan.add', name=1, **more)", "a.py")) == [
        Asked("a.py:2", r"plan\.add", frozenset({"name", "**"}))
    ]
    assert found("atlas.say('plan.add')") == ["plan.add"]
    assert found("content.speech().say(f'action.{each.id}')") == ["action.avoid", "action.modify"]
    assert found("say(f'{page}.title.{name}')") == ["page.title.plan"]
    assert found("say('plan.add' if one else 'plan.add.all')") == ["plan.add", "plan.add.all"]
    assert found("content.speech().page('map'), atlas.speech.page('plan')") == ["map.zoom", "plan.add", "plan.add.all"]
    assert found("pages.page('map'), page('plan')") == []
    assert found("say(name)") == []
    assert found("def say(phrase):\n    speech.say(phrase)") == []


def test_a_phrase_counts_in_the_way_of_its_language(atlas: Atlas) -> None:
    phrase = "frame.problems"
    assert "has 1 problem and" in atlas.say(phrase, count=1)
    assert "has 2,000 problems and" in atlas.say(phrase, count=2000)
    assert "has 2.000 problems" in Speech(atlas.interface, "de").say(phrase, count=2000)


def test_a_clinic_says_a_phrase_in_its_own_words(tmp_path: Path) -> None:
    _write(tmp_path, "page", "- {id: page.stop_signs, text: Danger signs}")
    assert load_atlas(tmp_path).say("page.stop_signs") == "Danger signs"
    assert load_atlas(tmp_path).say("frame.past_the_menu") == load_atlas().say("frame.past_the_menu")


@pytest.mark.parametrize(
    ("page", "entry", "said"),
    [
        ("page", "- {id: page.stop_sings, text: Danger}", "no page says 'page.stop_sings'.*page.stop_signs"),
        ("pge", "- {id: page.stop_signs, text: Danger}", "does not begin with the name of its file"),
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
