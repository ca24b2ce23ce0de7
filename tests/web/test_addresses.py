"""What the page announces: every script of the map, and the picture that its query asks for."""

from __future__ import annotations

import pytest

from explorer.ui.map import addresses
from explorer.ui.state import content

pytestmark = pytest.mark.shipped


@pytest.mark.parametrize(
    ("query", "plate", "shapes"),
    [
        ({}, "posterior_surface.webp", "posterior_surface.json"),
        ({"view": "anterior", "layer": "deep"}, "anterior_deep.webp", "anterior_deep.json"),
        ({"view": "lateral", "side": "left"}, "lateral_surface.webp", "lateral_left_surface.json"),
        ({"view": "from_above", "layer": "../etc"}, "posterior_surface.webp", "posterior_surface.json"),
    ],
)
def test_the_first_picture_is_announced_once_it_is_made(query: dict[str, str], plate: str, shapes: str) -> None:
    assets = addresses.current()
    assert assets
    for asset_id in (f"plates/{plate}", f"shapes/{shapes}"):
        address = assets.address(asset_id)
        assert f"<{address}>; rel=preload; as=fetch" in addresses.preload_links(query)


def test_every_script_of_the_map_is_announced() -> None:
    addresses.warm_up(content.clinic_atlas())
    announced = addresses.preload_links({})
    assets = addresses.current()
    assert assets
    scripts = [asset_id for asset_id in assets.ids if asset_id.endswith((".js", ".mjs"))]
    assert len(scripts) > 5
    assert all(f"<{assets.address(script)}>; rel=modulepreload" in announced for script in scripts)
