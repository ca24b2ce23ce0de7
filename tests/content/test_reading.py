"""The reading measure itself, against counts made by hand."""

from __future__ import annotations

import pytest

from explorer.content.reading import grade, joined, names_pattern, syllables, word_count

COUNTED = {
    1: "the nerve bone time pressed moves joined eye day cause leave hurts rubbed calf rolled toes knees aches touched",
    2: "muscle little table people massaged needed pushes touches careless doctor action session tingle ankle inside "
       "lying painful surface numbness sometimes changes places started careful quiet fluid",
    3: "medical piano equalise tendency serious movements therapist clinician exercise usual area sciatic",
    4: "emergency sciatica piriformis",
}  # fmt: skip


@pytest.mark.parametrize(
    ("count", "word"), [(count, word) for count, words in COUNTED.items() for word in words.split()]
)
def test_syllables_are_as_spoken(count: int, word: str) -> None:
    assert syllables(word) == count


def test_short_words_in_short_sentences_are_easy_and_long_ones_are_not() -> None:
    assert grade("Stop if it hurts. Rest for a day. See a doctor if it gets worse.") < 2
    assert grade("Discontinue immediately if paraesthesia or progressive neurological symptoms are experienced.") > 12


def test_a_name_counts_as_one_short_word() -> None:
    plain, named = "The part lies deep.", "The obturator internus lies deep."
    assert grade(named, names_pattern(["Obturator internus"])) == grade(plain)


def test_the_longest_of_several_names_counts() -> None:
    names = names_pattern(["Gluteus", "Gluteus maximus", ""])
    assert grade("The gluteus maximus is big.", names) == grade("The part is big.")


def test_a_name_within_a_word_is_none() -> None:
    assert grade("The solemnities begin.", names_pattern(["Sole"])) == grade("The solemnities begin.")


def test_no_names_change_nothing() -> None:
    assert grade("The part lies deep.", names_pattern([])) == grade("The part lies deep.")


def test_no_words_are_easy() -> None:
    assert grade("") == grade("...") == 0


def test_words_are_counted_as_read() -> None:
    assert word_count("Don't hold it for 1.5 minutes: stop.") == 7


def test_joined_texts_end_like_sentences() -> None:
    assert joined(["Stop now", None, "Rest."]) == "Stop now. Rest."
