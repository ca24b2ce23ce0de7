"""A stretch of line between browser and server that counts what comes down it, compressed as it is."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Thread
from urllib.parse import urlsplit

BLOCK = 65536


@dataclass
class Relay:
    """A line to a server. ``address`` is its near end, ``bytes`` what came from the server so far."""

    address: str
    bytes: int = 0

    def carry(self, near: socket.socket, far: socket.socket) -> None:
        """Pass on both ways until either end has gone."""
        Thread(target=_pump, args=(near, far, _ignore), daemon=True).start()
        Thread(target=_pump, args=(far, near, self._count), daemon=True).start()

    def _count(self, number: int) -> None:
        self.bytes += number


@contextmanager
def relay(address: str) -> Iterator[Relay]:
    """A line to the server at ``address``."""
    far = urlsplit(address)
    with socket.create_server(("127.0.0.1", 0)) as entrance:
        line = Relay(f"http://localhost:{entrance.getsockname()[1]}")
        Thread(target=_let_in, args=(entrance, line, (far.hostname, far.port)), daemon=True).start()
        yield line


def _let_in(entrance: socket.socket, line: Relay, far: tuple[str | None, int | None]) -> None:
    with suppress(OSError):  # the entrance was closed
        while True:
            near, _ = entrance.accept()
            line.carry(near, socket.create_connection(far))


def _ignore(number: int) -> None:
    pass


def _pump(source: socket.socket, target: socket.socket, count: Callable[[int], None]) -> None:
    with suppress(OSError), source, target:
        while block := source.recv(BLOCK):
            count(len(block))
            target.sendall(block)
