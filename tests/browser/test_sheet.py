"""The card on a phone: a sheet in three heights over the map, which the page itself scrolls."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from explorer.content import Atlas
from tests.browser.app import BODY, MAP, PATIENCE_MS, PHONE, open_map, pixel, rest, tap_body, touch
from tests.browser.points import body_points

pytestmark = [pytest.mark.browser, pytest.mark.shipped]

PIRIFORMIS = "?region=piriformis&side=right&layer=deep"
HEADER_PX, BAR_PX = 56, 56  # what stays in sight at both ends
SETTLE_MS = 900  # a sheet glides for less
# Whether an element, or its start, is on top of all else.
SEEN = """(one) => {
    const {left, top, width, height} = one.getBoundingClientRect();
    return one.contains(document.elementFromPoint(left + width / 2, top + Math.min(height / 2, 12)));
}"""


@pytest.fixture
def sheet(phone: Page, address: str) -> Page:
    """A phone with a card on it, on which nothing glides."""
    phone.emulate_media(reduced_motion="reduce")
    open_map(phone, f"{address}/{PIRIFORMIS}")
    return phone


def _handle(page: Page) -> Locator:
    return page.locator(".sheet-handle")


def _top(page: Page) -> float:
    box = page.locator(".st-key-sheet").bounding_box()
    assert box
    return box["y"]


def test_a_card_peeks_then_comes_half_way_then_fills_the_screen_and_goes(sheet: Page, atlas: Atlas) -> None:
    handle, heading = _handle(sheet), sheet.get_by_role("heading", name="Deep buttock muscle")
    tops = [_top(sheet)]
    for said in ("more", "more", "less"):
        assert heading.evaluate(SEEN)
        expect(handle).to_have_accessible_name(atlas.say(f"card.show_{said}"))
        handle.tap()
        sheet.wait_for_timeout(100)
        tops.append(_top(sheet))
    peek, half, full, gone = tops
    assert PHONE["height"] / 2 < peek < PHONE["height"] - BAR_PX - 100
    assert PHONE["height"] / 3 < half < PHONE["height"] / 2
    assert full == pytest.approx(HEADER_PX, abs=10)
    assert gone == peek
    expect(handle).to_have_accessible_name(atlas.say("card.show_more"))


def test_what_was_tapped_stays_in_sight_above_its_card(phone: Page, address: str, atlas: Atlas) -> None:
    phone.emulate_media(reduced_motion="reduce")
    points = body_points(atlas, "posterior", "surface", "right", 40)
    for point in (max(points, key=lambda one: one.v), min(points, key=lambda one: one.v)):
        open_map(phone, address)
        tap_body(phone, point.u, point.v)
        body = phone.locator(".card-body.answer")
        expect(body).to_have_attribute("data-location", f"{point.id}:{point.side}", timeout=PATIENCE_MS)
        rest(phone)
        assert phone.locator(".card-body.answer h2").evaluate(SEEN)
        x, y = phone.evaluate(f"(({{x, y}}) => [x, y])({MAP}.project({point.u}, {point.v}))")
        assert HEADER_PX < y < _top(phone)
        assert phone.evaluate(f"([x, y]) => Boolean(document.elementFromPoint(x, y).closest('{BODY}'))", [x, y])


def test_the_handle_is_dragged_by_a_finger(sheet: Page, atlas: Atlas) -> None:
    before, box = _top(sheet), _handle(sheet).bounding_box()
    assert box
    hand, x, y = sheet.context.new_cdp_session(sheet), box["x"] + 30, box["y"] + 20
    touch(hand, "touchStart", (x, y))
    for step in range(1, 11):
        touch(hand, "touchMove", (x, y - 20 * step))
        sheet.wait_for_timeout(20)
    touch(hand, "touchEnd")
    sheet.wait_for_timeout(SETTLE_MS)
    assert _top(sheet) < before - 100
    assert _handle(sheet).inner_text() in (atlas.say("card.show_more"), atlas.say("card.show_less"))


def test_keys_reach_the_map_then_the_card_and_nothing_they_reach_is_covered(sheet: Page) -> None:
    _handle(sheet).tap()
    sheet.wait_for_timeout(100)
    sheet.locator(f"{BODY} .bodymap-zoom button").last.focus()
    sheet.wait_for_timeout(100)
    assert sheet.locator(f"{BODY} .bodymap-zoom button").last.evaluate(SEEN)
    handle = _handle(sheet)
    handle.focus()
    assert handle.evaluate(SEEN)
    for summary in sheet.locator(".card-body.answer summary").all()[:4]:
        summary.focus()
        sheet.wait_for_timeout(60)
        assert summary.evaluate(SEEN), summary.inner_text()


@pytest.mark.parametrize("size", [(844, 390), (320, 640), (1440, 900)])
def test_on_other_screens_the_card_has_its_own_place(sheet: Page, size: tuple[int, int]) -> None:
    sheet.set_viewport_size({"width": size[0], "height": size[1]})
    expect(_handle(sheet)).to_be_hidden()
    sheet.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a width and a height


def test_with_letters_of_twice_the_size_the_card_lies_below_the_map(sheet: Page) -> None:
    sheet.evaluate("document.documentElement.style.setProperty('font-size', '200%', 'important')")
    expect(_handle(sheet)).to_be_hidden()
    assert pixel(sheet, 0, 700)  # the body can be reached


# The words and controls on the picture that lie over each other.
OVERLAPS = """() => {
    const parts = [...document.querySelectorAll('.bodymap-direction, .bodymap-column > *, .bodymap-zoom')]
        .filter((part) => part.offsetWidth > 0);
    const over = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
    return parts.flatMap((one, i) => parts.slice(i + 1)
        .filter((other) => over(one.getBoundingClientRect(), other.getBoundingClientRect()))
        .map((other) => `${one.className} ${one.textContent} | ${other.className}`));
}"""


@pytest.mark.parametrize("size", [(375, 667), (360, 740), (320, 640)])
def test_on_a_low_phone_no_word_or_control_lies_over_another(sheet: Page, size: tuple[int, int]) -> None:
    sheet.set_viewport_size({"width": size[0], "height": size[1]})
    rest(sheet)
    assert sheet.evaluate(OVERLAPS) == []


def test_nothing_shows_through_the_head_of_the_sheet(sheet: Page) -> None:
    head = "document.querySelector('[data-testid=stLayoutWrapper]:has(> .st-key-sheet)')"
    ground = sheet.evaluate(f"getComputedStyle({head}).backgroundColor")
    assert ground == sheet.evaluate("getComputedStyle(document.querySelector('.st-key-header')).backgroundColor")
    assert "rgba" not in ground


def test_the_handle_speaks_and_works_in_the_language_that_is_chosen(sheet: Page, atlas: Atlas) -> None:
    told, before = atlas.told("es", atlas.here.id), _top(sheet)
    sheet.locator(".st-key-language_es button").tap()
    handle = _handle(sheet)
    expect(handle).to_have_accessible_name(told.say("card.show_more"), timeout=PATIENCE_MS)
    rest(sheet)
    handle.tap()
    sheet.wait_for_timeout(100)
    assert _top(sheet) < before
    handle.tap()
    expect(handle).to_have_accessible_name(told.say("card.show_less"))
