"""One app and one browser for all browser tests; a fresh context for each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.app import FRUGAL, laptop_of, phone_of, serving, start_browser


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


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A laptop window with nothing remembered from before."""
    context = laptop_of(browser)
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A phone with nothing remembered from before."""
    context = phone_of(browser)
    yield context.new_page()
    context.close()
