"""The other way in: from a tool or a technique to the regions where it may be used, lit up on the map."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

import streamlit as st

from explorer.bodymap import focus_for, picture_of_most
from explorer.care.stop_rules import of_region
from explorer.content import Atlas
from explorer.content.location import Location
from explorer.content.models import STAGES, VIEWS, Region, Register, Remedy, ShapeSide, Side, View
from explorer.ui.card import card_body
from explorer.ui.labels import bullets, claim_words, folds, remedy_words
from explorer.ui.map import Controls, MapEvent, MapState, bodymap, screen
from explorer.ui.safety import check, rulings
from explorer.ui.state import choices, navigation, pages, store, view
from explorer.ui.state.view import ViewState

Kind = Literal["tool", "technique"]
MAP = "shelf_map"
MAP_HEIGHT_PX = 600


def page(atlas: Atlas, kind: Kind, question: str) -> None:
    """A page of all tools or techniques: choose one, read how, see where."""
    shelf: Mapping[str, Remedy] = atlas.tools if kind == "tool" else atlas.techniques
    found = choices.chosen(kind, shelf)
    register = choices.register_switch()
    store.set_control(kind, found)
    warm_first = sorted(shelf, key=lambda key: STAGES.index(shelf[key].stage))
    st.pills(
        question, warm_first, key=kind, on_change=_take_another, args=(kind,),
        format_func=lambda key: _label(atlas, shelf[key], register),
    )  # fmt: skip
    rulings.legend(atlas, (check.ruling(atlas, remedy) for remedy in shelf.values()))
    rulings.stop_now(atlas)
    rulings.to_do()
    if not found:
        st.markdown("Choose one. The map then shows where it may be used, and the text says how, and where not.")
        return
    _one(atlas, kind, shelf[found], register)


def _label(atlas: Atlas, remedy: Remedy, register: Register) -> str:
    ruling = check.ruling(atlas, remedy)
    return remedy.called(register) + (f" · {rulings.word(ruling.action)}" if ruling else "")


def _take_another(kind: Kind) -> None:
    choices.take_over(kind)
    store.set_parameter("region", None)


def _one(atlas: Atlas, kind: Kind, remedy: Remedy, register: Register) -> None:
    regions = atlas.regions_of(remedy)
    left, right = st.columns([1, 1] if not regions else [3, 2], gap="medium")
    picture, words = (right, left) if screen.is_phone() else (left, right)
    with words:
        _words(atlas, kind, remedy, regions, register)
    with picture:
        if regions:
            _picture(atlas, regions, register)


def _words(atlas: Atlas, kind: Kind, remedy: Remedy, regions: tuple[Region, ...], register: Register) -> None:
    st.subheader(remedy.called(register), anchor=False)
    other = remedy.name if register == "patient" else remedy.plain_name
    if other != remedy.called(register):
        st.markdown(f":gray[{other}]")
    _show("ruling", rulings.box(atlas, check.ruling(atlas, remedy)))
    _here(atlas, remedy, regions, register)
    if regions:
        _where(atlas, regions, register)
    count = len(claim_words.to_set_right(folds.claims_of(atlas, remedy.id)))
    heard = card_body.fold(folds.HEARD, remedy.id, register, f" ({count})")
    _show(f"{kind}-{remedy.id}", remedy_words.whole(atlas, remedy, register) + heard)


def _show(key: str, html: str) -> None:
    """Text that leads nowhere."""
    if html:
        card_body.show("", html, lambda _: None, key=key)


def _where(atlas: Atlas, regions: tuple[Region, ...], register: Register) -> None:
    """The regions as links: the equal of the picture."""
    st.markdown("**Where it may be used.** Tap a part to open its card.")
    with st.container(horizontal=True, gap="xxsmall"):
        for region in regions:
            _link(atlas, region, register)


def _link(atlas: Atlas, region: Region, register: Register) -> None:
    label = region.called(register)
    there = view.at_part(atlas, ViewState(register=register), region.id)
    st.page_link(pages.page("explore"), label=label, query_params=navigation.with_plan(there.query()))


def _here(atlas: Atlas, remedy: Remedy, regions: tuple[Region, ...], register: Register) -> None:
    """What holds at the part that was tapped on the picture."""
    tapped = choices.chosen("region", atlas.regions)
    if not tapped:
        return
    region = atlas.regions[tapped]
    name = region.called(register)
    with st.container(border=True, key="here"):
        if region not in regions:
            st.markdown(f":red[:material/do_not_touch:] **{name}:** not here. This is not meant for this part.")
        else:
            zones = [atlas.keep_off[key] for key in region.keep_off]
            lines = [caution.text for caution in region.cautions] + [f"{zone.name}: {zone.rule}" for zone in zones]
            lines += [rule.patient for rule in of_region(atlas, region)]
            st.markdown(f"**{name}:** take care here\n{bullets(lines)}")
            _show("ruling-here", rulings.box(atlas, check.ruling(atlas, remedy, atlas.location(region, _side()))))
        _link(atlas, region, register)


def _picture(atlas: Atlas, regions: tuple[Region, ...], register: Register) -> None:
    lit = tuple(region.id for region in regions)
    view: View = choices.chosen("view", VIEWS) or picture_of_most(atlas, lit, VIEWS)[0]  # type: ignore[assignment]
    _, layer = picture_of_most(atlas, lit, [view])
    bodymap(
        MAP, taps="tell", height=screen.map_height(MAP_HEIGHT_PX), on_event=_on_map,
        controls=Controls(layers=False, focuses=False, switches=False),
        state=MapState(
            view, layer, _side(), focus_for(atlas, lit, view, layer), keep_off=True, off=check.off_limits(atlas),
            lit=tuple(str(Location(region, side)) for region in lit for side in get_args(ShapeSide)),
            register=register, theme=screen.theme(),
        ),
    )  # fmt: skip
    st.caption("Lit: where it may be used. Outlined in red: leave alone, or touch lightly.")


def _side() -> Side:
    return "left" if store.parameter("side") == "left" else "right"


def _on_map(event: MapEvent) -> None:
    for name in ("view", "side"):
        if name in event.look:
            store.set_parameter(name, event.look[name])
    if event.location and event.layer != "skin":
        store.set_parameter("region", event.location.id)
        if event.location.side != "midline":
            store.set_parameter("side", event.location.side)
