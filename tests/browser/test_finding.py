"""The other ways in, with hands: the search, and the way from a tool to the parts it is for."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from explorer.content import Atlas
from tests.browser.app import PATIENCE_MS, PHONE, click_body, query, rest, state, wait_for_map
from tests.browser.points import body_points

PAGES = (
    "safety-check", "tools?tool=foam_roller", "techniques?technique=swedish", "good-to-know?topic=weakness",
    "you-may-have-heard", "sources", "stop-signs", "about",
)  # fmt: skip


def _search(page: Page, words: str) -> None:
    box = page.get_by_placeholder("Search")
    box.fill(words)
    box.press("Enter")
    expect(page.locator(".st-key-found")).to_be_visible(timeout=PATIENCE_MS)
    rest(page)


def _heading(page: Page, name: str) -> None:
    expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible(timeout=PATIENCE_MS)


def test_a_misspelt_search_opens_the_place_and_the_address_says_so(page: Page, address: str) -> None:
    page.goto(address)
    _search(page, "piriformus")
    page.keyboard.press("Tab")
    page.locator(".st-key-found a").first.focus()
    page.keyboard.press("Enter")
    _heading(page, "Deep buttock muscle")
    page.wait_for_url("**region=piriformis**")
    expect(page.locator(".st-key-found")).to_be_hidden()
    page.reload()
    _heading(page, "Deep buttock muscle")


def test_what_is_typed_is_looked_for_without_a_key_and_told_by_ear(page: Page, address: str) -> None:
    page.goto(address)
    box = page.get_by_placeholder("Search")
    box.press_sequentially("sit bone", delay=60)
    found = page.locator(".st-key-found")
    expect(found.get_by_role("link").first).to_contain_text("Sit bone", timeout=PATIENCE_MS)
    expect(box).to_be_focused()
    expect(box).to_have_value("sit bone")
    how_much = f"Found: {found.get_by_role('link').count()}"
    expect(found).to_contain_text(how_much)
    expect(page.locator(".tab-said")).to_have_text(how_much)
    box.fill("xyzzy")
    expect(page.locator(".tab-said")).to_contain_text("Nothing found", timeout=PATIENCE_MS)
    box.fill("")
    expect(found).to_be_hidden(timeout=PATIENCE_MS)
    expect(page.locator(".tab-said")).to_be_empty()


def test_what_is_searched_for_is_never_in_the_address(page: Page, address: str) -> None:
    page.goto(address)
    _search(page, "numb between the legs")
    expect(page.locator(".st-key-found a").first).to_contain_text("stop sign")
    assert query(page) == {}


def test_from_a_tool_to_the_parts_it_is_for_and_back(page: Page, address: str, atlas: Atlas) -> None:
    page.goto(f"{address}/tools")
    page.get_by_role("button", name="Soft ball (tennis ball)").or_(
        page.get_by_role("radio", name="Soft ball (tennis ball)")
    ).first.click()
    page.wait_for_url("**tool=soft_ball**")
    wait_for_map(page)
    lit = set(state(page)["lit"])
    assert {f"{region.id}:right" for region in atlas.regions_of(atlas.tools["soft_ball"])} <= lit
    point = next(
        point for point in body_points(atlas, "posterior", "surface", "right", 40) if point.id == "gluteus_maximus"
    )
    click_body(page, point.u, point.v)
    page.wait_for_url("**region=gluteus_maximus**")
    expect(page.get_by_text("take care here")).to_be_visible()
    page.locator(".st-key-here").get_by_role("link", name="Big buttock muscle").click()
    _heading(page, "Big buttock muscle")
    page.go_back()
    page.wait_for_url("**/tools?**tool=soft_ball**")
    _heading(page, "Soft ball (tennis ball)")


@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_cut_off_on_a_phone(phone: Page, address: str, path: str) -> None:
    phone.goto(f"{address}/{path}")
    expect(phone.get_by_text("Nothing you choose here is stored.")).to_be_visible(timeout=PATIENCE_MS)
    rest(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
