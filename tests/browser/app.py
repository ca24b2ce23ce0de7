"""The app in a real browser, and the few gestures that tests need."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright

from explorer.bodymap import Scene, figure
from explorer.content import Atlas

ROOT = Path(__file__).parents[2]
MAP = "document.querySelector('.js-plotly-plot')?._fullLayout?.map?._subplot?.map"
BROWSER_FLAGS = [
    "--no-sandbox", "--enable-unsafe-swiftshader", "--use-gl=angle", "--use-angle=swiftshader",
    "--disable-background-networking",
]  # fmt: skip
# The map alone is drawn as on a graphics card, the page without one: that takes a quarter less work in all, but a
# click has to wait longer for its answer.
FRUGAL = "--disable-gpu-compositing"
PATIENCE_MS = 120_000  # two browsers that draw in software share the cores
# A hand needs a moment from one place to the next. Two clicks within 300 ms would count as a double click, and a
# click before the map has noticed what is under the pointer counts as none.
HAND_MS = 350


def start_browser(playwright: Playwright, *more: str, webgl: bool = True) -> Browser:
    """The system's Chromium, with WebGL in software unless it is to be without. ``more`` are flags of its own."""
    binary = next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
    )
    if binary is None:
        raise RuntimeError("no Chromium found: run `make test`, which installs it from the system's packages")
    flags = BROWSER_FLAGS if webgl else ["--no-sandbox", "--disable-gpu", "--disable-3d-apis"]
    browser = playwright.chromium.launch(executable_path=binary, args=[*flags, *more])
    # Playwright waits by `eval`, which our policy forbids; a test of the policy itself says `bypass_csp=False`.
    browser.new_context = partial(browser.new_context, bypass_csp=True)
    return browser


@contextmanager
def serving(log: Path | None = None, port: int | None = None, **environment: str) -> Iterator[str]:
    """The app on ``port`` or a free port of this machine, as the product starts it. Yields its address; what it says
    goes to ``log``, a file that is only read when a test looks for traces.
    """
    port = port or _free_port()
    command = [sys.executable, "-m", "explorer", "run", "--port", str(port)]
    with (log or Path(os.devnull)).open("ab") as out:
        server = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **environment, "STREAMLIT_SERVER_HEADLESS": "true"},
            stdout=out, stderr=out,
        )  # fmt: skip
    address = f"http://localhost:{port}"
    try:
        _wait_for(address, server)
        yield address
    finally:
        server.terminate()
        server.wait(20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if server.poll() is not None:
            raise RuntimeError(f"the app stopped at once with code {server.returncode}")
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=1).close()
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the app did not answer within a minute")


def open_map(page: Page, url: str) -> None:
    """Open a page with the map and wait until the map can be clicked."""
    page.goto(url)
    wait_for_map(page)


def wait_for_map(page: Page) -> None:
    """Wait until the map is drawn and Streamlit is at rest."""
    page.wait_for_function(f"{MAP}?.loaded()", timeout=PATIENCE_MS)
    rest(page)


def rest(page: Page) -> None:
    """Wait until the app has answered."""
    page.wait_for_function(
        "document.querySelector('[data-testid=stApp]')?.getAttribute('data-test-script-state') === 'notRunning'",
        timeout=PATIENCE_MS,
    )


def idle(page: Page) -> None:
    """Wait until the browser has nothing left to draw: three calm moments, a hand's pause apart."""
    for _ in range(3):
        page.wait_for_timeout(HAND_MS)
        page.evaluate("new Promise((done) => requestIdleCallback(done))")


def pixel(page: Page, u: float, v: float) -> tuple[float, float]:
    """Where a body point in mm lies in the window."""
    script = f"""([lon, lat]) => {{
        const box = document.querySelector('.js-plotly-plot').getBoundingClientRect();
        const at = {MAP}.project([lon, lat]);
        return [box.left + at.x, box.top + at.y];
    }}"""
    x, y = page.evaluate(script, [u / 10_000, (v - 600) / 10_000])
    return x, y


def click_body(page: Page, u: float, v: float) -> None:
    """Bring the map into the window, move to a body point and click it, as a hand does."""
    page.locator(".js-plotly-plot").scroll_into_view_if_needed()
    x, y = pixel(page, u, v)
    page.mouse.move(x + 3, y)
    page.mouse.move(x, y)
    page.wait_for_timeout(HAND_MS)
    page.wait_for_function("document.querySelector('.hoverlayer')?.textContent", timeout=PATIENCE_MS)
    page.mouse.click(x, y)


def show_view(page: Page, name: str) -> None:
    """Choose another view, and wait until its map has taken the place of the one before.

    A map that is taken away while it is still being drawn complains, so the hand waits for both.
    """
    idle(page)
    page.evaluate("document.querySelector('.js-plotly-plot').classList.add('before')")
    page.get_by_role("radio", name=name, exact=True).or_(
        page.get_by_role("button", name=name, exact=True)
    ).first.click()
    page.wait_for_function("!document.querySelector('.js-plotly-plot.before')", timeout=PATIENCE_MS)
    wait_for_map(page)


def looks_at(atlas: Atlas, scene: Scene) -> str:
    """A condition that holds when the map has come to rest where a scene looks, in JavaScript."""
    centre = figure(atlas, scene).layout.map.center
    lng, lat = f"{MAP}?.getCenter().lng - {centre.lon}", f"{MAP}?.getCenter().lat - {centre.lat}"
    return f"{MAP}?.loaded() && !{MAP}.isMoving() && Math.abs({lng}) + Math.abs({lat}) < 1e-5"


def listening(page: Page, address: str) -> list[str]:
    """What goes wrong in a page, and what it asks of hosts other than ``address``; filled while the page is used."""
    own = urlsplit(address).netloc
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text) if _is_wrong(message) else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("request", lambda request: heard.append(request.url) if _is_elsewhere(request.url, own) else None)
    page.on("websocket", lambda socket: heard.append(socket.url) if _is_elsewhere(socket.url, own) else None)
    return heard


def _is_elsewhere(url: str, own: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme not in ("data", "blob") and parts.netloc != own


def _is_wrong(message: ConsoleMessage) -> bool:
    """An error, other than what Streamlit looks for in vain when a page is opened directly."""
    return message.type == "error" and "/_stcore/" not in message.location["url"]


def query(page: Page) -> dict[str, str]:
    """The query parameters of the page."""
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def peel(page: Page, layer: str) -> None:
    """Use the button on the picture that shows a layer."""
    page.locator(".updatemenu-button", has_text=layer).first.click()
    page.wait_for_function(f"{MAP}?.loaded()", timeout=PATIENCE_MS)
