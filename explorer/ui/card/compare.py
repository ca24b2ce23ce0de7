"""What else hurts here, and how is it different: the pattern of a region beside those that are felt in the same places.

Never a diagnosis: every list ends with what a picture and a sore spot cannot tell.
"""

from __future__ import annotations

import streamlit as st

from explorer.care import pain, pain_words
from explorer.content import Atlas
from explorer.content.citations import named
from explorer.content.models import Pattern, Region, Register
from explorer.content.text_for import text_for
from explorer.ui.card.region_button import region_button
from explorer.ui.labels import sure

TITLE = "What else hurts here, and how is it different"
CAVEATS = ("pain_drawing", "tender_spot")


def on_card(atlas: Atlas, region: Region, register: Register) -> None:
    """The comparison on a card, closed until asked for; nothing where nothing is known."""
    own = pain.patterns_of(atlas, region.id, register)
    others = pain.also_hurts_there(atlas, region.id, register)
    if not own and not others:
        return
    with st.expander(TITLE, icon=":material/compare_arrows:", key="compare", on_change="rerun") as compare:
        if not compare.open:
            return
        for pattern in own:
            _own(atlas, pattern, register)
        if others:
            st.markdown("**Also felt here**")
        for other in others:
            _other(atlas, other, register)
        _caveats(atlas, register)


def _own(atlas: Atlas, pattern: Pattern, register: Register) -> None:
    said = text_for(pattern, register)
    name = pattern.called(register)
    st.markdown(f"**What it may be like: {name}.** {said}\n\n{_different(pattern)}\n\n{_sure(atlas, pattern)}")


def _other(atlas: Atlas, other: pain.Other, register: Register) -> None:
    """One other pattern: where it is felt too, how it differs, and the ways to its cards."""
    pattern = other.pattern
    places = pain_words.places(atlas, other.shared)
    with st.container(border=True, gap="xsmall"):
        st.markdown(
            f"**{pattern.called(register)}.** Felt here too: {places}.\n\n"
            f"{_different(pattern)}\n\n{_sure(atlas, pattern)}"
        )
        with st.container(horizontal=True, gap="xxsmall"):
            for region in pattern.regions:
                region_button(
                    atlas,
                    atlas.regions[region],
                    register,
                    key=f"compare-{pattern.id}-{region}",
                    icon=":material/arrow_forward:",
                )


def _different(pattern: Pattern) -> str:
    return f"**How it is different.** {pattern.differs}"


def _sure(atlas: Atlas, pattern: Pattern) -> str:
    return f":small[:gray[{sure(pattern.grade, named(atlas, pattern.references))}]]"


def _caveats(atlas: Atlas, register: Register) -> None:
    found = (atlas.caveats[caveat] for caveat in CAVEATS)
    st.caption(" ".join(text_for(each, register) for each in found))
