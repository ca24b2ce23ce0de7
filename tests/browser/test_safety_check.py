"""The safety check with hands: every stop sign stops, a keyboard is enough, and nothing of it stays anywhere."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Page, expect

from explorer.content import Atlas
from explorer.content.models import LEVELS, RedFlag
from tests.browser.app import PATIENCE_MS, query, rest, serving

CHECK = "safety-check"


def _questions(atlas: Atlas) -> list[RedFlag]:
    return sorted(atlas.red_flags.values(), key=lambda flag: LEVELS.index(flag.level))


def _asked(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", name=text, exact=True)).to_be_visible(timeout=PATIENCE_MS)
    rest(page)


def _say(page: Page, reply: str) -> None:
    page.get_by_role("button", name=reply, exact=True).click()


def _to_the_conditions(page: Page, atlas: Atlas) -> None:
    for flag in _questions(atlas):
        _asked(page, flag.question)
        _say(page, "No")
    _asked(page, "Tap all that fit you")


def test_every_stop_sign_stops_with_its_level_and_what_to_do(page: Page, address: str, atlas: Atlas) -> None:
    page.goto(f"{address}/{CHECK}")
    for flag in _questions(atlas):
        _asked(page, flag.question)
        _say(page, "Yes")
        if flag.level == "S":  # noted, and asked on: a graver one must still be heard
            continue
        alert = page.get_by_role("alert")
        expect(alert).to_contain_text(f"Stop: {flag.name}.", timeout=PATIENCE_MS)
        expect(page.get_by_text("Emergency number:" if flag.level == "E" else "Today:")).to_be_visible()
        rest(page)
        _say(page, "I want to change my answer")
        _asked(page, flag.question)
        _say(page, "No")
    _asked(page, "Tap all that fit you")
    _say(page, "Finish")
    asked_first = page.get_by_role("alert")
    for flag in _questions(atlas):
        if flag.level == "S":
            expect(asked_first).to_contain_text(flag.name, timeout=PATIENCE_MS)


def test_a_keyboard_is_enough_and_every_question_and_answer_has_a_name(page: Page, address: str, atlas: Atlas) -> None:
    page.goto(f"{address}/{CHECK}")
    for flag in _questions(atlas):
        _asked(page, flag.question)
        for reply in ("Yes", "Not sure", "No"):
            expect(page.get_by_role("button", name=reply, exact=True)).to_have_count(1)
        _tab_to(page, "No")
        page.keyboard.press("Enter")
    _asked(page, "Tap all that fit you")
    for condition in atlas.conditions.values():
        if condition.red_flag is None:
            expect(page.get_by_role("button", name=condition.name, exact=True)).to_have_count(1)
    group = [condition.name for condition in atlas.conditions.values() if condition.group == "you"]
    _tab_to(page, group[0])
    _press_until(page, "ArrowRight", "Under 18")  # within a group the arrows lead on
    page.keyboard.press("Enter")
    rest(page)
    _tab_to(page, "Finish")
    page.keyboard.press("Enter")
    _asked(page, "What your answers change")
    expect(page.get_by_text(atlas.conditions["under_18"].name).first).to_be_visible()


def _tab_to(page: Page, name: str) -> None:
    _press_until(page, "Tab", name)


def _press_until(page: Page, key: str, name: str) -> None:
    for _ in range(90):
        if page.evaluate("document.activeElement?.innerText?.trim()") == name:
            return
        page.keyboard.press(key)
    raise AssertionError(f"the keyboard does not reach '{name}'")


def test_nothing_of_the_answers_stays_in_address_log_or_browser(page: Page, atlas: Atlas, tmp_path: Path) -> None:
    log = tmp_path / "server.log"
    with serving(log) as address:
        page.goto(f"{address}/{CHECK}")
        _to_the_conditions(page, atlas)
        for name in ("pregnancy", "varicose_veins"):
            page.get_by_role("button", name=atlas.conditions[name].name, exact=True).click()
            rest(page)
        _say(page, "Finish")
        _asked(page, "What your answers change")
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
        _asked(page, _questions(atlas)[0].question)
        _say(page, "Not sure")
        expect(page.get_by_role("alert")).to_be_visible(timeout=PATIENCE_MS)
        expect(page.get_by_role("heading", name="Tap any part of the picture")).to_be_visible(timeout=PATIENCE_MS)
        page.get_by_role("link", name="Safety check", exact=True).first.click()
        _asked(page, _questions(atlas)[0].question)
        expect(page.get_by_text("Clear all answers")).to_have_count(0)
