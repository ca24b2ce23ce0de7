"""The safety check: first the stop signs, one question each; then the rest on one page; then what it changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import streamlit as st

from explorer.care import pain_words
from explorer.care.screening import ConditionSite, Ruling, Stop, Verdict, gravest_first, is_local
from explorer.content import Atlas
from explorer.content.models import ACTIONS, Condition, RedFlag, Remedy
from explorer.ui.labels import bullets
from explorer.ui.safety import check, rulings, stop_screen
from explorer.ui.safety.check import Reply
from explorer.ui.state import content, pages, store

GROUPS = {
    "you": "You",
    "signs": "How you feel",
    "pain": "Your pain",
    "skin": "Skin and feeling",
    "blood": "Blood, heart and vessels",
    "bones": "Bones, joints and surgery",
}
REPLIES: dict[Reply, str] = {"yes": "Yes", "unsure": "Not sure", "no": "No"}
REPLIES_WIDTH_PX = 420


def main() -> None:
    """Draw the page."""
    atlas = content.atlas()
    st.header("Safety check", anchor=False)
    now, found = check.current(), check.verdict(atlas)
    asked = gravest_first(atlas.red_flags.values())
    if found and found.locked and found.stop:
        _stopped(atlas, found.stop, asked)
    elif now.step < len(asked):
        _question(asked, now.step)
    elif not now.done:
        _conditions(atlas)
    elif found:
        _result(atlas, found)
    if now.begun:
        st.button("Clear all answers", icon=":material/delete:", on_click=check.clear, type="tertiary")
    st.caption(
        "Your answers stay in this window only. They are never stored, and never in a link. This is not a diagnosis."
    )


# --- the stop signs -----------------------------------------------------------------------------------------------


def _question(asked: Sequence[RedFlag], step: int) -> None:
    if step == 0:
        st.markdown("First the stop signs: one question each. If you are not sure, say so.")
    st.progress((step + 1) / (len(asked) + 1), text=f"Question {step + 1} of {len(asked)}, then one page")
    flag = asked[step]
    st.subheader(flag.question, anchor=False)
    with st.expander("What counts"):
        st.markdown(flag.look_for)
    with st.container(key="replies", width=REPLIES_WIDTH_PX):
        for said, label in REPLIES.items():
            st.button(label, key=f"reply-{said}", on_click=check.reply, args=(flag.id, said), width="stretch")
    if step:
        st.button("Back to the question before", icon=":material/arrow_back:", on_click=_go_to, args=(step - 1,))


def _go_to(step: int) -> None:
    check.keep(replace(check.current(), step=step, done=False))


def _stopped(atlas: Atlas, stop: Stop, asked: Sequence[RedFlag]) -> None:
    """The stop. Nothing else is asked any more."""
    first = next(i for i, flag in enumerate(asked) if flag.id == stop.flags[0])
    stop_screen.screen(atlas, stop, lambda: _ask_again(first, stop.flags))


def _ask_again(step: int, flags: Iterable[str]) -> None:
    """Ask from a stop question on. What was answered to these no longer counts."""
    check.take_back(flags)
    _go_to(step)


# --- the rest, on one page ----------------------------------------------------------------------------------------


def _conditions(atlas: Atlas) -> None:
    now = check.current()
    st.progress(1.0, text="Last page")
    st.subheader("Tap all that fit you", anchor=False)
    st.markdown("If nothing fits, go on at the foot of the page.")
    asked = [condition for condition in atlas.conditions.values() if condition.red_flag is None]
    for group, title in GROUPS.items():
        _group(group, title, [condition for condition in asked if condition.group == group])
    names = {condition.id: condition.name for condition in asked}
    st.multiselect(
        "Not sure about any of these?", tuple(names), default=sorted(now.unsure), key="unsure",
        format_func=lambda key: names[key], placeholder="Choose what you are not sure about", on_change=_take_over,
        select_all=False,
    )  # fmt: skip
    _spots(atlas)
    _asked_again(atlas)
    with st.container(horizontal=True):
        st.button("Back", icon=":material/arrow_back:", on_click=_go_to, args=(len(atlas.red_flags) - 1,))
        st.button("Finish", type="primary", on_click=_finish)


def _group(group: str, title: str, asked: list[Condition]) -> None:
    names = {condition.id: condition.name for condition in asked}
    given = [key for key in names if key in check.current().conditions]
    st.pills(
        f"**{title}**", tuple(names), selection_mode="multi", default=given, key=f"group-{group}",
        format_func=lambda key: names[key], on_change=_take_over,
    )  # fmt: skip


def _take_over() -> None:
    """Keep what is chosen on the page. Spots of what is no longer chosen are forgotten."""
    chosen = frozenset(key for group in GROUPS for key in store.told(f"group-{group}", ()))
    spots = frozenset(
        ConditionSite(key, where, side) for key in chosen for where, side in store.told(f"spots-{key}", ())
    )
    check.keep(replace(check.current(), conditions=chosen, unsure=frozenset(store.told("unsure", ())), spots=spots))


def _spots(atlas: Atlas) -> None:
    """Where what is chosen is, for what counts at the spot only. Without a place it counts everywhere."""
    now = check.current()
    local = [atlas.conditions[key] for key in atlas.conditions if key in now.conditions]
    for condition in (condition for condition in local if is_local(condition)):
        given = sorted((spot.place, spot.side) for spot in now.spots if spot.condition == condition.id)
        st.multiselect(
            f"{condition.name}: where? Leave it empty if you cannot say.", atlas.pain_sites, default=given,
            key=f"spots-{condition.id}", format_func=lambda site: pain_words.site_name(atlas, *site),
            on_change=_take_over, placeholder="Everywhere", select_all=False,
        )  # fmt: skip


def _asked_again(atlas: Atlas) -> None:
    """The stop signs that what was chosen makes us ask for again."""
    given = (atlas.conditions[key].asks for key in atlas.conditions if key in check.current().conditions)
    for flag in (atlas.red_flags[key] for key in given if key):
        st.warning(flag.question, icon=":material/emergency:")
        st.button("Yes", key=f"again-{flag.id}", on_click=_say_yes, args=(flag.id,))


def _say_yes(flag: str) -> None:
    check.say(flag, "yes")


def _finish() -> None:
    check.keep(replace(check.current(), done=True))


# --- what it changes ----------------------------------------------------------------------------------------------


def _result(atlas: Atlas, found: Verdict) -> None:
    if found.stop:
        rulings.stop(atlas, found.stop)
    st.subheader("What your answers change", anchor=False)
    st.markdown(_what_was_asked(atlas))
    if found.unsure:
        st.markdown("**Ask a clinician about:**\n" + bullets(atlas.conditions[key].name for key in found.unsure))
    _by_action(atlas, "For you to use", found.tools, atlas.tools)
    _by_action(atlas, "For a therapist", found.techniques, atlas.techniques)
    if found.regions:
        st.markdown("Where a place was named, the cards of the parts beneath it say what holds there.")
    with st.container(horizontal=True):
        st.button("Change my answers", icon=":material/edit:", on_click=_go_to, args=(0,))
        st.page_link(pages.page("explore"), label="To the map")


def _what_was_asked(atlas: Atlas) -> str:
    given = check.current().conditions
    names = [atlas.conditions[key].name for key in atlas.conditions if key in given]
    said = f"You said yes to:\n{bullets(names)}" if names else "You said yes to none of the health questions."
    return (
        f"You were asked about {len(atlas.red_flags)} stop signs and {len(atlas.conditions)} states of health. {said}"
        "\n\nThe check cannot see everything. If something new comes up, stop, and do it again."
    )


def _by_action(atlas: Atlas, title: str, found: Mapping[str, Ruling], shelf: Mapping[str, Remedy]) -> None:
    """What is ruled alike for the same reason stands together, the strictest first."""
    alike: dict[tuple[str, str], list[str]] = {}
    for key, ruling in sorted(found.items(), key=lambda entry: ACTIONS.index(entry[1].action)):
        if not getattr(shelf[key], "umbrella_for", ()):
            marks = " ".join(rulings.badge(action) for action in (ruling.action, *ruling.also))
            alike.setdefault((marks, rulings.reason(atlas, ruling)), []).append(shelf[key].plain_name)
    lines = (f"{marks} {', '.join(names)}. {reason}" for (marks, reason), names in alike.items())
    st.markdown(f"**{title}**\n" + bullets(lines))


main()
