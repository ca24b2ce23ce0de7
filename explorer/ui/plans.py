"""The plan in hand. The URL holds it; what was typed stays in this session, unless it is put into a link on purpose.

Every page keeps the plan: where the URL lost it, because another page was opened, it is put back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import streamlit as st

from explorer.care.plan import Judgement, judge, latest_review
from explorer.care.plan_code import PlanCodeError, decode, encode
from explorer.content import Atlas
from explorer.content.models import Plan, PlanItem
from explorer.ui import address, check

_HELD, _BEFORE = "plan_held", "plans_before"
MOST_UNDO = 30


@dataclass(frozen=True)
class Held:
    """A plan with its code, or what is wrong with the code that a link brought."""

    code: str
    plan: Plan
    fault: str = ""


def current() -> Plan:
    """The plan in hand; an empty one when there is none."""
    return _held().plan


def fault() -> str:
    """What is wrong with the plan of the link that was opened, in words; nothing when all is well."""
    return _held().fault


def keep_in_address() -> None:
    """Put the plan back where the address lost it, and read the one that a link brings."""
    held: Held | None = st.session_state.get(_HELD)
    if address.PLAN not in st.query_params and held and held.plan != Plan():
        st.query_params[address.PLAN] = held.code


def put(plan: Plan) -> None:
    """Take another plan in hand. From a callback this makes a step that the back button undoes."""
    st.session_state[_BEFORE] = [*st.session_state.get(_BEFORE, ()), current()][-MOST_UNDO:]
    _hold(plan)


def undo() -> None:
    """Go back to the plan before the last change."""
    if before := st.session_state.get(_BEFORE):
        _hold(before.pop())


def can_undo() -> bool:
    """Whether there was a change."""
    return bool(st.session_state.get(_BEFORE))


def judgement(atlas: Atlas, plan: Plan | None = None) -> Judgement:
    """What the content and the safety check say of the plan in hand, or of another. Unfinished is not checked."""
    held = plan or current()
    found = judge(atlas, held, check.verdict(atlas), date.today())
    return found if check.current().done else Judgement(found.rulings, found.objections, screened=False)


def begun(plan: Plan) -> Plan:
    """A plan that starts today: it is looked at again in time."""
    return plan if plan.review_on else plan.model_copy(update={"review_on": latest_review(date.today()).isoformat()})


def _hold(plan: Plan) -> None:
    held = Held(encode(plan), plan)
    st.session_state[_HELD] = held
    if plan == Plan():
        st.query_params.pop(address.PLAN, None)
    else:
        st.query_params[address.PLAN] = held.code


def _held() -> Held:
    """The plan of the URL. What this session knows more of it, the notes, is added."""
    asked = st.query_params.get(address.PLAN)
    held: Held = st.session_state.get(_HELD) or Held(encode(Plan()), Plan())
    if asked is not None and asked != held.code:
        held = _read(asked, held.plan.items)
        st.session_state[_HELD] = held
    return held


def _read(asked: str, known: Iterable[PlanItem]) -> Held:
    try:
        plan = decode(asked)
    except PlanCodeError as error:
        return Held(asked, Plan(), str(error))
    notes = {item.model_copy(update={"note": ""}): item.note for item in known}
    items = (item if item.note else item.model_copy(update={"note": notes.get(item, "")}) for item in plan.items)
    return Held(asked, plan.model_copy(update={"items": tuple(items)}))
