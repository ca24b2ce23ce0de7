"""How many made-up cases a property test tries."""

from __future__ import annotations

from typing import Any

from hypothesis import settings

PROFILE = settings.get_current_profile_name()
MANY = 10_000  # what `make laws` tries at least


def cases(usual: int) -> int:
    """How many: the usual number in `make test`, a tenth of it in `make quick`, many in `make laws`."""
    return {"quick": max(usual // 10, 10), "many": max(usual, MANY)}.get(PROFILE, usual)


def law(usual: int, **more: Any) -> settings:
    """Try so many examples. How long one takes says something of the machine only."""
    return settings(max_examples=cases(usual), deadline=None, **more)
