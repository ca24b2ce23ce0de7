"""The card of a region or a pain place, and what stands on it."""
