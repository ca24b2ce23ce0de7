"""The items of a plan on screen: adding one, showing one, changing one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, get_args

import streamlit as st

from explorer.bodymap import described
from explorer.care import plan_words, sides, stop_rules
from explorer.care.plan import (
    MOST_ITEMS,
    Judgement,
    is_known,
    is_overdue,
    locations_of,
    suggested,
    what_of,
    with_item,
    with_item_changed,
)
from explorer.care.screening import Ruling
from explorer.content import Atlas
from explorer.content.models import (
    ROLES,
    SIDES,
    AnyItem,
    Exercise,
    ExerciseDose,
    Per,
    Plan,
    PlanItem,
    Region,
    Register,
    Remedy,
    Role,
    Side,
)
from explorer.handout import marks
from explorer.handout.picture import drawn
from explorer.handout.sheet import shown
from explorer.ui import taking
from explorer.ui.labels import foreign, markup
from explorer.ui.map import addresses
from explorer.ui.plan import plans
from explorer.ui.safety import check, rulings
from explorer.ui.state import store
from explorer.web.assets import Asset

PICTURE_PX = (1000, 1000)
LONG_SECONDS = 180  # from here on minutes are easier to choose than seconds
AMOUNT = ("repeats", "seconds", "sets", "times", "days")
PERS: tuple[Per, ...] = get_args(Per)


@dataclass(frozen=True)
class Offer:
    """Something for a region as an item of the plan: what stands against it, and whether somebody must agree first."""

    item: PlanItem
    refusal: str
    asks: bool
    is_there: bool

    def agreed_with(self, role: Role) -> Offer:
        """The same, agreed with somebody."""
        return replace(self, item=self.item.model_copy(update={"agreed_with": role}))


def offer(atlas: Atlas, region: Region, side: Side, what: AnyItem) -> Offer:
    """A technique, tool or exercise with its first dose, as far as the safety check allows."""
    item = suggested(atlas, region, side, what)
    ruling = check.ruling(atlas, what, *locations_of(item))
    asks = bool(ruling and ruling.action == "ask_clinician_first")
    agreed = item.model_copy(update={"agreed_with": ROLES[0]}) if asks else item
    against = plans.judgement(atlas, Plan(items=(agreed,))).against(0)
    return Offer(item, against[0].sentences if against else "", asks, _is_there(plans.current(), item))


def add_button(atlas: Atlas, region: Region, side: Side, what: AnyItem, key: str) -> None:
    """Put something for a region into the plan."""
    offered = offer(atlas, region, side, what)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if offered.refusal:
            st.caption(f":red[:material/block:] {refused(atlas, offered)}")
            return
        role = _role(atlas, f"role-{key}", None) if offered.asks else None
        waits = offered.asks and role is None
        st.button(
            add_label(atlas, offered), key=f"add-{key}", icon=":material/add:",
            disabled=waits or offered.is_there or is_full(), help=atlas.say("dosing.choose_first") if waits else None,
            on_click=add, args=(atlas, offered.agreed_with(role) if role else offered),
        )  # fmt: skip


def refused(atlas: Atlas, offered: Offer) -> str:
    """Why it cannot go into a plan."""
    return atlas.say("dosing.refused", why=offered.refusal)


def add_label(atlas: Atlas, offered: Offer) -> str:
    """What stands on the button that adds it."""
    return atlas.say("dosing.there" if offered.is_there else "dosing.add")


def is_full() -> bool:
    """Whether the plan holds no more."""
    return len(plans.current().items) >= MOST_ITEMS


def _is_there(plan: Plan, item: PlanItem) -> bool:
    def what(of: PlanItem) -> tuple[str | None, ...]:
        return (of.exercise,) if of.exercise else (of.region, of.side, of.technique, of.tool)

    return what(item) in [what(each) for each in plan.items]


def add(atlas: Atlas, offered: Offer) -> None:
    """Put what is offered into the plan. What may not go in, or only once somebody agreed, does not."""
    waits = offered.asks and offered.item.agreed_with is None
    if offered.refusal or waits or offered.is_there or is_full():
        return
    plan = with_item(atlas, plans.begun(plans.current(), atlas.lang), offered.item)
    plans.put(plan)
    st.toast(atlas.say("dosing.added", count=len(plan.items)), icon=":material/check:")


def _role(atlas: Atlas, key: str, chosen: Role | None, **more: Any) -> Role | None:
    found: Role | None = st.selectbox(
        atlas.say("dosing.agreed"), ROLES, index=None if chosen is None else ROLES.index(chosen), key=key, width=240,
        placeholder=atlas.say("dosing.choose"), format_func=lambda role: atlas.say(f"role.{role}"),
        label_visibility="collapsed", **more,
    )  # fmt: skip
    return found


def name(atlas: Atlas, plan: Plan, i: int) -> str:
    """What an item is called where nothing else is beside it."""
    item = plan.items[i]
    if not is_known(atlas, item):
        return f"{i + 1}"
    reader = plan.reader
    where = sides.where(atlas.speech, atlas.regions[item.region].called(reader), item.side)
    return atlas.say("dosing.name", number=i + 1, what=what_of(atlas, item).called(reader), where=where)


def summary(atlas: Atlas, plan: Plan, judged: Judgement, i: int, reader: Register) -> None:
    """One item in words, with what holds for it."""
    item = plan.items[i]
    faults = judged.against(i)
    if not is_known(atlas, item):
        st.markdown(f"**{i + 1}**")
    else:
        remedy = what_of(atlas, item)
        hard = plan_words.how_hard(atlas.speech, item, remedy)
        felt = atlas.say("dosing.felt", strength=hard) if hard else ""
        said = (plan_words.how_long(atlas.speech, item), plan_words.how_often(atlas.speech, item), felt)
        st.markdown(
            f"**{i + 1} · {sides.where(atlas.speech, atlas.regions[item.region].called(reader), item.side)}**  \n"
            f"{foreign(atlas, remedy.called(reader))} · {' · '.join(part for part in said if part)}"
        )
    if item.note:
        st.text(item.note)
    for fault in faults:
        st.error(fault.sentences, icon=":material/block:")
    if not faults:
        cautions(atlas, item, judged.rulings[i])
    if said_so := plan_words.agreed(atlas.speech, item):
        st.caption(f":material/forum: {atlas.say('dosing.sentence', said=said_so)}")


def thumbnail(atlas: Atlas, item: PlanItem) -> str:
    """How an item is done, in a small picture for its side, beside words that say it; nothing without a picture."""
    figure = shown(atlas, what_of(atlas, item), item.side) if is_known(atlas, item) else None
    if figure is None:
        return ""
    turned = " mirrored" if figure.mirrored else ""
    return markup.thumbnail(figure.files, f"thumb{turned}", addresses.address)


def cautions(atlas: Atlas, item: PlanItem, ruling: Ruling | None) -> None:
    """What the safety check adds to an item."""
    for rule in stop_rules.standing(atlas, what_of(atlas, item), ruling).answered:
        if rule.action:
            st.markdown(f"{rulings.badge(atlas, rule.action)} {rule.patient}")


def editor(atlas: Atlas, plan: Plan, i: int) -> None:
    """The controls of one item. Each is bounded by the limits of the content."""
    item = plan.items[i]
    what = what_of(atlas, item)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if item.side != "midline":
            sides = (*SIDES, "both")
            _control(atlas, i, item, "side", st.segmented_control, atlas.say("plan.side"), sides,
                     format_func=lambda side: atlas.say(f"plan.side.{side}"))  # fmt: skip
        if isinstance(what, Remedy):
            _dose(atlas, i, item, what)
        else:
            _amount(atlas, i, item, what)
    if what.strongest:
        _control(atlas, i, item, "pressure", st.slider, atlas.say("dosing.strength"), 0, what.strongest, width=320)
    _agreed(atlas, i, item)
    _control(
        atlas, i, item, "note", st.text_input, atlas.say("dosing.note"), max_chars=140,
        placeholder=atlas.say("dosing.note_limit"),
    )  # fmt: skip


def _control(atlas: Atlas, i: int, item: PlanItem, field: str, widget: Any, *options: Any, **more: Any) -> None:
    """A control that shows a field of an item and changes it."""
    key = f"item-{i}-{field}"
    store.set_control(key, getattr(item, field))
    widget(*options, key=key, on_change=_change, args=(atlas, i, field), **more)


def _dose(atlas: Atlas, i: int, item: PlanItem, remedy: Remedy) -> None:
    _time(atlas, i, item, remedy)
    most = min(20, remedy.dose.most_repeats(item.seconds))
    _control(
        atlas,
        i,
        item,
        "repeats",
        st.number_input,
        atlas.say("dosing.amount.repeats"),
        1,
        max(most, item.repeats),
        width=130,
    )
    _often(atlas, i, item, remedy)


def _amount(atlas: Atlas, i: int, item: PlanItem, exercise: Exercise) -> None:
    for field in AMOUNT:
        most = max(getattr(exercise.dose.most, field), getattr(item, field))
        least = 0 if field == "seconds" else 1
        if most > least:
            _control(
                atlas, i, item, field, st.number_input, atlas.say(f"dosing.amount.{field}"), least, most, width=130
            )


def _time(atlas: Atlas, i: int, item: PlanItem, remedy: Remedy) -> None:
    longest = remedy.dose.longest_seconds
    if longest <= LONG_SECONDS:
        _control(
            atlas,
            i,
            item,
            "seconds",
            st.number_input,
            atlas.say("dosing.seconds"),
            5,
            max(longest, item.seconds),
            step=5,
            width=130,
        )
        return
    store.set_control(f"item-{i}-minutes", max(1, item.seconds // 60))
    st.number_input(
        atlas.say("dosing.minutes"), 1, max(longest, item.seconds) // 60, key=f"item-{i}-minutes", width=130,
        on_change=_change, args=(atlas, i, "minutes"),
    )  # fmt: skip


def _often(atlas: Atlas, i: int, item: PlanItem, remedy: Remedy) -> None:
    allowed = [per for per in PERS if remedy.dose.most_times(per)] or [item.per]
    most = max(item.times, remedy.dose.most_times(item.per, item.days))
    _control(atlas, i, item, "times", st.number_input, atlas.say("dosing.often"), 1, most, width=130)
    if len(allowed) > 1:
        _control(
            atlas, i, item, "per", st.segmented_control, atlas.say("dosing.by"), allowed, required=True,
            format_func=lambda per: atlas.say(f"dosing.per.{per}"), label_visibility="collapsed",
        )  # fmt: skip
    else:
        st.markdown(atlas.say(f"dosing.per.{allowed[0]}"))


def _agreed(atlas: Atlas, i: int, item: PlanItem) -> None:
    ruling = plans.judgement(atlas).rulings[i]
    if item.agreed_with or (ruling and ruling.action == "ask_clinician_first"):
        _role(atlas, f"item-{i}-agreed_with", item.agreed_with, on_change=_change, args=(atlas, i, "agreed_with"))


def _change(atlas: Atlas, i: int, field: str) -> None:
    """Take over what a control of an item was set to. What no longer fits together is brought within its limits."""
    plan, value = plans.current(), store.told(f"item-{i}-{field}")
    changes = {"seconds": value * 60} if field == "minutes" else {field: value}
    changes |= {"days": 7} if (field, value) == ("per", "week") else {}  # days are for what goes by the day
    item = PlanItem.model_validate(plan.items[i].model_dump() | changes)
    plans.put(with_item_changed(atlas, plan, i, _within(atlas, item)))


def _within(atlas: Atlas, item: PlanItem) -> PlanItem:
    dose = what_of(atlas, item).dose
    if isinstance(dose, ExerciseDose):
        return item
    return item.model_copy(
        update={
            "repeats": min(item.repeats, dose.most_repeats(item.seconds)),
            "times": min(item.times, max(1, dose.most_times(item.per, item.days))),
        }
    )


def overdue(plan: Plan, words: str) -> None:
    """Say that the day to look at a plan again has passed, where it has."""
    if is_overdue(plan, date.today()):
        st.warning(words, icon=":material/event_busy:")


def picture(atlas: Atlas, plan: Plan, judged: Judgement) -> None:
    """The body with the items that stand, numbered."""
    found = marks(plan, without=[i for i in range(len(plan.items)) if judged.against(i)])
    if found:
        body = store.memoize("plan_picture", found, lambda: Asset(drawn(atlas, found, PICTURE_PX), "image/jpeg"))
        st.image(taking.whole(body), alt=described(atlas, found))
