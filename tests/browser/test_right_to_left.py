"""A language that is read from the right: the pages turn with it, and the body does not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from explorer.cli import main
from explorer.content import Atlas
from tests.browser.app import BODY, PATIENCE_MS, PHONE, query, rest, serving, tap_body, wait_for_map
from tests.browser.every_page import address_of, in_language, plan_code
from tests.browser.points import body_points

LANG = "he"
PAGES = ("", "?region=piriformis", "safety-check", "plan")
# Pairs of controls that lie over each other, among all that one sees of the header or on the map.
_OVERLAP = """(selector) => {
  const isSeen = (it) => it.checkVisibility({ visibilityProperty: true }) && it.offsetWidth > 1;
  const seen = [...document.querySelectorAll(selector)].filter(isSeen);
  const boxes = seen.map((it) => [it.innerText, it.getBoundingClientRect()]);
  const over = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  const others = (a, i) => boxes.slice(i + 1).filter(([, b]) => over(a, b)).map(([name]) => name);
  return boxes.flatMap(([name, a], i) => others(a, i).map((other) => [name, other]));
}"""
HEADER = ".st-key-header :is(.name, a, button, input)"
ON_THE_MAP = f"{BODY} .bodymap-column > *, {BODY} .bodymap-zoom"


@pytest.fixture(scope="module")
def pretended(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app with a pretended language of a code that Babel knows to run from right to left."""
    folder: Path = tmp_path_factory.mktemp("pretended")
    assert main(["translate", "pretend", LANG, "--to", str(folder / "locale")]) == 0
    with serving(SCIATIC_EXPLORER_DATA=str(folder)) as found:
        yield found


def _open(page: Page, address: str, path: str, lang: str = LANG) -> None:
    page.goto(in_language(f"{address}/{path}", lang))
    expect(page.locator("html")).to_have_attribute("lang", lang, timeout=PATIENCE_MS)
    rest(page)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_turns_and_nothing_is_cut_off_or_lies_over_something_else(
    phone: Page, pretended: str, atlas: Atlas, path: str
) -> None:
    _open(phone, pretended, address_of(atlas, path))
    expect(phone.locator("html")).to_have_attribute("dir", "rtl")
    if path in PAGES[:2]:
        wait_for_map(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert phone.evaluate(_OVERLAP, HEADER) == []
    assert phone.evaluate(_OVERLAP, ON_THE_MAP) == []


def test_words_begin_at_the_right(phone: Page, pretended: str) -> None:
    _open(phone, pretended, "stop-signs")
    words = phone.locator("[data-testid=stMain] [data-testid=stMarkdown] p").first
    expect(words).to_be_visible(timeout=PATIENCE_MS)
    ways = "(it) => [getComputedStyle(it).direction, getComputedStyle(it).textAlign]"
    assert words.evaluate(ways) == ["rtl", "start"]


@pytest.mark.parametrize("ending", ["", ".html"])
def test_the_light_page_and_the_paper_turn(phone: Page, pretended: str, atlas: Atlas, ending: str) -> None:
    phone.goto(f"{pretended}/p/{plan_code(atlas, LANG)}{ending}")
    expect(phone.locator("html")).to_have_attribute("dir", "rtl")
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_the_same_point_of_the_body_opens_the_same_region_and_side(phone: Page, pretended: str, atlas: Atlas) -> None:
    (point,) = body_points(atlas, "posterior", "surface", "right", 1, edge_mm=12)
    for lang in (LANG, "en"):
        _open(phone, pretended, "", lang)
        wait_for_map(phone)
        tap_body(phone, point.u, point.v)
        phone.wait_for_url("**region=**", timeout=PATIENCE_MS)
        asked = query(phone)
        assert (asked["region"], asked.get("side", "right")) == (point.id, point.side)
