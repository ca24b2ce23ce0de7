"""Where does it hurt, run without a browser: marking, the stop signs first, and what it comes to."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from explorer.care.pain import Drawing, PainSite, assess, lists, must_be_asked
from explorer.content import Atlas
from tests.app.click import (
    given,
    go_to,
    has_map,
    map_of,
    new_app,
    query,
    said,
    shown,
    taken,
    tap,
    tapped,
    tell,
    tiles,
    turn,
    unfold,
)
from tests.app.test_safety_check import press

pytestmark = [pytest.mark.app, pytest.mark.shipped]

Spot = tuple[str, str]
NONE = "None of these"
RESULT, CAN_DO = "Worth a look", "What you can do"


def page(register: str = "patient") -> AppTest:
    app = new_app()
    app.query_params["register"] = register
    return app.switch_page("explorer/ui/pages/pain.py").run()


def marked(*spots: Spot, register: str = "patient") -> AppTest:
    app = page(register)
    return app.multiselect(key="pain_places").set_value(list(spots)).run()


def answer_all(app: AppTest) -> AppTest:
    """Say of every list of stop signs that none fits."""
    for _ in range(4):
        if NONE not in [button.label for button in app.button]:
            return app
        press(app, NONE)
    raise AssertionError("more lists than levels")


def chosen(app: AppTest) -> list[Spot]:
    return list(app.multiselect(key="pain_places").value)


# ---- marking -----------------------------------------------------------------------------------------------


def test_a_tap_marks_a_place_and_a_second_tap_takes_it_off(atlas: Atlas) -> None:
    app = tap(page(), "calf:left")
    assert not app.exception
    assert chosen(app) == [("calf", "left")]
    tap(app, "deep_buttock:right")
    assert chosen(app) == [("calf", "left"), ("deep_buttock", "right")]
    tap(app, "calf:left")
    assert chosen(app) == [("deep_buttock", "right")]


def test_what_comes_next_is_told_until_a_place_is_marked(atlas: Atlas) -> None:
    app, told = page(), [atlas.say(f"pain.next.{name}") for name in ("signs", "can_do", "parts", "keep")]
    assert all(line in said(app) for line in told)
    tap(app, "calf:left")
    assert not any(line in said(app) for line in told)


def test_the_list_names_every_place_on_each_of_its_sides(atlas: Atlas) -> None:
    options = page().multiselect(key="pain_places").options
    assert len(options) == sum(2 if atlas.has_sides(key) else 1 for key in atlas.places)
    for place in atlas.places.values():
        assert any(option.startswith(place.name) for option in options)


def test_the_map_shows_the_marks_that_the_list_shows(atlas: Atlas) -> None:
    app = marked(("calf", "left"), ("low_back_middle", "midline"))
    assert shown(app)["marked"] == ["calf:left", "low_back_middle:midline"]
    assert shown(app)["layer"] == "skin"
    tap(app, "calf:left")
    assert shown(app)["marked"] == ["low_back_middle:midline"]
    assert chosen(app) == [("low_back_middle", "midline")]


def test_the_marks_stay_when_one_looks_from_another_side(atlas: Atlas) -> None:
    app = marked(("calf", "left"), ("outer_thigh", "left"))
    assert map_of(app)["controls"]["sides"]  # the browser offers them where one leg is to be seen
    turn(app, view="lateral")
    assert chosen(app) == [("calf", "left"), ("outer_thigh", "left")]
    assert shown(app).items() >= {"view": "lateral", "side": "right"}.items()
    turn(app, side="left")
    assert chosen(app) == [("calf", "left"), ("outer_thigh", "left")]
    assert shown(app)["side"] == "left"


def test_several_quick_taps_all_count_and_one_beside_the_body_is_none(atlas: Atlas) -> None:
    app = page()
    tell(app, *tapped(app, "calf:left", "deep_buttock:right", None, "sit_bone:left", "calf:left"))
    assert chosen(app) == [("deep_buttock", "right"), ("sit_bone", "left")]
    tap(app, None)
    assert chosen(app) == [("deep_buttock", "right"), ("sit_bone", "left")]


def test_what_lies_in_the_middle_is_one_place_from_the_side_too(atlas: Atlas) -> None:
    app = turn(page(), view="lateral")
    middle = "low_back_middle"
    assert not atlas.has_sides(middle)
    tap(app, f"{middle}:right")
    assert chosen(app) == [(middle, "midline")]


def test_a_tap_on_what_is_no_pain_place_marks_nothing(atlas: Atlas) -> None:
    app = page()
    for location in ("nose:left", "soleus:left"):
        tap(app, location)
        assert not app.exception
        assert chosen(app) == []


def test_what_it_feels_like_and_how_strong_is_kept_for_each_place(atlas: Atlas) -> None:
    app = marked(("calf", "left"), ("sit_bone", "right"))
    app.button_group(key="feels-calf-left").set_value(["tingling", "ache"]).run()
    app.select_slider(key="strength-calf-left").set_value(6).run()
    tap(app, "sit_bone:right")
    assert set(app.button_group(key="feels-calf-left").value) == {"tingling", "ache"}
    assert app.select_slider(key="strength-calf-left").value == 6


def test_nothing_of_the_drawing_is_in_the_address(atlas: Atlas) -> None:
    app = answer_all(marked(("calf", "left")))
    assert set(query(app)) <= {"register"}


def test_clear_forgets_the_drawing(atlas: Atlas) -> None:
    app = press(marked(("calf", "left")), "Clear the drawing")
    assert chosen(app) == []
    assert "stop signs:" not in said(app)


# ---- first the stop signs ----------------------------------------------------------------------------------


def test_the_result_waits_until_the_stop_signs_are_answered(atlas: Atlas) -> None:
    app = marked(("calf", "left"))
    asked = lists(must_be_asked(atlas, Drawing(frozenset({PainSite("calf", "left")}))))
    assert {flag.level for flag in asked[0]} == {"E"}
    for flags in asked:
        assert RESULT not in said(app)
        assert CAN_DO not in said(app)
        assert [toggle.label for toggle in app.toggle] == [flag.called for flag in flags]
        assert all(flag.question in said(app) for flag in flags)
        press(app, NONE)
    assert RESULT in said(app)


@pytest.mark.parametrize("reply", ["yes", "unsure"])
@pytest.mark.parametrize(
    ("spots", "feels", "flag"),
    [
        ((("calf", "left"),), (), "RF05"),
        ((("calf", "left"), ("calf", "right")), (), "RF01d"),
        ((("deep_buttock", "left"),), ("numb",), "RF01a"),
        ((("outer_shin", "left"),), ("weak",), "RF06"),
        ((("back_of_knee", "left"),), (), "RF03"),
        ((("front_knee", "left"),), (), "RF18"),
        ((("low_back_side", "left"),), (), "RF21"),
    ],
)
def test_a_stop_sign_holds_the_result_and_shows_the_stop(
    atlas: Atlas, spots: tuple[Spot, ...], feels: tuple[str, ...], flag: str, reply: str
) -> None:
    app = marked(*spots)
    if feels:
        place, side = spots[0]
        app.button_group(key=f"feels-{place}-{side}").set_value(list(feels)).run()
    sign = atlas.red_flags[flag]
    while sign.question not in said(app):
        press(app, NONE)
    kind = app.toggle if reply == "yes" else app.checkbox
    next(line for line in kind if f"-{flag}-" in (line.key or "")).set_value(True).run()
    if sign.level == "E":
        assert app.error
    else:
        press(app, "Go on")
        while not app.error:
            press(app, NONE)
    assert RESULT not in said(app)
    assert sign.action in "\n".join(error.value for error in app.error)
    assert "no massage, no ball" in said(app)
    press(app, "I want to change my answer")
    assert not app.error
    assert sign.question in said(app)


def test_clearing_a_sign_leaves_what_locks_nothing(atlas: Atlas) -> None:
    app = marked(("calf", "left"))
    press(app, NONE)
    for key in ("RF05", "RF14"):
        next(line for line in app.toggle if f"-{key}-" in (line.key or "")).set_value(True).run()
    press(app, "Go on")
    assert atlas.red_flags["RF05"].action in app.error[0].value
    press(app, "A doctor has seen this and cleared it")
    assert not app.exception
    assert not app.error
    assert RESULT in said(app)
    assert atlas.red_flags["RF14"].action in app.warning[0].value


def test_what_was_answered_in_the_safety_check_is_not_asked_again(atlas: Atlas) -> None:
    app = answer_all(marked(("calf", "left")))
    go_to(app, "check")
    go_to(app, "pain")
    assert RESULT in said(app)


def test_a_stop_of_the_safety_check_holds_here_too(atlas: Atlas) -> None:
    app = go_to(new_app(), "check")
    app.toggle[0].set_value(True).run()
    go_to(app, "pain")
    assert app.error
    assert not has_map(app)


# ---- what it comes to --------------------------------------------------------------------------------------


@pytest.mark.parametrize("register", ["patient", "clinician"])
def test_the_result_comes_in_its_order_and_names_what_the_rules_name(atlas: Atlas, register: str) -> None:
    app = answer_all(marked(("deep_buttock", "right"), register=register))
    assert not app.exception
    text = said(app)
    titles = [CAN_DO, "What to take care of", RESULT, "Which nerve roots supply that skin", "What this cannot tell"]
    assert [text.index(title) for title in titles] == sorted(text.index(title) for title in titles)
    found = assess(atlas, Drawing(frozenset({PainSite("deep_buttock", "right")})), register)  # type: ignore[arg-type]
    regions = [atlas.regions[candidate.region] for candidate in found.candidates]
    places = [text.index(f"**{n} · {region.called(register)}") for n, region in enumerate(regions, 1)]  # type: ignore[arg-type]
    assert places == sorted(places)
    assert text.index(found.routes[0].ask_first) < places[0]
    assert text.index(found.routes[0].do_not) < text.index(tiles(app)[0][0]), "one line of care above what one can do"
    caveat = atlas.caveats["pain_drawing"]
    assert (caveat.patient if register == "patient" else caveat.clinician) in text


def test_care_comes_before_what_one_can_do_where_a_stop_sign_was_named(atlas: Atlas) -> None:
    app = press(marked(("deep_buttock", "right")), NONE)
    next(line for line in app.toggle if "-RF13-" in (line.key or "")).set_value(True).run()
    text = said(press(app, "Go on"))
    assert atlas.red_flags["RF13"].action in app.warning[0].value
    assert text.index("What needs care first") < text.index(CAN_DO)


def test_the_ball_that_somebody_has_at_home_is_among_the_pictures_for_a_buttock(atlas: Atlas) -> None:
    app = answer_all(marked(("deep_buttock", "right")))
    assert any("tennis ball" in name for name, _ in tiles(app))


def test_a_patient_reads_no_pattern_that_only_a_textbook_knows(atlas: Atlas) -> None:
    app = answer_all(marked(("back_of_thigh", "left")))
    for pattern in atlas.patterns.values():
        if not pattern.is_for("patient"):
            assert pattern.clinician not in said(app)
    assert "Grade D" not in said(app)


def test_a_place_that_nothing_is_known_of_says_so(atlas: Atlas) -> None:
    app = answer_all(marked(("belly", "right" if atlas.has_sides("belly") else "midline")))
    assert not app.exception
    assert "cannot help" in said(app)


def test_nothing_is_promised_and_nothing_diagnosed(atlas: Atlas) -> None:
    text = said(answer_all(marked(("side_hip", "left"), ("calf", "left")))).casefold()
    for word in ("you have sciatica", "your diagnosis", " % likely", "you are safe", "caused by your"):
        assert word not in text


@pytest.mark.parametrize("overlay", ["nerve", "dermatomes", "referral:piriformis"])
def test_every_overlay_comes_with_what_it_cannot_tell(atlas: Atlas, overlay: str) -> None:
    app = page()
    assert shown(app)["overlay"] is None
    app.selectbox(key="pain_overlay").set_value(overlay).run()
    assert not app.exception
    assert shown(app)["overlay"] == overlay
    key = {"nerve": "nerve_course", "dermatomes": "dermatomes"}.get(overlay, "referral")
    assert atlas.caveats[key].patient in said(app)


def test_patients_get_no_area_that_only_a_textbook_knows(atlas: Atlas) -> None:
    offered = set(page().selectbox(key="pain_overlay").options)
    assert not any(atlas.patterns["gluteus_maximus"].plain_name in name for name in offered)
    clinician = page("clinician").selectbox(key="pain_overlay").options
    assert any(atlas.patterns["gluteus_maximus"].name in name for name in clinician)


def test_the_drawing_is_kept_as_picture_and_words(atlas: Atlas) -> None:
    app = unfold(answer_all(marked(("calf", "left"))), "keep_drawing")
    assert not app.exception
    assert {file["name"] for file in given(app, "src")} == {"where-it-hurts.png", "where-it-hurts.txt"}
    assert taken(app, "Picture").startswith("data:image/png;")
    assert taken(app, "Words").startswith("data:text/plain;")


def test_side_by_side_shows_three_pictures(atlas: Atlas) -> None:
    app = unfold(answer_all(marked(("calf", "left"))), "side_by_side")
    assert not app.exception
    assert len(app.get("image")) == 3
