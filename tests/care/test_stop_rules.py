"""Which stop rules stand where follows from their fields: their words may be anything."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.care.plan import judge
from explorer.care.screening import Answers, screen
from explorer.care.stop_rules import LEAST_AT_ONCE, Standing, emergencies, standing
from explorer.content import Atlas
from explorer.content.models import MOST_AT_ONCE, PLACEMENTS, SEVERITIES, Remedy, StopRule
from explorer.handout import sheet
from tests.handout.reading import TODAY, twelve
from tests.laws import law
from tests.shipped.table import remedies

pytestmark = pytest.mark.shipped

lawful = law(200)


def _severity(atlas: Atlas, code: str) -> tuple[int, int]:
    rule = atlas.stop_rules[code]
    return SEVERITIES.index(rule.severity), rule.priority


def test_three_to_five_stand_at_once_and_all_others_under_all_rules(atlas: Atlas) -> None:
    for remedy in remedies(atlas):
        found = standing(atlas, remedy)
        assert min(LEAST_AT_ONCE, len(remedy.stop_rules)) <= len(found.at_once) <= MOST_AT_ONCE, remedy.id
        assert sorted(rule.code for rule in found.every) == sorted(remedy.stop_rules)
        assert {rule.code for rule in found.at_once} >= set(remedy.at_once)


def test_the_gravest_stand_first_in_each_part(atlas: Atlas) -> None:
    for remedy in remedies(atlas):
        found = standing(atlas, remedy)
        for part in (found.at_once, found.more):
            order = [_severity(atlas, rule.code) for rule in part]
            assert order == sorted(order), remedy.id


def test_what_is_told_while_it_is_done_says_when_to_stop(atlas: Atlas) -> None:
    found = {remedy.id: standing(atlas, remedy).first for remedy in remedies(atlas)}
    assert {rule.placement for rule in found.values()} == {"during"}
    assert found["deep_tissue"].code == found["positioning_pillow"].code == "S_NERVE"
    assert found["heat_pack"].code == "S_HEAT_SKIN"
    assert found["cold_pack"].code == "S_COLD_SKIN"


def test_an_emergency_stands_once_on_a_page_and_nothing_is_lost(atlas: Atlas) -> None:
    both = [standing(atlas, atlas.techniques[key]) for key in ("deep_tissue", "leg_work")]
    once = emergencies(both)
    codes = [rule.code for rule in once]
    assert sorted(codes) == ["E_AFTER", "E_LUNG", "E_SADDLE"]
    for each in both:
        rest = each.without(codes)
        assert not any(rule.is_emergency for rule in rest.every)
        assert {*codes, *(rule.code for rule in rest.every)} >= {rule.code for rule in each.every}


def test_the_limit_of_the_pressure_is_filled_in(atlas: Atlas) -> None:
    for remedy in remedies(atlas):
        for rule in standing(atlas, remedy).every:
            assert "{" not in rule.patient + rule.clinician
            if rule.code == "S_OVER":
                assert f" {remedy.pressure.limit} out of 10" in rule.patient


def test_what_comes_with_an_answer_comes_with_that_answer_only(atlas: Atlas) -> None:
    remedy = atlas.techniques["swedish"]
    assert (
        standing(atlas, remedy).answered == standing(atlas, remedy, screen(atlas, Answers()).at(remedy)).answered == ()
    )
    verdict = screen(atlas, Answers(conditions=frozenset({"pregnancy", "hip_replacement", "dvt_history"})))
    found = standing(atlas, remedy, verdict.at(remedy)).answered
    assert [(rule.code, rule.action) for rule in found] == [("COND", "ask_clinician_first")] * 2
    for key, rule in zip(("dvt_history", "pregnancy"), found, strict=True):
        assert atlas.conditions[key].why in rule.patient
    always = standing(atlas, remedy)
    assert standing(atlas, remedy, verdict.at(remedy)).every == always.every


def test_clinicians_are_told_the_plain_sentence_as_well(atlas: Atlas) -> None:
    for rule in standing(atlas, atlas.techniques["deep_tissue"]).every:
        assert rule.for_reader("patient") == (rule.patient,)
        assert rule.for_reader("clinician") == (rule.patient, rule.clinician)


# ---- words and fields -----------------------------------------------------------------------------------


def _reworded(atlas: Atlas) -> Atlas:
    """The same atlas with every sentence of a stop rule turned into nonsense; the gaps stay."""

    def nonsense(text: str, i: int) -> str:
        gaps = [gap for gap in ("{limit}", "{reason}") if gap in text]
        return " ".join((f"Blorp {i} wub.", *gaps))

    rules = {
        code: rule.model_copy(update={"patient": nonsense(rule.patient, i), "clinician": nonsense(rule.clinician, -i)})
        for i, (code, rule) in enumerate(atlas.stop_rules.items(), 1)
    }
    return atlas.model_copy(update={"stop_rules": rules})


def _codes(found: Standing) -> tuple[object, ...]:
    placed = {placement: [rule.code for rule in found.on_paper(placement)] for placement in PLACEMENTS}
    parts = (found.at_once, found.more, found.answered)
    return [[rule.code for rule in part] for part in parts], found.first.code, placed


def test_nonsense_in_every_sentence_leaves_every_rule_in_its_place(atlas: Atlas) -> None:
    other = _reworded(atlas)
    verdict = screen(atlas, Answers(conditions=frozenset({"pregnancy", "osteoporosis_severe"})))
    for remedy in remedies(atlas):
        ruling = verdict.at(remedy)
        assert _codes(standing(other, remedy, ruling)) == _codes(standing(atlas, remedy, ruling)), remedy.id


def test_nonsense_in_every_sentence_leaves_every_line_of_the_paper_in_its_place(atlas: Atlas) -> None:
    other = _reworded(atlas)
    words = {
        standing(atlas, remedy).every[i].patient: standing(other, remedy).every[i].patient
        for remedy in remedies(atlas)
        for i in range(len(remedy.stop_rules))
    }
    assert len(words) > 30
    plan = twelve(atlas)
    ours, theirs = (sheet(of, plan, judge(of, plan, None), today=TODAY) for of in (atlas, other))
    for our, their in zip(ours.lists, theirs.lists, strict=True):
        expected = [(words.get(line.text, line.text), line.about) for line in our.lines]
        assert [(line.text, line.about) for line in their.lines] == expected, our.title


# ---- laws -----------------------------------------------------------------------------------------------


def _with(atlas: Atlas, rules: list[StopRule], at_once: list[str]) -> tuple[Atlas, Remedy]:
    remedy = atlas.tools["soft_ball"].model_copy(
        update={"stop_rules": tuple(rule.id for rule in rules), "at_once": tuple(at_once)}
    )
    return atlas.model_copy(update={"stop_rules": {rule.id: rule for rule in rules}}), remedy


@st.composite
def _rules(draw: st.DrawFn) -> tuple[list[tuple[str, str, int]], list[int]]:
    fields = st.tuples(st.sampled_from(SEVERITIES), st.sampled_from(PLACEMENTS), st.integers(1, 9))
    rules = draw(st.lists(fields, min_size=1, max_size=12))
    at_once = draw(st.lists(st.integers(0, len(rules) - 1), unique=True, max_size=MOST_AT_ONCE))
    return rules, at_once


def _made(atlas: Atlas, fields: list[tuple[str, str, int]]) -> Iterator[StopRule]:
    for i, (severity, placement, priority) in enumerate(fields):
        changes = {"id": f"X{i}", "severity": severity, "placement": placement, "priority": priority}
        yield atlas.stop_rules["S_NERVE"].model_copy(update={**changes, "patient": f"{i}."})


@lawful
@given(drawn=_rules())
def test_a_rule_that_stands_at_once_is_named_or_graver_than_all_that_do_not(
    atlas: Atlas, drawn: tuple[list[tuple[str, str, int]], list[int]]
) -> None:
    fields, at_once = drawn
    made, remedy = _with(atlas, list(_made(atlas, fields)), [f"X{i}" for i in at_once])
    found = standing(made, remedy)
    assert sorted(rule.code for rule in found.every) == sorted(remedy.stop_rules)
    assert len(found.at_once) == max(len(at_once), min(LEAST_AT_ONCE, len(fields)))
    unnamed = [rule.code for rule in found.at_once if rule.code not in remedy.at_once]
    for code in unnamed:
        assert all(_severity(made, code) <= _severity(made, rule.code) for rule in found.more)


def test_the_order_in_which_a_file_names_its_rules_does_not_matter(atlas: Atlas) -> None:
    remedy = atlas.tools["heat_pack"]
    known = {_names(atlas, remedy, at_once) for at_once in permutations(remedy.at_once)}
    assert len(known) == 1


def _names(atlas: Atlas, remedy: Remedy, at_once: tuple[str, ...]) -> tuple[str, ...]:
    changed = remedy.model_copy(update={"at_once": at_once})
    return tuple(rule.code for rule in standing(atlas, changed).at_once)
