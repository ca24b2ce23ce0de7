"""A stretch of line between browser and server that counts what comes down it, compressed as it is; also a slow one."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Lock, Thread
from urllib.parse import urlsplit

BLOCK = 65536


@dataclass
class Relay:
    """A line to a server. ``address`` is its near end, ``bytes`` what came from the server so far.

    ``rate`` is how many bytes come down in a second, at most; ``delay`` the seconds that a question takes to the server
    and its answer back, together.
    """

    address: str
    rate: float = float("inf")
    delay: float = 0.0
    bytes: int = 0
    _turn: Lock = field(default_factory=Lock)  # all that comes down shares the line

    def carry(self, near: socket.socket, far: socket.socket) -> None:
        """Pass on both ways until either end has gone."""
        Thread(target=_pump, args=(near, far, self._wait), daemon=True).start()
        Thread(target=_pump, args=(far, near, self._count), daemon=True).start()

    def _count(self, number: int) -> None:
        with self._turn:
            self.bytes += number
            time.sleep(number / self.rate)

    def _wait(self, number: int) -> None:
        time.sleep(self.delay)


@contextmanager
def relay(address: str, rate: float = float("inf"), delay: float = 0.0) -> Iterator[Relay]:
    """A line to the server at ``address``; as fast as can be, unless told otherwise."""
    far = urlsplit(address)
    with socket.create_server(("127.0.0.1", 0)) as entrance:
        line = Relay(f"http://localhost:{entrance.getsockname()[1]}", rate, delay)
        Thread(target=_let_in, args=(entrance, line, (far.hostname, far.port)), daemon=True).start()
        yield line


def _let_in(entrance: socket.socket, line: Relay, far: tuple[str | None, int | None]) -> None:
    with suppress(OSError):  # the entrance was closed
        while True:
            near, _ = entrance.accept()
            line.carry(near, socket.create_connection(far))


def _pump(source: socket.socket, target: socket.socket, count: Callable[[int], None]) -> None:
    with suppress(OSError), source, target:
        while block := source.recv(BLOCK):
            count(len(block))
            target.sendall(block)
