"""The other way in: from a tool, a technique or an exercise to the regions that it is for, lit up on the map."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Literal, get_args

import streamlit as st

from explorer.bodymap import focus_for, picture_of_most
from explorer.care.card import Option
from explorer.care.screening import Ruling
from explorer.care.stop_rules import of_region
from explorer.content import Atlas
from explorer.content.location import Location
from explorer.content.models import (
    ACTIONS,
    STAGES,
    VIEWS,
    AnyItem,
    Exercise,
    Region,
    Register,
    Remedy,
    ShapeSide,
    Side,
    View,
)
from explorer.ui.card import card_body
from explorer.ui.labels import bullets, claim_words, exercise_words, folds, markup, remedy_words
from explorer.ui.map import Controls, MapEvent, MapState, addresses, bodymap, screen
from explorer.ui.plan import items
from explorer.ui.safety import check, rulings
from explorer.ui.state import choices, navigation, pages, store, view
from explorer.ui.state.view import ViewState

Kind = Literal["tool", "technique", "exercise"]
_NO_PICTURE = markup.icon(":material/back_hand:")
MAP = "shelf_map"
MAP_HEIGHT_PX = 600


def warm_first(shelf: Mapping[str, Remedy]) -> Mapping[str, Remedy]:
    """Techniques or tools in the order of a session."""
    return {key: shelf[key] for key in sorted(shelf, key=lambda key: STAGES.index(shelf[key].stage))}


def page(atlas: Atlas, kind: Kind, shelf: Mapping[str, AnyItem], title: str = "") -> None:
    """A page of all that is on a shelf, under its title: choose one, read how, see where."""
    found = choices.chosen(kind, shelf)
    if title and not found:
        st.title(title, anchor=False)
    if found:
        st.button(
            atlas.say(f"shelf.all.{kind}"), key="all", icon=":material/arrow_back:", on_click=_put_back, args=(kind,)
        )
    register = choices.register_switch()
    rulings.legend(atlas, (check.ruling(atlas, item) for item in shelf.values()))
    rulings.stop_now(atlas)
    rulings.to_do()
    if found:
        _one(atlas, kind, shelf[found], register)
    else:
        st.markdown(atlas.say("shelf.choose"))
        _gallery(atlas, kind, shelf, register)


def ways(atlas: Atlas, options: Iterable[Option], register: Register, key: str) -> None:
    """Pictures with their dose, each of which opens the page of what it shows."""
    tiles = "".join(_tile(atlas, option.item, option.item.dose.text, option.ruling, register) for option in options)
    card_body.show("", f'<div class="gallery">{tiles}</div>', lambda act: _seek(atlas, act), key=key)


def ruled(atlas: Atlas, found: Mapping[str, Ruling], register: Register, key: str) -> None:
    """What the answers change, in pictures: what is ruled alike for the same reason together, the strictest first."""
    alike: dict[str, str] = {}
    for item_id, ruling in sorted(found.items(), key=lambda entry: ACTIONS.index(entry[1].action)):
        if ruling.because:
            item, heading = atlas.items[item_id], rulings.in_short(atlas, ruling)
            alike[heading] = alike.get(heading, "") + _tile(atlas, item, "", None, register)
    html = "".join(f'{heading}<div class="gallery small">{tiles}</div>' for heading, tiles in alike.items())
    if html:
        card_body.show("", html, lambda act: _seek(atlas, act), key=key)


def _seek(atlas: Atlas, act: card_body.Act) -> None:
    if act.kind == "open" and act.value in atlas.items:
        kind = _kind_of(atlas, act.value)
        pages.seek(f"{kind}s", **{kind: act.value})


def _kind_of(atlas: Atlas, item_id: str) -> Kind:
    if item_id in atlas.exercises:
        return "exercise"
    return "tool" if item_id in atlas.tools else "technique"


def _gallery(atlas: Atlas, kind: Kind, shelf: Mapping[str, AnyItem], register: Register) -> None:
    """All of them as pictures to press."""
    tiles = "".join(
        _tile(atlas, item, _in_short(atlas, item), check.ruling(atlas, item), register) for item in shelf.values()
    )
    card_body.show("", f'<div class="gallery">{tiles}</div>', lambda act: _press(kind, act, shelf), key=f"{kind}s")


def _tile(atlas: Atlas, item: AnyItem, said: str, ruling: Ruling | None, register: Register) -> str:
    return markup.tile(
        "open", item.id, item.called(register), said,
        picture=markup.small_picture(atlas.figures[item.figure], addresses.address) if item.figure else _NO_PICTURE,
        mark=markup.action(atlas.speech, ruling.action) if ruling and ruling.because else "",
    )  # fmt: skip


def _in_short(atlas: Atlas, item: AnyItem) -> str:
    if isinstance(item, Remedy):
        who, when = remedy_words.who_and_when(atlas.speech, item)
        return atlas.say("item.in_short", who=who, when=when)
    return atlas.say(f"item.goal.{item.goal}")


def _press(kind: Kind, act: card_body.Act, known: Collection[str]) -> None:
    if act.kind == "open" and act.value in known:
        store.set_parameter(kind, act.value)
        store.set_parameter("region", None)


def _put_back(kind: Kind) -> None:
    store.set_parameter(kind, None)
    store.set_parameter("region", None)


def _one(atlas: Atlas, kind: Kind, item: AnyItem, register: Register) -> None:
    regions = atlas.regions_of(item)
    left, right = st.columns([1, 1] if not regions else [3, 2], gap="medium")
    picture, words = (right, left) if screen.is_phone() else (left, right)
    with words:
        _words(atlas, kind, item, regions, register)
    with picture:
        if regions:
            _picture(atlas, item, regions, register)


def _words(atlas: Atlas, kind: Kind, item: AnyItem, regions: tuple[Region, ...], register: Register) -> None:
    st.title(item.called(register), anchor=False)
    other = item.name if register == "patient" else item.plain_name
    if other != item.called(register):
        st.markdown(f":gray[{other}]")
    _show("ruling", rulings.box(atlas, check.ruling(atlas, item)))
    if isinstance(item, Remedy):
        _here(atlas, item, regions, register)
        _where(atlas, atlas.say("shelf.used"), regions, register)
    else:
        items.add_button(atlas, regions[0], _side(), item, item.id)
    _show(f"{kind}-{item.id}", _whole(atlas, item, register), f"{item.id}:{_side()}")
    if not isinstance(item, Remedy):
        _where(atlas, atlas.say("shelf.works"), regions, register)


def _whole(atlas: Atlas, item: AnyItem, register: Register) -> str:
    if isinstance(item, Exercise):
        return exercise_words.whole(atlas, item, register, addresses.address)
    count = len(claim_words.to_set_right(folds.claims_of(atlas, item.id)))
    heard = card_body.fold(folds.HEARD, item.id, register, count)
    return remedy_words.whole(atlas, atlas.remedies[item.id], register, addresses.address) + heard


def _show(key: str, html: str, location: str = "") -> None:
    """Text that leads nowhere."""
    if html:
        card_body.show(location, html, lambda _: None, key=key)


def _where(atlas: Atlas, title: str, regions: tuple[Region, ...], register: Register) -> None:
    """The regions as links: the equal of the picture."""
    if not regions:
        return
    st.markdown(f"**{title}** {atlas.say('shelf.tap')}")
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
            st.markdown(f":red[:material/do_not_touch:] {atlas.say('shelf.not_here', part=name)}")
        else:
            zones = [atlas.keep_off[key] for key in region.keep_off]
            lines = [caution.text for caution in region.cautions] + [f"{zone.name}: {zone.rule}" for zone in zones]
            lines += [rule.patient for rule in of_region(atlas, region)]
            st.markdown(f"{atlas.say('shelf.care', part=name)}\n{bullets(lines)}")
            _show("ruling-here", rulings.box(atlas, check.ruling(atlas, remedy, atlas.location(region, _side()))))
        _link(atlas, region, register)


def _picture(atlas: Atlas, item: AnyItem, regions: tuple[Region, ...], register: Register) -> None:
    touches = isinstance(item, Remedy)
    lit = tuple(region.id for region in regions)
    view: View = choices.chosen("view", VIEWS) or picture_of_most(atlas, lit, VIEWS)[0]  # type: ignore[assignment]
    _, layer = picture_of_most(atlas, lit, [view])
    bodymap(
        MAP, taps="tell", height=screen.map_height(MAP_HEIGHT_PX), on_event=_on_map,
        controls=Controls(layers=False, focuses=False, switches=False),
        state=MapState(
            view, layer, _side(), focus_for(atlas, lit, view, layer), keep_off=touches,
            off=check.off_limits(atlas) if touches else (),
            lit=tuple(str(Location(region, side)) for region in lit for side in get_args(ShapeSide)),
            register=register, theme=screen.theme(),
        ),
    )  # fmt: skip
    st.caption(atlas.say("shelf.lit_used" if touches else "shelf.lit_works"))


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
