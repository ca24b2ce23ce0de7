"""The content is looked after as long as a server runs."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from weakref import ref

import pytest

from explorer.ui.map import addresses
from explorer.ui.shell import following
from explorer.ui.state import live

PATIENCE_SECONDS = 10


class _Ring:
    """Something that only the garbage collector can take away, as an atlas is."""

    def __init__(self) -> None:
        self.itself = self


def test_what_was_shown_before_goes_although_garbage_is_not_looked_for_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = [_Ring()]
    before = ref(shown[0])
    monkeypatch.setattr(addresses, "warm_up", lambda atlas: None)
    monkeypatch.setattr(live, "look", lambda prepare: bool(shown) and not shown.clear())
    with following.changes():
        _wait_until(lambda: gc.get_freeze_count() > 0)
        assert before()
        _wait_until(lambda: before() is None)
    assert not gc.get_freeze_count()


def test_what_is_being_written_is_looked_at_sooner(monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[None] = []
    monkeypatch.setattr(addresses, "warm_up", lambda atlas: None)
    monkeypatch.setattr(following, "LOOK_SECONDS", 2 * PATIENCE_SECONDS)
    monkeypatch.setattr(following, "SETTLE_SECONDS", 0.01)
    monkeypatch.setattr(live, "is_settling", lambda: True)
    monkeypatch.setattr(live, "look", lambda prepare: bool(looks.append(None)))
    with following.changes():
        _wait_until(lambda: len(looks) > 2)


def _wait_until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)
