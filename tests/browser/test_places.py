"""The URL, the history and the other pages: nobody loses their place."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from explorer.content import Atlas, shipped
from tests.browser.app import (
    PATIENCE_MS,
    click_body,
    idle,
    listening,
    open_map,
    peel,
    query,
    rest,
    serving,
    show_view,
    wait_for_map,
)
from tests.browser.points import body_points

PIRIFORMIS = "Deep buttock muscle"


def _heading(page: Page, name: str) -> None:
    expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible(timeout=PATIENCE_MS)


def _visit(page: Page, atlas: Atlas, count: int) -> list[str]:
    """Click several regions one after the other."""
    visited = []
    for point in body_points(atlas, "posterior", "surface", "right", 40):
        if point.id not in visited and len(visited) < count:
            click_body(page, point.u, point.v)
            page.wait_for_url(lambda url, i=point.id: f"region={i}" in url)
            rest(page)
            visited.append(point.id)
    return visited


def test_back_and_forward_walk_through_what_was_clicked(page: Page, address: str, atlas: Atlas) -> None:
    open_map(page, address)
    first, second, third = _visit(page, atlas, 3)
    for go, region in (
        (page.go_back, second),
        (page.go_back, first),
        (page.go_forward, second),
        (page.go_forward, third),
    ):
        go()
        page.wait_for_url(lambda url, i=region: f"region={i}" in url)
        _heading(page, atlas.regions[region].plain_name)


def test_reload_opens_the_same_place(page: Page, address: str, atlas: Atlas) -> None:
    open_map(page, f"{address}/?region=piriformis&side=left&layer=deep&focus=buttock&register=clinician")
    before = page.url
    page.reload()
    wait_for_map(page)
    assert page.url == before
    _heading(page, PIRIFORMIS)
    expect(page.get_by_text("left side").first).to_be_visible()


def test_other_pages_and_back_keep_the_place(page: Page, address: str) -> None:
    open_map(page, f"{address}/?region=piriformis&layer=deep")
    for name, heading in (("Stop signs", "Stop signs"), ("About", "About")):
        page.get_by_role("link", name=name, exact=True).first.click()
        _heading(page, heading)
        page.go_back()
        page.wait_for_url("**region=piriformis**")
        _heading(page, PIRIFORMIS)
        page.get_by_role("link", name=name, exact=True).first.click()
        _heading(page, heading)
        page.get_by_role("link", name="Explore", exact=True).first.click()
        _heading(page, PIRIFORMIS)
        assert query(page)["region"] == "piriformis"
    wait_for_map(page)


def test_unknown_region_in_a_link_falls_back_with_a_note(page: Page, address: str) -> None:
    open_map(page, f"{address}/?region=piriformus&layer=bones")
    expect(page.get_by_text("piriformus")).to_contain_text("Did you mean 'piriformis'?")
    expect(page.get_by_text("asks for a layer")).to_be_visible()
    _heading(page, "Tap any part of the picture")


def test_every_region_is_reached_by_keyboard_alone(page: Page, address: str, atlas: Atlas) -> None:
    page.goto(address)
    page.get_by_text("Still picture (if").click()  # the list must work without the map, and is quicker so
    finder = page.get_by_role("combobox", name="Find a muscle, bone or nerve")
    for region in atlas.regions.values():
        label = f"{region.plain_name} ({region.name})"
        finder.focus()
        page.keyboard.press("Control+a")
        page.keyboard.insert_text(label)  # as at one go: the list is sifted once, not at each letter
        option = page.get_by_role("option", name=label, exact=True)
        expect(option).to_be_visible()
        for _ in range(len(atlas.regions)):
            if finder.get_attribute("aria-activedescendant") == option.get_attribute("id"):
                break
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url, i=region.id: f"region={i}" in url)
        _heading(page, region.plain_name)
        rest(page)  # what is typed before the app has answered is lost


def test_views_and_layers_are_changed_by_keyboard(page: Page, address: str) -> None:
    open_map(page, address)
    page.get_by_role("combobox", name="Layer").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**layer=**")


def test_nothing_is_asked_of_another_host_and_nothing_goes_wrong(page: Page, address: str, atlas: Atlas) -> None:
    heard = listening(page, address)
    open_map(page, address)
    _visit(page, atlas, 2)
    for switch in ("Names", "Keep-off", "Nerve glow"):
        page.locator(".updatemenu-button", has_text=switch).click()
    for view in ("Side", "Front"):
        show_view(page, view)
    for name in (
        "Safety check", "Tools", "Techniques", "Good to know", "You may have heard", "Stop signs", "Sources", "About",
        "Explore",
    ):  # fmt: skip
        idle(page)  # a map that is taken away while it is still being drawn complains
        page.get_by_role("link", name=name, exact=True).first.click()
        rest(page)
    wait_for_map(page)
    assert heard == []


def test_what_is_still_coming_does_not_blink(page: Page, address: str) -> None:
    open_map(page, address)
    name = page.evaluate("""() => {
        const box = document.createElement("div");
        box.dataset.testid = "stSkeleton";
        box.style.animation = "blink 1s infinite";
        document.querySelector("[data-testid=stApp]").append(box);
        return getComputedStyle(box).animationName;
    }""")
    assert name == "none"


def test_fifty_switches_leave_no_error_and_memory_stays(page: Page, address: str) -> None:
    heard = listening(page, address)
    open_map(page, address)
    used = []
    for _ten_switches in range(5):
        for view in ("Side", "Front", "Back"):
            show_view(page, view)
        for layer in ("Skin", "Deep", "Nerve", "Surface", "Deep", "Nerve", "Surface"):
            peel(page, layer)
        used.append(_heap(page))
    assert heard == []
    assert page.locator("canvas.maplibregl-canvas").count() == 1
    grown = used[-1] - used[1]
    assert grown < 0.25 * used[1], f"heap in MB after each ten switches: {[round(mb) for mb in used]}"


def _heap(page: Page) -> float:
    """Megabytes of the page's heap after a collection."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    return float(session.send("Runtime.getHeapUsage")["usedSize"]) / 1e6


def test_without_webgl_list_card_and_still_picture_carry_the_job(address: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.add_init_script(
        "HTMLCanvasElement.prototype.getContext = ((own) => function (kind, ...rest) {"
        " return kind.startsWith('webgl') ? null : own.call(this, kind, ...rest); })"
        "(HTMLCanvasElement.prototype.getContext);"
    )
    page = context.new_page()
    page.goto(f"{address}/?region=piriformis&layer=deep")
    _heading(page, PIRIFORMIS)
    expect(page.get_by_text("If it does not, switch on")).to_be_visible(timeout=PATIENCE_MS)
    page.get_by_text("Still picture (if").click()
    expect(page.get_by_role("img", name="The body from the back")).to_be_visible(timeout=PATIENCE_MS)
    context.close()


def test_broken_content_is_told_on_a_page_and_stop_signs_still_open(page: Page, tmp_path: Path) -> None:
    (tmp_path / "atlas").symlink_to(shipped("data").resolve() / "atlas")  # a whole folder, with no words in it
    with serving(SCIATIC_EXPLORER_DATA=str(tmp_path)) as broken:
        page.goto(broken)
        _heading(page, "The content has problems")
        page.get_by_role("link", name="Stop signs", exact=True).first.click()
        _heading(page, "Stop signs")
        expect(page.get_by_text("112").first).to_be_visible()


@pytest.mark.parametrize("size", [(1440, 900), (820, 1180), (390, 844)])
def test_nothing_is_cut_off_at_the_side(browser: Browser, address: str, size: tuple[int, int]) -> None:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    page = context.new_page()
    open_map(page, f"{address}/?region=gluteus_maximus")
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    if size[0] == 1440:
        box = page.get_by_role("heading", name="Big buttock muscle").bounding_box()
        plot = page.locator(".js-plotly-plot").bounding_box()
        assert box is not None
        assert plot is not None
        assert box["x"] > plot["x"] + plot["width"] - 1
        assert box["y"] < size[1] / 2
        assert plot["height"] >= 0.7 * size[1]
        assert plot["y"] + plot["height"] <= size[1]
    context.close()
