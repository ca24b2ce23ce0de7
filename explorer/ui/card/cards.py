"""The card of a region or a pain place: what it is, what to leave alone, and only then what may help."""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

from explorer import handout
from explorer.care.stop_rules import emergencies, standing
from explorer.content import Atlas, ContentError
from explorer.content.location import Location
from explorer.content.models import Place, Region, Register, Remedy, Side, View
from explorer.ui.card import card_body, claims, compare, remedy_text
from explorer.ui.card.region_button import region_button
from explorer.ui.labels import STATUS, bullets, card_words, review_note
from explorer.ui.plan import items, printing
from explorer.ui.safety import check, country, rulings
from explorer.ui.state import store


def welcome() -> None:
    """What to do first."""
    st.subheader("Tap any part of the picture", anchor=False)
    st.markdown(
        "Its card opens here: what it is, what it has to do with the sciatic nerve, what may ease it, and what to "
        "leave alone. The buttons on the picture peel the layers: skin, surface muscles, deep muscles, nerve. "
        "You can also choose from the list."
    )
    st.caption("This is not a diagnosis. No clinician has signed off the texts yet.")


def region(atlas: Atlas, region: Region, side: Side, register: Register) -> None:
    """The card of one region."""
    words = card_words.of_region(atlas, region, side, register, locked=check.is_locked(atlas))
    card_body.show(atlas.location(region, side), words)
    rulings.to_do()
    _remedies(atlas, region, side, register)
    _heard(atlas, region, register)
    compare.on_card(atlas, region, register)
    _anatomy(region, expanded=register == "clinician")
    _sources(atlas, region)
    _on_paper(atlas, region, side, register)
    review_note(region)


def pain_place(atlas: Atlas, place: Place, view: View, side: Side, register: Register) -> None:
    """The card of a place on the skin: what lies beneath, from the skin to the nerve."""
    card_body.show(str(atlas.pain_site(place.id, side)), card_words.of_place(atlas, place, side))
    under = next((beneath for beneath in place.beneath if beneath.view == view), place.beneath[0])
    st.markdown("**What lies beneath, from the skin inwards**")
    with st.container(gap="xxsmall"):
        for found in (*under.regions, *place.also):
            region_button(atlas, atlas.regions[found], register, key=f"beneath-{found}")
    st.caption("A place on the skin does not tell which part hurts. This is not a diagnosis.")


def region_list(atlas: Atlas, register: Register) -> None:
    """Every region by part of the body: the equal of the picture."""
    with st.expander("All parts, by area", icon=":material/list:", key="all_parts", on_change="rerun") as parts:
        if not parts.open:
            return
        for area in atlas.areas.values():
            found = [region for region in atlas.regions.values() if region.area == area.id]
            if found:
                st.markdown(f"**{area.name}**")
            with st.container(horizontal=True, gap="xxsmall"):
                for entry in found:
                    region_button(atlas, entry, register, key=f"list-{entry.id}")


def _remedies(atlas: Atlas, region: Region, side: Side, register: Register) -> None:
    offered = atlas.remedies_of(region)
    hands = [remedy for remedy in offered if remedy.applied_by != "self"]
    own = [remedy for remedy in offered if remedy.applied_by != "therapist"]
    if not offered:
        st.markdown("Nothing to press or rub here. Gentle moving through the day is what helps most.")
        return
    st.caption(
        "The letter says how sure studies make us for sciatica, from A (sure) to D (views only) and X (refuted)."
    )
    said: set[str] = set()  # emergency sentences stand once on the page
    for title, remedies in (("What a therapist may do", hands), ("What you may do yourself", own)):
        if remedies:
            place = atlas.location(region, side)
            chosen = _choice_of(atlas, title, {remedy.id: remedy for remedy in remedies}, place, register)
            if chosen:
                with st.container(border=True):
                    _opened(atlas, region, side, chosen, register, said)
                said |= {rule.code for rule in emergencies([standing(atlas, chosen)])}


def _opened(
    atlas: Atlas, region: Region, side: Side, remedy: Remedy, register: Register, said: Collection[str]
) -> None:
    """The whole text of a technique or tool, and its way into the plan."""
    st.markdown(f"**{remedy.called(register)}**")
    rulings.box(atlas, check.ruling(atlas, remedy, atlas.location(region, side)), remedy.id)
    items.add_button(atlas, region, side, remedy, key=remedy.id)
    remedy_text.text(atlas, remedy, register, elsewhere=said)


def _choice_of(atlas: Atlas, title: str, remedies: dict[str, Remedy], place: str, register: Register) -> Remedy | None:
    """Names with their marks to choose from."""
    ruled = {key: check.ruling(atlas, remedy, place) for key, remedy in remedies.items()}
    chosen = st.pills(
        f"**{title}** · tap one to read how", tuple(remedies), key=f"{title}-{Location.parse(place).id}",
        format_func=lambda key: remedy_text.label(remedies[key], ruled[key], register),
    )  # fmt: skip
    rulings.legend(atlas, ruled.values())
    return remedies.get(chosen or "")


def _heard(atlas: Atlas, region: Region, register: Register) -> None:
    said = (claim for claim in atlas.claims.values() if region.id in claim.regions)
    claims.on_card(atlas, said, register, "region")


def _anatomy(region: Region, *, expanded: bool) -> None:
    if not region.anatomy:
        return
    rows = {
        "Origin": region.anatomy.origin,
        "Insertion": region.anatomy.insertion,
        "Nerve and roots": region.anatomy.nerve,
        "Action": region.anatomy.action,
    }
    with st.expander("Anatomy", icon=":material/genetics:", expanded=expanded):
        st.markdown(bullets(f"**{name}:** {text}" for name, text in rows.items()))


def _sources(atlas: Atlas, region: Region) -> None:
    keys = [*region.references, *(key for caution in region.cautions for key in caution.references)]
    with st.expander("Sources", icon=":material/menu_book:", key="sources", on_change="rerun") as sources:
        for source in atlas.cited(keys) if sources.open else ():
            doi = f" doi:{source.doi}" if source.doi else ""
            st.markdown(f"- {source.citation}{doi} :small[{STATUS[source.status][0]}]")


def _on_paper(atlas: Atlas, region: Region, side: Side, register: Register) -> None:
    """Print the card. The page is made only when asked for, so that a click on the map need not wait for it."""
    with st.expander("Print this card", icon=":material/print:", key="print_card", on_change="rerun") as paper:
        if not paper.open:
            return
        now, found = check.current(), check.verdict(atlas)
        if now.begun and not now.done and not (found and found.locked):
            st.markdown("Go on with the safety check first. Then the paper can say what holds for you.")
            return
        here = country.current(atlas).id
        of = region.id, side, register, now, here, id(atlas)
        try:
            page = store.memoize("card", of, lambda: handout.card(atlas, region, side, register, found, here))
        except ContentError as error:  # a clinic's own words
            st.error("The paper could not be made. The one who keeps the clinic's content must mend this:")
            st.code(str(error), language=None, wrap_lines=True)
            return
        printing.button(page, "Print", key="print_card_now")
