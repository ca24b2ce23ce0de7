"""Keep at it: what is noted of a plan stays on the phone, is answered by rules, and goes with a tap."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

import pytest
import zxingcpp
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pypdf import PdfReader

from explorer.care import answers
from explorer.care.diary import Day, code_of
from explorer.care.diary import decode as decode_diary
from explorer.care.diary import encode as encode_diary
from explorer.care.plan_code import encode
from explorer.content import Atlas
from explorer.content.models import Plan
from explorer.web import diary
from tests.browser.app import PATIENCE_MS as APP_PATIENCE_MS
from tests.browser.app import PHONE, listening, rest
from tests.browser.light import LightServer, light_server, take_away
from tests.browser.test_pocket import CUT, LEAST_CONTRAST, NARROW, PALE, SMALL, THUMB_PX, larger
from tests.care.test_diary import made_up
from tests.handout.reading import scanned, twelve_exercises

pytestmark = [pytest.mark.browser, pytest.mark.shipped]

PATIENCE_MS = 15_000
GOAL = "walk to the shop with Ada"
RULES = "([rules, cases]) => cases.map(([days, names]) => rules.indexOf(answered(rules, days, names)))"
STORED = "Promise.all([{...localStorage}, {...sessionStorage}, caches.keys()]).then(JSON.stringify)"
NOTHING = "[{},{},[]]"


@pytest.fixture
def server(atlas: Atlas) -> Iterator[LightServer]:
    with light_server(atlas) as found:
        yield found


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """A phone to which our policy applies."""
    context = browser.new_context(viewport=PHONE, has_touch=True, bypass_csp=False)
    yield context
    context.close()


def _codes(atlas: Atlas) -> tuple[str, str]:
    first, second = (encode(atlas.plans[name].plan) for name in ("new_leg_pain", "hamstring_tightness"))
    return first, second


def _open(phone: BrowserContext, server: LightServer, code: str) -> Page:
    page = phone.new_page()
    page.goto(f"{server.address}/p/{code}")
    return page


def _card(page: Page, number: int) -> Any:
    return page.locator(f"#item-{number} .did")


def _note(page: Page) -> None:
    """All that can be noted of a day."""
    _card(page, 2).get_by_role("button", name="Done today").click()
    _card(page, 2).get_by_role("button", name="Easy").click()
    page.get_by_role("button", name="Worse").click()
    page.get_by_label("Pain before").select_option("7")
    page.get_by_label("Pain after").select_option("4")
    page.get_by_label("Minutes I walked").fill("37")
    page.get_by_label("One thing I want").fill(GOAL)
    page.get_by_label("How well I can").select_option("6")
    page.locator("h1").click()


# --- the law --------------------------------------------------------------------------------------------------------


LAW = [
    {"noted": noted, "days": days, "names": names, "stops": days == 3 and noted == "worse"}
    for noted, days, names in (
        ("worse", 3, None), ("worse", 1, "easier"), ("worse", 1, None), ("hard", 2, "easier"), ("hard", 2, None),
        ("easy", 3, "more"), ("easy", 3, "harder"),
    )
]  # fmt: skip


def _said(days: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> int:
    """The law once more, in other words: the place of the rule that holds; -1 for none."""
    turns = [day["since"] for day in days if day.get("since", "same") != "same"]
    setbacks = [
        i for i, day in enumerate(days) if day.get("since") == "worse" or day.get("after", 0) > day.get("before", 99)
    ]
    fresh = any("how" in day for day in days[:3])
    said = {
        "worse": turns,
        "hard": [day["how"] for day in days if "how" in day],
        "easy": [day["how"] for day in days[: min(setbacks, default=99)] if "how" in day and fresh],
    }
    for place, rule in enumerate(LAW):
        if rule["noted"] == "worse" and not rule["stops"] and days[0].get("since") != "worse":
            continue
        newest = said[rule["noted"]][: rule["days"]]
        if newest == [rule["noted"]] * rule["days"] and (rule["names"] is None or rule["names"] in names):
            return place
    return -1


def _diary(chance: random.Random) -> list[dict[str, Any]]:
    """A made-up diary of one item, the newest day first: days alike come together, some are left out."""
    others = {
        "since": ("better", "same", "worse"), "how": ("easy", "ok", "hard", "done"),
        "before": (1, 2, 3), "after": (1, 2),
    }  # fmt: skip
    likely = {name: chance.choice(values) for name, values in others.items()}
    return [
        {name: likely[name] if chance.random() < 0.8 else chance.choice(others[name])
         for name in likely if chance.random() < 0.8}
        for _ in range(14)
    ]  # fmt: skip


def test_the_first_rule_that_holds_answers(browser: Browser) -> None:
    chance = random.Random(7)
    names = [{}, {"more": "8"}, {"easier": "b"}, {"harder": "a"}, {"more": "8", "harder": "a", "easier": "b"}]
    cases = [(_diary(chance), chance.choice(names)) for _ in range(2_000)]
    page = browser.new_page()
    page.add_script_tag(content=diary.ANSWERS)
    found = page.evaluate(RULES, [LAW, cases])
    assert found == [_said(*case) for case in cases]
    assert set(found) == {-1, *range(len(LAW))}
    page.close()


# --- on the phone ---------------------------------------------------------------------------------------------------


def _seed(page: Page, code: str, days: Sequence[Mapping[str, Any]]) -> None:
    """A diary of the last days, today first, as if it had been noted day by day."""
    told = "([key, days]) => localStorage.setItem(key, JSON.stringify({days: Object.fromEntries("
    page.evaluate(f"{told}days.map((day, i) => [dayAgo(i), day]))}}))", [f"diary {code}", days])
    page.reload()


def test_days_that_were_easy_or_worse_are_answered_in_the_words_of_the_content(
    phone: BrowserContext, server: LightServer, atlas: Atlas
) -> None:
    code, _ = _codes(atlas)
    page = _open(phone, server, code)
    walk = _card(page, 2)
    easy = {"items": {"2": "easy"}}
    _seed(page, code, [easy, {"items": {}}, easy])
    expect(walk.get_by_role("status")).to_be_hidden()
    _seed(page, code, [easy, {"items": {}}, easy, easy])
    more = answers.next_steps(atlas, atlas.plans["new_leg_pain"].plan.items[1])["more"]
    expect(walk.get_by_role("status")).to_have_text(f"{atlas.answers['easy_more'].patient} {more}")
    page.get_by_role("button", name="Worse").click()
    easier = answers.next_steps(atlas, atlas.plans["new_leg_pain"].plan.items[1])["easier"]
    expect(walk.get_by_role("status")).to_have_text(f"{atlas.answers['worse_easier'].patient} {easier}")
    _seed(page, code, [])
    page.get_by_role("button", name="Worse").click()  # nothing was done yet: it is answered, too
    expect(walk.get_by_role("status")).to_contain_text(atlas.answers["worse_easier"].patient)
    _seed(page, code, [{}, *[{"since": "worse", "items": {"2": "easy"}}] * 3])  # nothing today: the stop holds
    expect(page.locator(".diary").get_by_role("status").first).to_have_text(atlas.answers["worse_stop"].patient)
    expect(walk.get_by_role("status")).to_be_hidden()


def test_notes_are_kept_by_plan_and_nobody_else_hears_of_them(
    phone: BrowserContext, server: LightServer, atlas: Atlas
) -> None:
    first, second = _codes(atlas)
    page = _open(phone, server, first)
    heard = listening(page, server.address)
    _note(page)
    address = page.url
    page.reload()
    expect(_card(page, 2).get_by_role("button", name="Easy")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_label("Minutes I walked")).to_have_value("37")
    expect(page.get_by_label("One thing I want")).to_have_value(GOAL)
    other = _open(phone, server, second)
    expect(other.get_by_label("Minutes I walked")).to_have_value("")
    expect(other.locator("[aria-pressed=true]")).to_have_count(0)
    assert heard == []
    assert page.url == address
    assert server.heard
    assert all(line.startswith("GET ") and "Ada" not in line for line in server.heard)
    paths = {line.split()[1] for line in server.heard}
    assert all(path.startswith(("/p/", "/assets/", "/favicon")) and "?" not in path for path in paths)
    assert page.evaluate("document.cookie") == ""


def test_the_last_days_are_drawn_and_the_table_has_the_same_numbers(
    phone: BrowserContext, server: LightServer, atlas: Atlas
) -> None:
    page = _open(phone, server, _codes(atlas)[0])
    title = page.get_by_text("My last 14 days", exact=True)
    expect(title).to_be_hidden()
    _note(page)
    title.click()
    expect(page.locator(".days .goal")).to_have_text(f"One thing I want to do again: {GOAL}")
    cells = page.locator(".days tbody tr").locator("th, td").all_text_contents()
    assert cells[1:] == ["7", "4", "37 min", "6", "2 easy"]
    plot = page.get_by_role("img", name=", ".join(cells))
    drawn = {kind: plot.locator(f"circle.{kind}").get_attribute("cy") for kind in ("before", "after")}
    assert drawn == {"before": "34", "after": "58"}  # 8 for each point, upwards from 90
    expect(plot.locator("rect")).to_have_count(1)


def test_one_button_wipes_the_notes_and_with_the_plan_they_go_too(
    phone: BrowserContext, server: LightServer, atlas: Atlas
) -> None:
    code, _ = _codes(atlas)
    page = _open(phone, server, code)
    expect(page.get_by_text("This plan is on your phone now")).to_be_visible(timeout=PATIENCE_MS)
    take_away(server)
    page.reload()  # nobody answers, and it works all the same
    for button in ("Wipe my notes", "Remove from this phone"):
        _note(page)
        assert GOAL in page.evaluate("JSON.stringify(localStorage)")
        page.get_by_role("button", name=button).click()
        assert page.evaluate("JSON.stringify(localStorage)") == "{}"
        expect(_card(page, 2).get_by_role("button", name="Done today")).to_have_attribute("aria-pressed", "false")
        expect(page.get_by_label("One thing I want")).to_have_value("")
        if button == "Wipe my notes":
            expect(page.get_by_text("Your notes are off this phone")).to_be_focused()
    expect(page.get_by_text("The plan is off this phone")).to_be_focused()
    assert page.evaluate(STORED) == NOTHING


def test_what_is_kept_and_is_no_diary_does_no_harm(phone: BrowserContext, server: LightServer, atlas: Atlas) -> None:
    code, _ = _codes(atlas)
    page = _open(phone, server, code)
    for broken in ("{", "null", "[]", json.dumps({"days": {"2001-01-01": {"items": {"1": "easy"}}}})):
        page.evaluate("([key, broken]) => localStorage.setItem(key, broken)", [f"diary {code}", broken])
        page.reload()
        _card(page, 2).get_by_role("button", name="Done today").click()
        expect(page.locator("[aria-pressed=true]")).to_have_count(1)
        assert "2001" not in page.evaluate("JSON.stringify(localStorage)")


def test_a_browser_that_keeps_nothing_shows_the_plan_without_a_diary(
    phone: BrowserContext, server: LightServer, atlas: Atlas
) -> None:
    phone.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('no'); }})")
    page = _open(phone, server, _codes(atlas)[0])
    expect(page.get_by_role("button", name="Start 5 s").first).to_be_visible()
    expect(page.locator(".diary")).to_be_hidden()
    expect(page.locator(".did").first).to_be_hidden()


def test_a_plan_with_notes_too_long_for_a_code_says_what_to_do_in_its_place(
    phone: BrowserContext, server: LightServer, atlas: Atlas
) -> None:
    chance = random.Random(7)
    notes = ["".join(chr(chance.randrange(0x4E00, 0x9FA0)) for _ in range(140)) for _ in range(12)]
    items = [
        item.model_copy(update={"note": note}) for item, note in zip(twelve_exercises(atlas).items, notes, strict=True)
    ]
    page = _open(phone, server, encode(Plan(items=tuple(items)), with_notes=True))
    faults: list[object] = []
    page.on("pageerror", lambda fault: faults.append(fault))  # noqa: PLW0108  (Playwright marks what it is given)
    _card(page, 2).get_by_role("button", name="Done today").click()
    page.get_by_text("Take it to your visit").click()
    expect(page.locator(".visit .instead")).to_be_visible()
    expect(page.locator(".qr")).to_be_hidden()
    expect(page.locator(".visit .where")).to_be_hidden()
    assert not faults


# --- to the visit ---------------------------------------------------------------------------------------------------


def _as_kept(day: Day) -> dict[str, Any]:
    """A day as the phone keeps it: what was not noted is not there."""
    numbers = {name: getattr(day, name) for name in ("before", "after", "able", "walked", "since")}
    items = {str(number): how for number, how in enumerate(day.items, 1) if how}
    return {name: value for name, value in numbers.items() if value is not None} | {"items": items}


def test_the_phone_writes_the_code_that_the_explorer_reads(browser: Browser) -> None:
    chance = random.Random(5)
    diaries = [made_up(chance) for _ in range(60)]
    told = [
        ([_as_kept(day) | {"day": when.isoformat()} for when, day in each.dated()], len(each.days[0].items))
        for each in diaries
    ]
    page = browser.new_page()
    page.add_script_tag(content=diary.VISIT)
    found = page.evaluate("(all) => all.map(([days, count]) => diaryCode(days, count))", told)
    assert found == list(map(encode_diary, diaries))
    page.close()


def test_the_code_on_the_phone_opens_in_the_explorer_with_the_same_numbers(
    phone: BrowserContext, server: LightServer, atlas: Atlas, page: Page, address: str
) -> None:
    code, _ = _codes(atlas)
    held = _open(phone, server, code)
    _note(held)
    held.get_by_text("Take it to your visit").click()
    shot = held.get_by_role("img", name="Code to scan").screenshot()
    (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(shot)))
    link, _, noted = found.text.partition("#")
    assert link == f"{server.address}/diary?plan={code}"
    assert decode_diary(noted).days[0].walked == 37
    assert not [line for line in server.heard if noted in line]
    held.evaluate("window.print = () => (window.printed = document.body.className)")
    held.get_by_role("button", name="Print my last 14 days").click()
    held.evaluate("dispatchEvent(new Event('afterprint'))")
    assert held.evaluate("[printed, document.body.className]") == ["days-alone", ""]

    page.goto(f"{address}/diary?plan={code}#{noted}")
    expect(page.get_by_role("cell", name="37 min")).to_be_visible(timeout=APP_PATIENCE_MS)
    row = page.get_by_role("row").filter(has_text="37 min").get_by_role("cell").all_text_contents()
    assert row[1:] == ["7", "4", "6", "37 min", "worse", "2 easy"]
    expect(page.get_by_text("2. Short, easy walks")).to_be_visible()
    assert noted not in page.url
    assert f"plan={code}" in page.url


def test_the_way_past_the_menu_takes_no_diary_away(page: Page, address: str) -> None:
    made = made_up(random.Random(5))
    page.goto(f"{address}/diary#{encode_diary(made)}")
    forget = page.get_by_role("button", name="Forget this diary")
    expect(forget).to_be_visible(timeout=APP_PATIENCE_MS)
    page.get_by_role("link", name="Past the menu").focus()
    page.keyboard.press("Enter")
    rest(page)
    page.wait_for_timeout(500)  # what the address said would have come by now
    rest(page)
    expect(forget).to_be_visible()
    assert "#" in page.url


def test_the_last_days_print_on_one_page_without_the_plan(
    phone: BrowserContext, server: LightServer, atlas: Atlas
) -> None:
    code, _ = _codes(atlas)
    page = _open(phone, server, code)
    _seed(page, code, [{"before": 5, "after": 4, "items": {"2": "easy", "3": "hard"}}] * 14)
    page.get_by_text("Take it to your visit").click()
    page.get_by_text("My last 14 days", exact=True).click()
    page.evaluate("document.body.classList.add('days-alone')")
    printed = page.pdf(format="A4")
    assert len(PdfReader(io.BytesIO(printed)).pages) == 1
    (link,) = scanned(printed)
    days = decode_diary(code_of(link)).days
    assert {(day.before, day.after, day.items[1:3]) for day in days} == {(5, 4, ("easy", "hard"))}
    page.emulate_media(media="print")
    for seen in (page.locator(".days tbody tr").last, page.locator(".qr"), page.locator(".plot")):
        expect(seen).to_be_visible()
    for gone in (page.locator(".items").first, page.locator(".notes"), page.locator(".signs"), page.locator(".wipe")):
        expect(gone).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_noted_day_is_whole_in_a_narrow_window_with_large_letters(
    browser: Browser, server: LightServer, atlas: Atlas, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(viewport=NARROW, has_touch=True, color_scheme=scheme)
    page = _open(context, server, _codes(atlas)[0])
    larger(page)
    _note(page)
    for title in ("My last 14 days", "Take it to your visit"):
        page.get_by_text(title, exact=True).click()
    assert page.evaluate(CUT) == []
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]
    assert page.evaluate(SMALL, THUMB_PX) == []
    assert page.evaluate(PALE, LEAST_CONTRAST) == []
    assert [(found["id"], found["nodes"]) for found in Axe().run(page).response["violations"]] == []
    context.close()
