"""What people say and what is known, always together: “You may have heard…” beside “What is known”."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import streamlit as st

from explorer.content import Atlas
from explorer.content.citations import named
from explorer.content.models import SET_RIGHT, Claim, Named, Register
from explorer.ui.labels import VERDICTS, review_note, sure

BASES = {
    "anatomy": "anatomy", "definition": "the meaning of the word", "expert": "our own judgement", "custom": "custom",
}  # fmt: skip


def set_right(claims: Iterable[Claim]) -> list[Claim]:
    """Those claims that must not stand uncorrected where they are made, the unsafe ones first."""
    return sorted((c for c in claims if c.verdict in SET_RIGHT), key=lambda claim: SET_RIGHT.index(claim.verdict))


def on_card(atlas: Atlas, claims: Iterable[Claim], register: Register, key: str) -> None:
    """The claims to set right on a card, closed until asked for."""
    found = set_right(claims)
    if not found:
        return
    label = f"You may have heard… ({len(found)})"
    with st.expander(label, icon=":material/hearing:", key=f"heard-{key}", on_change="rerun") as heard:
        if heard.open:
            list_of(atlas, found, register)


def list_of(atlas: Atlas, claims: Iterable[Claim], register: Register) -> None:
    """The claims to set right, one after the other."""
    for claim in set_right(claims):
        st.markdown(_both(atlas, claim, register))


def block(atlas: Atlas, claim: Claim, register: Register) -> None:
    """One claim with its verdict and where it shows."""
    label, icon, colour = VERDICTS[claim.verdict]
    with st.container(border=True, key=f"claim-{claim.id}"):
        st.badge(label, icon=icon, color=colour)
        st.markdown(_both(atlas, claim, register))
        places = _places(atlas, claim, register)
        if places:
            st.caption(f"Shows with: {places}")
        if register == "clinician":
            st.caption(f"Claim {claim.id}.")
        if register == "clinician" or claim.is_overdue(date.today()):
            review_note(claim)


def _both(atlas: Atlas, claim: Claim, register: Register) -> str:
    known = claim.known if register == "patient" else f"{claim.known} {claim.clinician}"
    rests = named(atlas, claim.references) or (BASES[claim.basis] if claim.basis else "")
    basis = f":small[:gray[{sure(claim.grade, rests)}]]"
    return f"**You may have heard:** *{claim.heard}*\n\n**What is known:** {known}\n\n{basis}"


def _places(atlas: Atlas, claim: Claim, register: Register) -> str:
    remedies = [*(atlas.techniques[key] for key in claim.techniques), *(atlas.tools[key] for key in claim.tools)]
    records: list[Named] = [*(atlas.regions[key] for key in claim.regions), *remedies]
    names = [record.called(register) for record in records]
    return " · ".join([*names, *(atlas.topics[key].title for key in claim.topics)])
