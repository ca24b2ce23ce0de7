"""The app in a real browser, and the few gestures that tests need."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, BrowserContext, CDPSession, ConsoleMessage, Locator, Page, Playwright

from explorer.content import Atlas, load_phrases
from explorer.content.models import Focus, Side, View
from explorer.content.speech import Speech

ROOT = Path(__file__).parents[2]
WORDS = Speech(load_phrases()).page("map")  # what stands on the map
BODY = "[data-body-map]"
MAP = f"document.querySelector('{BODY}')?.bodyMap"
BROWSER_FLAGS = [
    "--no-sandbox", "--enable-unsafe-swiftshader", "--use-gl=angle", "--use-angle=swiftshader",
    "--disable-background-networking",
]  # fmt: skip
# The map alone is drawn as on a graphics card, the page without one: that takes a quarter less work in all, but a
# click has to wait longer for its answer.
FRUGAL = "--disable-gpu-compositing"
PATIENCE_MS = 120_000  # two browsers that draw in software share the cores
TWICE_MS = 400  # two clicks at the same place that are further apart are two clicks
MOMENT_MS = 120  # what moves has moved on after it
COARSE = 0.25  # dots of the screen for each pixel of the page
LAPTOP = {"width": 1440, "height": 900}
TABLET = {"width": 820, "height": 1180}
PHONE = {"width": 390, "height": 844}
PHONE_AGENT = (
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile "
    "Safari/537.36"
)
# A page whose browser has no WebGL.
WITHOUT_WEBGL = (
    "HTMLCanvasElement.prototype.getContext = ((own) => function (kind, ...rest) {"
    " return kind.startsWith('webgl') ? null : own.call(this, kind, ...rest); })"
    "(HTMLCanvasElement.prototype.getContext);"
)


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
def serving(
    log: Path | None = None, port: int | None = None, start: Sequence[str] = ("explorer", "run", "--port"),
    cwd: Path = ROOT, **environment: str,
) -> Iterator[str]:  # fmt: skip
    """The app on ``port`` or a free port of this machine, as the product starts it, or ``start`` with the port behind
    it. Yields its address; what it says goes to ``log``, a file that is only read when a test looks for traces.
    """
    port = port or _free_port()
    command = [sys.executable, "-m", *start, str(port)]
    with (log or Path(os.devnull)).open("ab") as out:
        server = subprocess.Popen(
            command, cwd=cwd, env={**os.environ, **environment, "STREAMLIT_SERVER_HEADLESS": "true"},
            stdout=out, stderr=out,
        )  # fmt: skip
    address = f"http://localhost:{port}"
    try:
        _wait_for(address, server)
        yield address
    finally:
        server.terminate()
        server.wait(60)


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


def laptop_of(browser: Browser, **more: Any) -> BrowserContext:
    """A laptop window with nothing remembered from before.

    Its screen is coarse, because the map is drawn in software: the same places and sizes with few of the dots.
    """
    return browser.new_context(viewport=LAPTOP, device_scale_factor=COARSE, **more)


def phone_of(browser: Browser, **more: Any) -> BrowserContext:
    """A phone that says that it is one, as coarse as the laptop."""
    return browser.new_context(
        viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=COARSE, user_agent=PHONE_AGENT, **more
    )


# --- waiting ------------------------------------------------------------------------------------------------------


def open_map(page: Page, url: str) -> None:
    """Open a page with the map and wait until the map is drawn."""
    page.goto(url)
    wait_for_map(page)


def wait_for_map(page: Page) -> None:
    """Wait until the map shows what is wanted and Streamlit is at rest."""
    ready(page)
    rest(page)
    ready(page)


def ready(page: Page) -> None:
    """Wait until the map shows what is wanted."""
    page.wait_for_function(f"{MAP}?.ready", timeout=PATIENCE_MS)


def rest(page: Page) -> None:
    """Wait until the app has answered."""
    page.wait_for_function(
        "document.querySelector('[data-testid=stApp]')?.getAttribute('data-test-script-state') === 'notRunning'",
        timeout=PATIENCE_MS,
    )


def idle(page: Page) -> None:
    """Wait until the browser has nothing left to draw: three calm moments, a little apart."""
    for _ in range(3):
        page.wait_for_timeout(MOMENT_MS)
        page.evaluate("new Promise((done) => requestIdleCallback(done, { timeout: 1000 }))")


def looks_at(atlas: Atlas, view: View, side: Side, focus: Focus) -> str:
    """A condition that holds when the map has come to rest and looks at a part of the body, in JavaScript.

    The whole part is to be seen and takes up a good share of the height; of two legs, the right one is in the middle.
    """
    frame = atlas.geometry.pictures[view].v
    area = atlas.areas.get(focus)
    bottom = area.bottom_mm if area and area.bottom_mm is not None else frame[0]
    top = area.top_mm if area and area.top_mm is not None else frame[1]
    right = {"posterior": 1, "anterior": -1, "lateral": 0}[view] * (1 if side == "right" else -1)
    sideways = "Math.abs(map.center.u) < 150" if focus in ("whole", "low_back") else f"map.center.u * {right} >= 0"
    return f"""(() => {{
        const map = {MAP};
        if (!map?.ready || map.state.view !== '{view}' || map.state.side !== '{side}') return false;
        const {{top, bottom}} = document.querySelector('{BODY} .bodymap-picture').getBoundingClientRect();
        const [high, low] = [map.project(0, {top}).y, map.project(0, {bottom}).y];
        return high >= top - 1 && low <= bottom + 1 && low - high > 0.3 * (bottom - top) && {sideways};
    }})()"""


# --- gestures -----------------------------------------------------------------------------------------------------


# Like a hand, which pulls down what lies over it, and scrolls to what it wants to tap.
_REACH = f"""([u, v]) => {{
    const picture = document.querySelector('{BODY} .bodymap-picture');
    const isThere = ({{x, y}}) => picture.contains(document.elementFromPoint(x, y));
    const page = document.querySelector('[data-testid=stMain]');
    if (!isThere({MAP}.project(u, v))) page?.scrollTo({{top: 0, behavior: 'instant'}});
    if (!isThere({MAP}.project(u, v))) picture.scrollIntoView({{block: 'center', behavior: 'instant'}});
    const {{x, y}} = {MAP}.project(u, v);
    return [x, y];
}}"""


_AT_REST = f"""async () => {{
    const top = () => document.querySelector('{BODY} .bodymap-picture').getBoundingClientRect().top;
    for (let before; before !== top(); await new Promise((done) => setTimeout(done, {MOMENT_MS}))) before = top();
}}"""


def pixel(page: Page, u: float, v: float) -> tuple[float, float]:
    """Where a body point in mm lies in the window, which is scrolled to it."""
    x, y = page.evaluate(_REACH, [u, v])
    return x, y


def click_body(page: Page, u: float, v: float) -> None:
    """Click a body point with the mouse."""
    page.mouse.click(*pixel(page, u, v))


def tap_body(page: Page, u: float, v: float) -> None:
    """Tap a body point with a finger, once the page is where the tap before has moved it to."""
    page.evaluate(_AT_REST)
    page.touchscreen.tap(*pixel(page, u, v))


def drag(page: Page, start: tuple[float, float], by: tuple[float, float], **button: Any) -> None:
    """Press, move and let go."""
    page.mouse.move(*start)
    page.mouse.down(**button)
    for part in range(1, 6):
        page.mouse.move(start[0] + by[0] * part / 5, start[1] + by[1] * part / 5)
        page.wait_for_timeout(20)
    page.mouse.up(**button)


def touch(hand: CDPSession, kind: str, *fingers: tuple[float, float]) -> None:
    """Put fingers on the screen ("touchStart"), move them ("touchMove") or take them away ("touchEnd")."""
    places = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(fingers)]
    hand.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": places})


def control(page: Page, name: str) -> Locator:
    """A button of the map: one of several, or a switch."""
    body = page.locator(BODY)
    return body.get_by_role("radio", name=name, exact=True).or_(body.get_by_role("switch", name=name, exact=True))


def choose(page: Page, name: str) -> None:
    """Use a view, layer, side or switch of the map, and wait until the picture shows it."""
    if not control(page, name).count():  # it is in the menu
        page.locator(f"{BODY} .bodymap-show summary").click()
    control(page, name).click()
    ready(page)


def state(page: Page) -> dict[str, Any]:
    """What the map shows."""
    found: dict[str, Any] = page.evaluate(f"{MAP}.state")
    return found


def is_upright(page: Page) -> bool:
    """Whether what is level on the body is level on the screen, and what is upright is upright."""
    spots = page.evaluate(f"[[0, 600], [100, 600], [0, 700]].map(([u, v]) => {MAP}.project(u, v))")
    (x0, y0), (x1, y1), (x2, y2) = ((spot["x"], spot["y"]) for spot in spots)
    return abs(y1 - y0) < 0.01 and abs(x2 - x0) < 0.01 and x1 > x0 and y2 < y0 and abs((x1 - x0) - (y0 - y2)) < 0.01


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
