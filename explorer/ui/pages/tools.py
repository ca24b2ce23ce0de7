"""The Tools page: “I have a tennis ball”. Which parts, how, and where not."""

from __future__ import annotations

from explorer.ui.card import remedy_catalogue
from explorer.ui.state import content

atlas = content.atlas()
remedy_catalogue.page(atlas, "tool", remedy_catalogue.warm_first(atlas.tools), atlas.say("catalogue.tools"))
