"""One app and one browser for all browser tests; a new window with empty storage for each.

A window has no WebGL, and shows the map as the still picture: that takes a tenth of the work. Tests marked ``webgl``
have it drawn.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.app import FRUGAL, WITHOUT_WEBGL, laptop_of, phone_of, serving, start_browser


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Where the app answers."""
    with serving() as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium with WebGL in software."""
    with sync_playwright() as playwright:
        found = start_browser(playwright, FRUGAL)
        yield found
        found.close()


@pytest.fixture(scope="session")
def laptop(browser: Browser) -> Iterator[BrowserContext]:
    """A laptop that keeps the files of the app from one test to the next, as that of a visitor who comes back."""
    context = laptop_of(browser)
    yield context
    context.close()


@pytest.fixture(scope="session")
def handheld(browser: Browser) -> Iterator[BrowserContext]:
    """A phone that keeps the files of the app too."""
    context = phone_of(browser)
    yield context
    context.close()


@pytest.fixture
def page(laptop: BrowserContext, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A new window on the laptop, for which no page has anything stored."""
    yield from _new_window(laptop, request)


@pytest.fixture
def phone(handheld: BrowserContext, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A new window on the phone, for which no page has anything stored."""
    yield from _new_window(handheld, request)


def _new_window(context: BrowserContext, request: pytest.FixtureRequest) -> Iterator[Page]:
    page = context.new_page()
    if not request.node.get_closest_marker("webgl"):
        page.add_init_script(WITHOUT_WEBGL)
    yield page
    if page.url.startswith("http"):
        page.evaluate("localStorage.clear()")
    page.close()
    context.clear_cookies()
