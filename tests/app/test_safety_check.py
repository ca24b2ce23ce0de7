"""The safety check, run without a browser: asked once, obeyed everywhere, forgotten on request."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from explorer.care.plan_code import encode
from explorer.care.screening import Answers, ConditionSite, is_local, screen
from explorer.content import Atlas
from explorer.content.models import LEVELS, SIDES
from explorer.ui.safety.check import Check
from tests.app.click import (
    PAGES,
    act,
    buttons,
    card,
    given,
    go_to,
    new_app,
    offered,
    prefetched,
    query,
    said,
    shown,
    tap,
)

pytestmark = [pytest.mark.app, pytest.mark.shipped]

REASSURING = ("you are safe", "all clear", "no risk", "nothing to worry")


def check() -> AppTest:
    return go_to(new_app(), "check")


def answer(app: AppTest, reply: str) -> AppTest:
    return app.button(key=f"reply-{reply}").click().run()


def to_the_conditions(app: AppTest, atlas: Atlas) -> AppTest:
    for _ in atlas.red_flags:
        answer(app, "no")
    return app


def finished(atlas: Atlas, **groups: list[str]) -> AppTest:
    app = to_the_conditions(check(), atlas)
    for group, replied in groups.items():
        app.button_group(key=f"group-{group}").set_value(replied).run()
    return press(app, "Finish")


def press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


def pills(app: AppTest) -> list[str]:
    return [option.content for group in app.get("button_group") for option in group.proto.options]


# ---- the stop signs ----------------------------------------------------------------------------------------


def test_every_stop_sign_is_asked_the_gravest_first(atlas: Atlas) -> None:
    app = check()
    expected = sorted(atlas.red_flags.values(), key=lambda flag: LEVELS.index(flag.level))
    for number, flag in enumerate(expected, 1):
        assert app.subheader[0].value == flag.question
        assert f"Question {number} of {len(expected)}" in app.get("progress")[0].proto.text
        answer(app, "no")
    assert app.subheader[0].value == "Tap all that fit you"


@pytest.mark.parametrize("reply", ["yes", "unsure"])
def test_yes_and_not_sure_stop_at_once_at_the_levels_that_lock(atlas: Atlas, reply: str) -> None:
    asked = sorted(atlas.red_flags.values(), key=lambda flag: LEVELS.index(flag.level))
    for number, flag in enumerate(asked):
        app = check()
        for _ in range(number):
            answer(app, "no")
        answer(app, reply)
        assert not app.exception
        if flag.level in ("E", "U"):
            assert flag.action in app.error[0].value
            assert "reply-yes" not in [button.key for button in app.button]
            assert "no massage, no ball" in said(app)
        else:
            assert not app.error, "a reason to ask first does not interrupt, so that a later stop is still heard"


def test_an_emergency_shows_the_number_of_the_chosen_country(atlas: Atlas) -> None:
    app = answer(check(), "yes")
    for country in atlas.emergency.values():
        app.selectbox(key="country").set_value(country.id).run()
        assert f"Emergency number: **{country.number}**" in said(app)
    assert {"112", "911", "000", "111"} <= {country.number for country in atlas.emergency.values()}


def test_the_chosen_country_holds_on_every_page_that_names_a_number(atlas: Atlas) -> None:
    app = answer(check(), "yes")
    app.selectbox(key="country").set_value("nz").run()
    press(app, "Clear all answers")
    app.query_params["plan"] = encode(atlas.plans["calf_tightness"].plan)
    app.switch_page(f"{PAGES}/my_plan.py").run()
    assert f"**Emergency number:** {atlas.emergency['nz'].number}" in said(app)
    go_to(app, "hand_over")
    assert app.selectbox(key="country").value == "nz"


def test_a_stop_is_shown_on_every_card_and_locks_everything(atlas: Atlas) -> None:
    app = answer(check(), "yes")
    go_to(app, "explore")
    app.query_params["region"] = "gluteus_maximus"
    app.run()
    assert atlas.red_flags["RF01"].action in app.error[0].value
    eased = atlas.regions["gluteus_maximus"].patient.eases
    assert eased not in card(app)
    assert "What may ease it" not in "".join(prefetched(app).values())  # nor ahead of the answer
    assert offered(app)
    assert all(" don't" in line for line in offered(app))
    tools = go_to(app, "tools")
    assert all(label.endswith("don't") for label in pills(tools) if "·" in label)


def test_a_stop_can_be_taken_back_by_changing_the_answer(atlas: Atlas) -> None:
    app = press(answer(check(), "unsure"), "I want to change my answer")
    assert app.subheader[0].value == atlas.red_flags["RF01"].question
    answer(app, "no")
    assert not app.error


# ---- the health questions ----------------------------------------------------------------------------------


def test_every_condition_that_is_no_stop_sign_is_asked_once(atlas: Atlas) -> None:
    labels = pills(to_the_conditions(check(), atlas))
    names = [condition.name for condition in atlas.conditions.values() if condition.red_flag is None]
    assert sorted(label for label in labels if label in names) == sorted(names)
    same = [condition.name for condition in atlas.conditions.values() if condition.red_flag]
    assert not set(same) & set(labels)


def test_cards_say_what_the_check_says_with_the_reason(atlas: Atlas) -> None:
    app = finished(atlas, you=["pregnancy"])
    go_to(app, "explore")
    app.query_params["region"] = "gluteus_maximus"
    app.run()
    verdict = screen(atlas, Answers(conditions=frozenset(["pregnancy"])))
    assert verdict.techniques["swedish"].action == "ask_clinician_first"
    why = atlas.conditions["pregnancy"].name
    assert any(line.startswith("Light, calming massage") and f"ask first {why}" in line for line in offered(app))
    assert any(" don't " in line for line in offered(app))
    assert atlas.conditions["pregnancy"].why in card(act(app, "open", "swedish"))


def test_the_result_names_what_was_asked_and_never_reassures(atlas: Atlas) -> None:
    for groups in ({}, {"you": ["under_18"], "blood": ["aneurysm"]}):
        text = said(finished(atlas, **groups)).lower()
        assert "not a diagnosis" in text
        assert f"{len(atlas.red_flags)} stop signs" in text
        assert not any(words in text for words in REASSURING)


def test_what_one_is_not_sure_about_is_listed_for_the_clinician(atlas: Atlas) -> None:
    app = to_the_conditions(check(), atlas)
    app.multiselect(key="unsure").set_value(["osteoporosis_severe"]).run()
    press(app, "Finish")
    assert "Ask a clinician about:" in said(app)
    assert atlas.conditions["osteoporosis_severe"].name in said(app)


def test_a_local_condition_can_be_given_a_place_and_counts_there_only(atlas: Atlas) -> None:
    app = to_the_conditions(check(), atlas)
    app.button_group(key="group-blood").set_value(["varicose_veins"]).run()
    assert is_local(atlas.conditions["varicose_veins"])
    app.multiselect(key="spots-varicose_veins").set_value([("calf", "left")]).run()
    press(app, "Finish")
    for side, expected in (("left", "not on that spot"), ("right", "go gently")):
        go_to(app, "explore")
        app.query_params["region"], app.query_params["side"] = "gastrocnemius", side
        app.run()
        assert any(line.startswith("Light, calming massage") and expected in line for line in offered(app))


def test_a_fever_with_back_pain_is_a_stop_sign(atlas: Atlas) -> None:
    app = to_the_conditions(check(), atlas)
    app.button_group(key="group-signs").set_value(["fever_unwell"]).run()
    app.button(key="again-RF07").click().run()
    assert atlas.red_flags["RF07"].action in app.error[0].value


# ---- on the map --------------------------------------------------------------------------------------------


def test_a_stop_covers_everything_that_is_offered_and_no_answer_covers_nothing(atlas: Atlas) -> None:
    assert shown(new_app())["off"] == []
    app = go_to(answer(check(), "yes"), "explore")
    offering = [region for region in atlas.regions.values() if any(r.families for r in atlas.remedies_of(region))]
    offered = {atlas.location(region, side) for region in offering for side in SIDES}
    assert len(offered) > 50
    assert set(shown(app)["off"]) == offered
    for name, parameter, chosen in (("tools", "tool", "soft_ball"), ("follow", "tour", "buttock_and_foot")):
        app.query_params[parameter] = chosen
        assert set(shown(app.switch_page(f"{PAGES}/{name}.py").run())["off"]) == offered, name


def test_a_condition_that_rules_everything_out_covers_as_a_stop_does(atlas: Atlas) -> None:
    covered = set(shown(go_to(answer(check(), "yes"), "explore"))["off"])
    app = go_to(finished(atlas, signs=["fever_unwell"]), "explore")
    assert not app.error
    assert set(shown(app)["off"]) == covered


def test_what_is_off_limits_on_one_side_is_covered_on_that_side(atlas: Atlas) -> None:
    broken, spot = frozenset(["fracture"]), frozenset([ConditionSite("fracture", "calf", "left")])
    app = new_app()
    app.session_state["safety_check"] = Check(conditions=broken, spots=spot, done=True)
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
    app = finished(atlas, you=["pregnancy"], blood=["varicose_veins"])
    assert query(app) == {}
    go_to(app, "explore")
    assert query(app) == {}


def test_nothing_is_called_ok_before_the_last_answer(atlas: Atlas) -> None:
    app = answer(check(), "no")
    tools = go_to(app, "tools")
    assert not any("ok within its limits" in label for label in pills(tools))
    assert any("ok within its limits" in label for label in pills(go_to(finished(atlas), "tools")))


def test_clear_all_forgets_every_answer(atlas: Atlas) -> None:
    app = press(finished(atlas, you=["pregnancy"]), "Clear all answers")
    assert app.subheader[0].value == atlas.red_flags["RF01"].question
    app = go_to(app, "tools")
    assert not any(label.endswith("ask first") for label in pills(app))


def test_search_results_carry_the_mark(atlas: Atlas) -> None:
    app = finished(atlas, you=["pregnancy"])
    app.text_input(key="search").set_value("foam roller").run()
    labels = [link.proto.label for link in app.get("page_link")]
    why = atlas.conditions["pregnancy"].name
    assert any("Foam roller" in label and label.endswith(f"don't ({why})") for label in labels)
