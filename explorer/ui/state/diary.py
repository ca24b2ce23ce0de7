"""The diary that a phone showed to this session. It is kept nowhere else, and goes with the session."""

from __future__ import annotations

from explorer.ui.state.store import Slot

_CODE = Slot("diary_code", str)


def code() -> str:
    """The code that was read in; empty when there is none."""
    return _CODE.get()


def put(code: str) -> None:
    """Keep another code, or none."""
    _CODE.put(code)
