"""The Techniques page: what a therapist may do, where, how, and how sure we are."""

from __future__ import annotations

from explorer.ui import content, shelf

shelf.page(content.atlas(), "technique", "**Technique**")
