"""Hand over: the plan on paper, as a picture, and as a link."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
from explorer.handout import Sheet, TemplateError, opens_on_phones, pocket, sheet, with_drawing, with_measures
from explorer.ui import taking
from explorer.ui.labels import REGISTER_NAMES
from explorer.ui.plan import plans
from explorer.ui.safety import country, rulings
from explorer.ui.state import content, drawing, navigation, pages, store
from explorer.ui.taking import Source, whole
from explorer.web.papers import BY_CODE, NAME, Paper
from explorer.web.plans import sheet_of

PAPER_NAMES: dict[Size, str] = {"a4": "A4", "letter": "US Letter"}


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
    st.title("Hand over", anchor=False)
    plan, judged = plans.current(), plans.judgement(atlas)
    st.page_link(
        pages.page("plan"),
        label="Back to the plan",
        icon=":material/arrow_back:",
        query_params=navigation.with_plan({}),
    )
    rulings.stop_now(atlas)
    if plans.fault() or not plan.items:
        st.warning(plans.fault() or "There is nothing in the plan yet.", icon=":material/assignment:")
        return
    if not judged.stands:
        st.error("This plan cannot go on paper yet. Mend what is marked in red in the plan.", icon=":material/block:")
        return
    left, right = st.columns([2, 3], gap="large")
    with left:
        _choices(plan)
        measured = st.checkbox("Lines for pain and one activity, to fill in at each visit", key="measures_on_paper")
        country.choose(atlas, "Emergency number of")
        code = encode(plan, with_notes=_asks_for_notes(plan))
        address_of_plan = _link(atlas, code)
    try:
        here = country.current(atlas).id
        words = sheet(atlas, plan, judged, today=date.today(), link=address_of_plan, country=here)
        words = _with_more(words, atlas, measured=measured)
        found = _sources(atlas, code, words, plan.paper)
        with left:
            _take(found)
    except (ContentError, TemplateError) as error:  # a clinic's own words or template
        st.error("The paper could not be made. The one who keeps the clinic's content must mend this:")
        st.code(str(error), language=None, wrap_lines=True)
        return
    with right:
        for i, picture in enumerate(found.shown, 1):
            st.image(picture, alt=f"Page {i} of the plan on paper")


def _with_more(words: Sheet, atlas: Atlas, *, measured: bool) -> Sheet:
    """The paper with what is on it at choice."""
    if drawing.is_on_paper():
        words = with_drawing(words, atlas, drawing.current(), navigation.skin())
    if measured:
        words = with_measures(words, atlas)
        if words.measures is None:
            st.info("The clinic's own words for the paper have no such lines yet.")
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
    yield from (f"{number}.png" for number, _ in enumerate(BY_CODE.of(words, atlas, size).pages, 1))


def _choices(plan: Plan) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _field(plan, "paper", "Paper", PAPERS, PAPER_NAMES)
        _field(plan, "reader", "Words", REGISTERS, REGISTER_NAMES)


def _field(plan: Plan, field: str, label: str, values: tuple[str, ...], names: Mapping[Any, str]) -> None:
    key = f"hand-{field}"
    store.set_control(key, getattr(plan, field))
    st.segmented_control(
        label, values, key=key, required=True, format_func=lambda value: names[value], on_change=_set, args=(field,)
    )


def _set(field: str) -> None:
    plans.put(plans.current().model_copy(update={field: store.told(f"hand-{field}")}))


# --- the link -----------------------------------------------------------------------------------------------------


def _link(atlas: Atlas, code: str) -> str | None:
    """The link to the plan, when a phone can open it; else what to do instead."""
    base = atlas.clinic["clinic"].link_base or _own_address()
    found = pocket(base.rstrip("/"), code, country.chosen(atlas))
    if opens_on_phones(base):
        st.markdown("**Link to this plan.** It holds no name and no answers of the safety check.")
        st.code(found, language=None, wrap_lines=True)
        return found
    st.info(
        "This app runs on this computer only, so a phone cannot open its links, and the paper has no QR code. Hand "
        "over the PDF or the picture instead. Whoever runs this atlas can change that.",
        icon=":material/qr_code_2:",
    )
    return None


def _own_address() -> str:
    here = urlsplit(st.context.url or "http://localhost")
    path = here.path.rstrip("/").removesuffix(f"/{pages.TITLES['hand_over'][1]}")
    return f"{here.scheme}://{here.netloc}{path}"


def _asks_for_notes(plan: Plan) -> bool:
    if not any(item.note for item in plan.items):
        return False
    chosen = st.checkbox("Put my notes into the link and the QR code too", key="notes_in_link")
    if chosen:
        st.warning("Whoever has the link can read the notes. Take out all that says who the patient is.")
    return chosen


# --- taking it away -----------------------------------------------------------------------------------------------


def _take(found: Sources) -> None:
    with st.container(horizontal=True):
        taking.to_print(found.html, "Print", key="print")
        taking.to_save(found.pdf, "PDF", f"{NAME}.pdf", key="save-pdf")
        for i, picture in enumerate(found.pages, 1):
            number = f" {i}" if len(found.pages) > 1 else ""
            taking.to_save(picture, f"Picture{number}", f"{NAME}{number.strip()}.png", key=f"save-png-{i}")
        taking.to_save(found.html, "Web page", f"{NAME}.html", key="save-html")


main()
