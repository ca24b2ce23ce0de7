"""The plan as the patient opens it from a link or a QR code: to read, not to change."""

from __future__ import annotations

import streamlit as st

from explorer.care import plan_words, stop_rules
from explorer.care.plan import Judgement, is_known, setting, what_of
from explorer.care.plan_link import code_of
from explorer.content import Atlas
from explorer.content.models import Plan, PlanItem
from explorer.handout import pocket
from explorer.ui.card import card_body
from explorer.ui.labels import bullets, item_tile
from explorer.ui.map import addresses
from explorer.ui.plan import items, plans
from explorer.ui.safety import country, rulings
from explorer.ui.state import content, navigation, pages

WAYS = {"explain": ":material/slideshow:", "hand_over": ":material/print:", "plan": ":material/edit:"}
SETTINGS = ("home", "visit")


def main() -> None:
    """Draw the page."""
    atlas = content.atlas()
    st.title(pages.title("my_plan"), anchor=False)
    plan, judged = plans.current(), plans.judgement(atlas)
    if plans.fault() or not plan.items:
        _nothing(atlas)
        return
    rulings.stop_now(atlas)
    items.overdue(plan, atlas.say("dose.review.passed"))
    st.markdown(atlas.say("my_plan.lead"))
    rulings.to_do()
    _ways_on(atlas, ready=any(not judged.against(i) for i in range(len(plan.items))))
    words, picture = st.columns([3, 2], gap="large")
    with words:
        for where in SETTINGS:
            _setting(atlas, plan, judged, where)
        _around(atlas, plan)
    with picture:
        items.picture(atlas, plan, judged)
        _emergencies(atlas, plan)
        number = atlas.say("emergency.number", number=country.current(atlas).number)
        st.markdown(f"**{number}** · {atlas.say('my_plan.stop_signs_above')}")
    st.caption(f"{atlas.say('frame.no_diagnosis')} {atlas.say('my_plan.keeps_nothing')}")


def _nothing(atlas: Atlas) -> None:
    st.warning(plans.fault() or atlas.say("my_plan.none"), icon=":material/link_off:")
    st.page_link(pages.page("plan"), label=atlas.say("my_plan.make"), icon=":material/assignment:")
    st.page_link(pages.page("explore"), label=atlas.say("way.to_map"), icon=":material/accessibility_new:")


def _ways_on(atlas: Atlas, *, ready: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        for name, icon in WAYS.items():
            label = f"**{atlas.say(f'my_plan.way.{name}')}**"
            st.page_link(
                pages.page(name), label=label, icon=icon, query_params=navigation.with_plan({}),
                disabled=not ready and name != "plan",
            )  # fmt: skip
        if ready:
            code = code_of(navigation.with_plan({})[navigation.PLAN])
            light = pocket(addresses.base_path(), code, country.chosen(atlas))
            st.link_button(f"**{atlas.say('my_plan.light')}**", light, icon=":material/bolt:", type="tertiary")


def _setting(atlas: Atlas, plan: Plan, judged: Judgement, where: str) -> None:
    """What is done in one setting: first what speaks against something, then what stands, in pictures."""
    found = [i for i, item in enumerate(plan.items) if _set_of(atlas, item) == where]
    if found:
        st.header(atlas.say(f"my_plan.at.{where}"), anchor=False)
    for i in found:
        if judged.against(i):
            with st.container(border=True):
                items.summary(atlas, plan, judged, i, plan.reader)
    standing = [i for i in found if not judged.against(i)]
    tiles = "".join(item_tile.tile(atlas, plan, i, judged.rulings[i], addresses.address) for i in standing)
    if tiles:
        card_body.show("", f'<ul class="items">{tiles}</ul>', lambda _: None, key=f"items-{where}")


def _set_of(atlas: Atlas, item: PlanItem) -> str:
    """What this atlas does not know stands with what is done at home, where its fault is told."""
    return setting(what_of(atlas, item)) if is_known(atlas, item) else "home"


def _emergencies(atlas: Atlas, plan: Plan) -> None:
    """What is an emergency with anything in the plan: once, not with every item."""
    known = (what_of(atlas, item) for item in plan.items if is_known(atlas, item))
    found = stop_rules.emergencies(stop_rules.standing(atlas, remedy) for remedy in known)
    if found:
        st.markdown(f"**{atlas.say('my_plan.get_help')}**\n{bullets(rule.patient for rule in found)}")


def _around(atlas: Atlas, plan: Plan) -> None:
    keys = [*([plan.activity] if plan.activity else []), *plan.home_care, *plan.aftercare]
    lines = [atlas.advice[key].patient for key in keys if key in atlas.advice]
    if plan.visits:
        lines.append(f"{plan_words.visits_in_words(atlas.speech, plan.visits)}.")
    again = atlas.say("plan.again", when=plan_words.review_in_words(atlas.speech, plan.review_on, plan.visits))
    lines.append(f"{again} {atlas.say('my_plan.no_change')}")
    st.header(atlas.say("my_plan.besides"), anchor=False)
    st.markdown(bullets(lines))


main()
