"""The plan step by step, run without a browser: what each step shows, what is left out, how it ends."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from explorer.care.plan_code import decode, encode
from explorer.care.screening import gravest_first
from explorer.content import Atlas
from explorer.content.models import Plan, PlanItem
from explorer.content.reading import grade, word_count
from explorer.ui.safety.check import Check
from tests.app.click import PAGES, act, given, go_to, has_map, new_app, put, query, said, shown, tiles

pytestmark = [pytest.mark.app, pytest.mark.shipped]

CHECKED = Check(done=True)


def item(region: str, **changes: Any) -> PlanItem:
    values = {"side": "right", "seconds": 20, "repeats": 3, "times": 1, "per": "day", "pressure": 1}
    return PlanItem.model_validate({"region": region, **values, **changes})


WARM = item("gluteus_medius", tool="heat_pack", seconds=900, repeats=1, pressure=0)
BALL = item("gluteus_medius", side="left", tool="soft_ball")
STRETCH = item("piriformis", technique="stretching")
VISIT = item("biceps_femoris", technique="swedish", seconds=600, repeats=1, per="week")
PLAN = Plan(items=(WARM, BALL, STRETCH, VISIT), review_on="2027-01-04")


def explain(plan: Plan | str, check: Check = CHECKED, **parameters: str) -> AppTest:
    """The page as a link opens it, after a safety check."""
    app = new_app()
    put(app, safety_check=check)
    app.query_params["plan"] = plan if isinstance(plan, str) else encode(plan)
    for name, value in parameters.items():
        app.query_params[name] = value
    return app.switch_page(f"{PAGES}/explain.py").run()


def on(app: AppTest) -> AppTest:
    return app.button(key="forward").click().run()


def timer(app: AppTest) -> dict[str, Any]:
    """What the browser is told about the step."""
    (found,) = given(app, "seconds")
    return found


# ---- the steps -------------------------------------------------------------------------------------------


def test_each_item_is_one_step_with_where_what_and_three_lines(atlas: Atlas) -> None:
    app = explain(PLAN)
    stop_first = [atlas.stop_rules[code].patient for code in ("S_HEAT_SKIN", "S_NERVE", "S_NERVE", "S_NERVE")]
    expected = {
        "Side hip muscle, right side": ("Warm pack", "15 minutes, once a day", "Do not press"),
        "Side hip muscle, left side": (
            "Soft ball (tennis ball)", "20 seconds, 3 times in a row, once a day",
            "How strong it feels: 1 of 10, never above 3",
        ),
        "Deep buttock muscle, right side": (
            "Slow, mild stretches", "20 seconds, 3 times in a row, once a day",
            "How strong it feels: 1 of 10, never above 3",
        ),
        "Outer hamstring, right side": (
            "Light, calming massage", "10 minutes, at each visit", "How strong it feels: 1 of 10, never above 3",
        ),
    }  # fmt: skip
    for number, (where, (what, *lines)) in enumerate(expected.items(), 1):
        assert not app.exception
        assert app.title[0].value == where
        assert app.header[0].value == what
        shown = [heading.value.partition(": ")[2] for heading in app.subheader]
        assert shown[:2] == lines
        assert len(shown) == 3
        assert shown[2] == stop_first[number - 1]
        assert f"**{number} of {len(expected)}**" in app.get("progress")[0].proto.text
        assert query(app).get("step", "1") == str(number)
        on(app)
    assert app.title[0].value == "When to stop, and whom to call"
    assert app.get("progress")[0].proto.text == "**When to stop**"


def test_at_the_end_the_patient_tells_it_in_own_words_stop_signs_first(atlas: Atlas) -> None:
    app = explain(PLAN, step=str(len(PLAN.items) + 1))
    asked = [line.patient for line in atlas.advice.values() if line.kind == "teach_back"]
    (told,) = (block.value for block in app.markdown if asked[0] in block.value)
    assert len(asked) == 3
    assert "stop" in asked[0]
    assert [told.index(question) for question in asked] == sorted(told.index(question) for question in asked)


def test_the_map_paints_the_region_on_its_side_with_its_keep_off_zones(atlas: Atlas) -> None:
    for step, location in (("1", "gluteus_medius:right"), ("2", "gluteus_medius:left"), ("3", "piriformis:right")):
        app = explain(PLAN, step=step)
        region, _, side = location.partition(":")
        assert shown(app).items() >= {"chosen": [location], "side": side}.items()
        assert tuple(shown(app)["zones"]) == tuple(atlas.regions[region].keep_off)
        assert timer(app)["item"] == int(step) - 1
    assert shown(app)["layer"] == "deep"


def test_what_is_in_the_middle_is_painted_and_has_no_side_in_words() -> None:
    app = explain(Plan(items=(item("sacrum", side="midline", tool="heat_pack", seconds=900, repeats=1, pressure=0),)))
    assert shown(app)["chosen"] == ["sacrum:midline"]
    assert "side" not in app.title[0].value


def test_the_plan_says_whose_words_are_used(atlas: Atlas) -> None:
    app = explain(PLAN.model_copy(update={"reader": "clinician"}), step="3")
    assert app.title[0].value == f"{atlas.regions['piriformis'].name}, right side"
    assert app.header[0].value == atlas.techniques["stretching"].name


def test_previous_goes_back_and_the_first_step_has_none() -> None:
    app = explain(PLAN)
    assert app.button(key="back").disabled
    on(on(app))
    assert query(app)["step"] == "3"
    app.button(key="back").click().run()
    assert query(app)["step"] == "2"
    assert "Warm pack" in app.button(key="back").label
    assert "Slow, mild stretches" in app.button(key="forward").label


@pytest.mark.parametrize("step", ["0", "6", "-1", "two", "1.5", "", "²", "99999999999999999999", "![x](http://x.y)"])
def test_a_step_that_is_not_there_is_told_and_the_first_is_shown(step: str) -> None:
    app = explain(PLAN, step=step)
    assert not app.exception
    assert "a step that is not there. The plan has 5 steps." in app.warning[0].value
    assert app.header[0].value == "Warm pack"


@pytest.mark.parametrize(("seconds", "timed"), [(20, 20), (300, 300), (301, 0), (900, 0)])
def test_what_takes_up_to_five_minutes_has_a_timer(seconds: int, timed: int) -> None:
    told = timer(explain(Plan(items=(WARM.model_copy(update={"seconds": seconds}),))))
    assert (told["seconds"], told["repeats"]) == (timed, 1)


def test_a_note_is_shown_as_it_was_typed() -> None:
    typed = "Slowly *now* <b>x</b> $y$ ![z](http://z.org) :red[w]"
    app = new_app()
    put(app, safety_check=CHECKED)
    app.query_params["plan"] = encode(Plan(items=(BALL.model_copy(update={"note": typed}),)), with_notes=True)
    app.switch_page(f"{PAGES}/explain.py").run()
    assert [text.value for text in app.text] == [typed]
    assert not any("Slowly" in block.value for block in app.markdown)


# ---- the safety check ------------------------------------------------------------------------------------


def test_before_the_check_is_done_it_is_asked_for() -> None:
    links = [link.label for link in explain(PLAN, Check()).get("page_link")]
    assert any("Do it now" in label for label in links)
    assert not any("Do it now" in link.label for link in explain(PLAN).get("page_link"))


def test_what_is_objected_to_is_left_out_and_told(atlas: Atlas) -> None:
    check = Check(conditions=frozenset({"acute_radicular"}), done=True)
    app = explain(PLAN, check)
    told = []
    for _ in range(2):
        told.append(app.header[0].value)
        assert "**Not shown: 2 of 4 in the plan.**" in said(app)
        assert "“Soft ball (tennis ball)” is ruled out by the safety check" in said(app)
        assert atlas.conditions["acute_radicular"].why in said(app)
        on(app)
    assert told == ["Warm pack", "Slow, mild stretches"]
    assert app.title[0].value == "When to stop, and whom to call"
    assert "**Not shown: 2 of 4 in the plan.**" in said(app)


def test_cautions_and_whose_consent_was_got_stand_beside_the_item(atlas: Atlas) -> None:
    check = Check(conditions=frozenset({"acute_radicular"}), done=True)
    app = explain(Plan(items=(STRETCH, VISIT.model_copy(update={"agreed_with": "physiotherapist"}))), check)
    assert "Go gently" in said(app)
    assert atlas.conditions["acute_radicular"].why in said(app)
    on(app)
    assert "Ask first" in said(app)
    assert "Agreed with your physiotherapist" in said(app)


@pytest.mark.parametrize("flag", ["RF01a", "RF05"])
def test_at_a_stop_nothing_is_explained(atlas: Atlas, flag: str) -> None:
    app = explain(PLAN, Check(replies={flag: "yes"}), step="2")
    assert atlas.red_flags[flag].called in app.error[0].value
    assert "112, or your local emergency number" in said(app)
    assert not has_map(app)
    assert "presenter" not in {found.proto.component_name for found in app.get("bidi_component")}
    assert "Soft ball (tennis ball)" not in said(app)


def test_a_sign_to_ask_about_first_stands_on_every_step(atlas: Atlas) -> None:
    check = Check(replies={"RF13": "yes"}, done=True)
    plan = Plan(items=(STRETCH.model_copy(update={"agreed_with": "doctor"}),))
    app = explain(plan, check)
    for _ in range(2):
        assert atlas.red_flags["RF13"].called in app.warning[0].value
        app = explain(plan, check, step="2")


# ---- the last step ---------------------------------------------------------------------------------------


def test_the_last_step_has_every_stop_sign_by_level_the_number_and_the_review(atlas: Atlas) -> None:
    app = explain(PLAN, step="5")
    text = said(app)
    at = -1
    for flag in gravest_first(atlas.red_flags.values()):
        assert text.index(f"- {flag.called}") > at
        at = text.index(f"- {flag.called}")
    for title in ("Emergency: get help now", "Urgent: be seen the same day", "Book a visit"):
        assert title in text
    assert "Emergency number: 112, or your local emergency number" in text
    assert "We look at this plan again on 4 January 2027" in text
    assert "Done" in app.button(key="done").label


def test_without_a_review_date_the_longest_wait_is_told() -> None:
    app = explain(PLAN.model_copy(update={"review_on": None}), step="5")
    assert "again after 6 weeks" in said(app)


def test_the_last_step_is_there_when_everything_is_left_out() -> None:
    app = explain(Plan(items=(BALL,)), Check(conditions=frozenset({"acute_radicular"}), done=True))
    assert app.title[0].value == "When to stop, and whom to call"
    assert "**Not shown: 1 of 1 in the plan.**" in said(app)


@pytest.mark.parametrize("key", ["done", "leave"])
def test_done_and_leave_lead_to_the_plan_which_is_kept(key: str) -> None:
    app = explain(PLAN, step="5")
    app.button(key=key).click().run()
    assert not app.exception
    assert app.title[0].value == "Plan"
    assert query(app) == {"plan": encode(PLAN)}


# ---- no plan ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (encode(Plan()), "nothing in the plan yet"),
        ("1.abc", "damaged"),
        ("9.abc", "a version that cannot"),
        ("x" * 9999, "no plan"),
    ],
)
def test_a_plan_that_is_empty_or_damaged_is_told_with_ways_on(code: str, told: str) -> None:
    app = explain(code)
    assert not app.exception
    assert told in app.title[0].value
    assert [link.label for link in app.get("page_link")][-2:] == ["To the plan", "To the map"]


@pytest.mark.parametrize("page", ["explain", "hand_over"])
def test_where_a_plan_is_missing_a_ready_one_can_be_taken(atlas: Atlas, page: str) -> None:
    app = go_to(new_app(), page)
    assert [name for name, _ in tiles(app)] == [template.name for template in atlas.plans.values()]
    template = next(iter(atlas.plans.values()))
    act(app, "open", template.id)
    assert decode(query(app)["plan"]).items == template.plan.items
    assert "nothing in the plan yet" not in said(app)


def test_the_words_of_the_last_step_are_plain() -> None:
    app = explain(PLAN, step="5")
    blocks = (*app.title, *app.header, *app.subheader, *app.markdown)
    lines = (line.lstrip("- ") for block in blocks for line in block.value.splitlines())
    text = ". ".join(re.sub(r":\S+:|[*:\]\[]", "", line) for line in lines)
    assert word_count(text) > 100
    assert grade(text) <= 6


def test_an_exercise_is_told_with_its_steps_its_limit_and_both_sides_on_the_map(atlas: Atlas) -> None:
    bridge = item("gluteus_maximus", side="both", exercise="bridge", seconds=3, repeats=8, sets=2, days=3, pressure=2)
    app = explain(Plan(items=(bridge,)))
    assert not app.exception
    assert all(step in said(app) for step in atlas.exercises["bridge"].steps)
    lines = [heading.value for heading in app.subheader]
    assert any("8 times, holding for 3 seconds, 2 sets, once a day on 3 days a week" in line for line in lines)
    assert any("How strong it feels: at most 2 of 10" in line for line in lines)
    assert shown(app)["chosen"] == ["gluteus_maximus:left", "gluteus_maximus:right"]
    assert shown(app)["zones"] == [], "nothing is pressed"
    assert (timer(app)["seconds"], timer(app)["repeats"]) == (3, 16)


@pytest.mark.parametrize("side", ["left", "right"])
def test_each_step_shows_how_it_is_done_on_its_side(atlas: Atlas, side: str) -> None:
    bridge = item("gluteus_maximus", side=side, exercise="bridge", seconds=3, repeats=8, days=3)
    for what in (item("gluteus_medius", side=side, tool="soft_ball"), bridge):
        record = atlas.items[what.tool or what.exercise or ""]
        assert record.figure
        (told,) = given(explain(Plan(items=(what,))), "html")
        assert told["location"] == f"{record.id}:{side}"
        assert atlas.figures[record.figure].alt in unescape(told["html"])
        assert ("in-turn" in told["html"]) == (len(atlas.figures[record.figure].files) == 2)
