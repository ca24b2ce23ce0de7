"""Clocks and counters in a real browser."""

from __future__ import annotations

import time
from base64 import b64decode
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count, cycle
from typing import Any, Literal

from playwright.sync_api import Browser, Page
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.bench.relay import Relay, relay
from tests.browser.app import pixel, rest, wait_for_map
from tests.browser.points import BodyPoint

WINDOW = {"width": 1440, "height": 900}
PATIENCE_SECONDS = 60
SETTLE_MS = 400  # what the last gesture left to do is no part of the next one, nor is it a double click
QUIET_MS = 1500  # a page that asks for nothing for so long has all that it wants

MAP = "document.querySelector('[data-body-map]').bodyMap"
LIST = "Find a muscle, bone or nerve"
Gesture = Literal["mousedown", "keydown"]

# Begins with the press itself, not with its release; ends with the first frame after IS_THERE holds. What a text says
# is looked at when the page changes, what a map shows with every frame.
GESTURE_CLOCK = """window.benchGesture = new Promise((done) => {
    let pressed;
    addEventListener('GESTURE', (event) => { pressed = event.timeStamp; }, {capture: true, once: true});
    const isThere = () => { try { return pressed !== undefined && IS_THERE; } catch { return false; } };
    const finish = () => requestAnimationFrame(() => setTimeout(() => done(performance.now() - pressed)));
    if (BY_FRAME) {
        const look = () => isThere() ? finish() : requestAnimationFrame(look);
        requestAnimationFrame(look);
    } else {
        const look = () => { if (isThere()) { observer.disconnect(); finish(); } };
        const observer = new MutationObserver(look);
        observer.observe(document.body, {subtree: true, childList: true, characterData: true, attributes: true});
    }
}); null"""
GESTURED = """(patience) => Promise.race([
    window.benchGesture,
    new Promise((_, fail) => setTimeout(() => fail(new Error('the gesture changed nothing')), patience)),
])"""

# A page that comes to the front paints itself anew, and so does one that the pointer enters.
CALM = "new Promise((done) => requestAnimationFrame(() => requestIdleCallback(done)))"

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
# A tap is heard and finds its region: all outlines of the picture are there, and it is drawn.
USABLE = f"{MAP}.usable"
# And the card's words would come with it. The answer of the server then shows that it was heard.
APP_USABLE = f"{MAP}.usable && document.querySelector('.st-key-card .prefetched')"
# The same by MapLibre with every plate, where WebGL can be had.
DRAWN = f"{MAP}.ready"
# Plotly tells when its map has come and all is drawn; before, a click does nothing.
CHART_USABLE = """(() => {
    const plot = document.querySelector('.js-plotly-plot');
    if (plot?.on && !plot.dataset.heard) {
        plot.dataset.heard = 'yes';
        plot.on('plotly_afterplot', () => { plot.dataset.drawn = 'yes'; });
    }
    return plot?.dataset.drawn === 'yes';
})()"""


def says(selector: str, text: str) -> str:
    """Whether an element says just this, in the words of the browser."""
    return f"document.querySelector({selector!r})?.textContent.trim() === {text!r}"


def is_finished() -> str:
    """Whether the server has answered all, in the words of the browser."""
    return "document.querySelector('[data-testid=stApp]').getAttribute('data-test-script-state') === 'notRunning'"


def shows(name: str, value: str) -> str:
    """Whether the map has drawn a state, in the words of the browser."""
    return f"{MAP}.ready && {MAP}.state.{name} === {value!r}"


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
    """What the browser received over its line, and how often the server finished a run of the script."""

    line: Relay
    runs: int = 0

    @property
    def bytes(self) -> int:
        """Bytes on the wire so far."""
        return self.line.bytes

    def on_frame(self, event: dict[str, Any]) -> None:
        """Look whether a message over the web socket ends a run."""
        response = event["response"]
        if response["opcode"] == 2:
            message = ForwardMsg.FromString(b64decode(response["payloadData"]))
            self.runs += message.WhichOneof("type") == "script_finished"


@dataclass(frozen=True)
class Step:
    """A gesture, and what must hold when it is done (JavaScript). ``aim`` gets the hand there before."""

    aim: Callable[[], object]
    act: Callable[[], object]
    then: str
    gesture: Gesture = "mousedown"
    by_frame: bool = False


@dataclass
class OpenPage:
    """A page that stays open."""

    page: Page
    traffic: Traffic
    steps: Iterator[Step] = field(default=iter(()), repr=False)

    def take(self) -> float:
        """Take the next step. Seconds from the gesture to what must hold then, on the screen."""
        step = self._next()
        clock = GESTURE_CLOCK.replace("IS_THERE", step.then).replace("GESTURE", step.gesture)
        self.page.evaluate(clock.replace("BY_FRAME", "true" if step.by_frame else "false"))
        step.act()
        took = float(self.page.evaluate(GESTURED, PATIENCE_SECONDS * 1000))
        rest(self.page)
        return took / 1000

    def bytes_by_step(self) -> int:
        """Bytes that the next step brings, until the server is done and the page asks for nothing more."""
        step = self._next()
        before, runs = self.traffic.bytes, self.traffic.runs
        step.act()
        self.wait_for_runs(runs + 1)
        self.wait_until_quiet()
        return self.traffic.bytes - before

    def _next(self) -> Step:
        step = next(self.steps)
        self.page.bring_to_front()
        step.aim()
        self.page.wait_for_timeout(SETTLE_MS)
        self.page.evaluate(CALM)
        return step

    def wait_for_runs(self, number: int) -> None:
        """Wait until the server has finished so many runs, and the page knows it."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self.traffic.runs < number:
            if time.monotonic() > deadline:
                raise RuntimeError(f"the server finished {self.traffic.runs} runs, not {number}")
            self.page.wait_for_timeout(10)
        rest(self.page)

    def wait_until_quiet(self) -> None:
        """Wait until nothing more comes."""
        before = -1
        while self.traffic.bytes != before:
            before = self.traffic.bytes
            self.page.wait_for_timeout(QUIET_MS)

    def mark_map(self) -> None:
        """Note which map this is."""
        self.page.evaluate("document.querySelector('[data-body-map]').benchMark = true")

    def is_same_map(self) -> bool:
        """Whether it is still that one, and it alone."""
        found = "[...document.querySelectorAll('[data-body-map]')]"
        return bool(self.page.evaluate(f"{found}.length === 1 && {found}[0].benchMark === true"))


@contextmanager
def open_page(browser: Browser, url: str) -> Iterator[OpenPage]:
    """A page in a fresh browser context, with its traffic counted from the first byte."""
    with relay(url) as line:
        context = browser.new_context(viewport=WINDOW)
        try:
            page, traffic = context.new_page(), Traffic(line)
            network = context.new_cdp_session(page)
            network.on("Network.webSocketFrameReceived", traffic.on_frame)
            network.send("Network.enable")
            page.goto(line.address)
            opened = OpenPage(page, traffic)
            opened.wait_for_runs(1)
            yield opened
        finally:
            context.close()


@contextmanager
def open_app(browser: Browser, url: str, steps: Callable[[Page], Iterator[Step]]) -> Iterator[OpenPage]:
    """The app with its map ready, and nothing more to come that belongs to the first load."""
    with open_page(browser, url) as opened:
        wait_for_map(opened.page)
        opened.wait_until_quiet()
        opened.mark_map()
        opened.steps = steps(opened.page)
        yield opened


@contextmanager
def open_button(browser: Browser, url: str) -> Iterator[OpenPage]:
    """The page with one button."""
    with open_page(browser, url) as opened:
        button = opened.page.locator(".stButton button")
        opened.steps = (
            Step(button.hover, _press(opened.page), says("h3", f"Pressed {number} times")) for number in count(1)
        )
        yield opened


def _press(page: Page) -> Callable[[], object]:
    def press() -> None:
        page.mouse.down()
        page.mouse.up()

    return press


Names = Sequence[tuple[BodyPoint, str]]


def taps(points: Names, selector: str, *, finished: bool = False) -> Callable[[Page], Iterator[Step]]:
    """Tap points of the body in turn; each comes with what the heading of its card says then.

    ``finished``: and the server has answered all.
    """

    def steps(page: Page) -> Iterator[Step]:
        for point, name in cycle(points):
            then = says(selector, name) + (f" && {is_finished()}" if finished else "")
            yield Step(_over(page, point), _press(page), then)

    return steps


def _over(page: Page, point: BodyPoint) -> Callable[[], object]:
    def move() -> None:
        x, y = pixel(page, point.u, point.v)
        page.mouse.move(x, y)
        page.mouse.move(x + 0.5, y)

    return move


def view_switches(page: Page) -> Iterator[Step]:
    """Use the buttons of the map that turn the body, in turn."""
    for view in cycle(("anterior", "lateral", "posterior")):
        button = page.locator(f".bodymap-view button[value={view}]")
        yield Step(button.hover, _press(page), shows("view", view), by_frame=True)


def choices(regions: Sequence[tuple[str, str]]) -> Callable[[Page], Iterator[Step]]:
    """Choose regions from the list by the keyboard, in turn. Each is an id with the name to type."""

    def steps(page: Page) -> Iterator[Step]:
        for region, name in cycle(regions):
            yield Step(
                _type(page, name), lambda: page.keyboard.press("Enter"), shows("region", region), "keydown", True
            )

    return steps


def _type(page: Page, name: str) -> Callable[[], object]:
    def type_name() -> None:
        page.get_by_role("combobox", name=LIST).click()
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.insert_text(name)
        page.get_by_role("option", name=name).first.wait_for()

    return type_name


def first_load_bytes(browser: Browser, url: str) -> tuple[int, int]:
    """Bytes that a browser which knows nothing yet receives until the map is ready, and until it wants no more."""
    with open_page(browser, url) as opened:
        wait_for_map(opened.page)
        ready = opened.traffic.bytes
        opened.wait_until_quiet()
        return ready, opened.traffic.bytes


def map_size(browser: Browser, url: str) -> tuple[int, int]:
    """Width and height in px that the app gives its picture."""
    with open_page(browser, url) as opened:
        wait_for_map(opened.page)
        box = opened.page.locator("[data-body-map] .bodymap-picture").bounding_box()
        if box is None:
            raise RuntimeError("the map is not shown")
        return round(box["width"]), round(box["height"])
