"""Files by address: what the address says, what is sent, and what is said when there is nothing to send."""

from __future__ import annotations

import gzip
import json

import pytest
from starlette.applications import Starlette
from starlette.responses import Response

from explorer.web.assets import Address, Assets, UnknownAssetError, links
from explorer.web.pages import LightPages
from explorer.web.product import Product
from tests.web.client import Answer, get

SCRIPT, PICTURE = b"let map = 1;\n" * 100, bytes(range(256)) * 4
FILES = {
    "map.js": (SCRIPT, "text/javascript"),
    "plates/deep.webp": (PICTURE, "image/webp"),
    "style.json": (b'{"url": "plates/deep.webp"}', "application/json"),
}


def _assets(base: str = "", **other: bytes) -> Assets:
    """The files, some of them with other content: ``map_js`` is that of ``map.js``."""
    files = {name: (other.get(name.replace(".", "_"), data), kind) for name, (data, kind) in FILES.items()}

    def read(asset_id: str, address: Address) -> tuple[bytes, str]:
        data, kind = files[asset_id]
        if asset_id == "style.json":
            data = data.replace(b"plates/deep.webp", address("plates/deep.webp").encode())
        return data, kind

    return Assets(files, read, base)


def _ask(assets: Assets, path: str, base: str = "", **headers: str) -> Answer:
    def never() -> None:
        raise AssertionError("an asset needs no content")

    product = Product(lambda: base, never, never, lambda: assets, never)  # type: ignore[arg-type,return-value]
    return get(LightPages(Starlette(), product), path, **headers)


def test_an_address_is_kept_for_ever_and_holds_what_it_says() -> None:
    assets = _assets()
    told = _ask(assets, assets.address("plates/deep.webp"))
    assert (told.status, told.body) == (200, PICTURE)
    assert told.headers["content-type"] == "image/webp"
    assert told.headers["cache-control"] == "public, max-age=31536000, immutable"


def test_the_address_changes_with_what_is_in_the_file_and_only_then() -> None:
    assert _assets().address("map.js") == _assets().address("map.js")
    assert _assets().address("map.js") != _assets(map_js=b"let map = 2").address("map.js")


def test_addresses_lie_under_the_base_path_and_are_found_there() -> None:
    assets = _assets("/nerve")
    address = assets.address("map.js")
    assert address.startswith("/nerve/assets/")
    assert _ask(assets, address, "/nerve").body == SCRIPT
    assert _ask(assets, address.removeprefix("/nerve"), "/nerve").status == 404


def test_a_script_travels_packed_and_a_picture_as_it_is() -> None:
    assets = _assets()
    script = _ask(assets, assets.address("map.js"), accept_encoding="gzip, br")
    assert script.headers["content-encoding"] == "gzip"
    assert gzip.decompress(script.body) == SCRIPT
    assert len(script.body) < len(SCRIPT) / 5
    noise = Assets(["x"], lambda *_: (gzip.compress(PICTURE), "image/webp"))
    assert "content-encoding" not in _ask(noise, noise.address("x"), accept_encoding="gzip").headers


def test_what_the_browser_has_is_not_sent_again() -> None:
    assets = _assets()
    tag = _ask(assets, assets.address("map.js")).headers["etag"]
    again = _ask(assets, assets.address("map.js"), if_none_match=tag)
    assert (again.status, again.body) == (304, b"")


def test_a_style_names_the_addresses_of_what_it_shows_and_changes_with_them() -> None:
    assets = _assets("/nerve")
    style = json.loads(_ask(assets, assets.address("style.json"), "/nerve").body)
    assert style["url"] == assets.address("plates/deep.webp")
    other = _assets("/nerve", **{"plates/deep_webp": b"another"})
    assert other.address("style.json") != assets.address("style.json")


def test_an_address_of_another_version_is_told_so_and_never_kept() -> None:
    told = _ask(_assets(), "/assets/0123456789/map.js")
    assert told.status == 404
    assert "another version" in told.text
    assert told.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("name", ["nothing.js", "../secrets", "plates/../map.js", ""])
def test_only_files_that_are_named_are_sent(name: str) -> None:
    told = _ask(_assets(), f"/assets/0123456789/{name}")
    assert (told.status, told.headers["cache-control"]) == (404, "no-store")
    with pytest.raises(UnknownAssetError):
        _assets().address(name)


def test_the_page_announces_only_what_it_need_not_wait_for() -> None:
    assets, wanted = _assets(), {"map.js": "rel=modulepreload", "style.json": "rel=preload; as=fetch", "gone": "rel=x"}
    assert links(assets, wanted) == ""
    assets.get("map.js")
    assert links(assets, wanted) == f"<{assets.address('map.js')}>; rel=modulepreload"


def test_other_addresses_are_passed_on() -> None:
    product = Product(lambda: "", lambda _: None, lambda: 0, _assets, lambda _: None)  # type: ignore[arg-type,return-value]
    app = LightPages(Response("the app"), product)
    assert get(app, "/stop-signs").text == "the app"
