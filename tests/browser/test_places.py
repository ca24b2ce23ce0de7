"""The URL, the history and the other pages: nobody loses their place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from explorer.content import Atlas, shipped
from explorer.content.models import Layer
from tests.browser.app import (
    BODY,
    COARSE,
    MAP,
    PATIENCE_MS,
    PHONE_AGENT,
    choose,
    click_body,
    control,
    listening,
    open_map,
    query,
    ready,
    rest,
    serving,
    state,
    wait_for_map,
)
from tests.browser.points import body_points

PIRIFORMIS = "Deep buttock muscle"


def _heading(page: Page, name: str) -> None:
    expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible(timeout=PATIENCE_MS)


def _visit(page: Page, atlas: Atlas, count: int, layer: Layer = "surface") -> list[str]:
    """Click several regions one after the other."""
    visited: list[str] = []
    for point in body_points(atlas, "posterior", layer, "right", 40):
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
    expect(page.locator(".card-body.answer [data-side]")).to_have_text("left side")


def test_other_pages_and_back_keep_the_place(page: Page, address: str) -> None:
    open_map(page, f"{address}/?region=piriformis&layer=deep")
    for name, heading in (("Stop signs", "Stop signs"), ("Learn", "Good to know")):
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
    expect(page.get_by_text("piriformus")).to_contain_text("Did you mean “piriformis”?")
    expect(page.get_by_text("asks for “bones”")).to_be_visible()
    _heading(page, "Tap any part of the picture")


def test_every_region_is_reached_by_keyboard_alone(page: Page, address: str, atlas: Atlas) -> None:
    open_map(page, address)
    finder = page.get_by_role("combobox", name="Find a muscle, bone or nerve")
    for region in atlas.regions.values():
        finder.focus()
        page.keyboard.press("Control+a")
        page.keyboard.insert_text(f"{region.plain_name} ({region.name})")  # at one go: the list is sifted once
        page.wait_for_function(FIRST_IS, arg=f"{region.plain_name} ({region.name})", timeout=PATIENCE_MS)
        page.keyboard.press("Enter")
        page.wait_for_function(CARD_IS, arg=region.id, timeout=PATIENCE_MS)
        expect(page.locator(".card-body.answer h2")).to_have_text(region.plain_name)
        rest(page)  # what is typed before the app has answered is lost
    wait_for_map(page)
    assert state(page)["region"] == region.id


# What Enter would choose, and whose card is there.
FIRST_IS = """(name) => {
    const chosen = document.querySelector('[role=listbox]:not([hidden]) [aria-selected=true]');
    return chosen?.textContent === name;
}"""
CARD_IS = """(region) => new URLSearchParams(location.search).get('region') === region
    && document.querySelector('.card-body.answer[data-location]')?.dataset.location.split(':')[0] === region"""


def test_views_and_layers_are_changed_by_keyboard(page: Page, address: str) -> None:
    open_map(page, address)
    for name, key, looks in (
        ("Surface", "ArrowDown", {"layer": "deep"}), ("Back", "ArrowRight", {"layer": "deep", "view": "lateral"}),
        ("Right", "ArrowLeft", {"layer": "deep", "view": "lateral", "side": "left"}),
    ):  # fmt: skip
        control(page, name).focus()
        page.keyboard.press(key)
        ready(page)
        assert looks.items() <= state(page).items()
        page.wait_for_function(
            "(looks) => JSON.stringify(Object.fromEntries([...new URLSearchParams(location.search)].sort()))"
            " === JSON.stringify(looks)",
            arg=dict(sorted(looks.items())), timeout=PATIENCE_MS,
        )  # fmt: skip


@pytest.mark.webgl
def test_nothing_is_asked_of_another_host_and_nothing_goes_wrong(page: Page, address: str, atlas: Atlas) -> None:
    heard = listening(page, address)
    open_map(page, address)
    _visit(page, atlas, 2)
    for name in ("Names", "Keep-off", "Nerve glow", "Side", "Front"):
        choose(page, name)
    for name in (
        "Safety check", "What helps", "Tools", "Techniques", "Learn", "You may have heard", "Stop signs", "Learn",
        "Sources", "About", "Explore",
    ):  # fmt: skip
        page.get_by_role("link", name=name, exact=True).first.click()
        rest(page)
    wait_for_map(page)
    assert heard == []


@pytest.mark.webgl
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


@pytest.mark.webgl
def test_fifty_switches_leave_no_error_and_memory_stays(page: Page, address: str) -> None:
    heard = listening(page, address)
    open_map(page, address)
    canvas = page.evaluate_handle(f"document.querySelector('{BODY} canvas')")
    used = []
    for _ten_switches in range(5):
        for name in ("Side", "Front", "Back", "Skin", "Deep", "Nerve", "Surface", "Deep", "Nerve", "Surface"):
            choose(page, name)
        rest(page)
        used.append(_heap(page))
    assert heard == []
    assert page.locator(f"{BODY} canvas").count() == 1
    assert page.evaluate(f"(canvas) => canvas === document.querySelector('{BODY} canvas')", canvas)
    grown = used[-1] - used[1]
    assert grown < 0.25 * used[1], f"heap in MB after each ten switches: {[round(mb) for mb in used]}"


def _heap(page: Page) -> float:
    """Megabytes of the page's heap after a collection."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    return float(session.send("Runtime.getHeapUsage")["usedSize"]) / 1e6


# --- when drawing fails -------------------------------------------------------------------------------------------


def test_without_webgl_the_still_picture_comes_by_itself_and_does_the_job(
    page: Page, address: str, atlas: Atlas
) -> None:
    heard = listening(page, address)
    open_map(page, f"{address}/?region=piriformis&layer=deep")
    _heading(page, PIRIFORMIS)
    assert page.evaluate(f"{MAP}.drawing") == "still"
    picture = page.get_by_role("img", name="The body from the back")
    expect(picture).to_be_visible()
    expect(picture.locator("path.chosen")).to_have_attribute("data-location", "piriformis:right")
    visited = _visit(page, atlas, 2, layer="deep")
    expect(picture.locator("path.chosen").first).to_have_attribute("data-location", re.compile(f"^{visited[-1]}:"))
    for name in ("Front", "Surface"):
        choose(page, name)
    expect(page.get_by_role("img", name="The body from the front, layer: Surface")).to_be_visible()
    page.wait_for_url("**view=anterior**")
    assert heard == []


@pytest.mark.webgl
def test_a_lost_context_comes_back_while_layers_change_and_picture_buttons_and_address_agree(
    page: Page, address: str, atlas: Atlas
) -> None:
    open_map(page, f"{address}/?region=piriformis&layer=deep")
    page.evaluate(f"{LOSE}; lost.loseContext()")
    control(page, "Nerve").click()
    control(page, "Front").click()
    page.evaluate("lost.restoreContext()")
    control(page, "Surface").click()
    page.wait_for_function(f"{MAP}.drawing === 'map' && {MAP}.ready", timeout=PATIENCE_MS)
    wait_for_map(page)
    shown = {"view": "anterior", "layer": "surface", "side": "right", "chosen": ["piriformis:right"]}
    assert shown.items() <= state(page).items()
    for name in ("Front", "Surface", "Right"):
        expect(control(page, name)).to_have_attribute("aria-checked", "true")
    assert query(page) == {"region": "piriformis", "view": "anterior", "layer": "surface"}
    point = next(p for p in body_points(atlas, "anterior", "surface", "right", 20) if p.side == "left")
    click_body(page, point.u, point.v)
    page.wait_for_function(CARD_IS, arg=point.id, timeout=PATIENCE_MS)
    assert query(page) == {"region": point.id, "view": "anterior", "layer": "surface", "side": "left"}


LOSE = (
    f"""window.lost = document.querySelector('{BODY} canvas').getContext('webgl2').getExtension('WEBGL_lose_context')"""
)


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
    agent = {"user_agent": PHONE_AGENT} if size[0] < 400 else {}
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, device_scale_factor=COARSE, **agent)
    page = context.new_page()
    open_map(page, f"{address}/?region=gluteus_maximus")
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    if size[0] == 1440:
        box = page.get_by_role("heading", name="Big buttock muscle").bounding_box()
        plot = page.locator(BODY).bounding_box()
        assert box is not None
        assert plot is not None
        assert box["x"] > plot["x"] + plot["width"] - 1
        assert box["y"] < size[1] / 2
        assert plot["height"] >= 0.7 * size[1]
        assert plot["y"] + plot["height"] <= size[1]
    context.close()


def test_the_navigation_tells_by_ear_where_one_is(page: Page, address: str) -> None:
    here = page.locator(":is(.st-key-places, .st-key-rooms) a[aria-current=page]")
    page.goto(f"{address}/good-to-know")
    expect(here).to_have_text([re.compile("Learn$"), "Good to know"], timeout=PATIENCE_MS)
    page.locator(".st-key-rooms").get_by_role("link", name="Sources").click()
    expect(here).to_have_text([re.compile("Learn$"), "Sources"], timeout=PATIENCE_MS)
    page.locator(".st-key-places").get_by_role("link", name="Plan").click()
    expect(here).to_have_text([re.compile("Plan$")], timeout=PATIENCE_MS)
