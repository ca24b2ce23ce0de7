"""The other way in: from a tool or a technique to the regions where it may be used, lit up on the map."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import streamlit as st

from explorer.bodymap import Scene, focus_for, picture_of_most, read_click
from explorer.content import Atlas
from explorer.content.models import STAGES, VIEWS, Region, Register, Remedy, Side, View
from explorer.ui import address, chart, check, frame, heard, offer, place, query, rulings
from explorer.ui.marks import bullets
from explorer.ui.place import Place

Kind = Literal["tool", "technique"]
MAP = "shelf_map"
MAP_HEIGHT_PX = 600


def page(atlas: Atlas, kind: Kind, question: str) -> None:
    """A page of all tools or techniques: choose one, read how, see where."""
    shelf: Mapping[str, Remedy] = atlas.tools if kind == "tool" else atlas.techniques
    found = query.chosen(kind, shelf)
    register = query.register_switch()
    st.session_state[kind] = found
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
    query.take_over(kind)
    st.query_params.pop("region", None)


def _one(atlas: Atlas, kind: Kind, remedy: Remedy, register: Register) -> None:
    regions = atlas.regions_of(remedy)
    left, right = st.columns([1, 1] if not regions else [3, 2], gap="medium")
    picture, words = (right, left) if chart.is_phone() else (left, right)
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
    rulings.box(atlas, check.ruling(atlas, remedy), remedy.id)
    _here(atlas, remedy, regions, register)
    if regions:
        _where(atlas, regions, register)
    offer.text(atlas, remedy, register)
    field = f"{kind}s"
    said = (claim for claim in atlas.claims.values() if remedy.id in getattr(claim, field))
    heard.on_card(atlas, said, register, remedy.id)


def _where(atlas: Atlas, regions: tuple[Region, ...], register: Register) -> None:
    """The regions as links: the equal of the picture."""
    st.markdown("**Where it may be used.** Tap a part to open its card.")
    with st.container(horizontal=True, gap="xxsmall"):
        for region in regions:
            _link(atlas, region, register)


def _link(atlas: Atlas, region: Region, register: Register) -> None:
    label = region.called(register)
    there = place.at_region(atlas, Place(register=register), region.id)
    st.page_link(frame.page("explore"), label=label, query_params=address.with_plan(there.query()))


def _here(atlas: Atlas, remedy: Remedy, regions: tuple[Region, ...], register: Register) -> None:
    """What holds at the part that was tapped on the picture."""
    tapped = query.chosen("region", atlas.regions)
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
            st.markdown(f"**{name}:** take care here\n{bullets(lines)}")
            side: Side = "left" if st.query_params.get("side") == "left" else "right"
            rulings.box(atlas, check.ruling(atlas, remedy, atlas.location(region, side)), f"{remedy.id}-here")
        _link(atlas, region, register)


def _picture(atlas: Atlas, regions: tuple[Region, ...], register: Register) -> None:
    lit = tuple(region.id for region in regions)
    view = _view_switch(atlas, lit)
    _, layer = picture_of_most(atlas, lit, [view])
    height = chart.PHONE_HEIGHT_PX if chart.is_phone() else MAP_HEIGHT_PX
    focus = focus_for(atlas, lit, view, layer)
    scene = Scene(
        view, layer=layer, focus=focus, lit=lit, keep_off=True, off=check.off_limits(atlas), register=register,
        height_px=height, theme=chart.theme(),
    )  # fmt: skip
    chart.draw(atlas, scene, MAP, _on_click)
    st.caption("Lit: where it may be used. Outlined in red: leave alone, or touch lightly.")


def _view_switch(atlas: Atlas, lit: tuple[str, ...]) -> View:
    found = query.chosen("view", VIEWS) or picture_of_most(atlas, lit, VIEWS)[0]
    st.session_state["view"] = found
    st.segmented_control(
        "View", VIEWS, format_func=lambda key: chart.VIEW_NAMES[key], required=True, key="view",
        on_change=query.take_over, args=("view",), label_visibility="collapsed",
    )  # fmt: skip
    return found  # type: ignore[return-value]  # one of VIEWS


def _on_click() -> None:
    event: Any = st.session_state[MAP]
    click = read_click(event["selection"]["points"])
    if click and click.layer != "skin":
        st.query_params["region"] = click.id
        if click.side != "midline":
            st.query_params["side"] = click.side
