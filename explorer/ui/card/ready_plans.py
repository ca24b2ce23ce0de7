"""The ready plans to start from, each in the pictures of its items: wherever a plan is missing."""

from __future__ import annotations

import streamlit as st

from explorer.content import Atlas
from explorer.content.models import Template
from explorer.ui.card import card_body
from explorer.ui.labels import markup
from explorer.ui.plan import items, plans
from explorer.ui.safety import rulings


def choose(atlas: Atlas, lead: str) -> None:
    """Offer them below words that lead there. The one that is pressed is taken in hand."""
    st.markdown(lead)
    rulings.to_do()
    tiles = "".join(_tile(atlas, template) for template in atlas.plans.values())
    card_body.show("", f'<div class="gallery wide">{tiles}</div>', lambda act: _begin(atlas, act), key="templates")


def _tile(atlas: Atlas, template: Template) -> str:
    """A ready plan as the pictures of its items, and whom it fits."""
    drawn = dict.fromkeys(items.thumbnail(atlas, item) for item in template.items)
    said = atlas.say("plan.template", fits=template.fits, count=len(template.items))
    strip = f'<span class="strip">{"".join(drawn)}</span>'
    return markup.tile("open", template.id, template.name, said, picture=strip)


def _begin(atlas: Atlas, act: card_body.Act) -> None:
    if act.kind == "open" and act.value in atlas.plans:
        plans.put(plans.begun(atlas.plans[act.value].plan, atlas.lang))
