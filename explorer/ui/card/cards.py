"""The card of a region or a pain place: what it is, what one can do, and what to leave alone.

It is one piece of HTML. What it says to everybody is fetched when it is unfolded; what depends on the person, on the
safety check and the plan, comes with the answer of the server.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

import streamlit as st

from explorer import handout
from explorer.care.card import Option, card
from explorer.content import Atlas, ContentError
from explorer.content.location import Location
from explorer.content.models import ROLES, AnyItem, Place, Region, Register, Side, View
from explorer.content.once import once, token
from explorer.ui import taking
from explorer.ui.card import card_body
from explorer.ui.card.card_body import Act, Ahead
from explorer.ui.labels import card_words, check_words, claim_words, compare_words, folds, markup, review
from explorer.ui.labels.card_words import Shown
from explorer.ui.map import addresses
from explorer.ui.plan import items
from explorer.ui.safety import check, country, rulings
from explorer.ui.state import navigation, pages, store
from explorer.ui.state.store import Slot
from explorer.ui.state.view import PartSought
from explorer.web.assets import Asset

WAYS_OUT = ("check", card_words.ALL_EXERCISES, *card_words.DOORS)  # pages that a card leads to
_OPENED = Slot("remedy_opened", lambda: ("", ""))  # the location of the card, and the technique, tool or exercise


def welcome(atlas: Atlas, register: Register) -> None:
    """What somebody came for, what the picture can do, and every region by part of the body: its equal."""
    _show(atlas, "", [card_words.welcome(atlas), _all_parts(register)], register)


def region(atlas: Atlas, region: Region, side: Side, register: Register) -> None:
    """The card of one region."""
    parts = [_words(atlas, region, side, register), *_below(atlas, region.id, register)]
    _show(atlas, atlas.location(region, side), parts, register)
    _on_paper(atlas, region, side, register)


def pain_place(atlas: Atlas, place: Place, view: View, side: Side, register: Register) -> None:
    """The card of a place on the skin: what lies beneath, from the skin to the nerve."""
    under = next((beneath for beneath in place.beneath if beneath.view == view), place.beneath[0])
    ways = "".join(
        compare_words.region_button(atlas.regions[found], register) for found in (*under.regions, *place.also)
    )
    parts = [
        card_words.of_place(atlas, place, side),
        f'<p><strong>{escape(atlas.say("card.beneath"))}</strong></p><p class="ways down">{ways}</p>',
        markup.small(atlas.say("card.place")),
        _all_parts(register),
    ]
    _show(atlas, str(atlas.pain_site(place.id, side)), parts, register)


def _show(atlas: Atlas, location: str, parts: Iterable[str], register: Register) -> None:
    ahead = Ahead(register, locked=check.is_locked(atlas), judged=check.current().begun)
    card_body.show(location, "".join(parts), lambda act: _hear(atlas, act), ahead=ahead)


@once
def _below(atlas: Atlas, region: str, register: Register) -> tuple[str, ...]:
    """What stands under the words of a region for everybody."""
    reviewed = markup.small(review(atlas.speech, atlas.regions[region]))
    return (*_folds(atlas, atlas.regions[region], register), reviewed, _all_parts(register))


def _all_parts(register: Register) -> str:
    return card_body.fold(folds.ALL_PARTS, folds.EVERYTHING, register)


# --- what holds for the person ------------------------------------------------------------------------------------


def _words(atlas: Atlas, region: Region, side: Side, register: Register) -> str:
    """What depends on the person; the same for all who answered and opened nothing, which is what most taps find."""
    location, opened, now = atlas.location(region, side), _OPENED.get(), check.current()
    if not now.begun and opened[0] != location:
        return _words_for_all(atlas, region.id, side, register)
    made = card(atlas, region, side, register, check.verdict(atlas), done=now.done)

    def yours(option: Option) -> str:
        if opened != (location, option.item.id):
            return ""
        offered = items.offer(atlas, region, side, option.item)
        return rulings.box(atlas, option.ruling) + _add(atlas, offered, option.item)

    fold, to_do = card_body.fold_address(register), rulings.to_do_button()
    return card_words.of_region(atlas, made, Shown(side, addresses.address, fold, yours, to_do))


@once
def _words_for_all(atlas: Atlas, region: str, side: Side, register: Register) -> str:
    """The same before the first answer. It is kept for everybody, so nothing of a session may be asked here."""
    made = card(atlas, atlas.regions[region], side, register, done=False)
    fold, to_do = card_body.fold_address(register), check_words.to_do_button(atlas.speech, begun=False)
    return card_words.of_region(atlas, made, Shown(side, addresses.address, fold, to_do=to_do))


def _add(atlas: Atlas, offered: items.Offer, item: AnyItem) -> str:
    if offered.refusal:
        return f'<p class="refused">{escape(items.refused(atlas, offered))}</p>'
    is_off = " disabled" if offered.is_there or items.is_full() else ""
    label = escape(items.add_label(atlas, offered))
    role = _roles(atlas) if offered.asks and not is_off else ""
    return f'<p>{role}<button type="button" data-act="add" data-value="{item.id}"{is_off}>{label}</button></p>'


def _roles(atlas: Atlas) -> str:
    """Who agreed: nothing can be added before that is chosen."""
    roles = "".join(f'<option value="{role}">{escape(atlas.say(f"role.{role}"))}</option>' for role in ROLES)
    label, choose = escape(atlas.say("dosing.agreed")), escape(atlas.say("dosing.choose"))
    return f'<select data-needed aria-label="{label}"><option value="">{choose}</option>{roles}</select>'


def _folds(atlas: Atlas, region: Region, register: Register) -> Iterator[str]:
    claims = claim_words.to_set_right(folds.claims_of(atlas, region.id))
    yield card_body.fold(folds.HEARD, region.id, register, len(claims))
    for kind in (folds.COMPARE, folds.ANATOMY, folds.SOURCES):
        yield card_body.fold(kind, region.id, register)


# --- what a person does on the card -------------------------------------------------------------------------------


def _hear(atlas: Atlas, act: Act) -> None:
    """Take over what was pressed. What names nothing of this atlas changes nothing."""
    match act.kind:
        case "go":
            navigation.hear(atlas, PartSought(act.value))
        case "open":
            _OPENED.put((act.location, act.value))
        case "add":
            _add_to_plan(atlas, act)
        case "leave" if act.value in WAYS_OUT:
            pages.seek(act.value)


def _add_to_plan(atlas: Atlas, act: Act) -> None:
    location, item = Location.read(act.location), atlas.items.get(act.value)
    if not location or location.id not in atlas.regions or not item:
        return
    region = atlas.regions[location.id]
    side: Side = navigation.view(atlas).side if location.side == "midline" else location.side
    offered = items.offer(atlas, region, side, item)
    items.add(atlas, offered.agreed_with(act.role) if act.role else offered)


# --- on paper -----------------------------------------------------------------------------------------------------


def _on_paper(atlas: Atlas, region: Region, side: Side, register: Register) -> None:
    """Print the card. The page is made only when asked for, so that a click on the map need not wait for it."""
    with st.expander(atlas.say("card.print"), icon=":material/print:", key="print_card", on_change="rerun") as paper:
        if not paper.open:
            return
        now, found = check.current(), check.verdict(atlas)
        if now.begun and not now.done and not (found and found.locked):
            st.markdown(atlas.say("card.check_first"))
            return
        here = country.current(atlas).id
        of = region.id, side, register, now, here, token(atlas)
        try:
            page = store.memoize("card", of, lambda: handout.card(atlas, region, side, register, found, here))
        except ContentError as error:  # a clinic's own words
            st.error(atlas.say("hand_over.failed"))
            st.code(str(error), language=None, wrap_lines=True)
            return
        taking.to_print(lambda: Asset(page.encode(), "text/html"), atlas.say("take.print"), key="print_card_now")
