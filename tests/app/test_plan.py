"""The plan page, run without a browser: building, changing, what the safety check refuses, what is kept."""

from __future__ import annotations

import re
from datetime import date, timedelta
from errno import ENOSPC
from html import escape

import pytest
from streamlit.testing.v1 import AppTest

from explorer.care.plan import suggested, what_of, without_notes
from explorer.care.plan_code import decode, encode
from explorer.care.plan_file import as_yaml
from explorer.content import Atlas
from explorer.content.models import SIDES, Plan, PlanItem
from tests.app.click import act, buttons, choose, given, go_to, new_app, query, said, taken, tiles, unfold
from tests.app.test_safety_check import finished, press

pytestmark = [pytest.mark.app, pytest.mark.shipped]

BALL = PlanItem(
    region="gluteus_medius", side="right", tool="soft_ball", seconds=20, repeats=3, times=1, per="day", pressure=1
)
WARM = PlanItem(
    region="gluteus_medius", side="right", tool="heat_pack", seconds=900, repeats=1, times=1, per="day", pressure=0
)


def opened(plan: Plan, page: str = "plan") -> AppTest:
    """A page of a plan, as a link opens it."""
    app = new_app(plan=encode(plan))
    return app.switch_page(f"explorer/ui/pages/{page}.py").run()


def plan_of(app: AppTest) -> Plan:
    return decode(query(app)["plan"])


def errors(app: AppTest) -> str:
    return "\n".join(error.value for error in app.error)


# ---- building ----------------------------------------------------------------------------------------------


def test_every_template_is_offered_with_whom_it_fits(atlas: Atlas) -> None:
    app = go_to(new_app(), "plan")
    offered = dict(tiles(app))
    for template in atlas.plans.values():
        assert offered[template.name].startswith(template.fits)
        assert f"{len(template.items)} item" in offered[template.name]


def test_a_template_is_offered_in_the_pictures_of_its_items(atlas: Atlas) -> None:
    (told,) = given(go_to(new_app(), "plan"), "html")
    strips = re.findall(r'<span class="strip">(.*?)</span>', told["html"])
    for template, strip in zip(atlas.plans.values(), strips, strict=True):
        drawn = {(figure, item.side) for item in template.items if (figure := what_of(atlas, item).figure)}
        assert 0 < strip.count("<img") <= len(drawn)
        assert 'alt=""' in strip  # the name of the plan says it already


def test_what_names_no_template_begins_no_plan() -> None:
    app = act(go_to(new_app(), "plan"), "open", "gone")
    assert not app.exception
    assert tiles(app)


def test_a_template_becomes_a_plan_that_is_looked_at_again_in_six_weeks(atlas: Atlas) -> None:
    app = go_to(new_app(), "plan")
    act(app, "open", "buttock_ache")
    assert not app.exception
    plan = plan_of(app)
    assert plan.items == atlas.plans["buttock_ache"].items
    assert plan.review_on == (date.today() + timedelta(weeks=6)).isoformat()


def test_add_to_plan_on_a_card_fills_in_the_dose_of_the_content(atlas: Atlas) -> None:
    app = new_app(region="gluteus_medius", side="left")
    act(act(app, "open", "soft_ball"), "add", "soft_ball")
    assert not app.exception
    (item,) = plan_of(app).items
    first = atlas.tools["soft_ball"].dose.first
    assert (item.region, item.side, item.tool) == ("gluteus_medius", "left", "soft_ball")
    assert (item.seconds, item.repeats, item.times, item.per) == (first.seconds, first.repeats, first.times, first.per)
    assert buttons(given(app, "html")[0]["html"], "add") == ["In the plan"]
    act(app, "add", "soft_ball")
    assert len(plan_of(app).items) == 1


def test_the_row_adds_in_the_order_of_a_session(atlas: Atlas) -> None:
    app = opened(Plan(items=(BALL,)))
    app.selectbox(key="add_region").select("gluteus_medius").run()
    app.button_group(key="add-what-gluteus_medius").set_value("heat_pack").run()
    app.button(key="add-row").click().run()
    assert [item.tool for item in plan_of(app).items] == ["heat_pack", "soft_ball"], "warm first"


def test_the_controls_of_an_item_change_it_within_the_limits_of_the_content(atlas: Atlas) -> None:
    app = unfold(opened(Plan(items=(BALL,))), "change-0")
    dose = atlas.tools["soft_ball"].dose
    seconds = app.number_input(key="item-0-seconds")
    assert seconds.max == dose.hold_seconds
    seconds.set_value(30).run()
    unfold(app, "change-0")
    repeats = app.number_input(key="item-0-repeats")
    assert repeats.max * 30 <= dose.max_minutes * 60
    repeats.set_value(4).run()
    unfold(app, "change-0")
    app.slider(key="item-0-pressure").set_value(3).run()
    assert app.slider(key="item-0-pressure").max == atlas.tools["soft_ball"].pressure.limit
    (item,) = plan_of(app).items
    assert (item.seconds, item.repeats, item.pressure) == (30, 4, 3)


def test_a_longer_time_brings_the_repeats_within_the_limit(atlas: Atlas) -> None:
    six = BALL.model_copy(update={"seconds": 20, "repeats": 6})
    app = unfold(opened(Plan(items=(six,))), "change-0")
    app.number_input(key="item-0-seconds").set_value(30).run()
    (item,) = plan_of(app).items
    assert (item.seconds, item.repeats) == (30, 4)
    assert not app.error


def test_what_was_for_some_days_can_go_by_the_week(atlas: Atlas) -> None:
    app = unfold(opened(Plan(items=(BALL.model_copy(update={"days": 3}),))), "change-0")
    app.segmented_control(key="item-0-per").set_value("week").run()
    assert not app.exception
    (item,) = plan_of(app).items
    assert (item.per, item.days) == ("week", 7)


def test_take_out_undo_other_side_and_clear(atlas: Atlas) -> None:
    app = opened(Plan(items=(WARM, BALL)))
    app.button(key="out-0").click().run()
    assert plan_of(app).items == (BALL,)
    press(app, "Undo")
    assert plan_of(app).items == (WARM, BALL)
    press(app, "Other side")
    assert {item.side for item in plan_of(app).items} == {"left"}
    press(app, "Clear")
    assert "plan" not in query(app)
    assert "Start from one of these" in said(app)


def test_what_goes_around_the_items_is_chosen_from_the_content(atlas: Atlas) -> None:
    app = unfold(opened(Plan(items=(BALL,))), "around")
    app.number_input(key="around-count").set_value(4).run()
    unfold(app, "around")
    app.multiselect(key="around-home_care").set_value(["change_position"]).run()
    unfold(app, "around")
    app.selectbox(key="around-activity").select("keep_moving").run()
    plan = plan_of(app)
    assert plan.visits is not None
    assert (plan.visits.count, plan.home_care, plan.activity) == (4, ("change_position",), "keep_moving")
    assert app.number_input(key="around-count").max == 4


# ---- the safety check --------------------------------------------------------------------------------------


def test_what_the_check_rules_out_cannot_be_added_and_says_why(atlas: Atlas) -> None:
    app = finished(atlas, "osteoporosis_severe")
    app.query_params["region"] = "gluteus_medius"
    app.switch_page("explorer/ui/pages/explore.py").run()
    act(app, "open", "soft_ball")
    assert not buttons(given(app, "html")[0]["html"], "add")
    assert "Cannot go into a plan." in said(app)
    act(app, "add", "soft_ball", role="doctor")
    assert "plan" not in query(app)
    assert atlas.conditions["osteoporosis_severe"].why in said(app)


def test_ask_first_needs_somebody_who_agreed(atlas: Atlas) -> None:
    app = finished(atlas, "anticoagulant_bleeding")
    app.query_params["region"] = "gluteus_medius"
    app.switch_page("explorer/ui/pages/explore.py").run()
    act(act(app, "open", "soft_ball"), "add", "soft_ball")
    assert "plan" not in query(app)
    act(app, "add", "soft_ball", role="doctor")
    (item,) = plan_of(app).items
    assert item.agreed_with == "doctor"


def test_a_changed_check_judges_the_whole_plan_anew(atlas: Atlas) -> None:
    app = finished(atlas, "osteoporosis_severe")
    app.query_params["plan"] = encode(Plan(items=(WARM, BALL)))
    app.switch_page("explorer/ui/pages/plan.py").run()
    assert "ruled out by the safety check" in errors(app)
    assert atlas.conditions["osteoporosis_severe"].why in errors(app)
    assert next(button for button in app.button if button.label == "Hand over").disabled
    app.switch_page("explorer/ui/pages/check.py").run()
    press(app, "Clear all answers")
    app.switch_page("explorer/ui/pages/plan.py").run()
    assert not app.error
    assert not next(button for button in app.button if button.label == "Hand over").disabled


def test_two_items_that_load_one_spot_too_much_are_told(atlas: Atlas) -> None:
    twice = BALL.model_copy(update={"seconds": 30, "repeats": 4, "times": 2})
    firm = twice.model_copy(update={"tool": "firm_ball"})
    app = opened(Plan(items=(twice, firm)))
    assert "come to 8 minutes a day; at most 4 minutes" in errors(app)


# ---- what is kept ------------------------------------------------------------------------------------------


def test_every_page_keeps_the_plan(atlas: Atlas) -> None:
    app = opened(Plan(items=(BALL,)))
    for page in ("explore", "tools", "check", "topics", "about", "plan"):
        go_to(app, page)
        assert plan_of(app).items == (BALL,), page


def test_a_choice_on_the_map_keeps_the_plan(atlas: Atlas) -> None:
    app = new_app(plan=encode(Plan(items=(BALL,))))
    choose(app, "soleus")
    assert query(app)["region"] == "soleus"
    assert plan_of(app).items == (BALL,)


def test_notes_stay_in_the_window_and_out_of_the_address(atlas: Atlas) -> None:
    app = unfold(opened(Plan(items=(BALL,))), "change-0")
    app.text_input(key="item-0-note").set_value("left knee first").run()
    assert "left knee first" in [text.value for text in app.text]
    assert plan_of(app) == without_notes(plan_of(app))
    go_to(app, "tools")
    go_to(app, "plan")
    assert "left knee first" in [text.value for text in app.text]


def test_a_note_does_not_become_markup(atlas: Atlas) -> None:
    app = unfold(opened(Plan(items=(BALL,))), "change-0")
    app.text_input(key="item-0-note").set_value("**bold** [x](http://x) <b>").run()
    assert [text.value for text in app.text] == ["**bold** [x](http://x) <b>"]


@pytest.mark.parametrize("code", ["1.abcd", "9.xyz", "not a plan", "1." + "A" * 5000])
@pytest.mark.parametrize("page", ["plan", "my_plan", "hand_over"])
def test_a_link_that_cannot_be_read_says_so_and_opens_an_empty_plan(atlas: Atlas, code: str, page: str) -> None:
    app = new_app(plan=code)
    app.switch_page(f"explorer/ui/pages/{page}.py").run()
    assert not app.exception
    assert any("link" in warning.value for warning in app.warning)
    assert "Take out" not in said(app)


def test_a_link_that_was_changed_on_its_way_opens_and_offers_the_light_page(atlas: Atlas) -> None:
    code = encode(Plan(items=(BALL,)))
    app = new_app(plan=f"{code}.")
    app.switch_page("explorer/ui/pages/my_plan.py").run()
    assert not app.exception
    assert not app.warning
    (light,) = app.get("link_button")
    assert light.proto.url == f"/p/{code}"


def test_the_light_page_is_opened_with_the_number_that_was_chosen(atlas: Atlas) -> None:
    app = go_to(opened(Plan(items=(BALL,))), "hand_over")
    app.selectbox(key="country").set_value("us").run()
    go_to(app, "my_plan")
    (light,) = app.get("link_button")
    assert light.proto.url.endswith("?country=us")


def test_a_plan_of_another_atlas_opens_and_says_what_is_missing(atlas: Atlas) -> None:
    strange = BALL.model_copy(update={"region": "left_wing"})
    app = opened(Plan(items=(strange, WARM)))
    assert not app.exception
    assert "no part of the body “left_wing”" in errors(app)


# ---- files -------------------------------------------------------------------------------------------------


def test_a_saved_plan_opens_again(atlas: Atlas) -> None:
    plan = Plan(items=(BALL.model_copy(update={"note": "slowly"}),))
    app = _with_file(as_yaml(plan).encode())
    assert plan_of(app) == without_notes(plan)
    assert "slowly" in [text.value for text in app.text]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"items: [{region: soleus}]", "missing field 'side'"),
        (b"version: 2\nitems: []", "only version 1"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"x" * 70_000, "a plan has at most"),
        (b"nothing", "not a plan"),
        (b"'![x](http://elsewhere.test/x.png)': 1", "![x](http://elsewhere.test/x.png)"),
    ],
)
def test_a_file_that_is_no_plan_is_told_and_changes_nothing(atlas: Atlas, data: bytes, told: str) -> None:
    app = _with_file(data)
    assert "cannot be opened as a plan" in errors(app)
    assert told in "\n".join(text.value for text in app.text)
    assert "plan" not in query(app)


def _with_file(data: bytes) -> AppTest:
    app = go_to(new_app(), "plan")
    app.file_uploader(key="plan_file").upload("plan.yaml", data, "application/yaml")
    return app.run()


# ---- as the patient opens it -------------------------------------------------------------------------------


def test_the_patient_reads_the_plan_and_can_change_nothing(atlas: Atlas) -> None:
    app = opened(Plan(items=(WARM, BALL), activity="keep_moving"), "my_plan")
    text = said(app)
    assert not app.exception
    assert not app.number_input
    assert atlas.regions["gluteus_medius"].plain_name in text
    assert "right side" in text
    assert atlas.advice["keep_moving"].patient in text
    assert "not a diagnosis" in text
    assert "Adjust a copy" in text


@pytest.mark.parametrize(("page", "said"), [("plan", "plan.overdue"), ("my_plan", "dose.review.passed"),
                                            ("explain", "dose.review.passed")])  # fmt: skip
@pytest.mark.parametrize(("days", "told"), [(-1, True), (0, False)])
def test_a_plan_that_should_have_been_looked_at_again_says_so(
    atlas: Atlas, page: str, said: str, days: int, told: bool
) -> None:
    day = (date.today() + timedelta(days=days)).isoformat()
    app = opened(Plan(items=(BALL,), review_on=day), page)
    assert not app.exception
    assert (atlas.say(said) in [warning.value for warning in app.warning]) == told


def test_the_patients_own_check_judges_the_plan(atlas: Atlas) -> None:
    app = finished(atlas, "osteoporosis_severe")
    app.query_params["plan"] = encode(Plan(items=(BALL,)))
    app.switch_page("explorer/ui/pages/my_plan.py").run()
    assert "ruled out by the safety check" in errors(app)


def test_nothing_of_the_check_is_in_the_address(atlas: Atlas) -> None:
    app = finished(atlas, "dvt_history")
    app.query_params["plan"] = encode(Plan(items=(WARM,)))
    app.switch_page("explorer/ui/pages/plan.py").run()
    assert set(query(app)) == {"plan"}
    assert plan_of(app) == Plan(items=(WARM,))


# ---- exercises -------------------------------------------------------------------------------------------


def _with_an_exercise(atlas: Atlas, key: str = "bridge") -> Plan:
    return Plan(items=(suggested(atlas, atlas.regions["gluteus_maximus"], "right", atlas.exercises[key]),))


def test_the_row_adds_an_exercise_for_both_sides_with_its_first_dose(atlas: Atlas) -> None:
    app = opened(Plan(items=(BALL,)))
    app.selectbox(key="add_region").select("gluteus_maximus").run()
    app.button_group(key="add-what-gluteus_maximus").set_value("bridge").run()
    app.button(key="add-row").click().run()
    item = plan_of(app).items[-1]
    first = atlas.exercises["bridge"].dose.first
    assert (item.exercise, item.side, item.pressure) == ("bridge", "both", 3)
    assert {name: getattr(item, name) for name in type(first).model_fields} == first.model_dump()
    assert "8 times, holding for 3 seconds" in said(app)
    assert "once a day on 3 days a week" in said(app)


def test_the_controls_of_an_exercise_reach_each_of_its_limits_and_no_more(atlas: Atlas) -> None:
    app = opened(_with_an_exercise(atlas))
    most = atlas.exercises["bridge"].dose.most
    for field in ("seconds", "repeats", "sets", "days"):
        unfold(app, "change-0")
        control = app.number_input(key=f"item-0-{field}")
        assert control.max == getattr(most, field), field
        control.set_value(control.max).run()
        assert getattr(plan_of(app).items[0], field) == control.max
    assert not app.error
    assert "item-0-times" not in [control.key for control in app.number_input], "once a day is all there is"


def test_an_item_can_be_for_both_sides(atlas: Atlas) -> None:
    app = unfold(opened(Plan(items=(BALL,))), "change-0")
    app.button_group(key="item-0-side").set_value("both").run()
    assert plan_of(app).items[0].side == "both"
    assert "both sides" in said(app)


def test_the_patient_reads_how_an_exercise_goes(atlas: Atlas) -> None:
    text = said(opened(_with_an_exercise(atlas), page="my_plan"))
    assert all(step in text for step in atlas.exercises["bridge"].steps)
    assert "Leave alone" not in text


def test_the_patient_sees_each_item_with_its_picture_its_dose_large_and_the_note_as_it_was_typed(atlas: Atlas) -> None:
    plan = Plan(items=tuple(BALL.model_copy(update={"side": side, "note": "<b>soft</b>"}) for side in SIDES))
    drawn = atlas.figures[atlas.tools["soft_ball"].figure or ""]
    tiles = _tiles(new_app(plan=encode(plan, with_notes=True)).switch_page("explorer/ui/pages/my_plan.py").run())
    assert len(tiles) == 2
    for tile, side in zip(tiles, SIDES, strict=True):
        assert ('class="mirrored"' in tile) == drawn.is_mirrored_for(side)
        assert tile.count("<img") == len(drawn.files)
        assert escape(drawn.alt) in tile
        assert f"<b>{BALL.seconds}</b> seconds" in tile
        assert "&lt;b&gt;soft&lt;/b&gt;" in tile


def test_the_therapist_sees_each_item_in_a_small_picture_for_its_side(atlas: Atlas) -> None:
    app = opened(Plan(items=tuple(BALL.model_copy(update={"side": side}) for side in SIDES)))
    pictures = [html.value for html in app.get("html") if "/thumbnails/" in str(html.value)]
    drawn = atlas.figures[atlas.tools["soft_ball"].figure or ""]
    assert ["mirrored" in str(picture) for picture in pictures] == [drawn.is_mirrored_for(side) for side in SIDES]


def test_what_the_check_rules_out_has_no_picture_to_copy_and_the_rest_stays(atlas: Atlas) -> None:
    app = finished(atlas, "osteoporosis_severe")
    app.query_params["plan"] = encode(Plan(items=(BALL, WARM)))
    (tile,) = _tiles(app.switch_page("explorer/ui/pages/my_plan.py").run())
    assert tile.startswith('="2"')


def _tiles(app: AppTest) -> list[str]:
    """The items that are shown in pictures."""
    return [tile for told in given(app, "html") for tile in told["html"].split("<li data-item")[1:]]


# ---- the paper ---------------------------------------------------------------------------------------------


def _papers(app: AppTest) -> set[str]:
    """Where the browser gets the paper: at addresses of the code in hand, or over its own line when it asks."""
    files = given(app, "src")
    assert {file["label"] for file in files} >= {"Print", "PDF", "Web page"}
    return {_kind(file["src"], query(app)["plan"]) for file in files}


def _kind(src: str, code: str) -> str:
    if not src:
        return "when asked for"
    return "by its code" if f"/p/{code}." in src else "by a code with more in it"


def test_lines_to_fill_in_are_on_the_paper_at_choice() -> None:
    app = opened(Plan(items=(BALL,)), "hand_over")
    app.checkbox(key="measures_on_paper").check().run()
    assert not app.exception
    assert _papers(app) == {"when asked for"}


def test_a_full_disk_is_told_where_the_paper_would_be(monkeypatch: pytest.MonkeyPatch, atlas: Atlas) -> None:
    def no_room() -> None:
        raise OSError(ENOSPC, "No space left on device")

    monkeypatch.setattr("tempfile.TemporaryDirectory", no_room)
    plan = Plan(items=(BALL.model_copy(update={"note": "quickly"}),))
    app = go_to(_with_file(as_yaml(plan).encode()), "hand_over")
    assert not app.exception
    assert atlas.say("hand_over.failed") in [each.value for each in app.error]


def test_every_server_gives_the_paper_of_a_plan_that_holds_nothing_but_the_plan() -> None:
    app = opened(Plan(items=(BALL,)), "hand_over")
    assert not app.exception
    assert _papers(app) == {"by its code"}
    shown = [image.proto.imgs[0].url for image in app.get("image")]
    assert shown
    assert all("/p/" in url for url in shown)


def test_a_note_is_in_no_address_until_somebody_puts_it_into_the_link() -> None:
    plan = Plan(items=(BALL.model_copy(update={"note": "slowly"}),))
    app = go_to(_with_file(as_yaml(plan).encode()), "hand_over")
    assert _papers(app) == {"when asked for"}
    assert taken(app, "PDF").startswith("data:application/pdf;")
    assert taken(app, "Print").startswith("data:text/html;")
    app.checkbox(key="notes_in_link").set_value(True).run()
    assert _papers(app) == {"by a code with more in it"}


def test_what_the_safety_check_says_goes_over_the_own_line_of_the_page_only(atlas: Atlas) -> None:
    app = finished(atlas)
    app.query_params["plan"] = encode(Plan(items=(WARM,)))
    app.switch_page("explorer/ui/pages/hand_over.py").run()
    assert _papers(app) == {"when asked for"}
    assert taken(app, "PDF").startswith("data:application/pdf;")
    assert taken(app, "Print").startswith("data:text/html;")
