"""The body map in a real browser on a plain page: taps, gestures, what goes wrong, and what it tells."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import pytest
from PIL import Image, ImageColor, ImageStat
from playwright.sync_api import Browser, CDPSession, ConsoleMessage, Locator, Page

from explorer.bodymap import picture_for
from explorer.bodymap.skin import SKIN_TONES, SkinTone, tones
from explorer.content import Atlas
from explorer.content.models import LAYERS, VIEWS, Layer, Side, View
from tests.browser import plain
from tests.browser.app import PATIENCE_MS, WORDS, start_browser
from tests.browser.points import body_points

POINTS_EACH = 20
PICTURES = [(view, "right") for view in VIEWS] + [("lateral", "left")]
MAP = "document.querySelector('[data-body-map]').bodyMap"
LAPTOP = {"width": 900, "height": 780}
PHONE = {"width": 390, "height": 844}
TWICE_MS = 400  # two taps at the same place that are further apart are two taps
BODY, MENU, PERSON = "[data-body-map]", ".bodymap-show summary", ".bodymap-bands summary"
FOCUSED = "document.activeElement.textContent"
BORDER = "(one) => parseFloat(getComputedStyle(one).borderTopWidth)"
MARK = "(one) => getComputedStyle(one, '::before').content"
# What a control lies on of the trunk and the legs, from the neck to the feet; the arms may reach under one.
COVERED = """[-150, -75, 0, 75, 150].flatMap((u) => [30, 400, 800, 1200, 1400].map((v) => [u, v])).filter(([u, v]) => {
    const { x, y } = document.querySelector('[data-body-map]').bodyMap.project(u, v);
    const there = document.elementFromPoint(x, y);
    return there?.closest('button, select, summary, .bodymap-group');
})"""
# What lies on an element of the picture, or the other way round.
UNDER = """(one) => [...document.querySelectorAll('.bodymap-column > *, .bodymap-whole-side')].filter((other) => {
    const [a, b] = [one, other].map((each) => each.getBoundingClientRect());
    return b.width && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}).map((other) => other.textContent)"""
CALF = (70.0, 330.0)  # the surface of the right calf, from behind
SPOT = (85.0, 330.0)  # the skin of the right calf, from behind


@pytest.fixture(scope="module")
def site(atlas: Atlas) -> Iterator[str]:
    with plain.serving(atlas) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=LAPTOP)
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    yield context.new_page()
    context.close()


# --- what a test does with a page ------------------------------------------------------------------------------


def until(page: Page, condition: str) -> None:
    """Wait until a condition holds. The page allows no script made from words, so this asks again and again."""
    patience = time.monotonic() + PATIENCE_MS / 1000
    while not page.evaluate(condition):
        assert time.monotonic() < patience, f"never: {condition}"
        page.wait_for_timeout(30)


def ready(page: Page) -> None:
    until(page, f"Boolean(document.querySelector('[data-body-map]')) && {MAP}.ready")


def opened(page: Page, site: str, **asked: Any) -> list[str]:
    """Open the page and wait for the map. Gives what the console says, filled while the page is used."""
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text) if is_wrong(message) else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.goto(f"{site}/?data={quote(json.dumps(asked))}")
    ready(page)
    return heard


def is_wrong(message: ConsoleMessage) -> bool:
    """What the library and the page complain about. A driver that draws in software says that it is slow."""
    return message.type in ("error", "warning") and "GL Driver Message" not in message.text


def at(page: Page, u: float, v: float) -> tuple[float, float]:
    found = page.evaluate(f"{MAP}.project({u}, {v})")
    return found["x"], found["y"]


def tap(page: Page, u: float, v: float) -> None:
    page.mouse.click(*at(page, u, v))


def told(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate("told")
    return found


def taps(page: Page) -> list[str | None]:
    return [event["location"] for event in told(page) if event["kind"] == "tap"]


def state(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(f"{MAP}.state")
    return found


def want(page: Page, **state: Any) -> None:
    page.evaluate("(state) => want(state)", state)
    ready(page)


def drag(page: Page, start: tuple[float, float], by: tuple[float, float], **button: Any) -> None:
    page.mouse.move(*start)
    page.mouse.down(**button)
    for part in range(1, 6):
        page.mouse.move(start[0] + by[0] * part / 5, start[1] + by[1] * part / 5)
        page.wait_for_timeout(20)
    page.mouse.up(**button)


def is_upright(page: Page) -> bool:
    """Whether what is level on the body is level on the screen, and what is upright is upright."""
    (x0, y0), (x1, y1), (x2, y2) = at(page, 0, 600), at(page, 100, 600), at(page, 0, 700)
    return abs(y1 - y0) < 0.01 and abs(x2 - x0) < 0.01 and x1 > x0 and y2 < y0 and abs((x1 - x0) - (y0 - y2)) < 0.01


# --- taps -------------------------------------------------------------------------------------------------------


def wrong_taps(page: Page, atlas: Atlas, view: View, side: Side, layer: Layer) -> list[str]:
    points = body_points(atlas, view, layer, side, POINTS_EACH)
    assert len(points) >= POINTS_EACH
    wrong = []
    for point in points:
        tap(page, point.u, point.v)
        found, wanted = taps(page)[-1], f"{point.id}:{point.side}"
        if found != wanted:
            wrong.append(f"({point.u:.1f}, {point.v:.1f}) mm: {found}, not {wanted}")
    return wrong


# The mirrored picture. All pictures are tapped on the map page itself, in test_clicks.py.
def test_tap_tells_what_owns_the_place(page: Page, site: str, atlas: Atlas) -> None:
    heard = opened(page, site, state={"view": "lateral", "side": "left", "layer": "skin"})
    wrong = []
    for layer in LAYERS:
        want(page, view="lateral", side="left", layer=layer)
        wrong += wrong_taps(page, atlas, "lateral", "left", layer)
    assert wrong == []
    assert heard == []


def test_tap_tells_it_on_a_phone_too(phone: Page, site: str, atlas: Atlas) -> None:
    opened(phone, site, height=590, state={"layer": "deep"})
    for point in body_points(atlas, "posterior", "deep", "right", POINTS_EACH):
        phone.touchscreen.tap(*at(phone, point.u, point.v))
        assert taps(phone)[-1] == f"{point.id}:{point.side}"


def test_tap_paints_at_once_and_names_itself_to_the_page(page: Page, site: str, atlas: Atlas) -> None:
    opened(page, site)
    tap(page, *CALF)
    ready(page)
    assert state(page)["chosen"] == taps(page)
    assert state(page)["zones"] == list(atlas.regions[taps(page)[0].partition(":")[0]].keep_off)
    (told,) = page.evaluate("taps")
    assert (told["location"], told["layer"]) == (taps(page)[0], "surface")
    assert page.locator(".bodymap-said").text_content() == "Calf muscle, surface, right side"


def test_tap_beside_a_thin_nerve_finds_it_on_bare_ground(page: Page, site: str, atlas: Atlas) -> None:
    opened(page, site, state={"layer": "nerve", "focus": "thigh"})
    nerve = next(
        p for p in body_points(atlas, "posterior", "nerve", "right", 200) if 650 < p.v < 700 and "sciatic" in p.id
    )
    x, y = at(page, nerve.u, nerve.v)
    hits = []
    for step in range(0, 60, 2):
        page.mouse.click(x + step, y)
        hits.append(taps(page)[-1])
        page.wait_for_timeout(30)
    nerves = [hit for hit in hits if hit == f"{nerve.id}:{nerve.side}"]
    assert 4 <= len(nerves) < len(hits)


def test_tap_on_bare_ground_keeps_the_choice(page: Page, site: str) -> None:
    opened(page, site)
    tap(page, *CALF)
    tap(page, 280, 300)
    ready(page)
    assert taps(page)[1] is None
    assert state(page)["chosen"] == [taps(page)[0]]


def test_slip_of_ten_pixels_is_still_a_tap(page: Page, site: str) -> None:
    opened(page, site)
    drag(page, at(page, *CALF), (6, 8))
    assert len(taps(page)) == 1
    drag(page, at(page, *CALF), (40, 0))
    assert len(taps(page)) == 1


def test_drag_that_comes_back_is_no_tap(page: Page, site: str) -> None:
    opened(page, site, state={"focus": "calf"})
    x, y = at(page, *CALF)
    page.mouse.move(x, y)
    page.mouse.down()
    for by in (20, 60, 20, 0):
        page.mouse.move(x + by, y)
        page.wait_for_timeout(30)
    page.mouse.up()
    assert taps(page) == []


def test_double_click_is_one_tap_and_no_zoom(page: Page, site: str) -> None:
    opened(page, site, taps="mark")
    before = page.evaluate(f"{MAP}.zoom")
    page.mouse.dblclick(*at(page, *CALF))
    page.wait_for_timeout(TWICE_MS)
    ready(page)
    assert len(state(page)["marked"]) == 1
    assert page.evaluate(f"{MAP}.zoom") == before


def test_two_quick_taps_far_apart_are_two_taps_and_no_zoom(phone: Page, site: str) -> None:
    opened(phone, site, height=590, taps="mark")
    before = phone.evaluate(f"{MAP}.zoom")
    phone.touchscreen.tap(*at(phone, 70, 330))
    phone.touchscreen.tap(*at(phone, -70, 850))
    ready(phone)
    assert len(state(phone)["marked"]) == 2
    assert phone.evaluate(f"{MAP}.zoom") == before


def test_second_tap_takes_a_mark_off(page: Page, site: str) -> None:
    opened(page, site, taps="mark", state={"layer": "skin"})
    tap(page, *CALF)
    tap(page, -70, 330)
    page.wait_for_timeout(TWICE_MS)
    tap(page, *CALF)
    ready(page)
    assert state(page)["marked"] == [taps(page)[1]]


def test_long_press_chooses(phone: Page, site: str) -> None:
    opened(phone, site, height=590)
    x, y = at(phone, *CALF)
    finger = phone.context.new_cdp_session(phone)
    touch(finger, "touchStart", (x, y))
    phone.wait_for_timeout(700)
    assert len(taps(phone)) == 1
    touch(finger, "touchEnd")
    phone.wait_for_timeout(100)
    assert len(taps(phone)) == 1


def test_pointer_over_a_part_says_its_name_and_side(page: Page, site: str) -> None:
    opened(page, site)
    page.mouse.move(*at(page, *CALF))
    assert page.locator(".bodymap-tip").inner_text() == "Calf muscle, surface\nright side"
    page.mouse.move(*at(page, 280, 300))
    assert page.locator(".bodymap-tip").is_hidden()


# --- gestures ---------------------------------------------------------------------------------------------------


def touch(finger: CDPSession, kind: str, *points: tuple[float, float]) -> None:
    places = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
    finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": places})


def test_north_stays_up_under_every_gesture_of_a_mouse_and_keys(page: Page, site: str) -> None:
    opened(page, site, state={"focus": "calf"})
    middle = at(page, *CALF)
    drag(page, middle, (120, 60), button="right")
    assert is_upright(page)
    page.keyboard.down("Control")
    drag(page, middle, (120, 60))
    page.keyboard.up("Control")
    assert is_upright(page)
    page.locator("[data-body-map] canvas").focus()
    for key in ("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"):
        page.keyboard.press(f"Shift+{key}")
    page.wait_for_timeout(400)
    ready(page)
    assert is_upright(page)


def test_twist_zooms_at_most(phone: Page, site: str) -> None:
    opened(phone, site, height=590)
    (x, y), finger = at(phone, 0, 500), phone.context.new_cdp_session(phone)
    turns = [(60, 0), (58, 15), (52, 30), (42, 42), (30, 52), (15, 58), (0, 60), (-15, 80), (-40, 90)]
    for kind, (dx, dy) in zip(["touchStart", *["touchMove"] * len(turns)], turns, strict=False):
        touch(finger, kind, (x - dx, y - dy), (x + dx, y + dy))
        phone.wait_for_timeout(20)
    touch(finger, "touchEnd")
    ready(phone)
    assert is_upright(phone)
    assert taps(phone) == []


def test_two_fingers_zoom_and_then_one_moves_the_picture(phone: Page, site: str) -> None:
    opened(phone, site, height=590)
    before = phone.evaluate(f"{MAP}.zoom")
    (x, y), finger = at(phone, 0, 500), phone.context.new_cdp_session(phone)
    for kind, apart in zip(["touchStart", *["touchMove"] * 8], range(40, 130, 10), strict=False):
        touch(finger, kind, (x - apart, y), (x + apart, y))
        phone.wait_for_timeout(20)
    touch(finger, "touchEnd")
    ready(phone)
    assert phone.evaluate(f"{MAP}.zoom") > 1.5 * before
    assert phone.locator("[data-body-map]").get_attribute("data-zoomed") == "true"
    centre = phone.evaluate(f"{MAP}.center")
    swipe(phone, finger, (x, y), -120)
    ready(phone)
    assert phone.evaluate(f"{MAP}.center").get("v") < centre["v"] - 20
    assert phone.evaluate("scrollY") == 0


def swipe(page: Page, finger: CDPSession, start: tuple[float, float], by: float) -> None:
    x, y = start
    touch(finger, "touchStart", (x, y))
    for part in range(1, 11):
        touch(finger, "touchMove", (x, y + by * part / 10))
        page.wait_for_timeout(20)
    touch(finger, "touchEnd")
    page.wait_for_timeout(300)


def test_one_finger_scrolls_the_page_while_the_whole_body_is_shown(phone: Page, site: str) -> None:
    opened(phone, site, height=590)
    centre = phone.evaluate(f"{MAP}.center")
    swipe(phone, phone.context.new_cdp_session(phone), at(phone, *CALF), -150)
    assert phone.evaluate("scrollY") > 80
    assert phone.evaluate(f"{MAP}.center") == centre
    assert taps(phone) == []


def test_words_for_left_and_right_mirror_with_the_picture(page: Page, site: str) -> None:
    opened(page, site)
    words = page.locator(".bodymap-direction:not([hidden])")
    assert words.all_inner_texts() == ["◂ your left", "your right ▸"]
    want(page, view="anterior")
    assert words.all_inner_texts() == ["◂ your right", "your left ▸"]
    want(page, view="lateral", side="left")
    assert words.all_inner_texts() == ["◂ front", "back ▸", "your left side"]


# --- controls ---------------------------------------------------------------------------------------------------


def test_controls_change_the_picture_and_tell_it(page: Page, site: str) -> None:
    opened(page, site)
    for name, looks in (("Front", {"view": "anterior"}), ("Deep", {"layer": "deep"}), ("Left", {"side": "left"})):
        page.get_by_role("radio", name=name, exact=True).click()
        ready(page)
        assert told(page)[-1]["look"] == looks
        assert page.get_by_role("radio", name=name, exact=True).get_attribute("aria-checked") == "true"
        assert looks.items() <= state(page).items()
    page.locator(MENU).click()
    page.get_by_role("switch", name="Names").click()
    page.keyboard.press("Escape")
    page.locator(PERSON).click()
    page.get_by_role("radio", name="Knee").click()
    ready(page)
    assert told(page)[-1]["now"]["names"] is True
    assert [event["n"] for event in told(page)] == [1, 2, 3, 4, 5]


def test_controls_work_by_keyboard(page: Page, site: str) -> None:
    opened(page, site)
    page.get_by_role("radio", name="Back").focus()
    page.keyboard.press("ArrowRight")
    ready(page)
    assert state(page)["view"] == "lateral"
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "Surface"
    page.keyboard.press("ArrowDown")
    ready(page)
    assert state(page)["layer"] == "deep"
    assert page.evaluate(FOCUSED) == "Deep"
    zoom = page.evaluate(f"{MAP}.zoom")
    page.get_by_role("button", name="Zoom in").press("Enter")
    ready(page)
    assert page.evaluate(f"{MAP}.zoom") > zoom
    page.locator(PERSON).press("Enter")
    page.get_by_role("radio", name="Whole body").press("Enter")  # it is chosen, but one has looked closer since
    ready(page)
    assert page.evaluate(f"{MAP}.zoom") == pytest.approx(zoom)


@pytest.mark.parametrize("size", [(900, 780), (1440, 900)])
def test_a_part_to_look_at_is_tapped_on_a_small_person(page: Page, site: str, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    opened(page, site)
    opener, person = page.locator(PERSON), page.get_by_role("radiogroup", name=WORDS["focus"])
    is_small = opener.is_visible()
    assert is_small == (size[1] < 800)
    if is_small:
        assert opener.get_attribute("aria-label") == "Look at: Whole body"
        opener.click()
    bands = [band.bounding_box() for band in person.get_by_role("radio").all()]
    assert all(band and band["height"] >= 44 and band["width"] >= 44 for band in bands)
    person.get_by_role("radio", name="Knee").locator("svg").click()
    ready(page)
    assert state(page)["focus"] == "knee"
    assert person.is_visible() is not is_small, "it went, so that one sees what was chosen"
    if is_small:
        assert (page.evaluate(FOCUSED), opener.get_attribute("aria-label")) == ("Knee", "Look at: Knee")
        opener.press("Enter")
    person.get_by_role("radio", checked=True).press("ArrowDown")
    ready(page)
    assert (state(page)["focus"], page.evaluate(FOCUSED)) == ("calf", "Lower leg")


def test_bands_of_the_small_person_meet_and_leave_nothing_out(page: Page, site: str) -> None:
    opened(page, site)
    drawn = "(all) => all.map((svg) => svg.getAttribute('viewBox').split(' ').map(Number))"
    boxes = page.locator(".bodymap-focus svg").evaluate_all(drawn)
    edges = [(-top, -top - high) for _, top, _, high in boxes]
    assert [bottom for _, bottom in edges[:-1]] == [top for top, _ in edges[1:]]
    assert edges[0][0] > 1700
    assert edges[-1][1] < 0


def test_what_else_can_be_shown_leaves_half_of_the_body_in_sight_on_a_phone(phone: Page, site: str) -> None:
    opened(phone, site, state={"layer": "skin"}, height=540)
    phone.locator(MENU).click()
    menu, stage = (phone.locator(part).bounding_box() for part in (".bodymap-show .bodymap-menu", ".bodymap-stage"))
    assert menu
    assert stage
    assert menu["y"] - stage["y"] > stage["height"] / 2
    assert menu["y"] + menu["height"] <= stage["y"] + stage["height"] + 1


def test_the_menu_opens_by_key_and_closes_by_escape_a_press_beside_it_and_tab(page: Page, site: str) -> None:
    opened(page, site)
    menu, names = page.locator(MENU), page.get_by_role("switch", name="Names")
    menu.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    ready(page)
    assert (page.evaluate(FOCUSED), names.get_attribute("aria-checked")) == ("Names", "true")
    page.keyboard.press("Escape")
    assert (page.evaluate(FOCUSED), names.count()) == ("Show", 0)
    menu.press("Enter")
    names.focus()
    page.get_by_role("radio", name="Back").click()
    assert names.count() == 0
    menu.press("Enter")
    for _every_switch_and_one_more in range(4):
        page.keyboard.press("Tab")
    assert names.count() == 0


def test_another_skin_comes_on_the_same_map_with_the_same_places(page: Page, site: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    heard = opened(page, site, state={"layer": "skin"}, taps="tell")
    tap(page, *SPOT)
    page.evaluate("window.canvas = document.querySelector('[data-body-map] canvas')")
    assert not [url for url in asked if "female" in url]
    page.locator(MENU).click()
    page.get_by_role("radio", name="Female outline").click()
    ready(page)
    page.get_by_role("radio", name="Neutral").focus()
    page.keyboard.press("ArrowLeft")
    ready(page)
    assert (page.evaluate(FOCUSED), told(page)[-1]["look"]) == ("Dark", {"skin_tone": "dark"})
    assert state(page).items() >= {"body": "female", "skin_tone": "dark"}.items()
    assert len([url for url in asked if "female" in url]) == 3  # plate, ghost, and what is covered
    page.keyboard.press("Escape")
    tap(page, *SPOT)
    assert taps(page) == ["calf:right"] * 2
    assert page.evaluate("window.canvas === document.querySelector('[data-body-map] canvas')")
    assert heard == []


def test_the_skin_is_chosen_where_it_is_seen(page: Page, site: str) -> None:
    opened(
        page,
        site,
        state={"layer": "skin", "body": "female"},
        controls={"switches": False, "layers": True, "skin": True},
    )
    page.locator(MENU).click()
    group = page.get_by_role("group", name=WORDS["skin"])
    checked = [radio.inner_text() for radio in group.get_by_role("radio", checked=True).all()]
    assert checked == ["Female outline", "Neutral"]
    assert group.get_by_role("radiogroup").count() == 2
    assert group.get_by_text(WORDS["one_model"]).is_visible()
    page.get_by_role("radio", name="Deep").click()
    ready(page)
    page.locator(MENU).click()
    assert group.count() == 0


@pytest.mark.parametrize(
    ("size", "letters_percent"),
    [((900, 780), 100), ((460, 780), 100), ((390, 844), 100), ((390, 844), 200), ((844, 390), 100)],
)
def test_controls_leave_the_body_free(page: Page, site: str, size: tuple[int, int], letters_percent: int) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    opened(page, site)
    page.add_style_tag(content=f"html {{ font-size: {letters_percent}% }}")
    page.locator(f"{BODY} .bodymap-picture").scroll_into_view_if_needed()
    assert page.evaluate(COVERED) == []
    seen = page.locator(f"{BODY} .bodymap-picture").bounding_box()
    assert seen
    assert 200 <= seen["height"] <= size[1]
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


@pytest.mark.parametrize("part", ["gluteus_medius", "tensor_fasciae_latae", "quadratus_lumborum"])
def test_the_name_of_what_is_chosen_lies_under_no_control_and_no_other_word(phone: Page, site: str, part: str) -> None:
    opened(phone, site, state={"view": "lateral", "focus": "buttock", "chosen": [f"{part}:right"]}, height=540)
    names = [name for name in phone.locator(f"{BODY} .bodymap-label").all() if name.is_visible()]
    assert names
    assert [name.evaluate(UNDER) for name in names] == [[]] * len(names)


def test_what_is_on_is_told_without_colours(page: Page, site: str) -> None:
    page.emulate_media(forced_colors="active")
    opened(page, site)
    page.locator(PERSON).click()
    for on, off in (("Back", "Front"), ("Surface", "Skin"), ("Right", "Left"), ("Whole body", "Knee")):
        widths = [page.get_by_role("radio", name=name, exact=True).evaluate(BORDER) for name in (on, off)]
        assert widths[0] > widths[1], on
    page.locator(MENU).click()
    marks = [page.get_by_role("switch", name=name).evaluate(MARK) for name in ("Nerve glow", "Names")]
    assert marks[0] != marks[1]


def test_map_takes_the_focus_once_and_leads_to_the_list(page: Page, site: str) -> None:
    opened(page, site)
    page.locator("[data-body-map] canvas").focus()
    page.keyboard.press("+")
    page.wait_for_timeout(400)
    ready(page)
    centre = page.evaluate(f"{MAP}.center")
    page.keyboard.press("ArrowDown")
    page.wait_for_timeout(400)
    assert page.evaluate(f"{MAP}.center")["v"] < centre["v"]
    hint = page.locator(".bodymap-hint")
    assert hint.evaluate("(hint) => getComputedStyle(hint).opacity") == "1"
    assert page.locator("[data-body-map] [tabindex='0']:not(button)").count() == 1


def test_view_switch_keeps_what_one_looks_at(page: Page, site: str) -> None:
    opened(page, site)
    for _ in range(3):
        page.get_by_role("button", name="Zoom in").click()
        ready(page)
    drag(page, at(page, 0, 860), (-60, 80))
    ready(page)
    before = page.evaluate(f"{MAP}.center")
    page.get_by_role("radio", name="Front").click()
    ready(page)
    after = page.evaluate(f"{MAP}.center")
    assert after["u"] == pytest.approx(-before["u"], abs=1)
    assert after["v"] == pytest.approx(before["v"], abs=1)


# --- what Python wants ------------------------------------------------------------------------------------------


def test_answer_older_than_the_person_is_not_shown(page: Page, site: str) -> None:
    opened(page, site)
    page.get_by_role("radio", name="Deep").click()
    page.get_by_role("radio", name="Nerve").click()
    ready(page)
    page.evaluate("want({ layer: 'deep' }, 1)")
    page.wait_for_timeout(300)
    ready(page)
    assert state(page)["layer"] == "nerve"
    page.evaluate("want({ layer: 'skin' }, 2)")
    ready(page)
    assert state(page)["layer"] == "skin"


def test_same_answer_again_leaves_the_picture_where_the_person_moved_it(page: Page, site: str) -> None:
    opened(page, site, state={"focus": "calf"})
    drag(page, at(page, *CALF), (30, 60))
    ready(page)
    page.wait_for_timeout(600)
    before = page.evaluate(f"{MAP}.center")
    want(page, chosen=["gastrocnemius:right"])
    want(page, names=True)
    assert page.evaluate(f"{MAP}.center") == before


def test_choice_out_of_sight_is_brought_into_sight(page: Page, site: str) -> None:
    opened(page, site, state={"focus": "low_back"})
    want(page, focus="foot", chosen=["gastrocnemius:right"])
    _, y = at(page, 60, 80)
    assert 60 < y < 740


def test_names_of_both_sides_do_not_lie_on_each_other(phone: Page, site: str) -> None:
    opened(phone, site, height=320)
    want(phone, focus="buttock", chosen=["gluteus_maximus:left", "gluteus_maximus:right"])
    assert phone.locator(".bodymap-label").count() == 2
    boxes = [label.bounding_box() for label in phone.locator(".bodymap-label").all() if label.is_visible()]
    assert boxes
    for one, other in pairwise(boxes):
        assert one
        assert other
        assert one["x"] + one["width"] <= other["x"] or other["x"] + other["width"] <= one["x"]


# --- the list ---------------------------------------------------------------------------------------------------

LISTED: dict[str, Any] = {"controls": {"list": True, "views": True}}


def finder(page: Page) -> Locator:
    return page.get_by_role("combobox", name=WORDS["find"])


def chosen(page: Page) -> list[Any]:
    return [event["choice"] for event in page.evaluate("told") if event["kind"] == "choose"]


def test_list_finds_by_any_part_of_a_name_and_enter_chooses(page: Page, site: str) -> None:
    opened(page, site, **LISTED)
    finder(page).fill("MAXIMUS bútt")
    options = page.get_by_role("option")
    assert options.all_inner_texts() == ["Big buttock muscle (Gluteus maximus)"]
    finder(page).press("Enter")
    assert chosen(page) == ["gluteus_maximus"]
    shown = page.evaluate("taps.map(({ location }) => location)")  # so the words of the card come at once
    assert shown == ["gluteus_maximus:right"]
    assert options.count() == 0
    assert finder(page).input_value() == "Big buttock muscle (Gluteus maximus)"


def test_what_is_chosen_from_the_list_is_shown_before_any_answer(page: Page, site: str, atlas: Atlas) -> None:
    opened(page, site, **LISTED)
    view: View = "posterior"
    layer: Layer = "surface"
    for part in ("sole", "piriformis", "gluteus_medius", "side_hip", "quadriceps", "gastrocnemius"):
        called = atlas.regions[part].plain_name if part in atlas.regions else atlas.places[part].name
        finder(page).fill(called)
        finder(page).press("Enter")
        view, layer, focus = picture_for(atlas, part, view, layer)
        until(page, f"{MAP}.ready && [{MAP}.state.region, {MAP}.state.zone].includes('{part}')")
        state = page.evaluate(f"{MAP}.state")
        assert [state["view"], state["layer"], state["focus"]] == [view, layer, focus]
        assert state["chosen"] == [f"{part}:right"]
        assert state["zones"] == list(atlas.regions[part].keep_off if part in atlas.regions else ())
    page.get_by_role("button", name=WORDS["clear"]).click()
    until(page, f"{MAP}.ready && !{MAP}.state.chosen.length")


def test_list_is_walked_by_arrows_and_left_by_escape(page: Page, site: str) -> None:
    opened(page, site, **LISTED)
    finder(page).fill("nerve")
    names = page.get_by_role("option").all_inner_texts()
    assert len(names) > 3
    assert names == sorted(names, key=lambda name: not name.lower().startswith("nerve"))
    for key in ("ArrowDown", "ArrowDown", "ArrowUp"):
        finder(page).press(key)
    active = page.evaluate("document.getElementById(document.activeElement.getAttribute('aria-activedescendant'))"
                           ".textContent")  # fmt: skip
    assert active == names[1]
    finder(page).press("Escape")
    assert page.get_by_role("option").count() == 0
    assert finder(page).input_value() == ""
    assert chosen(page) == []


def test_list_says_when_nothing_is_found_and_takes_a_choice_back(page: Page, site: str) -> None:
    opened(page, site, **LISTED)
    finder(page).fill("nose")
    assert page.get_by_text(WORDS["nothing"]).is_visible()
    finder(page).press("Enter")
    assert chosen(page) == []
    page.evaluate("want({ chosen: ['soleus:left'] }, 9)")
    ready(page)
    finder(page).press("Escape")
    assert finder(page).input_value().startswith("Calf muscle, deep")
    page.get_by_role("button", name=WORDS["clear"]).click()
    assert chosen(page) == [None]


def test_tap_on_an_entry_chooses_and_a_phone_puts_its_keyboard_away(phone: Page, site: str) -> None:
    opened(phone, site, **LISTED)
    finder(phone).tap()
    phone.get_by_role("option", name="Achilles tendon").first.tap()
    assert len(chosen(phone)) == 1
    assert phone.evaluate("document.activeElement === document.body")


# --- what goes wrong --------------------------------------------------------------------------------------------

LOSE = """window.lost = document.querySelector('[data-body-map] canvas')
    .getContext('webgl2').getExtension('WEBGL_lose_context')"""


def test_lost_context_comes_back_with_the_state(page: Page, site: str) -> None:
    opened(page, site)
    page.evaluate(f"{LOSE}; lost.loseContext()")
    page.get_by_role("radio", name="Deep").click()
    page.wait_for_timeout(200)
    page.evaluate("lost.restoreContext()")
    page.get_by_role("radio", name="Front").click()
    ready(page)
    assert page.evaluate(f"{MAP}.drawing") == "map"
    assert (state(page)["layer"], state(page)["view"]) == ("deep", "anterior")
    tap(page, -70, 700)
    assert taps(page)[-1]


def test_context_lost_for_good_gives_way_to_the_still_picture(page: Page, site: str) -> None:
    opened(page, site)
    page.evaluate(f"HTMLCanvasElement.prototype.getContext = ((own) => function (kind, ...rest) {{"
                  f"return kind === 'webgl2' && window.lost ? null : own.call(this, kind, ...rest) }})"
                  f"(HTMLCanvasElement.prototype.getContext); {LOSE}; lost.loseContext()")  # fmt: skip
    until(page, f"{MAP}.drawing === 'still' && {MAP}.ready")
    tap(page, *CALF)
    assert taps(page) == ["gastrocnemius:right"]


def test_files_that_an_upgrade_took_away_load_the_page_anew_once_and_say_so(page: Page, site: str) -> None:
    page.route("**/assets/**/*anterior*", lambda route: route.fulfill(status=404))
    opened(page, site)
    note = page.get_by_role("status").filter(has_text=WORDS["outdated"])
    with page.expect_navigation():
        page.get_by_role("radio", name="Front").click()
        note.wait_for()
    ready(page)
    page.evaluate("window.is_this_page = true")
    page.get_by_role("radio", name="Front").click()
    note.wait_for()
    page.wait_for_timeout(3000)
    assert page.evaluate("window.is_this_page")
    page.get_by_role("radio", name="Side").click()  # what is still there can be used
    ready(page)


def test_a_style_that_an_upgrade_took_away_loads_the_page_anew_and_says_so(page: Page, site: str) -> None:
    page.route("**/assets/**/style*", lambda route: route.fulfill(status=404))
    page.goto(site)
    with page.expect_navigation(timeout=PATIENCE_MS):
        page.get_by_role("status").filter(has_text=WORDS["outdated"]).wait_for(timeout=PATIENCE_MS)


def test_map_of_another_version_of_the_script_is_taken_over(page: Page, site: str) -> None:
    opened(page, site)
    page.evaluate(
        """async () => {
            map.free();
            const call = (show, data) =>
                show({ data: [data], parentElement: document.getElementById("here"), setTriggerValue: () => {} });
            call(window.show, data);
            const { default: newer } = await import("/assets/map/bodymap.js?version=2");
            call(newer, { ...data, style: `${data.style}?version=2` });
        }"""
    )
    ready(page)
    assert page.locator("[data-body-map]").count() == 1


@pytest.fixture(scope="module")
def bare(browser: Browser) -> Iterator[Browser]:
    """A browser that has no WebGL."""
    found = start_browser(SimpleNamespace(chromium=browser.browser_type), webgl=False)  # type: ignore[arg-type]
    yield found
    found.close()


@pytest.mark.parametrize(("view", "side"), PICTURES)
def test_without_webgl_the_still_picture_answers(
    bare: Browser, site: str, atlas: Atlas, view: View, side: Side
) -> None:
    page = bare.new_page(viewport=LAPTOP)
    heard = opened(page, site, state={"view": view, "side": side, "layer": "skin"})
    assert page.evaluate(f"{MAP}.drawing") == "still"
    wrong = []
    for layer in LAYERS:
        want(page, view=view, side=side, layer=layer)
        wrong += wrong_taps(page, atlas, view, side, layer)
    assert wrong == []
    assert heard == []
    page.close()


@pytest.mark.parametrize("skin_tone", SKIN_TONES)
def test_the_still_picture_has_the_same_skin(page: Page, bare: Browser, site: str, skin_tone: SkinTone) -> None:
    still = bare.new_page(viewport=LAPTOP)
    skin = {"layer": "skin", "body": "female", "skin_tone": skin_tone, "glow": False}
    found = []
    for each in (page, still):
        opened(each, site, state=skin)
        x, y = at(each, 90, 700)
        shot = Image.open(BytesIO(each.screenshot(clip={"x": x - 4, "y": y - 4, "width": 8, "height": 8})))
        found.append(ImageStat.Stat(shot.convert("RGB")).mean)
    assert found[0] == pytest.approx(found[1], abs=6)
    sample = ImageColor.getrgb(tones()[skin_tone]["sample"])
    assert found[0] == pytest.approx(sample, abs=40)
    tap(still, *SPOT)
    assert taps(still) == ["calf:right"]
    still.close()


def test_a_tone_stays_as_it_was_chosen_and_zones_on_it_are_veiled(bare: Browser, site: str) -> None:
    page = bare.new_page(viewport=LAPTOP)
    opened(page, site, state={"layer": "skin", "dim": True, "chosen": ["calf:right"], "skin_tone": "dark"})
    dimmed, veil = page.locator(".dimmed"), page.locator(".veil")
    assert (dimmed.count(), veil.count()) == (0, 0)
    want(page, zones=["dz01_sciatic_notch"])
    assert (page.locator(".zone").count(), veil.count()) == (1, 1)
    want(page, layer="surface", chosen=["gastrocnemius:right"])
    assert dimmed.count() > 5
    assert veil.count() == 0
    page.close()


def test_zones_of_a_part_stand_on_its_side_and_all_of_them_where_they_are_asked_for(bare: Browser, site: str) -> None:
    page = bare.new_page(viewport=LAPTOP)
    opened(page, site, state={"layer": "deep", "chosen": ["piriformis:right"], "zones": ["dz01_sciatic_notch"]})
    zones = page.locator("path.zone")
    assert zones.count() == 1
    right = zones.get_attribute("d")
    want(page, side="left", chosen=["piriformis:left"])
    assert zones.count() == 1
    assert zones.get_attribute("d") != right
    want(page, chosen=["piriformis:left", "piriformis:right"])  # as in a plan for both sides
    assert zones.count() == 2
    want(page, chosen=[])
    assert zones.count() == 2
    want(page, chosen=["sacrum:left"])  # it lies in the middle, and what is beside it counts on both sides
    assert zones.count() == 2
    want(page, zones=["dz08_spine_midline"], chosen=["piriformis:left"])
    assert zones.count() == 1
    want(page, zones=[], keep_off=True)
    assert zones.count() > 5
    page.close()


def test_still_picture_looks_closer_and_paints(bare: Browser, site: str) -> None:
    page = bare.new_page(viewport=LAPTOP)
    opened(page, site)
    want(page, focus="calf", chosen=["gastrocnemius:right"], keep_off=True)
    x, y = at(page, *CALF)
    painted = page.locator("path[data-location='gastrocnemius:right']")
    box = painted.bounding_box()
    assert box
    assert box["x"] < x < box["x"] + box["width"]
    assert box["y"] < y < box["y"] + box["height"]
    assert "chosen" in str(painted.get_attribute("class"))
    assert page.locator("path.zone").count() > 5
    page.locator(PERSON).click()
    page.get_by_role("radio", name="Whole body").click()
    ready(page)
    assert painted.bounding_box()["height"] < box["height"] / 1.5  # type: ignore[index]
    page.close()


def test_map_is_freed_with_its_page_and_comes_back(page: Page, site: str) -> None:
    heard = opened(page, site)
    page.evaluate("map.free()")
    assert page.locator("[data-body-map]").count() == 0
    page.evaluate(
        """() => {
            const parentElement = document.getElementById("here");
            const call = () => show({ data: [data], parentElement, setTriggerValue: (_, event) => told.push(event) });
            window.stale = call();
            window.last = call();
        }"""
    )
    ready(page)
    page.evaluate("stale()")
    page.evaluate("last()")  # the call that overtook it is still to come
    assert page.locator("[data-body-map] canvas").count() == 1
    tap(page, *CALF)
    assert taps(page) == ["gastrocnemius:right"]
    page.evaluate("window.place = window.here; place.remove(); last()")
    assert page.evaluate("place.childElementCount") == 0
    assert heard == []


def test_nothing_flies_where_a_frame_takes_long(page: Page, site: str) -> None:
    opened(page, site)
    page.evaluate(
        """() => {
            const work = () => {
                const end = performance.now() + 80;
                while (performance.now() < end);
                requestAnimationFrame(work);
            };
            work();
        }"""
    )
    assert any(len(seen_on_the_way(page, focus)) == 1 for focus in ("knee", "whole") * 6)  # it is soon known


def seen_on_the_way(page: Page, focus: str) -> set[float]:
    """How close the map is at each frame of the way to what is shown then; one value if it does not fly there."""
    before = page.evaluate(f"{MAP}.zoom")
    seen = page.evaluate(
        f"""async (focus) => {{
            want({{ focus, flight_ms: 600 }});
            const seen = new Set();
            for (let i = 0; i < 8; i++) {{
                await new Promise(requestAnimationFrame);
                seen.add({MAP}.zoom);
            }}
            return [...seen];
        }}""",
        focus,
    )
    ready(page)
    return set(seen) - {before}


def test_nothing_flies_for_those_who_want_it_calm(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport=LAPTOP, reduced_motion="reduce")
    page = context.new_page()
    opened(page, site)
    page.evaluate("want({ focus: 'foot', flight_ms: 5000 })")
    page.wait_for_timeout(50)
    until(page, f"{MAP}.zoom > 1.5")
    ready(page)
    context.close()
