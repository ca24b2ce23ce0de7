"""A server of the light pages alone, which a test can slow down, change and take away."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from explorer.content import Atlas
from tests.web.client import get
from tests.web.light import light_app


class LightServer(ThreadingHTTPServer):
    """Answers after ``delay_s``, and notes what it was asked: the line, the headers, and what came with it."""

    def __init__(self, atlas: Atlas) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.app = light_app(atlas)
        self.delay_s = 0.0
        self.heard: list[str] = []

    @property
    def address(self) -> str:
        return f"http://localhost:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: LightServer

    def do_GET(self) -> None:
        self._answer(b"")

    def do_POST(self) -> None:
        self._answer(self.rfile.read(int(self.headers.get("content-length", 0))))

    def _answer(self, brought: bytes) -> None:
        self.server.heard.append(f"{self.requestline}\n{self.headers}{brought.decode(errors='replace')}")
        time.sleep(self.server.delay_s)
        found = get(self.server.app, self.path)
        self.send_response(found.status)
        for name, value in found.headers.items():
            self.send_header(name, value)
        self.end_headers()
        with suppress(OSError):  # who asked may have gone
            self.wfile.write(found.body)

    def log_message(self, *_: object) -> None:
        """It says nothing."""


@contextmanager
def light_server(atlas: Atlas) -> Iterator[LightServer]:
    """The server, until the test ends or it is shut down."""
    server = LightServer(atlas)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        take_away(server)


def take_away(server: LightServer) -> None:
    """From now on nobody answers."""
    server.shutdown()
    server.server_close()
