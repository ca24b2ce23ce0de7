"""What people say and what is known, always together: “You may have heard…” beside “What is known”."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from explorer.content import Atlas
from explorer.content.citations import named
from explorer.content.models import SET_RIGHT, Claim, Register
from explorer.ui.labels import sure
from explorer.ui.labels.markup import paragraph, small


def to_set_right(claims: Iterable[Claim]) -> list[Claim]:
    """Those claims that must not stand uncorrected where they are made, the unsafe ones first."""
    return sorted((c for c in claims if c.verdict in SET_RIGHT), key=lambda claim: SET_RIGHT.index(claim.verdict))


def set_right(atlas: Atlas, claims: Iterable[Claim], register: Register) -> str:
    """The claims to set right, one after the other; nothing where there are none."""
    return "".join(both(atlas, claim, register) for claim in to_set_right(claims))


def both(atlas: Atlas, claim: Claim, register: Register) -> str:
    """One claim, and what is known."""
    known = claim.known if register == "patient" else f"{claim.known} {claim.clinician}"
    rests = named(atlas, claim.references) or (atlas.say(f"fold.basis.{claim.basis}") if claim.basis else "")
    heard = f"<p><strong>{escape(atlas.say('fold.you_heard'))}</strong> <em>{escape(claim.heard)}</em></p>"
    return heard + paragraph(known, atlas.say("fold.known")) + small(sure(atlas.speech, claim.grade, rests))
