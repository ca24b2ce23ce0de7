"""Every page of the product by its path, as one would come to it."""

from __future__ import annotations

from explorer.care.plan_code import encode
from explorer.content import Atlas
from explorer.ui.state.pages import ADDRESSES

PATHS = ("", *ADDRESSES.values())
# Without a plan they say so, shortly.
WITH_PLAN = {ADDRESSES[name] for name in ("plan", "my_plan", "hand_over", "explain")}


def address_of(atlas: Atlas, path: str, code: str = "") -> str:
    """The path with the plan that its page is about, if it is about one: that of ``code``, or a shipped one."""
    return f"{path}?plan={code or plan_code(atlas)}" if path in WITH_PLAN else path


def in_language(address: str, lang: str) -> str:
    """An address that asks for a language."""
    return f"{address}{'&' if '?' in address else '?'}lang={lang}"


def plan_code(atlas: Atlas, lang: str = "en") -> str:
    """The code of a shipped plan, handed over in a language."""
    return encode(atlas.plans["buttock_ache"].plan.model_copy(update={"lang": lang}))
