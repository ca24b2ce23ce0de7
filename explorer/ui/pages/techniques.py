"""The Techniques page: what a therapist may do, where, how, and how sure we are."""

from __future__ import annotations

from explorer.ui.card import remedy_catalogue
from explorer.ui.state import content

atlas = content.atlas()
remedy_catalogue.page(
    atlas, "technique", remedy_catalogue.warm_first(atlas.techniques), atlas.say("catalogue.techniques")
)
