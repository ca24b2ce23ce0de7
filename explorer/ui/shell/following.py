"""Looks whether the content was changed, as long as the server runs."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

from explorer.content.followed import LOOK_SECONDS, SETTLE_SECONDS
from explorer.ui.map import addresses
from explorer.ui.state import live
from explorer.web import log, shown


@contextmanager
def changes() -> Iterator[None]:
    """Show what is changed in the content folder, a few seconds after it was."""
    done = Event()
    Thread(target=_follow, args=(done,), daemon=True).start()
    try:
        yield
    finally:
        done.set()
        gc.unfreeze()


def note() -> None:
    """Note what is shown now, and since when."""
    loaded = live.shown()
    if loaded.atlas:
        shown.of(loaded.atlas)
    if loaded.problems:
        log.note("content_problems", problems=len(loaded.problems))


def _follow(done: Event) -> None:
    _calmly(_warm_up)
    if not done.is_set():
        gc.freeze()  # so that what stays is not looked through for garbage again and again
    while not done.wait(SETTLE_SECONDS if live.is_settling() else LOOK_SECONDS):
        _calmly(_look)


def _calmly(do: Callable[[], None]) -> None:
    """Whatever fails, what is shown stays, and the next change is seen."""
    try:
        do()
    except Exception as error:
        log.note("content_failed", error=type(error).__name__)


def _warm_up() -> None:
    if atlas := live.shown().atlas:
        addresses.warm_up(atlas)


def _look() -> None:
    if live.look(addresses.warm_up):
        note()
        _let_go()


def _let_go() -> None:
    """Let go of what was shown before: an atlas is a ring of parts, which would stay."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
