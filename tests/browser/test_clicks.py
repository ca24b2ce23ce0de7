"""A click on the body opens the right card, wherever the picture shows something."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from explorer.bodymap import targets
from explorer.bodymap.figure import LAYER_NAMES, target_name
from explorer.content import Atlas
from explorer.content.models import LAYERS, VIEWS, Layer, Side, View
from tests.browser.app import MAP, PATIENCE_MS, click_body, open_map, peel, pixel, query, rest
from tests.browser.points import BodyPoint, body_points

POINTS_EACH = 20
PHONE = {"width": 390, "height": 844}
PICTURES = [(view, "right") for view in VIEWS] + [("lateral", "left")]


def _address(base: str, view: View, layer: Layer, side: Side) -> str:
    return f"{base}/?view={view}&layer={layer}&side={side}"


def _expected(point: BodyPoint, layer: Layer, side: Side) -> tuple[str, str]:
    return point.id, side if point.side == "midline" else point.side


def _opened(page: Page, layer: Layer) -> tuple[str | None, str]:
    found = query(page)
    return found.get("zone" if layer == "skin" else "region"), found.get("side", "right")


def _wrong_clicks(page: Page, points: list[BodyPoint], layer: Layer, side: Side) -> list[str]:
    wrong = []
    for point in points:
        expected = _expected(point, layer, side)
        if _opened(page, layer) == expected:
            continue  # a second click on what is open would take its mark off
        click_body(page, point.u, point.v)
        found = _settled(page, layer, expected)
        side = found[1]  # a click in the middle keeps the side
        if found != expected:
            wrong.append(f"({point.u:.1f}, {point.v:.1f}) mm: expected {expected}, opened {found}")
    return wrong


def _settled(page: Page, layer: Layer, expected: tuple[str, str]) -> tuple[str | None, str]:
    """What the URL says once it says what is expected, or after long enough."""
    for _ in range(80):
        if _opened(page, layer) == expected:
            break
        page.wait_for_timeout(50)
    rest(page)
    return _opened(page, layer)


@pytest.mark.parametrize(("view", "side"), PICTURES)
@pytest.mark.parametrize("layer", LAYERS)
def test_click_opens_the_region_that_owns_the_shape(
    page: Page, address: str, atlas: Atlas, view: View, side: Side, layer: Layer
) -> None:
    points = body_points(atlas, view, layer, side, POINTS_EACH)
    assert len(points) >= POINTS_EACH
    open_map(page, _address(address, view, layer, side))
    assert _wrong_clicks(page, points, layer, side) == []


@pytest.mark.parametrize(("view", "layer"), [("posterior", "surface"), ("anterior", "surface"), ("posterior", "nerve")])
def test_click_close_up_hits_what_is_too_thin_to_hit_from_afar(
    page: Page, address: str, atlas: Atlas, view: View, layer: Layer
) -> None:
    calf = atlas.areas["calf"]
    close = [
        point
        for point in body_points(atlas, view, layer, "right", 120, edge_mm=1.2)
        if (calf.bottom_mm or 0) + 20 < point.v < (calf.top_mm or 0) - 20
    ]
    nerves = [point for point in close if point.id.endswith("_nerve")]
    assert nerves
    open_map(page, f"{_address(address, view, layer, 'right')}&focus=calf")
    assert _wrong_clicks(page, [*nerves[:8], *close[:8]], layer, "right") == []


@pytest.mark.parametrize("layer", LAYERS)
def test_tap_on_a_phone_opens_the_region_that_owns_the_shape(
    browser: Browser, address: str, atlas: Atlas, layer: Layer
) -> None:
    context = browser.new_context(viewport=PHONE, has_touch=True, device_scale_factor=0.5)
    page = context.new_page()
    points = body_points(atlas, "posterior", layer, "right", POINTS_EACH)
    open_map(page, _address(address, "posterior", layer, "right"))
    assert _wrong_clicks(page, points, layer, "right") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    context.close()


def test_click_after_peeling_tells_the_layer_in_the_url(page: Page, address: str, atlas: Atlas) -> None:
    open_map(page, address)
    for layer in ("deep", "nerve", "skin", "surface"):
        peel(page, LAYER_NAMES[layer])
        point = body_points(atlas, "posterior", layer, "right", 1)[0]
        click_body(page, point.u, point.v)
        key = "zone" if layer == "skin" else "region"
        page.wait_for_url(lambda url, k=key, i=point.id: f"{k}={i}" in url)
        rest(page)
        assert query(page).get("layer", "surface") == layer


def test_click_keeps_the_zoom_and_paints_the_region_in_the_browser(page: Page, address: str, atlas: Atlas) -> None:
    open_map(page, f"{address}/?layer=deep&focus=buttock")
    before = pixel(page, 0, 600)
    click_body(page, *_label_point(atlas, "piriformis"))
    page.wait_for_url("**region=piriformis**")
    rest(page)
    assert pixel(page, 0, 600) == before
    chosen = page.evaluate(
        "document.querySelector('.js-plotly-plot').data.flatMap(t => (t.selectedpoints ?? []).map(i => t.locations[i]))"
    )
    assert chosen == ["piriformis:right"]


def _label_point(atlas: Atlas, structure: str) -> tuple[float, float]:
    shapes = atlas.geometry.pictures["posterior"].layers["deep"]
    return next(shape.label_point for shape in shapes if shape.id == structure)


def test_click_passes_through_labels_and_keep_off_zones(page: Page, address: str, atlas: Atlas) -> None:
    open_map(page, f"{address}/?layer=deep")
    for switch, names in (("Names", [_names(atlas, "deep")]), ("Keep-off", [_names(atlas, "deep"), _zones(atlas)])):
        page.locator(".updatemenu-button", has_text=switch).click()
        _wait_for_names(page, *names)
    points = body_points(atlas, "posterior", "deep", "right", 10)
    u, v = atlas.geometry.keep_off["dz04_popliteal_fossa"]["posterior"].label_point
    assert _wrong_clicks(page, points, "deep", "right") == []
    click_body(page, u, v)
    behind_the_knee = {"tibial_nerve", "common_fibular_nerve", "popliteus", "femur"}
    page.wait_for_url(lambda url: any(f"region={region}" in url for region in behind_the_knee))


def test_names_are_drawn_for_the_shown_layer_alone_and_ask_nobody(page: Page, address: str, atlas: Atlas) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    deep, surface, zones = _names(atlas, "deep"), _names(atlas, "surface"), _zones(atlas)
    open_map(page, f"{address}/?layer=deep&focus=buttock")
    assert page.evaluate(NAMES_DRAWN) == []
    page.locator(".updatemenu-button", has_text="Names").click()
    _wait_for_names(page, deep)
    peel(page, "Surface")
    _wait_for_names(page, surface)
    page.locator(".updatemenu-button", has_text="Keep-off").click()
    _wait_for_names(page, surface, zones)
    page.locator(".updatemenu-button", has_text="Names").click()
    _wait_for_names(page, zones)
    peel(page, "Deep")
    _wait_for_names(page, zones)
    page.locator(".updatemenu-button", has_text="Keep-off").click()
    _wait_for_names(page)
    assert [url for url in asked if not url.startswith(("data:", "blob:", address))] == []


# What the map has really drawn, after all that gives way to others has done so.
NAMES_DRAWN = f"""(() => {{
    const words = {MAP}.getStyle().layers.filter((layer) => layer.type === 'symbol').map((layer) => layer.id);
    return {MAP}.queryRenderedFeatures({{layers: words}}).map((feature) => feature.properties.name);
}})()"""


def _names(atlas: Atlas, layer: Layer) -> list[str]:
    return [target_name(atlas, target, "patient") for target in targets(atlas, "posterior", layer, "right")]


def _zones(atlas: Atlas) -> list[str]:
    return [zone.name for zone in atlas.keep_off.values()]


def _wait_for_names(page: Page, *groups: list[str]) -> None:
    """Wait until names of each group are drawn, and none but these."""
    page.wait_for_function(
        f"""(groups) => {{
            if (!{MAP}.loaded()) return false;
            const drawn = {NAMES_DRAWN};
            return drawn.every((name) => groups.flat().includes(name))
                && groups.every((group) => drawn.some((name) => group.includes(name)));
        }}""",
        arg=groups,
        timeout=PATIENCE_MS,
    )


def test_hover_tells_the_plain_name_and_the_side(page: Page, address: str, atlas: Atlas) -> None:
    open_map(page, f"{address}/?layer=deep")
    x, y = pixel(page, *_label_point(atlas, "piriformis"))
    page.mouse.move(x, y)
    page.mouse.move(x + 1, y)
    page.wait_for_function("document.querySelector('.hoverlayer').textContent.length > 0")
    said = page.locator(".hoverlayer").text_content() or ""
    assert "Deep buttock muscle" in said
    assert "right side" in said
