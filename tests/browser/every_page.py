"""Every page of the product by its path, as one would come to it."""

from __future__ import annotations

from explorer.care.plan_code import encode
from explorer.content import Atlas
from explorer.ui.state.pages import ADDRESSES

PATHS = ("", *ADDRESSES.values())
# Without a plan they say so, shortly.
WITH_PLAN = {ADDRESSES[name] for name in ("plan", "my_plan", "hand_over", "explain")}


def address_of(atlas: Atlas, path: str) -> str:
    """The path with the plan that its page is about, if it is about one."""
    return f"{path}?plan={plan_code(atlas)}" if path in WITH_PLAN else path


def plan_code(atlas: Atlas) -> str:
    """The code of a shipped plan."""
    return encode(atlas.plans["buttock_ache"].plan)
