"""You may have heard…: what is often said about massage and sciatica, and what is known."""

from __future__ import annotations

import streamlit as st

from explorer.content import Atlas
from explorer.content.models import CLAIM_VERDICTS, SET_RIGHT, Claim
from explorer.ui import labels
from explorer.ui.card import claims
from explorer.ui.state import choices, content, store
from explorer.ui.state.store import Slot

KINDS = (
    "definition", "cause", "symptom", "technique", "tool", "benefit", "dose", "caution", "aftercare", "prevention",
    "complement", "therapist", "question", "excluded",
)  # fmt: skip
PAGE = 30  # a page with all of them would take long to draw
_SHOWN = Slot("claims_shown", lambda: PAGE)


def main() -> None:
    """Draw the page."""
    atlas = content.atlas()
    st.title(atlas.say("claims.title"), anchor=False)
    st.markdown(atlas.say("claims.lead"))
    asked = choices.chosen("claim", atlas.claims)
    register = choices.register_switch()
    if asked:
        claims.block(atlas, atlas.claims[asked], register)
    found = [claim for claim in _filtered(atlas) if claim.id != asked]
    shown = _SHOWN.get()
    number = atlas.say("claims.found", found=len(found), all=len(atlas.claims))
    st.caption(number if found else atlas.say("claims.none"))
    with st.container(key="tiles"):
        for claim in found[:shown]:
            claims.block(atlas, claim, register)
    if len(found) > shown:
        st.button(atlas.say("claims.more"), on_click=_show_more, args=(shown,))


def _filtered(atlas: Atlas) -> list[Claim]:
    """The claims with the chosen verdicts and of the chosen kind; those to set right when nothing was chosen yet."""
    store.start_control("verdicts", list(SET_RIGHT))
    verdicts = st.pills(
        atlas.say("claims.known"), sorted(CLAIM_VERDICTS, key=list(labels.VERDICTS).index), selection_mode="multi",
        format_func=lambda key: atlas.say(f"verdict.{key}"), key="verdicts", on_change=_from_the_top,
    )  # fmt: skip
    kind = st.selectbox(
        atlas.say("claims.about"), KINDS, index=None, placeholder=atlas.say("claims.everything"),
        format_func=lambda kind: atlas.say(f"claims.kind.{kind}"), key="claim_kind", on_change=_from_the_top, width=240,
    )  # fmt: skip
    wanted = set(verdicts) or set(CLAIM_VERDICTS)
    claims = [claim for claim in atlas.claims.values() if claim.verdict in wanted and kind in (None, claim.kind)]
    order = list(labels.VERDICTS)
    return sorted(claims, key=lambda claim: order.index(claim.verdict))


def _show_more(shown: int) -> None:
    _SHOWN.put(shown + PAGE)


def _from_the_top() -> None:
    _SHOWN.clear()


main()
