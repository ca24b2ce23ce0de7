"""On a phone: what one presses is as high as a finger, and nothing is wider than the screen, in large words either."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from explorer.ui.state.pages import TITLES
from tests.browser.app import PATIENCE_MS, PHONE, idle, rest

pytestmark = [pytest.mark.browser, pytest.mark.shipped]

PATHS = ("", *(path for _, path, *_ in TITLES.values()))
NARROW = {"width": 320, "height": 640}
# The name and the height of each control that is lower than a finger. One with words or a frame around it that press it
# too is as high as these; the way past the header shows with the keyboard alone.
LOW = """() => [...document.querySelectorAll('a[href], button, summary, input')]
    .filter((one) => one.checkVisibility({visibilityProperty: true}) && one.getBoundingClientRect().height > 1)
    .filter((one) => one.dataset.testid !== 'stSkipToContent' && !one.closest('p, li, small'))
    .map((one) => [one, one.closest('label, [role=group], [data-testid=stTextInputRootElement]') ?? one])
    .map(([one, around]) => [one.ariaLabel ?? one.innerText, around.getBoundingClientRect().height])
    .filter(([, height]) => height < 43.5)"""
WIDTH = "Math.max(document.querySelector('[data-testid=stMain]').scrollWidth, document.documentElement.scrollWidth)"


def _open(phone: Page, url: str) -> None:
    phone.goto(url)
    phone.get_by_role("link", name="Stop signs").first.wait_for(timeout=PATIENCE_MS)
    rest(phone)
    idle(phone)  # a control that just came still grows


@pytest.mark.parametrize("path", PATHS)
def test_what_one_presses_is_as_high_as_a_finger(phone: Page, address: str, path: str) -> None:
    _open(phone, f"{address}/{path}")
    assert phone.evaluate(LOW) == []


@pytest.mark.parametrize("path", PATHS)
def test_no_page_is_wider_than_a_narrow_phone_or_in_words_of_twice_the_size(
    phone: Page, address: str, path: str
) -> None:
    _open(phone, f"{address}/{path}")
    phone.set_viewport_size(NARROW)  # type: ignore[arg-type]
    assert phone.evaluate(WIDTH) <= NARROW["width"]
    phone.set_viewport_size(PHONE)  # type: ignore[arg-type]
    phone.add_style_tag(content="html { font-size: 200% !important; }")
    assert phone.evaluate(WIDTH) <= PHONE["width"]
