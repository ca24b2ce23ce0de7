"""The guided walks, run without a browser: what each step shows, the way on and back, leaving and going on."""

from __future__ import annotations

from html import escape
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from explorer.bodymap import described
from explorer.care.plan_code import encode
from explorer.content import Atlas, load_atlas
from explorer.content.citations import named
from explorer.content.models import Plan, PlanItem, Register
from explorer.handout.sheet import on_the_way
from explorer.ui.labels import about
from explorer.ui.plan.presenter import FLIGHT_MS
from explorer.ui.safety.check import Check
from tests.app.click import PAGES, given, go_to, has_map, map_of, new_app, press_any, put, query, said, shown, tiles
from tests.app.test_safety_check import an_emergency

pytestmark = [pytest.mark.app, pytest.mark.shipped]

LONG, SHORT = "follow_the_nerve", "buttock_and_foot"
END = "What to do now"


def follow(**parameters: str) -> AppTest:
    """The page as a link opens it."""
    app = new_app()
    for name, value in parameters.items():
        app.query_params[name] = value
    return app.switch_page(f"{PAGES}/follow.py").run()


def on(app: AppTest) -> AppTest:
    return app.button(key="forward").click().run()


def link_to(app: AppTest, label: str) -> tuple[str, dict[str, list[str]]]:
    link = next(link.proto for link in app.get("page_link") if link.proto.label == label)
    return link.page, parse_qs(link.query_string)


# ---- the steps -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("register", ["patient", "clinician"])
@pytest.mark.parametrize("tour", list(load_atlas().tours))
def test_every_step_shows_its_words_its_place_and_its_keep_off_zone(
    atlas: Atlas, tour: str, register: Register
) -> None:
    app = follow(tour=tour, register=register)
    steps = atlas.tours[tour].steps
    for number, step in enumerate(steps, 1):
        assert not app.exception
        assert not app.warning
        assert app.get("progress")[0].proto.text == f"**{number} of {len(steps)}**"
        assert app.title[0].value == step.title
        text = said(app)
        sentences, others = step.patient, step.clinician
        if register == "clinician":
            sentences, others = others, sentences
        assert all(sentence in text for sentence in sentences)
        assert not any(sentence in text for sentence in others)
        assert (named(atlas, step.references) in text) is (register == "clinician")
        region = atlas.regions[step.region]
        assert f"On the map: {region.called(register)}" in text
        assert shown(app)["chosen"] == [atlas.location(region, "right")]
        assert shown(app)["zones"] == ([step.keep_off] if step.keep_off else [])
        if step.keep_off:
            zone = atlas.keep_off[step.keep_off]
            assert f"{zone.name}:** {zone.rule}" in text
        on(app)
    assert app.title[0].value == END


def test_the_map_looks_where_the_step_says(atlas: Atlas) -> None:
    for number, step in enumerate(atlas.tours[LONG].steps, 1):
        app = follow(tour=LONG, step=str(number))
        looks = {"view": step.view, "layer": step.layer, "focus": step.focus, "side": "right"}
        assert shown(app).items() >= looks.items()
        assert map_of(app)["taps"] == "none"
        assert not any(map_of(app)["controls"].values())


def test_the_step_is_in_the_address_and_previous_goes_back() -> None:
    app = follow(tour=LONG)
    assert app.button(key="back").disabled
    on(on(app))
    assert query(app) == {"tour": LONG, "step": "3"}
    app.button(key="back").click().run()
    assert query(app)["step"] == "2"


def test_the_map_flies_from_step_to_step_and_stays_one_map(atlas: Atlas) -> None:
    app = follow(tour=LONG, step="8", side="left")
    (before,) = (found.proto.id for found in app.get("bidi_component") if found.proto.component_name == "bodymap")
    assert shown(app).items() >= {"chosen": ["tibial_nerve:left"], "flight_ms": FLIGHT_MS}.items()
    assert given(app, "seconds")[0].items() >= {"item": 8, "seconds": 0, "repeats": 1}.items()
    on(app)
    (after,) = (found.proto.id for found in app.get("bidi_component") if found.proto.component_name == "bodymap")
    assert after == before
    assert given(app, "seconds")[0]["item"] == 9


def test_the_side_holds_for_the_whole_walk(atlas: Atlas) -> None:
    app = follow(tour=LONG, step="3")
    assert shown(app)["chosen"] == ["piriformis:right"]
    app.button_group(key="side").set_value("left").run()
    assert query(app)["side"] == "left"
    assert shown(app)["chosen"] == ["piriformis:left"]
    assert "Deep buttock muscle, left side" in said(app)
    on(app)
    assert shown(app)["chosen"] == ["sciatic_gluteal:left"]


def test_the_register_is_switched_on_the_page_and_kept_by_others(atlas: Atlas) -> None:
    app = follow(tour=LONG, step="3")
    app.button_group(key="register").set_value("clinician").run()
    assert query(app)["register"] == "clinician"
    assert atlas.tours[LONG].steps[2].clinician[0] in said(app)
    assert app.button(key="forward").label == f"**Next**  \n:small[{atlas.tours[LONG].steps[3].title}]"


def test_the_card_of_the_region_is_one_link_away_and_the_plan_goes_along() -> None:
    ball = PlanItem(
        region="gluteus_medius", side="right", tool="soft_ball", seconds=20, repeats=3, times=1, per="day", pressure=1
    )
    code = encode(Plan(items=(ball,)))
    app = follow(tour=LONG, step="3", side="left", register="clinician", plan=code)
    page, parameters = link_to(app, "Open its card")
    assert page == ""
    assert parameters == {
        "region": ["piriformis"], "side": ["left"], "layer": ["deep"], "focus": ["buttock"],
        "register": ["clinician"], "plan": [code],
    }  # fmt: skip
    on(app)
    assert query(app)["plan"] == code
    app.button(key="leave").click().run()
    assert query(app) == {"side": "left", "register": "clinician", "plan": code}


def test_what_the_line_of_the_nerve_cannot_tell_stands_with_the_map(atlas: Atlas) -> None:
    assert atlas.caveats["nerve_course"].patient in said(follow(tour=SHORT))


def test_a_stop_sign_that_was_named_stands_on_every_step(atlas: Atlas) -> None:
    app = new_app()
    put(app, safety_check=Check(replies={"RF01a": "yes"}))
    app.query_params["tour"] = SHORT
    app.switch_page(f"{PAGES}/follow.py").run()
    for _ in range(2):
        assert atlas.red_flags["RF01a"].called in app.error[0].value
        on(app)


# ---- links that are not right ----------------------------------------------------------------------------


@pytest.mark.parametrize("step", ["0", "13", "-1", "two", "1.5", "", "²", "99999999999999999999", "![x](http://x.y)"])
def test_a_step_that_is_not_there_is_told_and_the_first_is_shown(atlas: Atlas, step: str) -> None:
    app = follow(tour=LONG, step=step)
    assert not app.exception
    assert app.warning[0].value == "This link asks for a step that is not there. The walk has 11 steps."
    assert app.title[0].value == atlas.tours[LONG].steps[0].title


def test_a_walk_ends_with_moves_in_pictures_unless_a_stop_sign_holds(atlas: Atlas) -> None:
    last = str(len(atlas.tours[LONG].steps) + 1)
    app = follow(tour=LONG, step=last)
    names = [atlas.exercises[key].plain_name for key in atlas.tours[LONG].exercises]
    assert names
    assert [name for name, _ in tiles(app)] == names
    press_any(app, {"kind": "open", "value": atlas.tours[LONG].exercises[0], "location": ""})
    assert app.title[0].value == names[0]
    stopped = go_to(an_emergency(atlas), "follow")
    stopped.query_params.update({"tour": LONG, "step": last})
    assert atlas.say("card.can_do") not in [heading.value for heading in stopped.run().header]


def test_a_tour_or_side_that_is_not_there_is_told() -> None:
    app = follow(tour="follow_the_nrve", step="3")
    assert not app.exception
    assert "“follow_the_nrve”, which is not in this atlas. Did you mean “follow_the_nerve”?" in app.warning[0].value
    assert app.title[0].value == "Follow the nerve"
    app = follow(tour=LONG, side="middle")
    assert "asks for “middle”" in app.warning[0].value
    assert shown(app)["chosen"] == ["root_l5:right"]


# ---- which walk, leaving and going on --------------------------------------------------------------------


def test_each_walk_is_offered_with_its_intro_and_its_length(atlas: Atlas) -> None:
    app = follow()
    assert [heading.value for heading in app.header] == [tour.name for tour in atlas.tours.values()]
    for tour in atlas.tours.values():
        assert tour.intro in said(app)
        assert f"{len(tour.steps)} steps" in said(app)
    ways = [html.value for html in app.get("html") if "walk" in str(html.value)]
    for tour, way in zip(atlas.tours.values(), ways, strict=True):
        assert f"/walks/en/{tour.id}.jpg" in way
        assert f'alt="{escape(described(atlas, on_the_way(atlas, tour)))}"' in way
    assert _starts(app) == [about("Start", tour.name) for tour in atlas.tours.values()]
    app.button(key=f"start-{LONG}").click().run()
    assert query(app) == {"tour": LONG, "step": "1"}
    assert app.title[0].value == atlas.tours[LONG].steps[0].title


def _starts(app: AppTest) -> list[str]:
    return [button.label for button in app.button if button.key.startswith("start-")]


def test_a_walk_is_resumed_where_and_on_the_side_where_it_was_left(atlas: Atlas) -> None:
    app = follow(tour=LONG, step="3", side="left")
    go_to(on(app), "tools")
    go_to(app, "follow")
    assert app.button(key=f"go-on-{LONG}").label == f"Go on at step 4: {atlas.tours[LONG].steps[3].title}"
    assert [button.label for button in app.button if button.key == f"start-{SHORT}"] == [
        about("Start", atlas.tours[SHORT].name)
    ]
    app.button(key=f"go-on-{LONG}").click().run()
    assert query(app) == {"tour": LONG, "step": "4", "side": "left"}
    app.button(key="leave").click().run()
    app.button(key=f"start-{LONG}").click().run()
    assert query(app)["step"] == "1"


# ---- after the last step ---------------------------------------------------------------------------------


@pytest.mark.parametrize("tour", list(load_atlas().tours))
def test_the_walk_ends_with_what_to_do_and_the_ways_there(atlas: Atlas, tour: str) -> None:
    app = follow(tour=tour, step=str(len(atlas.tours[tour].steps) + 1), register="clinician")
    assert app.get("progress")[0].proto.text == f"**{END}**"
    for line in atlas.tours[tour].afterwards:
        assert f"- {line}" in said(app)
    assert not has_map(app)
    for label, page in (
        ("Do the safety check", "safety-check"),
        ("Show where it hurts", "where-does-it-hurt"),
        ("Look around on the map", ""),
    ):
        assert link_to(app, label) == (page, {"register": ["clinician"]})
    app.button(key="done").click().run()
    assert app.title[0].value == "Follow the nerve"
    assert _starts(app) == [about("Start", tour.name) for tour in atlas.tours.values()]
