"""The diary at the visit, run without a browser: read in, shown beside the plan, refused in words, forgotten."""

from __future__ import annotations

import random
from datetime import date

import pytest

from explorer.care.diary import DAYS, Day, Diary, encode
from explorer.care.plan_code import encode as plan_code
from explorer.content import Atlas
from explorer.ui import plots
from tests.app.click import go_to, new_app, said
from tests.care.test_diary import made_up

pytestmark = [pytest.mark.app, pytest.mark.shipped]

TODAY = Day(before=7, after=4, able=6, walked=37, since="worse", items=(None, "easy", "done", None, None))
DIARY = Diary(date(2026, 11, 28), (TODAY, *(Day(items=(None,) * 5) for _ in range(DAYS - 1))))


def test_the_plot_and_the_table_say_the_same(atlas: Atlas) -> None:
    for diary in (DIARY, *(made_up(random.Random(seed)) for seed in range(20))):
        drawn = {
            trace.name: dict(zip(trace.x, trace.y, strict=True))
            for trace in plots.diary_figure(atlas.speech, diary, "dark").data
        }
        head, *rows = plots.diary_rows(atlas.speech, diary)
        assert head == ("Day", "Before", "After", "Able", "Walked", "Since the day before", "Done")
        shown = [(when, day) for when, day in diary.dated() if not day.is_empty]
        assert len(rows) == len(shown)
        for (when, _), (name, before, after, able, walked, _, done) in zip(shown, rows, strict=True):
            at = when.isoformat()
            numbers = (drawn["before"][at], drawn["after"][at], drawn["able"][at], drawn["walked"][at])
            told = [int(text.removesuffix(" min")) if text else None for text in (before, after, able, walked)]
            assert told == list(numbers)
            assert drawn["done"][at] == len([part for part in done.split(", ") if part])
            assert name.startswith(str(when.day))
            assert name in plots.diary_alt(atlas.speech, diary)


def test_a_diary_is_shown_beside_its_plan_and_forgotten_with_a_button(atlas: Atlas) -> None:
    plan = atlas.plans["new_leg_pain"].plan
    app = go_to(new_app(plan=plan_code(plan)), "diary")
    app.text_input(key="diary_pasted").set_value(f"https://x.example/diary?plan=1.a#{encode(DIARY)}").run()
    assert not app.exception
    for row in plots.diary_rows(atlas.speech, DIARY):
        assert all(cell in said(app) for cell in row)
    assert "2. Short, easy walks" in said(app)
    assert "Change the doses" in said(app) or "Change the doses" in str([link.label for link in app.get("page_link")])
    next(button for button in app.button if button.label == "Forget this diary").click().run()
    assert "37 min" not in said(app)
    assert app.text_input(key="diary_pasted").value == ""


def test_a_diary_of_another_plan_is_told_and_a_whole_link_brings_its_own(atlas: Atlas) -> None:
    own, other = atlas.plans["new_leg_pain"].plan, atlas.plans["warmth_and_pillows"].plan
    app = go_to(new_app(plan=plan_code(other)), "diary")
    app.text_input(key="diary_pasted").set_value(encode(DIARY)).run()
    assert ["of another plan" in warning.value for warning in app.warning] == [True]
    app.text_input(key="diary_pasted").set_value(f"https://x.example/diary?plan={plan_code(own)}#{encode(DIARY)}").run()
    assert not app.exception
    assert not app.warning
    assert "2. Short, easy walks" in said(app)


def test_a_damaged_code_is_told_in_words(atlas: Atlas) -> None:
    app = go_to(new_app(), "diary")
    app.text_input(key="diary_pasted").set_value(encode(DIARY)[:-2]).run()
    assert not app.exception
    assert "damaged or not whole" in "\n".join(warning.value for warning in app.warning)
