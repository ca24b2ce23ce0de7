"""The plan in the pocket, with eyes and a thumb: small windows, large letters, the dark, no scripts."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from explorer.care.plan_code import encode
from explorer.content import Atlas
from tests.browser.app import MOMENT_MS, PATIENCE_MS, PHONE, listening, serving
from tests.browser.light import LightServer, light_server
from tests.web.light import light_app

pytestmark = [pytest.mark.browser, pytest.mark.shipped]

NARROW = {"width": 320, "height": 640}
THUMB_PX = 44
LEAST_CONTRAST = 4.5
# What sticks out of the window, or of what it stands in.
CUT = """() => [...document.querySelectorAll('body *')].filter((it) => {
    const {left, right, width} = it.getBoundingClientRect();
    return width && !it.closest('svg') && (left < -1 || right > innerWidth + 1);
}).map((it) => it.outerHTML.slice(0, 80))"""
SMALL = """(least) => [...document.querySelectorAll('a, button, summary')].filter((it) => it.offsetParent).map((it) => {
    const {width, height} = it.getBoundingClientRect();
    return [it.textContent.trim(), Math.round(width), Math.round(height)];
}).filter(([, width, height]) => Math.min(width, height) < least)"""
# The contrast of each text with the nearest ground behind it (WCAG 2.2, relative luminance).
PALE = """(least) => {
    const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
    const light = (colour) => {
        const [r, g, b] = parts(colour).map((part) => part / 255)
            .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = (it) => {
        const own = getComputedStyle(it).backgroundColor;
        return parts(own)[3] === 0 ? ground(it.parentElement) : own;
    };
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (words.nextNode()) {
        const it = words.currentNode.parentElement;
        if (!words.currentNode.data.trim() || it.closest('script, [hidden]')) continue;
        const [a, b] = [light(getComputedStyle(it).color), light(ground(it))].sort((x, y) => y - x);
        const contrast = (a + 0.05) / (b + 0.05);
        if (contrast < least) found.push([words.currentNode.data.trim(), contrast]);
    }
    return found;
}"""


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("log") / "log"


@pytest.fixture(scope="module")
def logged_address(log: Path) -> Iterator[str]:
    """Where the app of a clinic with long words answers, and writes down what it says."""
    name = "Physiotherapiepraxis am Bahnhofsvorplatz"
    (log.parent / "clinic.yaml").write_text(f"clinic:\n  - id: clinic\n    name: {name}\n    country: eu\n")
    with serving(log, SCIATIC_EXPLORER_DATA=str(log.parent)) as found:
        yield found


@pytest.fixture
def code(atlas: Atlas) -> str:
    return encode(atlas.plans["new_leg_pain"].plan)


@pytest.fixture
def small(browser: Browser) -> Iterator[BrowserContext]:
    """A small phone in the dark, to which our policy applies."""
    context = browser.new_context(viewport=NARROW, has_touch=True, color_scheme="dark", bypass_csp=False)
    yield context
    context.close()


def larger(page: Page) -> None:
    """Letters twice as large, as a reader sets them in the browser."""
    session = page.context.new_cdp_session(page)
    session.send("Page.enable")
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_lost_in_a_narrow_window_with_large_letters(
    small: BrowserContext, logged_address: str, code: str, scheme: str
) -> None:
    page = small.new_page()
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the two
    heard = listening(page, logged_address)
    for path in (code, "2.damaged"):
        for enlarge in (lambda _: None, larger):
            enlarge(page)
            page.goto(f"{logged_address}/p/{path}")
            assert page.evaluate(CUT) == []
            assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]
            assert page.evaluate(SMALL, THUMB_PX) == []
            assert page.evaluate(PALE, LEAST_CONTRAST) == []
    assert [line for line in heard if "400" not in line] == []


def test_the_first_screen_of_a_phone_shows_whose_plan_and_the_first_item(
    browser: Browser, logged_address: str, code: str
) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{logged_address}/p/{code}")
    for seen in (page.locator("h1"), page.locator(".stop a").last, page.locator("li .dose").first):
        box = seen.bounding_box()
        assert box
        assert box["y"] + box["height"] <= PHONE["height"]
    expect(page.locator(".timer").first).to_be_hidden()
    page.get_by_text("Before you start").first.click()
    expect(page.get_by_text("Never sleep with it")).to_be_visible()
    context.close()


def test_the_timer_counts_and_leaves_nothing_behind(small: BrowserContext, logged_address: str, code: str) -> None:
    page = small.new_page()
    page.clock.install()
    page.goto(f"{logged_address}/p/{code}")
    hold = page.get_by_role("group", name="Draw one knee up")
    hold.get_by_role("button", name="Start 5 s").click()
    page.clock.run_for(5_200)
    expect(hold.get_by_text("1 of 5 done")).to_be_visible(timeout=PATIENCE_MS)
    expect(hold.get_by_role("button", name="Start 2 of 5")).to_be_visible()
    expect(page.get_by_role("group", name="Short, easy walks").get_by_role("button", name="Start 5:00")).to_be_visible()
    assert page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])") == '[{},{},""]'


def test_the_log_of_the_server_holds_no_code(small: BrowserContext, logged_address: str, code: str, log: Path) -> None:
    page = small.new_page()
    for path in (f"p/{code}", f"p/{code}.jpg", f"p/{code[:-5]}", f"my-plan?plan={code}"):
        page.goto(f"{logged_address}/{path}")
    assert "Sciatic Explorer" in log.read_text()
    assert not re.search(re.escape(code[2:30]), log.read_text())


# --- with no internet ---------------------------------------------------------------------------------------------

KEPT = "This plan is on your phone now"
COMPLETE = "[...document.images].every((it) => it.complete && it.naturalWidth)"


def test_a_plan_opens_without_a_server_until_it_is_removed(browser: Browser, atlas: Atlas) -> None:
    first, second = (encode(atlas.plans[name].plan) for name in ("new_leg_pain", "hamstring_tightness"))
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    with serving() as address:
        for code in (first, second):
            page.goto(f"{address}/p/{code}?country=us")
            expect(page.get_by_text(KEPT)).to_be_visible(timeout=PATIENCE_MS)
    heard = listening(page, address)
    for code in (first, second):
        page.goto(f"{address}/p/{code}?country=us")
        page.evaluate("document.querySelectorAll('img').forEach((it) => (it.loading = 'eager'))")
        page.wait_for_function(COMPLETE)
        expect(page.locator(".stop")).to_contain_text("911")
    assert [line for line in heard if "net::ERR_" not in line] == []  # the browser tells each answer that did not come

    page.get_by_role("button", name="Remove from this phone").click()
    expect(page.get_by_text("The plan is off this phone")).to_be_focused()
    assert page.evaluate("caches.keys()") == [f"plan /p/{first}?country=us"]
    page.goto(f"{address}/p/{first}?country=us")
    page.get_by_role("button", name="Remove from this phone").click()
    expect(page.get_by_text("The plan is off this phone")).to_be_focused()
    left = "Promise.all([caches.keys(), navigator.serviceWorker.getRegistrations(), {...localStorage}])"
    assert page.evaluate(f"{left}.then(JSON.stringify)") == "[[],[],{}]"
    context.close()


def _kept_by(page: Page, server: LightServer, code: str) -> None:
    page.goto(f"{server.address}/p/{code}")
    expect(page.get_by_text(KEPT)).to_be_visible(timeout=PATIENCE_MS)


def _with_words(atlas: Atlas, words: str) -> Atlas:
    own = atlas.clinic["clinic"].model_copy(update={"name": words})
    return atlas.model_copy(update={"clinic": {"clinic": own}})


def test_a_new_version_takes_the_place_of_what_is_kept(browser: Browser, atlas: Atlas, code: str) -> None:
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    with light_server(atlas) as server:
        _kept_by(page, server, code)
        server.app = light_app(_with_words(atlas, "Moved to Elm Street"))
        page.reload()
        expect(page.get_by_text("Moved to Elm Street")).to_be_visible()
        page.wait_for_timeout(MOMENT_MS)
    page.reload()
    expect(page.get_by_text("Moved to Elm Street")).to_be_visible()
    context.close()


def test_a_server_that_takes_long_is_not_waited_for_and_its_answer_is_shown_the_next_time(
    browser: Browser, atlas: Atlas, code: str
) -> None:
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    with light_server(atlas) as server:
        _kept_by(page, server, code)
        server.app, server.delay_s = light_app(_with_words(atlas, "Moved to Elm Street")), 5.0
        began = time.monotonic()
        page.reload(wait_until="commit")
        assert 2.5 < time.monotonic() - began < 4.9
        expect(page.get_by_text("Moved to Elm Street")).to_be_hidden()
        page.wait_for_timeout(2_500)  # by now the answer has come
    page.reload()
    expect(page.get_by_text("Moved to Elm Street")).to_be_visible()
    context.close()


def test_no_word_of_it_is_said_where_there_is_no_worker(browser: Browser, logged_address: str, code: str) -> None:
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    page.goto(f"{logged_address}/p/{code}", wait_until="networkidle")
    expect(page.get_by_text(KEPT)).to_be_hidden()
    context.close()
