"""Where the browser finds the files of the map."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Lock

import streamlit as st

from explorer.content import Atlas
from explorer.ui import content
from explorer.web.assets import Address, Assets, links

# What the browser should fetch beside Streamlit's own scripts, and as what: all that the first picture needs.
_FETCHED = 'rel=preload; as=fetch; crossorigin="anonymous"'
PRELOADED = {
    "map/bodymap.js": "rel=modulepreload",
    "maplibre/maplibre-gl.mjs": "rel=modulepreload",
    "maplibre/maplibre-gl-worker.mjs": "rel=modulepreload; as=worker",
    "map/style.json": _FETCHED,
    "plates/posterior_surface.webp": _FETCHED,
    "shapes/posterior_surface.json": _FETCHED,
}
_MEDIA_TYPES = {".webp": "image/webp"}
_lock = Lock()
_made: dict[str, tuple[Atlas, Assets]] = {}  # by base path: those of the atlas that is shown now


def base_path() -> str:
    """The path that the app is served under, such as ``/nerve``; empty for none."""
    path = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{path}" if path else ""


def address(asset_id: str) -> str:
    """The address of a file, such as ``/nerve/assets/5f3c…/plates/deep.webp``; it changes with what is in the file.

    Raises UnknownAssetError for a name that there is not, ContentError if there is no content to show.
    """
    return of(content.atlas()).address(asset_id)


def of(atlas: Atlas) -> Assets:
    """All files of an atlas: the same object as long as the same atlas is shown."""
    base = base_path()
    with _lock:
        kept = _made.get(base)
        if kept is None or kept[0] is not atlas:
            _made[base] = kept = (
                atlas,
                Assets(_ids(atlas), lambda asset_id, address: _read(atlas, asset_id, address), base),
            )
        return kept[1]


def current() -> Assets | None:
    """All files of the atlas that is shown; None when there is none."""
    atlas = content.load().atlas
    return of(atlas) if atlas else None


def warm_up() -> None:
    """Make the files that every page wants, so that nobody waits for them."""
    assets = current()
    if assets:
        for asset_id in PRELOADED.keys() & assets.ids:
            assets.get(asset_id)


def preload_links() -> str:
    """The value of a ``Link`` header for what the browser should fetch at once; empty when that is nothing."""
    assets = current()
    return links(assets, PRELOADED) if assets else ""


def _ids(atlas: Atlas) -> Iterator[str]:
    return (f"plates/{plate.name}" for plate in atlas.images.glob("plate_*.webp"))


def _read(atlas: Atlas, asset_id: str, address: Address) -> tuple[bytes, str]:
    del address  # a plate leads nowhere
    file = atlas.images / asset_id.removeprefix("plates/")
    return file.read_bytes(), _MEDIA_TYPES[file.suffix]
