"""The code of a diary: all of it comes back, nothing damaged gets in, and no text does harm."""

from __future__ import annotations

import random
import time
from datetime import date, timedelta
from itertools import product

import pytest

from explorer.care.diary import (
    DAYS,
    HOW,
    MOST_ITEMS,
    MOST_MINUTES,
    MOST_SIGNS,
    SINCE,
    Day,
    Diary,
    DiaryCodeError,
    code_of,
    decode,
    encode,
)

TODAY = date(2026, 11, 28)


def made_up(chance: random.Random) -> Diary:
    """Any diary of a plan of any size."""
    items = chance.randint(0, MOST_ITEMS)

    def number(most: int) -> int | None:
        return chance.choice((None, 0, most, chance.randint(0, most)))

    days = (
        Day(number(10), number(10), number(10), number(MOST_MINUTES), chance.choice((None, *SINCE)),
            tuple(chance.choice((None, *HOW)) for _ in range(items)))
        for _ in range(DAYS)
    )  # fmt: skip
    return Diary(TODAY - timedelta(days=chance.randint(0, 500)), tuple(days))


def test_every_diary_comes_back_from_its_code() -> None:
    chance = random.Random(16)
    for _ in range(2_000):
        diary = made_up(chance)
        code = encode(diary)
        assert decode(code) == decode(f" {code.upper()}\n") == diary
        assert decode(code_of(f"https://x.example/diary?plan=1.a-b#{code}")) == diary
        assert len(code) <= 160
        assert code.replace(".", "").isalnum()  # no mail program takes its end for that of a sentence


def test_a_code_that_lacks_a_sign_or_has_a_wrong_one_is_refused() -> None:
    chance = random.Random(3)
    for _ in range(10):
        code = encode(made_up(chance))
        for at, sign in product(range(2, len(code)), "0123456789abcdefghijklmnopqrstuvwxyz"):
            if sign != code[at]:
                with pytest.raises(DiaryCodeError, match="damaged"):
                    decode(code[:at] + sign + code[at + 1 :])


@pytest.mark.parametrize(("text", "said"), [
    ("", "no_code"), ("piriformis", "no_code"), ("1.", "no_code"),
    ("1.1_0", "no_code"), ("1.-5", "no_code"), ("1.٣", "no_code"),
    ("1." + "z" * MOST_SIGNS, "no_code"), ("9" * 10_000_000, "no_code"),
    ("2.abc", "version"), ("1.abc", "damaged"),
])  # fmt: skip
def test_what_is_no_diary_is_told_in_words_and_at_once(text: str, said: str) -> None:
    began = time.perf_counter()
    with pytest.raises(DiaryCodeError, match=said):
        decode(text)
    assert time.perf_counter() - began < 0.5


def test_a_code_that_says_more_than_a_diary_can_is_refused() -> None:
    whole = 9973 * 13 * 36**300
    signs = "0123456789abcdefghijklmnopqrstuvwxyz"
    code = ""
    number = whole * 9973 + whole % 9973
    while number:
        number, digit = divmod(number, 36)
        code = signs[digit] + code
    with pytest.raises(DiaryCodeError, match="too_much"):
        decode(f"1.{code}")


def test_each_day_has_its_date_the_newest_first() -> None:
    dated = [*Diary(TODAY, tuple(Day() for _ in range(DAYS))).dated()]
    assert dated[0][0] == TODAY
    assert dated[-1][0] == TODAY - timedelta(days=DAYS - 1)
    assert Day().is_empty
    assert not Day(before=0).is_empty
    assert not Day(items=(None, "done")).is_empty
