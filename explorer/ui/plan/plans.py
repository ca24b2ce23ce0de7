"""The plan in hand. The URL holds it; what was typed stays in this session, unless it is put into a link on purpose.

Every page keeps the plan: where the URL lost it, because another page was opened, it is put back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from explorer.care.plan import Judgement, judge, latest_review
from explorer.care.plan_code import Fault, PlanCodeError, encode
from explorer.care.plan_link import plan_of
from explorer.content import Atlas
from explorer.content.models import Plan, PlanItem
from explorer.ui.safety import check
from explorer.ui.state import content, navigation, store
from explorer.ui.state.store import Slot

MOST_UNDO = 30


@dataclass(frozen=True)
class Held:
    """A plan with its code, or what is wrong with the code that a link brought."""

    code: str
    plan: Plan
    fault: Fault | None = None


_HELD = Slot("plan_held", lambda: Held(encode(Plan()), Plan()))
_BEFORE: Slot[tuple[Plan, ...]] = Slot("plans_before", tuple)


def arrive() -> None:
    """Read the plan that a link brings, on whatever page; put the one in hand back where the address lost it."""
    asked, held = store.parameter(navigation.PLAN), _HELD.get()
    if asked is None:
        if held.plan != Plan():
            store.set_parameter(navigation.PLAN, held.code)
    elif asked != held.code:
        _HELD.put(_read(asked, held.plan.items))


def current() -> Plan:
    """The plan in hand; an empty one when there is none."""
    return _HELD.get().plan


def fault() -> str:
    """What is wrong with the plan of the link that was opened, in words; nothing when all is well."""
    found = _HELD.get().fault
    return content.say(f"link.plan.{found}") if found else ""


def put(plan: Plan) -> None:
    """Take another plan in hand. From a callback this makes a step that the back button undoes."""
    _BEFORE.put((*_BEFORE.get(), current())[-MOST_UNDO:])
    _hold(plan)


def undo() -> None:
    """Go back to the plan before the last change."""
    *before, last = _BEFORE.get() or (current(),)
    _BEFORE.put(tuple(before))
    _hold(last)


def can_undo() -> bool:
    """Whether there was a change."""
    return bool(_BEFORE.get())


def judgement(atlas: Atlas, plan: Plan | None = None) -> Judgement:
    """What the content and the safety check say of the plan in hand, or of another. Unfinished is not checked."""
    held = plan or current()
    found = judge(atlas, held, check.verdict(atlas), date.today())
    return found if check.current().done else Judgement(found.rulings, found.objections, screened=False)


def begun(plan: Plan, lang: str) -> Plan:
    """A plan that starts today: it is looked at again in time, and is for who reads ``lang``."""
    if plan.review_on:
        return plan
    return plan.model_copy(update={"review_on": latest_review(date.today()).isoformat(), "lang": lang})


def _hold(plan: Plan) -> None:
    held = Held(encode(plan), plan)
    _HELD.put(held)
    store.set_parameter(navigation.PLAN, held.code if plan != Plan() else None)


def _read(asked: str, known: Iterable[PlanItem]) -> Held:
    try:
        plan = plan_of(asked)
    except PlanCodeError as error:
        return Held(asked, Plan(), error.fault)
    notes = {item.model_copy(update={"note": ""}): item.note for item in known}
    items = (item if item.note else item.model_copy(update={"note": notes.get(item, "")}) for item in plan.items)
    return Held(asked, plan.model_copy(update={"items": tuple(items)}))
