"""Typst in a process of its own, which sets one paper and is gone.

A clinic may bring its own template, and one can loop for ever or grow without end: here that ends soon, and costs the
server nothing. Typst also keeps what it worked out for the papers before, tens of MB of each: that goes, too.

This file is both ends: the server imports it, and the process runs it.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from itertools import accumulate, pairwise
from typing import Any

import typst

with suppress(ImportError):  # Windows has none: there time alone is limited
    import resource

SECONDS = 20  # a paper takes one or two
MOST_MB = 1200  # of memory; our longest paper, with a long note at each exercise, takes 820
MOST_MADE_MB = 30  # of a paper; one has about 2
TOO_LONG = f"it takes more than {SECONDS} seconds; look for a loop that does not end, or does too much"
TOO_LARGE = f"it takes more than {MOST_MB} MB of memory; look for a list or a page that grows without end"
TOO_MUCH = f"it makes more than {MOST_MADE_MB} MB; look for too many pages, or pictures that are too large"


class NotSetError(Exception):
    """There is no paper: Typst says why, or it is what the process may not take."""


def typeset(words: Mapping[str, str], folder: str, form: Mapping[str, Any]) -> tuple[bytes, ...]:
    """What is made of ``main.typ``, one of the ``words``: they are given in memory, and pictures lie in the folder.

    Raises NotSetError, and OSError when the computer has no room for the process.
    """
    order = json.dumps({"words": words, "folder": folder, "form": form})
    command = [sys.executable, "-P", __file__]
    try:
        done = subprocess.run(command, input=order.encode(), capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise NotSetError(TOO_LONG) from None
    if done.returncode:
        raise NotSetError(_why(done))
    told, _, made = done.stdout.partition(b"\n")
    found = json.loads(told)
    if said := found.get("said"):
        raise NotSetError(said)
    return tuple(made[start:end] for start, end in pairwise(accumulate(found["sizes"], initial=0)))


def _why(done: subprocess.CompletedProcess[bytes]) -> str:
    """Why the process ended before it was done."""
    said = done.stderr.decode(errors="replace").strip()
    if "memory allocation" in said or "MemoryError" in said:
        return TOO_LARGE
    if done.returncode == -getattr(signal, "SIGXCPU", 0):
        return TOO_LONG
    return f"it was stopped (code {done.returncode}): {said.rpartition(chr(10))[2]}"


# --- in the process -----------------------------------------------------------------------------------------------


def main() -> None:
    """Set what stands on the standard input; the first line of the output says what follows."""
    if "resource" in globals():
        _limit()
    order = json.load(sys.stdin)
    try:
        made = _made(order)
    except typst.TypstError as error:
        _tell({"said": error.diagnostic.strip()})
        return
    if sum(map(len, made)) > MOST_MADE_MB * 1_000_000:
        _tell({"said": TOO_MUCH})
        return
    _tell({"sizes": [len(each) for each in made]}, *made)


def _limit() -> None:
    """Also for a process whose server is gone. A core file would hold what stands on the paper."""
    limits = {resource.RLIMIT_CORE: 0, resource.RLIMIT_CPU: SECONDS, resource.RLIMIT_DATA: MOST_MB * 1_000_000}
    for kind, most in limits.items():
        _, allowed = resource.getrlimit(kind)
        resource.setrlimit(kind, (most if allowed == resource.RLIM_INFINITY else min(most, allowed), allowed))


def _made(order: Mapping[str, Any]) -> list[bytes]:
    compile_files: Any = typst.compile  # its types do not know of several files
    words = {name: text.encode() for name, text in order["words"].items()}
    made = compile_files(words, root=order["folder"], ignore_system_fonts=True, **order["form"])
    return made if isinstance(made, list) else [made]


def _tell(head: Mapping[str, Any], *made: bytes) -> None:
    sys.stdout.buffer.write(b"\n".join((json.dumps(head).encode(), b"".join(made))))


if __name__ == "__main__":
    main()
