"""Which pages may steer the app: its own, and those that its host says are its own."""

from __future__ import annotations

from collections.abc import Callable, Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Receive, Scope, Send

POLICY_VIOLATION = 1008


class OwnOrigin:
    """Middleware that lets only the app's own pages open a web socket.

    Streamlit looks at the origin, too; but for one that it does not know it first asks a public service for this
    computer's address (https://github.com/streamlit/streamlit/issues/7721), and nothing is to leave the building. So
    no unknown origin gets that far, and one that is known here is handed on as the host's own.

    Args:
        app: what comes next.
        trusted: names of hosts whose pages are ours as well, such as that of a proxy in front; None for every host.
    """

    def __init__(self, app: ASGIApp, trusted: Callable[[], Collection[str] | None]) -> None:
        self._app, self._trusted = app, trusted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, or refuse."""
        if scope["type"] == "websocket":
            headers = Headers(scope=scope)
            origin, host = headers.get("origin"), headers.get("host", "")
            if origin is not None and urlsplit(origin).netloc != host:
                if not self._trusts(origin):
                    await send({"type": "websocket.close", "code": POLICY_VIOLATION})
                    return
                scope = {**scope, "headers": list(scope["headers"])}
                MutableHeaders(scope=scope)["origin"] = f"{urlsplit(origin).scheme}://{host}"
        await self._app(scope, receive, send)

    def _trusts(self, origin: str) -> bool:
        trusted = self._trusted()
        name = urlsplit(origin).hostname or ""
        return trusted is None or any(_covers(pattern, name) for pattern in trusted)


def _covers(pattern: str, name: str) -> bool:
    return pattern in ("*", name) or (pattern.startswith("*.") and name.endswith(pattern[1:]))
