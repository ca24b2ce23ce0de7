"""Tell what is installed in another release than the lock says: ``python locked.py requirements.txt``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from packaging.requirements import Requirement


def main(lock: Path) -> int:
    """Returns the exit code: 1 if anything differs."""
    told = list(differences(lock.read_text("utf-8").splitlines()))
    for line in told:
        print(line, file=sys.stderr)
    if told:
        print(
            f"What runs here is not what was tested. Put it right with `make clean`, or renew {lock.name} with "
            "`make upgrade`.",
            file=sys.stderr,
        )
    return bool(told)


def differences(lines: Iterable[str]) -> Iterator[str]:
    """What the lines of a lock say that this Python does not have, in words."""
    for line in lines:
        if line[:1].isalnum():
            wanted = Requirement(line.rstrip(" \\"))
            if wanted.marker is None or wanted.marker.evaluate():
                yield from _difference(wanted)


def _difference(wanted: Requirement) -> Iterator[str]:
    try:
        found = version(wanted.name)
    except PackageNotFoundError:
        yield f"{wanted.name} is not installed; the lock says {wanted.specifier}"
        return
    if not wanted.specifier.contains(found, prereleases=True):
        yield f"{wanted.name} {found} is installed; the lock says {wanted.specifier}"


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
