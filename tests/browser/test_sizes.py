"""Every page on small and large screens: what one presses fits a finger, nothing is cut, covered or left empty."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page

from explorer.content import Atlas
from tests.browser.app import LAPTOP, PATIENCE_MS, PHONE, TABLET, WITHOUT_WEBGL, idle, rest
from tests.browser.every_page import PATHS, address_of

pytestmark = [pytest.mark.browser, pytest.mark.shipped]

NARROW = {"width": 320, "height": 640}
SCREENS = {"laptop": LAPTOP, "tablet": TABLET, "phone": PHONE}
# The name and the height of each control that is lower than a finger. One with words or a frame around it that press it
# too is as high as these; the way past the header shows with the keyboard alone.
LOW = """() => [...document.querySelectorAll('a[href], button, summary, input')]
    .filter((one) => one.checkVisibility({visibilityProperty: true}) && one.getBoundingClientRect().height > 1)
    .filter((one) => one.dataset.testid !== 'stSkipToContent' && !one.closest('p, li, small'))
    .map((one) => [one, one.closest('label, [role=group], [data-testid=stTextInputRootElement]') ?? one])
    .map(([one, around]) => [one.ariaLabel ?? one.innerText, around.getBoundingClientRect().height])
    .filter(([, height]) => height < 43.5)"""
WIDTH = "Math.max(document.querySelector('[data-testid=stMain]').scrollWidth, document.documentElement.scrollWidth)"
# Pairs of what one presses, of which one lies on the other. What stays in sight at the edge lies on what scrolls.
OVERLAPPING = """() => {
    const seen = [...document.querySelectorAll('main a[href], main button, main summary, main select, main input')]
        .filter((one) => one.checkVisibility({visibilityProperty: true, opacityProperty: true}))
        .map((one) => one.closest('label') ?? one)
        .map((one) => [one, one.getBoundingClientRect()]).filter(([, box]) => box.width > 4 && box.height > 4);
    const isBeside = (a, b, start, end) => a[end] <= b[start] + 2 || b[end] <= a[start] + 2;
    const found = [];
    for (const [i, [one, a]] of seen.entries())
        for (const [other, b] of seen.slice(i + 1)) {
            if (one.contains(other) || other.contains(one)) continue;
            if (isBeside(a, b, 'left', 'right') || isBeside(a, b, 'top', 'bottom')) continue;
            if ([one, other].some((each) => each.closest('.st-key-header, .st-key-places'))) continue;
            if (one.closest('[data-testid=stTextInput], [role=combobox], .bodymap-finder')) continue;  // within a field
            found.push([one.innerText, other.innerText]);
        }
    return found;
}"""
# Controls whose picture lies on their own words, or that stick out of the bar at the foot.
CROWDED = """() => {
    const boxes = (one) => {
        const range = document.createRange(), found = [];
        const words = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
        while (words.nextNode()) {
            const around = words.currentNode.parentElement;  // what is only heard is one px wide
            if (around.offsetWidth < 2 || around.closest('[data-testid=stIconMaterial], .icon, svg')) continue;
            range.selectNodeContents(words.currentNode);
            found.push(...range.getClientRects());
        }
        return found;
    };
    const isOn = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
    const isCrowded = (one) => [...one.querySelectorAll('[data-testid=stIconMaterial], .icon, svg, img')]
        .filter((each) => each.checkVisibility())
        .some((each) => boxes(one).some((box) => isOn(each.getBoundingClientRect(), box)));
    const bar = document.querySelector('.st-key-places')?.parentElement;
    const isAtFoot = bar && getComputedStyle(bar).position === 'fixed';
    const top = (one) => one.getBoundingClientRect().top;
    const sticksOut = (one) => isAtFoot && bar.contains(one) && top(one) < top(bar) - 1;
    return [...document.querySelectorAll('main a[href], main button, main summary')]
        .filter((one) => one.checkVisibility({visibilityProperty: true}) && (isCrowded(one) || sticksOut(one)))
        .map((one) => one.innerText);
}"""
# Texts that stick out of the window, unless something around them scrolls, and those that end in dots for want of room.
CUT = """() => {
    const words = document.createTreeWalker(document.querySelector('[data-testid=stMain]'), NodeFilter.SHOW_TEXT);
    const isWide = (one) => ['auto', 'scroll'].includes(getComputedStyle(one).overflowX);
    const scrolls = (one) => one && (isWide(one) || scrolls(one.parentElement));
    const isShort = (one) => getComputedStyle(one).textOverflow === 'ellipsis' && one.scrollWidth > one.clientWidth + 1;
    const ends = (one) => one && one.checkVisibility() && (isShort(one) || ends(one.parentElement));
    const range = document.createRange(), found = [];
    while (words.nextNode()) {
        const text = words.currentNode, around = text.parentElement;
        if (!text.data.trim() || !around.checkVisibility({visibilityProperty: true})) continue;
        range.selectNodeContents(text);
        const {left, right, width, height} = range.getBoundingClientRect();
        const isOut = width > 1 && height > 1 && (left < -1 || right > innerWidth + 1);
        if (isOut && !scrolls(around) || width > 1 && ends(around)) found.push(text.data.trim());
    }
    return found;
}"""
# The halves of the first screen, left and right, top and bottom, in which there is no word, picture or control.
EMPTY = """() => {
    const boxes = [];
    const words = document.createTreeWalker(document.querySelector('[data-testid=stMain]'), NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (words.nextNode()) {
        if (!words.currentNode.data.trim()) continue;
        range.selectNodeContents(words.currentNode);
        boxes.push(...range.getClientRects());
    }
    const drawn = [...document.querySelectorAll('img, svg, canvas, input, select')];
    boxes.push(...drawn.map((one) => one.getBoundingClientRect()));
    const [x, y] = [innerWidth / 2, innerHeight / 2];
    const has = (test) => boxes.some((box) => box.width > 4 && box.height > 4 && test(box));
    return Object.entries({
        left: has((box) => box.left < x * 0.9), right: has((box) => box.right > x * 1.1),
        top: has((box) => box.top > 80 && box.top < y), bottom: has((box) => box.bottom > y * 1.1 && box.top < 2 * y),
    }).filter(([, full]) => !full).map(([half]) => half);
}"""

# Where on the screen begins what one came for: the heading, or the map.
BEGINS = """Math.min(...[...document.querySelectorAll('main h1:not(.name), [data-body-map]')]
    .map((one) => one.getBoundingClientRect().top))"""
# Paragraphs whose lines have more letters than an eye follows back to the next.
LONG = """() => [...document.querySelectorAll('main :is(p, li, dd)')].filter((one) => {
    const range = document.createRange();
    range.selectNodeContents(one);
    const lines = new Set([...range.getClientRects()].map(({bottom}) => Math.round(bottom / 8))).size;
    return one.checkVisibility() && lines > 2 && one.innerText.length / lines > 72;
}).map((one) => one.innerText)"""


@pytest.fixture(scope="module", params=PATHS)
def shown(handheld: BrowserContext, address: str, atlas: Atlas, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page on the phone, opened once for all that is looked at there."""
    page = handheld.new_page()
    page.add_init_script(WITHOUT_WEBGL)
    page.goto(f"{address}/{address_of(atlas, request.param)}")
    page.get_by_role("link", name="Stop signs").first.wait_for(timeout=PATIENCE_MS)
    yield page
    page.close()


def _at(page: Page, size: dict[str, int], letters_percent: int = 100) -> Page:
    page.set_viewport_size(size)  # type: ignore[arg-type]  # a width and a height
    page.evaluate(f"document.documentElement.style.setProperty('font-size', '{letters_percent}%', 'important')")
    rest(page)
    idle(page)  # a control that just came still grows
    return page


def test_what_one_presses_is_as_high_as_a_finger(shown: Page) -> None:
    assert _at(shown, PHONE).evaluate(LOW) == []


def test_no_page_is_wider_than_a_narrow_phone_or_in_words_of_twice_the_size(shown: Page) -> None:
    assert _at(shown, NARROW).evaluate(WIDTH) <= NARROW["width"]
    assert _at(shown, PHONE, letters_percent=200).evaluate(WIDTH) <= PHONE["width"]


def test_what_one_came_for_begins_near_the_top_of_a_phone(shown: Page) -> None:
    assert _at(shown, PHONE).evaluate(BEGINS) <= 120


def test_no_line_is_longer_than_an_eye_can_follow(shown: Page) -> None:
    assert _at(shown, LAPTOP).evaluate(LONG) == []


@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_is_covered_cut_or_left_empty(shown: Page, screen: str) -> None:
    page = _at(shown, SCREENS[screen])
    assert page.evaluate(OVERLAPPING) == []
    assert page.evaluate(CROWDED) == []
    assert page.evaluate(CUT) == []
    assert page.evaluate(EMPTY) == []
