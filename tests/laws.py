"""How many made-up cases a property test tries."""

from __future__ import annotations

from typing import Any

from hypothesis import settings

QUICK = settings.get_current_profile_name() == "quick"  # `make quick` asks for it


def law(examples: int, **more: Any) -> settings:
    """Try so many examples, a tenth of them in `make quick`. How long one takes says something of the machine only."""
    return settings(max_examples=max(examples // 10, 10) if QUICK else examples, deadline=None, **more)
