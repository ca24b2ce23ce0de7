"""The plan: what to do where, how long and how hard. Built here, then explained and handed over."""

from __future__ import annotations

from datetime import date

import streamlit as st

from explorer.care.plan import (
    ADVICE_KINDS,
    Judgement,
    advice_of,
    is_known,
    latest_review,
    mirrored,
    without_item,
)
from explorer.care.plan_file import MOST_BYTES, as_yaml, plan_of
from explorer.content import Atlas, ContentError, Problem
from explorer.content.models import SIDES, AdviceKind, Plan, Region, Side, Template, Visits
from explorer.ui import taking
from explorer.ui.plan import items, plans
from explorer.ui.safety import check, rulings
from explorer.ui.state import choices, content, navigation, pages, store
from explorer.ui.state.store import Slot
from explorer.web.assets import Asset

ADVICE_NAMES: dict[AdviceKind, str] = {
    "activity": "Staying active",
    "home_care": "At home (up to 3)",
    "aftercare": "After a visit (up to 3)",
}
_FILE_PROBLEMS: Slot[tuple[Problem, ...]] = Slot("plan_file_problems", tuple)


def main() -> None:
    """Draw the page."""
    atlas = content.atlas()
    st.title("Plan", anchor=False)
    if plans.fault():
        st.warning(f"{plans.fault()} The plan is empty.", icon=":material/link_off:")
    rulings.stop_now(atlas)
    choices.register_switch()
    plan = plans.current()
    if not plan.items:
        _start(atlas)
        _add_row(atlas)
        return
    judged = plans.judgement(atlas)
    _tools_row(ready=judged.stands)
    build, aside = st.columns([3, 2], gap="large")
    with build:
        _items(atlas, plan, judged)
        _add_row(atlas)
    with aside:
        items.picture(atlas, plan, judged)
        _around(atlas, plan)
        _file(plan)


# --- starting -----------------------------------------------------------------------------------------------------


def _start(atlas: Atlas) -> None:
    st.markdown("Start from one of these, add one by one below, or tap **Add to plan** on any card. No names, please.")
    rulings.to_do()
    columns = st.columns(3)
    for i, template in enumerate(atlas.plans.values()):
        with columns[i % 3].container(border=True, key=f"template-{template.id}"):
            st.button(
                f"**{template.name}**", key=f"start-{template.id}", on_click=_start_from, args=(template,),
                width="stretch",
            )  # fmt: skip
            st.caption(f"{template.fits} {len(template.items)} items.")
    _open_file()


def _start_from(template: Template) -> None:
    plans.put(plans.begun(template.plan))


def _open_file() -> None:
    with st.expander("Open a saved plan", icon=":material/folder_open:"):
        st.file_uploader("A plan that was saved here", ["yaml", "yml"], key="plan_file", on_change=_take_file)
        if problems := _FILE_PROBLEMS.get():
            st.error("This file cannot be opened as a plan.")
            st.text("\n".join(map(str, problems)))  # what a file says is shown as it is, never as markup


def _take_file() -> None:
    file = store.told("plan_file")
    _FILE_PROBLEMS.clear()
    if file is None:
        return
    try:
        plans.put(plan_of(file.read(MOST_BYTES + 1), file.name))
    except ContentError as error:
        _FILE_PROBLEMS.put(error.problems)


# --- the items ----------------------------------------------------------------------------------------------------


def _tools_row(*, ready: bool) -> None:
    with st.container(horizontal=True):
        st.button("Undo", icon=":material/undo:", on_click=plans.undo, disabled=not plans.can_undo())
        st.button("Other side", icon=":material/swap_horiz:", on_click=_mirror, help="Swap left and right everywhere")
        st.button("Clear", icon=":material/delete:", on_click=plans.put, args=(Plan(),))
        explain = st.button("Explain step by step", icon=":material/slideshow:", disabled=not ready)
        hand_over = st.button("Hand over", icon=":material/print:", type="primary", disabled=not ready)
    if explain or hand_over:
        st.switch_page(pages.page("explain" if explain else "hand_over"), query_params=navigation.with_plan({}))
    if not ready:
        st.caption("Mend what is marked in red first.")
    rulings.to_do()


def _mirror() -> None:
    plans.put(mirrored(plans.current()))


def _items(atlas: Atlas, plan: Plan, judged: Judgement) -> None:
    for found in judged.objections:
        if found.item is None:
            st.error(items.objection(found), icon=":material/block:")
    for i, item in enumerate(plan.items):
        with st.container(border=True, key=f"plan-item-{i}"):
            with st.container(horizontal=True, wrap=False):
                with st.container():
                    items.summary(atlas, plan, judged, i, navigation.register())
                st.button(
                    "Take out", key=f"out-{i}", icon=":material/close:", type="tertiary", on_click=_take_out, args=(i,)
                )
            if is_known(atlas, item):
                with st.expander("Change", key=f"change-{i}", on_change="rerun") as opened:
                    if opened.open:
                        items.editor(atlas, plan, i)


def _take_out(i: int) -> None:
    plans.put(without_item(plans.current(), i))


def _add_row(atlas: Atlas) -> None:
    with st.container(border=True, key="add-item"):
        st.markdown("**Add**")
        with st.container(horizontal=True, vertical_alignment="bottom"):
            region = st.selectbox(
                "Part of the body", [key for key in atlas.regions if atlas.items_of(atlas.regions[key])], index=None,
                key="add_region", format_func=lambda key: _named(atlas.regions[key]), placeholder="Choose a part",
            )  # fmt: skip
            store.start_control("add_side", "right")
            side: Side = (
                st.segmented_control(
                    "Side", SIDES, key="add_side", format_func=str.capitalize, required=True,
                    disabled=region in atlas.in_the_middle,
                )
                or "right"
            )  # fmt: skip
        if region:
            _choose(atlas, atlas.regions[region], side)


def _named(region: Region) -> str:
    return f"{region.plain_name} ({region.name})"


def _choose(atlas: Atlas, region: Region, side: Side) -> None:
    place = atlas.location(region, side)
    offered = {item.id: item for item in atlas.items_of(region)}
    ruled = {key: check.ruling(atlas, item, place) for key, item in offered.items()}
    chosen = st.pills(
        "What", tuple(offered), key=f"add-what-{region.id}",
        format_func=lambda key: rulings.label(offered[key], ruled[key], navigation.register()),
    )  # fmt: skip
    rulings.legend(atlas, ruled.values())
    if chosen:
        items.add_button(atlas, region, side, offered[chosen], key="row")


# --- beside them --------------------------------------------------------------------------------------------------


def _around(atlas: Atlas, plan: Plan) -> None:
    with st.expander("Visits, home care, review", key="around", on_change="rerun") as opened:
        if not opened.open:
            return
        with st.container(horizontal=True, vertical_alignment="bottom"):
            visits = plan.visits
            _field("count", visits.count if visits else 0)
            st.number_input("Visits", 0, 4, key="around-count", on_change=_set_visits, width=130)
            if visits and visits.count > 1:
                _field("every_weeks", visits.every_weeks)
                st.number_input("One every … weeks", 1, 4, key="around-every_weeks", on_change=_set_visits, width=150)
        for kind in ADVICE_KINDS:
            _advice(atlas, plan, kind)
        _field("review_on", date.fromisoformat(plan.review_on) if plan.review_on else latest_review(date.today()))
        st.date_input(
            "Look at the plan again by", min_value=date.today(), max_value=latest_review(date.today()),
            key="around-review_on", on_change=_set_review, help="At most 6 weeks from today",
        )  # fmt: skip


def _field(name: str, value: object) -> None:
    store.set_control(f"around-{name}", value)


def _advice(atlas: Atlas, plan: Plan, kind: AdviceKind) -> None:
    lines = {advice.id: advice.patient for advice in advice_of(atlas, kind)}
    chosen = getattr(plan, kind)
    if kind == "activity":
        _field(kind, chosen if chosen in lines else None)
        st.selectbox(
            ADVICE_NAMES[kind], tuple(lines), index=None, key=f"around-{kind}", on_change=_set_advice, args=(kind,),
            format_func=lambda key: lines[key], placeholder="Choose a line",
        )  # fmt: skip
        return
    _field(kind, [key for key in chosen if key in lines])
    st.multiselect(
        ADVICE_NAMES[kind], tuple(lines), key=f"around-{kind}", on_change=_set_advice, args=(kind,), max_selections=3,
        format_func=lambda key: lines[key], placeholder="Choose lines", select_all=False,
    )  # fmt: skip


def _set_visits() -> None:
    count = store.told("around-count")
    weeks = store.told("around-every_weeks", 1)
    _set(visits=Visits(count=count, every_weeks=weeks) if count else None)


def _set_advice(kind: AdviceKind) -> None:
    value = store.told(f"around-{kind}")
    _set(**{kind: value if kind == "activity" else tuple(value)})


def _set_review() -> None:
    _set(review_on=store.told("around-review_on").isoformat())


def _set(**changes: object) -> None:
    plans.put(plans.current().model_copy(update=changes))


def _file(plan: Plan) -> None:
    with st.expander("Keep as a file", icon=":material/save:"):
        st.markdown("A file keeps your notes too. Nothing is stored here.")
        taking.to_save(lambda: Asset(as_yaml(plan).encode(), "application/yaml"), "Save", "plan.yaml", key="save-plan")
    _open_file()


main()
