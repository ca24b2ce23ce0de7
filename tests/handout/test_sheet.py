"""What is on the paper."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date, timedelta
from itertools import chain
from typing import Any

import pytest

from explorer.bodymap import Skin
from explorer.care.pain import Drawing, PainSite
from explorer.care.plan import judge, setting, suggested, told, what_of
from explorer.care.plan_words import how_long, how_often, numbers_in_short, review_in_words, visits_in_words
from explorer.care.screening import Answers, ConditionSite, screen
from explorer.care.stop_rules import standing
from explorer.content import Atlas
from explorer.content.models import AnySide, Go, Plan, Visits
from explorer.content.reading import grade
from explorer.handout import NotReady, Sheet, with_drawing
from explorer.handout.picture import pain_picture
from explorer.handout.sheet import Labelled, Row
from explorer.handout.words import read_words
from tests.handout.reading import TODAY, plan_of, sheet_of, six_with_exercises, squeezed, twelve

pytestmark = pytest.mark.shipped


def _said(paper: Sheet) -> str:
    """All words of a sheet in one."""

    def words(value: object) -> str:
        if isinstance(value, dict):
            return " ".join(words(part) for part in value.values())
        return " ".join(words(part) for part in value) if isinstance(value, list | tuple) else str(value)

    return words(asdict(paper))


@pytest.fixture(scope="module")
def full(atlas: Atlas) -> Sheet:
    return sheet_of(atlas, twelve(atlas))


def test_a_plan_with_objections_goes_on_no_paper_and_every_objection_is_told(atlas: Atlas) -> None:
    plan = twelve(atlas)
    verdict = screen(atlas, Answers(red_flags=frozenset(["RF05"])))
    objections = judge(atlas, plan, verdict).objections
    with pytest.raises(NotReady) as refused:
        sheet_of(atlas, plan, verdict)
    assert len(objections) >= 12
    assert refused.value.why == tuple(told(atlas, found) for found in objections)


def test_an_empty_plan_goes_on_no_paper(atlas: Atlas) -> None:
    with pytest.raises(NotReady, match="nothing in this plan"):
        sheet_of(atlas, Plan())


def test_every_stop_sign_is_there_under_its_level_the_gravest_first(atlas: Atlas, full: Sheet) -> None:
    named = [[line.text for line in group.lines] for group in full.signs]
    levels = [[flag.called for flag in atlas.red_flags.values() if flag.level == level] for level in "EUS"]
    assert named == levels
    assert len(list(chain(*named))) == len(atlas.red_flags)


def test_the_words_that_must_not_be_missing_are_there(full: Sheet) -> None:
    said = _said(full).lower()
    for word in ("numb", "weak", "pee", "both legs", "swollen calf", "not a diagnosis"):
        assert word in said, word


@pytest.mark.parametrize(("country", "number"), [(None, "112, or your local"), ("us", "911"), ("gb", "999")])
def test_the_emergency_number_is_that_of_the_country(atlas: Atlas, country: str | None, number: str) -> None:
    emergency, same_day = sheet_of(atlas, twelve(atlas), country=country).help
    assert number in emergency.text
    assert same_day.text


def test_items_stand_under_visits_or_home_with_their_number_and_side(atlas: Atlas, full: Sheet) -> None:
    plan = twelve(atlas)
    visit, home = full.parts
    assert [row.number for part in (visit, home) for row in part.rows] == list(range(1, 13))
    for row in (*visit.rows, *home.rows):
        item = plan.items[row.number - 1]
        remedy = atlas.techniques[item.technique] if item.technique else atlas.tools[item.tool or ""]
        assert row in (visit if setting(remedy) == "visit" else home).rows
        assert row.what == remedy.plain_name
        assert row.where == f"{atlas.regions[item.region].plain_name}, {item.side} side"


def test_what_is_in_the_middle_has_no_side(atlas: Atlas) -> None:
    item = twelve(atlas, 1).items[0].model_copy(update={"region": "sacrum", "side": "midline"})
    (part,) = sheet_of(atlas, Plan(items=(item,))).parts
    assert part.rows[0].where == atlas.regions["sacrum"].plain_name


def test_a_clinician_reads_the_clinical_names(atlas: Atlas) -> None:
    (part,) = sheet_of(atlas, twelve(atlas, 1).model_copy(update={"reader": "clinician"})).parts
    assert part.rows[0].what == atlas.techniques["swedish"].name
    assert part.rows[0].where.startswith(atlas.regions["gluteus_medius"].name)


def test_pressure_is_told_with_its_limit_and_rest_needs_none(full: Sheet) -> None:
    rows = {row.what: row.pressure for part in full.parts for row in part.rows}
    assert rows["Soft ball (tennis ball)"] == Labelled("How strong it feels (0 to 10)", "1 of 10, never above 3")
    assert rows["Warm pack"] == Labelled("", "No pressure")


def test_an_exercise_stands_at_home_with_its_dose_its_limit_and_how_it_goes(atlas: Atlas) -> None:
    _, home = sheet_of(atlas, six_with_exercises(atlas)).parts
    (row,) = (row for row in home.rows if row.what == "Lift your hips")
    bridge = atlas.exercises["bridge"]
    assert row.where == "Big buttock muscle, both sides"
    assert row.dose == ("8 times, holding for 3 seconds", "once a day on 3 days a week")
    assert row.pressure.text == "at most 3 of 10"
    assert (row.position, row.steps) == (bridge.position, bridge.steps)


def _row(atlas: Atlas, side: AnySide, figure: str | None, **changes: Any) -> Row:
    """An item at the calf on this side, with that picture."""
    tool = atlas.tools["roller_stick"].model_copy(update={"figure": figure})
    changed = atlas.model_copy(update={"tools": {**atlas.tools, "roller_stick": tool}, **changes})
    item = suggested(changed, changed.regions["gastrocnemius"], "right", tool).model_copy(update={"side": side})
    (part,) = sheet_of(changed, Plan(items=(item,))).parts
    return part.rows[0]


@pytest.mark.parametrize(
    ("drawn", "asked", "mirrored", "caption"),
    [
        ("right", "right", False, ""),
        ("right", "left", True, ""),
        ("left", "right", True, ""),
        ("right", "both", False, "Shown on the right side."),
        ("left", "both", False, "Shown on the left side."),
        ("both", "left", False, ""),
        ("both", "both", False, ""),
    ],
)
def test_a_picture_shows_the_side_of_its_item_and_says_so_where_it_cannot(
    atlas: Atlas, drawn: str, asked: AnySide, mirrored: bool, caption: str
) -> None:
    figure = atlas.figures["roller_stick_calf"].model_copy(update={"id": "stick", "shown_side": drawn})
    row = _row(atlas, asked, "stick", figures={**atlas.figures, "stick": figure})
    assert row.shown is not None
    assert (row.shown.files, row.shown.mirrored, row.shown.caption) == (figure.files, mirrored, caption)
    seen = asked if mirrored else drawn
    assert row.shown.alt == (figure.alt if seen == "both" else f"{figure.alt} Shown on the {seen} side.")


def test_an_item_without_a_picture_has_none(atlas: Atlas) -> None:
    assert _row(atlas, "left", None).shown is None


def test_an_exercise_is_marked_on_both_sides_and_needs_no_place_to_keep_off(atlas: Atlas) -> None:
    item = suggested(atlas, atlas.regions["gluteus_maximus"], "right", atlas.exercises["bridge"])
    paper = sheet_of(atlas, Plan(items=(item,)))
    assert [mark.location for mark in paper.marks] == ["gluteus_maximus:left", "gluteus_maximus:right"]
    zones = [zone.name for zone in atlas.keep_off.values()]
    assert not any(zone in _said(paper) for zone in zones)


def test_the_stop_rules_of_exercises_are_on_the_paper(atlas: Atlas) -> None:
    said = _list(sheet_of(atlas, six_with_exercises(atlas)), "When to stop")
    assert atlas.stop_rules["S_DIZZY"].patient in said


@pytest.mark.parametrize(
    ("condition", "word"), [("pregnancy", "Ask first"), ("skin_infection_wound", "Not on that spot")]
)
def test_cautions_stand_with_their_item_in_words(atlas: Atlas, condition: str, word: str) -> None:
    plan = Plan(items=tuple(item.model_copy(update={"agreed_with": "doctor"}) for item in twelve(atlas, 2).items[:1]))
    verdict = screen(atlas, Answers(conditions=frozenset([condition])))
    judgement = judge(atlas, plan, verdict)
    assert judgement.stands, judgement.objections
    (part,) = sheet_of(atlas, plan, verdict).parts
    found = {(line.label, line.text) for line in part.rows[0].care}
    assert any(label == word for label, _ in found), found
    assert {reason.why for reason in judgement.cautions(0)} <= {text for _, text in found}
    assert ("", "Agreed with your doctor") in found


def test_a_local_condition_elsewhere_means_go_gently(atlas: Atlas) -> None:
    sites = frozenset([ConditionSite("varicose_veins", "calf", "left")])
    plan = Plan(items=twelve(atlas, 1).items)
    (part,) = sheet_of(atlas, plan, screen(atlas, Answers(sites=sites))).parts
    assert [line.label for line in part.rows[0].care] == ["Go gently"]
    assert part.rows[0].care[0].text == atlas.conditions["varicose_veins"].why


def test_a_caution_that_holds_for_several_items_is_written_out_once(atlas: Atlas) -> None:
    sites = frozenset([ConditionSite("varicose_veins", "calf", "left")])
    first, second = Plan(items=twelve(atlas, 2).items).items
    paper = sheet_of(atlas, Plan(items=(first, second)), screen(atlas, Answers(sites=sites)))
    cares = [line for part in paper.parts for row in part.rows for line in row.care]
    assert [line.text for line in cares] == [atlas.conditions["varicose_veins"].why, "same as for 1"]


def test_an_item_refers_to_another_only_once(atlas: Atlas) -> None:
    plan = atlas.plans["new_leg_pain"].plan
    paper = sheet_of(atlas, plan, screen(atlas, Answers(conditions=frozenset(["pregnancy", "stenosis"]))))
    cares = [row.care for part in paper.parts for row in part.rows]
    assert sum(line.text.startswith("same as for") for care in cares for line in care) >= 2
    assert all(len(set(care)) == len(care) for care in cares)


def test_it_says_when_there_was_no_safety_check_and_only_then(atlas: Atlas) -> None:
    plan = twelve(atlas)
    assert "not done" in sheet_of(atlas, plan).warning
    assert sheet_of(atlas, plan, screen(atlas, Answers())).warning == ""


def _list(paper: Sheet, title: str) -> dict[str, str]:
    """The lines of a list of the paper, each with the numbers that it is about."""
    (block,) = (block for block in paper.lists if block.title == title)
    return {line.text: line.about for line in block.lines}


def test_every_stop_rule_stands_under_the_title_of_its_placement_or_is_a_stop_sign(atlas: Atlas, full: Sheet) -> None:
    """Before and never are for what a person does alone: a therapist knows them."""
    words, plan, told = read_words(atlas), twelve(atlas), 0
    titles = {"before": words.before, "during": words.stop, "after": words.advice.aftercare, "never": words.not_to_do}
    for item in plan.items:
        remedy = what_of(atlas, item)
        for rule in standing(atlas, remedy).every:
            here = rule.placement in ("during", "after") or setting(remedy) == "home"
            if here and (rule.placement == "during" or not atlas.stop_rules[rule.code].red_flags):
                assert rule.patient in _list(full, titles[rule.placement]), rule.code
                told += 1
    assert told > 60


def test_what_is_left_out_of_the_lists_is_a_stop_sign_and_all_of_them_are_on_the_paper(
    atlas: Atlas, full: Sheet
) -> None:
    said = _said(full)
    signs = {line.text for block in full.signs for line in block.lines}
    for code in {code for item in twelve(atlas).items for code in what_of(atlas, item).stop_rules}:
        rule = atlas.stop_rules[code]
        if rule.red_flags:
            assert {atlas.red_flags[flag].called for flag in rule.red_flags} <= signs, code
            assert rule.placement == "during" or rule.patient not in said, f"{code} stands twice"


def test_stop_rules_are_those_of_what_is_in_the_plan_with_the_numbers_they_are_about(atlas: Atlas, full: Sheet) -> None:
    plan, stop = twelve(atlas), read_words(atlas).stop
    warm = [number for number, item in enumerate(plan.items, 1) if item.tool == "heat_pack"]
    assert _list(full, stop)[atlas.stop_rules["S_HEAT_SKIN"].patient] == numbers_in_short(warm)
    only = sheet_of(atlas, Plan(items=tuple(plan.items[number - 1] for number in warm[:1])))
    assert set(_list(only, stop).values()) == {""}
    assert not any("stronger than" in line for line in _list(only, stop)), "nothing presses there"


def test_the_limit_of_each_thing_stands_in_its_stop_rule(atlas: Atlas, full: Sheet) -> None:
    plan, lines = twelve(atlas), _list(full, read_words(atlas).stop)
    over = {rule.patient for item in plan.items for rule in standing(atlas, what_of(atlas, item)).every
            if rule.code == "S_OVER"}  # fmt: skip
    assert len(over) > 1
    assert over <= set(lines)
    assert all(f"{what_of(atlas, item).pressure.limit} out of 10" in " ".join(over) for item in plan.items
               if "S_OVER" in what_of(atlas, item).stop_rules)  # fmt: skip


def test_a_clinics_own_stop_rule_is_never_left_out(atlas: Atlas) -> None:
    words = read_words(atlas)
    titles = {"before": words.before, "during": words.stop, "after": words.advice.aftercare, "never": words.not_to_do}
    for placement, title in titles.items():
        changes = {"id": "C_CUP", "patient": "Wave at us when the cup pinches.", "severity": "E", "red_flags": ()}
        own = atlas.stop_rules["S_36H"].model_copy(update={**changes, "placement": placement})
        tool = atlas.tools["heat_pack"].model_copy(update={"stop_rules": ("C_CUP",), "at_once": ()})
        changed = atlas.model_copy(
            update={
                "tools": {**atlas.tools, "heat_pack": tool},
                "stop_rules": {**atlas.stop_rules, "C_CUP": own},
            }
        )
        assert own.patient in _list(sheet_of(changed, twelve(changed)), title)


def test_keep_off_zones_are_those_that_matter_for_what_is_done_at_home(atlas: Atlas, full: Sheet) -> None:
    not_to_do = _list(full, read_words(atlas).not_to_do)
    zone = atlas.keep_off["dz16_asis_lfcn"]
    number = next(i for i, item in enumerate(twelve(atlas).items, 1) if item.tool == "soft_ball")
    assert not_to_do[f"{zone.name}: {zone.rule}"] == str(number)
    assert not any(atlas.keep_off["dz10_coccyx"].name in line for line in not_to_do)


def test_a_zone_of_which_a_stop_rule_of_the_item_speaks_is_not_told_twice(atlas: Atlas, full: Sheet) -> None:
    not_to_do = _list(full, read_words(atlas).not_to_do)
    number = str(next(i for i, item in enumerate(twelve(atlas).items, 1) if item.tool == "soft_ball"))
    zone = atlas.keep_off["dz12_greater_trochanter"]
    assert number in not_to_do[atlas.stop_rules["N_BONE"].patient]
    assert number not in not_to_do[f"{zone.name}: {zone.rule}"]


def test_pressing_at_home_is_left_out_on_the_day_of_a_visit_to_the_same_spot(atlas: Atlas) -> None:
    plan = twelve(atlas)
    day = read_words(atlas).visit_day
    number = next(i for i, item in enumerate(plan.items, 1) if item.tool == "soft_ball")
    title = read_words(atlas).not_to_do
    assert _list(sheet_of(atlas, plan), title)[day] == str(number)
    apart = plan.model_copy(
        update={
            "items": tuple(
                item.model_copy(update={"side": "left"}) if item.tool == "soft_ball" else item for item in plan.items
            )
        }
    )
    assert day not in _list(sheet_of(atlas, apart), title)


def test_advice_stands_in_the_patients_words(atlas: Atlas, full: Sheet) -> None:
    plan = twelve(atlas)
    said = _said(full)
    for key in (*plan.home_care, *plan.aftercare, plan.activity or ""):
        assert atlas.advice[key].patient in said


def test_sources_and_what_no_clinician_has_reviewed_are_told(atlas: Atlas, full: Sheet) -> None:
    small = " ".join(full.small)
    assert "Cambron" in small
    assert "No clinician has reviewed" in small


@pytest.mark.parametrize(
    ("go", "said"),
    [
        ((20, 3, 1, "day"), "20 seconds, 3 times in a row, once a day"),
        ((900, 1, 2, "week"), "15 minutes, twice a week"),
        ((90, 2, 3, "day"), "90 seconds, 2 times in a row, 3 times a day"),
    ],
)
def test_doses_are_told_in_words(atlas: Atlas, go: tuple[int, int, int, str], said: str) -> None:
    seconds, repeats, times, per = go
    dose = Go(seconds=seconds, repeats=repeats, times=times, per=per)  # type: ignore[arg-type]
    assert f"{how_long(atlas.speech, dose)}, {how_often(atlas.speech, dose)}" == said


def test_what_is_done_at_a_visit_is_done_at_each_visit_where_visits_are_planned(atlas: Atlas) -> None:
    plan = twelve(atlas, 1)
    assert sheet_of(atlas, plan).parts[0].rows[0].dose[1] == "at each visit"
    alone = plan.model_copy(update={"visits": None})
    assert sheet_of(atlas, alone).parts[0].rows[0].dose[1] == how_often(atlas.speech, plan.items[0])


def test_visits_and_review_are_told_in_words(atlas: Atlas) -> None:
    speech = atlas.speech
    four = Visits(count=4, every_weeks=1)
    assert visits_in_words(speech, four) == "4 visits, one a week"
    assert visits_in_words(speech, Visits(count=2, every_weeks=3)) == "2 visits, one every 3 weeks"
    assert visits_in_words(speech, Visits(count=1, every_weeks=1)) == "1 visit"
    assert review_in_words(speech, None, None) == "after 6 weeks"
    assert review_in_words(speech, None, four) == "after 4 visits or 6 weeks, whichever comes first"
    assert review_in_words(speech, None, Visits(count=1, every_weeks=1)).startswith("after 1 visit or")
    assert review_in_words(speech, "2026-12-01", four) == "on 1 December 2026"


@pytest.mark.parametrize(("days", "passed"), [(-1, True), (0, False), (1, False), (None, False)])
def test_a_plan_that_should_have_been_looked_at_again_says_so(atlas: Atlas, days: int | None, passed: bool) -> None:
    day = None if days is None else (TODAY + timedelta(days=days)).isoformat()
    of = sheet_of(atlas, twelve(atlas, 1).model_copy(update={"review_on": day}))
    assert of.overdue == (atlas.say("dose.review.passed") if passed else "")
    assert of.overdue in of.warning


def test_numbers_in_a_row_are_drawn_together() -> None:
    assert numbers_in_short([1, 2, 3, 5, 7, 8]) == "1-3, 5, 7, 8"


def test_the_fixed_words_are_easy_to_read(atlas: Atlas) -> None:
    words = read_words(atlas)
    sentences = [words.not_checked, words.not_a_diagnosis, words.not_reviewed, words.stop_signs_lead, words.visit_day]
    sentences += [words.steps_by_link]
    levels = (getattr(words.levels, level) for level in "EUS")
    sentences += [f"{level.title}. {level.more}" for level in levels]
    assert grade(" ".join(sentences)) <= 6.0


def test_the_day_on_the_paper_is_the_one_given(full: Sheet) -> None:
    assert date(2026, 11, 21) == TODAY
    assert full.made == "Made on 21 November 2026"


def test_every_template_makes_a_sheet_with_a_side_in_words(atlas: Atlas) -> None:
    for template in atlas.plans.values():
        said = squeezed(_said(sheet_of(atlas, plan_of(template))))
        assert "leftside" in said or "rightside" in said, template.id


def test_a_sheet_is_a_value(full: Sheet) -> None:
    assert replace(full) == full
    assert hash(full) == hash(replace(full))


def test_the_pain_drawing_on_a_paper_has_the_chosen_skin(atlas: Atlas, full: Sheet) -> None:
    drawing = Drawing(frozenset({PainSite("calf", "left")}))
    skins = (Skin(), Skin("female"), Skin("female", "dark"))
    assert pain_picture(full, atlas) is None
    assert len({pain_picture(with_drawing(full, atlas, drawing, skin), atlas) for skin in skins}) == len(skins)
