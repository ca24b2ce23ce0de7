"""Clocks and counters in a real browser."""

from __future__ import annotations

import time
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from playwright.sync_api import Browser, Page
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.app import pixel, rest, wait_for_map
from tests.browser.points import BodyPoint

WINDOW = {"width": 1440, "height": 900}
PATIENCE_SECONDS = 60
SETTLE_MS = 120  # what the last click or hover left to do is not part of the next measurement

# Ends with the first frame after the text has changed; begins with the press itself, not with its release.
PRESS_CLOCK = """([selector, text]) => {
    window.benchPress = new Promise((done) => {
        let pressed;
        addEventListener('mousedown', (event) => { pressed = event.timeStamp; }, {capture: true, once: true});
        const look = () => {
            if (pressed === undefined || document.querySelector(selector)?.textContent.trim() !== text) return;
            observer.disconnect();
            requestAnimationFrame(() => setTimeout(() => done(performance.now() - pressed)));
        };
        const observer = new MutationObserver(look);
        observer.observe(document.body, {subtree: true, childList: true, characterData: true});
    });
}"""
PRESSED = """(patience) => Promise.race([
    window.benchPress,
    new Promise((_, fail) => setTimeout(() => fail(new Error('the click changed nothing')), patience)),
])"""

# A page's own clock starts with its navigation.
LOAD_CLOCK = """window.benchLoad = new Promise((done, fail) => {
    const isReady = () => { try { return READY; } catch { return false; } };
    const look = () => {
        if (isReady()) requestAnimationFrame(() => setTimeout(() => done(performance.now())));
        else if (performance.now() > PATIENCE) fail(new Error(`never ready, shows: ${document.body?.innerText}`));
        else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
});"""
CHART_READY = "document.querySelectorAll('.js-plotly-plot .scatterlayer .point').length === 3"
# The shape under the point can be hit, and every picture that is to be seen has arrived.
MAP_READY = """(() => {
    const layout = document.querySelector('.js-plotly-plot')._fullLayout, subplot = layout.map._subplot;
    const here = (shown, i) => !shown.visible || shown.sourcetype !== 'image'
        || subplot.map.getSource(subplot.layerList[i].idSource).loaded();
    return layout.map.layers.every(here)
        && subplot.map.queryRenderedFeatures(subplot.map.project([LON, LAT])).length > 0;
})()"""


def map_ready(u: float, v: float) -> str:
    """Whether the map can be clicked at a body point in mm, in the words of the browser."""
    return MAP_READY.replace("LON", str(u / 10_000)).replace("LAT", str((v - 600) / 10_000))


def cold_load(browser: Browser, url: str, ready: str) -> float:
    """Seconds from navigation to ``ready`` (JavaScript) and one frame, in a browser that knows nothing yet."""
    context = browser.new_context(viewport=WINDOW)
    try:
        clock = LOAD_CLOCK.replace("READY", ready).replace("PATIENCE", str(PATIENCE_SECONDS * 1000))
        context.add_init_script(clock)
        page = context.new_page()
        page.goto(url, wait_until="commit")
        return float(page.evaluate("window.benchLoad")) / 1000
    finally:
        context.close()


@dataclass
class Traffic:
    """Bytes that the browser received, and how often the server finished a run of the script."""

    bytes: int = 0
    runs: int = 0
    in_page: set[str] = field(default_factory=set)

    def on_frame(self, event: dict[str, Any]) -> None:
        """Count a message over the web socket."""
        response = event["response"]
        payload = b64decode(response["payloadData"]) if response["opcode"] == 2 else response["payloadData"].encode()
        self.bytes += len(payload)
        if response["opcode"] == 2 and ForwardMsg.FromString(payload).WhichOneof("type") == "script_finished":
            self.runs += 1

    def on_request(self, event: dict[str, Any]) -> None:
        """Note what the page asks of itself: the plates came with a message, and were counted there."""
        if event["request"]["url"].startswith(("data:", "blob:")):
            self.in_page.add(event["requestId"])

    def on_file(self, event: dict[str, Any]) -> None:
        """Count a file, as long as it was on the wire."""
        if event["requestId"] not in self.in_page:
            self.bytes += int(event["encodedDataLength"])


@dataclass
class OpenPage:
    """A page that stays open, with a thing to press. Each press changes the text of ``heading``."""

    page: Page
    traffic: Traffic
    heading: str
    targets: Iterator[tuple[tuple[float, float], str]] = field(repr=False)

    def press(self) -> float:
        """Seconds from the press to the new text on the screen."""
        (x, y), text = self.aim()
        self.page.evaluate(PRESS_CLOCK, [self.heading, text])
        self.page.mouse.click(x, y)
        took = float(self.page.evaluate(PRESSED, PATIENCE_SECONDS * 1000))
        rest(self.page)
        return took / 1000

    def aim(self) -> tuple[tuple[float, float], str]:
        """Move the pointer to the next thing to press. Gives its place and the text that must follow."""
        self.page.bring_to_front()
        (x, y), text = next(self.targets)
        self.page.mouse.move(x, y)
        self.page.mouse.move(x + 0.5, y)
        self.page.wait_for_timeout(SETTLE_MS)
        return (x, y), text

    def run_by_press(self) -> None:
        """Press, and wait until the server has finished with it."""
        (x, y), _ = self.aim()
        self.run_by(lambda: self.page.mouse.click(x, y))

    def run_by_key(self) -> None:
        """Run the script again by Streamlit's own shortcut."""
        self.page.bring_to_front()
        self.run_by(lambda: self.page.keyboard.press("r"))

    def run_by(self, gesture: Callable[[], None]) -> None:
        """Make a gesture and wait until the server has finished the run that it causes."""
        before = self.traffic.runs
        gesture()
        self.wait_for_runs(before + 1)

    def wait_for_runs(self, number: int) -> None:
        """Wait until the server has finished so many runs, and the page knows it."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self.traffic.runs < number:
            if time.monotonic() > deadline:
                raise RuntimeError("the script did not run")
            self.page.wait_for_timeout(5)
        rest(self.page)

    def bytes_by_press(self) -> int:
        """Bytes that one press brings."""
        before = self.traffic.bytes
        self.run_by_press()
        self.page.wait_for_timeout(3 * SETTLE_MS)
        return self.traffic.bytes - before


@contextmanager
def open_page(browser: Browser, url: str, heading: str = "") -> Iterator[OpenPage]:
    """A page in a fresh browser context, with its traffic counted from the first byte."""
    context = browser.new_context(viewport=WINDOW)
    page, traffic = context.new_page(), Traffic()
    network = context.new_cdp_session(page)
    network.on("Network.webSocketFrameReceived", traffic.on_frame)
    network.on("Network.requestWillBeSent", traffic.on_request)
    network.on("Network.loadingFinished", traffic.on_file)
    network.send("Network.enable")
    try:
        page.goto(url)
        opened = OpenPage(page, traffic, heading, iter(()))
        opened.wait_for_runs(1)
        page.wait_for_timeout(SETTLE_MS)
        yield opened
    finally:
        context.close()


@contextmanager
def open_app(browser: Browser, url: str, points: list[tuple[BodyPoint, str]], heading: str) -> Iterator[OpenPage]:
    """The app with its map ready. ``points`` are pressed in turn; each names what ``heading`` must say then."""
    with open_page(browser, url, heading) as opened:
        wait_for_map(opened.page)
        opened.page.wait_for_load_state("networkidle")  # what still arrives of the first load belongs to no click
        opened.targets = _turns(opened.page, points)
        yield opened


@contextmanager
def open_button(browser: Browser, url: str) -> Iterator[OpenPage]:
    """The page with one button."""
    with open_page(browser, url, "h3") as opened:
        box = opened.page.locator(".stButton button").bounding_box()
        if box is None:
            raise RuntimeError("the page with one button has none")
        place = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        opened.targets = ((place, f"Pressed {number} times") for number in count(1))
        yield opened


def _turns(page: Page, points: list[tuple[BodyPoint, str]]) -> Iterator[tuple[tuple[float, float], str]]:
    while True:
        yield from ((pixel(page, point.u, point.v), name) for point, name in points)


def first_load_bytes(browser: Browser, url: str) -> int:
    """Bytes that a browser which knows nothing yet receives until the map is ready and the page at rest."""
    with open_page(browser, url) as opened:
        wait_for_map(opened.page)
        opened.page.wait_for_timeout(5 * SETTLE_MS)
        return opened.traffic.bytes


def map_size(browser: Browser, url: str) -> tuple[int, int]:
    """Width and height in px that the app gives its map."""
    with open_page(browser, url) as opened:
        wait_for_map(opened.page)
        box = opened.page.locator(".js-plotly-plot").bounding_box()
        if box is None:
            raise RuntimeError("the map is not shown")
        return round(box["width"]), round(box["height"])
