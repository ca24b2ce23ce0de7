"""The diary that a patient's phone shows at the visit, beside the plan that it is about."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st

from explorer.care import diary as diaries
from explorer.care import plan_words
from explorer.care.diary import Diary, DiaryCodeError
from explorer.care.plan import is_known, what_of
from explorer.care.plan_code import PlanCodeError
from explorer.care.plan_link import plan_of
from explorer.content import Atlas
from explorer.ui import plots
from explorer.ui.labels import bullets
from explorer.ui.map import screen
from explorer.ui.plan import fragment, plans
from explorer.ui.safety import rulings
from explorer.ui.state import content, navigation, pages, store
from explorer.ui.state import diary as kept

PASTED = "diary_pasted"
MOST_SIGNS = 12_000  # a link with its plan
WIDTH_PX = 560
STEPS = 4  # from the phone to this page
WAYS_ON = {"plan": ":material/edit:", "hand_over": ":material/print:"}


def main() -> None:
    """Draw the page."""
    atlas = content.atlas()
    st.title(pages.title("diary"), anchor=False)
    fragment.read(kept.put)
    rulings.stop_now(atlas)
    days, beside = st.columns([3, 2], gap="large")
    with days:
        _ask(atlas)
        if kept.code():
            _shown(atlas, kept.code())
    with beside:
        if kept.code():
            _plan(atlas)
        else:
            _how(atlas)
    st.caption(atlas.say("diary.private"))


def _ask(atlas: Atlas) -> None:
    st.markdown(atlas.say("diary.scan"))
    st.text_input(atlas.say("diary.paste"), key=PASTED, on_change=_take, max_chars=MOST_SIGNS, width=WIDTH_PX)


def _take() -> None:
    """Take in what was pasted: of a whole link the plan, too, so that no diary stands beside the plan of another."""
    pasted = str(store.told(PASTED, ""))
    kept.put(pasted)
    with suppress(PlanCodeError):
        plans.put(plan_of(pasted.partition("#")[0]))


def _how(atlas: Atlas) -> None:
    st.header(atlas.say("diary.where_from"), anchor=False)
    steps = (f"{number}. {atlas.say(f'diary.step.{number}')}" for number in range(1, STEPS + 1))
    st.markdown("\n".join(steps))


def _shown(atlas: Atlas, text: str) -> None:
    try:
        diary = diaries.decode(diaries.code_of(text))
    except DiaryCodeError as error:
        st.warning(atlas.say(f"diary.refused.{error.fault}"), icon=":material/qr_code_scanner:")
        return
    items = plans.current().items
    if items and len(items) != len(diary.days[0].items):
        st.warning(atlas.say("diary.other_plan"), icon=":material/link_off:")
    _days(atlas, diary)


def _days(atlas: Atlas, diary: Diary) -> None:
    st.plotly_chart(
        plots.diary_figure(atlas.speech, diary, screen.theme()),
        key="diary_plot",
        theme=None,
        config=plots.STILL,
        alt=plots.diary_alt(atlas.speech, diary),
    )
    st.caption(atlas.say("plot.diary.legend"))
    st.markdown(plots.as_markdown(plots.diary_rows(atlas.speech, diary)))
    st.button(atlas.say("diary.forget"), icon=":material/delete:", on_click=_forget)


def _forget() -> None:
    kept.put("")
    store.set_control(PASTED, "")


def _plan(atlas: Atlas) -> None:
    """What was to be done, with the same numbers as in the diary, and the way to change it."""
    plan = plans.current()
    st.header(atlas.say("diary.plan"), anchor=False)
    if plans.fault() or not plan.items:
        st.markdown(plans.fault() or atlas.say("diary.no_plan"))
        return
    lines = []
    for number, item in enumerate(plan.items, 1):
        if is_known(atlas, item):
            what = what_of(atlas, item).plain_name
            lines.append(f"**{number}. {what}**: {plan_words.whole(atlas.speech, item)}")
    again = atlas.say("plan.again", when=plan_words.review_in_words(atlas.speech, plan.review_on, plan.visits))
    st.markdown(bullets((*lines, again)))
    for name, icon in WAYS_ON.items():
        label = f"**{atlas.say(f'diary.way.{name}')}**"
        st.page_link(pages.page(name), label=label, icon=icon, query_params=navigation.with_plan({}))


main()
