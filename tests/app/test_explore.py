"""The map page, run without a browser: what a link opens, what a click does, what the card says."""

from __future__ import annotations

import json
from base64 import b64decode
from html import escape
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from explorer import handout
from explorer.bodymap import assets as pictures
from explorer.bodymap import pictures_of
from explorer.care.card import card as made_card
from explorer.care.screening import by_condition
from explorer.care.stop_rules import emergencies, standing
from explorer.content import Atlas
from explorer.content.models import Place, Region, Register, Remedy
from explorer.ui.labels import card_words
from explorer.ui.safety.check import Check, Reply
from tests.app.click import (
    act,
    buttons,
    card,
    card_alone,
    choose,
    folded,
    given,
    go_to,
    has_map,
    map_of,
    new_app,
    offered,
    prefetched,
    press_any,
    put,
    query,
    said,
    send,
    shown,
    taken,
    tap,
    tapped,
    tell,
    text_of,
    turn,
    unfold,
)

pytestmark = [pytest.mark.app, pytest.mark.shipped]


def _in_order(text: str, *parts: str) -> None:
    at = -1
    for part in parts:
        found = text.find(part, at + 1)
        assert found > at, f"'{part}' is missing or too early in:\n{text}"
        at = found


# ---- opening ---------------------------------------------------------------------------------------------


def test_the_app_opens_on_the_map_with_a_welcome_and_the_stop_signs() -> None:
    app = new_app()
    assert not app.exception
    assert not app.warning
    assert "Tap any part of the picture" in card(app)
    assert "not a diagnosis" in card(app)
    assert "Any of these? Stop, get help." in said(app)
    labels = [link.label for link in app.get("page_link")]
    assert labels == ["**Explore**", "Where it hurts", "What helps", "Plan", "Learn", "Safety check", "Stop signs"]
    assert query(app) == {}


@pytest.mark.parametrize(("part", "layer", "focus"), [
    ("piriformis", "deep", "buttock"), ("sciatic_pelvic", "nerve", "buttock"), ("gluteus_maximus", "surface", "whole"),
])  # fmt: skip
def test_a_link_of_a_part_alone_opens_where_the_part_is_seen(part: str, layer: str, focus: str) -> None:
    app = new_app(region=part, side="left")
    assert shown(app).items() >= {"layer": layer, "focus": focus, "chosen": [f"{part}:left"]}.items()


def test_a_link_that_names_its_layer_keeps_it() -> None:
    app = turn(new_app(region="piriformis", layer="deep"), layer="surface")
    assert query(app) == {"region": "piriformis", "layer": "surface"}
    app.run()
    assert shown(app)["layer"] == "surface"


def test_a_link_opens_the_place_that_it_names() -> None:
    link = {
        "region": "soleus",
        "view": "anterior",
        "layer": "deep",
        "side": "left",
        "focus": "calf",
        "register": "clinician",
    }
    app = new_app(**link)
    assert not app.exception
    assert card(app).startswith("Calf muscle, deep\nSoleus · left side")
    looks = {name: link[name] for name in ("view", "layer", "side", "focus", "register")}
    assert shown(app).items() >= (looks | {"chosen": ["soleus:left"]}).items()
    assert query(app) == link


def test_an_unknown_region_in_a_link_is_told_with_the_nearest_name(atlas: Atlas) -> None:
    app = new_app(region="piriformes", layer="deep")
    assert not app.exception
    note = app.warning[0].value
    assert "“piriformes”" in note
    assert "Did you mean “piriformis”?" in note
    assert "Tap any part of the picture" in card(app)
    assert shown(app)["layer"] == "deep"


@pytest.mark.parametrize(
    ("name", "value"), [("view", "top"), ("side", "both"), ("layer", "under"), ("zone", "nose"), ("register", "x")]
)
def test_what_a_link_asks_for_in_vain_is_told_and_the_rest_of_it_holds(name: str, value: str) -> None:
    app = new_app(**{"region": "piriformis", name: value})
    assert not app.exception
    assert [f"asks for “{value}”" in note.value for note in app.warning] == [True]
    assert card(app).startswith("Deep buttock muscle")


@pytest.mark.parametrize("value", ["<b>", "![x](http://elsewhere.test/x.png)", "[x](http://elsewhere.test)", "a*b*"])
def test_what_a_link_says_never_becomes_markup(value: str) -> None:
    app = new_app(region=value)
    (note,) = app.warning
    assert note.value.startswith("This link asks for something that is not in this atlas.")


# ---- the cards -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("register", ["patient", "clinician"])
def test_every_region_has_a_card_that_offers_then_warns(atlas: Atlas, register: str) -> None:
    app = card_alone(register=register)
    for region in atlas.regions.values():
        app.query_params["region"] = region.id
        app.run()
        assert not app.exception, region.id
        text = said(app)
        assert text.startswith(f"{region.plain_name}\n{region.name}"), region.id
        words = region.patient if register == "patient" else region.clinician
        relation = region.nerve_relation.patient if register == "patient" else region.nerve_relation.clinician
        nothing = [] if atlas.items_of(region) else ["Nothing to press or rub here"]
        offers = ["What you can do", words.eases, *nothing, "The safety check is not done yet"]
        warnings = ["Leave alone", words.leave, *_warnings(atlas, region)]
        _in_order(text, relation, words.what, *offers, *warnings, words.ache, words.where, "Sources")
        assert "This is not a diagnosis." in text
        html = given(app, "html")[0]["html"]
        assert 'class="tile"' not in html[html.index(escape(words.eases)) :], "pictures come before words"


@pytest.mark.parametrize("register", ["patient", "clinician"])
def test_the_browser_holds_what_one_sees_first_of_every_card(atlas: Atlas, register: Register) -> None:
    app = new_app(register=register)
    words = prefetched(app)
    for region in atlas.regions.values():
        app.query_params["region"] = region.id
        app.query_params["side"] = "left"
        whole, ahead = text_of(given(app.run(), "html")[0]["html"]), text_of(_on(words[region.id], "left"))
        start, _, rest = ahead.partition("The safety check is not done yet.")
        assert whole.startswith(start.partition("More you can do")[0]), region.id
        assert rest in whole, region.id
    for place in atlas.places.values():
        assert _on(words[place.id], "left") == card_words.of_place(atlas, place, "left")
    assert len(words) == len(atlas.regions) + len(atlas.places)


def _on(words: str, side: str) -> str:
    """What the browser makes of words that leave the side open."""
    return words.replace("<span data-side></span>", f"<span data-side>{side} side</span>")


def test_words_of_a_card_are_text_and_never_code(atlas: Atlas) -> None:
    soleus, calf = atlas.regions["soleus"], atlas.places["calf"]
    nasty = '<img src=x onerror="alert(1)"> & more'
    texts = dict.fromkeys(type(soleus.patient).model_fields, nasty)
    hostile = soleus.model_copy(update={
        "plain_name": nasty, "name": nasty, "patient": soleus.patient.model_copy(update=texts),
        "nerve_relation": soleus.nerve_relation.model_copy(update={"patient": nasty}),
        "cautions": tuple(caution.model_copy(update={"text": nasty}) for caution in soleus.cautions),
    })  # fmt: skip
    place = calf.model_copy(update={"name": nasty, "note": nasty})
    made = card_words.of_region(atlas, made_card(atlas, hostile, "left", "patient"), card_words.Shown("left", str, str))
    for words in (made, card_words.of_place(atlas, place, "left")):
        assert "<img src=x" not in words
        assert nasty in text_of(words)


def _warnings(atlas: Atlas, region: Region) -> list[str]:
    zones = [f"Keep-off: {atlas.keep_off[zone].name}. {atlas.keep_off[zone].rule}" for zone in region.keep_off]
    rules = (atlas.stop_rules[code].patient for code in region.stop_rules)
    return [*rules, *(caution.text for caution in region.cautions), *zones]


def _remedies(atlas: Atlas, region: Region) -> list[Remedy]:
    return [*(atlas.techniques[key] for key in region.techniques), *(atlas.tools[key] for key in region.tools)]


def test_every_remedy_of_a_card_can_be_opened_and_gives_its_stop_rules_first(atlas: Atlas) -> None:
    piriformis = atlas.regions["piriformis"]
    app = card_alone(region="piriformis")
    for remedy in _remedies(atlas, piriformis):
        assert any(line.startswith(remedy.plain_name) for line in offered(app))
        first, *more = [rule.patient for rule in standing(atlas, remedy).every]
        told = ("When to stop", first, more[-1], remedy.steps[0], remedy.dose.text, remedy.pressure.text)
        _in_order(text_of(folded(app, remedy.id)), *told)


def test_what_holds_for_the_person_comes_when_a_remedy_is_opened() -> None:
    app = card_alone(region="piriformis")
    assert not buttons(given(app, "html")[0]["html"], "add")
    act(app, "open", "swedish")
    assert buttons(given(app, "html")[0]["html"], "add") == ["Add to plan"]
    act(app, "open", "soft_ball")  # not offered here
    assert not buttons(given(app, "html")[0]["html"], "add")


@pytest.mark.parametrize(
    "told",
    [None, "go", {}, {"kind": "go"}, {"kind": "fly", "value": "soleus", "location": ""}, {"kind": "go", "value": 1},
     {"kind": "add", "value": "swedish", "location": "nowhere"}, {"kind": "add", "value": "<b>", "location": "a:left"},
     {"kind": "leave", "value": "elsewhere", "location": "piriformis:right"},
     {"kind": "go", "value": "not_there", "location": "piriformis:right"}],
)  # fmt: skip
def test_nothing_that_a_browser_can_tell_of_a_card_does_harm(told: Any) -> None:
    app = press_any(new_app(region="piriformis"), told)
    assert not app.exception
    assert query(app) == {"region": "piriformis"}
    assert "deep buttock" in card(app).lower()


def test_the_card_leads_to_the_safety_check() -> None:
    app = act(new_app(region="piriformis"), "leave", "check")
    assert not app.exception
    assert app.title[0].value == "Safety check"


@pytest.mark.parametrize(
    ("door", "title"), [("pain", "Where does it hurt?"), ("follow", "Follow the nerve"), ("plan", "Plan")]
)
def test_the_first_screen_asks_what_one_came_for_and_each_door_opens(door: str, title: str) -> None:
    app = new_app()
    assert card(app).startswith("What did you come for?")
    assert f'data-act="leave" data-value="{door}"' in given(app, "html")[0]["html"]
    act(app, "leave", door)
    assert not app.exception
    assert app.title[0].value == title


def test_an_emergency_sentence_stands_once_in_what_is_open(atlas: Atlas) -> None:
    app = card_alone(region="gluteus_medius")
    for key in ("trigger_point", "soft_ball"):  # one closes the other
        rules = standing(atlas, atlas.remedies[key])
        assert emergencies([rules])
        for rule in emergencies([rules]):
            assert text_of(folded(app, key)).count(rule.patient) == 1, rule.code
            assert rule.patient not in said(app)


def test_what_unfolds_names_the_number_of_the_chosen_country(atlas: Atlas) -> None:
    (region, *_) = atlas.regions_of(atlas.techniques["leg_work"])
    app = card_alone(region=region.id)
    put(app, country_held="us")
    text = text_of(folded(app.run(), "leg_work"))
    assert "Call 911 now." in text
    assert "112" not in text


def test_words_that_come_with_a_tap_name_the_number_of_the_chosen_country() -> None:
    app = new_app()
    put(app, country_held="us")
    words = text_of("".join(prefetched(app.run()).values()))  # not the addresses, which hold numbers of their own
    assert "911" in words
    assert "112" not in words


def test_clinicians_read_on_a_card_what_the_safety_check_says_of_each_condition(atlas: Atlas) -> None:
    text = text_of(folded(card_alone(region="piriformis", register="clinician"), "trigger_point"))
    asked = by_condition(atlas, atlas.techniques["trigger_point"])
    assert f"Don't: {'; '.join(condition.clinician_name for condition in asked['avoid'])}" in text.splitlines()


def test_the_sources_of_a_card_say_how_far_each_was_checked(atlas: Atlas) -> None:
    text = text_of(folded(card_alone(region="piriformis"), "sources"))
    for source in atlas.cited(atlas.regions["piriformis"].references):
        assert source.citation in text
    assert text.count("[") >= len(atlas.regions["piriformis"].references)


def test_a_card_is_made_for_paper_only_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    monkeypatch.setattr(handout, "card", lambda *asked: made.append(asked) or "<!DOCTYPE html>")
    app = card_alone(region="piriformis", side="left")
    unfold(app, "print_card")
    assert taken(app, "Print").startswith("data:text/html;base64,")
    assert not app.exception
    ((_, region, side, register, verdict, _),) = made
    assert (region.id, side, register, verdict) == ("piriformis", "left", "patient", None)
    assert _printed(app) == "<!DOCTYPE html>"


def _printed(app: AppTest) -> str:
    """The page that goes to the printer."""
    return b64decode(taken(app, "Print").partition(",")[2]).decode()


def test_a_card_goes_on_paper_with_its_dose_and_stop_signs(atlas: Atlas) -> None:
    app = unfold(card_alone(region="soleus", register="clinician"), "print_card")
    page = _printed(app)
    _in_order(page, "The safety check was not done", "Calf muscle, deep, right side", "What you can do", "Stop signs")
    assert atlas.remedies_of(atlas.regions["soleus"])[0].dose.text in page


@pytest.mark.parametrize(
    ("replies", "done", "told"),
    [
        ({"RF07a": "no"}, False, None),
        ({"RF01a": "yes"}, False, "Stop: Newly numb between the legs"),
        ({"RF07a": "no"}, True, "Nothing in the answers rules this out"),
    ],
)
def test_a_card_goes_on_paper_when_it_is_known_what_the_safety_check_says(
    replies: dict[str, Reply], done: bool, told: str | None
) -> None:
    app = card_alone(region="piriformis")
    put(app, safety_check=Check(replies=replies, done=done))
    unfold(app, "print_card")
    assert not app.exception
    assert ("Go on with the safety check first. Then" in said(app)) == (told is None) == (not given(app, "src"))
    assert told is None or told in _printed(app)


def test_the_card_of_a_place_lists_what_lies_beneath_in_order(atlas: Atlas) -> None:
    app = card_alone()
    for place in atlas.places.values():
        for beneath in place.beneath:
            app.query_params["zone"], app.query_params["view"] = place.id, beneath.view
            app.run()
            assert not app.exception, place.id
            assert said(app).startswith(place.name), place.id
            assert place.note in said(app)
            names = [atlas.regions[region].plain_name for region in (*beneath.regions, *place.also)]
            assert buttons(given(app, "html")[0]["html"], "go") == names


def test_a_place_leads_to_the_card_of_what_lies_beneath(atlas: Atlas) -> None:
    place: Place = atlas.places["deep_buttock"]
    app = new_app(zone=place.id, layer="skin")
    act(app, "go", place.beneath[0].regions[1])
    region = atlas.regions[place.beneath[0].regions[1]]
    assert query(app)["region"] == region.id
    assert "zone" not in query(app)
    assert query(app).get("layer", "surface") != "skin"
    assert card(app).startswith(region.plain_name)


# ---- tapping the map -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("link", "location", "layer", "expected"),
    [
        ({}, "gluteus_maximus:left", "surface", {"region": "gluteus_maximus", "side": "left", "layer": "surface"}),
        ({"layer": "deep"}, "piriformis:right", "deep", {"region": "piriformis", "layer": "deep"}),
        ({}, "sciatic_thigh:left", "nerve", {"region": "sciatic_thigh", "side": "left", "layer": "nerve"}),
        ({"region": "soleus", "layer": "deep"}, "calf:left", "skin", {"zone": "calf", "side": "left", "layer": "skin"}),
        ({"side": "left"}, "sacrum:midline", "deep", {"region": "sacrum", "side": "left", "layer": "deep"}),
        ({"view": "lateral", "side": "left"}, "gluteus_maximus:left", "surface",
         {"region": "gluteus_maximus", "side": "left", "view": "lateral", "layer": "surface"}),
    ],
)  # fmt: skip
def test_a_tap_opens_the_card_and_paints_what_was_tapped(
    atlas: Atlas, link: dict[str, str], location: str, layer: str, expected: dict[str, str]
) -> None:
    app = tap(new_app(**link), location, layer)
    assert not app.exception
    assert query(app) == expected
    key, _, side = location.partition(":")
    painted = location if side != "midline" else f"{key}:{link['side']}"
    assert shown(app).items() >= {"chosen": [painted], "layer": layer, "view": link.get("view", "posterior")}.items()
    assert card(app).startswith(atlas.places[key].name if layer == "skin" else atlas.regions[key].plain_name)


def test_taps_one_after_the_other_leave_the_look_of_the_map_alone() -> None:
    app = new_app(layer="deep", focus="buttock")
    looks = ("view", "layer", "focus", "names", "glow", "keep_off")
    before = {name: shown(app)[name] for name in looks}
    for number, location in enumerate(("piriformis:right", "sacrum:midline", "piriformis:left", "piriformis:right"), 1):
        tap(app, location)
        assert {name: shown(app)[name] for name in looks} == before
        assert query(app)["region"] == location.partition(":")[0]
        assert map_of(app)["heard"] == number
    before = shown(app)
    assert shown(act(app, "open", "soft_ball")) == before


def test_a_second_tap_or_a_tap_beside_the_body_keeps_the_place() -> None:
    app = tap(new_app(layer="deep"), "piriformis:left")
    before, place = shown(app), query(app)
    for again in ("piriformis:left", None):
        tap(app, again)
        assert not app.exception
        assert query(app) == place == {"region": "piriformis", "side": "left", "layer": "deep"}
        assert shown(app) == before


@pytest.mark.parametrize(
    "event",
    [
        None, 7, "tap", [], {}, {"n": "1"}, {"n": 1, "kind": "tap", "location": "nose:left", "layer": "surface"},
        {"n": 1, "kind": "tap", "location": "calf:left", "layer": "surface"},
        {"n": 1, "kind": "tap", "location": "soleus:left", "layer": "skin"},
        {"n": 1, "kind": "tap", "location": "soleus:above", "layer": "surface"},
        {"n": 1, "kind": "tap", "location": "soleus:left", "layer": "under"},
        {"n": 1, "kind": "look", "look": {"view": "top"}, "now": {"view": "top", "side": "both", "names": "yes"}},
        {"n": 1, "kind": "look", "now": {"view": ["posterior"], "layer": {"a": 1}, "glow": 1}},
    ],
)  # fmt: skip
def test_what_no_map_of_ours_tells_changes_nothing(event: object) -> None:
    app = new_app(region="piriformis", layer="deep")
    before, place = shown(app), query(app)
    send(app, event)
    assert not app.exception
    assert (shown(app), query(app)) == (before, place)


def test_what_a_map_was_turned_to_just_before_a_tap_is_not_lost() -> None:
    app = tap(new_app(region="soleus", layer="deep"), "calf:left", "skin", view="lateral", names=True)
    assert query(app) == {"zone": "calf", "side": "left", "view": "lateral", "layer": "skin"}
    assert shown(app)["names"]


# ---- choosing beside the map -----------------------------------------------------------------------------


def test_a_choice_from_the_list_moves_the_map_and_paints_the_region(atlas: Atlas) -> None:
    app = new_app(view="anterior", layer="skin")
    choose(app, "piriformis")
    assert query(app) == {"region": "piriformis", "layer": "deep", "focus": "buttock"}
    wanted = {
        "view": "posterior", "layer": "deep", "focus": "buttock", "chosen": ["piriformis:right"],
        "zones": list(atlas.regions["piriformis"].keep_off),
    }  # fmt: skip
    assert shown(app).items() >= wanted.items()


def test_a_choice_from_the_list_is_painted_in_the_picture_it_leads_to(atlas: Atlas) -> None:
    app = new_app()
    for region in ("sacrum", "root_s3", "sartorius", "tibialis_anterior", "plantar_nerves", "iliotibial_tract"):
        choose(app, region)
        now = shown(app)
        assert (now["view"], now["layer"]) in {(view, layer) for view, layer, _ in pictures_of(atlas, region)}
        assert now["chosen"] == [f"{region}:right"]
        assert card(app).startswith(atlas.regions[region].plain_name)


def test_a_choice_from_the_list_after_a_tap_counts() -> None:
    app = tap(new_app(layer="deep"), "piriformis:left")
    choose(app, "sacrum")
    assert shown(app)["chosen"] == ["sacrum:left"]
    assert query(app)["region"] == "sacrum"


def test_a_place_can_be_chosen_from_a_list_too(atlas: Atlas) -> None:
    app = new_app(region="piriformis", layer="deep", view="anterior")
    choose(app, "deep_buttock")
    assert query(app)["zone"] == "deep_buttock"
    assert query(app)["layer"] == "skin"
    assert "region" not in query(app)
    assert shown(app)["chosen"] == ["deep_buttock:right"]


def test_a_choice_can_be_taken_back_in_the_list() -> None:
    for link in ({"region": "piriformis", "layer": "deep"}, {"zone": "calf", "layer": "skin"}):
        app = choose(new_app(**link), None)
        assert query(app) == {"layer": link["layer"]}
        assert shown(app)["chosen"] == []
        assert "Tap any part of the picture" in card(app)


def test_the_list_by_area_names_every_region_and_opens_it(atlas: Atlas) -> None:
    app = new_app()
    listed = buttons(folded(app, "all_parts"), "go")
    assert sorted(listed) == sorted(region.plain_name for region in atlas.regions.values())
    act(app, "go", "soleus")
    assert query(app)["region"] == "soleus"
    assert card(app).startswith("Calf muscle, deep")


def test_the_list_offers_every_region_and_every_place_by_name(atlas: Atlas) -> None:
    style = json.loads(pictures.asset(atlas, pictures.STYLE))
    listed = {entry["id"]: entry["text"] for entry in style["metadata"]["list"]}
    assert list(listed) == [*atlas.regions, *atlas.places]
    for record in (*atlas.regions.values(), *atlas.places.values()):
        assert record.name in listed[record.id]


def test_one_can_come_back_to_the_default_picture() -> None:
    app = turn(new_app(), layer="deep")
    assert query(app) == {"layer": "deep"}
    turn(app, layer="surface")
    assert query(app) == {}
    assert shown(app)["layer"] == "surface"


def test_the_back_button_to_a_bare_address_shows_the_default_picture() -> None:
    app = tap(new_app(), "gluteus_maximus:left")
    app.query_params.clear()
    app.run()
    assert query(app) == {}
    assert shown(app)["chosen"] == []
    assert "Tap any part of the picture" in card(app)


def test_view_and_side_change_the_picture_and_keep_the_region() -> None:
    app = new_app(region="gluteus_maximus")
    turn(turn(app, view="lateral"), side="left")
    assert query(app) == {"region": "gluteus_maximus", "layer": "surface", "view": "lateral", "side": "left"}
    assert shown(app)["chosen"] == ["gluteus_maximus:left"]
    assert "left side" in card(app)


def test_switches_of_the_map_hold_for_the_session_and_are_in_no_link() -> None:
    app = turn(turn(new_app(), names=True), keep_off=True)
    assert query(app) == {}
    go_to(go_to(app, "about"), "explore")
    assert shown(app).items() >= {"names": True, "keep_off": True, "glow": True}.items()
    assert query(app) == {}


def test_the_skin_holds_for_the_session_on_both_maps_and_is_in_no_link() -> None:
    app = turn(turn(new_app(), layer="skin"), body="female", skin_tone="dark")
    chosen = {"body": "female", "skin_tone": "dark"}.items()
    assert query(app) == {"layer": "skin"}
    assert shown(go_to(app, "pain")).items() >= chosen
    turn(app, body="male")
    assert shown(go_to(app, "explore")).items() >= {"body": "male", "skin_tone": "dark"}.items()
    assert turn(app, skin_tone="green").exception == []
    assert shown(app)["skin_tone"] == "dark"


def test_a_choice_from_the_list_takes_over_how_the_map_looked_by_then() -> None:
    app = tell(
        new_app(),
        {"kind": "choose", "choice": "iliotibial_tract", "now": {"view": "lateral", "side": "left", "names": True}},
    )
    assert query(app).items() >= {"region": "iliotibial_tract", "view": "lateral", "side": "left"}.items()
    assert shown(app)["names"]


def test_of_several_taps_before_an_answer_the_last_one_counts() -> None:
    app = new_app()
    tell(app, *tapped(app, "gluteus_maximus:left", "iliotibial_tract:right", "iliotibial_tract:left"))
    assert query(app) == {"region": "iliotibial_tract", "layer": "surface", "side": "left"}
    assert map_of(app)["heard"] == 3


def test_switching_the_words_changes_the_card_and_keeps_the_place(atlas: Atlas) -> None:
    region = atlas.regions["piriformis"]
    app = new_app(region=region.id, layer="deep")
    assert region.patient.what in card(app)
    app.segmented_control(key="register").set_value("clinician").run()
    assert query(app) == {"region": region.id, "layer": "deep", "register": "clinician"}
    assert region.clinician.what in card(app)
    assert region.patient.what not in card(app)
    app.segmented_control(key="register").set_value("patient").run()
    assert region.patient.what in card(app)


# ---- from page to page -----------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["about", "stop_signs"])
def test_coming_back_from_another_page_shows_the_place_that_was_left(page: str) -> None:
    app = tap(new_app(layer="deep"), "piriformis:left")
    go_to(app, page)
    assert not has_map(app)
    go_to(app, "explore")
    assert query(app) == {"region": "piriformis", "side": "left", "layer": "deep"}
    assert card(app).startswith("Deep buttock muscle")
    assert shown(app)["chosen"] == ["piriformis:left"]
