"""The Tools page: “I have a tennis ball”. Which parts, how, and where not."""

from __future__ import annotations

from explorer.ui import content, shelf

shelf.page(content.atlas(), "tool", "**I have a…**")
