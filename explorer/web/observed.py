"""Counts requests and sessions, and notes requests, by the kind of their address: never by the address itself."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import PurePosixPath

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from explorer.handout.link import POCKET
from explorer.web import assets, health, log, metrics, stop_signs

PAGE = "/<page>"  # every address that is none of these
_FOLDERS = frozenset({assets.FOLDER, "_stcore", "component", "media", "static"})
_FILES = frozenset({"", "favicon.png", health.ALIVE, health.READY, metrics.PATH, stop_signs.PATH})
_PAPERS = frozenset({".jpg", ".ics", ".pdf", ".png", ".html", ".webmanifest"})
_CLOSED = 499  # who asked went away before there was an answer


class Observed:
    """Middleware that does it.

    Args:
        app: what comes next.
        base: gives the path that the app is served under.
    """

    def __init__(self, app: ASGIApp, base: Callable[[], str]) -> None:
        self._app, self._base = app, base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; count when it is done."""
        if scope["type"] == "websocket":
            await self._session(scope, receive, send)
        elif scope["type"] == "http":
            await self._request(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _session(self, scope: Scope, receive: Receive, send: Send) -> None:
        with metrics.SESSIONS.track_inprogress():
            await self._app(scope, receive, send)

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        began, status = time.perf_counter(), _CLOSED

        async def noted(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        asked = route(scope["path"], self._base())
        try:
            await self._app(scope, receive, noted)
        finally:
            metrics.REQUESTS.labels(asked, str(status)).inc()
            log.note("request", route=asked, status=status, ms=round(1000 * (time.perf_counter() - began), 1))


def route(path: str, base: str) -> str:
    """What kind of address it is: one of a few names, whatever is asked for."""
    first, _, rest = path.removeprefix(base).lstrip("/").partition("/")
    if first == POCKET and rest:
        ending = PurePosixPath(rest).suffix
        return f"/{POCKET}/<code>{ending if ending in _PAPERS else ''}"
    if first in _FOLDERS:
        return f"/{first}/"
    return f"/{first}" if first in _FILES and not rest else PAGE
