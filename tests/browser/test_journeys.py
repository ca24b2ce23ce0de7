"""What people come for, from the first screen to what they take with them, in so many taps or keys at most.

Two more are counted where they are looked at closely: a sore buttock on a phone (``test_pain.py``), and the first
screen of a plan's link (``test_pocket.py``).
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from explorer.content import Atlas
from tests.browser.app import PATIENCE_MS, click_body, open_map, rest, tap_body, wait_for_map
from tests.browser.points import point_in_each
from tests.browser.test_access import Keyboard

pytestmark = [pytest.mark.browser, pytest.mark.shipped]

TOUR = "follow_the_nerve"
SIX = {  # by the part of the body, in the words of the list that offers them
    "gluteus_medius": ("swedish", "heat_pack", "soft_ball"),
    "gastrocnemius": ("swedish", "stretching", "roller_stick"),
}
NONE = "None of these"


@dataclass
class Hand:
    """A hand on a phone or a mouse, whose taps are counted."""

    page: Page
    is_phone: bool
    taps: int = 0

    def tap(self, what: Locator) -> None:
        what.first.wait_for(timeout=PATIENCE_MS)
        if self.is_phone:
            what.first.tap()
        else:
            what.first.click()
        self.taps += 1
        rest(self.page)

    def tap_body(self, u: float, v: float) -> None:
        (tap_body if self.is_phone else click_body)(self.page, u, v)
        self.taps += 1

    def button(self, name: str | re.Pattern[str]) -> Locator:
        return self.page.get_by_role("button", name=name, exact=isinstance(name, str))


@pytest.fixture(params=["phone", "laptop"])
def hand(request: pytest.FixtureRequest) -> Hand:
    """On each of the two."""
    is_phone = request.param == "phone"
    page: Page = request.getfixturevalue("phone" if is_phone else "page")
    page.emulate_media(reduced_motion="reduce")
    return Hand(page, is_phone)


def _there(page: Page, heading: str) -> Locator:
    found = page.get_by_role("heading", name=heading, exact=True)
    expect(found).to_be_visible(timeout=PATIENCE_MS)
    rest(page)
    return found


def test_a_sore_buttock_and_a_tennis_ball_have_an_answer_in_pictures_within_four_clicks(
    page: Page, address: str, atlas: Atlas
) -> None:
    hand = Hand(page, is_phone=False)
    open_map(page, address)
    hand.tap(page.get_by_role("link", name="Where it hurts"))
    page.wait_for_url("**/where-does-it-hurt")
    wait_for_map(page)
    spot = next(
        p for p in point_in_each(atlas, "posterior", "skin", "right") if (p.id, p.side) == ("deep_buttock", "right")
    )
    hand.tap_body(spot.u, spot.v)
    while not page.get_by_role("heading", name="What you can do", exact=True).count():
        asked = page.get_by_role("heading", name=re.compile("Any of these|any of these"))
        expect(asked.first).to_be_visible(timeout=PATIENCE_MS)
        said = asked.first.inner_text()
        hand.tap(hand.button(NONE))
        expect(page.get_by_role("heading", name=said, exact=True)).to_have_count(0, timeout=PATIENCE_MS)
        rest(page)
    assert hand.taps <= 4
    tile = page.locator(".gallery button").filter(has_text="tennis ball")
    expect(tile.locator("img")).to_have_count(1)


def test_a_well_person_is_through_the_safety_check_in_a_minute_and_a_half(
    phone: Page, address: str, atlas: Atlas
) -> None:
    hand, page, began = Hand(phone, is_phone=True), phone, time.monotonic()
    page.goto(f"{address}/safety-check")
    _there(page, next(iter(atlas.check_screens.values())).heading)
    while (heading := page.locator("h2").first.inner_text()) != "What your answers change":
        hand.tap(hand.button(NONE))
        expect(page.locator("h2").first).not_to_have_text(heading, timeout=PATIENCE_MS)
        rest(page)
    assert hand.taps <= 7
    assert time.monotonic() - began < 90, "the machine alone takes longer than a person may"


def test_a_template_of_six_items_is_on_paper_within_five_taps(hand: Hand, address: str, atlas: Atlas) -> None:
    page = hand.page
    template = next(each for each in atlas.plans.values() if len(each.plan.items) == 6)
    open_map(page, address)
    hand.tap(hand.button(re.compile("Explain a plan")))
    _there(page, "Plan")
    hand.tap(hand.button(re.compile(f"^{re.escape(template.name)} ")))
    expect(page.get_by_role("button", name="Take out")).to_have_count(6, timeout=PATIENCE_MS)
    _to_paper(hand)
    assert hand.taps <= 5


def test_six_items_chosen_one_by_one_are_on_paper_within_twenty_taps(hand: Hand, address: str, atlas: Atlas) -> None:
    page, number = hand.page, 0
    open_map(page, address)
    hand.tap(page.get_by_role("link", name="Plan", exact=True))
    _there(page, "Plan")
    row = page.locator(".st-key-add-item")
    for region, remedies in SIX.items():
        hand.tap(row.get_by_role("combobox", name="Part of the body"))
        name = atlas.regions[region].plain_name
        page.keyboard.insert_text(name)
        hand.tap(page.get_by_role("option", name=re.compile(f"^{re.escape(name)} ")))
        for remedy in remedies:
            number += 1
            offered = row.locator(f".st-key-add-what-{region}")
            called = re.escape(atlas.remedies[remedy].plain_name)
            hand.tap(offered.get_by_role("radio", name=re.compile(f"^{called} · ")))
            hand.tap(row.get_by_role("button", name="Add to plan"))
            expect(page.get_by_role("button", name="Take out")).to_have_count(number, timeout=PATIENCE_MS)
            rest(page)
    _to_paper(hand)
    assert hand.taps <= 20


def _to_paper(hand: Hand) -> None:
    hand.tap(hand.button("Hand over"))
    _there(hand.page, "Hand over")
    with hand.page.expect_download(timeout=PATIENCE_MS):
        hand.tap(hand.button("PDF"))


def test_the_sit_bone_is_found_within_two_taps(hand: Hand, address: str) -> None:
    page = hand.page
    open_map(page, address)
    box = page.get_by_placeholder("Search")
    hand.tap(box)
    page.keyboard.type("sit bone")
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-found")).to_be_visible(timeout=PATIENCE_MS)
    rest(page)
    hand.tap(page.locator(".st-key-found a"))
    _there(page, "Sit bone")
    assert hand.taps <= 2


def test_the_walk_along_the_nerve_is_gone_by_keys_alone(page: Page, address: str, atlas: Atlas) -> None:
    tour = atlas.tours[TOUR]
    open_map(page, address)
    keys = Keyboard(page)
    keys.take("Show me")
    page.wait_for_url("**/follow-the-nerve*", timeout=PATIENCE_MS)
    keys.take(f"Start: {tour.name}")
    for step in tour.steps:
        _there(page, step.title)
        keys.press("ArrowRight")
    expect(page.get_by_role("heading", name=tour.steps[-1].title, exact=True)).to_have_count(0, timeout=PATIENCE_MS)
    assert keys.pressed <= 60
