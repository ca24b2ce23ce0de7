"""Content that follows its folder: what is changed there comes into its place whole, once it is right.

What is shown was read from a copy of the folder, so that words, pictures and templates are of the same moment, however
long it takes to edit them. Something broken changes nothing but what is told of it.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from weakref import finalize

from explorer.content.atlas import Atlas
from explorer.content.copied import Stamp, copy, remove, stamp
from explorer.content.folders import shipped
from explorer.content.language import read_languages
from explorer.content.load import load_atlas, sources
from explorer.content.problems import ContentError, Problem

LOOK_SECONDS = 1.5  # each look asks the system for every file, while others wait for their page
SETTLE_SECONDS = 0.5  # what is being written is looked at sooner
KEPT_BEFORE = 2  # for windows that were open before a change, and still ask for what belongs to it

Prepare = Callable[[Atlas], None]


@dataclass(frozen=True)
class Loaded:
    """What can be shown now, and what is wrong.

    ``own`` says that the atlas is that of the folder: not the shipped one in place of a clinic's, which was never
    right. ``broken_since`` is when the problems were first found, in seconds.
    """

    atlas: Atlas | None
    problems: tuple[Problem, ...] = ()
    own: bool = True
    broken_since: float | None = None


class Followed:
    """The content of a folder, which is read at once, and anew when it was changed.

    Args:
        data: the content folder; None for the shipped one.
        images: the folder of the plates; None for the shipped one.
    """

    def __init__(self, data: str | None, images: str | None) -> None:
        self._data, self._images = data, images
        self._seen = self._stamp()
        self._read: Stamp | None = self._seen  # None when it must be read again though it is the same
        self.now = self._first()
        self._before: deque[Atlas] = deque(maxlen=KEPT_BEFORE)

    @property
    def before(self) -> tuple[Atlas, ...]:
        """What was shown before, the last first."""
        return tuple(self._before)

    @property
    def is_settling(self) -> bool:
        """Whether something was changed that is not read yet."""
        return self._seen != self._read

    def look(self, prepare: Prepare = lambda atlas: None) -> bool:
        """Look once whether the folder was changed. True when something else is shown or told since.

        A change is taken once it stays the same from one look to the next, because several files take their time to be
        written. ``prepare`` makes ready what is shown next.
        """
        found, seen = self._stamp(), self._seen
        self._seen = found
        if found != seen or found == self._read:
            return False
        self._read = found
        return self._take(self._attempt(), found, prepare)

    def _take(self, found: Atlas | tuple[Problem, ...], of: Stamp, prepare: Prepare) -> bool:
        was = self.now
        if self._stamp() != of:  # written to meanwhile
            self._read = None
        elif isinstance(found, Atlas):
            prepare(found)
            self._before.extendleft([was.atlas] if was.atlas else [])
            self.now = Loaded(found)
        elif found != was.problems:
            self.now = replace(was, problems=found, broken_since=was.broken_since or time.time())
        return self.now is not was

    def _first(self) -> Loaded:
        found = self._attempt()
        if isinstance(found, Atlas):
            return Loaded(found)
        return Loaded(self._stand_in(), found, own=False, broken_since=time.time())

    def _stand_in(self) -> Atlas | None:
        """What is shipped, in place of what is laid over it; with its own plates, because the others may be broken."""
        try:
            return _whole(None, None) if sources(self._data)[-1].overlay else None
        except ContentError:
            return None

    def _attempt(self) -> Atlas | tuple[Problem, ...]:
        try:
            return self._loaded()
        except ContentError as error:
            return error.problems
        except OSError as error:  # such as a full disk: it may go by itself
            self._read = None
            return (self._unreadable(error),)

    def _loaded(self) -> Atlas:
        """The atlas of a copy, which is removed with it. What is shipped is read where it lies: nobody edits it."""
        if not self._data or Path(self._data).resolve() == shipped("data").resolve():
            return _whole(self._data, self._images)
        copied = copy(Path(self._data))
        try:
            atlas = _whole(copied, self._images)
        except BaseException:
            remove(copied)
            raise
        finalize(atlas.geometry, remove, copied)  # which all that are made of this atlas hold
        return atlas

    def _unreadable(self, error: OSError) -> Problem:
        folder = sources(self._data)[-1]
        name = Path(str(error.filename)).name if error.filename else ""
        return Problem(f"{folder.name}/{name}".rstrip("/"), 1, 1, "", f"it cannot be read: {error.strerror or error}")

    def _stamp(self) -> Stamp:
        return stamp(sources(self._data)[-1].folder, *([Path(self._images)] if self._images else ()))


def _whole(data: Path | str | None, images: str | None) -> Atlas:
    """An atlas of which the languages are read, too, so that what is wrong with them is told with the rest."""
    atlas = load_atlas(data, images)
    read_languages(atlas)
    return atlas
