"""The content of the configured folders as it is now, and the one that a run or a request keeps to until it ends."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock

from explorer.content import Atlas
from explorer.content.followed import Followed, Loaded, Prepare

DATA_VARIABLE = "SCIATIC_EXPLORER_DATA"
IMAGES_VARIABLE = "SCIATIC_EXPLORER_IMAGES"
_held: ContextVar[Loaded | None] = ContextVar("content_held", default=None)
_followed: dict[tuple[str | None, str | None], Followed] = {}  # by the folders of content and pictures
_lock = Lock()


def shown() -> Loaded:
    """What is shown: what was held, or what is there now."""
    return _held.get() or _now().now


@contextmanager
def held() -> Iterator[Loaded]:
    """Keep to the content of now for all that is done here, whatever comes into its place meanwhile."""
    before = _held.set(_now().now)
    try:
        yield shown()
    finally:
        _held.reset(before)


def look(prepare: Prepare) -> bool:
    """Look once whether the folders were changed. True when something else is shown or told since."""
    return _now().look(prepare)


def is_settling() -> bool:
    """Whether something in the folders was changed that is not read yet."""
    return _now().is_settling


def earlier() -> tuple[Atlas, ...]:
    """What was shown before, the last first."""
    return _now().before


def _now() -> Followed:
    """Every run asks for it many times, so nothing is worked out to find it."""
    folders = os.environ.get(DATA_VARIABLE), os.environ.get(IMAGES_VARIABLE)
    if folders not in _followed:
        with _lock:
            if folders not in _followed:
                _followed[folders] = Followed(*folders)
    return _followed[folders]
