"""The map on a plain page without Streamlit: a tiny server of its assets, and the page."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from explorer.content import Atlas
from explorer.ui.map import assets
from tests.browser.app import WORDS

# As strict as a clinic may want it: no script in the page, no worker from a blob, nothing from elsewhere.
POLICY = (
    "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; img-src 'self' blob: data:; "
    "style-src 'self' 'unsafe-inline'; font-src 'self'"
)
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Body map</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body { margin: 8px; background: #faf8f4; font-family: sans-serif } .dark { background: #14181c }</style>
<body><div id="here"></div><p id="below" style="height: 1500px">below</p>
<script type="module" src="/page.js"></script></body></html>"""
SCRIPT = """import show, { mount } from "/assets/map/bodymap.js";
const given = await (await fetch("/data.json")).json();
const asked = JSON.parse(new URLSearchParams(location.search).get("data") ?? "{}");
window.told = [];
window.taps = [];
window.data = { ...given, ...asked, state: { ...given.state, ...asked.state } };
document.body.classList.toggle("dark", data.state.theme === "dark");
document.addEventListener("bodymap:tap", (event) => taps.push(event.detail));
window.show = show;
window.map = mount(document.getElementById("here"), data, (event) => told.push(event));
window.want = (state, heard = told.length) => {
  data = { ...data, heard, state: { ...data.state, ...state } };
  map.update(data);
};
"""


def address(asset_id: str) -> str:
    """Where the tiny server has an asset."""
    return f"/assets/{asset_id}"


def data() -> dict[str, Any]:
    """What a page gives to the map."""
    return {
        "style": address(assets.STYLE),
        "css": address(assets.LOOK),
        "library": {
            "script": address(assets.LIBRARY_SCRIPT),
            "worker": address(assets.LIBRARY_WORKER),
            "css": address(assets.LIBRARY_LOOK),
        },
        "heard": 0,
        "state": {"view": "posterior", "layer": "surface"},
        "controls": {"views": True, "layers": True, "sides": True, "focuses": True, "switches": True, "skin": True},
        "taps": "choose",
        "height": 680,
        "outdated": WORDS["outdated"],
    }


@contextmanager
def serving(atlas: Atlas) -> Iterator[str]:
    """The page and all assets on a free port. Yields the address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(_pages(), atlas))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def _pages() -> dict[str, tuple[str, bytes]]:
    return {
        "/": ("text/html", PAGE.encode()),
        "/page.js": ("text/javascript", SCRIPT.encode()),
        "/data.json": ("application/json", json.dumps(data()).encode()),
        "/favicon.ico": ("image/x-icon", b""),
    }


def _handler(pages: dict[str, tuple[str, bytes]], atlas: Atlas) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            if path.startswith("/assets/"):
                name = path.removeprefix("/assets/")
                self.answer(assets.media_type(name), assets.asset(atlas, name, address))
            elif path in pages:
                self.answer(*pages[path])
            else:
                self.send_error(404)

        def answer(self, kind: str, body: bytes) -> None:
            self.send_response(200)
            for key, value in (("Content-Type", kind), ("Content-Length", str(len(body))), ("Cache-Control", CACHE)):
                self.send_header(key, value)
            self.send_header("Content-Security-Policy", POLICY)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler


CACHE = "max-age=600"
