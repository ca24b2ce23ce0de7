"""What every command says when it cannot do what it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Refused(Exception):
    """A command cannot do what it is asked for. ``code`` is its exit code: 1 for problems, 2 for wrong usage.

    What is said of wrong usage is printed behind the name of the command.
    """

    def __init__(self, code: int, said: object) -> None:
        self.code = code
        super().__init__(str(said))


def require_folders(*folders: Path | None) -> None:
    """Refuse a folder that is none. One that was not named is none to require."""
    for folder in folders:
        if folder and not folder.is_dir():
            raise Refused(2, f"no folder '{folder}'")


@contextmanager
def writing_to(folder: Path) -> Iterator[None]:
    """Refuse with the reason when something cannot be written to a folder."""
    try:
        yield
    except OSError as error:
        raise Refused(2, f"cannot write to '{folder}': {error.strerror}") from None


def write_file(path: Path, data: bytes) -> None:
    """Write a file, or refuse with the reason."""
    try:
        path.write_bytes(data)
    except OSError as error:
        raise Refused(2, f"cannot write '{path}': {error.strerror}") from None
