"""Where does it hurt, with hands: every place by tap and by keyboard, the stop signs first, and a whole walk."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from explorer.care import pain_words
from explorer.care.pain import Drawing, PainSite, lists, must_be_asked
from explorer.content import Atlas
from explorer.content.models import Feeling, RedFlag, ShapeSide, Side, View
from tests.browser.app import (
    BODY,
    MAP,
    PATIENCE_MS,
    TWICE_MS,
    WORDS,
    choose,
    click_body,
    listening,
    open_map,
    pixel,
    query,
    ready,
    rest,
    serving,
    tap_body,
    wait_for_map,
)
from tests.browser.points import BodyPoint, point_in_each

pytestmark = [pytest.mark.browser, pytest.mark.shipped]

Spot = tuple[str, ShapeSide]

PAIN = "where-does-it-hurt"
RESULT = "Worth a look"
QUESTIONS = ("First the stop signs. Any of these?", "And any of these?")
SCROLL_MS = 800  # a smooth scroll has ended
NONE = "None of these"
PICTURES: tuple[tuple[View, Side], ...] = (
    ("posterior", "right"), ("lateral", "right"), ("lateral", "left"), ("anterior", "right"),
)  # fmt: skip
FEW = 3
LISTED = "[...document.querySelectorAll('[data-testid=stMultiSelect] [data-tag]')].map((tag) => tag.ariaLabel)"
PAINTED = f"{MAP}?.ready && {MAP}.state.marked"
CANVAS = f"document.querySelector('{BODY} canvas')"


# --- gestures -----------------------------------------------------------------------------------------------------


def _holds(page: Page, script: str, wanted: Iterable[str]) -> None:
    """Wait until a script gives these and no others, in whatever order."""
    same = f"(wanted) => JSON.stringify([...(({script}) || ['?'])].sort()) === JSON.stringify(wanted.sort())"
    page.wait_for_function(same, arg=list(wanted), timeout=PATIENCE_MS)


def _listed(page: Page, atlas: Atlas, spots: Collection[Spot]) -> None:
    """Wait until the list names these places, each with its side, and no others, and each can be described."""
    _holds(page, LISTED, [pain_words.site_name(atlas, *spot) for spot in spots])
    expect(page.locator("[class*='st-key-sore-']")).to_have_count(len(spots), timeout=PATIENCE_MS)
    rest(page)


def _painted(page: Page, spots: Iterable[Spot]) -> None:
    """Wait until the map paints these places and no others."""
    _holds(page, PAINTED, [f"{place}:{side}" for place, side in spots])


def _is_tinted(page: Page, point: BodyPoint) -> bool:
    """Whether one sees a point in the colour of what hurts: it is green and blue, the skin is red and yellow."""
    x, y = pixel(page, point.u, point.v)
    seen = Image.open(BytesIO(page.screenshot(clip={"x": x - 2, "y": y - 2, "width": 4, "height": 4})))
    red, _, blue = seen.convert("RGB").resize((1, 1)).getpixel((0, 0))
    return bool(blue > red)


def _spot(atlas: Atlas, place: str, side: str) -> Spot:
    """What a target stands for. What is in the middle has a side where one looks from the side."""
    if not atlas.has_sides(place):
        return place, "midline"
    return place, "left" if side == "left" else "right"


def _look_from(page: Page, view: View, side: Side) -> None:
    """Choose a view by the buttons of the map."""
    choose(page, WORDS[f"views.{view}"])
    if view == "lateral":
        choose(page, side.capitalize())
    page.wait_for_function(f"{MAP}.state.view === '{view}'", timeout=PATIENCE_MS)


def _tap(page: Page, atlas: Atlas, points: Iterable[BodyPoint], marked: set[Spot]) -> set[Spot]:
    """Tap points one after the other and wait for each to be taken over. What is marked then."""
    for point in points:
        click_body(page, point.u, point.v)
        marked = marked ^ {_spot(atlas, point.id, point.side)}
        _listed(page, atlas, marked)
    return marked


def _type(page: Page, atlas: Atlas, spots: Iterable[Spot], marked: set[Spot]) -> set[Spot]:
    """Choose places from the list by their names, with the keyboard alone. What is marked then."""
    for spot in spots:
        name = pain_words.site_name(atlas, *spot)
        page.get_by_role("combobox", name="Or choose from the list").focus()
        page.keyboard.insert_text(name)
        page.wait_for_function(
            "(name) => document.querySelector('[role=option][data-focused=true]')?.textContent === name",
            arg=name, timeout=PATIENCE_MS,
        )  # fmt: skip
        page.keyboard.press("Enter")
        marked = marked | {spot}
        _listed(page, atlas, marked)
    page.keyboard.press("Escape")  # while the list is open, the rest of the page is not there for a screen reader
    return marked


def _feels(page: Page, atlas: Atlas, spot: Spot, *feelings: Feeling) -> None:
    """Say what a marked place feels like."""
    for feeling in feelings:
        _press(page.locator(f".st-key-sore-{spot[0]}-{spot[1]}"), atlas.say(f"drawing.feels.{feeling}"))


def _press(row: Locator, name: str) -> None:
    """Tap a word among several, and wait until it is taken over."""
    pill = row.get_by_role("button", name=name, exact=True)
    pill.click()
    expect(pill).to_have_attribute("aria-pressed", "true", timeout=PATIENCE_MS)
    rest(row.page)


def _say(page: Page, reply: str) -> None:
    page.get_by_role("button", name=reply, exact=True).click()


# --- marking ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("view", "side"), PICTURES)
def test_every_place_is_marked_by_a_tap_and_a_second_tap_takes_it_off(
    page: Page, address: str, atlas: Atlas, view: View, side: Side
) -> None:
    points = point_in_each(atlas, view, "skin", side)
    assert {_spot(atlas, point.id, point.side) for point in points} == _spots_in(atlas, view, side)
    open_map(page, f"{address}/{PAIN}")
    _look_from(page, view, side)
    canvas = page.evaluate_handle(CANVAS)
    marked = _tap(page, atlas, points, set())
    _painted(page, marked)
    left = _tap(page, atlas, [points[0], points[len(points) // 2], points[-1]], marked)
    assert len(left) == len(marked) - FEW
    _painted(page, left)
    page.mouse.move(5, 5)  # the name of what is under the pointer lies over it
    ready(page)
    for point in points:
        assert _is_tinted(page, point) == (_spot(atlas, point.id, point.side) in left), point
    assert page.evaluate(f"(canvas) => canvas === {CANVAS}", canvas), "the map was mounted anew"


def _spots_in(atlas: Atlas, view: View, side: Side) -> set[Spot]:
    """The places of a view by the files alone: on both sides, but from the side only on that one."""
    found: set[Spot] = set()
    for place, outlines in atlas.geometry.places.items():
        if view in outlines and atlas.has_sides(place):
            found |= {(place, side)} if view == "lateral" else {(place, "left"), (place, "right")}
        elif view in outlines:
            found.add((place, "midline"))
    return found


def test_the_keyboard_marks_every_place_as_taps_do_and_takes_it_off(page: Page, address: str, atlas: Atlas) -> None:
    open_map(page, f"{address}/{PAIN}")
    left = set(atlas.pain_sites)
    for view, side in PICTURES:
        chosen = sorted(_spots_in(atlas, view, side) & left)
        _look_from(page, view, side)
        marked = _type(page, atlas, chosen, set())
        _painted(page, marked)
        page.get_by_role("combobox", name="Or choose from the list").focus()
        page.keyboard.press("Backspace")
        _listed(page, atlas, marked - {chosen[-1]})
        _painted(page, marked - {chosen[-1]})
        page.get_by_role("button", name="Clear the drawing").press("Enter")
        _listed(page, atlas, ())
        left -= marked
    assert not left


def test_what_is_typed_while_the_app_answers_is_not_lost(page: Page, address: str, atlas: Atlas) -> None:
    page.goto(f"{address}/{PAIN}")
    spots = atlas.pain_sites[::9]
    for spot in spots:
        page.get_by_role("combobox", name="Or choose from the list").focus(timeout=PATIENCE_MS)
        page.keyboard.type(pain_words.site_name(atlas, *spot), delay=20)
        page.wait_for_timeout(TWICE_MS)
        page.keyboard.press("Enter")
    _listed(page, atlas, set(spots))


def test_a_double_tap_marks_once_and_beside_the_body_keeps_what_is_marked(
    page: Page, address: str, atlas: Atlas
) -> None:
    points = point_in_each(atlas, "posterior", "skin", "right")[:3]
    open_map(page, f"{address}/{PAIN}")
    marked = _tap(page, atlas, points[:2], set())
    box = page.locator(BODY).bounding_box()
    assert box
    for at, more in (
        ((box["x"] + box["width"] / 10, box["y"] + box["height"] / 2), set()),
        (pixel(page, points[2].u, points[2].v), {_spot(atlas, points[2].id, points[2].side)}),
    ):
        page.mouse.dblclick(*at)
        page.wait_for_timeout(TWICE_MS)
        rest(page)
        marked |= more
        _listed(page, atlas, marked)
        _painted(page, marked)


# --- first the stop signs -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spots", "feels", "flag"),
    [
        pytest.param([("calf", "left"), ("calf", "right")], (), "RF01d", id="both legs"),
        pytest.param([("deep_buttock", "left")], ("numb",), "RF01a", id="numb saddle"),
        pytest.param([("outer_shin", "left")], ("weak",), "RF06", id="new weakness"),
        pytest.param([("calf", "left")], (), "RF05", id="swollen calf"),
    ],
)
def test_a_stop_sign_holds_the_result_and_the_stop_comes(
    page: Page, address: str, atlas: Atlas, spots: list[Spot], feels: tuple[Feeling, ...], flag: str
) -> None:
    page.goto(f"{address}/{PAIN}")
    _type(page, atlas, spots, set())
    _feels(page, atlas, spots[0], *feels)
    stop = atlas.red_flags[flag]
    asked = lists(must_be_asked(atlas, Drawing(frozenset(PainSite(*spot, frozenset(feels)) for spot in spots))))
    at = next(number for number, flags in enumerate(asked) if stop in flags)
    for flags in asked[:at]:
        _none_of(page, flags)
    page.get_by_text(stop.called, exact=True).click()
    if stop.level != "E":
        rest(page)
        _none_of(page, asked[at], "Go on")
    expect(page.get_by_role("alert")).to_contain_text(f"Stop: {stop.called}.", timeout=PATIENCE_MS)
    rest(page)
    expect(page.get_by_text("no massage, no ball")).to_be_visible()
    expect(page.get_by_text(RESULT, exact=True)).to_have_count(0)
    expect(page.locator(BODY)).to_have_count(0)


# --- on a phone ---------------------------------------------------------------------------------------------------

BUTTOCK: Spot = ("deep_buttock", "right")  # it hurts when I sit, and I own a tennis ball
MOST_TAPS, FIRST_PX, HEADER_PX, BAR_PX = 4, 120, 56, 795


def _in_sight(phone: Page, heading: str) -> float:
    """Wait until a heading has the focus and stands still between the header and the bar. Where it begins, in px."""
    head = phone.get_by_role("heading", name=heading, exact=True)
    expect(head).to_be_focused(timeout=PATIENCE_MS)
    rest(phone)
    phone.wait_for_timeout(SCROLL_MS)
    box = head.bounding_box()
    assert box
    assert HEADER_PX <= box["y"] < BAR_PX - box["height"]
    return box["y"]


def test_from_the_first_page_to_pictures_of_what_one_can_do_in_four_taps(
    phone: Page, address: str, atlas: Atlas
) -> None:
    open_map(phone, address)
    taps = 1
    phone.get_by_role("link", name="Where it hurts").tap()
    phone.wait_for_url(f"**/{PAIN}")
    wait_for_map(phone)
    box = phone.locator(BODY).bounding_box()
    assert box
    assert box["y"] <= FIRST_PX
    spot = next(p for p in point_in_each(atlas, "posterior", "skin", "right") if (p.id, p.side) == BUTTOCK)
    assert pixel(phone, spot.u, spot.v)[1] < BAR_PX
    tap_body(phone, spot.u, spot.v)
    taps += 1
    while phone.get_by_role("heading", name="What you can do", exact=True).count() == 0:
        _in_sight(phone, QUESTIONS[taps - 2])
        phone.get_by_role("button", name=NONE, exact=True).tap()
        taps += 1
        expect(phone.get_by_role("heading", name=QUESTIONS[taps - 3])).to_have_count(0, timeout=PATIENCE_MS)
        rest(phone)
    assert taps <= MOST_TAPS
    assert _in_sight(phone, "What you can do") < FIRST_PX + HEADER_PX
    pictures = phone.locator(".gallery button img")
    expect(pictures.first).to_be_in_viewport()
    expect(phone.locator(".gallery button").filter(has_text="tennis ball").locator("img")).to_have_count(1)


def test_where_it_was_tapped_stays_in_sight_above_the_question(phone: Page, address: str, atlas: Atlas) -> None:
    open_map(phone, f"{address}/{PAIN}")
    spot = next(p for p in point_in_each(atlas, "posterior", "skin", "right") if (p.id, p.side) == BUTTOCK)
    tap_body(phone, spot.u, spot.v)
    question = _in_sight(phone, QUESTIONS[0])
    y = phone.evaluate(f"{MAP}.project({spot.u}, {spot.v}).y")
    assert HEADER_PX < y < question


def test_whoever_chooses_from_the_list_goes_on_typing(page: Page, address: str, atlas: Atlas) -> None:
    page.goto(f"{address}/{PAIN}")
    _type(page, atlas, [BUTTOCK], set())
    expect(page.locator(".slot-said")).to_have_text(QUESTIONS[0], timeout=PATIENCE_MS)
    expect(page.get_by_role("combobox", name="Or choose from the list")).to_be_focused()


# --- a whole walk -------------------------------------------------------------------------------------------------

SORE: tuple[Spot, ...] = (("back_of_thigh", "right"), ("calf", "right"))
TRACES = ("calf", "back_of_thigh", "thigh", "tingling", "burning", "sitting", "sore", "pain_", "rf0")


def test_a_walk_from_the_drawing_to_a_card_and_back_leaves_no_trace(page: Page, atlas: Atlas, tmp_path: Path) -> None:
    asked: list[str] = []
    # Pictures that anybody may see are named for what they show, which may be a roller under a calf.
    page.on("request", lambda request: asked.append(request.url) if "/figures/" not in request.url else None)
    page.on("websocket", lambda socket: asked.append(socket.url))
    log = tmp_path / "server.log"
    with serving(log) as address:
        heard = listening(page, address)
        open_map(page, f"{address}/{PAIN}")
        _draw(page, atlas)
        _answer_no(page, atlas)
        kept = [_kept(page)]
        _to_a_card_and_back(page, atlas)
        kept.append(_kept(page))
        _clear(page, atlas)
    assert heard == []
    everything = json.dumps([kept, asked, log.read_text("utf-8")]).lower()
    assert [trace for trace in TRACES if trace in everything] == []


def _draw(page: Page, atlas: Atlas) -> None:
    points = {(point.id, point.side): point for point in point_in_each(atlas, "posterior", "skin", "right")}
    _tap(page, atlas, [points[spot] for spot in SORE], set())
    _feels(page, atlas, SORE[0], "tingling", "burning")
    _press(page.locator(".st-key-pain_worse"), "Sitting")


def _answer_no(page: Page, atlas: Atlas) -> None:
    sites = {PainSite(*SORE[0], frozenset[Feeling](["tingling", "burning"])), PainSite(*SORE[1])}
    for flags in lists(must_be_asked(atlas, Drawing(frozenset(sites), frozenset(["sitting"])))):
        _none_of(page, flags)
    _there(page, RESULT)


def _none_of(page: Page, flags: Sequence[RedFlag], reply: str = NONE) -> None:
    """Say of a list that nothing more of it fits."""
    for flag in flags:
        expect(page.get_by_role("switch", name=flag.called, exact=True)).to_have_count(1, timeout=PATIENCE_MS)
    rest(page)
    _say(page, reply)


def _there(page: Page, heading: str) -> None:
    expect(page.get_by_role("heading", name=heading, exact=True)).to_be_visible(timeout=PATIENCE_MS)
    rest(page)


def _kept(page: Page) -> list[object]:
    """All that a browser keeps and shows of a page."""
    there = page.evaluate("[{...localStorage}, {...sessionStorage}, document.cookie, location.href, document.title]")
    return [there, page.context.cookies()]


def _to_a_card_and_back(page: Page, atlas: Atlas) -> None:
    """Follow the first link of the result, and come back to the same drawing and result."""
    page.locator("[class*='st-key-worth-']").first.get_by_role("link").click()
    page.wait_for_url("**region=**")
    assert not {"zone", "pain", "sore"} & set(query(page))
    _there(page, atlas.regions[query(page)["region"]].plain_name)
    wait_for_map(page)
    page.go_back()
    _there(page, RESULT)
    _listed(page, atlas, SORE)
    wait_for_map(page)
    _painted(page, SORE)
    for feeling in ("Tingling", "Burning"):
        pill = page.locator(f".st-key-sore-{SORE[0][0]}-{SORE[0][1]}").get_by_role("button", name=feeling)
        expect(pill).to_have_attribute("aria-pressed", "true")


def _clear(page: Page, atlas: Atlas) -> None:
    _say(page, "Clear the drawing")
    _listed(page, atlas, ())
    _painted(page, ())
    expect(page.get_by_text(RESULT, exact=True)).to_have_count(0)


def test_the_way_to_the_whole_body_is_there_once_one_looks_closer(page: Page, address: str) -> None:
    page.goto(f"{address}/{PAIN}")
    wait_for_map(page)
    whole = page.get_by_role("button", name=WORDS["whole"], exact=True)
    expect(whole).to_be_hidden()
    page.get_by_role("button", name=WORDS["zoom_in"], exact=True).click()
    expect(whole).to_be_visible(timeout=PATIENCE_MS)
    whole.press("Enter")
    expect(whole).to_be_hidden(timeout=PATIENCE_MS)
    expect(page.get_by_role("button", name=WORDS["zoom_out"], exact=True)).to_be_focused()
