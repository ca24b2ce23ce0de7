"""What stands behind the ``#`` of the address. The browser sends it to no server in an address, nor to a log.

A script of ours reads it and gives it to this session, which holds it as it holds an answer.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from explorer.ui.component import component
from explorer.ui.state import store

_KEY = "address_fragment"
_reader = component(_KEY, js=Path(__file__).with_suffix(".js").read_text("utf-8"))


def read(take: Callable[[str], None]) -> None:
    """Give what stands there to ``take``, once, and take it out of the address."""
    _reader(key=_KEY, data={}, on_found_change=lambda: _hear(take))


def _hear(take: Callable[[str], None]) -> None:
    found = getattr(store.told(_KEY), "found", None)
    if isinstance(found, str):
        take(found)
