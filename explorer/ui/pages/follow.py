"""Follow the nerve: a guided walk from the spine to the foot, the map flying along. Ends with what to do next."""

from __future__ import annotations

from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from explorer.bodymap import described
from explorer.care import sides
from explorer.care.card import fine_options
from explorer.content import Atlas
from explorer.content.citations import named
from explorer.content.location import Location
from explorer.content.models import SIDES, Register, Side, Step, Tour
from explorer.content.once import once
from explorer.content.text_for import text_for
from explorer.handout.sheet import on_the_way
from explorer.ui.card import remedy_catalogue
from explorer.ui.labels import about, bullets, review_note, sure
from explorer.ui.map import NO_CONTROLS, MapState, addresses, assets, bodymap, screen
from explorer.ui.plan import presenter
from explorer.ui.safety import check, rulings
from explorer.ui.state import choices, content, navigation, pages, store, view
from explorer.ui.state.store import Slot
from explorer.ui.state.view import ViewState

TOUR, SIDE = "tour", "side"
MAP = "follow_map"
WAYS_ON = {
    "check": ":material/health_and_safety:",
    "pain": ":material/touch_app:",
    "explore": ":material/accessibility_new:",
}
_LEFT: Slot[dict[str, dict[str, str]]] = Slot("walks_left", dict)


def main() -> None:
    """Draw the page."""
    atlas = content.atlas()
    tour = choices.chosen(TOUR, atlas.tours)
    if tour:
        _walk(atlas, atlas.tours[tour])
    else:
        _choice(atlas)


# --- which walk ---------------------------------------------------------------------------------------------------


def _choice(atlas: Atlas) -> None:
    st.title(pages.title("follow"), anchor=False)
    st.markdown(atlas.say("follow.lead"))
    with st.container(key="tiles-walks"):
        for tour in atlas.tours.values():
            with st.container(border=True, key=f"walk-{tour.id}"):
                _tile(atlas, tour)


def _tile(atlas: Atlas, tour: Tour) -> None:
    st.header(tour.name, anchor=False)
    steps = atlas.say("follow.steps", count=len(tour.steps))
    st.markdown(f"{tour.intro}\n\n:small[:gray[{steps}]]")
    with st.container(horizontal=True):
        _ways_in(atlas, tour)
    st.html(_way(atlas, tour.id))


@once
def _way(atlas: Atlas, tour: str) -> str:
    """The way of a walk on the body, as HTML."""
    alt, where = (
        described(atlas, on_the_way(atlas, atlas.tours[tour])),
        addresses.address(assets.walk(tour, atlas.lang)),
    )
    size = 'width="{}" height="{}"'.format(*assets.WALK_PX)
    return f'<img class="way" loading="lazy" {size} alt="{escape(alt)}" src="{escape(where)}">'


def _ways_in(atlas: Atlas, tour: Tour) -> None:
    """From the start, and from where this session left the walk."""
    left: dict[str, str] = _LEFT.get().get(tour.id, {})
    at = int(left.get(presenter.STEP, 1))
    between = 1 < at <= len(tour.steps)
    if between:
        label = atlas.say("follow.go_on", step=at, title=tour.steps[at - 1].title)
        st.button(label, key=f"go-on-{tour.id}", type="primary", on_click=_open, args=(tour.id, left))
    st.button(
        about(atlas.say("follow.again" if between else "follow.start"), tour.name), key=f"start-{tour.id}",
        type="secondary" if between else "primary", on_click=_open, args=(tour.id, {presenter.STEP: "1"}),
    )  # fmt: skip


def _open(tour: str, at: dict[str, str]) -> None:
    store.set_query({**store.query(), TOUR: tour, **at})


def _leave() -> None:
    """Back to the choice of walks. What else the address says stays."""
    rest = {name: value for name, value in store.query().items() if name not in (TOUR, presenter.STEP)}
    store.set_query(rest)
    st.rerun()


# --- the walk -----------------------------------------------------------------------------------------------------


def _walk(atlas: Atlas, tour: Tour) -> None:
    end, steps = atlas.say("follow.end"), len(tour.steps)
    names = [*(step.title for step in tour.steps), end]
    at = presenter.step_of(len(names), atlas.say("follow.has_steps", count=steps))
    step = tour.steps[at - 1] if at < len(names) else None
    how_far = atlas.say("way.step", step=at, steps=steps) if step else end
    presenter.bar(at, names, how_far, _leave, atlas.say("follow.to_walks"))
    rulings.stop_now(atlas)
    picture, beside = st.columns([3, 2], gap="medium")  # on every step: what listens to keys must not be made anew
    with beside:
        words, switches = _words_and_switches()
    with switches:
        side, register = _side_switch(atlas, tour.steps[0].side), choices.register_switch()
    _LEFT.put({**_LEFT.get(), tour.id: {presenter.STEP: str(at), SIDE: side}})
    with picture:
        if step:
            bodymap(
                MAP, state=_state(atlas, step, side, register), controls=NO_CONTROLS, taps="none",
                height=presenter.map_height(),
            )  # fmt: skip
        else:
            _afterwards(atlas, tour)
    with words:
        if step:
            _words(atlas, step, side, register)
        else:
            _can_do(atlas, tour, side, register)
            _ways_on(atlas, register)
    with beside:
        review_note(atlas.speech, tour)
        presenter.present(at)


def _words_and_switches() -> tuple[DeltaGenerator, DeltaGenerator]:
    """Room for the words of a step and for the switches. On a phone the words come first, right below the map."""
    above, below = st.container(), st.container()
    words, switches = (above, below) if screen.is_phone() else (below, above)
    return words, switches.container(horizontal=True, gap="small")


def _side_switch(atlas: Atlas, first: Side) -> Side:
    """On which side the whole walk goes: as the address says, else as it was written."""
    side: Side = choices.chosen(SIDE, SIDES) or first  # type: ignore[assignment]  # one of SIDES
    store.set_control(SIDE, side)
    st.segmented_control(
        atlas.say("follow.side"), SIDES, format_func=lambda side: atlas.say(f"follow.side.{side}"), required=True,
        key=SIDE, on_change=choices.take_over, args=(SIDE,), label_visibility="collapsed",
    )  # fmt: skip
    return side


# --- one step -----------------------------------------------------------------------------------------------------


def _state(atlas: Atlas, step: Step, side: Side, register: Register) -> MapState:
    return MapState(
        step.view, step.layer, side, step.focus, chosen=(atlas.location(atlas.regions[step.region], side),),
        zones=(step.keep_off,) if step.keep_off else (), off=check.off_limits(atlas), theme=screen.theme(),
        register=register, flight_ms=presenter.FLIGHT_MS,
    )  # fmt: skip


def _words(atlas: Atlas, step: Step, side: Side, register: Register) -> None:
    region = atlas.regions[step.region]
    st.title(step.title, anchor=False)
    place = sides.where(atlas.speech, region.called(register), atlas.side_of(region, side))
    st.markdown(f":gray[{atlas.say('follow.on_the_map', place=place)}]")
    st.markdown("\n\n".join(text_for(step, register)))
    if step.keep_off:
        zone = atlas.keep_off[step.keep_off]
        st.markdown(f":red[:material/front_hand:] {atlas.say('follow.take_care', zone=zone.name, rule=zone.rule)}")
    if register == "clinician":
        st.markdown(f":small[:gray[{sure(atlas.speech, step.grade, named(atlas, step.references))}]]")
    there = view.at_part(atlas, ViewState(side=side, view=step.view, layer=step.layer, register=register), region.id)
    _link("explore", atlas.say("follow.card"), ":material/open_in_new:", there)
    st.caption(text_for(atlas.caveats["nerve_course"], register))


def _link(name: str, label: str, icon: str, there: ViewState) -> None:
    st.page_link(pages.page(name), label=label, icon=icon, query_params=navigation.with_plan(there.query()))


# --- after the last step ------------------------------------------------------------------------------------------


def _afterwards(atlas: Atlas, tour: Tour) -> None:
    st.title(atlas.say("follow.end"), anchor=False)
    st.markdown(bullets(tour.afterwards))


def _can_do(atlas: Atlas, tour: Tour, side: Side, register: Register) -> None:
    """Moves that fit what the walk has shown, as far as the safety check leaves them open there."""
    moves = (atlas.exercises[key] for key in tour.exercises)
    shown = dict.fromkeys(step.region for step in tour.steps)
    there = [Location(region, atlas.side_of(atlas.regions[region], side)) for region in shown]
    options = fine_options(atlas, moves, there, check.verdict(atlas), done=check.current().done)
    if options:
        st.header(atlas.say("card.can_do"), anchor=False)
        remedy_catalogue.ways(atlas, options, register, "walk_can_do")


def _ways_on(atlas: Atlas, register: Register) -> None:
    for name, icon in WAYS_ON.items():
        _link(name, atlas.say(f"follow.way.{name}"), icon, ViewState(register=register))


main()
