"""A tap on the body opens the right card, wherever the picture shows something."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from io import BytesIO
from itertools import pairwise

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Error, Page, expect

from explorer.bodymap.shapes import targets
from explorer.content import Atlas
from explorer.content.models import LAYERS, VIEWS, Layer, Side, View
from tests.browser.app import (
    BODY,
    MAP,
    PHONE,
    WORDS,
    choose,
    click_body,
    listening,
    open_map,
    pixel,
    query,
    rest,
    state,
    tap_body,
    wait_for_map,
)
from tests.browser.points import EDGE_MM, BodyPoint, body_points

Tap = Callable[[Page, float, float], None]

POINTS_EACH = 20
ANSWER_MS = 30_000
MOST_LOOKS, LOOK_MS = 10, 200  # at a picture, until it stands
PICTURES: list[tuple[View, Side]] = [*((view, "right") for view in VIEWS), ("lateral", "left")]
# What the card says, and the address. The card is that of the answer, not the words that came ahead of it.
SHOWN = """() => {
    const body = document.querySelector('.card-body.answer'), query = new URLSearchParams(location.search);
    return {
        location: body?.dataset.location, heading: body?.querySelector('h2')?.textContent,
        side: body?.querySelector('[data-side]')?.textContent ?? null,
        query: Object.fromEntries(query),
    };
}"""
IS_SHOWN = f"""(wanted) => {{
    const same = (a, b) => Object.entries(a).every(([key, value]) => value === b[key]);
    const {{query, ...card}} = wanted, shown = ({SHOWN})();
    return same(card, shown) && same(query, shown.query) && same(shown.query, query);
}}"""


def _card(atlas: Atlas, point: BodyPoint, picture: tuple[View, Layer, Side]) -> dict[str, object]:
    """What is there after a tap: the card with its heading and side, and an address that leads to the same."""
    view, layer, side = picture
    found = atlas.places[point.id].name if layer == "skin" else atlas.regions[point.id].plain_name
    is_sided = atlas.has_sides(point.id) if layer == "skin" else point.id not in atlas.in_the_middle
    looks = {"view": (view, "posterior"), "side": (side, "right")}
    return {
        "location": f"{point.id}:{side if is_sided else 'midline'}",
        "heading": found,
        "side": f"{side} side" if is_sided else None,
        "query": {name: value for name, (value, usual) in looks.items() if value != usual}
        | {"zone" if layer == "skin" else "region": point.id, "layer": layer},
    }


def _wrong_taps(
    page: Page, atlas: Atlas, points: Iterable[BodyPoint], picture: tuple[View, Layer, Side], tap: Tap, **more: str
) -> list[str]:
    """Tap points one after the other. What is wrong after each tap; in the middle of the body the side stays."""
    view, layer, side = picture
    wrong = []
    for point in points:
        side = "left" if point.side == "left" else "right" if point.side == "right" else side
        wanted = _card(atlas, point, (view, layer, side))
        wanted["query"] = {**wanted["query"], **more}  # type: ignore[dict-item]
        tap(page, point.u, point.v)
        try:
            page.wait_for_function(IS_SHOWN, arg=wanted, timeout=ANSWER_MS)
        except Error:
            wrong.append(f"({point.u:.1f}, {point.v:.1f}) mm: {page.evaluate(SHOWN)}, not {wanted}")
    return wrong


def _wrong_in_all_layers(page: Page, address: str, atlas: Atlas, view: View, side: Side, tap: Tap) -> list[str]:
    """Tap points in every layer of a picture, which is changed by its own buttons."""
    open_map(page, f"{address}/?view={view}&side={side}")
    wrong = []
    for layer in LAYERS:
        points = body_points(atlas, view, layer, side, POINTS_EACH)
        assert len(points) >= POINTS_EACH
        choose(page, WORDS[f"layers.{layer}"])
        wrong += _wrong_taps(page, atlas, points, (view, layer, state(page)["side"]), tap)
    return wrong


@pytest.mark.webgl
@pytest.mark.parametrize(("view", "side"), PICTURES)
def test_click_opens_the_card_of_what_owns_the_place(
    page: Page, address: str, atlas: Atlas, view: View, side: Side
) -> None:
    assert _wrong_in_all_layers(page, address, atlas, view, side, click_body) == []


@pytest.mark.webgl
@pytest.mark.parametrize(("view", "side"), PICTURES)
def test_tap_on_a_phone_opens_the_card_of_what_owns_the_place(
    phone: Page, address: str, atlas: Atlas, view: View, side: Side
) -> None:
    phone.emulate_media(reduced_motion="reduce")  # or the card glides into sight, and the body away under the finger
    assert _wrong_in_all_layers(phone, address, atlas, view, side, tap_body) == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.webgl
@pytest.mark.parametrize(("view", "layer"), [("posterior", "surface"), ("anterior", "surface"), ("posterior", "nerve")])
def test_click_close_up_hits_what_is_too_thin_to_hit_from_afar(
    page: Page, address: str, atlas: Atlas, view: View, layer: Layer
) -> None:
    calf = atlas.areas["calf"]
    found = [
        point
        for edge_mm in (1.2, EDGE_MM)
        for point in body_points(atlas, view, layer, "right", 120, edge_mm)
        if (calf.bottom_mm or 0) + 20 < point.v < (calf.top_mm or 0) - 20
        and point.id.endswith("_nerve") == (edge_mm < EDGE_MM)  # beside a nerve, the nerve is meant
    ]
    nerves = [point for point in found if point.id.endswith("_nerve")]
    others = [point for point in found if point not in nerves]
    open_map(page, f"{address}/?view={view}&layer={layer}&focus=calf")
    near = [*_in_sight(page, nerves)[:8], *_in_sight(page, others)[:8]]
    assert any(point in nerves for point in near)
    assert len(near) >= 6
    assert _wrong_taps(page, atlas, near, (view, layer, "right"), click_body, focus="calf") == []


def _in_sight(page: Page, points: list[BodyPoint]) -> list[BodyPoint]:
    """The points that are in the window, and under none of the buttons."""
    page.locator(BODY).scroll_into_view_if_needed()
    return [point for point in points if page.evaluate(IS_IN_SIGHT, [point.u, point.v])]


IS_IN_SIGHT = f"""([u, v]) => {{
    const {{x, y}} = {MAP}.project(u, v);
    return Boolean(document.elementFromPoint(x, y)?.closest('.bodymap-picture'));
}}"""


# --- what a tap leaves as it is -----------------------------------------------------------------------------------


@pytest.mark.webgl
def test_tap_keeps_zoom_and_picture_and_paints_the_region(page: Page, address: str, atlas: Atlas) -> None:
    open_map(page, f"{address}/?layer=deep&focus=buttock")
    before, element = pixel(page, 0, 600), page.evaluate_handle(f"document.querySelector('{BODY} canvas')")
    point = next(p for p in body_points(atlas, "posterior", "deep", "right", 60) if p.id == "piriformis")
    ground = _seen(page, point)
    click_body(page, point.u, point.v)
    page.mouse.move(5, 5)  # what the pointer is over is painted too
    page.wait_for_url("**region=piriformis**")
    wait_for_map(page)
    assert pixel(page, 0, 600) == before
    assert state(page)["chosen"] == [f"piriformis:{point.side}"]
    assert ImageChops.difference(_seen(page, point), ground).getbbox(), "nothing was painted"
    assert page.evaluate(f"(canvas) => canvas === document.querySelector('{BODY} canvas')", element)


def _seen(page: Page, point: BodyPoint) -> Image.Image:
    """What is to be seen around a point."""
    x, y = pixel(page, point.u, point.v)
    shot = page.screenshot(clip={"x": x - 4, "y": y - 4, "width": 8, "height": 8})
    return Image.open(BytesIO(shot)).convert("RGB")


@pytest.mark.webgl
def test_view_switch_and_choice_from_the_list_make_no_new_map(page: Page, address: str, atlas: Atlas) -> None:
    parts = (BODY, f"{BODY} canvas", f"{BODY} .bodymap-picture")
    open_map(page, address)
    page.evaluate("(parts) => { window.before = parts.map((part) => document.querySelector(part)); }", parts)
    for name in ("Side", "Left", "Front", "Deep", "Back", "Skin"):
        choose(page, name)
        rest(page)
    for region in ("piriformis", "tibialis_anterior"):
        page.get_by_role("combobox", name="Find a muscle, bone or nerve").click()
        page.keyboard.insert_text(atlas.regions[region].plain_name)
        page.keyboard.press("Enter")
        page.wait_for_url(f"**region={region}**")
        wait_for_map(page)
        assert state(page)["region"] == region
    assert page.evaluate("(parts) => parts.map((part, i) => document.querySelector(part) === before[i])", parts) == [
        True, True, True,
    ]  # fmt: skip


@pytest.mark.webgl
def test_tap_after_peeling_tells_the_layer_in_the_url(page: Page, address: str, atlas: Atlas) -> None:
    open_map(page, address)
    for layer in ("deep", "nerve", "skin", "surface"):
        choose(page, WORDS[f"layers.{layer}"])
        page.wait_for_function(
            "(layer) => (new URLSearchParams(location.search).get('layer') ?? 'surface') === layer", arg=layer
        )
        points = body_points(atlas, "posterior", layer, "right", 1)
        assert _wrong_taps(page, atlas, points, ("posterior", layer, state(page)["side"]), click_body) == []
        assert query(page).get("layer", "surface") == layer


@pytest.mark.webgl
def test_tap_in_one_breath_with_a_switch_of_the_layer_opens_the_card_there(
    page: Page, address: str, atlas: Atlas
) -> None:
    open_map(page, address)
    for layer in ("deep", "nerve", "skin"):
        point = body_points(atlas, "posterior", layer, "right", 1)[0]
        x, y = pixel(page, point.u, point.v)
        page.locator(BODY).get_by_role("radio", name=WORDS[f"layers.{layer}"], exact=True).click()
        page.wait_for_function(f"{MAP}.state.layer === '{layer}'")
        page.mouse.click(x, y)
        side = point.side if point.side != "midline" else state(page)["side"]
        page.wait_for_function(IS_SHOWN, arg=_card(atlas, point, ("posterior", layer, side)), timeout=ANSWER_MS)


# --- names and keep-off zones -------------------------------------------------------------------------------------


@pytest.mark.webgl
def test_tap_passes_through_names_and_keep_off_zones(page: Page, address: str, atlas: Atlas) -> None:
    open_map(page, f"{address}/?layer=deep")
    for switch in ("Names", "Keep-off"):
        choose(page, switch)
    points = body_points(atlas, "posterior", "deep", "right", 10)
    u, v = atlas.geometry.keep_off["dz04_popliteal_fossa"]["posterior"].label_point
    assert _wrong_taps(page, atlas, points, ("posterior", "deep", "right"), click_body) == []
    click_body(page, u, v)
    behind_the_knee = {"tibial_nerve", "common_fibular_nerve", "popliteus", "femur"}
    page.wait_for_url(lambda url: any(f"region={region}" in url for region in behind_the_knee))
    assert state(page)["names"] is state(page)["keep_off"] is True


@pytest.mark.webgl
def test_names_and_zones_come_and_go_by_their_switches_and_ask_nobody(page: Page, address: str) -> None:
    heard = listening(page, address)
    open_map(page, f"{address}/?layer=deep&focus=buttock")
    page.mouse.move(5, 5)
    seen = [_picture(page)]
    for switch in ("Names", "Keep-off", "Nerve glow"):
        choose(page, switch)
        rest(page)
        seen.append(_picture(page))
    for switch in ("Nerve glow", "Keep-off", "Names"):
        choose(page, switch)
        rest(page)
        seen.append(_picture(page))
    changes = [_share_changed(one, other) for one, other in pairwise(seen)]
    assert min(changes) > 0.001, changes
    back = [_share_changed(one, other) for one, other in zip(seen[:3], reversed(seen[4:]), strict=True)]
    assert max(back) < 0.0005, back
    assert heard == []


def _picture(page: Page) -> Image.Image:
    """The body as it is to be seen, without the buttons at its sides; when it stands, because it sharpens at last."""
    box = page.locator(f"{BODY} .bodymap-picture").bounding_box()
    assert box
    middle = {"x": box["x"] + box["width"] / 4, "y": box["y"], "width": box["width"] / 2, "height": box["height"]}
    before, now = b"", page.screenshot(clip=middle)  # type: ignore[arg-type]
    for _ in range(MOST_LOOKS):
        if now == before:
            break
        page.wait_for_timeout(LOOK_MS)
        before, now = now, page.screenshot(clip=middle)  # type: ignore[arg-type]
    return Image.open(BytesIO(now)).convert("L")


def _share_changed(one: Image.Image, other: Image.Image) -> float:
    changed = ImageChops.difference(one, other).point(lambda by: 255 if by > 8 else 0)
    return changed.histogram()[255] / (changed.width * changed.height)


def test_names_are_those_of_the_shown_layer_alone(page: Page, address: str, atlas: Atlas) -> None:
    open_map(page, f"{address}/?layer=deep&focus=buttock")
    deep, surface = _names(atlas, "deep"), _names(atlas, "surface")
    zones = {zone.name for zone in atlas.keep_off.values()}
    only_zones = zones - deep - surface  # some parts are called as the zone on them
    assert _words(page) == set()
    for control, wanted in (
        ("Names", deep), ("Surface", surface), ("Keep-off", surface | zones), ("Names", zones), ("Deep", zones),
        ("Keep-off", set()),
    ):  # fmt: skip
        choose(page, control)
        found = _words(page)
        assert found <= wanted, control
        assert bool(found) == bool(wanted), control
        assert bool(found & only_zones) == bool(wanted & only_zones), control


def _names(atlas: Atlas, layer: Layer) -> set[str]:
    return {atlas.regions[target.id].plain_name for target in targets(atlas, "posterior", layer, "right")}


def _words(page: Page) -> set[str]:
    """The words on the still picture."""
    return set(page.locator(f"{BODY} svg text.word").all_text_contents())


def test_hover_tells_the_plain_name_and_the_side(page: Page, address: str, atlas: Atlas) -> None:
    open_map(page, f"{address}/?layer=deep")
    point = next(p for p in body_points(atlas, "posterior", "deep", "right", 60) if p.id == "piriformis")
    page.mouse.move(*pixel(page, point.u, point.v))
    tip = page.locator(f"{BODY} .bodymap-tip")
    expect(tip).to_have_text(f"Deep buttock muscle {point.side} side", use_inner_text=True)
    page.mouse.move(*pixel(page, 280, 300))
    expect(tip).to_be_hidden()
    assert query(page) == {"layer": "deep"}


def test_two_quick_clicks_open_the_second(page: Page, address: str, atlas: Atlas) -> None:
    open_map(page, address)
    found: dict[str, BodyPoint] = {}
    for point in body_points(atlas, "posterior", "surface", "right", 40):
        if point.side != "midline":
            found.setdefault(point.id, point)
    first, second, *_ = found.values()
    at = [pixel(page, point.u, point.v) for point in (first, second)]
    for x, y in at:
        page.mouse.click(x, y)
    wanted = _card(atlas, second, ("posterior", "surface", "left" if second.side == "left" else "right"))
    page.wait_for_function(IS_SHOWN, arg=wanted, timeout=ANSWER_MS)
    rest(page)
    page.wait_for_function(IS_SHOWN, arg=wanted, timeout=ANSWER_MS)
