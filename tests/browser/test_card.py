"""The card in a real browser: what unfolds, what is pressed, and where the focus stays."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from explorer.care.card import LeaveKind
from explorer.care.card import card as offered
from explorer.content import Atlas
from explorer.ui.card import card_body
from tests.browser.app import PATIENCE_MS, open_map, query, rest

pytestmark = [pytest.mark.browser, pytest.mark.shipped]
REGION = "gluteus_medius"
CARD = ".card-body.answer"


@pytest.fixture
def card(page: Page, address: str) -> Locator:
    """The card of a region."""
    open_map(page, f"{address}/?region={REGION}")
    return page.locator(CARD)


def fold(card: Locator, name: str) -> Locator:
    """What unfolds under this name."""
    return card.locator("details").filter(has=card.page.locator("summary", has_text=re.compile(name)))


def more(card: Locator, key: str) -> Locator:
    """An item that is one of more that one can do: they are unfolded."""
    fold(card, "More you can do").locator("> summary").click()
    return card.locator(f'details[data-key="{key}"]')


def test_a_remedy_unfolds_its_whole_text_and_then_what_holds_for_the_person(card: Locator, atlas: Atlas) -> None:
    ball = atlas.tools["soft_ball"]
    room = more(card, ball.id)
    room.locator("summary").click()
    expect(room.get_by_text(ball.steps[0])).to_be_visible()
    expect(room.get_by_role("button", name="Add to plan")).to_be_visible(timeout=PATIENCE_MS)
    expect(room.get_by_text(ball.steps[0])).to_be_visible()  # the answer has not closed it


@pytest.mark.parametrize(("side", "mirrored"), [("right", "none"), ("left", "matrix(-1, 0, 0, 1, 0, 0)")])
def test_a_picture_comes_when_it_is_unfolded_and_shows_the_side_of_the_card(
    page: Page, address: str, atlas: Atlas, side: str, mirrored: str
) -> None:
    ball = atlas.tools["soft_ball"]
    assert atlas.figures[ball.figure or ""].shown_side == "right"
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    open_map(page, f"{address}/?region={REGION}&side={side}")
    rest(page)
    assert not [url for url in fetched if "/figures/" in url]
    room = more(page.locator(CARD), ball.id)
    room.locator("summary").first.click()
    expect(room.get_by_role("button", name="Add to plan")).to_be_visible(timeout=PATIENCE_MS)  # the answer is there
    picture = room.locator("figure img")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", value=True)
    expect(picture).not_to_have_js_property("naturalWidth", value=0)
    expect(picture).to_have_css("transform", mirrored)
    expect(room.get_by_text(f"Shown on the {side} side.")).to_be_visible()
    other = "left" if side == "right" else "right"
    expect(room.get_by_text(f"Shown on the {other} side.")).to_be_hidden()


@pytest.mark.parametrize("side", ["right", "left"])
def test_what_one_can_do_stands_there_in_pictures_of_the_side_of_the_card(
    page: Page, address: str, atlas: Atlas, side: str
) -> None:
    made = offered(atlas, atlas.regions["gluteus_medius"], "right", "patient")
    open_map(page, f"{address}/?region=gluteus_medius&side={side}")
    for option in made.tiles:
        tile = page.locator(f'{CARD} details.tile[data-key="{option.item.id}"]')
        expect(tile).to_contain_text(option.item.dose.text)
        picture = tile.locator("summary img")
        expect(picture).not_to_have_js_property("naturalWidth", value=0)
        shown_side = atlas.figures[option.item.figure or ""].shown_side
        mirrored = {shown_side, side} == {"left", "right"}
        expect(picture).to_have_css("transform", "matrix(-1, 0, 0, 1, 0, 0)" if mirrored else "none")
    assert {atlas.figures[option.item.figure or ""].shown_side for option in made.tiles} >= {"left", "right"}


def test_only_one_remedy_is_open_at_a_time(card: Locator) -> None:
    remedies = card.locator("details[data-tells]")
    for number in (0, 1):
        remedies.nth(number).locator("summary").first.click()
        rest(card.page)
    assert [remedies.nth(number).get_attribute("open") is not None for number in (0, 1)] == [False, True]


def test_what_one_can_do_unfolds_with_its_steps_and_goes_into_the_plan(card: Locator, atlas: Atlas) -> None:
    exercise = card.locator("details[data-tells]").first
    exercise.locator("summary").first.click()
    expect(exercise.get_by_text("What you should feel.")).to_be_visible(timeout=PATIENCE_MS)
    exercise.get_by_role("button", name="Add to plan").click(timeout=PATIENCE_MS)
    expect(exercise.get_by_role("button", name="In the plan")).to_be_visible(timeout=PATIENCE_MS)


def test_what_was_added_is_in_the_plan_and_the_focus_stays_where_it_was(card: Locator, atlas: Atlas) -> None:
    page, room = card.page, more(card, "soft_ball")
    room.locator("summary").focus()
    page.keyboard.press("Enter")
    add = room.get_by_role("button", name="Add to plan")
    expect(add).to_be_visible(timeout=PATIENCE_MS)
    page.keyboard.press("Tab")
    expect(add).to_be_focused()
    page.keyboard.press("Enter")
    expect(room.get_by_role("button", name="In the plan")).to_be_disabled(timeout=PATIENCE_MS)
    expect(room.locator("summary").first).to_be_focused()
    page.wait_for_function("location.search.includes('plan=')", timeout=PATIENCE_MS)


def test_a_fold_that_cannot_be_fetched_says_so_and_is_tried_again(card: Locator, atlas: Atlas) -> None:
    lost = True

    def answer(route: Route) -> None:
        route.abort() if lost else route.continue_()

    card.page.route("**/folds/**", answer)
    sources = fold(card, "Sources")
    sources.locator("summary").click()
    expect(sources.get_by_text("This could not be loaded.")).to_be_visible()
    lost = False
    sources.get_by_role("button", name="Try again").click()
    expect(sources.get_by_text(atlas.references[atlas.regions[REGION].references[0]].citation)).to_be_visible()


def test_another_part_is_one_tap_away_and_its_card_opens_closed(card: Locator, atlas: Atlas) -> None:
    parts = fold(card, "All parts, by area")
    parts.locator("summary").click()
    parts.get_by_role("button", name=atlas.regions["soleus"].plain_name, exact=True).click()
    expect(card.locator("h2")).to_have_text(atlas.regions["soleus"].plain_name, timeout=PATIENCE_MS)
    rest(card.page)
    assert query(card.page)["region"] == "soleus"
    expect(card.locator("details[open]")).to_have_count(0)


def test_the_card_leads_to_the_safety_check(card: Locator) -> None:
    card.get_by_role("button", name="The safety check is not done yet. Do it now").click()
    expect(card.page.get_by_role("heading", name="Safety check", exact=True)).to_be_visible(timeout=PATIENCE_MS)


def test_nothing_can_be_added_before_it_is_said_who_agreed(page: Page) -> None:
    """A card whose remedy somebody must agree to, as the server sends it."""
    html = (
        "<select data-needed><option value=''></option><option value='doctor'>Doctor</option></select>"
        "<button data-act='add' data-value='soft_ball'>Add</button>"
    )
    page.set_content('<div id="here"><article class="card-body"></article></div>')
    page.evaluate(
        """async ([script, html]) => {
            const found = await import(URL.createObjectURL(new Blob([script], {type: "text/javascript"})));
            window.told = [];
            found.default({
                data: [{location: "soleus:left", html: `<p>${html}</p>`}],
                parentElement: document.getElementById("here"),
                setTriggerValue: (...event) => told.push(event),
            });
        }""",
        [Path(card_body.__file__).with_name("card_body.js").read_text("utf-8"), html],
    )
    expect(page.get_by_role("button")).to_be_disabled()
    page.get_by_role("combobox").select_option("doctor")
    page.get_by_role("button").click()
    told = [["act", {"kind": "add", "value": "soft_ball", "location": "soleus:left", "role": "doctor"}]]
    assert page.evaluate("told") == told


# Of each line to leave alone its kind, and the mark that stands before it.
MARKS = """[...document.querySelectorAll('.answer .care li')]
    .map((line) => [line.className, getComputedStyle(line, '::before').content])"""


def test_each_line_to_leave_alone_has_the_mark_of_its_kind(page: Page, address: str) -> None:
    page.goto(f"{address}/?region=gluteus_maximus&side=left")
    expect(page.locator(f"{CARD} .care li").first).to_be_visible(timeout=PATIENCE_MS)
    found = {tuple(mark) for mark in page.evaluate(MARKS)}
    assert {kind for kind, _ in found} == set(get_args(LeaveKind))
    assert len(found) == len({mark for _, mark in found} - {"none"})
