"""On a page in another language, what stayed English says so to those who hear the page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from explorer.care.plan import suggested
from explorer.care.plan_code import encode
from explorer.content import Atlas, load_atlas
from explorer.content.models import Plan
from tests.browser.app import PATIENCE_MS, rest, serving
from tests.half_spanish import TECHNIQUE, half_spanish

OTHER = "swedish"


@pytest.fixture(scope="module")
def half(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """The shipped content with one technique that has no Spanish words."""
    return load_atlas(half_spanish(tmp_path_factory.mktemp("half")))


@pytest.fixture(scope="module")
def served(half: Atlas) -> Iterator[str]:
    with serving(SCIATIC_EXPLORER_DATA=str(half.folders[-1])) as found:
        yield found


def _pages(half: Atlas) -> dict[str, str]:
    items = (
        suggested(half, half.regions["gluteus_maximus"], "left", half.techniques[key]) for key in (TECHNIQUE, OTHER)
    )
    plan = f"plan?plan={encode(Plan(items=tuple(items)))}"
    return {"gallery": "techniques?", "card": f"techniques?technique={TECHNIQUE}", "plan": plan}


def _open(page: Page, address: str, lang: str) -> None:
    page.goto(f"{address}&lang={lang}")
    expect(page.locator("html")).to_have_attribute("lang", lang, timeout=PATIENCE_MS)
    rest(page)


@pytest.mark.parametrize("name", ["gallery", "card", "plan"])
def test_a_text_that_stayed_english_says_so_and_one_that_is_translated_does_not(
    page: Page, served: str, half: Atlas, name: str
) -> None:
    spanish = half.told("es", half.here.id)
    _open(page, f"{served}/{_pages(half)[name]}", "es")
    english = page.locator("[data-testid=stMain] [lang=en]")
    expect(english.filter(has_text=half.techniques[TECHNIQUE].plain_name).first).to_be_visible(timeout=PATIENCE_MS)
    expect(english.filter(has_text=spanish.techniques[OTHER].plain_name)).to_have_count(0)


def test_nothing_is_marked_on_an_english_page(page: Page, served: str, half: Atlas) -> None:
    _open(page, f"{served}/{_pages(half)['card']}", "es")
    expect(page.locator("h1[lang=en], h1 [lang=en]")).to_have_count(1, timeout=PATIENCE_MS)
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en", timeout=PATIENCE_MS)
    expect(page.locator("body [lang=en]")).to_have_count(0, timeout=PATIENCE_MS)


def test_shipped_content_brings_no_script_for_it(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    _open(page, f"{address}/techniques?", "es")
    assert asked
    assert not [url for url in asked if "left_in_english" in url or "/english/" in url]
