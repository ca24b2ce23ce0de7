"""What one presses has a name of its own on its page, so that whoever hears it or says it knows which is meant."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest
from playwright.sync_api import Page

from explorer.content import Atlas
from explorer.ui.labels import about
from tests.browser.app import PATIENCE_MS, rest
from tests.browser.every_page import PATHS, address_of, plan_code
from tests.laws import PROFILE

pytestmark = [pytest.mark.browser, pytest.mark.shipped]

CARDS = (
    "?region=piriformis&side=right&layer=deep", "exercises?exercise=bridge", "tools?tool=soft_ball",
    "techniques?technique=swedish", "good-to-know?topic=weakness", "follow-the-nerve?tour=follow_the_nerve&step=1",
)  # fmt: skip
POCKET = "p/"
PRESSED = {"button", "link", "checkbox", "switch", "radio", "combobox", "textbox", "spinbutton", "DisclosureTriangle"}
ROOMS = {
    "group",
    "radiogroup",
    "Details",
    "InputTime",
    "dialog",
    "navigation",
}  # the name of one is heard with what is in it
NOT_OURS = {("button", "Open")}  # the arrow of a list of Streamlit's


def _value(node: dict[str, Any], what: str) -> str:
    return str(node.get(what, {}).get("value", ""))


def _alike(page: Page) -> list[tuple[str, str]]:
    """Roles and names that several controls have, with the names of what they are in. Links to one target are one."""
    tool = page.context.new_cdp_session(page)
    tool.send("Accessibility.enable")
    nodes = {node["nodeId"]: node for node in tool.send("Accessibility.getFullAXTree")["nodes"]}
    found: dict[tuple[str, str, tuple[str, ...]], list[str]] = defaultdict(list)
    for node in nodes.values():
        if not node.get("ignored") and _value(node, "role") in PRESSED:
            key = (_value(node, "role"), _value(node, "name"), tuple(_rooms(nodes, node)))
            found[key].append(_target(node))
    tool.detach()
    return [(role, name) for (role, name, _), targets in found.items() if _are_several(role, targets)]


def _rooms(nodes: dict[str, Any], node: dict[str, Any]) -> list[str]:
    above = nodes.get(node.get("parentId", ""))
    if above is None:
        return []
    mine = [_value(above, "name")] if _value(above, "role") in ROOMS and _value(above, "name") else []
    return [*mine, *_rooms(nodes, above)]


def _target(node: dict[str, Any]) -> str:
    return next((_value(each, "value") for each in node.get("properties", []) if each["name"] == "url"), "")


def _are_several(role: str, targets: list[str]) -> bool:
    times = len(set(targets)) if role == "link" else len(targets)
    return times > 1


EVERY = (*PATHS, *CARDS, POCKET)


@pytest.mark.parametrize("path", EVERY if PROFILE == "many" else EVERY[::2])  # `make laws` looks at all of them
def test_no_two_controls_of_a_page_have_the_same_role_and_name(
    page: Page, address: str, atlas: Atlas, path: str
) -> None:
    own = f"{POCKET}{plan_code(atlas)}" if path == POCKET else address_of(atlas, path)
    page.goto(f"{address}/{own}")
    page.locator("h1").first.wait_for(timeout=PATIENCE_MS)
    if path != POCKET:
        rest(page)
    assert [each for each in _alike(page) if each not in NOT_OURS] == []


def test_the_words_that_are_seen_are_in_the_name_that_is_heard(page: Page, address: str, atlas: Atlas) -> None:
    page.goto(f"{address}/{address_of(atlas, 'plan')}")
    out = page.get_by_role("button", name="Take out")
    out.first.wait_for(timeout=PATIENCE_MS)
    rest(page)
    names = [button.get_attribute("aria-label") or button.text_content() or "" for button in out.all()]
    assert len(names) == len(set(names)) == len(atlas.plans["buttock_ache"].plan.items)
    assert all("Take out: " in name for name in names)
    widths = [button.evaluate("(one) => one.getBoundingClientRect().width") for button in out.all()]
    assert max(widths) == pytest.approx(min(widths)), "what a control is about is seen"


def test_a_label_says_what_it_is_about_in_one_line() -> None:
    assert about("Take out", "a\n b") == "Take out:small[: a b]"
