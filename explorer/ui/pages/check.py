"""The safety check: the stop signs on a few screens, a person's health on one of them; then what it changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import streamlit as st

from explorer.care import pain_words
from explorer.care.checkup import AGAIN, HEALTH, conditions_asked, signs_of, walk
from explorer.care.screening import CLEARABLE, ConditionSite, Ruling, Stop, Verdict, filled_in, is_local
from explorer.content import Atlas
from explorer.content.models import Condition, ConditionGroup, RedFlag
from explorer.ui.card import remedy_catalogue
from explorer.ui.labels import bullets
from explorer.ui.safety import check, memory, rulings, signs, slot, stop_screen
from explorer.ui.state import content, navigation, pages, store
from explorer.ui.state.store import Slot

GROUPS: tuple[ConditionGroup, ...] = ("you", "signs", "pain", "skin", "blood", "bones")
# The screens that are no list of the content.
OWN = (HEALTH, AGAIN)
_STALE = Slot("check_stale", bool)


def main() -> None:
    """Draw the page."""
    atlas = content.atlas()
    st.title(pages.title("check"), anchor=False)
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
        st.button(atlas.say("check.clear"), icon=":material/delete:", on_click=_clear, type="tertiary")
    st.caption(atlas.say("check.private"))


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
        step, steps = screens.index(here) + 1, len(screens)
        st.progress(step / steps, text=atlas.say("way.step", step=step, steps=steps))
        if _STALE.get():
            st.info(atlas.say("check.stale"))
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
            st.button(
                atlas.say("check.back"), key=check.key("back", here), icon=":material/arrow_back:", on_click=_back,
                args=(here,),
            )  # fmt: skip


def _words(atlas: Atlas, here: str) -> tuple[str, str]:
    if here in OWN:
        return atlas.say(f"check.heading.{here}"), atlas.say(f"check.lead.{here}")
    return atlas.check_screens[here].heading, atlas.check_screens[here].lead


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
    label = atlas.say("check.go_on" if _open_screen(atlas) else "check.see")
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
    st.markdown(atlas.say("check.anything_else"))
    asked = conditions_asked(atlas, now.told, now.named)
    for group in GROUPS:
        _group(atlas, group, [condition for condition in asked if condition.group == group])
    chosen = bool(now.circumstances or now.conditions or now.unsure)
    if chosen:
        signs.go_on(HEALTH, _pass_health)
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


def _group(atlas: Atlas, group: str, asked: list[Condition]) -> None:
    now = check.current()
    given = any(condition.id in now.conditions | now.unsure for condition in asked)
    control = check.key("group", group)
    store.start_control(control, given)
    with st.container(border=True, gap="xxsmall", width=signs.WIDTH_PX):
        if st.toggle(atlas.say(f"check.group.{group}"), key=control, wrap=True) or given:
            for condition in asked:
                _condition(atlas, condition)
        else:
            st.caption(" · ".join(condition.name for condition in asked))


def _condition(atlas: Atlas, condition: Condition) -> None:
    now = check.current()
    sure, unsure = check.key("condition", condition.id), check.key("unsure", condition.id)
    signs.line(
        condition.question, condition.name, _what_counts(atlas, condition),
        signs.Answer(sure, condition.id in now.conditions, _take, (condition.id, sure, False)),
        signs.Answer(unsure, condition.id in now.unsure, _take, (condition.id, unsure, True)),
    )  # fmt: skip
    if condition.id in now.conditions and is_local(condition):
        _spots(atlas, condition)


def _what_counts(atlas: Atlas, condition: Condition) -> str:
    parts = [signs.what_counts(condition)]
    if condition.known_as:
        parts.append(atlas.say("check.also_called", names=", ".join(condition.known_as)))
    if condition.often_used:
        parts.append(atlas.say("check.often_used", things=condition.often_used))
    return "\n\n".join(filter(None, parts))


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
        atlas.say("check.where", condition=condition.name), atlas.pain_sites, default=given, key=control,
        format_func=lambda site: pain_words.site_name(atlas, *site), on_change=_take_spots,
        args=(condition.id, control), placeholder=atlas.say("check.everywhere"), select_all=False,
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
    st.header(atlas.say("check.result"), anchor=False)
    st.markdown(_what_was_asked(atlas))
    if found.unsure:
        names = bullets(atlas.conditions[key].name for key in found.unsure)
        st.markdown(f"{atlas.say('check.ask_about')}\n{names}")
    for page, ruled in (("exercises", found.exercises), ("tools", found.tools), ("techniques", found.techniques)):
        _shelf(atlas, page, ruled)
    if found.regions:
        st.markdown(atlas.say("check.at_places"))
    with st.container(horizontal=True, vertical_alignment="center"):
        first = check.current().passed[0]
        st.button(atlas.say("check.change"), icon=":material/edit:", on_click=_reopen, args=(first,))
        if back := pages.before():
            kept = navigation.with_plan({})
            st.page_link(pages.page(back), label=pages.title(back), icon=":material/arrow_back:", query_params=kept)
        st.page_link(pages.page("explore"), label=atlas.say("way.to_map"))


def _locked_today(atlas: Atlas, stop: Stop) -> None:
    """A sign for today that still holds: what to do, and the way on once it was seen."""
    rulings.stop(atlas, stop)
    stop_screen.whom_to_ask_today(atlas)
    st.markdown(atlas.say("stop.until_looked_at"))
    stop_screen.cleared_by_a_doctor(atlas, stop)


def _what_was_asked(atlas: Atlas) -> str:
    say, now = atlas.say, check.current()
    yes = now.conditions | filled_in(atlas, now.named)
    names = [condition.name for key, condition in atlas.conditions.items() if key in yes]
    cleared = [flag.called for key, flag in atlas.red_flags.items() if key in now.answers.cleared]
    asked = say("check.asked", signs=len(now.replies), conditions=len(atlas.conditions))
    said = f"{say('check.said_yes')}\n{bullets(names)}" if names else say("check.said_no")
    seen = f"{say('check.said_cleared')}\n{bullets(cleared)}" if cleared else ""
    return "\n\n".join(filter(None, (f"{asked} {said}", seen, say("check.cannot_see"))))


def _shelf(atlas: Atlas, page: str, found: Mapping[str, Ruling]) -> None:
    """What the answers change of a kind, what they leave open, and the way there."""
    known = {key: ruling for key, ruling in found.items() if not atlas.items[key].is_umbrella}
    left = sum(not ruling.because for ruling in known.values())
    st.subheader(atlas.say(f"check.shelf.{page}"), anchor=False)
    remedy_catalogue.ruled(atlas, known, navigation.register(), f"ruled-{page}")
    if left == len(known):
        st.markdown(atlas.say("check.none_ruled_out", all=left))
    elif left:
        st.markdown(atlas.say("check.rest_not_ruled_out", left=left, all=len(known)))
    label = atlas.say("check.to_shelf", shelf=pages.title(page))
    st.page_link(pages.page(page), label=label, icon=":material/arrow_forward:", query_params=navigation.with_plan({}))


main()
