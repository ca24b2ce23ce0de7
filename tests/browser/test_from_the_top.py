"""What one reads next begins at its top, however far one had read before."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from explorer.care.plan_code import encode
from explorer.content import Atlas
from tests.browser.app import PATIENCE_MS, rest

FAR_PX = 900
SCROLLED = "Math.max(...[...document.querySelectorAll('*')].map(({ scrollTop }) => scrollTop))"


def _read_on(page: Page) -> None:
    page.evaluate(f"document.querySelector('[data-testid=stMain]').scrollTop = {FAR_PX}")
    assert page.evaluate(SCROLLED) > FAR_PX / 3


def _is_at_the_top(page: Page) -> None:
    rest(page)
    page.wait_for_function(f"{SCROLLED} === 0", timeout=PATIENCE_MS)


@pytest.mark.parametrize(("shelf", "item"), [("exercises", "figure_four_lying"), ("tools", "foam_roller")])
def test_what_is_chosen_among_pictures_opens_at_its_title_which_is_read(
    phone: Page, address: str, atlas: Atlas, shelf: str, item: str
) -> None:
    phone.goto(f"{address}/{shelf}")
    tile = phone.locator(f'.gallery button[data-value="{item}"]')
    tile.scroll_into_view_if_needed(timeout=PATIENCE_MS)
    _read_on(phone)
    tile.click()
    title = phone.get_by_role("heading", level=1, name=atlas.items[item].plain_name, exact=True)
    expect(title).to_be_in_viewport(timeout=PATIENCE_MS)
    _is_at_the_top(phone)
    expect(title).to_be_focused(timeout=PATIENCE_MS)


def test_each_step_of_a_plan_begins_at_its_top(phone: Page, address: str, atlas: Atlas) -> None:
    phone.goto(f"{address}/explain?plan={encode(atlas.plans['buttock_ache'].plan)}")
    following = phone.get_by_role("button", name="Next")
    expect(following).to_be_visible(timeout=PATIENCE_MS)
    rest(phone)
    _read_on(phone)
    following.click()
    expect(phone.get_by_text("2 of ").first).to_be_visible(timeout=PATIENCE_MS)
    _is_at_the_top(phone)


def test_a_page_begins_at_its_top(phone: Page, address: str) -> None:
    phone.goto(f"{address}/good-to-know")
    expect(phone.get_by_role("heading", level=1)).to_be_visible(timeout=PATIENCE_MS)
    rest(phone)
    _read_on(phone)
    phone.get_by_role("link", name="Plan", exact=True).click()
    expect(phone.get_by_role("heading", level=1, name="Plan")).to_be_visible(timeout=PATIENCE_MS)
    _is_at_the_top(phone)
