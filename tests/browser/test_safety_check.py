"""The safety check with hands: every stop sign stops, a keyboard is enough, and nothing of it stays anywhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from explorer.care.plan_code import encode
from explorer.content import Atlas
from explorer.content.models import Plan, PlanItem, RedFlag
from tests.browser.app import PATIENCE_MS, query, rest, serving

CHECK = "safety-check"


NONE = "None of these"
HEALTH = "Do any of these fit you?"
RESULT = "What your answers change"
WELL_SCREENS = 7
# What a browser's translator does: every text node, now and later, gets an element of its own with other words in it.
TRANSLATOR = """
const wrap = (text) => {
  const parent = text.parentElement;
  if (!text.nodeValue.trim() || !parent || parent.closest("font, script, style, [translate=no]")) return;
  const font = document.createElement("font");
  parent.replaceChild(font, text);
  font.append(document.createElement("font"));
  font.firstChild.append(text.nodeValue.toUpperCase());
};
const all = (root) => {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT), texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  texts.forEach(wrap);
};
addEventListener("DOMContentLoaded", () => {
  all(document.body);
  new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach((node) =>
    node.nodeType === Node.TEXT_NODE ? wrap(node) : node.nodeType === Node.ELEMENT_NODE && all(node)
  ))).observe(document.body, { childList: true, subtree: true });
});
"""


def _screens(atlas: Atlas) -> list[tuple[str, list[RedFlag]]]:
    """The headings of the lists, each with its signs."""
    return [
        (screen.heading, [flag for flag in atlas.red_flags.values() if flag.screen == screen.id])
        for screen in atlas.check_screens.values()
    ]


def _first(atlas: Atlas) -> str:
    return next(iter(atlas.check_screens.values())).heading


def _asked(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", name=text, exact=True)).to_be_visible(timeout=PATIENCE_MS)
    rest(page)


def _say(page: Page, reply: str) -> None:
    page.get_by_role("button", name=reply, exact=True).click()


def _switch(page: Page, label: str, hand: str = "mouse") -> None:
    """Switch a line, with the mouse or with the keyboard."""
    line = page.get_by_role("switch", name=label, exact=True)
    if hand == "keyboard":
        line.focus()
        page.keyboard.press("Space")
    else:
        page.get_by_text(label, exact=True).click()
    rest(page)


def _answer(page: Page, reply: str, hand: str) -> None:
    button = page.get_by_role("button", name=reply, exact=True)
    if hand == "keyboard":
        button.focus()
        page.keyboard.press("Enter")
    else:
        button.click()


def _to_the_health(page: Page, atlas: Atlas) -> None:
    for heading, _ in _screens(atlas)[: WELL_SCREENS - 2]:
        _asked(page, heading)
        _say(page, NONE)
    _asked(page, HEALTH)


def _to_the_result(page: Page, atlas: Atlas) -> None:
    _asked(page, _screens(atlas)[-1][0])
    _say(page, NONE)
    _asked(page, RESULT)


def _stops(page: Page, flag: RedFlag, hand: str) -> None:
    """A sign that was named stops: at once, or when its screen is done. Then take it back."""
    alert = page.get_by_role("alert")
    if flag.level == "U":
        expect(alert).to_have_count(0)
        _answer(page, "Go on", hand)
    expect(alert).to_contain_text(f"Stop: {flag.called}.", timeout=PATIENCE_MS)
    expect(alert).to_contain_text(flag.action)
    if flag.level == "E":
        expect(page.locator("a[href^='tel:']")).to_be_visible()
    else:
        expect(page.get_by_text("Today:").last).to_be_visible()
    rest(page)
    _answer(page, "I want to change my answer", hand)
    expect(alert).to_have_count(0, timeout=PATIENCE_MS)  # nor is an answer that one takes back told as lost
    rest(page)
    expect(alert).to_have_count(0)


@pytest.mark.parametrize("hand", ["mouse", "keyboard"])
def test_every_stop_sign_stops_with_its_level_and_what_to_do(page: Page, address: str, atlas: Atlas, hand: str) -> None:
    page.goto(f"{address}/{CHECK}")
    tried = 0
    for heading, signs in _screens(atlas):
        if signs[0].asked_if == ("recent_massage", "blood_thinners"):
            _asked(page, HEALTH)
            for circumstance in atlas.circumstances.values():
                _switch(page, circumstance.label, hand)
            _answer(page, "Go on", hand)
        for flag in signs:
            _asked(page, heading)
            _switch(page, flag.checklist_label, hand)
            tried += 1
            if flag.level != "S":  # what is noted only is told at the end
                _stops(page, flag, hand)
        _asked(page, heading)
        _answer(page, "Go on" if signs[0].level == "S" else NONE, hand)
    _asked(page, RESULT)
    told = page.get_by_role("alert")
    for flag in atlas.red_flags.values():
        if flag.level == "S":
            expect(told).to_contain_text(flag.called, timeout=PATIENCE_MS)
    assert tried == len(atlas.red_flags)


def test_every_screen_is_seen_from_its_top_on(phone: Page, address: str, atlas: Atlas) -> None:
    phone.goto(f"{address}/{CHECK}")
    for heading, _ in _screens(atlas)[: WELL_SCREENS - 2]:
        _asked(phone, heading)
        expect(phone.get_by_role("heading", name=heading, exact=True)).to_be_in_viewport()
        none = phone.get_by_role("button", name=NONE, exact=True)
        none.scroll_into_view_if_needed()
        others = phone.get_by_test_id("stMain").get_by_role("button").filter(has_not_text=NONE)
        assert _area(none) > 2 * max(map(_area, others.all()))
        _say(phone, NONE)
    _asked(phone, HEALTH)
    expect(phone.get_by_role("heading", name=HEALTH, exact=True)).to_be_in_viewport()


def test_in_an_emergency_the_call_is_the_first_and_largest_thing_to_press(
    phone: Page, address: str, atlas: Atlas
) -> None:
    phone.goto(f"{address}/{CHECK}")
    _asked(phone, _first(atlas))
    phone.get_by_text(_screens(atlas)[0][1][0].checklist_label, exact=True).tap()
    call = phone.get_by_role("link", name=f"Call {atlas.country.dial}")
    expect(call).to_have_count(1, timeout=PATIENCE_MS)
    rest(phone)
    expect(call).to_have_attribute("href", f"tel:{atlas.country.dial}")
    expect(call).to_be_in_viewport(ratio=1)
    main = phone.get_by_test_id("stMain")
    others = main.get_by_role("button").or_(main.get_by_role("combobox", name="Where are you?"))
    expect(others.first).to_be_visible()
    for other in others.all():
        assert _area(call) > _area(other)
    assert _top(call) < _top(phone.get_by_role("alert")) < _top(phone.get_by_role("combobox", name="Where are you?"))


def _top(element: Locator) -> float:
    box = element.bounding_box()
    assert box
    return box["y"]


# How much the words of an element stand out from its ground, as WCAG counts it.
CONTRAST = """(element) => {
    const light = (colour) => {
        const parts = colour.match(/[\\d.]+/g).slice(0, 3).map((part) => part / 255);
        const [r, g, b] = parts.map((part) => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const { color, backgroundColor } = getComputedStyle(element);
    const [low, high] = [light(color), light(backgroundColor)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
}"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_of_the_main_button_stand_out(page: Page, address: str, theme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=theme)
    page.goto(f"{address}/{CHECK}")
    none = page.get_by_role("button", name=NONE, exact=True)
    none.wait_for(timeout=PATIENCE_MS)
    assert none.evaluate(CONTRAST) > 4.5


def _area(button: Locator) -> float:
    box = button.bounding_box()
    return box["width"] * box["height"] if box else 0.0


# What the server sends comes late, and in order.
LATE = """WebSocket.prototype.addEventListener = ((own) => function (kind, heard, ...rest) {
    const late = (event) => setTimeout(() => heard(event), window.lateByMs ?? 0);
    return own.call(this, kind, kind === 'message' ? late : heard, ...rest);
})(WebSocket.prototype.addEventListener);"""


def test_lines_tapped_while_answers_are_on_their_way_all_count(page: Page, address: str, atlas: Atlas) -> None:
    page.add_init_script(LATE)
    page.goto(f"{address}/{CHECK}")
    _to_the_health(page, atlas)
    page.evaluate("window.lateByMs = 900")
    lines = [page.get_by_role("switch", name=one.label, exact=True) for one in atlas.circumstances.values()]
    for line in lines:  # each after the answer to the one before the last has come
        line.press("Space")
        page.wait_for_timeout(500)
    page.evaluate("window.lateByMs = 0")
    page.wait_for_timeout(1500)
    rest(page)
    for line in lines:
        expect(line).to_be_checked()


def test_a_well_person_is_through_in_seven_screens_and_seven_clicks(page: Page, address: str, atlas: Atlas) -> None:
    page.goto(f"{address}/{CHECK}")
    clicks, headings = 0, []
    _asked(page, _first(atlas))
    while (heading := page.locator("h2").first.inner_text()) != RESULT:
        assert heading not in headings[-1:]
        headings.append(heading)
        none = page.get_by_role("button", name=NONE, exact=True)
        widths = [box.bounding_box() for box in page.get_by_role("button").all() if box.is_visible()]
        assert none.bounding_box()["width"] >= max(box["width"] for box in widths if box)  # type: ignore[index]
        none.click()
        clicks += 1
        expect(page.locator("h2").first).not_to_have_text(heading, timeout=PATIENCE_MS)
        rest(page)
    assert len(headings) == clicks == WELL_SCREENS


def test_a_translated_page_asks_the_same_questions_in_the_same_order(page: Page, address: str, atlas: Atlas) -> None:
    page.add_init_script(TRANSLATOR)
    page.goto(f"{address}/{CHECK}")
    asked = [heading for heading, signs in _screens(atlas) if not signs[0].asked_if]
    for number, heading in enumerate([*asked[:5], HEALTH, *asked[5:]], 1):
        _asked(page, heading.upper())
        expect(page.get_by_text(f"{number} OF {WELL_SCREENS}", exact=True)).to_be_visible()
        signs = next((signs for title, signs in _screens(atlas) if title == heading), [])
        for flag in (flag for flag in signs if not flag.asked_if):
            expect(page.get_by_text(flag.checklist_label.upper(), exact=True)).to_be_visible()
        if signs:
            page.get_by_role("button", name="NOT SURE?").first.click()
            expect(page.get_by_text(signs[0].question.upper())).to_be_visible()
            page.keyboard.press("Escape")
        _say(page, NONE.upper())
    _asked(page, RESULT.upper())
    _say(page, "CHANGE MY ANSWERS")
    _asked(page, asked[0].upper())
    page.get_by_text(atlas.red_flags["RF03"].checklist_label.upper(), exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text(atlas.red_flags["RF03"].action.upper(), timeout=PATIENCE_MS)


def test_a_keyboard_is_enough_and_every_question_and_answer_has_a_name(page: Page, address: str, atlas: Atlas) -> None:
    page.goto(f"{address}/{CHECK}")
    for heading, signs in _screens(atlas)[: WELL_SCREENS - 2]:
        _asked(page, heading)
        for flag in signs:
            expect(page.get_by_role("switch", name=flag.checklist_label, exact=True)).to_have_count(1)
        _tab_to(page, NONE)
        page.keyboard.press("Enter")
    _asked(page, HEALTH)
    page.get_by_role("switch", name="You", exact=True).focus()
    page.keyboard.press("Space")
    rest(page)
    question = atlas.conditions["cannot_report_pain"].question
    page.get_by_role("switch", name=question, exact=True).focus()
    page.keyboard.press("Space")
    rest(page)
    _tab_to(page, "Go on")
    page.keyboard.press("Enter")
    _to_the_result(page, atlas)
    expect(page.get_by_text(atlas.conditions["cannot_report_pain"].name).first).to_be_visible()


def _tab_to(page: Page, name: str) -> None:
    _press_until(page, "Tab", name)


def _press_until(page: Page, key: str, name: str) -> None:
    for _ in range(90):
        if page.evaluate("document.activeElement?.innerText?.trim()") == name:
            return
        page.keyboard.press(key)
    raise AssertionError(f"the keyboard does not reach '{name}'")


def _on_the_old_page(page: Page, reply: str) -> None:
    """Press a button of the page that was there before, until the new server hears of it."""
    button = page.get_by_role("button", name=reply, exact=True)
    for _ in range(20):
        # In one step: between a look and a click the page of the new server may take its place.
        if not button.evaluate_all("found => { found[0]?.click(); return found.length; }"):
            return
        page.wait_for_timeout(2000)


def test_a_server_that_lost_the_answers_says_so_and_takes_no_old_click(page: Page, atlas: Atlas) -> None:
    plan = Plan(items=(PlanItem(region="piriformis", side="left", technique="swedish", seconds=300, repeats=1, times=1,
                                per="week", pressure=2),))  # fmt: skip
    with serving() as address:
        page.goto(f"{address}/{CHECK}?plan={encode(plan)}")
        for heading, _ in _screens(atlas)[:2]:
            _asked(page, heading)
            _say(page, NONE)
        third = _screens(atlas)[2][0]
        _asked(page, third)
        _switch(page, atlas.red_flags["RF08b"].checklist_label)
    with serving(port=urlsplit(address).port):
        _on_the_old_page(page, "Go on")
        expect(page.get_by_text("your answers are forgotten")).to_be_visible(timeout=PATIENCE_MS)
        _asked(page, _first(atlas))
        expect(page.get_by_role("alert")).not_to_contain_text("Stop:")
        expect(page.get_by_role("switch", checked=True)).to_have_count(0)
        page.goto(f"{address}/plan?plan={encode(plan)}")
        expect(page.get_by_text("The safety check is not done yet.").first).to_be_visible(timeout=PATIENCE_MS)


def test_a_server_that_lost_the_answers_says_so_to_somebody_who_only_reads(page: Page, atlas: Atlas) -> None:
    with serving() as address:
        page.goto(f"{address}/{CHECK}")
        _asked(page, _first(atlas))
        with page.expect_response("**/healthz"):
            _say(page, NONE)
        _asked(page, _screens(atlas)[1][0])
    with serving(port=urlsplit(address).port):
        expect(page.get_by_text("your answers are forgotten")).to_be_visible(timeout=PATIENCE_MS)
        _asked(page, _first(atlas))


def test_answers_that_somebody_cleared_are_not_told_as_lost(page: Page, address: str, atlas: Atlas) -> None:
    page.goto(f"{address}/{CHECK}")
    _asked(page, _first(atlas))
    _say(page, NONE)
    _asked(page, _screens(atlas)[1][0])
    _say(page, "Clear all answers")
    _asked(page, _first(atlas))
    page.reload()
    _asked(page, _first(atlas))
    expect(page.get_by_text("your answers are forgotten")).to_have_count(0)


def test_a_reload_loses_the_answers_and_says_so_until_one_has_read_it(page: Page, address: str, atlas: Atlas) -> None:
    page.goto(f"{address}/{CHECK}")
    _asked(page, _first(atlas))
    _say(page, NONE)
    _asked(page, _screens(atlas)[1][0])
    page.reload()
    expect(page.get_by_text("your answers are forgotten")).to_be_visible(timeout=PATIENCE_MS)
    _asked(page, _first(atlas))
    page.get_by_role("button", name="I have read it").click()
    expect(page.get_by_text("your answers are forgotten")).to_have_count(0, timeout=PATIENCE_MS)
    _asked(page, _first(atlas))


def test_each_tab_starts_from_the_country_of_the_clinic(page: Page, address: str, atlas: Atlas) -> None:
    other = page.context.new_page()
    for tab in (page, other):
        tab.goto(f"{address}/stop-signs")
        expect(tab.get_by_text(f"Call {atlas.country.number} now.").first).to_be_visible(timeout=PATIENCE_MS)
        rest(tab)
    page.get_by_role("combobox", name="Where are you?").click()
    page.get_by_role("option", name=atlas.emergency["us"].name).click()
    expect(page.get_by_text("Call 911 now.").first).to_be_visible(timeout=PATIENCE_MS)
    other.reload()
    expect(other.get_by_text(f"Call {atlas.country.number} now.").first).to_be_visible(timeout=PATIENCE_MS)


def test_nothing_of_the_answers_stays_in_address_log_or_browser(page: Page, atlas: Atlas, tmp_path: Path) -> None:
    log = tmp_path / "server.log"
    with serving(log) as address:
        page.goto(f"{address}/{CHECK}")
        _to_the_health(page, atlas)
        _switch(page, atlas.circumstances["pregnancy"].label)
        _switch(page, "Blood, heart and vessels")
        _switch(page, atlas.conditions["varicose_veins"].question)
        _say(page, "Go on")
        expect(page.get_by_role("heading", name=HEALTH, exact=True)).to_have_count(0)
        while page.get_by_role("button", name=NONE, exact=True).count():
            heading = page.locator("h2").first.inner_text()
            _say(page, NONE)
            expect(page.locator("h2").first).not_to_have_text(heading, timeout=PATIENCE_MS)
            rest(page)
        _asked(page, RESULT)
        page.get_by_role("link", name="To the map").click()
        expect(page.get_by_role("heading", name="Tap any part of the picture")).to_be_visible(timeout=PATIENCE_MS)
        rest(page)
        kept = page.evaluate("[{...localStorage}, {...sessionStorage}, document.cookie, location.href, document.title]")
        assert query(page) == {}
        cookies = page.context.cookies()
    everything = json.dumps([kept, cookies, log.read_text("utf-8")]).lower()
    for trace in ("pregnan", "varicose", "veins", "under_18", "safety_check", "red_flag", "rf0"):
        assert trace not in everything, f"'{trace}' was left behind"


def test_a_screen_for_many_forgets_the_answers_when_nobody_is_there(page: Page, atlas: Atlas) -> None:
    with serving(SCIATIC_EXPLORER_IDLE_MINUTES="0.1") as address:
        page.goto(f"{address}/{CHECK}")
        _asked(page, _first(atlas))
        _switch(page, atlas.red_flags["RF02"].checklist_label)
        expect(page.get_by_role("alert")).to_be_visible(timeout=PATIENCE_MS)
        expect(page.get_by_role("heading", name="Tap any part of the picture")).to_be_visible(timeout=PATIENCE_MS)
        page.get_by_role("link", name="Safety check", exact=True).first.click()
        _asked(page, _first(atlas))
        expect(page.get_by_text("Clear all answers")).to_have_count(0)
