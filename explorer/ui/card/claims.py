"""Claims on pages of their own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import streamlit as st

from explorer.content import Atlas
from explorer.content.models import Claim, Named, Register
from explorer.ui.labels import VERDICTS, claim_words, review_note


def list_of(atlas: Atlas, claims: Iterable[Claim], register: Register) -> None:
    """The claims to set right, one after the other."""
    found = claim_words.set_right(atlas, claims, register)
    if found:
        st.html(found)


def block(atlas: Atlas, claim: Claim, register: Register) -> None:
    """One claim with its verdict and where it shows."""
    icon, colour = VERDICTS[claim.verdict]
    with st.container(border=True, key=f"claim-{claim.id}"):
        st.badge(atlas.say(f"verdict.{claim.verdict}"), icon=icon, color=colour)
        st.html(claim_words.both(atlas, claim, register))
        places = _places(atlas, claim, register)
        if places:
            st.caption(atlas.say("claims.shows_with", names=places))
        if register == "clinician":
            st.caption(atlas.say("claims.id", id=claim.id))
        if register == "clinician" or claim.is_overdue(date.today()):
            review_note(atlas.speech, claim)


def _places(atlas: Atlas, claim: Claim, register: Register) -> str:
    remedies = (atlas.remedies[key] for key in (*claim.techniques, *claim.tools))
    records: list[Named] = [*(atlas.regions[key] for key in claim.regions), *remedies]
    names = [record.called(register) for record in records]
    return " · ".join([*names, *(atlas.topics[key].title for key in claim.topics)])
