"""`streamlit run streamlit_app.py`, the habit of hosts and developers: the whole explorer, from a clone and a wheel."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from explorer.content import Atlas
from tests.browser.app import PATIENCE_MS, click_body, open_map, query, rest, serving
from tests.browser.points import body_points

pytestmark = [pytest.mark.browser, pytest.mark.shipped]


@pytest.mark.parametrize("way", ["clone", "wheel"])
def test_map_tap_card_and_plan_work(
    way: str, installed: Path, repo: Path, page: Page, atlas: Atlas, tmp_path: Path
) -> None:
    code, entry = (repo, repo) if way == "clone" else (installed, installed / "explorer")
    start = ("streamlit", "run", str(entry / "streamlit_app.py"), "--server.port")
    point = next(
        each for each in body_points(atlas, "posterior", "surface", "right", 20) if each.id == "gluteus_maximus"
    )
    with serving(start=start, PYTHONPATH=str(code)) as address:
        open_map(page, address)
        click_body(page, point.u, point.v)
        card = page.locator(".card-body.answer")
        expect(card).to_have_attribute("data-location", f"gluteus_maximus:{point.side}", timeout=PATIENCE_MS)
        card.get_by_text("More you can do").click()
        card.locator('details[data-key="soft_ball"] > summary').click()
        rest(page)
        page.get_by_role("button", name="Add to plan").click()
        rest(page)
        page.wait_for_function("location.search.includes('plan=')", timeout=PATIENCE_MS)
        assert query(page)["region"] == "gluteus_maximus"
