"""Hand over: the plan on paper, as a picture, and as a link."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import streamlit as st

from explorer.care.plan_code import decode, encode
from explorer.content import Atlas, ContentError
from explorer.content.models import PAPERS, REGISTERS, Plan
from explorer.content.models import Paper as Size
from explorer.content.speech import own_name
from explorer.content.translation import offered, told_in
from explorer.handout import Sheet, TemplateError, opens_on_phones, pocket, sheet, with_drawing, with_measures
from explorer.ui import taking
from explorer.ui.card import ready_plans
from explorer.ui.plan import plans
from explorer.ui.safety import country, rulings
from explorer.ui.state import content, drawing, navigation, pages, store
from explorer.ui.taking import Source, whole
from explorer.web.papers import NAME, Paper, by_code
from explorer.web.plans import sheet_of


@dataclass(frozen=True)
class Sources:
    """Where the browser gets the paper in each form. ``shown`` are the addresses of its pages for the screen."""

    pdf: Source
    pages: tuple[Source, ...]
    html: Source
    shown: tuple[str, ...]


def main() -> None:
    """Draw the page."""
    atlas = content.atlas()
    st.title(pages.title("hand_over"), anchor=False)
    plan, judged = plans.current(), plans.judgement(atlas)
    told = told_in(atlas, plan.lang)
    st.page_link(
        pages.page("plan"),
        label=atlas.say("hand_over.back"),
        icon=":material/arrow_back:",
        query_params=navigation.with_plan({}),
    )
    rulings.stop_now(atlas)
    if plans.fault() or not plan.items:
        _without_plan(atlas)
        return
    if not judged.stands:
        st.error(atlas.say("hand_over.not_yet"), icon=":material/block:")
        return
    left, right = st.columns([2, 3], gap="large")
    with left:
        _choices(atlas, plan)
        measured = st.checkbox(atlas.say("hand_over.measures"), key="measures_on_paper", wrap=True)
        country.choose(atlas, atlas.say("hand_over.country"))
        code = encode(plan, with_notes=_asks_for_notes(atlas, plan))
        address_of_plan = _link(atlas, code)
    try:
        here = country.current(atlas).id
        words = sheet(told, plan, plans.judgement(told), today=date.today(), link=address_of_plan, country=here)
        words = _with_more(words, told, measured=measured)
        found = _sources(told, code, words, plan.paper)
        with left:
            _take(atlas, found)
    except (ContentError, TemplateError, OSError) as error:  # a clinic's own words or template, or a full disk
        st.error(atlas.say("hand_over.failed"))
        st.code(str(error), language=None, wrap_lines=True)
        return
    with right:
        for i, picture in enumerate(found.shown, 1):
            st.image(picture, alt=atlas.say("hand_over.page", number=i))


def _without_plan(atlas: Atlas) -> None:
    st.warning(plans.fault() or atlas.say("plan.nothing_yet"), icon=":material/assignment:")
    ready_plans.choose(atlas, atlas.say("plan.start_here"))


def _with_more(words: Sheet, atlas: Atlas, *, measured: bool) -> Sheet:
    """The paper with what is on it at choice."""
    if drawing.is_on_paper():
        words = with_drawing(words, atlas, drawing.current(), navigation.skin())
    if measured:
        words = with_measures(words, atlas)
        if words.measures is None:
            st.info(atlas.say("hand_over.no_measures"))
    return words


def _sources(atlas: Atlas, code: str, words: Sheet, size: Size) -> Sources:
    """Addresses of the plan, where its code says all that is on the paper; else such as hold what is asked for.

    Answers, a pain drawing and notes that are in no link stay in this session.
    """
    if words == sheet_of(atlas, decode(code), words.link):
        of_form = (
            pocket(_own_address(), f"{code}.{form}", country.chosen(atlas)) for form in _forms(atlas, words, size)
        )
        pdf, html, *pictures = of_form
        return Sources(pdf, tuple(pictures), html, tuple(pictures))
    made = store.memoize("paper", (words, size), lambda: Paper(words, atlas, size))
    files = tuple(partial(made.pages.__getitem__, i) for i in range(len(made.pages)))
    return Sources(lambda: made.pdf, files, lambda: made.html, tuple(map(whole, made.pages)))


def _forms(atlas: Atlas, words: Sheet, size: Size) -> Iterator[str]:
    """The endings of the addresses of a plan's paper."""
    yield from ("pdf", "html")
    yield from (f"{number}.png" for number, _ in enumerate(by_code(words, atlas, size).pages, 1))


def _choices(atlas: Atlas, plan: Plan) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _field(plan, "paper", atlas.say("hand_over.paper"), PAPERS, lambda size: atlas.say(f"hand_over.paper.{size}"))
        if len(languages := offered(atlas)) > 1:
            _field(plan, "lang", atlas.say("hand_over.lang"), languages, own_name)
        _field(plan, "reader", atlas.say("field.register"), REGISTERS, _called)


def _called(register: str) -> str:
    return content.say(f"register.{register}")


def _field(plan: Plan, field: str, label: str, values: tuple[str, ...], called: Callable[[Any], str]) -> None:
    key = f"hand-{field}"
    store.set_control(key, getattr(plan, field))
    st.segmented_control(label, values, key=key, required=True, format_func=called, on_change=_set, args=(field,))


def _set(field: str) -> None:
    plans.put(plans.current().model_copy(update={field: store.told(f"hand-{field}")}))


# --- the link -----------------------------------------------------------------------------------------------------


def _link(atlas: Atlas, code: str) -> str | None:
    """The link to the plan, when a phone can open it; else what to do instead."""
    base = atlas.clinic["clinic"].link_base or _own_address()
    found = pocket(base.rstrip("/"), code, country.chosen(atlas))
    if opens_on_phones(base):
        st.markdown(atlas.say("hand_over.link"))
        st.code(found, language=None, wrap_lines=True)
        return found
    st.info(atlas.say("hand_over.no_link"), icon=":material/qr_code_2:")
    return None


def _own_address() -> str:
    here = urlsplit(st.context.url or "http://localhost")
    path = here.path.rstrip("/").removesuffix(f"/{pages.ADDRESSES['hand_over']}")
    return f"{here.scheme}://{here.netloc}{path}"


def _asks_for_notes(atlas: Atlas, plan: Plan) -> bool:
    if not any(item.note for item in plan.items):
        return False
    chosen = st.checkbox(atlas.say("hand_over.notes"), key="notes_in_link", wrap=True)
    if chosen:
        st.warning(atlas.say("hand_over.notes_can_be_read"))
    return chosen


# --- taking it away -----------------------------------------------------------------------------------------------


def _take(atlas: Atlas, found: Sources) -> None:
    with st.container(horizontal=True):
        taking.to_print(found.html, atlas.say("take.print"), key="print")
        taking.to_save(found.pdf, atlas.say("take.pdf"), f"{NAME}.pdf", key="save-pdf")
        several = len(found.pages) > 1
        for i, picture in enumerate(found.pages, 1):
            label = atlas.say("take.picture_of", number=i) if several else atlas.say("take.picture")
            taking.to_save(picture, label, f"{NAME}{i if several else ''}.png", key=f"save-png-{i}")
        taking.to_save(found.html, atlas.say("take.web_page"), f"{NAME}.html", key="save-html")


main()
