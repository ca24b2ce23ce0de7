"""Which content is shown: of which version, with whose folder laid over it, and since when."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from explorer import __version__
from explorer.content import Atlas
from explorer.content.once import once
from explorer.content.unread import read_in
from explorer.web import log


@dataclass(frozen=True)
class Shown:
    """The content of now. ``content`` is a name that no other content has; ``since`` is when it was first shown.

    ``overlay`` is the name of the folder laid over the shipped one, ``clinic`` whose it is; each empty for none.
    """

    content: str
    overlay: str
    clinic: str
    since: float

    @property
    def age_seconds(self) -> float:
        """For how long it has been shown."""
        return time.time() - self.since

    def in_lines(self) -> str:
        """The same for people and for scripts, one fact a line."""
        facts = {
            "version": __version__,
            "content": self.content,
            "overlay": self.overlay or "none",
            "clinic": self.clinic or "none",
            "since": datetime.fromtimestamp(self.since, UTC).isoformat(timespec="seconds"),
        }
        return "".join(f"{name}: {fact}\n" for name, fact in facts.items())


@once
def of(atlas: Atlas) -> Shown:
    """What is told of an atlas from when it is first shown."""
    found = Shown(_fingerprint(atlas.folders), atlas.overlay or "", atlas.clinic["clinic"].name or "", time.time())
    log.note("content", version=__version__, content=found.content, overlay=found.overlay)
    return found


def _fingerprint(folders: Iterable[Path]) -> str:
    """A short name for what is read in these folders, the same on every computer."""
    found = hashlib.sha256()
    for folder in folders:
        for path in read_in(folder):
            found.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()[:12]
