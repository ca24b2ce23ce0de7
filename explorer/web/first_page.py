"""The page that Streamlit starts from, with what a slow line needs at once: the stop signs, before any script is there.

Streamlit's own page is an empty shell until some megabytes of script have come. Its text is changed on the way to the
browser; nothing of Streamlit's is.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from html import escape
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from explorer.content.models import filled
from explorer.content.speech import direction
from explorer.handout.link import LANG
from explorer.web import asked, headers
from explorer.web.product import Product
from explorer.web.stop_signs import StopSigns, as_html

TITLE = "Sciatic Explorer"
ROOT = '<div id="root"></div>'
_LOADING = Path(__file__).with_name("loading.html").read_text("utf-8")
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_STYLES = re.compile(r'\s*<link rel="stylesheet"[^>]*>')
_NOSCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)  # Streamlit's, which speaks of Streamlit
# What would make the answer one that cannot be read here, or none at all.
_IN_THE_WAY = ("accept-encoding", "if-none-match", "if-modified-since", "range")
_CHOSEN_BY = ("Accept-Encoding", "Accept-Language")


Links = Callable[[Mapping[str, str]], str]


class FirstPage:
    """Middleware that changes that page.

    Args:
        app: what comes next.
        product: gives the stop signs, and the path that the app is served under.
        links: gives the ``Link`` header of the map page for its query: what to fetch beside Streamlit's own scripts.
        frame_ancestors: which pages may show this one in a frame.
    """

    def __init__(self, app: ASGIApp, product: Product, links: Links, frame_ancestors: str) -> None:
        self._app, self._product, self._links, self._frame_ancestors = app, product, links, frame_ancestors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; change the answer if it is the page."""
        if not _wants_a_page(scope):
            await self._app(scope, receive, send)
            return
        plain = [(name, value) for name, value in scope["headers"] if name.decode() not in _IN_THE_WAY]
        caught = _Caught(send)
        await self._app({**scope, "headers": plain}, receive, caught)
        if caught.page is not None:
            await (await run_in_threadpool(self._changed, scope, caught.page))(scope, receive, send)

    def _changed(self, scope: Scope, page: str) -> HTMLResponse:
        base = scope.get("root_path", "") + self._product.base()
        signs = self._product.stop_signs(asked.languages(scope))
        loading = _loading(signs, base)
        packed = "gzip" in Headers(scope=scope).get("accept-encoding", "")
        body, policy = _rewritten(page, signs.speech.lang, loading, self._frame_ancestors, packed)
        found = {"Cache-Control": "no-cache", "Vary": ", ".join(_CHOSEN_BY), headers.POLICY: policy}
        found |= {"Content-Encoding": "gzip"} if packed else {}
        is_map = scope["path"].rstrip("/") == base
        query = {**asked.query(scope), LANG: signs.speech.lang}
        found |= {"Link": links} if is_map and (links := self._links(query)) else {}
        return HTMLResponse(body, headers=found)


def _wants_a_page(scope: Scope) -> bool:
    return bool(
        scope["type"] == "http" and scope["method"] == "GET" and "text/html" in Headers(scope=scope).get("accept", "")
    )


class _Caught:
    """Holds back the answer if it is the page; sends everything else on as it comes."""

    def __init__(self, send: Send) -> None:
        self.page: str | None = None
        self._send, self._body = send, b""
        self._start: Message | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_html(message):
            self._start = message
        elif self._start is None:
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._finish(self._start)

    async def _finish(self, start: Message) -> None:
        text = self._body.decode("utf-8", "replace")
        if ROOT in text:
            self.page = text
            return
        await self._send(start)
        await self._send({"type": "http.response.body", "body": self._body})


def _is_html(start: Message) -> bool:
    found = MutableHeaders(scope=start)
    is_plain = "content-encoding" not in found
    return bool(start["status"] == 200 and is_plain and found.get("content-type", "").startswith("text/html"))


def _loading(signs: StopSigns, base: str) -> str:
    """What is shown until the app is there."""
    say, lang = signs.speech.say, signs.speech.lang
    words = {"title": TITLE, "loading": say("light.loading"), "no_script": say("light.no_script")}
    told = {name: escape(text) for name, text in words.items()}
    return filled(_LOADING, {**told, "lang": lang, "dir": direction(lang), "stop_signs": as_html(signs, base)})


@lru_cache(maxsize=8)
def _rewritten(page: str, lang: str, loading: str, frame_ancestors: str, packed: bool) -> tuple[bytes, str]:
    """The page with our words, and the policy that lets its own scripts run."""
    # A browser shows nothing before the styles that stand in the head have come, so they move behind our words.
    styles = "".join(_STYLES.findall(page))
    page = _NOSCRIPT.sub("", _STYLES.sub("", page), count=1).replace(ROOT, f"{ROOT}\n{loading}{styles}", 1)
    page = re.sub(r"<title>.*?</title>", f"<title>{TITLE}</title>", page, count=1)
    body = page.replace('<html lang="en"', f'<html lang="{lang}" dir="{direction(lang)}"', 1).encode()
    return gzip.compress(body, 9) if packed else body, headers.policy(frame_ancestors, _SCRIPT.findall(page))
