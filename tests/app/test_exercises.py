"""The Exercises page, and where else exercises are offered."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from explorer.care.card import card
from explorer.care.exercises import fitting
from explorer.care.pain import Drawing, PainSite, assess
from explorer.care.plan_code import decode
from explorer.care.stop_rules import standing
from explorer.content import Atlas
from explorer.content.models import Register
from explorer.ui.labels import exercise_words, folds
from tests.app.click import act, buttons, given, go_to, has_map, new_app, press_any, query, said, shown, tiles
from tests.app.test_finding import page
from tests.app.test_pain import answer_all, marked
from tests.app.test_safety_check import finished

pytestmark = [pytest.mark.app, pytest.mark.shipped]


def choices(app: AppTest) -> list[str]:
    """The names on the pictures of exercises."""
    return [name for name, _ in tiles(app)]


def test_each_is_told_whole_and_lights_up_where_it_works(atlas: Atlas) -> None:
    app = page("exercises")
    assert "Choose one." in said(app)
    for key, exercise in atlas.exercises.items():
        app.query_params["exercise"] = key
        app.run()
        assert not app.exception, key
        assert has_map(app), key
        words = said(app)
        for text in (exercise.position, *exercise.steps, exercise.should_feel, exercise.should_not_feel):
            assert text in words, (key, text)
        assert exercise.dose.text in words, key
        assert all(rule.patient in words for rule in standing(atlas, exercise).every), key
        for other in (exercise.progress_to, exercise.regress_to):
            assert other is None or f"{atlas.exercises[other].plain_name}." in words, key
        lit = {location.partition(":")[0] for location in shown(app)["lit"]}
        assert lit == set(exercise.regions), key
        assert shown(app)["keep_off"] is False


def test_clinicians_read_the_note_and_the_evidence(atlas: Atlas) -> None:
    app = page("exercises", exercise="bird_dog", register="clinician")
    bird_dog = atlas.exercises["bird_dog"]
    assert bird_dog.clinician in said(app)
    assert all(each.finding in said(app) for each in bird_dog.evidence)
    assert bird_dog.evidence[0].finding not in said(page("exercises", exercise="bird_dog"))


def test_the_filters_leave_what_fits_and_are_in_the_link(atlas: Atlas) -> None:
    app = page("exercises")
    assert choices(app) == [exercise.plain_name for exercise in fitting(atlas)]
    app.button_group(key="phase").set_value("calf_foot").run()
    app.button_group(key="goal").set_value("stretch").run()
    assert query(app) == {"phase": "calf_foot", "goal": "stretch"}
    assert choices(app) == [each.plain_name for each in fitting(atlas, phase="calf_foot", goal="stretch")]
    app.selectbox(key="part").set_value("soleus").run()
    assert choices(app) == [each.plain_name for each in fitting(atlas, regions=["soleus"], phase="calf_foot",
                                                                goal="stretch")]  # fmt: skip
    app.selectbox(key="part").set_value("lumbar_spine").run()
    assert "no exercise for all of these together" in said(app)


def test_the_way_to_the_filters_says_what_they_are_set_to(atlas: Atlas) -> None:
    (closed,) = page("exercises").get("popover")
    (narrowed,) = page("exercises", goal="stretch", part="soleus").get("popover")
    assert closed.proto.popover.label == atlas.say("exercises.narrow")
    for name in (atlas.say("item.goal.stretch"), atlas.regions["soleus"].plain_name):
        assert name in narrowed.proto.popover.label


def test_a_phase_says_what_to_begin_with_what_comes_later_and_what_waits(atlas: Atlas) -> None:
    words = said(page("exercises", phase="new_leg"))
    phase = atlas.phases["new_leg"]
    for key in (*phase.start_with, *phase.one_of, *phase.add_later):
        assert atlas.exercises[key].plain_name in words
    assert phase.leave_out[0].until in words


def test_what_holds_for_every_exercise_is_on_the_page(atlas: Atlas) -> None:
    words = said(page("exercises"))
    assert all(line.patient in words for line in atlas.advice.values() if line.kind == "exercise")


def test_the_safety_check_marks_each_exercise_and_says_why(atlas: Atlas) -> None:
    app = finished(atlas, "stenosis")
    words = said(app)
    assert "Exercises for you to do" in words
    assert "Arching your back can bring the pain on." in words


def test_where_it_hurts_offers_moves_and_what_else_eases_in_pictures(atlas: Atlas) -> None:
    app = answer_all(marked(("low_back_middle", "midline")))
    drawing = Drawing(frozenset({PainSite("low_back_middle", "midline")}))
    parts = {candidate.region for candidate in assess(atlas, drawing, "patient").candidates}
    moves = [exercise.plain_name for exercise in fitting(atlas, regions=parts)][:4]
    names = [name for name, _ in tiles(app)]
    assert names[:4] == moves
    assert atlas.tools["heat_pack"].plain_name in names[4:]
    app.button_group(key="pain_phase").set_value("new_leg").run()
    shown_now = [name for name, _ in tiles(app)]
    fit = {each.plain_name for each in fitting(atlas, regions=parts, phase="new_leg")}
    assert set(shown_now[:4]) & fit
    assert not {each.plain_name for each in atlas.exercises.values()} & set(shown_now) - fit
    assert "phase" not in query(app), "where somebody is with the pain is in no link"


@pytest.mark.parametrize(("item", "title"), [("walking", "Short, easy walks"), ("heat_pack", "Warm pack")])
def test_a_picture_of_what_one_can_do_opens_its_page(atlas: Atlas, item: str, title: str) -> None:
    app = answer_all(marked(("low_back_middle", "midline")))
    press_any(app, {"kind": "open", "value": item, "location": ""})
    assert not app.exception
    assert title in [heading.value for heading in app.title]
    assert query(app) == {"exercise" if item in atlas.exercises else "tool": item}


def test_where_nothing_is_worth_a_look_no_exercise_is_offered() -> None:
    app = answer_all(marked(("mid_back", "midline")))
    assert "What you can do" not in [heading.value for heading in app.header]


def test_a_card_shows_three_things_to_do_in_pictures_and_folds_the_rest(atlas: Atlas) -> None:
    html = given(new_app(region="gluteus_maximus"), "html")[0]["html"]
    made = card(atlas, atlas.regions["gluteus_maximus"], "right", "patient")
    shown, folded = html.partition("What a therapist may do")[0].split('data-key="can_do"')
    for option in made.tiles:
        assert f'data-key="{option.item.id}"' in shown
        assert option.item.dose.text in shown
    assert shown.count('<img class="') == len(made.tiles) == 3
    assert f"More you can do ({len(made.more)})" in folded
    assert all(f'data-key="{option.item.id}"' in folded for option in made.more)


def test_an_exercise_goes_from_a_card_into_the_plan(atlas: Atlas) -> None:
    app = new_app(region="gluteus_maximus", side="left")
    act(act(app, "open", "bridge"), "add", "bridge")
    assert not app.exception
    (item,) = decode(query(app)["plan"]).items
    assert (item.region, item.side, item.exercise) == ("gluteus_maximus", "both", "bridge")
    assert buttons(given(app, "html")[0]["html"], "add") == ["In the plan"]


def test_what_is_ruled_out_stands_last_on_a_card_and_cannot_be_added(atlas: Atlas) -> None:
    app = go_to(finished(atlas, "stenosis"), "explore")
    app.query_params["region"] = "multifidus"
    html = given(act(app.run(), "open", "prone_press_up"), "html")[0]["html"]
    after = html.index('data-key="prone_press_up"')
    ruled_out = {"prone_on_elbows", "prone_press_up"}
    others = [each.id for each in fitting(atlas, regions=["multifidus"]) if each.id not in ruled_out]
    assert all(html.index(f'data-key="{key}"') < after for key in others)
    assert "Cannot go into a plan." in html
    assert buttons(html, "add") == []


def test_a_card_with_nothing_to_do_leads_to_the_exercises(atlas: Atlas) -> None:
    assert not atlas.items_of(atlas.regions["patella"])
    app = new_app(region="patella")
    assert buttons(given(app, "html")[0]["html"], "leave") == [
        "All exercises",
        "The safety check is not done yet. Do it now",
    ]
    assert act(app, "leave", "exercises").title[0].value == "Exercises"


@pytest.mark.parametrize("register", ["patient", "clinician"])
def test_the_fold_of_an_exercise_says_what_its_page_says(atlas: Atlas, register: Register) -> None:
    for key, exercise in atlas.exercises.items():
        assert f"remedy/{key}" in folds.names(atlas)
        whole = exercise_words.whole(atlas, exercise, register, str)
        assert folds.html(atlas, f"remedy/{key}", register, str) == whole
