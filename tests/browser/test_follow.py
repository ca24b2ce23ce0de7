"""The guided walk in a real browser: by keyboard alone from end to end, the flight of the map, leaving and going on."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from explorer.content import Atlas
from explorer.content.models import Step
from tests.browser.app import BODY, MAP, PATIENCE_MS, listening, looks_at, open_map, query, rest, wait_for_map

pytestmark = pytest.mark.shipped

TOUR = "buttock_and_foot"
END = "What to do now"
KEYS = ("ArrowRight", "PageDown", "Space")  # each must turn the page, from wherever the walk is


def _shown(page: Page, title: str) -> None:
    """Wait until a step is there."""
    expect(page.get_by_role("heading", name=title, exact=True)).to_be_visible(timeout=PATIENCE_MS)
    rest(page)


def _at(atlas: Atlas, step: Step) -> str:
    """A condition that holds when the map has come to rest where a step looks, in JavaScript."""
    return looks_at(atlas, step.view, step.side, step.focus)


def _painted(atlas: Atlas, step: Step) -> str:
    """A condition that holds when the part of a step is painted in the layer that is shown, in JavaScript."""
    location = atlas.location(atlas.regions[step.region], step.side)
    return f"({MAP}?.ready && {MAP}.state.layer === '{step.layer}' && String({MAP}.state.chosen) === '{location}')"


def test_keys_alone_lead_from_the_first_to_the_last_step_and_the_map_ends_at_each(
    page: Page, address: str, atlas: Atlas
) -> None:
    heard = listening(page, address)
    steps = atlas.tours[TOUR].steps
    open_map(page, f"{address}/follow-the-nerve?tour={TOUR}")
    element = page.evaluate_handle(f"document.querySelector('{BODY}')")
    expect(page.get_by_role("button", name="Full screen")).to_be_visible(timeout=PATIENCE_MS)  # now keys are heard
    for number, step in enumerate(steps):
        _shown(page, step.title)
        page.wait_for_function(f"{_painted(atlas, step)} && {_at(atlas, step)}", timeout=PATIENCE_MS)
        assert page.evaluate(f"(element) => element === document.querySelector('{BODY}')", element)
        page.keyboard.press(KEYS[number % len(KEYS)])
    _shown(page, END)
    for key, title in (("PageUp", steps[-1].title), ("ArrowLeft", steps[-2].title)):
        page.keyboard.press(key)
        _shown(page, title)
    assert heard == []


def test_a_walk_is_left_and_resumed_and_reload_and_back_keep_the_step(page: Page, address: str, atlas: Atlas) -> None:
    first, second, third = atlas.tours[TOUR].steps[:3]
    page.goto(f"{address}/follow-the-nerve")
    walk = page.locator(f".st-key-walk-{TOUR}")
    walk.get_by_role("button", name="Start").click(timeout=PATIENCE_MS)
    _shown(page, first.title)
    page.get_by_role("button", name="Next").click()
    _shown(page, second.title)
    page.reload()
    _shown(page, second.title)
    page.get_by_role("button", name="Next").click()
    _shown(page, third.title)
    page.go_back()
    page.wait_for_url("**step=2**")
    _shown(page, second.title)
    page.get_by_role("link", name="Open its card").click()
    page.wait_for_url(f"{address}/?**region={second.region}**")
    wait_for_map(page)
    page.get_by_role("link", name="Learn", exact=True).click()
    page.get_by_role("link", name="Follow the nerve", exact=True).click(timeout=PATIENCE_MS)
    walk.get_by_role("button", name=f"Go on at step 2: {second.title}").click(timeout=PATIENCE_MS)
    _shown(page, second.title)
    wait_for_map(page)
    page.wait_for_function(f"{_painted(atlas, second)} && {_at(atlas, second)}", timeout=PATIENCE_MS)
    page.wait_for_url("**side=right**")
    assert query(page) == {"tour": TOUR, "step": "2", "side": "right"}
    page.get_by_role("button", name="Leave").click()
    expect(walk.get_by_role("button", name="Start again")).to_be_visible(timeout=PATIENCE_MS)
    rest(page)
    page.go_back()
    _shown(page, second.title)
