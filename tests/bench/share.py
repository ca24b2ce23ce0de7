"""Let a process work only a part of the time, as on a slow machine of its own: ``share.py PID SHARE``."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

TURN_SECONDS = 0.02


@contextmanager
def slowed(pid: int, share: float) -> Iterator[None]:
    """Slow a process down until the block ends. Another process does it, so that nothing else delays the turns."""
    slowing = subprocess.Popen([sys.executable, __file__, str(pid), str(share)])
    try:
        yield
    finally:
        slowing.kill()
        slowing.wait()
        os.kill(pid, signal.SIGCONT)


def _slow(pid: int, share: float) -> None:
    while True:
        os.kill(pid, signal.SIGSTOP)
        time.sleep(TURN_SECONDS * (1 - share))
        os.kill(pid, signal.SIGCONT)
        time.sleep(TURN_SECONDS * share)


if __name__ == "__main__":
    _slow(int(sys.argv[1]), float(sys.argv[2]))
