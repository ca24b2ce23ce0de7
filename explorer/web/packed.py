"""Streamlit's own scripts, packed: on a slow line they are what a visitor waits for.

Streamlit sends them as they are, because packing them for each request costs too much. Their names hold a hash of
what is in them, so each can be packed once and kept.
"""

from __future__ import annotations

import gzip
from asyncio import Event
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_FOLDER = "/static/"
_KINDS = (".js", ".css")
_LEVEL = 6  # 9 takes thrice as long for one part in a hundred


class PackedScripts:
    """Middleware that does it.

    Args:
        app: what comes next.
        base: gives the path that the app is served under.
    """

    def __init__(self, app: ASGIApp, base: Callable[[], str]) -> None:
        self._app, self._folder = app, base() + _FOLDER
        self._kept: dict[str, Response] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with what is kept, or pass on."""
        if not self._is_script(scope):
            await self._app(scope, receive, send)
            return
        path = scope["path"]
        if path not in self._kept:
            whole = _Whole()
            await self._app({**scope, "headers": []}, _patient(), whole)
            if whole.status != 200:
                await whole.answer()(scope, receive, send)
                return
            self._kept[path] = await run_in_threadpool(whole.packed)
        await self._kept[path](scope, receive, send)

    def _is_script(self, scope: Scope) -> bool:
        if scope["type"] != "http" or scope["method"] != "GET":
            return False
        path: str = scope["path"]
        headers = Headers(scope=scope)
        wanted = "gzip" in headers.get("accept-encoding", "") and "range" not in headers
        return wanted and path.startswith(self._folder) and path.endswith(_KINDS)


def _patient() -> Receive:
    """One who asks and never goes away: who does would cut short what is kept for all others."""
    asked = False

    async def receive() -> Message:
        nonlocal asked
        if asked:
            await Event().wait()
        asked = True
        return {"type": "http.request", "body": b"", "more_body": False}

    return receive


class _Whole:
    """An answer, held back until all of it has come."""

    def __init__(self) -> None:
        self.status = 500
        self._headers, self._body = MutableHeaders(), b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status, self._headers = message["status"], MutableHeaders(raw=message["headers"])
        else:
            self._body += message.get("body", b"")

    def answer(self) -> Response:
        return Response(self._body, self.status, self._headers)

    def packed(self) -> Response:
        kept = {name: value for name in ("content-type", "cache-control") if (value := self._headers.get(name))}
        return Response(
            gzip.compress(self._body, _LEVEL), 200, {**kept, "Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
        )
