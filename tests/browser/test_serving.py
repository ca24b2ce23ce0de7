"""What the server adds to the pages: a strict policy, stop signs before the app is there, calm words for a failure."""

from __future__ import annotations

import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from websockets.sync.client import connect

from explorer.ui.shell.kiosk import IDLE_VARIABLE
from explorer.ui.state.pages import ADDRESSES
from tests.browser.app import PATIENCE_MS, laptop_of, listening, serving

PATHS = ("", *ADDRESSES.values())
AT_REST = "[data-testid=stApp][data-test-script-state=notRunning]"
SLOW = {"offline": False, "latency": 300, "downloadThroughput": 50_000, "uploadThroughput": 50_000}  # 400 kbit/s
NOTED = """
    window.violations = []
    document.addEventListener("securitypolicyviolation", (event) =>
        window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`))
"""


@pytest.fixture
def strict_page(browser: Browser) -> Iterator[Page]:
    """A page to which our policy applies, and which notes what it forbids."""
    context = browser.new_context(bypass_csp=False)
    context.add_init_script(NOTED)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", PATHS)
def test_no_page_needs_more_than_the_policy_allows(strict_page: Page, address: str, path: str) -> None:
    heard = listening(strict_page, address)
    strict_page.goto(f"{address}/{path}?region=piriformis&side=right")
    strict_page.locator("#loading").wait_for(state="detached", timeout=PATIENCE_MS)
    strict_page.locator(AT_REST).wait_for(timeout=PATIENCE_MS)
    strict_page.wait_for_timeout(1000)  # what is fetched after the words
    assert strict_page.evaluate("window.violations") == []
    assert heard == []


def test_stop_signs_stand_in_the_first_answer_and_give_way_to_the_app(page: Page, address: str) -> None:
    asked = urllib.request.Request(address, headers={"Accept": "text/html"})
    with urllib.request.urlopen(asked) as answer:
        first = answer.read().decode()
    assert "Loading the map" in first
    assert "New trouble to pee" in first
    page.goto(address)
    page.locator("#loading").wait_for(state="detached", timeout=PATIENCE_MS)
    expect(page.get_by_role("link", name="Stop signs")).to_be_visible(timeout=PATIENCE_MS)
    expect(page).to_have_title("Sciatic Explorer")


def test_what_an_answer_brings_is_compressed_on_its_way(address: str) -> None:
    with connect(f"ws{address.removeprefix('http')}/_stcore/stream", origin=address) as line:
        assert "permessage-deflate" in line.response.headers.get("Sec-WebSocket-Extensions", "")


def test_on_a_slow_line_the_stop_signs_are_there_long_before_the_app(browser: Browser, address: str) -> None:
    with closing(laptop_of(browser)) as laptop:  # one that has nothing of the app yet
        page = laptop.new_page()
        session = laptop.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW)
        began = time.monotonic()
        page.goto(address, wait_until="commit")
        page.get_by_text("Leg or foot newly weak, or getting weaker").wait_for(timeout=PATIENCE_MS)
        seen = time.monotonic() - began
        page.locator("#loading").wait_for(state="detached", timeout=PATIENCE_MS)
        drawn = time.monotonic() - began
    assert seen < drawn / 3
    assert seen < 10


def test_without_javascript_the_stop_signs_are_the_page(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.get_by_text("Leg or foot newly weak, or getting weaker").is_visible()
    assert page.locator("noscript p").is_visible()
    assert not page.get_by_text("Loading the map").is_visible()
    page.get_by_role("link", name="All stop signs").click()
    assert "What to do:" in page.content()
    context.close()


def test_a_page_that_fails_says_so_calmly_and_keeps_the_stop_signs(page: Page, tmp_path: Path) -> None:
    log = tmp_path / "log"
    with serving(log, **{IDLE_VARIABLE: "soon"}) as address:  # no number: the page fails when all else is drawn
        page.goto(f"{address}/about")
        page.get_by_text("This page could not be shown").wait_for(timeout=PATIENCE_MS)
        expect(page.get_by_text("In an emergency, call 112")).to_be_visible()
        expect(page.get_by_text("Leg or foot newly weak, or getting weaker")).to_be_visible()
        assert "ValueError" not in page.content()
    assert "ValueError" in log.read_text()
