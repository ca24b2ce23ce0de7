"""The plan as the patient opens it from a link or a QR code: to read, not to change."""

from __future__ import annotations

import streamlit as st

from explorer.care import plan_words, stop_rules
from explorer.care.plan import Judgement, is_known, setting, what_of
from explorer.care.plan_link import code_of
from explorer.content import Atlas
from explorer.content.models import Plan, PlanItem
from explorer.handout import pocket
from explorer.ui.card import figures
from explorer.ui.labels import bullets
from explorer.ui.map import addresses
from explorer.ui.plan import items, plans
from explorer.ui.safety import country, rulings
from explorer.ui.state import content, navigation, pages

SETTINGS = {"home": "At home", "visit": "At your visits"}


def main() -> None:
    """Draw the page."""
    atlas = content.atlas()
    st.title("Your plan", anchor=False)
    plan, judged = plans.current(), plans.judgement(atlas)
    if plans.fault() or not plan.items:
        _nothing()
        return
    rulings.stop_now(atlas)
    st.markdown(
        "Start softer than you think. Stop at once if your leg tingles, goes numb, gets weak, or if pain shoots down."
    )
    rulings.to_do()
    _ways_on(atlas, ready=any(not judged.against(i) for i in range(len(plan.items))))
    words, picture = st.columns([3, 2], gap="large")
    with words:
        for where, title in SETTINGS.items():
            _setting(atlas, plan, judged, where, title)
        _around(atlas, plan)
    with picture:
        items.picture(atlas, plan, judged)
        _emergencies(atlas, plan)
        st.markdown(f"**Emergency number:** {country.current(atlas).number}. See the stop signs above.")
    st.caption("This is not a diagnosis. This page keeps nothing: the plan is in its link.")


def _nothing() -> None:
    st.warning(plans.fault() or "There is no plan in this link.", icon=":material/link_off:")
    st.page_link(pages.page("plan"), label="Make a plan", icon=":material/assignment:")
    st.page_link(pages.page("explore"), label="To the map", icon=":material/accessibility_new:")


def _ways_on(atlas: Atlas, *, ready: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        ways = (
            ("explain", "Show me, step by step", ":material/slideshow:"),
            ("hand_over", "Print or save", ":material/print:"),
            ("plan", "Adjust a copy", ":material/edit:"),
        )
        for name, label, icon in ways:
            st.page_link(
                pages.page(name), label=f"**{label}**", icon=icon, query_params=navigation.with_plan({}),
                disabled=not ready and name != "plan",
            )  # fmt: skip
        if ready:
            code = code_of(navigation.with_plan({})[navigation.PLAN])
            light = pocket(addresses.base_path(), code, country.chosen(atlas))
            st.link_button("**Light page for your phone**", light, icon=":material/bolt:", type="tertiary")


def _setting(atlas: Atlas, plan: Plan, judged: Judgement, where: str, title: str) -> None:
    found = [i for i, item in enumerate(plan.items) if _set_of(atlas, item) == where]
    if found:
        st.header(title, anchor=False)
    for i in found:
        with st.container(border=True, key=f"mine-{i}"):
            items.summary(atlas, plan, judged, i, plan.reader)
            if not judged.against(i):
                _how(atlas, plan.items[i], i)


def _set_of(atlas: Atlas, item: PlanItem) -> str:
    """What this atlas does not know stands with what is done at home, where its fault is told."""
    return setting(what_of(atlas, item)) if is_known(atlas, item) else "home"


def _how(atlas: Atlas, item: PlanItem, i: int) -> None:
    remedy = what_of(atlas, item)
    with st.expander("How, and when to stop", key=f"how-{i}", on_change="rerun") as opened:
        if opened.open:
            figures.show(atlas, remedy, item.side, f"figure-{i}")
            rules = stop_rules.standing(atlas, remedy)
            here = rules.without({rule.code for rule in stop_rules.emergencies([rules])})
            keep_off = () if item.exercise else atlas.regions[item.region].keep_off
            zones = [atlas.keep_off[key] for key in keep_off]
            st.markdown(f"**When to stop**\n{bullets(rule.patient for rule in here.every)}")
            if zones:
                st.markdown("**Leave alone**\n" + bullets(f"{zone.name}: {zone.rule}" for zone in zones))
            steps = "\n".join(f"{number}. {step}" for number, step in enumerate(remedy.steps, 1))
            st.markdown(f"**How**\n\n{remedy.position}\n\n{steps}")


def _emergencies(atlas: Atlas, plan: Plan) -> None:
    """What is an emergency with anything in the plan: once, not with every item."""
    known = (what_of(atlas, item) for item in plan.items if is_known(atlas, item))
    found = stop_rules.emergencies(stop_rules.standing(atlas, remedy) for remedy in known)
    if found:
        st.markdown("**Get help now**\n" + bullets(rule.patient for rule in found))


def _around(atlas: Atlas, plan: Plan) -> None:
    keys = [*([plan.activity] if plan.activity else []), *plan.home_care, *plan.aftercare]
    lines = [atlas.advice[key].patient for key in keys if key in atlas.advice]
    if plan.visits:
        lines.append(f"{plan_words.visits_in_words(plan.visits)}.")
    review = plan_words.review_in_words(plan.review_on, plan.visits)
    lines.append(f"Look at this plan again {review}. Nothing has changed by then? Stop, and see a clinician.")
    st.header("Besides", anchor=False)
    st.markdown(bullets(lines))


main()
