"""Where does it hurt: mark the places, answer the stop signs, see what one can do, and what nobody can tell."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import streamlit as st

from explorer.bodymap import Mark, Skin, described, overlay_picture, skin_picture
from explorer.care import pain_words, sides
from explorer.care.card import own_options
from explorer.care.pain import EMERGENCY, Candidate, Finding, assess, in_order, lists, must_be_asked
from explorer.content import Atlas
from explorer.content.citations import named
from explorer.content.location import Location
from explorer.content.models import FEELINGS, WORSE, RedFlag, Register, Side
from explorer.content.once import once
from explorer.content.text_for import text_for
from explorer.ui import taking
from explorer.ui.card import remedy_catalogue
from explorer.ui.labels import bullets, means
from explorer.ui.map import Controls, MapEvent, MapState, bodymap, screen
from explorer.ui.safety import check, rulings, signs, slot, stop_screen
from explorer.ui.state import choices, content, drawing, navigation, pages, store, view
from explorer.ui.state.store import Slot
from explorer.ui.state.view import ViewState, turned
from explorer.web.assets import Asset

MAP, PLACES = "pain_map", "pain_places"
PICTURE_PX = (900, 1000)
NAME = "where-it-hurts"  # of the files to keep
MOST_MOVES, MOST_OTHERS = 4, 6  # pictures of what one can do
NEXT = {
    "signs": ":material/health_and_safety:", "can_do": ":material/self_improvement:", "parts": ":material/body_system:",
    "keep": ":material/print:",
}  # fmt: skip
OVERLAYS = ("none", "nerve", "dermatomes")  # besides the places from which an ache may come
_HAND = ":red[:material/front_hand:]"
_LOOK = Slot("pain_look", lambda: ViewState(layer="skin"))


def main() -> None:
    """Draw the page: the picture, and beside it or below it the next step."""
    atlas = content.atlas()
    st.title(atlas.say("pain.title"), anchor=False)
    found = check.verdict(atlas)
    if found and found.locked and found.stop and (found.stop.level == EMERGENCY or not _open_list(atlas)):
        stop_screen.screen(atlas, found.stop)
        return
    left, right = st.columns([3, 2], gap="medium")
    with left:
        picture, below = st.container(), st.container()
    with right:
        above, step, more, last = (st.container() for _ in range(4))
    is_phone = screen.is_phone()  # there nothing comes between the picture and the next step
    with last if is_phone else below:
        overlay = _overlay(atlas)
    with picture:
        _picture(atlas, overlay)
    with last if is_phone else above:
        register = choices.register_switch()
    with more if is_phone else above:
        _list(atlas)
    with step:
        finding = _step(atlas, register)
    with more:
        _places(atlas)
        _worse(atlas)
    if finding:
        _result(atlas, finding, register)
    st.caption(f"{atlas.say('pain.private')} {atlas.say('pain.no_diagnosis')}")


def _step(atlas: Atlas, register: Register) -> Finding | None:
    """What comes next: a tap, a list of stop signs, or what one can do. What the drawing comes to, once it is known."""
    if not drawing.sites():
        with slot.fresh("pain-mark"):
            st.header(atlas.say("pain.tap"), anchor=False)
            st.markdown(atlas.say("pain.tap_again"))
            _next(atlas)
        return None
    if flags := _open_list(atlas):
        _list_of_signs(atlas, flags)
        return None
    finding = assess(atlas, drawing.current(), register)
    with slot.fresh("pain-found"):
        _first(atlas, finding, register)
    return finding


def _next(atlas: Atlas) -> None:
    """What comes after the first mark."""
    lines = (f":primary[{icon}]  {atlas.say(f'pain.next.{name}')}" for name, icon in NEXT.items())
    st.markdown("\n\n".join((f"**{atlas.say('pain.next')}**", *lines)))


# --- marking ------------------------------------------------------------------------------------------------------


def _picture(atlas: Atlas, overlay: str | None) -> None:
    look = _LOOK.get()
    bodymap(
        MAP, taps="mark", list_key=PLACES, height=screen.map_height(),
        controls=Controls(layers=False, focuses=False, switches=False, skin=True),
        state=MapState(
            look.view, "skin", look.side, marked=_locations(), glow=False, overlay=overlay, theme=screen.theme(),
            register=navigation.register(), **vars(navigation.skin()),
        ),
        on_event=_on_map,
    )  # fmt: skip


def _locations() -> tuple[str, ...]:
    return tuple(map(str, drawing.sites()))


def _on_map(event: MapEvent) -> None:
    """Take over what the map shows by now: how it is turned, how the skin looks, and every mark."""
    _LOOK.put(turned(_LOOK.get(), event.now))
    navigation.choose_skin(event.now)
    if event.kind == "tap":
        atlas = content.atlas()
        drawing.mark(
            {atlas.pain_site(*location) for location in event.now.get("marked", ()) if location.id in atlas.places}
        )


def _overlay(atlas: Atlas) -> str | None:
    """What else the picture shows, with what it cannot tell."""
    areas = {
        f"referral:{p.outline}": p for p in atlas.patterns.values() if p.outline and p.is_for(navigation.register())
    }
    names = {overlay: atlas.say(f"pain.overlay.{overlay}") for overlay in OVERLAYS}
    register = navigation.register()
    names |= {key: atlas.say("pain.felt_from", name=pattern.called(register)) for key, pattern in areas.items()}
    chosen = st.selectbox(
        atlas.say("pain.show"), tuple(names), key="pain_overlay", format_func=lambda key: names[key], width=320,
        placeholder=names[OVERLAYS[0]],
    )  # fmt: skip
    if chosen == OVERLAYS[0]:
        return None
    _caveat(atlas, _caveat_of(chosen))
    return chosen


def _caveat_of(overlay: str) -> str:
    return {"nerve": "nerve_course", "dermatomes": "dermatomes"}.get(overlay, "referral")


def _list(atlas: Atlas) -> None:
    """The list: the equal of the picture."""
    if sorted(store.told(PLACES, ())) != drawing.sites():  # written anew it loses what is being typed
        store.set_control(PLACES, drawing.sites())
    st.multiselect(
        atlas.say("pain.list"), atlas.pain_sites, key=PLACES, placeholder=atlas.say("pain.choose"),
        format_func=lambda site: pain_words.site_name(atlas, *site), on_change=_take_places,
        select_all=False, wrap=True,
    )  # fmt: skip


def _places(atlas: Atlas) -> None:
    """What each place feels like."""
    for number, site in enumerate(in_order(atlas, drawing.current()), 1):
        key = _key(site.location)
        with st.container(border=True, key=f"sore-{key}"):
            st.markdown(f"**{number} · {pain_words.site_name(atlas, *site.location)}**")
            st.pills(
                atlas.say("pain.feels"), FEELINGS, selection_mode="multi", default=sorted(site.feels),
                key=f"feels-{key}", format_func=lambda feeling: atlas.say(f"drawing.feels.{feeling}"),
                on_change=_describe, args=(site.location,),
            )  # fmt: skip
            st.select_slider(
                atlas.say("pain.strength"), [None, *range(11)], value=site.strength, key=f"strength-{key}",
                format_func=lambda number: atlas.say("pain.no_answer") if number is None else str(number),
                on_change=_describe, args=(site.location,),
            )  # fmt: skip
    if drawing.sites():
        st.button(atlas.say("pain.clear"), icon=":material/delete:", type="tertiary", on_click=drawing.clear)


def _take_places() -> None:
    drawing.mark(store.told(PLACES))


def _key(site: Location) -> str:
    return "-".join(site)


def _describe(site: Location) -> None:
    key = _key(site)
    drawing.describe(site, store.told(f"feels-{key}"), store.told(f"strength-{key}"))


def _worse(atlas: Atlas) -> None:
    if drawing.sites():
        st.pills(
            atlas.say("pain.worse"), WORSE, selection_mode="multi", default=sorted(drawing.current().worse),
            key="pain_worse", format_func=lambda key: atlas.say(f"drawing.worse.{key}"), on_change=_take_worse,
        )  # fmt: skip


def _take_worse() -> None:
    drawing.worsen(store.told("pain_worse"))


# --- first the stop signs -----------------------------------------------------------------------------------------


def _open_list(atlas: Atlas) -> tuple[RedFlag, ...]:
    """The first list of signs that the drawing brings up and that was not answered as a whole."""
    replies = check.current().replies
    asked = lists(must_be_asked(atlas, drawing.current()))
    return next((flags for flags in asked if any(flag.id not in replies for flag in flags)), ())


def _list_of_signs(atlas: Atlas, flags: Sequence[RedFlag]) -> None:
    """The emergencies, or all that is less urgent."""
    level = flags[0].level
    sheet = f"pain-{level}-{len(flags)}"
    with slot.fresh(sheet):
        st.header(atlas.say("pain.first" if level == EMERGENCY else "pain.then"), anchor=False)
        signs.ask(sheet, flags, lambda flag: flag.called, lambda none: check.deny(flags, all_of_them=none))


# --- what it comes to ---------------------------------------------------------------------------------------------


def _first(atlas: Atlas, finding: Finding, register: Register) -> None:
    """What one can do, under one line of care; all care comes before it where a stop sign was named."""
    offers = bool(finding.candidates) and not check.is_locked(atlas)
    is_calm = offers and not check.current().named
    rulings.stop_now(atlas)
    if not is_calm:
        _care(atlas, finding, atlas.say("pain.care_first"))
    if offers:
        st.header(atlas.say("card.can_do"), anchor=False)
        if is_calm and finding.routes:
            st.markdown(f"{_HAND} {' '.join(route.do_not for route in finding.routes)}")
        _can_do(atlas, finding, register)
    if is_calm:
        _care(atlas, finding, atlas.say("pain.care"))


def _care(atlas: Atlas, finding: Finding, title: str) -> None:
    st.header(title, anchor=False)
    for route in finding.routes:
        names = pain_words.heading(atlas, (key for key in route.places if key in drawing.current().places))
        st.markdown(f"**{names}.** {route.ask_first}\n\n{_HAND} {route.do_not}")
        if route.note:
            st.markdown(route.note)
    for key in finding.silent:
        st.markdown(f"**{atlas.places[key].name}.** {atlas.places[key].note}")


def _can_do(atlas: Atlas, finding: Finding, register: Register) -> None:
    """Moves for the parts that are worth a look, in the phase that was chosen, and what else eases them."""
    tiles = st.container()
    phase: str | None = st.pills(
        atlas.say("field.phase"), tuple(atlas.phases), key="pain_phase",
        format_func=lambda key: atlas.phases[key].name,
    )  # fmt: skip
    sore = [location for candidate in finding.candidates for location in candidate.locations]
    moves, others = own_options(atlas, sore, phase, check.verdict(atlas), done=check.current().done)
    offered = (*moves[:MOST_MOVES], *others[:MOST_OTHERS])
    with tiles:
        remedy_catalogue.ways(atlas, offered, register, "pain_can_do")
        rulings.legend(atlas, (option.ruling for option in offered))
    st.page_link(pages.page("exercises"), label=atlas.say("shelf.all.exercise"), query_params=navigation.with_plan({}))


def _result(atlas: Atlas, finding: Finding, register: Register) -> None:
    st.divider()
    _worth_a_look(atlas, finding, register)
    _roots(atlas, finding, register)
    _cannot_tell(atlas, register)
    _side_by_side(atlas)
    _keep(atlas)


def _worth_a_look(atlas: Atlas, finding: Finding, register: Register) -> None:
    st.header(atlas.say("pain.look"), anchor=False)
    if not finding.candidates:
        st.markdown(atlas.say("pain.no_part"))
    for number, candidate in enumerate(finding.candidates, 1):
        _candidate(atlas, number, candidate, register)
    _near(atlas, finding, register)
    if finding.candidates:
        st.caption(atlas.say("pain.order"))
    rulings.to_do()


def _near(atlas: Atlas, finding: Finding, register: Register) -> None:
    """Regions close by, as links to their cards."""
    if not finding.near:
        return
    st.markdown(f"**{atlas.say('pain.near')}**")
    with st.container(horizontal=True, gap="xxsmall", key="near"):
        for where in finding.near:
            side: Side = "left" if where.side == "left" else "right"
            there = view.at_part(atlas, ViewState(register=register, side=side), where.id)
            label = sides.where(atlas.speech, atlas.regions[where.id].called(register), where.side)
            st.page_link(pages.page("explore"), label=label, query_params=navigation.with_plan(there.query()))


def _candidate(atlas: Atlas, number: int, candidate: Candidate, register: Register) -> None:
    region = atlas.regions[candidate.region]
    side: Side = "left" if candidate.side == "left" else "right"
    there = view.at_part(atlas, ViewState(register=register, side=side), region.id)
    place = sides.where(atlas.speech, region.called(register), candidate.side)
    grade = candidate.grade
    graded = atlas.say("pain.grade", grade=grade, meaning=means(atlas.speech, grade)) if grade else ""
    with st.container(gap="xxsmall", key=f"worth-{candidate.region}-{candidate.side}"):
        st.page_link(
            pages.page("explore"), label=f"**{number} · {place}**",
            query_params=navigation.with_plan(there.query()),
        )  # fmt: skip
        st.markdown(f"{pain_words.why(atlas, candidate)} :small[{graded}]")
        for key in candidate.patterns if register == "clinician" else ():
            pattern = atlas.patterns[key]
            st.caption(f"{pattern.name}: {pattern.clinician} {named(atlas, pattern.references)}")


def _roots(atlas: Atlas, finding: Finding, register: Register) -> None:
    if not finding.roots:
        return
    st.header(atlas.say("pain.roots"), anchor=False)
    patterns = {pattern.root: pattern for pattern in atlas.patterns.values() if pattern.root}
    lines = []
    for root in finding.roots:
        pattern = patterns.get(root.name)
        said = f" {text_for(pattern, register)}" if pattern else ""
        lines.append(f"{pain_words.root(atlas, root)}{said}")
    st.markdown(bullets(lines))


def _cannot_tell(atlas: Atlas, register: Register) -> None:
    st.header(atlas.say("pain.cannot_tell"), anchor=False)
    for key in ("pain_drawing", "dermatomes", "tender_spot"):
        caveat = atlas.caveats[key]
        rests = f" {named(atlas, caveat.references)}" if register == "clinician" else ""
        st.markdown(f"{text_for(caveat, register)}{rests}")


def _caveat(atlas: Atlas, key: str) -> None:
    caveat = atlas.caveats[key]
    st.caption(f"**{caveat.title}.** {text_for(caveat, navigation.register())}")


def _side_by_side(atlas: Atlas) -> None:
    with st.expander(atlas.say("pain.side_by_side"), key="side_by_side", on_change="rerun") as shown:
        if not shown.open:
            return
        mine, nerve, roots = st.columns(3)
        with mine:
            st.markdown(f"**{atlas.say('pain.drawing')}**")
            st.image(taking.whole(_drawn(atlas)), alt=described(atlas, _marks(atlas)))
            _caveat(atlas, "pain_drawing")
        titles = {"nerve": atlas.say("pain.nerve"), "dermatomes": atlas.say("pain.overlay.dermatomes")}
        for column, (overlay, title) in zip((nerve, roots), titles.items(), strict=True):
            with column:
                st.markdown(f"**{title}**")
                st.image(taking.whole(_laid_over(atlas, overlay, navigation.skin())), alt=title)
                _caveat(atlas, _caveat_of(overlay))


@once
def _laid_over(atlas: Atlas, overlay: str, skin: Skin) -> Asset:
    """The same for everybody with the same skin, so it is drawn once."""
    return _as_png(overlay_picture(atlas, overlay, PICTURE_PX, skin))


def _marks(atlas: Atlas) -> tuple[Mark, ...]:
    sites = in_order(atlas, drawing.current())
    return tuple(Mark(str(each.location), (number,)) for number, each in enumerate(sites, 1))


def _drawn(atlas: Atlas) -> Asset:
    marks, skin = _marks(atlas), navigation.skin()
    return store.memoize(
        "pain_picture", (marks, skin), lambda: _as_png(skin_picture(atlas, marks, PICTURE_PX, skin=skin))
    )


def _keep(atlas: Atlas) -> None:
    with st.expander(atlas.say("pain.keep"), icon=":material/save:", key="keep_drawing", on_change="rerun") as shown:
        if not shown.open:
            return
        lines = pain_words.in_lines(atlas, drawing.current())
        words = "\n".join([pages.title("pain"), "", *lines, "", atlas.say("pain.no_diagnosis")])
        with st.container(horizontal=True):
            taking.to_save(lambda: _drawn(atlas), atlas.say("take.picture"), f"{NAME}.png", key="save-picture")
            taking.to_save(
                lambda: Asset(words.encode(), "text/plain"), atlas.say("take.words"), f"{NAME}.txt", key="save-words"
            )
        st.toggle(
            atlas.say("pain.print"), value=drawing.is_on_paper(), key="on_paper", wrap=True,
            on_change=lambda: drawing.put_on_paper(store.told("on_paper")),
        )  # fmt: skip


def _as_png(picture: Any) -> Asset:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return Asset(out.getvalue(), "image/png")


main()
