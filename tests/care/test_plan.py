"""The plan: nothing stands in it that the content or the safety check forbids, and everything else does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from random import Random
from typing import get_args

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from explorer.care.plan import (
    MOST_ITEMS,
    Judgement,
    Objection,
    advice_of,
    in_minutes,
    in_order,
    judge,
    latest_review,
    locations_of,
    mirrored,
    setting,
    suggested,
    told,
    what_of,
    with_item,
    with_item_changed,
    without_item,
    without_notes,
)
from explorer.care.screening import LOCAL, Answers, ConditionSite, Verdict, screen
from explorer.content import Atlas
from explorer.content.models import (
    LEVELS,
    PAPERS,
    PER_DAY_WITHOUT_LIMIT,
    STAGES,
    AdviceKind,
    Beyond,
    Dose,
    Exercise,
    Go,
    Per,
    Plan,
    PlanItem,
    Region,
    Remedy,
    ShapeSide,
)
from tests.care.plans import (
    PERS,
    RANDOMS,
    accepted_though_forbidden,
    allowed_item,
    allowed_plan,
    any_answers,
    any_item,
    any_plan,
    item_of,
    known_plan,
    longest,
    most_times,
    offers,
    some_verdicts,
)
from tests.laws import law

pytestmark = pytest.mark.shipped

lawful = law(150, suppress_health_check=[HealthCheck.too_slow])

MOST_REPEATS, MOST_A_WEEK = 20, 14  # what the schema of an item allows at all


def _whats(judgement: Judgement) -> list[str]:
    return [objection.what for objection in judgement.objections]


def _alone(atlas: Atlas, item: PlanItem, verdict: Verdict | None = None) -> Judgement:
    return judge(atlas, Plan(items=(item,)), verdict)


def _objected(atlas: Atlas, plan: Plan, verdict: Verdict | None) -> set[int | None]:
    """The items to which there are objections, and None when there is one to the whole."""
    return {objection.item for objection in judge(atlas, plan, verdict).objections}


def _said(*conditions: str, unsure: tuple[str, ...] = ()) -> Answers:
    return Answers(conditions=frozenset(conditions), unsure=frozenset(unsure))


def _tool(atlas: Atlas, region: str, tool: str, side: ShapeSide = "right") -> PlanItem:
    return suggested(atlas, atlas.regions[region], side, atlas.tools[tool])


def _technique(atlas: Atlas, region: str, technique: str, side: ShapeSide = "right") -> PlanItem:
    return suggested(atlas, atlas.regions[region], side, atlas.techniques[technique])


def _exercise(atlas: Atlas, region: str, exercise: str) -> PlanItem:
    return suggested(atlas, atlas.regions[region], "right", atlas.exercises[exercise])


def _remedies(atlas: Atlas) -> Iterator[tuple[Region, Remedy]]:
    """Every part of the body with the techniques and tools for it."""
    return ((region, what) for region, what in offers(atlas) if isinstance(what, Remedy))


# ---- one item -------------------------------------------------------------------------------------------


def test_whatever_is_offered_stands_as_it_is_suggested(atlas: Atlas) -> None:
    assert len(offers(atlas)) > 150
    for region, what in offers(atlas):
        for side in ("left", "right"):
            item = suggested(atlas, region, side, what)
            assert _alone(atlas, item).stands, (region.id, what.id)
            assert what_of(atlas, item) is what
            own = "both" if isinstance(what, Exercise) else side
            assert item.side == ("midline" if region.id in atlas.in_the_middle else own)


def _sittings(dose: Dose) -> Iterator[tuple[Go, bool]]:
    """Doses at one limit and one step beyond it, and whether they are within."""
    first, most = dose.first, dose.max_minutes * 60
    for repeats, within in ((most // first.seconds, True), (most // first.seconds + 1, False)):
        if repeats <= MOST_REPEATS:
            yield first.model_copy(update={"repeats": repeats}), within
    yield first.model_copy(update={"seconds": longest(dose), "repeats": 1}), True
    yield first.model_copy(update={"seconds": longest(dose) + 1, "repeats": 1}), False
    yield from _times(dose, first, "day")
    yield from _times(dose, first, "week")


def _times(dose: Dose, first: Go, per: Per) -> Iterator[tuple[Go, bool]]:
    for times, within in ((most_times(dose, per), True), (most_times(dose, per) + 1, False)):
        if 1 <= times <= MOST_A_WEEK:
            yield first.model_copy(update={"times": times, "per": per}), within


def test_a_dose_may_reach_each_limit_and_not_go_one_beyond(atlas: Atlas) -> None:
    tried = {True: 0, False: 0}
    for region, remedy in _remedies(atlas):
        for go, within in _sittings(remedy.dose):
            tried[within] += 1
            assert _alone(atlas, item_of(atlas, region, remedy, go)).stands is within, (region.id, remedy.id, go)
    assert min(tried.values()) > 500


@pytest.mark.parametrize(
    ("per_day", "per_week", "every_day"), [(1, 3, 0), (2, 14, 2), (2, 7, 1), (1, None, 1), (None, 3, 0)]
)
def test_what_the_week_limits_is_not_done_more_often_day_by_day(
    per_day: int | None, per_week: int | None, every_day: int
) -> None:
    first = Go(seconds=30, repeats=1, times=1, per="week")
    dose = Dose(text="A dose.", max_minutes=5, per_day=per_day, per_week=per_week, first=first)
    assert dose.most_times("day") == every_day == most_times(dose, "day")
    too_often = first.model_copy(update={"times": every_day + 1, "per": "day"})
    assert [beyond.limit for beyond in dose.beyond(too_often)] == ["day" if every_day else "daily"]


def test_authors_read_what_is_beyond_which_bound() -> None:
    found = (Beyond("least", 3, 5), Beyond("day", 4, 2), Beyond("daily", 1, None))
    assert [str(beyond) for beyond in found] == [
        "3 seconds at a time; at least 5",
        "4 times a day; at most 2",
        "1 times a day; its limits go by another measure",
    ]


@pytest.mark.parametrize(("times", "days", "within"), [(1, 3, True), (1, 4, False), (2, 2, True), (2, 3, False)])
def test_days_are_counted_where_the_week_is_limited(times: int, days: int, within: bool) -> None:
    first = Go(seconds=30, repeats=1, times=1, per="week")
    dose = Dose(text="A dose.", max_minutes=5, per_day=2, per_week=4 if times == 2 else 3, first=first)
    go = Go(seconds=30, repeats=1, times=times, per="day", days=days)
    assert (not dose.beyond(go)) == within


def test_a_dose_may_reach_all_its_limits_at_once(atlas: Atlas) -> None:
    for region, remedy in _remedies(atlas):
        seconds = longest(remedy.dose)
        for per in PERS:
            times = most_times(remedy.dose, per)
            if times:
                repeats = min(MOST_REPEATS, max(1, remedy.dose.max_minutes * 60 // seconds))
                go = Go(seconds=seconds, repeats=repeats, times=times, per=per)
                item = item_of(atlas, region, remedy, go, pressure=remedy.pressure.limit)
                assert _alone(atlas, item).stands, [str(found) for found in _alone(atlas, item).objections]


def test_the_pressure_may_reach_its_limit_and_not_go_one_beyond(atlas: Atlas) -> None:
    for region, what in offers(atlas):
        limit = what.dose.strongest if isinstance(what, Exercise) else what.pressure.limit
        assert _alone(atlas, item_of(atlas, region, what, what.dose.first, pressure=limit)).stands
        too_hard = _alone(atlas, item_of(atlas, region, what, what.dose.first, pressure=limit + 1))
        assert _whats(too_hard) == [f"“{what.plain_name}”: pressure {limit + 1} of 10; at most {limit}."]


def test_an_exercise_may_reach_each_limit_and_not_go_one_beyond(atlas: Atlas) -> None:
    for exercise in atlas.exercises.values():
        region = atlas.regions_of(exercise)[0]
        most = exercise.dose.most
        assert _alone(atlas, item_of(atlas, region, exercise, most)).stands, exercise.id
        for field in ("seconds", "repeats", "sets", "times", "days"):
            limit = getattr(most, field)
            item = item_of(atlas, region, exercise, most).model_copy(update={field: limit + 1})
            (told,) = _whats(_alone(atlas, item))
            assert told.startswith(f"“{exercise.plain_name}”: {limit + 1:,} "), told
            assert told.endswith(f"; at most {limit:,}."), told


def test_an_exercise_goes_by_the_day(atlas: Atlas) -> None:
    weekly = _exercise(atlas, "gluteus_maximus", "bridge").model_copy(update={"per": "week", "days": 7})
    assert "once a week; its limits are by the day" in _whats(_alone(atlas, weekly))[0]


def test_both_sides_are_one_item_and_each_of_them_counts(atlas: Atlas) -> None:
    both = _technique(atlas, "gastrocnemius", "stretching").model_copy(update={"side": "both"})
    right = both.model_copy(update={"side": "right"})
    assert locations_of(both) == ("gastrocnemius:left", "gastrocnemius:right")
    assert _alone(atlas, both).stands
    assert _objected(atlas, Plan(items=(both, right)), screen(atlas, Answers())) == {1}
    assert _objected(atlas, Plan(items=(right, both)), screen(atlas, Answers())) == {1}
    middle = _technique(atlas, "sacrum", "sacrum_pressure").model_copy(update={"side": "both"})
    assert "has no left and right" in _whats(_alone(atlas, middle))[0]


def test_both_sides_are_as_strict_as_the_stricter_one(atlas: Atlas) -> None:
    verdict = screen(atlas, Answers(sites=frozenset({ConditionSite("varicose_veins", "calf", "left")})))
    both = _technique(atlas, "gastrocnemius", "swedish").model_copy(update={"side": "both"})
    judgement = _alone(atlas, both, verdict)
    assert "on this very spot" in _whats(judgement)[0]
    assert judgement.rulings[0]
    assert judgement.rulings[0].action == "avoid_locally"


def test_an_exercise_is_the_same_at_whatever_part_it_was_chosen(atlas: Atlas) -> None:
    bridges = tuple(_exercise(atlas, region, "bridge") for region in ("gluteus_maximus", "biceps_femoris"))
    assert [found.item for found in judge(atlas, Plan(items=bridges), None).objections] == [1]


def test_exercises_come_last_in_a_session(atlas: Atlas) -> None:
    items = (_exercise(atlas, "gluteus_maximus", "bridge"), _tool(atlas, "gluteus_medius", "soft_ball"))
    assert in_order(atlas, items) == items[::-1]


def test_what_no_source_limits_may_be_done_three_times_a_day(atlas: Atlas) -> None:
    assert PER_DAY_WITHOUT_LIMIT == 3
    item = _tool(atlas, "gluteus_medius", "heat_pack")
    assert _alone(atlas, item.model_copy(update={"times": 3})).stands
    assert not _alone(atlas, item.model_copy(update={"times": 4})).stands


def test_what_is_for_once_a_week_is_not_for_every_day(atlas: Atlas) -> None:
    daily = _technique(atlas, "gluteus_medius", "swedish").model_copy(update={"per": "day"})
    assert _whats(_alone(atlas, daily))[0].endswith("once a day; not for every day.")


def test_every_limit_that_is_broken_is_told(atlas: Atlas) -> None:
    item = _tool(atlas, "gluteus_medius", "soft_ball").model_copy(update={"seconds": 90, "times": 5, "pressure": 9})
    assert len(_alone(atlas, item).against(0)) == 3


@pytest.mark.parametrize(
    ("changed", "what", "hint"),
    [
        ({"region": "piriformi"}, "This atlas has no part of the body “piriformi”.", "Did you mean “piriformis”?"),
        ({"region": "zzzz"}, "This atlas has no part of the body “zzzz”.", ""),
        ({"tool": "soft_bal"}, "This atlas has no tool “soft_bal”.", "Did you mean “soft_ball”?"),
        ({"tool": "x" * 100}, f"This atlas has no tool “{'x' * 37}...”.", ""),
        ({"tool": "stretching"}, "This atlas has no tool “stretching”.", ""),
        ({"tool": None, "technique": "soft_ball"}, "This atlas has no technique “soft_ball”.", ""),
    ],
    ids=["region", "strange_region", "tool", "long_name", "technique_as_tool", "tool_as_technique"],
)
def test_what_the_atlas_does_not_have_is_told(atlas: Atlas, changed: dict[str, object], what: str, hint: str) -> None:
    item = _tool(atlas, "gluteus_medius", "soft_ball").model_copy(update=changed)
    for verdict in (None, screen(atlas, Answers())):
        assert _alone(atlas, item, verdict).objections == (Objection(what, hint, 0),)


def test_what_has_sides_is_not_in_the_middle(atlas: Atlas) -> None:
    item = _tool(atlas, "gluteus_medius", "soft_ball").model_copy(update={"side": "midline"})
    assert _whats(_alone(atlas, item)) == [f"“{atlas.regions['gluteus_medius'].plain_name}” has a left and a right."]


def test_what_has_no_sides_is_in_the_middle_only(atlas: Atlas) -> None:
    item = _technique(atlas, "sacrum", "sacrum_pressure")
    assert item.side == "midline"
    for side in ("left", "right"):
        found = _whats(_alone(atlas, item.model_copy(update={"side": side})))
        assert found == [f"“{atlas.regions['sacrum'].plain_name}” has no left and right; choose the middle."]


def test_nothing_stands_where_it_is_not_offered(atlas: Atlas) -> None:
    offered = {(region.id, remedy.id) for region, remedy in offers(atlas)}
    refused = 0
    for region in atlas.regions.values():
        for remedy in (*atlas.techniques.values(), *atlas.tools.values()):
            stands = _alone(atlas, suggested(atlas, region, "left", remedy)).stands
            assert stands is ((region.id, remedy.id) in offered)
            refused += not stands
    assert refused > 500


def test_an_unknown_item_takes_nothing_from_what_is_said_of_the_others(atlas: Atlas) -> None:
    ball = _tool(atlas, "gluteus_medius", "soft_ball")
    verdict = screen(atlas, _said("anticoagulant_bleeding"))
    alone = _alone(atlas, ball, verdict)
    unknown = ball.model_copy(update={"region": "zzzz"})
    together = judge(atlas, Plan(items=(unknown, ball)), verdict)
    assert together.against(0)
    assert [found.what for found in together.against(1)] == _whats(alone)
    assert together.rulings[1] == alone.rulings[0]


def test_an_unknown_tool_has_no_ruling_and_no_cautions(atlas: Atlas) -> None:
    unknown = _tool(atlas, "gluteus_medius", "soft_ball").model_copy(update={"tool": "zzzz"})
    judgement = _alone(atlas, unknown, screen(atlas, _said("anticoagulant_bleeding")))
    assert judgement.rulings == (None,)
    assert judgement.cautions(0) == ()


def test_an_empty_plan_stands_whatever_was_said(atlas: Atlas) -> None:
    for verdict in (None, *some_verdicts(atlas, seed=1, count=20)):
        judgement = judge(atlas, Plan(), verdict)
        assert judgement.stands
        assert judgement.screened is (verdict is not None)


@lawful
@given(rng=RANDOMS)
def test_any_plan_of_the_schema_can_be_judged(atlas: Atlas, rng: Random) -> None:
    plan = any_plan(rng)
    judgement = judge(atlas, plan, rng.choice([None, screen(atlas, any_answers(rng, atlas))]))
    assert len(judgement.rulings) == len(plan.items)
    assert all(found.item in (None, *range(len(plan.items))) for found in judgement.objections)
    assert all(str(found).isprintable() for found in judgement.objections)


@lawful
@given(rng=RANDOMS)
def test_what_the_content_allows_stands(atlas: Atlas, rng: Random) -> None:
    assert _alone(atlas, allowed_item(rng, atlas)).stands
    assert judge(atlas, allowed_plan(rng, atlas), None).stands


# ---- advice ---------------------------------------------------------------------------------------------


def test_advice_that_the_atlas_does_not_have_is_told(atlas: Atlas) -> None:
    plan = Plan(home_care=("change_positio",), aftercare=("zzzz",), activity="keep_moving")
    assert [found.sentences for found in judge(atlas, plan, None).objections] == [
        "This atlas has no home care “change_positio”. Did you mean “change_position”?",
        "This atlas has no aftercare “zzzz”.",
    ]


def test_advice_of_another_kind_does_not_stand(atlas: Atlas) -> None:
    home_care = advice_of(atlas, "home_care")[0].id
    assert judge(atlas, Plan(home_care=(home_care,)), None).stands
    assert not judge(atlas, Plan(aftercare=(home_care,)), None).stands
    assert not judge(atlas, Plan(activity=home_care), None).stands


def test_every_line_of_advice_is_of_one_kind(atlas: Atlas) -> None:
    kinds = [advice_of(atlas, kind) for kind in get_args(AdviceKind)]
    assert all(kinds)
    assert sorted(advice.id for lines in kinds for advice in lines) == sorted(atlas.advice)


# ---- items together -------------------------------------------------------------------------------------


def _spot_with(atlas: Atlas, *tools: str) -> Region:
    """A part of the body for which all of these are offered."""
    return next(region for region in atlas.regions.values() if set(tools) <= {r.id for r in atlas.remedies_of(region)})


PRESSING_AT_HOME = [
    ("soft_ball", "firm_ball", "8 minutes a day; at most 4 minutes"),
    ("foam_roller", "roller_stick", "4 minutes a day; at most 2 minutes"),
    ("foam_roller", "vibration_device", "4 minutes a day; at most 2 minutes"),
]


def _pair(atlas: Atlas, one: str, other: str, repeats: int) -> tuple[PlanItem, PlanItem]:
    """Two tools on one spot, so many times 20 seconds, as often a day as each may be used."""
    region = _spot_with(atlas, one, other)
    go = Go(seconds=20, repeats=repeats, times=1, per="day")
    items = (
        item_of(atlas, region, tool, go.model_copy(update={"times": most_times(tool.dose, "day")}))
        for tool in (atlas.tools[one], atlas.tools[other])
    )
    return next(items), next(items)


@pytest.mark.parametrize(("one", "other", "said"), PRESSING_AT_HOME)
def test_what_presses_on_a_spot_at_home_counts_together(atlas: Atlas, one: str, other: str, said: str) -> None:
    items = _pair(atlas, one, other, repeats=6)
    assert all(_alone(atlas, item).stands for item in items)
    judgement = judge(atlas, Plan(items=items), None)
    assert len(judgement.objections) == 1
    assert judgement.objections[0].item == 1
    names = [f"“{atlas.tools[tool].plain_name}”" for tool in (one, other)]
    assert judgement.objections[0].what.endswith(f": {' and '.join(names)} come to {said}.")


@pytest.mark.parametrize(("one", "other", "said"), PRESSING_AT_HOME)
def test_two_things_that_stay_within_the_day_stand_on_one_spot(atlas: Atlas, one: str, other: str, said: str) -> None:
    assert judge(atlas, Plan(items=_pair(atlas, one, other, repeats=3)), None).stands


def test_the_other_side_is_another_spot(atlas: Atlas) -> None:
    roller, stick = _pair(atlas, "foam_roller", "roller_stick", repeats=6)
    assert not judge(atlas, Plan(items=(roller, stick)), None).stands
    assert judge(atlas, Plan(items=(roller, stick.model_copy(update={"side": "left"}))), None).stands


def test_what_does_not_press_does_not_count_with_what_does(atlas: Atlas) -> None:
    region = _spot_with(atlas, "soft_ball", "heat_pack", "stretching").id
    ball = _tool(atlas, region, "soft_ball").model_copy(update={"repeats": 6, "times": 2})
    longest_heat = _tool(atlas, region, "heat_pack").model_copy(update={"seconds": 1200, "times": 3})
    assert judge(atlas, Plan(items=(longest_heat, ball, _technique(atlas, region, "stretching"))), None).stands


def test_a_few_times_a_week_counts_as_one_busy_day(atlas: Atlas) -> None:
    roller, stick = _pair(atlas, "foam_roller", "roller_stick", repeats=6)
    weekly = (item.model_copy(update={"times": 1, "per": "week"}) for item in (roller, stick))
    assert not judge(atlas, Plan(items=tuple(weekly)), None).stands


def test_one_thing_that_presses_in_two_ways_counts_once(atlas: Atlas) -> None:
    two_ways = [tool for tool in atlas.tools.values() if len(tool.families) > 1 and tool.dose.per_day]
    assert two_ways
    for remedy in two_ways:
        region = atlas.regions_of(remedy)[0]
        go = Go(seconds=30, repeats=remedy.dose.max_minutes * 2, times=most_times(remedy.dose, "day"), per="day")
        assert not _whats(_alone(atlas, item_of(atlas, region, remedy, go)))


def test_a_therapist_may_warm_a_spot_up_before_firm_work(atlas: Atlas) -> None:
    region = _spot_with(atlas, "swedish", "trigger_point").id
    long_warm_up = _technique(atlas, region, "swedish").model_copy(update={"seconds": 1_200})
    points = _technique(atlas, region, "trigger_point")
    assert 60 * atlas.techniques["trigger_point"].dose.max_minutes < 1_200  # counted together it would be too much
    assert judge(atlas, Plan(items=(long_warm_up, points)), None).stands


def test_light_strokes_to_warm_up_leave_room_for_a_still_palm_after_them(atlas: Atlas) -> None:
    sacrum = atlas.regions["sacrum"]
    both = [suggested(atlas, sacrum, "midline", atlas.techniques[key]) for key in ("swedish", "sacrum_pressure")]
    assert sum(item.seconds * item.repeats for item in both) > 60 * atlas.techniques["sacrum_pressure"].dose.max_minutes
    assert judge(atlas, Plan(items=tuple(both)), None).stands


def test_one_kind_of_work_by_two_techniques_counts_together(atlas: Atlas) -> None:
    region = _spot_with(atlas, "glute_focused", "trigger_point").id
    items = tuple(
        _technique(atlas, region, key).model_copy(update={"seconds": 30, "repeats": 15})
        for key in ("glute_focused", "trigger_point")
    )
    assert _alone(atlas, items[0]).stands
    found = judge(atlas, Plan(items=(items[0], items[1].model_copy(update={"repeats": 6}))), None).objections
    assert [objection.what.rpartition(" come to ")[2] for objection in found] == [
        "10.5 minutes a day; at most 10 minutes."
    ]


def _visit(atlas: Atlas, *minutes: int) -> Plan:
    regions = atlas.regions_of(atlas.techniques["swedish"])
    items = (_technique(atlas, region.id, "swedish") for region in regions)
    long = (item.model_copy(update={"seconds": 60 * m}) for item, m in zip(items, minutes, strict=False))
    return Plan(items=tuple(long))


def test_a_visit_lasts_an_hour_at_most(atlas: Atlas) -> None:
    assert judge(atlas, _visit(atlas, 20, 20, 20), None).stands
    found = judge(atlas, _visit(atlas, 20, 20, 21), None).objections
    assert found == (Objection("A visit would last 61 minutes; at most 60 minutes.", "Shorten some items."),)


def test_what_is_done_at_home_does_not_lengthen_the_visit(atlas: Atlas) -> None:
    home = _tool(atlas, "gluteus_medius", "heat_pack").model_copy(update={"seconds": 1200})
    plan = _visit(atlas, 30, 30)
    assert judge(atlas, Plan(items=(*plan.items, home)), None).stands


def test_the_same_thing_twice_is_told_at_the_second(atlas: Atlas) -> None:
    heat = _tool(atlas, "gluteus_medius", "heat_pack")
    between = _tool(atlas, "gluteus_medius", "soft_ball")
    found = judge(atlas, Plan(items=(heat, between, heat.model_copy(update={"seconds": 600}))), None).objections
    assert len(found) == 1
    assert found[0].item == 2
    assert told(atlas, found[0]).startswith("Number 3 of the plan: ")
    assert "the same as item 1. Take one of them out." in found[0].sentences


# ---- the safety check -----------------------------------------------------------------------------------


@lawful
@given(rng=RANDOMS)
def test_nothing_that_the_safety_check_forbids_is_accepted(atlas: Atlas, rng: Random) -> None:
    verdict = screen(atlas, any_answers(rng, atlas))
    for plan in (known_plan(rng, atlas), allowed_plan(rng, atlas)):
        assert accepted_though_forbidden(atlas, plan, verdict) == []


@lawful
@given(rng=RANDOMS)
def test_what_the_safety_check_does_not_forbid_is_accepted(atlas: Atlas, rng: Random) -> None:
    plan, answers = allowed_plan(rng, atlas), any_answers(rng, atlas)
    verdict = screen(atlas, answers)
    judgement = judge(atlas, plan, verdict)
    for i, item in enumerate(plan.items):
        sides = ("left", "right") if item.side == "both" else (item.side,)
        what, places = what_of(atlas, item), {f"{item.region}:{side}" for side in sides}
        action = verdict.at(what, *places).action
        forbidden = action == "avoid" or (action == "ask_clinician_first" and item.agreed_with is None)
        forbidden |= any(
            site.condition in {found.condition for found in verdict.at(what, *places).because if found.action == LOCAL}
            and places & _beneath(atlas, site)
            for site in answers.sites
        )
        assert bool(judgement.against(i)) is forbidden


def _beneath(atlas: Atlas, site: ConditionSite) -> set[str]:
    """What lies under a site, on its side; on both for a site in the middle."""
    sides = ("left", "right") if site.side == "midline" else (site.side,)
    return {f"{region}:{side}" for region in atlas.places[site.place].under for side in (*sides, "midline")}


def test_the_laws_meet_every_action(atlas: Atlas) -> None:
    rng = Random(2)
    verdicts = some_verdicts(atlas, seed=2, count=60)
    plans = [allowed_plan(rng, atlas) for _ in verdicts]
    rulings = [
        ruling for plan, verdict in zip(plans, verdicts, strict=True) for ruling in judge(atlas, plan, verdict).rulings
    ]
    met = {ruling.action for ruling in rulings if ruling}
    assert met == {"avoid", "ask_clinician_first", "avoid_locally", "modify", "ok"}


def test_under_a_stop_that_locks_only_what_it_leaves_open_stands_whoever_agreed(atlas: Atlas) -> None:
    for flag in atlas.red_flags.values():
        verdict = screen(atlas, Answers(red_flags=frozenset({flag.id})))
        for region, remedy in offers(atlas):
            item = suggested(atlas, region, "left", remedy).model_copy(update={"agreed_with": "doctor"})
            is_open = verdict.at(remedy).action not in ("avoid", "avoid_locally")
            assert _alone(atlas, item, verdict).stands or not is_open, (flag.id, remedy.id)
            if flag.level != LEVELS[-1]:
                left = flag.level == "U" and not remedy.families
                assert _alone(atlas, item, verdict).stands is left, (flag.id, remedy.id)


def test_under_a_mild_stop_what_it_asks_for_needs_an_agreement_and_the_rest_none(atlas: Atlas) -> None:
    mild = atlas.red_flags["RF13"]
    verdict = screen(atlas, Answers(red_flags=frozenset({mild.id})))
    asked = 0
    for region, remedy in offers(atlas):
        item = suggested(atlas, region, "left", remedy)
        if verdict.at(remedy).action != "ask_clinician_first":
            assert _alone(atlas, item, verdict).stands, remedy.id
            continue
        asked += 1
        assert _alone(atlas, item, verdict).objections == (
            Objection(f"“{remedy.plain_name}” needs a clinician's agreement first.", mild.action, 0),
        )
        agreed = _alone(atlas, item.model_copy(update={"agreed_with": "physiotherapist"}), verdict)
        assert agreed.stands
        assert [reason.why for reason in agreed.cautions(0)] == [mild.action] * len(agreed.cautions(0))
    assert asked


def test_what_is_ruled_out_says_why(atlas: Atlas) -> None:
    verdict = screen(atlas, _said("osteoporosis_severe", "anticoagulant_bleeding", "fracture"))
    item = _tool(atlas, "gluteus_medius", "soft_ball").model_copy(update={"agreed_with": "doctor"})
    ruling = verdict.at(atlas.tools["soft_ball"], "gluteus_medius:right")
    assert ruling.action == "avoid"
    found = _alone(atlas, item, verdict).objections
    assert found == (
        Objection("“Soft ball (tennis ball)” is ruled out by the safety check.", ruling.because[0].why, 0),
    )
    assert ruling.because[0].action == "avoid"


def _one_more(rng: Random, atlas: Atlas, answers: Answers) -> Answers:
    """The answers and one more: a condition, a doubt or a stop sign."""
    kind = rng.choice(("conditions", "unsure", "red_flags"))
    known = sorted(atlas.red_flags if kind == "red_flags" else atlas.conditions)
    return replace(answers, **{kind: getattr(answers, kind) | {rng.choice(known)}})


@lawful
@given(rng=RANDOMS)
def test_one_more_condition_takes_no_objection_away(atlas: Atlas, rng: Random) -> None:
    plan, answers = known_plan(rng, atlas), any_answers(rng, atlas)
    more = _one_more(rng, atlas, answers)
    before = _objected(atlas, plan, screen(atlas, answers))
    assert _objected(atlas, plan, None) <= before
    assert before <= _objected(atlas, plan, screen(atlas, more))


def test_a_condition_hides_neither_a_double_nor_a_visit_that_is_too_long(atlas: Atlas) -> None:
    visit = _visit(atlas, 30, 31)
    plan = Plan(items=(*visit.items, visit.items[0]))
    before, after = (_objected(atlas, plan, screen(atlas, said)) for said in (Answers(), _said("fever_unwell")))
    assert before == {2, None}
    assert before <= after


@lawful
@given(rng=RANDOMS)
def test_the_order_of_its_items_does_not_change_whether_a_plan_stands(atlas: Atlas, rng: Random) -> None:
    plan = rng.choice((known_plan, allowed_plan))(rng, atlas)
    verdict = rng.choice([None, screen(atlas, any_answers(rng, atlas))])
    other = plan.model_copy(update={"items": tuple(rng.sample(plan.items, len(plan.items)))})
    assert judge(atlas, other, verdict).stands is judge(atlas, plan, verdict).stands


@lawful
@given(rng=RANDOMS)
def test_what_was_typed_and_who_reads_does_not_change_whether_a_plan_stands(atlas: Atlas, rng: Random) -> None:
    plan, verdict = known_plan(rng, atlas), screen(atlas, any_answers(rng, atlas))
    items = tuple(item.model_copy(update={"note": any_item(rng).note}) for item in plan.items)
    other = plan.model_copy(update={"items": items, "reader": "clinician", "paper": PAPERS[-1]})
    assert judge(atlas, other, verdict) == judge(atlas, plan, verdict)


def test_a_changed_safety_check_judges_the_whole_plan_anew(atlas: Atlas) -> None:
    plan = Plan(items=(_tool(atlas, "gluteus_medius", "soft_ball"), _tool(atlas, "gluteus_medius", "heat_pack")))
    assert (judge(atlas, plan, None).stands, judge(atlas, plan, None).screened) == (True, False)
    calm = judge(atlas, plan, screen(atlas, Answers()))
    assert (calm.stands, calm.screened) == (True, True)
    for answers, objected in ((_said("fracture"), {0}), (Answers(red_flags=frozenset({"RF01"})), {0, 1})):
        assert _objected(atlas, plan, screen(atlas, answers)) >= objected
    assert judge(atlas, plan, screen(atlas, Answers())) == calm


# ---- what goes on paper ---------------------------------------------------------------------------------


@lawful
@given(rng=RANDOMS)
def test_every_reason_that_does_not_forbid_stands_with_its_item(atlas: Atlas, rng: Random) -> None:
    plan, answers = allowed_plan(rng, atlas), any_answers(rng, atlas)
    verdict = screen(atlas, answers)
    judgement = judge(atlas, plan, verdict)
    for i, item in enumerate(plan.items):
        sides = ("left", "right") if item.side == "both" else (item.side,)
        because = verdict.at(what_of(atlas, item), *(f"{item.region}:{side}" for side in sides)).because
        assert judgement.cautions(i) == tuple(reason for reason in because if reason.action != "avoid")


def _with_action(atlas: Atlas, action: str) -> Iterator[tuple[str, PlanItem, Verdict]]:
    """For each condition that alone comes to this action somewhere: one item there."""
    for condition in atlas.conditions.values():
        if condition.red_flag is None:
            verdict = screen(atlas, _said(condition.id))
            for region, remedy in _remedies(atlas):
                item = suggested(atlas, region, "right", remedy)
                if verdict.at(remedy, f"{region.id}:{item.side}").action == action:
                    yield verdict.at(remedy, f"{region.id}:{item.side}").because[0].why, item, verdict
                    break


@pytest.mark.parametrize("action", ["modify", "avoid_locally"])
def test_what_is_to_be_done_otherwise_stands_and_says_so(atlas: Atlas, action: str) -> None:
    tried = 0
    for why, item, verdict in _with_action(atlas, action):
        judgement = _alone(atlas, item, verdict)
        assert judgement.stands
        assert [reason.why for reason in judgement.cautions(0)] == [why]
        tried += 1
    assert tried > 4


def test_what_is_to_be_asked_first_stands_once_agreed_and_says_so(atlas: Atlas) -> None:
    tried = 0
    for why, item, verdict in _with_action(atlas, "ask_clinician_first"):
        assert [found.hint for found in _alone(atlas, item, verdict).objections] == [why]
        agreed = _alone(atlas, item.model_copy(update={"agreed_with": "midwife"}), verdict)
        assert agreed.stands
        assert [reason.why for reason in agreed.cautions(0)] == [why]
        tried += 1
    assert tried > 4


def test_the_sore_spot_itself_is_ruled_out_and_elsewhere_one_goes_gently(atlas: Atlas) -> None:
    verdict = screen(atlas, Answers(sites=frozenset({ConditionSite("varicose_veins", "calf", "left")})))
    sides: tuple[ShapeSide, ...] = ("left", "right")
    items = tuple(_technique(atlas, "gastrocnemius", "swedish", side) for side in sides)
    judgement = judge(atlas, Plan(items=items), verdict)
    assert ["on this very spot" in found.what for found in judgement.objections] == [True]
    assert judgement.against(0)
    assert [reason.action for reason in judgement.cautions(1)] == ["modify"]


def test_without_a_safety_check_there_is_nothing_to_say(atlas: Atlas) -> None:
    judgement = _alone(atlas, _tool(atlas, "gluteus_medius", "soft_ball"))
    assert judgement.rulings == (None,)
    assert judgement.cautions(0) == ()


# ---- the order of a session -----------------------------------------------------------------------------


@lawful
@given(rng=RANDOMS)
def test_a_session_goes_from_warm_and_gentle_to_firm(atlas: Atlas, rng: Random) -> None:
    plan = known_plan(rng, atlas)
    ordered = in_order(atlas, plan.items)
    assert sorted(map(id, ordered)) == sorted(map(id, plan.items))
    for earlier, later in pairwise(ordered):
        one, other = what_of(atlas, earlier), what_of(atlas, later)
        assert not (setting(one) == "home" and setting(other) == "visit")
        if setting(one) == setting(other):
            if isinstance(one, Remedy) and isinstance(other, Remedy):
                assert STAGES.index(one.stage) <= STAGES.index(other.stage)
                assert one.stage != other.stage or earlier.pressure <= later.pressure
            else:
                assert isinstance(other, Exercise), "exercises come last"


@lawful
@given(rng=RANDOMS)
def test_what_is_in_order_stays_so(atlas: Atlas, rng: Random) -> None:
    ordered = in_order(atlas, known_plan(rng, atlas).items)
    assert in_order(atlas, ordered) == ordered
    numbered = [item.model_copy(update={"note": str(i)}) for i, item in enumerate((*ordered, *ordered))]
    for earlier, later in pairwise(in_order(atlas, numbered)):
        if earlier.model_copy(update={"note": ""}) == later.model_copy(update={"note": ""}):
            assert int(earlier.note) < int(later.note)


def test_a_visit_begins_with_warming_up_and_home_ends_with_stretching(atlas: Atlas) -> None:
    keys = ("stretching", "deep_tissue", "swedish")
    items = [_technique(atlas, "gluteus_maximus", key) for key in keys]
    items += [_tool(atlas, "gluteus_medius", key) for key in ("foam_roller", "heat_pack")]
    assert [item.technique or item.tool for item in in_order(atlas, items)] == [
        "swedish", "deep_tissue", "heat_pack", "foam_roller", "stretching",
    ]  # fmt: skip


# ---- changing a plan ------------------------------------------------------------------------------------


@lawful
@given(rng=RANDOMS)
def test_an_item_is_added_in_its_turn_and_taken_out_again(atlas: Atlas, rng: Random) -> None:
    plan = known_plan(rng, atlas)
    plan = plan.model_copy(update={"items": in_order(atlas, plan.items)})
    item = allowed_item(rng, atlas).model_copy(update={"note": "The new one."})
    longer = with_item(atlas, plan, item)
    assert longer.items == in_order(atlas, (*plan.items, item))
    assert without_item(longer, longer.items.index(item)) == plan


@lawful
@given(rng=RANDOMS)
def test_changing_an_item_leaves_the_others(atlas: Atlas, rng: Random) -> None:
    plan = known_plan(rng, atlas)
    at = rng.randrange(len(plan.items))
    item = allowed_item(rng, atlas).model_copy(update={"note": "The new one."})
    changed = with_item_changed(atlas, plan, at, item)
    assert changed.items == in_order(atlas, (*plan.items[:at], item, *plan.items[at + 1 :]))
    assert changed.model_copy(update={"items": plan.items}) == plan


@given(st.randoms(use_true_random=False))
def test_mirrored_twice_is_the_same_plan(rng: Random) -> None:
    plan = any_plan(rng)
    other = mirrored(plan)
    assert mirrored(other) == plan
    assert (other == plan) is all(item.side in ("midline", "both") for item in plan.items)


@lawful
@given(rng=RANDOMS)
def test_the_other_side_stands_as_this_one_when_no_spot_was_named(atlas: Atlas, rng: Random) -> None:
    plan = known_plan(rng, atlas)
    verdict = screen(atlas, replace(any_answers(rng, atlas), sites=frozenset()))
    here, there = judge(atlas, plan, verdict), judge(atlas, mirrored(plan), verdict)
    assert there.stands is here.stands
    assert there.rulings == here.rulings


@given(st.randoms(use_true_random=False))
def test_without_notes_nothing_else_is_gone(rng: Random) -> None:
    plan = any_plan(rng)
    bare = without_notes(plan)
    assert all(not item.note for item in bare.items)
    notes = zip(bare.items, plan.items, strict=True)
    items = tuple(item.model_copy(update={"note": noted.note}) for item, noted in notes)
    assert bare.model_copy(update={"items": items}) == plan


def test_a_plan_has_as_many_items_as_its_schema_allows(atlas: Atlas) -> None:
    ball = _tool(atlas, "gluteus_medius", "soft_ball")
    assert Plan(items=(ball,) * MOST_ITEMS)
    with pytest.raises(ValueError, match="at most 12"):
        Plan(items=(ball,) * (MOST_ITEMS + 1))


def test_one_item_too_many_is_told(atlas: Atlas) -> None:
    plan = Plan()
    for region, remedy in (offer for offer in offers(atlas) if offer[1].id == "positioning_pillow"):
        plan = with_item(atlas, plan, suggested(atlas, region, "left", remedy))
        assert judge(atlas, plan, None).stands is (len(plan.items) <= MOST_ITEMS)
    assert len(plan.items) > MOST_ITEMS


def test_a_plan_is_looked_at_again_within_six_weeks() -> None:
    assert latest_review(date(2026, 11, 21)) == date(2027, 1, 2)


@pytest.mark.parametrize(
    "key", [{"technique": "zzzz"}, {"tool": "zzzz"}, {"tool": "stretching"}, {"exercise": "stretching"}], ids=str
)
def test_what_is_unknown_cannot_be_had(atlas: Atlas, key: dict[str, str]) -> None:
    item = PlanItem(region="piriformis", side="left", seconds=5, repeats=1, times=1, per="day", pressure=0, **key)
    with pytest.raises(KeyError):
        what_of(atlas, item)


def test_only_what_a_therapist_must_do_needs_a_visit(atlas: Atlas) -> None:
    assert {setting(exercise) for exercise in atlas.exercises.values()} == {"home"}
    remedies: tuple[Remedy, ...] = (*atlas.techniques.values(), *atlas.tools.values())
    assert {remedy.id for remedy in remedies if setting(remedy) == "home"} == {
        remedy.id for remedy in remedies if remedy.applied_by in ("self", "either")
    }


def test_every_template_stands_before_the_safety_check(atlas: Atlas) -> None:
    assert atlas.plans
    for template in atlas.plans.values():
        judgement = judge(atlas, template, None)
        assert judgement.stands, (template.id, [str(found) for found in judgement.objections])


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (5, "5 seconds"), (59, "59 seconds"), (60, "1 minute"), (61, "61 seconds"), (90, "90 seconds"),
        (119, "119 seconds"), (120, "2 minutes"), (150, "2.5 minutes"), (180, "3 minutes"), (600, "10 minutes"),
        (3600, "60 minutes"), (5400, "90 minutes"),
    ],
)  # fmt: skip
def test_a_time_is_said_in_words(atlas: Atlas, seconds: int, said: str) -> None:
    assert in_minutes(atlas.speech, seconds) == said


def test_a_longer_time_is_never_said_as_a_shorter_one(atlas: Atlas) -> None:
    for seconds in range(5, 3_700):
        number, unit = in_minutes(atlas.speech, seconds).split(" ", 1)
        assert float(number) * (60 if unit.startswith("minute") else 1) >= seconds, seconds
        assert unit in ("seconds", "minutes") or (number, unit) == ("1", "minute")
        assert not number.endswith(".0")
