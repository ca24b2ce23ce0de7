"""The plan with hands: built on the page, carried home by its code, kept through reload, back and restart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Download, Page, expect

from explorer.care import plan_words, sides
from explorer.care.plan import suggested, what_of, without_notes
from explorer.care.plan_code import decode, encode
from explorer.care.plan_file import read_plan
from explorer.care.plan_link import plan_of
from explorer.content import Atlas
from explorer.content.models import Plan, PlanItem, Visits
from tests.browser.app import PATIENCE_MS, idle, listening, query, rest, serving
from tests.handout.reading import BASE, scanned

pytestmark = [pytest.mark.browser, pytest.mark.shipped]

MOST_CLICKS = 40
SIX = (
    ("gluteus_medius", "right", "swedish"), ("gluteus_medius", "right", "heat_pack"),
    ("gluteus_medius", "right", "soft_ball"), ("piriformis", "right", "stretching"),
    ("biceps_femoris", "left", "stretching"), ("gastrocnemius", "left", "roller_stick"),
)  # fmt: skip
BALL = SIX[2]
NOTE = "after the shower"
# Every click of a hand, on every page, in a list that the test holds: one in the page would go with the page.
CLICKS = "addEventListener('click', (event) => event.isTrusted && clicked(event.target.textContent), true);"
# The frame may not run scripts, so what it is asked to print is noted from outside, where it is asked.
PRINTS = """((own) => Object.defineProperty(HTMLIFrameElement.prototype, 'contentWindow', {get() {
    const frame = own.get.call(this);
    if (frame) frame.print = () => {
        window.printed = [...(window.printed ?? []), frame.document.body.textContent];
        frame.dispatchEvent(new Event('afterprint'));
    };
    return frame;
}}))(Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, 'contentWindow'));"""
LANGUAGE = "translateEspañol"  # its sign, and its name
CONTROLS = """[...document.querySelectorAll(
    '[data-testid=stMain] :is(input, textarea, select, button, [contenteditable], [role=slider])'
)].map((control) => control.getAttribute('aria-label') || control.textContent)"""


@pytest.fixture(scope="module")
def clinic_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the app answers for a clinic whose links lead to ``BASE``: no code points at this machine."""
    folder = tmp_path_factory.mktemp("clinic")
    (folder / "clinic.yaml").write_text(f"clinic:\n  - id: clinic\n    link_base: {BASE}\n")
    with serving(SCIATIC_EXPLORER_DATA=str(folder)) as found:
        yield found


# --- gestures -----------------------------------------------------------------------------------------------------


def _at(page: Page, heading: str) -> None:
    """Wait until a page is there."""
    expect(page.get_by_role("heading", name=heading, exact=True)).to_be_visible(timeout=PATIENCE_MS)
    rest(page)


def _press(page: Page, name: str | re.Pattern[str]) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    rest(page)


def _unfold(page: Page, title: str, at: int = 0) -> None:
    """Open an expander. While it still opens, what is in it moves away under the finger."""
    page.get_by_test_id("stMain").locator("summary").filter(has_text=title).nth(at).click()
    idle(page)


def _choose(page: Page, box: str, option: str) -> None:
    page.get_by_role("combobox", name=box).click()
    page.keyboard.type(option)
    page.get_by_role("option", name=option, exact=True).click()
    rest(page)


def _select(page: Page, atlas: Atlas, item: tuple[str, str, str]) -> None:
    """Choose what to add: the part and the side where they are others than before, and what."""
    row = page.locator(".st-key-add-item")
    region, side, remedy = item
    part = f"{atlas.regions[region].plain_name} ({atlas.regions[region].name})"
    if row.get_by_role("combobox").first.input_value() != part:
        _choose(page, "Part of the body", part)
    choice = row.get_by_role("radio", name=side.capitalize(), exact=True)
    if not choice.is_checked():
        choice.click()
        rest(page)
    name = atlas.remedies[remedy].plain_name
    offered = row.locator(f".st-key-add-what-{region}")  # what was offered for the part before has the same names
    offered.get_by_role("radio", name=re.compile(f"^{re.escape(name)} · ")).click()
    rest(page)


def _add(page: Page, atlas: Atlas, item: tuple[str, str, str], number: int) -> None:
    """Add an item, and wait until it is in the plan and in the address."""
    _select(page, atlas, item)
    page.locator(".st-key-add-item").get_by_role("button", name="Add to plan").click()
    _holds(page, number)


def _holds(page: Page, number: int) -> None:
    """Wait until the plan has so many items."""
    expect(page.get_by_role("button", name="Take out")).to_have_count(number, timeout=PATIENCE_MS)
    rest(page)
    page.wait_for_function("location.search.includes('plan=')", timeout=PATIENCE_MS)


def _note(page: Page, text: str) -> None:
    """Put a note to the first item."""
    _unfold(page, "Change")
    page.get_by_role("textbox", name="Note for the paper").fill(text)
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-plan-item-0").get_by_text(text, exact=True)).to_be_visible(timeout=PATIENCE_MS)
    rest(page)


def _set(page: Page, name: str, value: int) -> None:
    """Tap a number, type another, and wait until the page has taken it."""
    number = page.get_by_role("spinbutton", name=name, exact=True)
    before = page.url
    number.click()
    page.keyboard.press("Control+a")
    page.keyboard.type(str(value))
    page.keyboard.press("Enter")
    page.wait_for_function("(before) => location.href !== before", arg=before, timeout=PATIENCE_MS)
    rest(page)


def _answer_with_blood_thinners(page: Page, atlas: Atlas) -> None:
    """Go through the safety check with this one condition said yes to."""
    screens = [screen.heading for screen in atlas.check_screens.values()]
    for heading in screens[:5]:
        _at(page, heading)
        _press(page, "None of these")
    _at(page, "Do any of these fit you?")
    page.get_by_role("switch", name=atlas.circumstances["blood_thinners"].label, exact=True).focus()
    page.keyboard.press("Space")
    rest(page)
    _press(page, "Go on")
    _at(page, atlas.check_screens["after_massage"].heading)
    _press(page, "None of these")
    _at(page, screens[-1])
    _press(page, "None of these")
    _at(page, "What your answers change")


def _plan(page: Page) -> Plan:
    return decode(query(page)["plan"])


def _what(item: PlanItem) -> tuple[str, str, str | None]:
    return item.region, item.side, item.technique or item.tool


def _saved(page: Page, button: str, folder: Path) -> Path:
    idle(page)
    with page.expect_download(timeout=PATIENCE_MS) as coming:
        page.get_by_role("button", name=button, exact=True).click()
    download: Download = coming.value
    file = folder / download.suggested_filename
    download.save_as(file)
    return file


def _reads(page: Page, atlas: Atlas, plan: Plan) -> None:
    """The page says each item of a plan in words: where, what, how long and how often."""
    for i, item in enumerate(plan.items):
        said = page.locator(f"[data-item='{i + 1}']")
        expect(said).to_contain_text(sides.where(atlas.speech, atlas.regions[item.region].plain_name, item.side))
        for words in (
            what_of(atlas, item).plain_name,
            plan_words.how_long(atlas.speech, item),
            plan_words.how_often(atlas.speech, item),
        ):
            expect(said).to_contain_text(words)


# --- what must hold -----------------------------------------------------------------------------------------------


def test_six_items_are_built_in_forty_clicks_and_the_code_on_the_paper_opens_them(
    browser: Browser, page: Page, clinic_address: str, atlas: Atlas, tmp_path: Path
) -> None:
    heard = listening(page, clinic_address)
    clicks = _counting(page)
    page.goto(f"{clinic_address}/plan")
    _at(page, "Plan")
    plan = _build(page, atlas)
    _press(page, "Hand over")
    _at(page, "Hand over")
    paper = _saved(page, "PDF", tmp_path)
    assert len(clicks) < MOST_CLICKS, clicks
    (link,) = scanned(paper.read_bytes())
    assert link.startswith(f"{BASE}/p/")
    context = browser.new_context()
    patients = context.new_page()
    heard_there = listening(patients, clinic_address)
    patients.goto(link.replace(BASE, clinic_address))
    patients.get_by_role("link", name="Open in the Explorer").click()
    _at(patients, "Your plan")
    _reads(patients, atlas, plan)
    _changes_nothing(patients)
    patients.get_by_role("link", name="Adjust a copy").click()
    _holds(patients, len(SIX))
    assert _plan(patients) == plan
    context.close()
    assert heard == heard_there == []


def _build(page: Page, atlas: Atlas) -> Plan:
    """Build the plan of six items, one with more time than the content starts from, with two visits."""
    for number, item in enumerate(SIX, 1):
        _add(page, atlas, item, number)
    at = [_what(item) for item in _plan(page).items].index(BALL)
    _unfold(page, "Change", at)
    _set(page, "Seconds", 30)
    _unfold(page, "Visits, home care, review")
    _set(page, "Visits", 2)
    plan = _plan(page)
    assert sorted(map(_what, plan.items)) == sorted(SIX)
    assert plan.items[at].seconds == 30 != atlas.tools[BALL[2]].dose.first.seconds
    assert plan.visits == Visits(count=2, every_weeks=1)
    return plan


def _counting(page: Page) -> list[str]:
    """The clicks of a hand, by what was clicked; filled while the page is used."""
    clicks: list[str] = []

    def clicked(what: str) -> None:
        clicks.append(what)

    page.expose_function("clicked", clicked)
    page.add_init_script(CLICKS)
    return clicks


def _changes_nothing(page: Page) -> None:
    """There is no control on the page but the search, the language and the size of a picture."""
    names = page.evaluate(CONTROLS)
    assert "Search" in names
    assert [name for name in names if name not in ("Search", LANGUAGE) and not name.startswith("Fullscreen")] == []


def test_reload_other_pages_back_and_a_restart_of_the_server_keep_the_items(page: Page, atlas: Atlas) -> None:
    with serving() as address:
        page.goto(f"{address}/plan")
        _at(page, "Plan")
        for number, item in enumerate(SIX[1:3], 1):
            _add(page, atlas, item, number)
        plan = _plan(page)
        page.reload()
        _holds(page, 2)
        _note(page, NOTE)
        for name in ("Safety check", "Plan"):
            page.get_by_role("link", name=name, exact=True).first.click()
            _at(page, name)
        _holds(page, 2)
        expect(page.get_by_text(NOTE, exact=True)).to_be_visible()
        page.get_by_role("button", name="Take out").first.click()
        _holds(page, 1)
        page.go_back()
        _holds(page, 2)
    with serving(port=urlsplit(address).port):
        page.reload()
        _holds(page, 2)
        assert _plan(page) == plan


@pytest.mark.parametrize("path", ["safety-check", "", "stop-signs"])
def test_a_plan_in_a_link_to_any_page_is_on_the_plan_page_afterwards(
    page: Page, address: str, atlas: Atlas, path: str
) -> None:
    item = suggested(atlas, atlas.regions["biceps_femoris"], "left", atlas.techniques["stretching"])
    plan = Plan(items=(item,))
    page.goto(f"{address}/{path}?plan={encode(plan)}")
    page.get_by_role("link", name="Plan", exact=True).first.click(timeout=PATIENCE_MS)
    _at(page, "Plan")
    _holds(page, 1)
    assert _plan(page) == plan
    expect(page.locator(".st-key-plan-item-0")).to_contain_text(atlas.regions["biceps_femoris"].plain_name)


def test_nothing_of_the_safety_check_leaves_with_the_plan_and_ask_first_needs_somebody_who_agreed(
    page: Page, clinic_address: str, atlas: Atlas, tmp_path: Path
) -> None:
    page.add_init_script(PRINTS)
    page.goto(f"{clinic_address}/safety-check")
    _answer_with_blood_thinners(page, atlas)
    page.get_by_role("link", name="Plan", exact=True).first.click()
    _at(page, "Plan")
    _select(page, atlas, BALL)
    add = page.locator(".st-key-add-item").get_by_role("button", name="Add to plan")
    expect(add).to_be_disabled(timeout=PATIENCE_MS)
    _choose(page, "Agreed with", "Your doctor")
    expect(add).to_be_enabled(timeout=PATIENCE_MS)
    add.click()
    _holds(page, 1)
    _note(page, NOTE)
    item = suggested(atlas, atlas.regions[BALL[0]], "right", atlas.tools[BALL[2]])
    agreed = Plan(items=(item.model_copy(update={"agreed_with": "doctor"}),), review_on=_plan(page).review_on)
    assert _plan(page) == agreed
    _unfold(page, "Keep as a file")
    noted = read_plan(_saved(page, "Save", tmp_path))
    assert without_notes(noted) == agreed
    assert noted.items[0].note == NOTE
    _press(page, "Hand over")
    _at(page, "Hand over")
    shown = page.get_by_test_id("stCode").inner_text().strip()
    assert scanned(_saved(page, "PDF", tmp_path).read_bytes()) == [shown]
    assert plan_of(shown) == agreed
    assert NOTE in _printed(page)
    assert query(page).keys() == {"plan"}
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, location.href])")
    for trace in ("anticoag", "bleed", "blood", "safety_check", NOTE):
        assert trace not in kept.lower(), f"'{trace}' was left behind"


def test_print_opens_our_page_with_every_stop_sign_and_not_the_app(
    page: Page, clinic_address: str, atlas: Atlas
) -> None:
    item = suggested(atlas, atlas.regions["biceps_femoris"], "left", atlas.techniques["stretching"])
    page.add_init_script(PRINTS)
    page.goto(f"{clinic_address}/hand-over?plan={encode(Plan(items=(item,)))}")
    _at(page, "Hand over")
    printed = _printed(page)
    for flag in atlas.red_flags.values():
        assert flag.called in printed
    assert f"{atlas.regions['biceps_femoris'].plain_name}, left side" in printed
    assert "Back to the plan" not in printed
    expect(page.locator("iframe")).to_have_count(0)


def _printed(page: Page) -> str:
    """What the browser is given to print."""
    _press(page, "Print")
    page.wait_for_function("window.printed", timeout=PATIENCE_MS)
    (printed,) = page.evaluate("window.printed")
    return str(printed)
