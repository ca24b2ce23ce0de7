"""A page that asks everything there is to ask of the state, in the order of the session's ``order``, and tells it.

What it tells is no value of the app, so it is told in a block of text.
"""

import json
from collections.abc import Callable, Mapping
from random import Random

import streamlit as st

from explorer.ui.plan import plans
from explorer.ui.safety import check
from explorer.ui.state import choices, content, diary, drawing, live, navigation, pages, store

atlas = content.atlas()


def _told() -> bool:
    with content.held():
        return content.atlas() is content.atlas()


def _held() -> bool:
    with live.held() as loaded:
        return live.shown() is loaded


GETTERS: Mapping[str, Callable[[], object]] = {
    "choices.chosen": lambda: choices.chosen("region", atlas.regions),
    "content.atlas": lambda: id(content.atlas()),
    "content.clinic_atlas": lambda: id(content.clinic_atlas()),
    "content.country": lambda: content.country(atlas).id,
    "content.countries": lambda: [country.id for country in content.countries()],
    "content.index": lambda: id(content.index(atlas)),
    "content.load": lambda: id(content.load().atlas),
    "content.red_flags": lambda: [flag.id for flag in content.red_flags()],
    "diary.code": diary.code,
    "drawing.current": drawing.current,
    "drawing.is_on_paper": drawing.is_on_paper,
    "drawing.sites": drawing.sites,
    "live.earlier": live.earlier,
    "live.is_settling": live.is_settling,
    "live.held": _held,
    "content.held": _told,
    "pages.address": lambda: pages.address("plan"),
    "live.shown": lambda: id(live.shown()),
    "navigation.is_bare": navigation.is_bare,
    "navigation.register": navigation.register,
    "navigation.skin": navigation.skin,
    "navigation.switches": navigation.switches,
    "content.language": lambda: content.language(atlas),
    "content.say": lambda: content.say("frame.not_stored"),
    "content.speech": lambda: content.speech().lang,
    "content.clinic_speech": lambda: content.clinic_speech().lang,
    "navigation.view": lambda: navigation.view(atlas),
    "navigation.with_plan": lambda: navigation.with_plan({"region": "soleus"}),
    "pages.before": pages.before,
    "pages.shown": pages.shown,
    "pages.title": lambda: pages.title("explore"),
    "pages.is_open": lambda: pages.is_open("explore"),
    "pages.open_place": pages.open_place,
    "pages.page": lambda: pages.page("plan").url_path,
    "plans.begun": lambda: plans.begun(plans.current(), "en"),
    "plans.can_undo": plans.can_undo,
    "plans.current": plans.current,
    "plans.fault": plans.fault,
    "plans.judgement": lambda: plans.judgement(atlas),
    "store.parameter": lambda: store.parameter("plan"),
    "store.query": store.query,
    "store.told": lambda: store.told("nothing of this name", 7),
    "check.current": check.current,
    "check.key": lambda: check.key("yes", "right_now"),
    "check.is_locked": lambda: check.is_locked(atlas),
    "check.off_limits": lambda: check.off_limits(atlas),
    "check.ruling": lambda: check.ruling(atlas, atlas.tools["soft_ball"]),
    "check.verdict": lambda: id(check.verdict(atlas)),
}


def kept() -> tuple[dict[str, str], dict[str, str]]:
    """The session and the query. What was worked out follows from them, so it is no part of them."""
    session = {str(key): repr(value) for key, value in st.session_state.items() if key != "kept"}
    slots = {f"kept {name}": repr(value) for name, value in st.session_state["kept"].items() if name != "memoized"}
    return session | slots, st.query_params.to_dict()


def asked() -> dict[str, str]:
    """Everything, in the order of this session."""
    names = sorted(GETTERS)
    Random(str(store.told("order", ""))).shuffle(names)
    return {name: repr(GETTERS[name]()) for name in names}


if store.told("arrives"):
    plans.arrive()
before = kept()
first, second = asked(), asked()
told = {"answers": dict(sorted(first.items())), "again": first == second, "left_alone": kept() == before}
st.code(json.dumps(told), language="json")
