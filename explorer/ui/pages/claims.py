"""You may have heard…: what is often said about massage and sciatica, and what is known."""

from __future__ import annotations

import streamlit as st

from explorer.content import Atlas
from explorer.content.models import CLAIM_VERDICTS, SET_RIGHT, Claim
from explorer.ui import content, heard, marks, query

KINDS = {
    "definition": "What sciatica is", "cause": "Causes", "symptom": "What it feels like", "technique": "Techniques",
    "tool": "Tools and self-massage", "benefit": "What massage does", "dose": "How often", "caution": "Cautions",
    "aftercare": "Afterwards", "prevention": "Prevention", "complement": "Other treatments",
    "therapist": "Choosing help", "question": "Questions", "excluded": "Left out",
}  # fmt: skip
PAGE = 30  # a page with all of them would take long to draw


def main() -> None:
    """Draw the page."""
    atlas = content.atlas()
    st.header("You may have heard…", anchor=False)
    st.markdown(
        "Much is said about massage and sciatica. Here is what we found said, and what is known. "
        "The letter says how sure studies make us."
    )
    asked = query.chosen("claim", atlas.claims)
    register = query.register_switch()
    if asked:
        heard.block(atlas, atlas.claims[asked], register)
    found = [claim for claim in _filtered(atlas) if claim.id != asked]
    shown = st.session_state.get("claims_shown", PAGE)
    st.caption(f"{len(found)} of {len(atlas.claims)} claims" if found else "No claim fits this choice.")
    for claim in found[:shown]:
        heard.block(atlas, claim, register)
    if len(found) > shown:
        st.button("Show more", on_click=_show_more, args=(shown,))


def _filtered(atlas: Atlas) -> list[Claim]:
    """The claims with the chosen verdicts and of the chosen kind; those to set right when nothing was chosen yet."""
    st.session_state.setdefault("verdicts", list(SET_RIGHT))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        verdicts = st.pills(
            "What is known of it", sorted(CLAIM_VERDICTS, key=list(marks.VERDICTS).index), selection_mode="multi",
            format_func=lambda key: marks.VERDICTS[key][0], key="verdicts", on_change=_from_the_top,
        )  # fmt: skip
        kind = st.selectbox(
            "About", tuple(KINDS), index=None, placeholder="Everything", format_func=lambda key: KINDS[key],
            key="claim_kind", on_change=_from_the_top, width=240,
        )  # fmt: skip
    wanted = set(verdicts) or set(CLAIM_VERDICTS)
    claims = [claim for claim in atlas.claims.values() if claim.verdict in wanted and kind in (None, claim.kind)]
    order = list(marks.VERDICTS)
    return sorted(claims, key=lambda claim: order.index(claim.verdict))


def _show_more(shown: int) -> None:
    st.session_state["claims_shown"] = shown + PAGE


def _from_the_top() -> None:
    st.session_state["claims_shown"] = PAGE


main()
