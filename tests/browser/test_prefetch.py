"""A click on the map shows the words of its card before the server has answered, and nothing that is not its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from explorer.content import Atlas
from explorer.ui.card import card_body
from tests.browser.app import MAP, PATIENCE_MS, TWICE_MS, choose, click_body, open_map, pixel, query, ready, rest
from tests.browser.points import BodyPoint, body_points

CARD_BODY = Path(card_body.__file__).with_name("card_body.js")
PREFETCHED, ANSWER = ".st-key-card .prefetched", ".card-body.answer"


@dataclass
class Line:
    """The line from the server, which can be held: what it says then arrives when it is let go."""

    is_held: bool = False
    waiting: list[tuple[WebSocketRoute, str | bytes]] = field(default_factory=list)

    def open(self, browser: WebSocketRoute) -> None:
        """Pass on what server and browser say to each other."""
        server = browser.connect_to_server()
        server.on_message(lambda message: self._say(browser, message))
        browser.on_message(server.send)

    def _say(self, browser: WebSocketRoute, message: str | bytes) -> None:
        if self.is_held:
            self.waiting.append((browser, message))
        else:
            browser.send(message)

    def hold(self) -> None:
        """Let nothing more arrive."""
        self.is_held = True

    def let_go(self) -> None:
        """Let everything arrive, in its order."""
        self.is_held = False
        while self.waiting:
            browser, message = self.waiting.pop(0)
            browser.send(message)


@pytest.fixture
def line(page: Page) -> Iterator[Line]:
    """The line of the page to its server."""
    found = Line()
    page.route_web_socket("**/stream", found.open)
    yield found
    found.let_go()


def _points(atlas: Atlas) -> list[BodyPoint]:
    """A point in each region that the first picture shows, one on either side of the body in turn."""
    found: dict[str, BodyPoint] = {}
    for point in body_points(atlas, "posterior", "surface", "right", 40):
        if point.side != "midline":
            found.setdefault(point.id, point)
    return list(found.values())


def _click(page: Page, point: BodyPoint) -> None:
    click_body(page, point.u, point.v)


def _says(page: Page, where: str, atlas: Atlas, point: BodyPoint) -> None:
    region = atlas.regions[point.id]
    words = page.locator(where)
    expect(words.get_by_role("heading", name=region.plain_name, exact=True)).to_be_visible(timeout=PATIENCE_MS)
    expect(words.locator("[data-side]")).to_have_text(f"{point.side} side")
    expect(words.locator(".care")).to_contain_text(region.patient.leave)


def test_words_come_with_the_click_and_the_rest_with_the_answer(
    page: Page, address: str, atlas: Atlas, line: Line
) -> None:
    first, second, *_ = _points(atlas)
    open_map(page, address)
    line.hold()
    _click(page, first)
    _says(page, PREFETCHED, atlas, first)
    expect(page.locator(ANSWER)).to_be_hidden()
    line.let_go()
    _says(page, ANSWER, atlas, first)
    expect(page.locator(PREFETCHED)).to_be_empty()
    rest(page)
    expect(page.locator(ANSWER).get_by_text("Sources", exact=True)).to_be_visible()
    line.hold()
    _click(page, second)
    _says(page, PREFETCHED, atlas, second)
    expect(page.locator(ANSWER)).to_be_hidden()  # what helps the first region stands nowhere below the second one
    line.let_go()
    _says(page, ANSWER, atlas, second)


def test_a_card_that_was_overtaken_gives_way_even_when_it_comes_last(page: Page) -> None:
    page.set_content('<div id="here"><article class="card-body"></article></div>')
    shown = page.evaluate(
        """async (script) => {
            const found = await import(URL.createObjectURL(new Blob([script], {type: "text/javascript"})));
            const parentElement = document.getElementById("here"), body = parentElement.firstChild;
            const told = (location) => ({location, html: `<h2>${location}</h2>`});
            const call = (location) => found.default({data: [told(location)], parentElement});
            const seen = [];
            const note = () => seen.push(`${body.dataset.location} ${body.textContent}`);
            const [, second, first] = [call("zero"), call("second"), call("first")];
            first();
            note();
            const third = call("third"), fourth = call("fourth");
            third();
            note();
            return seen;
        }""",
        CARD_BODY.read_text("utf-8"),
    )
    assert shown == ["second second", "fourth fourth"]


def test_a_card_read_to_its_end_opens_the_next_one_at_its_top(page: Page, address: str, atlas: Atlas) -> None:
    first, second, *_ = _points(atlas)
    open_map(page, f"{address}/?region={first.id}&side={first.side}")
    page.locator(".st-key-card").evaluate("card => { card.scrollTop = card.scrollHeight; }")
    _click(page, second)
    _says(page, ANSWER, atlas, second)
    rest(page)
    assert page.locator(".st-key-card").evaluate("card => card.scrollTop") == 0


def test_a_second_click_on_what_is_open_changes_nothing(page: Page, address: str, atlas: Atlas) -> None:
    point = _points(atlas)[0]
    open_map(page, address)
    _click(page, point)
    _says(page, ANSWER, atlas, point)
    rest(page)
    page.wait_for_timeout(TWICE_MS)
    _click(page, point)
    page.wait_for_timeout(TWICE_MS)
    rest(page)
    expect(page.locator(PREFETCHED)).to_be_empty()
    _says(page, ANSWER, atlas, point)


def test_without_an_answer_the_card_from_before_comes_back(page: Page, address: str, atlas: Atlas, line: Line) -> None:
    first, second, *_ = _points(atlas)
    page.add_init_script(
        "const wait = window.setTimeout; window.setTimeout = (act, ms) => wait(act, ms === 10000 ? 1000 : ms);"
    )
    open_map(page, address)
    _click(page, first)
    _says(page, ANSWER, atlas, first)
    rest(page)
    line.hold()
    _click(page, second)
    _says(page, PREFETCHED, atlas, second)
    expect(page.locator(PREFETCHED)).to_be_empty(timeout=PATIENCE_MS)
    _says(page, ANSWER, atlas, first)


def test_words_come_with_the_tap_in_another_view_and_layer_too(
    page: Page, address: str, atlas: Atlas, line: Line
) -> None:
    open_map(page, address)
    for control in ("Front", "Skin"):
        choose(page, control)
    place = next(p for p in body_points(atlas, "anterior", "skin", "right", 40) if p.side != "midline")
    line.hold()
    _click(page, place)
    words = page.locator(PREFETCHED)
    expect(words.get_by_role("heading", name=atlas.places[place.id].name, exact=True)).to_be_visible()
    expect(words).to_contain_text(atlas.places[place.id].note)


@pytest.mark.webgl
def test_a_double_click_opens_the_card_stays_there_and_does_not_zoom(page: Page, address: str, atlas: Atlas) -> None:
    points = _points(atlas)[:4]
    open_map(page, f"{address}/?region={points[0].id}&side={points[0].side}")
    zoom = page.evaluate(f"{MAP}.zoom")
    for point, pause in zip(points[1:], (0, 80, 200), strict=True):
        at = pixel(page, point.u, point.v)
        page.mouse.click(*at)
        page.wait_for_timeout(pause)
        page.mouse.down(click_count=2)  # as a browser counts a second click that comes soon
        page.mouse.up(click_count=2)
        _says(page, ANSWER, atlas, point)
        page.wait_for_timeout(TWICE_MS)
        rest(page)
        _says(page, ANSWER, atlas, point)
        expect(page.locator(PREFETCHED)).to_be_empty()
        side = {"side": "left"} if point.side == "left" else {}
        assert query(page) == {"region": point.id, "layer": "surface"} | side
    ready(page)
    assert page.evaluate(f"{MAP}.zoom") == zoom


def test_list_and_map_take_turns(page: Page, address: str, atlas: Atlas) -> None:
    first, second, *_ = _points(atlas)
    open_map(page, address)
    _click(page, first)
    _says(page, ANSWER, atlas, first)
    rest(page)
    for point in (second, first, second):
        finder = page.get_by_role("combobox", name="Find a muscle, bone or nerve")
        finder.click()
        page.keyboard.insert_text(atlas.regions[point.id].plain_name)
        page.keyboard.press("Enter")
        expect(page.locator(ANSWER).locator("h2")).to_have_text(atlas.regions[point.id].plain_name, timeout=PATIENCE_MS)
        rest(page)


# Counts how often words are put on the page ahead of an answer.
PUT = """() => {
    const seen = window.put = [];
    new MutationObserver((changes) => {
        for (const { addedNodes } of changes) if (addedNodes.length) seen.push(addedNodes.length);
    }).observe(document.querySelector('.prefetched'), { childList: true });
}"""


def test_words_come_once_however_many_cards_were_open_before(page: Page, address: str, atlas: Atlas) -> None:
    points = _points(atlas)
    open_map(page, address)
    for point in points[:4]:
        _click(page, point)
        _says(page, ANSWER, atlas, point)
        rest(page)
        page.wait_for_timeout(TWICE_MS)
    page.evaluate(PUT)
    _click(page, points[4])
    _says(page, ANSWER, atlas, points[4])
    assert len(page.evaluate("window.put")) == 1
