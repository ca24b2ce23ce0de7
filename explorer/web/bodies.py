"""Refuses a body that is larger than anything that anybody has a reason to send, before it comes."""

from __future__ import annotations

from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

MOST_BYTES = 2_000_000  # the largest is a saved plan, which has one million at most, and what goes around it


class SmallBodies:
    """Middleware that does it. One that does not say how large it is, is counted by whoever reads it.

    Args:
        app: what comes next.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, or refuse and hang up: what is still to come is not waited for."""
        small = scope["type"] != "http" or int(Headers(scope=scope).get("content-length", 0)) <= MOST_BYTES
        await (self._app if small else _REFUSED)(scope, receive, send)


_REFUSED = PlainTextResponse(HTTPStatus(413).phrase, 413, {"Connection": "close"})
