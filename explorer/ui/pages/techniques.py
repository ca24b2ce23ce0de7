"""The Techniques page: what a therapist may do, where, how, and how sure we are."""

from __future__ import annotations

from explorer.ui.card import remedy_catalogue
from explorer.ui.state import content

remedy_catalogue.page(content.atlas(), "technique", "**Technique**")
