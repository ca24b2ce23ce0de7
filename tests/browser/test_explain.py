"""The plan step by step in a real browser: keys, a clicker, taps, the way back, the flight of the map, the timer."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from explorer.bodymap import focus_for
from explorer.care.plan_code import encode
from explorer.content import Atlas
from explorer.content.models import Plan, PlanItem
from tests.browser.app import BODY, MAP, PATIENCE_MS, listening, looks_at, open_map, rest, wait_for_map

pytestmark = pytest.mark.shipped

HIP = PlanItem(
    region="gluteus_medius", side="right", tool="soft_ball", seconds=5, repeats=2, times=1, per="day", pressure=1
)
THIGH = HIP.model_copy(update={"region": "biceps_femoris", "side": "left", "tool": None, "technique": "stretching"})
PLAN = encode(Plan(items=(HIP, THIGH)))
FIRST, SECOND, LAST = "Side hip muscle, right side", "Outer hamstring, left side", "When to stop, and whom to call"


def _step(page: Page, title: str) -> None:
    """Wait until a step is there."""
    expect(page.get_by_role("heading", name=title, exact=True)).to_be_visible(timeout=PATIENCE_MS)
    rest(page)


def _at(atlas: Atlas, item: PlanItem) -> str:
    """A condition that holds when the map looks at the place of an item, in JavaScript."""
    focus = focus_for(atlas, [item.region], "posterior", "surface")
    return looks_at(atlas, "posterior", "left" if item.side == "left" else "right", focus)


def test_keys_a_clicker_and_taps_turn_the_steps_and_reload_and_back_keep_them(
    page: Page, address: str, atlas: Atlas
) -> None:
    heard = listening(page, address)
    open_map(page, f"{address}/explain?plan={PLAN}")
    _step(page, FIRST)
    for key, title in (
        ("ArrowRight", SECOND), ("PageDown", LAST), ("PageUp", SECOND), ("Space", LAST), ("ArrowLeft", SECOND),
        ("PageUp", FIRST),
    ):  # fmt: skip
        page.keyboard.press(key)
        _step(page, title)
    page.get_by_role("button", name="Next").click()
    _step(page, SECOND)
    page.reload()
    _step(page, SECOND)
    page.get_by_role("button", name="Next").click()
    _step(page, LAST)
    page.go_back()
    page.wait_for_url("**step=2**")
    _step(page, SECOND)
    wait_for_map(page)
    page.get_by_role("button", name="Leave").click()
    _step(page, "Plan")
    assert heard == []


@pytest.mark.webgl
def test_the_map_flies_from_step_to_step_and_ends_at_the_region(page: Page, address: str, atlas: Atlas) -> None:
    open_map(page, f"{address}/explain?plan={PLAN}")
    page.wait_for_function(_at(atlas, HIP), timeout=PATIENCE_MS)
    page.evaluate(NOTE_FLIGHT)
    page.keyboard.press("PageDown")
    page.wait_for_function(_at(atlas, THIGH), timeout=PATIENCE_MS)
    start, *between, end = page.evaluate("flight")
    assert any(min(start, end) < at < max(start, end) for at in between), "it jumped"
    assert page.evaluate(f"document.querySelector('{BODY}') === flown"), "it is another map"


# Where the map looks from frame to frame, by height.
NOTE_FLIGHT = f"""() => {{
    window.flown = document.querySelector('{BODY}');
    window.flight = [];
    const look = () => {{
        if (window.flight.at(-1) !== {MAP}.center.v) window.flight.push({MAP}.center.v);
        requestAnimationFrame(look);
    }};
    look();
}}"""


def test_the_timer_counts_each_repeat_down_and_ends_with_done(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    context.add_init_script("Object.defineProperty(Document.prototype, 'fullscreenEnabled', {get: () => false})")
    page = context.new_page()
    open_map(page, f"{address}/explain?plan={PLAN}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    said, count, left = page.locator(".said"), page.locator(".count"), page.get_by_role("timer")
    expect(left).to_have_text("5")
    page.get_by_role("button", name="Start 5 s").tap()
    expect(said).to_have_text("Started")
    page.get_by_role("button", name="Pause").tap()
    page.get_by_role("button", name="Go on").tap()
    expect(said).to_have_text("Half way", timeout=PATIENCE_MS)
    expect(said).to_have_text("1 of 2 done", timeout=PATIENCE_MS)
    page.get_by_role("button", name="Start 2 of 2").tap()
    expect(count).to_have_text("2 of 2")
    expect(said).to_have_text("Done", timeout=PATIENCE_MS)
    expect(left).to_have_text("0")
    page.get_by_role("button", name="Again").tap()
    expect(left).to_have_text("5")
    page.get_by_role("button", name="Start 5 s").tap()
    page.get_by_role("button", name=re.compile("^Next")).tap()
    _step(page, SECOND)
    expect(page.get_by_role("button", name="Start 5 s")).to_be_visible()
    expect(page.get_by_role("button", name="Full screen")).to_be_hidden()
    context.close()
