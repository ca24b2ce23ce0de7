"""Stop rules and overrides that cannot hold are told where they stand, with what is allowed."""

from __future__ import annotations

import pytest

from explorer.content.lint import orphans
from explorer.content.load import read_content
from tests.content.conftest import Case, Folder

RULES = "stop_rules.yaml"
PIRIFORMIS = "regions/piriformis.yaml"
SWEDISH = "techniques/swedish.yaml"
HEAT, COLD = "tools/heat_pack.yaml", "tools/cold_pack.yaml"
BRIDGE, PHASES, CONDITIONS = "exercises/bridge.yaml", "phases.yaml", "conditions.yaml"
OVERRIDE = (
    "overrides:\n  - condition: {condition}\n    action: {action}\n    direction: {direction}\n"
    "    why: It is too warm.\n    grade: D\n    references: [expert]\nkeep_off:"
)


def _override(condition: str = "pregnancy", action: str = "avoid", direction: str = "stricter") -> str:
    return OVERRIDE.format(condition=condition, action=action, direction=direction)


CASES = (
    Case("unknown_code", SWEDISH, "S_NERVE, S_FURTHER", "S_NERV, S_FURTHER", "S_NERV,",
         "stop_rules[4]: unknown stop rule 'S_NERV'; did you mean 'S_NERVE'?"),
    Case("sentence_in_place_of_a_code", HEAT, r"(?s)^stop_rules:.*?(?=^at_once)",
         "stop_rules:\n  - Stop when it hurts.\n", "Stop when",
         "stop_rules[0]: 'Stop when it hurts.' is not the code of a stop rule; its form is such as S_NERVE; "
         "its sentence stands in stop_rules.yaml"),
    Case("rule_of_another_family", COLD, r"^stop_rules: \[", "stop_rules: [S_HEAT_SKIN, ", "S_HEAT_SKIN",
         "stop_rules[0]: 'S_HEAT_SKIN' is not for cold; it is for swedish, heat"),
    Case("rule_that_comes_by_itself", COLD, r"^stop_rules: \[", "stop_rules: [COND, ", "COND",
         "stop_rules[0]: 'COND' comes by itself with an answer; take it out"),
    Case("limit_where_nothing_presses", COLD, r"^stop_rules: \[", "stop_rules: [X_OVER, ", "X_OVER",
         "stop_rules[0]: 'X_OVER' tells the limit of how strong it feels, which is 0 here"),
    Case("at_once_what_it_does_not_have", SWEDISH, r"^at_once: \[", "at_once: [S_BRUISE, ", "S_BRUISE",
         "at_once[0]: 'S_BRUISE' is not among its stop_rules; add it there"),
    Case("too_many_at_once", SWEDISH, r"^at_once: \[", "at_once: [U_WEAK, S_36H, B_SKIN, ", "[U_WEAK",
         "at_once: expected at most 5 entries, found 6"),
    Case("gap_that_nothing_fills", RULES, r"\{limit\} out of 10", "{limt} out of 10", "Stop if it feels stronger",
         "stop_rules[10].patient: unknown placeholder '{limt}'; did you mean 'limit'?"),
    Case("reason_of_a_rule_that_always_holds", RULES, r"\{limit\} out of 10", "{reason} out of 10",
         "Stop if it feels stronger", "stop_rules[10].patient: unknown placeholder '{reason}'; "
         "known: emergency, urgent_line, and the ids of stop signs"),
    Case("gap_that_no_region_fills", PIRIFORMIS, "keep_off:", "stop_rules: [S_OVER]\nkeep_off:", "S_OVER",
         "stop_rules[0]: 'S_OVER' has a gap that no region fills in; name it in a technique, tool or exercise"),
    Case("unknown_code_of_a_region", PIRIFORMIS, "keep_off:", "stop_rules: [S_NERV]\nkeep_off:", "S_NERV",
         "stop_rules[0]: unknown stop rule 'S_NERV'; did you mean 'S_NERVE'?"),
    Case("nothing_for_answers", RULES, "    answered: true\n", "", "stop_rules:",
         "no stop rule tells what comes because of an answer; add one with answered: true"),
    Case("unknown_severity", RULES, "severity: E", "severity: F", "F\n    placement",
         "stop_rules[0].severity: 'F' is not allowed; allowed: E, U, S, info"),
    Case("unknown_family", RULES, r"families: \[heat, cold, swedish\]|families: \[cold\]", "families: [colt]", "colt",
         "'colt' is not allowed; did you mean 'cold'?"),
    Case("override_of_an_unknown_condition", HEAT, "keep_off:", _override("pregnancie"), "pregnancie",
         "overrides[0].condition: unknown condition 'pregnancie'; did you mean 'pregnancy'?"),
    Case("override_that_changes_nothing", HEAT, "keep_off:", _override(action="ask_clinician_first"),
         "ask_clinician_first\n",
         "overrides[0].action: its families say ask_clinician_first already; take the override out"),
    Case("override_in_the_other_direction", HEAT, "keep_off:", _override(direction="milder"), "milder",
         "overrides[0].direction: avoid is not milder than ask_clinician_first, which its families say"),
    Case("override_of_a_stop", HEAT, "keep_off:", _override("cauda_equina_signs", "modify", "milder"),
         "cauda_equina_signs",
         "overrides[0].condition: 'cauda_equina_signs' is a stop sign; nothing overrides a stop"),
    Case("progression_that_leads_nowhere", BRIDGE, "progress_to: step_up", "progress_to: step_upp", "step_upp",
         "progress_to: unknown exercise 'step_upp'; did you mean 'step_up'?"),
    Case("progression_to_itself", BRIDGE, "progress_to: step_up", "progress_to: bridge", "bridge\nregress_to",
         "progress_to: 'bridge' is no harder than itself; name another exercise"),
    Case("regression_in_a_circle", "exercises/pelvic_tilt.yaml", "regress_to: diaphragm_breathing",
         "regress_to: bridge", "bridge\nstop_rules",
         "regress_to: the way to easier exercises comes back: pelvic_tilt > bridge > pelvic_tilt; "
         "leave regress_to out where there is none that is easier"),
    Case("limit_below_the_start", BRIDGE, "most: {seconds: 5, repeats: 12", "most: {seconds: 5, repeats: 6",
         "text: 6 to 8",
         "dose: its first dose is beyond its limits: 8 times in a row; at most 6, found a group of keys"),
    Case("days_of_what_goes_by_the_week", BRIDGE, "per: day, days: 3", "per: week, days: 3", "{seconds: 3, repeats: 8",
         "dose.first: days are for what goes by the day; write per: day, found a group of keys"),
    Case("goal_that_is_none", BRIDGE, "goal: strengthen", "goal: strength", "strength\n",
         "goal: 'strength' is not allowed; did you mean 'strengthen'?"),
    Case("exercise_of_an_unknown_phase", BRIDGE, r"phases: \[settling", "phases: [setling", "setling",
         "phases[0]: unknown phase 'setling'; did you mean 'settling'?"),
    Case("phase_with_what_does_not_fit", PHASES, "add_later: \\[sit_to_stand", "add_later: [bird_dog", "bird_dog",
         "add_later[0]: 'bird_dog' is not for the phase 'new_leg'; "
         "add 'new_leg' to the phases of the exercise, or take it out here"),
    Case("reason_for_what_nothing_changes", CONDITIONS, r"movement: ask_clinician_first\n([\s\S]*?)    clinician_why:",
         "movement: ok\n      strength: avoid\n      stretch_gentle: avoid\n      nerve_glide: avoid\n    why: Clots.\n"
         "    reasons:\n      - families: [movement]\n        why: Walk.\n        grade: D\n"
         "        references: [expert]\n    clinician_why:", "movement]",
         "reasons[0].families[0]: 'pregnancy' changes nothing for movement; take it out"),
    Case("family_with_two_reasons", CONDITIONS, "why: Clots form with more ease.",
         "why: Clots form.\n    reasons:\n      - families: [heat, heat]\n        why: It is hot.\n        grade: D\n"
         "        references: [expert]", "heat]",
         "reasons[0].families[1]: heat has a reason already; keep one of them"),
)  # fmt: skip


@pytest.fixture
def with_over(folder: Folder) -> Folder:
    """A rule with a limit for all families, so that it can be named by what does not press."""
    rule = folder.path(RULES).read_text("utf-8")
    own = (
        "  - id: X_OVER\n    patient: Stop above {limit}.\n    clinician: Limit.\n    severity: S\n"
        "    placement: during\n    priority: 1\n    families: [cold]\n    sureness: memory\n    references: [expert]\n"
        '    review_by: "2027-11-21"\n'
    )
    folder.write(RULES, rule + own)
    return folder


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_mistake_is_told_with_its_place_and_a_hint(with_over: Folder, case: Case) -> None:
    with_over.edit(case.file, case.pattern, case.new)
    where = with_over.at(case.file, case.marker)
    found = [problem for problem in with_over.problems() if problem.startswith(f"{where}:")]
    assert len(found) == 1, with_over.problems()
    assert found[0].endswith(case.said)


def test_the_fixture_itself_has_no_problem(with_over: Folder) -> None:
    assert with_over.problems() == []


def test_a_condition_overridden_twice_is_told(folder: Folder) -> None:
    twice = _override() + ""
    folder.edit(HEAT, "keep_off:", twice.replace("keep_off:", twice.removeprefix("overrides:\n")))
    assert [problem.partition(": ")[2] for problem in folder.problems()] == [
        "overrides[1].condition: 'pregnancy' is overridden twice; keep one of them"
    ]


def test_a_stop_rule_that_nothing_names_is_remarked_and_one_for_answers_is_not(with_over: Folder) -> None:
    found = [remark.what for remark in orphans(read_content(with_over.root, with_over.images).tables)]
    assert "nothing names the stop rule 'X_OVER'" in found
    assert not any("COND" in what for what in found)


def test_a_clinics_own_stop_rule_takes_the_place_of_the_shipped_one(folder: Folder) -> None:
    folder.edit(RULES, "Stop if you feel tingling", "Stop as soon as you feel tingling")
    atlas = read_content(folder.root, folder.images).atlas
    assert atlas
    assert atlas.stop_rules["S_NERVE"].patient.startswith("Stop as soon as")
