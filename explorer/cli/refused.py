"""What every command says when it cannot do what it is asked for."""

from __future__ import annotations

from pathlib import Path


class Refused(Exception):
    """A command cannot do what it is asked for. ``code`` is its exit code: 1 for problems, 2 for wrong usage."""

    def __init__(self, code: int, said: object) -> None:
        self.code = code
        super().__init__(str(said))


def require_folders(command: str, *folders: Path | None) -> None:
    """Refuse a folder that is none. One that was not named is none to require."""
    for folder in folders:
        if folder and not folder.is_dir():
            raise Refused(2, f"sciatic-explorer {command}: no folder '{folder}'")


def write_file(command: str, path: Path, data: bytes) -> None:
    """Write a file, or refuse with the reason."""
    try:
        path.write_bytes(data)
    except OSError as error:
        raise Refused(2, f"sciatic-explorer {command}: cannot write '{path}': {error.strerror}") from None
