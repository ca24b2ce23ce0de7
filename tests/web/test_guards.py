"""What every request passes: headers, hosts, origins, and the page on its way to the browser."""

from __future__ import annotations

import gzip
import re
from asyncio import wait_for
from base64 import b64encode
from collections.abc import Collection
from contextlib import suppress
from hashlib import sha256

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from explorer.content import Atlas
from explorer.web.first_page import FirstPage
from explorer.web.headers import POLICY, SecurityHeaders
from explorer.web.origin import OwnOrigin
from explorer.web.packed import PackedScripts
from explorer.web.product import Product
from explorer.web.stop_signs import StopSigns
from tests.web.client import get, open_socket

SHELL = (
    '<!DOCTYPE html><html lang="en"><head><title>Streamlit</title><script>first()</script>'
    '<link rel="stylesheet" href="./static/css/index.css"></head>'
    '<body><noscript>Streamlit</noscript><div id="root"></div></body></html>'
)
BROWSER = {"accept": "text/html,*/*", "accept_encoding": "gzip, br"}


def _page(atlas: Atlas, html: str = SHELL, base: str = "") -> ASGIApp:
    signs = StopSigns(tuple(atlas.red_flags.values()), tuple(atlas.emergency.values()), atlas.country, atlas.speech)
    product = Product(lambda: base, lambda _: signs, lambda: 0, lambda: None, lambda _: None)
    return FirstPage(
        HTMLResponse(html), product, lambda query: f"</{query.get('layer', 'map')}.js>; rel=modulepreload", "'self'"
    )


def test_every_answer_is_guarded() -> None:
    told = get(SecurityHeaders(Response("x"), "https://clinic.example.org"), "/")
    assert "default-src 'self'" in told.headers[POLICY]
    assert "frame-ancestors https://clinic.example.org" in told.headers[POLICY]
    assert told.headers["x-content-type-options"] == "nosniff"
    assert told.headers["referrer-policy"] == "same-origin"
    assert "camera=()" in told.headers["permissions-policy"]


def test_the_page_says_the_stop_signs_before_any_script_has_come(atlas: Atlas) -> None:
    told = get(_page(atlas, base="/nerve"), "/nerve/plan", **BROWSER)
    html = gzip.decompress(told.body).decode()
    assert all(flag.called in html for flag in atlas.red_flags.values() if flag.level in "EU")
    assert atlas.country.number in re.sub(r"<[^>]+>", "", html)
    assert f'href="/nerve/stop-signs.txt?lang=en&amp;country={atlas.country.id}"' in html
    assert "<noscript>" in html
    assert "<title>Sciatic Explorer</title>" in html
    assert "Streamlit" not in html
    assert html.index("All stop signs") < html.index('rel="stylesheet"')  # a browser would wait for it


def test_only_the_map_announces_its_files(atlas: Atlas) -> None:
    app = _page(atlas, base="/nerve")
    assert get(app, "/nerve/", **BROWSER).headers["link"] == "</map.js>; rel=modulepreload"
    assert get(app, "/nerve/?layer=deep", **BROWSER).headers["link"] == "</deep.js>; rel=modulepreload"
    assert "link" not in get(app, "/nerve/plan", **BROWSER).headers


def test_only_the_scripts_of_the_page_itself_may_run(atlas: Atlas) -> None:
    told = get(_page(atlas), "/", accept="text/html")
    scripts = re.findall(r"<script>(.*?)</script>", told.text, re.DOTALL)
    assert len(scripts) == 2
    for script in scripts:
        assert b64encode(sha256(script.encode()).digest()).decode() in told.headers[POLICY]
    assert "script-src 'self' blob: 'wasm-unsafe-eval'" in told.headers[POLICY]


def test_what_is_no_page_stays_as_it_is(atlas: Atlas) -> None:
    assert get(_page(atlas, "<p>a paper</p>"), "/media/x.html", **BROWSER).text == "<p>a paper</p>"
    assert get(_page(atlas), "/", accept="*/*").text == SHELL


def _handed_on(trusted: Collection[str] | None, origin: str, host: str = "atlas.example.org") -> str | None:
    """The origin that the app hears of; None when it hears nothing."""
    heard: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        heard.append(dict(scope["headers"]).get(b"origin", b"").decode())
        accept: Message = {"type": "websocket.accept"}
        await send(accept)

    kind = open_socket(OwnOrigin(app, lambda: trusted), "/_stcore/stream", origin=origin, host=host)
    assert kind == ("websocket.accept" if heard else "websocket.close")
    return heard[0] if heard else None


def test_a_page_of_another_host_may_not_open_the_web_socket() -> None:
    assert _handed_on((), "https://evil.example.org") is None
    assert _handed_on((), "http://localhost:3000") is None
    assert _handed_on((), "null") is None
    assert _handed_on((), "https://atlas.example.org") == "https://atlas.example.org"


@pytest.mark.parametrize("trusted", [("atlas.example.org",), ("*.example.org",), None])
def test_a_page_of_a_trusted_host_is_handed_on_as_the_hosts_own(trusted: Collection[str] | None) -> None:
    """Streamlit would ask a public service for this computer's address otherwise."""
    assert _handed_on(trusted, "https://atlas.example.org", "10.0.0.7:8501") == "https://10.0.0.7:8501"


def test_scripts_of_streamlit_are_packed_once() -> None:
    asked: list[str] = []

    def script(request: Request) -> Response:
        asked.append(request.url.path)
        return PlainTextResponse("let x = 1\n" * 500, headers={"Cache-Control": "immutable"})

    app = PackedScripts(Starlette(routes=[Route("/nerve/static/js/index.js", script)]), lambda: "/nerve")
    for _ in range(3):
        told = get(app, "/nerve/static/js/index.js", accept_encoding="gzip")
        assert gzip.decompress(told.body).startswith(b"let x = 1")
        assert (told.headers["content-encoding"], told.headers["cache-control"]) == ("gzip", "immutable")
    assert len(asked) == 1
    assert get(app, "/nerve/static/js/gone.js", accept_encoding="gzip").status == 404
    assert "content-encoding" not in get(app, "/nerve/static/js/index.js").headers


def test_who_goes_away_cuts_nothing_short_for_others() -> None:
    async def hasty(scope: Scope, receive: Receive, send: Send) -> None:
        """Sends no more when nobody listens, as Streamlit's own does."""
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await receive()
        with suppress(TimeoutError):
            gone = await wait_for(receive(), 0.01)
            assert gone["type"] == "http.disconnect"
            await send({"type": "http.response.body", "body": b""})
            return
        await send({"type": "http.response.body", "body": b"let x = 1"})

    app = PackedScripts(hasty, lambda: "")
    get(app, "/static/js/index.js", goes_away=True, accept_encoding="gzip")
    assert gzip.decompress(get(app, "/static/js/index.js", accept_encoding="gzip").body) == b"let x = 1"
