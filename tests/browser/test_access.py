"""Nothing keeps people out: what axe finds on every page, on both grounds, and pages that fit the smallest phone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

from explorer.care.plan_code import encode
from explorer.content import Atlas
from tests.browser.app import PATIENCE_MS, PHONE, open_map, rest

pytestmark = [pytest.mark.browser, pytest.mark.shipped]

# WCAG 2.2 AA, and what the makers of axe call best practice: one first heading, levels in order, landmarks.
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
SMALLEST: ViewportSize = {"width": 320, "height": 640}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
PLAN = "plan=CODE"
PATHS = (
    "", "?region=piriformis&side=right", "where-does-it-hurt", "exercises", "exercises?exercise=bridge", "tools",
    "tools?tool=soft_ball", "techniques", f"plan?{PLAN}", f"my-plan?{PLAN}", f"explain?{PLAN}", f"hand-over?{PLAN}",
    "good-to-know", "follow-the-nerve", "follow-the-nerve?tour=follow_the_nerve&step=1", "you-may-have-heard",
    "sources", "about", "safety-check", "stop-signs", "p/none", "p/CODE",
)  # fmt: skip


def _open(page: Page, address: str, path: str, atlas: Atlas) -> None:
    code = encode(next(iter(atlas.plans.values())).plan)
    page.goto(f"{address}/{path.replace('CODE', code)}")
    page.locator("#loading").wait_for(state="detached", timeout=PATIENCE_MS)
    page.locator("h1").first.wait_for(timeout=PATIENCE_MS)
    if not path.startswith("p/"):  # which is there at once
        rest(page)


def _faults(page: Page) -> list[Any]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [(fault["id"], [node["html"][:200] for node in fault["nodes"]]) for fault in found]


IN_FOCUS = """() => {
    let one = document.activeElement;
    while (one.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
    return one.matches('a, button, summary') ? `${one.innerText}\\n${one.textContent}` : '';
}"""


@dataclass
class Keyboard:
    """A person at the keys, which are counted."""

    page: Page
    pressed: int = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
        self.pressed += len(keys)

    def take(self, name: str) -> None:
        """Go on to what has a name as one of its lines, past the menu, and press it."""
        rest(self.page)
        for _ in range(40):
            self.press("Tab")
            said = [line.strip() for line in self.page.evaluate(IN_FOCUS).splitlines()]
            if name in said:
                return self.press("Enter")
            if "Past the menu" in said:
                self.press("Enter")
        raise AssertionError(f"the keyboard does not reach '{name}'")


def test_from_the_first_screen_to_a_plan_on_paper_in_a_few_dozen_keys(page: Page, address: str, atlas: Atlas) -> None:
    open_map(page, address)
    hand = Keyboard(page)
    hand.take("Explain a plan")
    page.wait_for_url("**/plan*", timeout=PATIENCE_MS)
    hand.take(next(iter(atlas.plans.values())).name)
    page.wait_for_url("**/plan?*", timeout=PATIENCE_MS)
    hand.take("Hand over")
    page.wait_for_url("**/hand-over*", timeout=PATIENCE_MS)
    rest(page)
    with page.expect_download(timeout=PATIENCE_MS):
        hand.take("PDF")
    assert hand.pressed <= 60


# Every other page on a phone: what one page does wrong with its width, its neighbour does too.
@pytest.mark.parametrize(("path", "device"), [(path, ("page", "phone")[i % 2]) for i, path in enumerate(PATHS)])
def test_axe_finds_nothing_on_either_ground(
    request: pytest.FixtureRequest, address: str, atlas: Atlas, path: str, device: str
) -> None:
    page: Page = request.getfixturevalue(device)
    _open(page, address, path, atlas)
    grounds = set()
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        page.wait_for_timeout(300)  # what fades in has faded in
        grounds.add(page.locator("h1").evaluate("heading => getComputedStyle(heading).color"))
        assert _faults(page) == [], scheme
    assert len(grounds) == len(SCHEMES)
    assert page.locator("h1").count() == 1
    if device == "phone":
        page.set_viewport_size(SMALLEST)
        page.wait_for_timeout(300)
        assert page.evaluate("document.documentElement.scrollWidth") <= SMALLEST["width"]
        page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="null")
