"""What every answer tells the browser to refuse, so that a fault on a page cannot reach far."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "Content-Security-Policy"
SELF = "'self'"
# The browser's own abilities that no page of ours needs.
_UNUSED = (
    "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "geolocation", "gyroscope", "hid",
    "idle-detection", "magnetometer", "microphone", "midi", "payment", "publickey-credentials-get", "serial", "usb",
    "xr-spatial-tracking",
)  # fmt: skip


def policy(frame_ancestors: str = SELF, inline_scripts: Iterable[str] = ()) -> str:
    """The content security policy: nothing from other hosts, and no script in the page but those given.

    Args:
        frame_ancestors: which pages may show this one in a frame, as in the directive of that name.
        inline_scripts: the text of each script that stands in the page itself.
    """
    rules = {
        "default-src": SELF,
        # Components bring their script as a blob; Streamlit's protobuf counts in WebAssembly.
        "script-src": " ".join(
            (SELF, "blob:", "'wasm-unsafe-eval'", *(_fingerprint(script) for script in inline_scripts))
        ),
        "worker-src": f"{SELF} blob:",  # MapLibre's
        "style-src": f"{SELF} 'unsafe-inline'",  # Streamlit writes its styles while it runs
        "img-src": f"{SELF} data: blob:",
        "font-src": f"{SELF} data:",
        "media-src": f"{SELF} data: blob:",
        "connect-src": f"{SELF} data: blob:",  # 'self' holds for the page's own web socket, too
        "frame-src": f"{SELF} data: blob:",  # a paper is shown before it is printed
        "object-src": "'none'",
        "base-uri": SELF,
        "form-action": SELF,
        "frame-ancestors": frame_ancestors,
    }
    return _joined(rules)


def light_policy(style: str, scripts: Iterable[str]) -> str:
    """The policy of a page that is whole by itself: pictures, and the one look and the scripts that stand in it.

    Beside it there may be what puts it on a home screen and opens it with no internet.
    """
    rules = {
        "default-src": "'none'",
        "img-src": f"{SELF} data:",
        "style-src": _fingerprint(style),
        "script-src": " ".join(map(_fingerprint, scripts)) or "'none'",
        "worker-src": SELF,
        "manifest-src": SELF,
        "base-uri": "'none'",
        "form-action": SELF,
        "frame-ancestors": "'none'",
    }
    return _joined(rules)


def _joined(rules: Mapping[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _fingerprint(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


class SecurityHeaders:
    """Middleware that adds them. A policy of its own that an answer brings stays."""

    def __init__(self, app: ASGIApp, frame_ancestors: str = SELF) -> None:
        self._app = app
        self._headers = {
            POLICY: policy(frame_ancestors),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",  # the address holds a person's plan
            "Permissions-Policy": ", ".join(f"{ability}=()" for ability in _UNUSED),
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and add the headers to the answer."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, with_headers if scope["type"] == "http" else send)
