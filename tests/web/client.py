"""Asks an ASGI app, without a server between."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Scope


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Headers
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


def get(app: ASGIApp, path: str, method: str = "GET", *, goes_away: bool = False, **headers: str) -> Answer:
    """Ask for a path. ``accept_encoding="gzip"`` is the header ``accept-encoding``.

    One who ``goes_away`` does so as soon as the question is asked.
    """
    told = ["http.request", *(["http.disconnect"] if goes_away else [])]
    (start, *rest) = _exchange(app, _scope("http", path, headers) | {"method": method}, told)
    body = b"".join(message.get("body", b"") for message in rest)
    return Answer(start["status"], Headers(raw=start["headers"]), body)


def open_socket(app: ASGIApp, path: str, **headers: str) -> str:
    """Try to open a web socket. Gives the kind of the first answer."""
    return str(_exchange(app, _scope("websocket", path, headers))[0]["type"])


def _scope(kind: str, path: str, headers: dict[str, str]) -> Scope:
    path, _, query = path.partition("?")
    named = {"host": "localhost"} | {name.replace("_", "-"): value for name, value in headers.items()}
    raw = [(name.encode(), value.encode()) for name, value in named.items()]
    return {
        "type": kind, "path": path, "raw_path": path.encode(), "root_path": "", "scheme": "http",
        "query_string": query.encode(),
        "headers": raw, "server": ("localhost", 80), "client": ("127.0.0.1", 1), "http_version": "1.1",
    }  # fmt: skip


def _exchange(app: ASGIApp, scope: Scope, told: Iterable[str] = ("http.request",)) -> list[Message]:
    sent: list[Message] = []
    kinds = [*told]

    async def receive() -> Message:
        return {"type": kinds.pop(0) if len(kinds) > 1 else kinds[0]}

    async def send(message: Message) -> None:
        sent.append(message)

    with ThreadPoolExecutor(1) as aside:  # a browser's own loop may run in this thread
        aside.submit(asyncio.run, app(scope, receive, send)).result()
    return sent
