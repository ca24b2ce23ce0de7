"""The safety check: the stop signs on a few screens, a person's health on one of them; then what it changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import streamlit as st

from explorer.care import pain_words
from explorer.care.checkup import AGAIN, HEALTH, conditions_asked, signs_of, walk
from explorer.care.screening import CLEARABLE, ConditionSite, Ruling, Stop, Verdict, is_local
from explorer.content import Atlas
from explorer.content.models import ACTIONS, Condition, ConditionGroup, Item, RedFlag
from explorer.ui.labels import bullets
from explorer.ui.safety import check, memory, rulings, signs, slot, stop_screen
from explorer.ui.state import content, pages, store
from explorer.ui.state.store import Slot

GROUPS: dict[ConditionGroup, str] = {
    "you": "You",
    "signs": "How you feel",
    "pain": "Your pain",
    "skin": "Skin and feeling",
    "blood": "Blood, heart and vessels",
    "bones": "Bones, joints and surgery",
}
# The screens that are no list of the content: what they ask, and what an answer leads to.
OWN = {
    HEALTH: ("Do any of these fit you?", "Tap what fits. Then we ask what goes with it."),
    AGAIN: ("Because of what you chose: any of these?", "Look once more. If one of these fits, you need help."),
}
NOT_RULED_OUT = "Nothing in your answers rules out:"
RESULT = "What your answers change"
_STALE = Slot("check_stale", bool)


def main() -> None:
    """Draw the page."""
    atlas = content.atlas()
    st.title("Safety check", anchor=False)
    now, found = check.current(), check.verdict(atlas)
    stop, here = found.stop if found else None, _open_screen(atlas)
    if stop and stop.level == "E":
        stop_screen.screen(atlas, stop, lambda: _ask_again(atlas, stop))
    elif stop and (unheard := _unheard(atlas, stop)):
        _told_today(atlas, replace(stop, flags=unheard))
    elif here:
        _screen(atlas, here)
    elif found:
        with slot.fresh("result"):
            _result(atlas, found)
    if now.begun:
        st.button("Clear all answers", icon=":material/delete:", on_click=_clear, type="tertiary")
    st.caption(
        "Your answers stay in this window only. They are never stored, and never in a link. This is not a diagnosis."
    )


def _clear() -> None:
    check.clear()
    memory.forget()


# --- the screens --------------------------------------------------------------------------------------------------


def _open_screen(atlas: Atlas) -> str | None:
    """The first screen that was not answered yet."""
    now = check.current()
    return next((key for key in walk(atlas, now.told) if key not in now.passed), None)


def _screen(atlas: Atlas, here: str) -> None:
    """One screen. What it shows is new for each, so that a translated page never keeps the words of the one before."""
    screens = walk(atlas, check.current().told)
    with slot.fresh(f"screen-{here}"):
        st.progress((screens.index(here) + 1) / len(screens), text=f"{screens.index(here) + 1} of {len(screens)}")
        if _STALE.get():
            st.info("That was an answer to another question. This one is open now.")
        heading, lead = _words(atlas, here)
        st.header(heading, anchor=False)
        st.markdown(lead)
        if here == HEALTH:
            _health(atlas)
        else:
            flags = signs_of(atlas, here, check.current().told)
            label: Callable[[RedFlag], str] = _called if here == AGAIN else _line
            signs.ask(here, flags, label, lambda none: _pass_signs(here, none=none))
        if check.current().passed:
            st.button("Back", key=check.key("back", here), icon=":material/arrow_back:", on_click=_back, args=(here,))


def _words(atlas: Atlas, here: str) -> tuple[str, str]:
    return OWN[here] if here in OWN else (atlas.check_screens[here].heading, atlas.check_screens[here].lead)


def _called(flag: RedFlag) -> str:
    return flag.called


def _line(flag: RedFlag) -> str:
    return flag.checklist_label


def _is_open(here: str) -> bool:
    """Whether an answer is one to the screen that is open; if not, that is said and the screen is asked again."""
    is_open = _open_screen(content.atlas()) == here
    _STALE.put(not is_open)
    return is_open


def _pass_signs(here: str, *, none: bool) -> None:
    if _is_open(here):
        check.deny(signs_of(content.atlas(), here, check.current().told), all_of_them=none)
        _pass(here)


def _pass(here: str) -> None:
    now = replace(check.current(), passed=(*check.current().passed, here))
    check.keep(replace(now, done=set(walk(content.atlas(), now.told)) <= set(now.passed)))


def _back(here: str) -> None:
    if _is_open(here):
        _reopen(check.current().passed[-1])


def _reopen(screen: str) -> None:
    """Open a screen again, and all after it."""
    now = check.current()
    passed = now.passed[: now.passed.index(screen)] if screen in now.passed else now.passed
    check.keep(replace(now, passed=passed, done=False))


# --- stops on the way ---------------------------------------------------------------------------------------------


def _unheard(atlas: Atlas, stop: Stop) -> tuple[str, ...]:
    """The signs for today that were named on a screen that is done, and that nobody was told of yet."""
    now, here = check.current(), _open_screen(atlas)
    open_now = {flag.id for flag in signs_of(atlas, here, now.told)} if here and here != HEALTH else set()
    today = (key for key in stop.flags if atlas.red_flags[key].level == CLEARABLE)
    return tuple(key for key in today if key not in now.heard | open_now)


def _told_today(atlas: Atlas, stop: Stop) -> None:
    stop_screen.screen(atlas, stop, lambda: _ask_again(atlas, stop))
    label = "Go on with the questions" if _open_screen(atlas) else "See what stays open"
    st.button(label, key=check.key("heard", *stop.flags), type="primary", on_click=check.hear, args=(stop.flags,))


def _ask_again(atlas: Atlas, stop: Stop) -> None:
    """Ask from a stop question on. What was answered to these no longer counts."""
    check.take_back(stop.flags)
    screens = {atlas.red_flags[key].screen for key in stop.flags}
    asked = [key for key in check.current().passed if key in screens or key == AGAIN]
    if asked:
        _reopen(asked[0])


# --- a person's health: the gate and the conditions ---------------------------------------------------------------


def _health(atlas: Atlas) -> None:
    now = check.current()
    for circumstance in atlas.circumstances.values():
        control = check.key("gate", circumstance.id)
        store.align_control(control, circumstance.id in now.circumstances)
        st.toggle(circumstance.label, key=control, on_change=_take_gate, args=(circumstance.id, control), wrap=True)
    st.markdown("**Is there anything else?** Tap a line to see its questions.")
    asked = conditions_asked(atlas, now.told, now.named)
    for group, title in GROUPS.items():
        _group(atlas, group, title, [condition for condition in asked if condition.group == group])
    chosen = bool(now.circumstances or now.conditions or now.unsure)
    if chosen:
        st.button(
            "Go on", key=check.key("on", HEALTH), type="primary", on_click=_pass_health, args=(False,),
            width=signs.WIDTH_PX,
        )  # fmt: skip
    signs.none(HEALTH, _pass_health, first=not chosen)


def _take_gate(circumstance: str, control: str) -> None:
    """Take an answer at the gate; one that is a condition by another name is that condition, too."""
    now, condition = check.current(), content.atlas().circumstances[circumstance].condition
    also = {condition} if condition else set()
    if store.told(control):
        circumstances, conditions = now.circumstances | {circumstance}, now.conditions | also
    else:
        circumstances, conditions = now.circumstances - {circumstance}, now.conditions - also
    check.keep(replace(now, circumstances=circumstances, conditions=conditions))


def _group(atlas: Atlas, group: str, title: str, asked: list[Condition]) -> None:
    now = check.current()
    given = any(condition.id in now.conditions | now.unsure for condition in asked)
    control = check.key("group", group)
    store.start_control(control, given)
    with st.container(border=True, gap="xxsmall", width=signs.WIDTH_PX):
        if st.toggle(title, key=control) or given:
            for condition in asked:
                _condition(atlas, condition)
        else:
            st.caption(" · ".join(condition.name for condition in asked))


def _condition(atlas: Atlas, condition: Condition) -> None:
    now, sure = check.current(), check.key("condition", condition.id)
    unsure = check.key("unsure", condition.id)
    store.align_control(sure, condition.id in now.conditions)
    store.align_control(unsure, condition.id in now.unsure)
    line, doubt = st.columns(signs.LINE, vertical_alignment="center")
    line.toggle(condition.question, key=sure, on_change=_take, args=(condition.id, sure, False), wrap=True)
    with doubt.container(horizontal=True, vertical_alignment="center"):
        st.checkbox("Not sure", key=unsure, on_change=_take, args=(condition.id, unsure, True))
        with st.popover(signs.COUNTS, type="tertiary"):
            st.markdown(_what_counts(condition))
    if condition.id in now.conditions and is_local(condition):
        _spots(atlas, condition)


def _what_counts(condition: Condition) -> str:
    parts = {
        "Counts": condition.counts,
        "Does not count": condition.does_not_count,
        "Also called": ", ".join(condition.known_as) and f"{', '.join(condition.known_as)}.",
        "What people with it often take or use": condition.often_used and f"{condition.often_used}.",
    }
    return "\n\n".join(f"**{name}.** {said}" for name, said in parts.items() if said)


def _take(condition: str, control: str, doubt: bool) -> None:
    """Take an answer about a condition: yes, not sure, or neither. Spots of what is no longer chosen are forgotten."""
    now, said = check.current(), {condition} if store.told(control) else set()
    conditions, unsure = now.conditions - {condition}, now.unsure - {condition}
    spots = frozenset(spot for spot in now.spots if spot.condition != condition or (said and not doubt))
    conditions, unsure = (conditions, unsure | said) if doubt else (conditions | said, unsure)
    check.keep(replace(now, conditions=conditions, unsure=unsure, spots=spots))


def _spots(atlas: Atlas, condition: Condition) -> None:
    """Where what is chosen is, for what counts at the spot only. Without a place it counts everywhere."""
    given = sorted((spot.place, spot.side) for spot in check.current().spots if spot.condition == condition.id)
    control = check.key("spots", condition.id)
    st.multiselect(
        f"{condition.name}: where? Leave it empty if you cannot say.", atlas.pain_sites, default=given, key=control,
        format_func=lambda site: pain_words.site_name(atlas, *site), on_change=_take_spots,
        args=(condition.id, control), placeholder="Everywhere", select_all=False,
    )  # fmt: skip


def _take_spots(condition: str, control: str) -> None:
    now = check.current()
    others = {spot for spot in now.spots if spot.condition != condition}
    chosen = {ConditionSite(condition, where, side) for where, side in store.told(control, ())}
    check.keep(replace(now, spots=frozenset(others | chosen)))


def _pass_health(none: bool) -> None:
    if not _is_open(HEALTH):
        return
    if none:
        nothing: frozenset[str] = frozenset()
        now = replace(check.current(), circumstances=nothing, conditions=nothing, unsure=nothing, spots=frozenset())
        check.keep(now)
    _pass(HEALTH)


# --- what it changes ----------------------------------------------------------------------------------------------


def _result(atlas: Atlas, found: Verdict) -> None:
    if found.stop and found.locked:
        _locked_today(atlas, found.stop)
    elif found.stop:
        rulings.stop(atlas, found.stop)
    st.header(RESULT, anchor=False)
    st.markdown(_what_was_asked(atlas))
    if found.unsure:
        st.markdown("**Ask a clinician about:**\n" + bullets(atlas.conditions[key].name for key in found.unsure))
    _by_action(atlas, "Exercises for you to do", found.exercises, atlas.exercises)
    _by_action(atlas, "For you to use", found.tools, atlas.tools)
    _by_action(atlas, "For a therapist", found.techniques, atlas.techniques)
    if found.regions:
        st.markdown("Where a place was named, the cards of the parts beneath it say what holds there.")
    with st.container(horizontal=True):
        st.button("Change my answers", icon=":material/edit:", on_click=_reopen, args=(check.current().passed[0],))
        st.page_link(pages.page("explore"), label="To the map")


def _locked_today(atlas: Atlas, stop: Stop) -> None:
    """A sign for today that still holds: what to do, and the way on once it was seen."""
    rulings.stop(atlas, stop)
    stop_screen.whom_to_ask_today(atlas)
    st.markdown(stop_screen.OPEN_AT_U)
    stop_screen.cleared_by_a_doctor(atlas, stop)


def _what_was_asked(atlas: Atlas) -> str:
    given, signs_asked = check.current().conditions, len(check.current().replies)
    names = [atlas.conditions[key].name for key in atlas.conditions if key in given]
    said = f"You said yes to:\n{bullets(names)}" if names else "You said yes to none of the health questions."
    cleared = [atlas.red_flags[key].called for key in atlas.red_flags if key in check.current().answers.cleared]
    if cleared:
        said += f"\n\nYou said that a doctor has seen this and cleared it:\n{bullets(cleared)}"
    return (
        f"You were asked about {signs_asked} stop signs and {len(atlas.conditions)} states of health. {said}"
        "\n\nThe check cannot see everything. If something new comes up, stop, and do it again."
    )


def _by_action(atlas: Atlas, title: str, found: Mapping[str, Ruling], shelf: Mapping[str, Item]) -> None:
    """What is ruled alike for the same reason stands together, the strictest first."""
    alike: dict[tuple[str, str], list[str]] = {}
    for key, ruling in sorted(found.items(), key=lambda entry: ACTIONS.index(entry[1].action)):
        if not getattr(shelf[key], "umbrella_for", ()):
            marks = " ".join(map(rulings.badge, (ruling.action, *ruling.also))) if ruling.because else NOT_RULED_OUT
            alike.setdefault((marks, rulings.reason(atlas, ruling)), []).append(shelf[key].plain_name)
    lines = (f"{marks} {', '.join(names)}. {reason}" for (marks, reason), names in alike.items())
    st.markdown(f"**{title}**\n" + bullets(lines))


main()
