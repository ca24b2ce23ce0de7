"""The plan step by step, for a therapist and a patient in front of one screen. Ends with when to stop."""

from __future__ import annotations

import streamlit as st

from explorer.care import plan_words, sides, stop_rules
from explorer.care.plan import Judgement, advice_of, locations_of, setting, what_of
from explorer.content import Atlas
from explorer.content.models import Item, Level, Plan, PlanItem, Side
from explorer.ui.card import figures, ready_plans
from explorer.ui.labels import bullets
from explorer.ui.map import NO_CONTROLS, MapState, bodymap, screen
from explorer.ui.plan import items, plans, presenter
from explorer.ui.safety import check, country, rulings, stop_screen
from explorer.ui.state import content, navigation, pages, view
from explorer.ui.state.view import ViewState

MAP = "explain_map"
LEVELS: dict[Level, str] = {
    "E": ":red[:material/emergency: {}]",
    "U": ":orange[:material/schedule: {}]",
    "S": ":blue[:material/forum: {}]",
}


def main() -> None:
    """Draw the page."""
    atlas = content.atlas()
    plan, verdict = plans.current(), check.verdict(atlas)
    if verdict and verdict.locked and verdict.stop:
        stop_screen.screen(atlas, verdict.stop)
        _ways_out(atlas, atlas.say("explain.waits"))
    elif plans.fault() or not plan.items:
        _ways_out(atlas, plans.fault() or atlas.say("plan.nothing_yet"))
        ready_plans.choose(atlas, atlas.say("plan.start_here"))
    else:
        _explain(atlas, plan, plans.judgement(atlas))


def _ways_out(atlas: Atlas, why: str) -> None:
    st.title(why, anchor=False)
    for name, label in (("plan", atlas.say("way.to_plan")), ("explore", atlas.say("way.to_map"))):
        st.page_link(pages.page(name), label=label, query_params=navigation.with_plan({}))


def _explain(atlas: Atlas, plan: Plan, judgement: Judgement) -> None:
    told = [i for i in range(len(plan.items)) if not judgement.against(i)]
    last = atlas.say("stop.when")
    names = [what_of(atlas, plan.items[i]).called(plan.reader) for i in told] + [last]
    step = presenter.step_of(len(names), atlas.say("explain.has_steps", count=len(names)))
    how_far = atlas.say("way.step", step=step, steps=len(told)) if step < len(names) else last
    presenter.bar(step, names, how_far, _leave, atlas.say("explain.to_plan"))
    rulings.stop_now(atlas)
    items.overdue(plan, atlas.say("dose.review.passed"))
    if step < len(names):
        _item_step(atlas, plan, judgement, told[step - 1])
    else:
        _last_step(atlas, plan)
    rulings.to_do()
    _left_out(atlas, plan, judgement, len(told))


def _leave() -> None:
    back = "my_plan" if pages.before() == "my_plan" else "plan"
    st.switch_page(pages.page(back), query_params=navigation.with_plan({}))


# --- one item -----------------------------------------------------------------------------------------------------


def _item_step(atlas: Atlas, plan: Plan, judgement: Judgement, at: int) -> None:
    item = plan.items[at]
    picture, words = st.columns([3, 2], gap="medium")
    with picture:
        bodymap(MAP, state=_state(atlas, plan, item), controls=NO_CONTROLS, taps="none", height=presenter.map_height())
    with words:
        _words(atlas, plan, item)
        with st.container():
            _beside(atlas, plan, judgement, at)
        presenter.present(at, item.seconds, item.in_a_sitting)


def _state(atlas: Atlas, plan: Plan, item: PlanItem) -> MapState:
    region = atlas.regions[item.region]
    side: Side = "left" if item.side == "left" else "right"
    here = view.at_part(atlas, ViewState(side=side, register=plan.reader), region.id)
    return MapState(
        here.view, here.layer, side, here.focus, chosen=locations_of(item),
        zones=() if item.exercise else region.keep_off,
        off=check.off_limits(atlas), theme=screen.theme(), register=plan.reader, flight_ms=presenter.FLIGHT_MS,
    )  # fmt: skip


def _words(atlas: Atlas, plan: Plan, item: PlanItem) -> None:
    remedy = what_of(atlas, item)
    st.title(sides.where(atlas.speech, atlas.regions[item.region].called(plan.reader), item.side), anchor=False)
    st.header(remedy.called(plan.reader), anchor=False)
    lines = {
        "timer": _how_long(atlas, item, remedy),
        "speed": _how_hard(atlas, item, remedy),
        "front_hand": stop_rules.standing(atlas, remedy).first.patient,
    }
    for icon, line in lines.items():
        st.subheader(f":material/{icon}: {line}", anchor=False)
    figures.show(atlas, remedy, item.side)
    if item.exercise:
        steps = "\n".join(f"{number}. {step}" for number, step in enumerate(remedy.steps, 1))
        st.markdown(f"{remedy.position}\n\n{steps}")


def _how_long(atlas: Atlas, item: PlanItem, what: Item) -> str:
    if setting(what) == "visit":
        return atlas.say("explain.at_each_visit", long=plan_words.how_long(atlas.speech, item))
    return plan_words.whole(atlas.speech, item)


def _how_hard(atlas: Atlas, item: PlanItem, what: Item) -> str:
    hard = plan_words.how_hard(atlas.speech, item, what)
    return atlas.say("explain.how_strong", strength=hard) if hard else atlas.say("explain.no_pressure")


def _beside(atlas: Atlas, plan: Plan, judgement: Judgement, at: int) -> None:
    """The cautions of the safety check, whose consent was got, and the note: as it was typed."""
    item = plan.items[at]
    items.cautions(atlas, item, judgement.rulings[at])
    if agreed := plan_words.agreed(atlas.speech, item):
        st.markdown(f":material/handshake: {agreed}.")
    if item.note:
        st.text(item.note)


def _left_out(atlas: Atlas, plan: Plan, judgement: Judgement, told: int) -> None:
    """What is wrong with the plan, and how much of it is not explained because of that."""
    if judgement.stands:
        return
    every = len(plan.items)
    count = atlas.say("explain.left_out", left=every - told, items=every)
    said = count if told < every else atlas.say("explain.change_first")
    whys = " ".join(found.sentences for found in judgement.objections)
    st.markdown(f":orange[:material/block: **{said}**] {whys}")


# --- when to stop -------------------------------------------------------------------------------------------------


def _last_step(atlas: Atlas, plan: Plan) -> None:
    signs, words = st.columns([3, 2], gap="medium")  # as on every step: what listens to keys must not be made anew
    with signs:
        st.title(atlas.say("explain.whom_to_call"), anchor=False)
        st.header(atlas.say("explain.one_is_enough"), anchor=False)
        _stop_signs(atlas, "E")
        _stop_signs(atlas, "U")
    with words:
        _whom_to_call(atlas)
        _stop_signs(atlas, "S")
        again = atlas.say("plan.again", when=plan_words.review_in_words(atlas.speech, plan.review_on, plan.visits))
        st.subheader(f":material/event: {again}", anchor=False)
        _teach_back(atlas)
        presenter.present(len(plan.items))


def _teach_back(atlas: Atlas) -> None:
    """What the patient says, so that both see what was understood."""
    st.subheader(f":material/record_voice_over: {atlas.say('explain.teach_back')}", anchor=False)
    st.markdown(bullets(line.patient for line in advice_of(atlas, "teach_back")))


def _stop_signs(atlas: Atlas, level: Level) -> None:
    with st.container(border=True, gap="xxsmall"):
        st.subheader(LEVELS[level].format(atlas.say(f"level.{level.lower()}")), anchor=False)
        st.markdown(bullets(flag.called for flag in atlas.red_flags.values() if flag.level == level))


def _whom_to_call(atlas: Atlas) -> None:
    here = country.current(atlas)
    st.subheader(f":material/call: {atlas.say('emergency.number', number=here.number)}", anchor=False)
    st.markdown(atlas.say("emergency.same_day", whom=here.urgent))


main()
