"""The plan: what to do where, how long and how hard. Built here, then explained and handed over."""

from __future__ import annotations

from datetime import date

import streamlit as st

from explorer.care.plan import (
    ADVICE_KINDS,
    REVIEW_WEEKS,
    Judgement,
    advice_of,
    is_known,
    is_overdue,
    latest_review,
    mirrored,
    review_day,
    without_item,
)
from explorer.care.plan_file import MOST_BYTES, as_yaml, plan_of
from explorer.content import Atlas, ContentError, Problem
from explorer.content.models import SIDES, AdviceKind, Plan, Region, Side, Visits
from explorer.ui import taking
from explorer.ui.card import ready_plans
from explorer.ui.labels import about
from explorer.ui.plan import items, plans
from explorer.ui.safety import check, rulings
from explorer.ui.state import choices, content, navigation, pages, store
from explorer.ui.state.store import Slot
from explorer.web.assets import Asset

_FILE_PROBLEMS: Slot[tuple[Problem, ...]] = Slot("plan_file_problems", tuple)


def main() -> None:
    """Draw the page."""
    atlas = content.atlas()
    st.title(pages.title("plan"), anchor=False)
    if plans.fault():
        st.warning(f"{plans.fault()} {atlas.say('plan.is_empty')}", icon=":material/link_off:")
    rulings.stop_now(atlas)
    choices.register_switch()
    plan = plans.current()
    if not plan.items:
        ready_plans.choose(atlas, atlas.say("plan.start"))
        _open_file(atlas)
        _add_row(atlas)
        return
    judged = plans.judgement(atlas)
    _tools_row(atlas, ready=judged.stands)
    build, aside = st.columns([3, 2], gap="large")
    with build:
        _items(atlas, plan, judged)
        _add_row(atlas)
    with aside:
        items.picture(atlas, plan, judged)
        _around(atlas, plan)
        _file(atlas, plan)


# --- a saved plan -------------------------------------------------------------------------------------------------


def _open_file(atlas: Atlas) -> None:
    with st.expander(atlas.say("plan.open"), icon=":material/folder_open:"):
        st.file_uploader(atlas.say("plan.saved"), ["yaml", "yml"], key="plan_file", on_change=_take_file)
        if problems := _FILE_PROBLEMS.get():
            st.error(atlas.say("plan.cannot_open"))
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


def _tools_row(atlas: Atlas, *, ready: bool) -> None:
    with st.container(horizontal=True):
        say, swaps = atlas.say, atlas.say("plan.swap_sides")
        st.button(say("plan.undo"), icon=":material/undo:", on_click=plans.undo, disabled=not plans.can_undo())
        st.button(say("plan.other_side"), icon=":material/swap_horiz:", on_click=_mirror, help=swaps)
        st.button(say("plan.clear"), icon=":material/delete:", on_click=plans.put, args=(Plan(),))
        explain = st.button(say("plan.explain"), icon=":material/slideshow:", disabled=not ready)
        hand_over = st.button(pages.title("hand_over"), icon=":material/print:", type="primary", disabled=not ready)
    if explain or hand_over:
        st.switch_page(pages.page("explain" if explain else "hand_over"), query_params=navigation.with_plan({}))
    if not ready:
        st.caption(say("plan.mend"))
    items.overdue(plans.current(), atlas.say("plan.overdue"))
    rulings.to_do()


def _mirror() -> None:
    plans.put(mirrored(plans.current()))


def _items(atlas: Atlas, plan: Plan, judged: Judgement) -> None:
    for found in judged.objections:
        if found.item is None:
            st.error(found.sentences, icon=":material/block:")
    for i, item in enumerate(plan.items):
        name = items.name(atlas, plan, i)
        with st.container(border=True, key=f"plan-item-{i}"):
            with st.container(horizontal=True, wrap=False):
                if drawn := items.thumbnail(atlas, item):
                    st.html(drawn, width="content")
                with st.container():
                    items.summary(atlas, plan, judged, i, navigation.register())
                st.button(
                    about(atlas.say("plan.take_out"), name), key=f"out-{i}", icon=":material/close:", type="tertiary",
                    on_click=_take_out, args=(i,),
                )  # fmt: skip
            if is_known(atlas, item):
                change = about(atlas.say("plan.change"), name)
                with st.expander(change, key=f"change-{i}", on_change="rerun") as opened:
                    if opened.open:
                        items.editor(atlas, plan, i)


def _take_out(i: int) -> None:
    plans.put(without_item(plans.current(), i))


def _add_row(atlas: Atlas) -> None:
    with st.container(border=True, key="add-item"):
        st.markdown(f"**{atlas.say('plan.add')}**")
        with st.container(horizontal=True, vertical_alignment="bottom"):
            region = st.selectbox(
                atlas.say("plan.part"), [key for key in atlas.regions if atlas.items_of(atlas.regions[key])],
                index=None, key="add_region", format_func=lambda key: _named(atlas.regions[key]),
                placeholder=atlas.say("plan.choose_part"),
            )  # fmt: skip
            store.start_control("add_side", "right")
            side: Side = (
                st.segmented_control(
                    atlas.say("plan.side"), SIDES, key="add_side", required=True,
                    format_func=lambda side: atlas.say(f"plan.side.{side}"), disabled=region in atlas.in_the_middle,
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
        atlas.say("plan.what"), tuple(offered), key=f"add-what-{region.id}",
        format_func=lambda key: rulings.label(atlas, offered[key], ruled[key], navigation.register()),
    )  # fmt: skip
    rulings.legend(atlas, ruled.values())
    if chosen:
        items.add_button(atlas, region, side, offered[chosen], key="row")


# --- beside them --------------------------------------------------------------------------------------------------


def _around(atlas: Atlas, plan: Plan) -> None:
    with st.expander(atlas.say("plan.around"), key="around", on_change="rerun") as opened:
        if not opened.open:
            return
        with st.container(horizontal=True, vertical_alignment="bottom"):
            visits = plan.visits
            _field("count", visits.count if visits else 0)
            st.number_input(atlas.say("plan.visits"), 0, 4, key="around-count", on_change=_set_visits, width=130)
            if visits and visits.count > 1:
                _field("every_weeks", visits.every_weeks)
                st.number_input(
                    atlas.say("plan.weeks"), 1, 4, key="around-every_weeks", on_change=_set_visits, width=150
                )
        for kind in ADVICE_KINDS:
            _advice(atlas, plan, kind)
        _field("review_on", None if is_overdue(plan, date.today()) else review_day(plan, date.today()))
        st.date_input(
            atlas.say("plan.review"), min_value=date.today(), max_value=latest_review(date.today()),
            key="around-review_on", on_change=_set_review, help=atlas.say("plan.review_limit", count=REVIEW_WEEKS),
        )  # fmt: skip


def _field(name: str, value: object) -> None:
    store.set_control(f"around-{name}", value)


def _advice(atlas: Atlas, plan: Plan, kind: AdviceKind) -> None:
    lines = {advice.id: advice.patient for advice in advice_of(atlas, kind)}
    chosen, label = getattr(plan, kind), atlas.say(f"plan.advice.{kind}")
    if kind == "activity":
        _field(kind, chosen if chosen in lines else None)
        st.selectbox(
            label, tuple(lines), index=None, key=f"around-{kind}", on_change=_set_advice, args=(kind,),
            format_func=lambda key: lines[key], placeholder=atlas.say("plan.choose_line"),
        )  # fmt: skip
        return
    _field(kind, [key for key in chosen if key in lines])
    st.multiselect(
        label, tuple(lines), key=f"around-{kind}", on_change=_set_advice, args=(kind,), max_selections=3,
        format_func=lambda key: lines[key], placeholder=atlas.say("plan.choose_lines"), select_all=False,
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


def _file(atlas: Atlas, plan: Plan) -> None:
    with st.expander(atlas.say("plan.keep"), icon=":material/save:"):
        st.markdown(atlas.say("plan.file_keeps_notes"))
        taking.to_save(lambda: _as_file(plan), atlas.say("take.save"), "plan.yaml", key="save-plan")
    _open_file(atlas)


def _as_file(plan: Plan) -> Asset:
    return Asset(as_yaml(plan).encode(), "application/yaml")


main()
