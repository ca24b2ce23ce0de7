"""Take a picture of every page, in three sizes, on two grounds, in each language: ``python -m tests.shots [PAGE …]``.

For the eye, not for a test: what can be told of it in rules is held by ``tests/browser/test_sizes.py``.
"""

from __future__ import annotations

import argparse
from itertools import product
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

from explorer.content import Atlas, load_atlas
from explorer.content.translation import offered
from tests.browser.app import LAPTOP, PHONE, PHONE_AGENT, TABLET, WITHOUT_WEBGL, rest, serving, start_browser
from tests.browser.every_page import PATHS, address_of, in_language, plan_code

ROOT = Path(__file__).parents[1]
Ground = Literal["light", "dark"]
SCREENS = {"laptop": LAPTOP, "tablet": TABLET, "phone": PHONE}
GROUNDS: tuple[Ground, ...] = ("light", "dark")
SETTLE_MS = 1500


def main() -> None:
    """Take the pictures, and say where they are."""
    parser = argparse.ArgumentParser(prog="python -m tests.shots", description=__doc__)
    parser.add_argument("page", nargs="*", help="only these (default: all)")
    parser.add_argument("--to", type=Path, default=ROOT / "build/shots", help="the folder (default: build/shots)")
    atlas = load_atlas()
    languages = offered(atlas)
    parser.add_argument("--lang", nargs="*", choices=languages, default=languages, help="only these (default: all)")
    options = parser.parse_args()
    pages = _pages(atlas)
    if unknown := set(options.page) - set(pages):
        parser.error(f"no page {', '.join(sorted(unknown))}; there are {', '.join(pages)}")
    options.to.mkdir(parents=True, exist_ok=True)
    with serving() as address, sync_playwright() as playwright:
        browser = start_browser(playwright, webgl=False)
        for lang, name, screen, ground in product(options.lang, options.page or pages, SCREENS, GROUNDS):
            url = in_language(f"{address}/{pages[name].format(code=plan_code(atlas, lang))}", lang)
            _take(browser, url, screen, ground, options.to / f"{name}-{screen}-{ground}-{lang}.png")
    print(f"the pictures are in {options.to}")


def _pages(atlas: Atlas) -> dict[str, str]:
    own = {path or "explore": address_of(atlas, path, code="{code}") for path in PATHS}
    card = "?region=piriformis&side=right&layer=deep"
    return {**own, "card": card, "plan-in-the-pocket": "p/{code}"}


def _take(browser: Browser, url: str, screen: str, ground: Ground, to: Path) -> None:
    hand = {"is_mobile": True, "has_touch": True, "user_agent": PHONE_AGENT} if screen == "phone" else {}
    context = browser.new_context(viewport=SCREENS[screen], color_scheme=ground, **hand)
    context.add_init_script(WITHOUT_WEBGL)
    page = context.new_page()
    page.goto(url, wait_until="load")
    if page.locator("[data-testid=stApp]").count():
        rest(page)
    page.wait_for_timeout(SETTLE_MS)
    page.screenshot(path=to)
    context.close()


if __name__ == "__main__":
    main()
