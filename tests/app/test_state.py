"""The state of the pages: what a link says, what an event changes, what is kept, and who may write."""

from __future__ import annotations

import inspect
import json
import string
from pathlib import Path
from types import ModuleType
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from explorer.bodymap import where_seen
from explorer.care.plan_code import encode
from explorer.content import Atlas, load_atlas
from explorer.content.location import Location
from explorer.content.models import FOCUSES, LAYERS, REGISTERS, SIDES, VIEWS, Plan, PlanItem, ShapeSide
from explorer.ui.plan import plans
from explorer.ui.safety import check
from explorer.ui.safety.check import Check
from explorer.ui.state import choices, content, diary, drawing, live, navigation, pages, store
from explorer.ui.state.view import (
    Event,
    MapTapped,
    MapTurned,
    PartSought,
    RegisterChosen,
    ViewState,
    allowed,
    notes_on_query,
    read_query,
    reduce,
)
from tests.app.click import PAGES, ROOT, go_to, held, new_app, put, query, said

pytestmark = pytest.mark.shipped

ATLAS = load_atlas()
BALL = PlanItem(
    region="gluteus_medius", side="right", tool="soft_ball", seconds=20, repeats=3, times=1, per="day", pressure=1
)
CODE = encode(Plan(items=(BALL,)))


# ---- made-up input -----------------------------------------------------------------------------------------------


def _maybe(values: Any) -> st.SearchStrategy[Any]:
    return st.none() | st.sampled_from(sorted(values))


STATES = st.builds(
    ViewState, region=_maybe(ATLAS.regions), zone=_maybe(ATLAS.places), side=st.sampled_from(SIDES),
    view=st.sampled_from(VIEWS), layer=st.sampled_from(LAYERS), focus=st.sampled_from(FOCUSES),
    register=st.sampled_from(REGISTERS),
)  # fmt: skip
NONSENSE = st.none() | st.booleans() | st.integers() | st.text(max_size=12) | st.lists(st.text(max_size=3), max_size=2)
LOOKS = st.dictionaries(
    st.sampled_from(["view", "layer", "side", "focus", "glow", "register", "region", "chosen"]),
    NONSENSE | st.sampled_from([*VIEWS, *LAYERS, *SIDES, *FOCUSES]),
)
IDS = st.text("abcdefghijklmnopqrstuvwxyz_0123456789", min_size=1, max_size=12).filter(lambda text: text[0] > "a")
KNOWN = st.sampled_from([*ATLAS.regions, *ATLAS.places])
LOCATIONS = st.builds(Location, KNOWN | IDS | st.text(max_size=6), st.sampled_from(get_args(ShapeSide)))
EVENTS: st.SearchStrategy[Event] = st.one_of(
    st.builds(MapTapped, st.none() | LOCATIONS, st.sampled_from(LAYERS) | st.text(max_size=4), LOOKS),
    st.builds(MapTurned, LOOKS),
    st.builds(PartSought, st.none() | KNOWN | st.text(max_size=6), LOOKS),
    st.builds(RegisterChosen, st.sampled_from(REGISTERS) | st.text(max_size=4)),
)


# ---- a link ------------------------------------------------------------------------------------------------------


@given(state=STATES)
def test_a_state_comes_back_from_its_query(state: ViewState) -> None:
    said = state.query()
    assert read_query(ATLAS, said) == state
    assert notes_on_query(ATLAS, said) == []
    assert ViewState().query() == {}


@given(
    asked=st.dictionaries(
        st.sampled_from([*allowed(ATLAS), "plan", "tour", "x"]),
        st.text(max_size=12) | st.sampled_from([*ATLAS.regions, *ATLAS.places, *VIEWS, *LAYERS, *SIDES, *REGISTERS]),
    )
)
def test_any_query_is_read_as_far_as_the_atlas_has_it_and_the_rest_is_told(asked: dict[str, str]) -> None:
    state = read_query(ATLAS, asked)
    looks = {"view", "layer", "focus"} if state.chosen and asked.get("layer") not in LAYERS else set()
    assert {(name, value) for name, value in state.query().items() if name not in looks} <= set(asked.items())
    if looks and asked.get("view") not in VIEWS:
        assert (state.view, state.layer) in where_seen(ATLAS, state.region or state.zone or ""), "a part alone is seen"
    wrong = [asked[name] for name, values in allowed(ATLAS).items() if asked.get(name) and asked[name] not in values]
    notes = notes_on_query(ATLAS, asked)
    assert len(notes) == len(wrong)
    for value, note in zip(wrong, notes, strict=True):
        assert note.startswith((f"This link asks for “{value}”, which", "This link asks for something that is not"))


# ---- events ------------------------------------------------------------------------------------------------------


@given(state=STATES, event=EVENTS)
def test_any_event_leads_to_a_state_that_a_link_can_say(state: ViewState, event: Event) -> None:
    there = reduce(ATLAS, state, event)
    assert read_query(ATLAS, there.query()) == there
    assert reduce(ATLAS, state, event) == there, "the same again"


@given(state=STATES, event=EVENTS)
def test_the_same_event_twice_is_one(state: ViewState, event: Event) -> None:
    there = reduce(ATLAS, state, event)
    assert reduce(ATLAS, there, event) == there


@given(state=STATES, region=st.sampled_from(sorted(ATLAS.regions)), side=st.sampled_from(get_args(ShapeSide)))
def test_a_tap_on_a_part_chooses_it_on_its_side_and_moves_nothing(
    state: ViewState, region: str, side: ShapeSide
) -> None:
    there = reduce(ATLAS, state, MapTapped(Location(region, side), "deep"))
    assert (there.region, there.zone, there.layer) == (region, None, "deep")
    assert there.side == (state.side if side == "midline" else side)
    assert (there.view, there.focus, there.register) == (state.view, state.focus, state.register)


@given(state=STATES, zone=st.sampled_from(sorted(ATLAS.places)), side=st.sampled_from(SIDES))
def test_a_tap_on_the_skin_chooses_a_pain_place(state: ViewState, zone: str, side: Any) -> None:
    there = reduce(ATLAS, state, MapTapped(Location(zone, side), "skin"))
    assert (there.region, there.zone, there.side, there.layer) == (None, zone, side, "skin")


@given(state=STATES, layer=st.sampled_from(LAYERS))
def test_a_tap_beside_the_body_changes_nothing(state: ViewState, layer: Any) -> None:
    assert reduce(ATLAS, state, MapTapped(None, layer)) == state


@pytest.mark.parametrize(
    "event",
    [
        MapTapped(Location("nose", "left"), "surface"),
        MapTapped(Location("calf", "left"), "surface"),
        MapTapped(Location("soleus", "left"), "skin"),
        MapTapped(Location("soleus", "left"), "under"),  # type: ignore[arg-type]
        MapTurned({"view": "top", "layer": None, "side": ["left"], "focus": 3, "register": "clinician"}),
        PartSought("nose"),
        RegisterChosen("x"),  # type: ignore[arg-type]
    ],
)
def test_what_this_atlas_does_not_have_changes_nothing(event: Event) -> None:
    state = ViewState(region="piriformis", side="left", layer="deep")
    assert reduce(ATLAS, state, event) == state


@given(state=STATES)
def test_a_turned_map_keeps_what_is_chosen(state: ViewState) -> None:
    there = reduce(ATLAS, state, MapTurned({"view": "lateral", "side": "left", "layer": "nerve", "focus": "calf"}))
    assert (there.view, there.side, there.layer, there.focus) == ("lateral", "left", "nerve", "calf")
    assert (there.region, there.zone, there.register) == (state.region, state.zone, state.register)


@given(state=STATES, looks=LOOKS, location=LOCATIONS, layer=st.sampled_from(LAYERS))
def test_a_tap_tells_how_the_map_was_turned_before_it(
    state: ViewState, looks: dict[str, Any], location: Location, layer: Any
) -> None:
    turned = reduce(ATLAS, state, MapTurned(looks))
    assert reduce(ATLAS, state, MapTapped(location, layer, looks)) == reduce(ATLAS, turned, MapTapped(location, layer))


@given(state=STATES, region=st.sampled_from(sorted(ATLAS.regions)))
def test_the_list_leads_to_a_picture_that_shows_the_part(state: ViewState, region: str) -> None:
    there = reduce(ATLAS, state, PartSought(region))
    assert (there.region, there.zone, there.side, there.register) == (region, None, state.side, state.register)
    structures = {shape.id for shape in ATLAS.geometry.pictures[there.view].layers[there.layer]}
    assert structures & set(ATLAS.regions[region].structures)


@given(state=STATES, zone=st.sampled_from(sorted(ATLAS.places)))
def test_the_list_leads_to_a_view_of_the_skin_that_shows_the_place(state: ViewState, zone: str) -> None:
    there = reduce(ATLAS, state, PartSought(zone))
    assert (there.region, there.zone, there.layer) == (None, zone, "skin")
    assert there.view in ATLAS.geometry.places[zone]


@given(state=STATES)
def test_a_choice_taken_back_in_the_list_takes_back_the_choice_only(state: ViewState) -> None:
    there = reduce(ATLAS, state, PartSought(None))
    assert there == ViewState(**{**vars(state), "region": None, "zone": None})


# ---- locations ---------------------------------------------------------------------------------------------------


@given(
    location=st.builds(
        Location, IDS.filter(lambda text: text[0] in string.ascii_lowercase), st.sampled_from(get_args(ShapeSide))
    )
)
def test_a_location_comes_back_from_its_text(location: Location) -> None:
    assert Location.parse(str(location)) == location
    assert f"{location}" == f"{location.id}:{location.side}"


@given(text=st.text(max_size=20) | st.text("abl:_eftrigh", max_size=12))
def test_what_can_be_read_is_written_the_same(text: str) -> None:
    try:
        found = Location.parse(text)
    except ValueError:
        return
    assert str(found) == text


@pytest.mark.parametrize(
    "text",
    ["", ":", "calf", ":left", "calf:", "calf:up", "calf:LEFT", "calf:left:", "calf:left:left", " calf:left",
     "calf :left", "calf:left\n", "Calf:left", "<b>:left", "calf;left", "wädchen:left", "9:left"],
)  # fmt: skip
def test_any_other_text_is_no_location(text: str) -> None:
    with pytest.raises(ValueError, match="is no location; its form is"):
        Location.parse(text)


def test_the_places_of_the_atlas_are_locations(atlas: Atlas) -> None:
    assert len(set(atlas.pain_sites)) == len(atlas.pain_sites)
    for site in atlas.pain_sites:
        assert Location.parse(str(site)) == site
        assert atlas.pain_site(site.id, "left" if site.side == "midline" else site.side) == site
    for region in atlas.regions.values():
        assert Location.parse(atlas.location(region, "left")) == (region.id, atlas.side_of(region, "left"))


# ---- who may write -----------------------------------------------------------------------------------------------

WRITERS = {
    choices: {"take_over", "register_switch"},
    content: {"choose_country", "choose_language"},
    diary: {"put"},
    live: {"look"},
    drawing: {"mark", "describe", "worsen", "clear", "put_on_paper"},
    navigation: {"open_map", "leave_map", "hear", "choose_register", "choose_skin"},
    pages: {"note_open", "seek", "open_sought"},
    plans: {"arrive", "put", "undo"},
    check: {"keep", "clear", "answer", "take_back", "deny", "hear", "clear_signs"},
    store: {
        "at_hand", "forget_all", "memoize", "forget_memoized", "set_control", "align_control", "start_control",
        "set_parameter", "set_query",
    },
}  # fmt: skip


def _public(module: ModuleType) -> set[str]:
    found = inspect.getmembers(module, lambda value: callable(value) and not inspect.isclass(value))
    return {name for name, value in found if name[0] != "_" and value.__module__ == module.__name__}


def _ask(order: str = "", arrives: bool = False, **parameters: str) -> dict[str, Any]:
    """What the getters say in a session where much was done, and whether they left it alone."""
    app = AppTest.from_file(str(Path(__file__).parent / "getters.py"), default_timeout=60)
    app.session_state["order"], app.session_state["arrives"] = order, arrives
    left = ViewState(region="soleus", register="clinician")
    put(app, safety_check=Check(conditions=frozenset(["pregnancy"]), done=True), view_left=left, on_another_page=True)
    for name, value in parameters.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    found: dict[str, Any] = json.loads(app.code[0].value)
    return found


FORGETTING = """
import streamlit as st
from explorer.ui.state import store

of = store.Slot("of", str)
with store.at_hand():
    st.code(of.get())
    of.put("before")
    store.forget_all()
    of.put(of.get() + "after")
"""


@pytest.mark.app
def test_what_is_put_after_all_was_forgotten_is_kept_and_nothing_of_before() -> None:
    app = AppTest.from_string(FORGETTING).run()
    assert app.code[0].value == ""
    assert app.run().code[0].value == "after"


@pytest.mark.app
def test_every_function_of_the_state_either_reads_or_writes() -> None:
    asked = set(_ask()["answers"])
    every = {f"{module.__name__.rpartition('.')[2]}.{name}" for module in WRITERS for name in _public(module)}
    written = {f"{module.__name__.rpartition('.')[2]}.{name}" for module, names in WRITERS.items() for name in names}
    assert asked | written == every, "ask for it in tests/app/getters.py, or name it in WRITERS"
    assert not asked & written


@pytest.mark.app
@pytest.mark.parametrize("arrives", [False, True])
@pytest.mark.parametrize("link", [{}, {"plan": CODE, "region": "piriformis"}, {"plan": "1.abc", "region": "nose"}])
def test_what_is_asked_for_changes_nothing(link: dict[str, str], arrives: bool) -> None:
    told = _ask(arrives=arrives, **link)
    assert told["again"]
    assert told["left_alone"]


@pytest.mark.app
def test_the_order_in_which_things_are_asked_for_does_not_matter() -> None:
    # What these give is made anew.
    unlike = {"content.atlas", "content.clinic_atlas", "content.load", "content.index", "check.verdict", "check.key"}
    answers = [_ask(order, arrives=True, plan=CODE, region="piriformis")["answers"] for order in "abc"]
    told = [{name: said for name, said in each.items() if name not in unlike} for each in answers]
    assert told[0] == told[1] == told[2]


# ---- the plan of a link ------------------------------------------------------------------------------------------


@pytest.mark.app
@pytest.mark.parametrize(
    "name", [name for name in (*pages.ADDRESSES, "hand_over", "my_plan", "explore") if name != "plan"]
)
def test_the_plan_of_a_link_is_there_whatever_page_it_opens(name: str) -> None:
    app = new_app()
    app.query_params["plan"] = CODE
    app.switch_page(f"{PAGES}/{name}.py").run()
    assert not app.exception
    assert query(app)["plan"] == CODE
    assert held(app)["plan_held"].plan == Plan(items=(BALL,))
    go_to(app, "plan")
    assert query(app)["plan"] == CODE
    assert "out-0" in [button.key for button in app.button]


@pytest.mark.app
@pytest.mark.parametrize(("name", "told"), [("tools", "Choose one."), ("about", "It is not a diagnosis")])
def test_a_session_that_begins_on_another_page_has_the_plan(name: str, told: str) -> None:
    """On one whose address is that of its file: with others AppTest cannot begin."""
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60)
    app.query_params["plan"] = CODE
    app.switch_page(f"{PAGES}/{name}.py").run()
    assert not app.exception
    assert told in said(app)
    go_to(app, "plan")
    assert query(app)["plan"] == CODE
    assert "out-0" in [button.key for button in app.button]


@pytest.mark.app
def test_a_plan_that_cannot_be_read_is_told_on_its_page_wherever_it_arrived() -> None:
    app = new_app()
    app.query_params["plan"] = "1.abcd"
    app.switch_page(f"{PAGES}/tools.py").run()
    assert not app.exception
    app.query_params.clear()
    app.query_params["plan"] = "1.abcd"
    app.switch_page(f"{PAGES}/plan.py").run()
    assert any("link" in warning.value for warning in app.warning)
