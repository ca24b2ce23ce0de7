"""A content folder as it is at one moment: its copy, which nobody edits, and a stamp that tells whether it changed."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from stat import S_ISREG

from explorer.content.unread import entries_in, lying_in, read_in

PREFIX = "sciatic-explorer-"

# Of each file its name, when it was written, how long it is, and which one it is.
Stamp = tuple[tuple[str, int, int, int], ...]


def stamp(*folders: Path) -> Stamp:
    """What changes with every change of the folders, without opening a file."""
    return tuple(_stamped(entry) for folder in folders for entry in entries_in(folder))


def copy(folder: Path) -> Path:
    """A copy with the name of the folder, in a folder of its own. Raises OSError, with the name of the file in it.

    What nothing reads is there by its name alone.
    """
    into = Path(tempfile.mkdtemp(prefix=PREFIX)) / (folder.resolve().name or "content")
    try:
        _copy(folder, into)
    except OSError:
        remove(into)
        raise
    return into


def remove(copied: Path) -> None:
    """Take a copy away."""
    shutil.rmtree(copied.parent, ignore_errors=True)


def _copy(folder: Path, into: Path) -> None:
    read = set(read_in(folder))
    into.mkdir()
    for path in lying_in(folder):
        target = into / path.relative_to(folder)
        if path.is_dir():
            target.mkdir()
        elif path in read:
            shutil.copyfile(path, target)
        else:
            target.touch()


def _stamped(entry: os.DirEntry[str]) -> tuple[str, int, int, int]:
    try:
        found = entry.stat()
    except OSError:  # gone meanwhile, or a link to nowhere
        return entry.path, 0, 0, 0
    if not S_ISREG(found.st_mode):  # a folder changes with what is passed over, too
        return entry.path, 0, 0, 1
    return entry.path, found.st_mtime_ns, found.st_size, found.st_ino
