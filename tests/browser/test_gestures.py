"""Every gesture on the map of the app: the body stays upright, the page scrolls, and a tap that slips still counts."""

from __future__ import annotations

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.browser.app import (
    BODY,
    MAP,
    PATIENCE_MS,
    drag,
    is_upright,
    open_map,
    pixel,
    query,
    ready,
    rest,
    tap_body,
    touch,
)

pytestmark = pytest.mark.webgl

CALF, CALF_IS = (70.0, 330.0), "gastrocnemius"  # the surface of the right calf, from behind
MOMENT_MS = 300  # a key press moves the map for so long


def _opens_the_calf(page: Page) -> None:
    """Wait for the card of the calf that was tapped."""
    body = page.locator(".card-body.answer")
    expect(body).to_have_attribute("data-location", f"{CALF_IS}:right", timeout=PATIENCE_MS)
    rest(page)


def _left_and_right(page: Page) -> list[str]:
    return page.locator(f"{BODY} .bodymap-direction:visible").all_inner_texts()


def test_right_drag_ctrl_drag_and_shift_with_arrows_leave_the_body_upright(page: Page, address: str) -> None:
    open_map(page, f"{address}/?focus=calf")
    drag(page, pixel(page, *CALF), (120, 60), button="right")
    ready(page)
    assert is_upright(page)
    page.keyboard.down("Control")
    drag(page, pixel(page, *CALF), (120, 60))
    page.keyboard.up("Control")
    ready(page)
    assert is_upright(page)
    page.locator(f"{BODY} canvas").focus()
    for key in ("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"):
        page.keyboard.press(f"Shift+{key}")
        page.wait_for_timeout(MOMENT_MS)
    ready(page)
    assert is_upright(page)
    assert _left_and_right(page) == ["◂ your left", "your right ▸"]
    assert query(page) == {"focus": "calf"}, "a gesture was taken for a tap"


def test_slip_of_ten_pixels_is_a_tap_and_a_drag_is_none(page: Page, address: str) -> None:
    open_map(page, f"{address}/?focus=calf")
    drag(page, pixel(page, *CALF), (0, 60))
    ready(page)
    assert query(page) == {"focus": "calf"}
    drag(page, pixel(page, *CALF), (6, 8))
    _opens_the_calf(page)


def test_twist_and_drag_of_two_fingers_zoom_and_move_an_upright_body(phone: Page, address: str) -> None:
    open_map(phone, address)
    (x, y), hand = pixel(phone, 0, 700), phone.context.new_cdp_session(phone)
    twist = [(60, 0), (58, 15), (52, 30), (42, 42), (30, 52), (15, 58), (0, 60), (-15, 80), (-40, 90)]
    _move(phone, hand, [((x - dx, y - dy), (x + dx, y + dy)) for dx, dy in twist])
    assert is_upright(phone)
    drag_by = [(x + step * 8, y + step * 12) for step in range(9)]
    _move(phone, hand, [((a - 50, b), (a + 50, b)) for a, b in drag_by])
    assert is_upright(phone)
    assert _left_and_right(phone) == ["◂ your left", "your right ▸"]
    assert query(phone) == {}, "a gesture was taken for a tap"
    phone.locator(".bodymap-bands summary").tap()
    phone.get_by_role("radio", name="Whole body").tap()
    ready(phone)
    tap_body(phone, *CALF)
    _opens_the_calf(phone)


def test_one_finger_scrolls_the_page_while_the_whole_body_is_shown(phone: Page, address: str) -> None:
    open_map(phone, address)
    centre, hand = phone.evaluate(f"{MAP}.center"), phone.context.new_cdp_session(phone)
    x, y = pixel(phone, *CALF)
    _move(phone, hand, [((x, y - step * 20),) for step in range(10)])
    scrolled = "() => [document.documentElement, ...document.querySelectorAll('*')].some((e) => e.scrollTop > 60)"
    phone.wait_for_function(scrolled, timeout=PATIENCE_MS)
    ready(phone)
    assert phone.evaluate(f"{MAP}.center") == centre
    assert query(phone) == {}, "a swipe was taken for a tap"


def test_one_finger_moves_the_picture_when_one_looks_closer(phone: Page, address: str) -> None:
    open_map(phone, f"{address}/?focus=calf")
    centre, hand = phone.evaluate(f"{MAP}.center"), phone.context.new_cdp_session(phone)
    x, y = pixel(phone, *CALF)
    _move(phone, hand, [((x, y + step * 10),) for step in range(10)])
    assert phone.evaluate(f"{MAP}.center")["v"] > centre["v"] + 10
    assert query(phone) == {"focus": "calf"}
    assert phone.evaluate("[...document.querySelectorAll('*')].every((e) => e.scrollTop === 0)")


def _move(page: Page, hand: CDPSession, path: list[tuple[tuple[float, float], ...]]) -> None:
    """Put fingers down, move them along a path and take them away."""
    for number, fingers in enumerate(path):
        touch(hand, "touchMove" if number else "touchStart", *fingers)
        page.wait_for_timeout(20)
    touch(hand, "touchEnd")
    page.wait_for_timeout(MOMENT_MS)
    ready(page)
