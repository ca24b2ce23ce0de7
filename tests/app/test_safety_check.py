"""The safety check, run without a browser: asked once, obeyed everywhere, forgotten on request."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from explorer.care.checkup import AGAIN, HEALTH
from explorer.care.plan_code import encode
from explorer.care.screening import Answers, ConditionSite, is_local, screen
from explorer.content import Atlas
from explorer.content.models import ACTIONS, SIDES
from explorer.ui.safety.check import Check
from tests.app.click import (
    PAGES,
    act,
    buttons,
    card,
    given,
    go_to,
    held,
    new_app,
    offered,
    prefetched,
    put,
    query,
    said,
    shown,
    tap,
    text_of,
    tiles,
)
from tests.shipped.table import table

pytestmark = [pytest.mark.app, pytest.mark.shipped]

# As on the page, which a test cannot import without drawing it.
GROUPS = {
    "you": "You", "signs": "How you feel", "pain": "Your pain", "skin": "Skin and feeling",
    "blood": "Blood, heart and vessels", "bones": "Bones, joints and surgery",
}  # fmt: skip
OWN = {HEALTH: ("Do any of these fit you?",), AGAIN: ("Because of what you chose: any of these?",)}
RESULT = "What your answers change"
REASSURING = ("you are safe", "all clear", "no risk", "nothing to worry")


NONE = "None of these"


def check() -> AppTest:
    return go_to(new_app(), "check")


def press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


def say(app: AppTest, label: str) -> AppTest:
    """Switch the line with this label."""
    line = next(toggle for toggle in app.toggle if toggle.label == label)
    return line.set_value(not line.value).run()


def not_sure(app: AppTest, sign: str) -> AppTest:
    box = next(box for box in app.checkbox if f"-{sign}-" in (box.key or ""))
    return box.set_value(True).run()


def heading(app: AppTest) -> str:
    return app.header[0].value


def to_the_screen(app: AppTest, wanted: str) -> AppTest:
    """Answer no until this heading is there."""
    for _ in range(12):
        if heading(app) == wanted:
            return app
        press(app, NONE)
    raise AssertionError(wanted)


def to_the_health(app: AppTest) -> AppTest:
    return to_the_screen(app, OWN[HEALTH][0])


def tick(app: AppTest, atlas: Atlas, *conditions: str) -> AppTest:
    """Say yes to conditions on the screen of one's health."""
    for key in conditions:
        question = atlas.conditions[key].question
        if question not in [toggle.label for toggle in app.toggle]:
            say(app, GROUPS[atlas.conditions[key].group])
        say(app, question)
    return app


def finished(atlas: Atlas, *conditions: str) -> AppTest:
    app = tick(to_the_health(check()), atlas, *conditions)
    press(app, "Go on" if conditions else NONE)
    while heading(app) != RESULT:
        press(app, NONE)
    return app


def _ways_on(app: AppTest) -> list[str]:
    labels = [link.label for link in app.get("page_link")]
    return labels[labels.index("Stop signs") + 1 :]  # without the header


def test_the_end_leads_back_to_where_one_came_from(atlas: Atlas) -> None:
    app = go_to(go_to(new_app(), "plan"), "check")
    press(to_the_health(app), NONE)
    while heading(app) != RESULT:
        press(app, NONE)
    shelves = ["See all: Exercises", "See all: Tools", "See all: Techniques"]
    assert _ways_on(app) == [*shelves, "Plan", "To the map"]
    assert _ways_on(finished(atlas)) == [*shelves, "To the map"]


def test_what_the_answers_change_is_shown_in_pictures_the_strictest_first(atlas: Atlas) -> None:
    app = finished(atlas, "pregnancy")
    verdict = screen(atlas, Answers(conditions=frozenset(["pregnancy"])))
    for shelf, found in zip(given(app, "html"), (verdict.exercises, verdict.tools, verdict.techniques), strict=True):
        umbrellas = {key for key in found if getattr(atlas.items[key], "umbrella_for", ())}
        shown = _shown_to_open(shelf["html"])
        assert set(shown) == {key for key, ruling in found.items() if ruling.because} - umbrellas
        ranks = [ACTIONS.index(found[key].action) for key in shown]
        assert ranks == sorted(ranks)
        told = re.findall(r"<p>.*?</p>", shelf["html"])
        assert len(told) == len(set(told)) == shelf["html"].count('class="gallery small"')
        assert atlas.conditions["pregnancy"].name in text_of(told[0])


def test_a_picture_of_what_changed_opens_its_page(atlas: Atlas) -> None:
    app = finished(atlas, "pregnancy")
    first = _shown_to_open(given(app, "html")[0]["html"])[0]
    assert query(act(app, "open", first)) == {"exercise": first}


def _shown_to_open(html: str) -> list[str]:
    return re.findall(r'data-act="open" data-value="(\w+)"', html)


def an_emergency(atlas: Atlas) -> AppTest:
    return say(check(), next(iter(atlas.red_flags.values())).checklist_label)


def marks(app: AppTest) -> list[str]:
    """What is said of each tool."""
    return [said for _, said in tiles(app)]


def lines(app: AppTest) -> list[str]:
    return [toggle.label for toggle in app.toggle]


# ---- the screens -------------------------------------------------------------------------------------------


def test_a_well_person_is_asked_every_sign_that_is_for_everybody_on_seven_screens(atlas: Atlas) -> None:
    app, seen, asked = check(), [], []
    while heading(app) != RESULT:
        seen.append(heading(app))
        asked += lines(app)
        press(app, NONE)
    screens = [screen.heading for screen in atlas.check_screens.values()]
    assert seen == [*screens[:5], OWN[HEALTH][0], screens[7]]
    assert [label for label in asked if label in {flag.checklist_label for flag in atlas.red_flags.values()}] == [
        flag.checklist_label for flag in atlas.red_flags.values() if not flag.asked_if
    ]


@pytest.mark.parametrize("circumstance", ["recent_massage", "blood_thinners", "pregnancy", "under_18", "over_50"])
def test_what_holds_at_the_gate_brings_its_signs_and_no_others(atlas: Atlas, circumstance: str) -> None:
    app = say(to_the_health(check()), atlas.circumstances[circumstance].label)
    press(app, "Go on")
    asked: list[str] = []
    while heading(app) != RESULT:
        asked += lines(app)
        press(app, NONE)
    for flag in atlas.red_flags.values():
        if flag.asked_if:
            assert ({flag.checklist_label, flag.called} & set(asked) != set()) == (circumstance in flag.asked_if)


def test_every_sign_has_what_counts_and_what_does_not(atlas: Atlas) -> None:
    app = check()
    for flag in atlas.red_flags.values():
        if flag.screen == "right_now":
            expected = f"{flag.question}\n\n**Counts.** {flag.counts}\n\n**Does not count.** {flag.does_not_count}"
            assert expected in said(app)


SIGNS_FOR_ALL = [row["id"] for row in table("red_flags_v2") if row["asked_if"].startswith("always")]


@pytest.mark.parametrize("key", SIGNS_FOR_ALL)
def test_a_yes_stops_at_once_or_at_the_end_of_its_screen_or_at_the_end(atlas: Atlas, key: str) -> None:
    flag = atlas.red_flags[key]
    app = say(to_the_screen(check(), atlas.check_screens[flag.screen].heading), flag.checklist_label)
    assert bool(app.error) == (flag.level == "E")
    if flag.level != "E":
        press(app, "Go on")
    if flag.level == "S":
        assert not app.error
        to_the_screen(app, RESULT)
        assert f"**Book a visit: {flag.called}.** {flag.action}" in app.warning[0].value
    else:
        assert f"**Stop: {flag.called}.** {flag.action}" in app.error[0].value
        assert "no massage, no ball" in said(app)
    assert not app.exception


def test_whoever_is_not_sure_of_an_emergency_reads_what_counts_and_then_says_yes(atlas: Atlas) -> None:
    flag = next(iter(atlas.red_flags.values()))
    app = check()
    counts = next(each for each in app.get("popover") if flag.called in each.proto.popover.label)
    assert counts.markdown[0].value.startswith(f"{flag.question}\n\n**Counts.** {flag.counts}")
    assert [box.label for box in counts.checkbox] == ["Yes, or still not sure"]
    not_sure(app, flag.id)
    assert f"**Stop: {flag.called}.**" in app.error[0].value


@pytest.mark.parametrize(("key", "found"), [("RF06", "error"), ("RF13", "warning")])
def test_doubt_about_what_can_wait_is_the_same_in_softer_words(atlas: Atlas, key: str, found: str) -> None:
    flag = atlas.red_flags[key]
    app = not_sure(to_the_screen(check(), atlas.check_screens[flag.screen].heading), key)
    press(app, "Go on")
    told = getattr(app, found)[0].value
    assert f"You are not sure: {flag.called}." in told
    assert flag.action in told
    assert "Stop:" not in told


def test_after_a_sign_for_today_a_graver_one_is_still_heard(atlas: Atlas) -> None:
    app = say(to_the_screen(check(), atlas.check_screens["fall"].heading), atlas.red_flags["RF08b"].checklist_label)
    press(press(app, "Go on"), "Go on with the questions")
    assert heading(app) == atlas.check_screens["leg_and_skin"].heading
    say(app, atlas.red_flags["RF16"].checklist_label)
    assert atlas.red_flags["RF16"].action in app.error[0].value


def test_what_a_doctor_cleared_opens_the_rest(atlas: Atlas) -> None:
    app = say(to_the_screen(check(), atlas.check_screens["fall"].heading), atlas.red_flags["RF08b"].checklist_label)
    press(press(app, "Go on"), "A doctor has seen this and cleared it")
    assert not app.error
    to_the_screen(app, RESULT)
    assert f"cleared it:\n- {atlas.red_flags['RF08b'].called}" in said(app)
    assert atlas.say("to_do.not_ruled_out") in said(go_to(app, "tools"))


def test_a_fever_that_came_with_a_cleared_sign_is_still_a_fever(atlas: Atlas) -> None:
    flag, fever = atlas.red_flags["RF07a"], atlas.conditions["fever_unwell"]
    app = say(to_the_screen(check(), atlas.check_screens[flag.screen].heading), flag.checklist_label)
    press(press(app, "Go on"), "A doctor has seen this and cleared it")
    to_the_screen(app, RESULT)
    assert f"You said yes to:\n- {fever.name}" in said(app)
    assert fever.why in said(app)


def test_a_sign_for_today_stays_told_to_the_end_and_can_be_cleared_there(atlas: Atlas) -> None:
    app = say(to_the_screen(check(), atlas.check_screens["fall"].heading), atlas.red_flags["RF08b"].checklist_label)
    press(press(app, "Go on"), "Go on with the questions")
    to_the_screen(app, RESULT)
    assert f"**Stop: {atlas.red_flags['RF08b'].called}.**" in app.error[0].value
    press(app, "A doctor has seen this and cleared it")
    assert not app.error


def test_back_leads_to_the_screen_before_with_its_answers(atlas: Atlas) -> None:
    flag = atlas.red_flags["RF13"]
    app = say(to_the_screen(check(), atlas.check_screens[flag.screen].heading), flag.checklist_label)
    press(app, "Go on")
    press(app, "Change my answers")
    assert heading(app) == next(iter(atlas.check_screens.values())).heading
    to_the_screen(app, atlas.check_screens[flag.screen].heading)
    assert [toggle.value for toggle in app.toggle if toggle.label == flag.checklist_label] == [True]
    press(app, "Back")
    assert heading(app) == OWN[HEALTH][0]


def test_a_line_that_shows_what_was_answered_is_not_set_again(atlas: Atlas) -> None:
    app = say(to_the_health(check()), atlas.circumstances["under_18"].label)
    assert len(app.toggle) > 5
    assert [line.label for line in app.toggle if line.proto.set_value] == []


def test_a_control_of_other_answers_is_not_taken_for_one_of_these(atlas: Atlas) -> None:
    """What a page of before the answers were forgotten still sends fits no control any more."""
    app = check()
    before = _answering(app)
    press(app, NONE)
    press(app, "Clear all answers")
    after = _answering(app)
    assert len(after) == len(before) > 4
    assert not before & after


def _answering(app: AppTest) -> set[str]:
    """The keys of the controls that answer something: all but those of the header."""
    keys = {str(control.key) for control in (*app.toggle, *app.button)}
    return {key for key in keys if not key.startswith("language_")}


def test_an_answer_to_another_screen_is_refused_and_asked_again(atlas: Atlas) -> None:
    first, second = list(atlas.check_screens)[:2]
    app = check()
    put(app, safety_check=Check(passed=(first,)))  # as a second click finds it, on a page not drawn yet
    press(app, NONE)
    assert heading(app) == atlas.check_screens[second].heading
    assert "answer to another question" in app.info[0].value
    assert not set(held(app)["safety_check"].replies) & {
        flag.id for flag in atlas.red_flags.values() if flag.screen == second
    }
    press(app, NONE)
    assert not app.info


def test_an_emergency_shows_the_number_of_the_chosen_country(atlas: Atlas) -> None:
    app = an_emergency(atlas)
    for country in atlas.emergency.values():
        app.selectbox(key="country").set_value(country.id).run()
        assert f"Call {country.number} now." in app.error[0].value
        assert country.dial
        (call,) = app.get("link_button")
        assert (call.proto.url, call.proto.label) == (f"tel:{country.dial}", f"Call {country.dial}")
        assert country.dial in country.number
    assert {"112", "911", "000", "111"} <= {country.number for country in atlas.emergency.values()}


def test_the_chosen_country_holds_on_every_page_that_names_a_number(atlas: Atlas) -> None:
    app = an_emergency(atlas)
    app.selectbox(key="country").set_value("nz").run()
    press(app, "Clear all answers")
    number = atlas.emergency["nz"].number
    assert f"Emergency number: {number}" in said(app), "the line on every page"
    app.query_params["plan"] = encode(atlas.plans["calf_tightness"].plan)
    app.switch_page(f"{PAGES}/my_plan.py").run()
    assert f"**Emergency number: {number}**" in said(app)
    go_to(app, "stop_signs")
    assert f"Call {number} now." in said(app)
    assert "112" not in said(app)
    go_to(app, "hand_over")
    assert app.selectbox(key="country").value == "nz"


def test_another_tab_starts_from_the_country_of_the_clinic(atlas: Atlas) -> None:
    first, second = an_emergency(atlas), an_emergency(atlas)
    first.selectbox(key="country").set_value("us").run()
    assert second.run().selectbox(key="country").value == atlas.country.id
    assert f"Call {atlas.country.number} now." in second.error[0].value
    assert "Call 911 now." in first.error[0].value


def test_a_stop_is_shown_on_every_card_and_locks_everything(atlas: Atlas) -> None:
    app = an_emergency(atlas)
    action = next(iter(atlas.red_flags.values())).action
    go_to(app, "explore")
    app.query_params["region"] = "gluteus_maximus"
    app.run()
    assert action in app.error[0].value
    ahead = "".join(prefetched(app).values())  # nor ahead of the answer
    for words in (card(app), ahead):
        assert atlas.say("card.locked") in words
        assert atlas.say("card.can_do") not in words
        assert atlas.regions["gluteus_maximus"].patient.eases not in words
    assert not offered(app)
    tools = go_to(app, "tools")
    assert all(label.endswith("Don't") for label in marks(tools))


def test_a_stop_can_be_taken_back_by_changing_the_answer(atlas: Atlas) -> None:
    app = press(an_emergency(atlas), "I want to change my answer")
    assert heading(app) == next(iter(atlas.check_screens.values())).heading
    assert not any(toggle.value for toggle in app.toggle)
    press(app, NONE)
    assert not app.error


# ---- a person's health -------------------------------------------------------------------------------------


def test_every_condition_that_is_no_stop_sign_is_asked_once_in_a_plain_question(atlas: Atlas) -> None:
    app = to_the_health(check())
    for title in GROUPS.values():
        say(app, title)
    asked = [label for label in lines(app) if label.endswith("?")]
    expected = [condition.question for condition in atlas.conditions.values() if condition.red_flag is None]
    assert sorted(asked) == sorted(expected)
    for condition in atlas.conditions.values():
        if condition.red_flag is None:
            assert f"**Counts.** {condition.counts}" in said(app)


def test_before_a_group_is_opened_it_names_everything_in_it(atlas: Atlas) -> None:
    words = "\n".join(caption.value for caption in to_the_health(check()).caption)
    assert all(condition.name in words for condition in atlas.conditions.values() if condition.red_flag is None)


def test_what_the_gate_or_a_sign_fills_in_is_not_asked_again(atlas: Atlas) -> None:
    fever = atlas.red_flags["RF07a"]
    app = say(to_the_screen(check(), atlas.check_screens[fever.screen].heading), fever.checklist_label)
    press(press(app, "Go on"), "Go on with the questions")
    say(to_the_health(app), atlas.circumstances["blood_thinners"].label)
    for title in GROUPS.values():
        say(app, title)
    assert atlas.conditions["fever_unwell"].question not in lines(app)
    assert atlas.conditions["anticoagulant_bleeding"].question not in lines(app)
    press(app, "Go on")
    to_the_screen(app, RESULT)
    assert atlas.conditions["anticoagulant_bleeding"].name in said(app)


def test_cards_say_what_the_check_says_with_the_reason(atlas: Atlas) -> None:
    app = finished(atlas, "pregnancy")
    go_to(app, "explore")
    app.query_params["region"] = "gluteus_maximus"
    app.run()
    verdict = screen(atlas, Answers(conditions=frozenset(["pregnancy"])))
    assert verdict.techniques["swedish"].action == "ask_clinician_first"
    why = atlas.conditions["pregnancy"].name
    assert any(line.startswith("Light, calming massage") and f"Ask first {why}" in line for line in offered(app))
    assert any(" Don't " in line for line in offered(app))
    assert atlas.conditions["pregnancy"].why in card(act(app, "open", "swedish"))


def test_the_result_names_what_was_asked_and_never_reassures(atlas: Atlas) -> None:
    for conditions in ((), ("under_18", "aneurysm")):
        text = said(finished(atlas, *conditions)).lower()
        assert "not a diagnosis" in text
        asked = sum(not flag.asked_if for flag in atlas.red_flags.values())
        assert f"{asked + bool(conditions)} stop signs" in text
        assert not any(words in text for words in REASSURING)


def test_what_one_is_not_sure_about_is_listed_for_the_clinician(atlas: Atlas) -> None:
    app = say(to_the_health(check()), GROUPS["bones"])
    not_sure(app, "osteoporosis_severe")
    press(app, "Go on")
    to_the_screen(app, RESULT)
    assert "Ask a clinician about:" in said(app)
    assert atlas.conditions["osteoporosis_severe"].name in said(app)


def test_a_local_condition_can_be_given_a_place_and_counts_there_only(atlas: Atlas) -> None:
    app = tick(to_the_health(check()), atlas, "varicose_veins")
    assert is_local(atlas.conditions["varicose_veins"])
    spots = next(found for found in app.multiselect if "spots-varicose_veins" in (found.key or ""))
    spots.set_value([("calf", "left")]).run()
    press(app, "Go on")
    to_the_screen(app, RESULT)
    for side, expected in (("left", "Not on that spot"), ("right", "Go gently")):
        go_to(app, "explore")
        app.query_params["region"], app.query_params["side"] = "gastrocnemius", side
        app.run()
        assert any(line.startswith("Light, calming massage") and expected in line for line in offered(app))


def test_a_condition_that_points_to_a_stop_sign_asks_it(atlas: Atlas) -> None:
    app = press(tick(to_the_health(check()), atlas, "cancer_elsewhere"), "Go on")
    assert heading(app) == OWN[AGAIN][0]
    assert lines(app) == [atlas.red_flags[key].called for key in ("RF12b", "RF12a")]
    say(app, atlas.red_flags["RF12b"].called)
    assert atlas.red_flags["RF12b"].action in app.error[0].value


# ---- on the map --------------------------------------------------------------------------------------------


def test_a_stop_covers_everything_that_is_offered_and_no_answer_covers_nothing(atlas: Atlas) -> None:
    assert shown(new_app())["off"] == []
    app = go_to(an_emergency(atlas), "explore")
    offering = [region for region in atlas.regions.values() if any(r.families for r in atlas.remedies_of(region))]
    offered = {atlas.location(region, side) for region in offering for side in SIDES}
    assert len(offered) > 50
    assert set(shown(app)["off"]) == offered
    for name, parameter, chosen in (("tools", "tool", "soft_ball"), ("follow", "tour", "buttock_and_foot")):
        app.query_params[parameter] = chosen
        assert set(shown(app.switch_page(f"{PAGES}/{name}.py").run())["off"]) == offered, name


def test_a_condition_that_rules_everything_out_covers_as_a_stop_does(atlas: Atlas) -> None:
    covered = set(shown(go_to(an_emergency(atlas), "explore"))["off"])
    app = go_to(finished(atlas, "fever_unwell"), "explore")
    assert not app.error
    assert set(shown(app)["off"]) == covered


def test_what_is_off_limits_on_one_side_is_covered_on_that_side(atlas: Atlas) -> None:
    broken, spot = frozenset(["fracture"]), frozenset([ConditionSite("fracture", "calf", "left")])
    app = new_app()
    put(app, safety_check=Check(conditions=broken, spots=spot, done=True))
    covered = shown(app.run())["off"]
    assert tuple(covered) == screen(atlas, Answers(conditions=broken, sites=spot)).off_limits
    assert "soleus:left" in covered
    assert "soleus:right" not in covered


def test_what_is_opened_shows_its_keep_off_zones(atlas: Atlas) -> None:
    assert shown(new_app())["zones"] == []
    assert atlas.regions["soleus"].keep_off
    for app in (new_app(region="soleus"), tap(new_app(layer="deep"), "soleus:left")):
        assert tuple(shown(app)["zones"]) == tuple(atlas.regions["soleus"].keep_off)


# ---- before, after, and never elsewhere --------------------------------------------------------------------


def test_before_the_check_cards_say_that_it_was_not_done(atlas: Atlas) -> None:
    app = new_app(region="soleus")
    assert buttons(given(app, "html")[0]["html"], "leave") == ["The safety check is not done yet. Do it now"]
    assert atlas.regions["soleus"].cautions[0].text in card(app)


def test_answers_never_reach_the_address(atlas: Atlas) -> None:
    app = finished(atlas, "pregnancy", "varicose_veins")
    assert query(app) == {}
    go_to(app, "explore")
    assert query(app) == {}


def test_nothing_is_called_ok_before_the_last_answer(atlas: Atlas) -> None:
    app = press(check(), NONE)
    tools = go_to(app, "tools")
    assert atlas.say("to_do.not_ruled_out") not in said(tools)
    assert atlas.say("to_do.not_ruled_out") in said(go_to(finished(atlas), "tools"))


def test_only_what_an_answer_changes_has_a_mark(atlas: Atlas) -> None:
    words = [atlas.say(f"action.{action}") for action in ACTIONS]
    app = finished(atlas)
    for shelf in (atlas.exercises, atlas.tools, atlas.techniques):
        known = [item for item in shelf.values() if not getattr(item, "umbrella_for", ())]
        assert f"Nothing in your answers rules out any of these {len(known)}." in said(app)
    assert not given(app, "html")
    assert not any(word in label for label in marks(go_to(app, "tools")) for word in words)
    assert any("Ask first" in label for label in marks(go_to(finished(atlas, "pregnancy"), "tools")))


def test_clear_all_forgets_every_answer(atlas: Atlas) -> None:
    app = press(finished(atlas, "pregnancy"), "Clear all answers")
    assert heading(app) == next(iter(atlas.check_screens.values())).heading
    app = go_to(app, "tools")
    assert not any(label.endswith("Ask first") for label in marks(app))


def test_search_results_carry_the_mark(atlas: Atlas) -> None:
    app = finished(atlas, "pregnancy")
    app.text_input(key="search").set_value("foam roller").run()
    labels = [link.proto.label for link in app.get("page_link")]
    why = atlas.conditions["pregnancy"].name
    assert any("Foam roller" in label and label.endswith(f"Don't ({why})") for label in labels)
