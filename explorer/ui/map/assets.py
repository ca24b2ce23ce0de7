"""Every file that the map in the browser is made of, by name: the picture's own, our scripts, and the map library."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from explorer.bodymap import assets as pictures
from explorer.bodymap.style import Address
from explorer.content import Atlas

HERE = Path(__file__).parent
SCRIPTS, LIBRARY = "map", "maplibre"
SCRIPT, LOOK, STYLE = f"{SCRIPTS}/bodymap.js", f"{SCRIPTS}/bodymap.css", pictures.STYLE
LIBRARY_SCRIPT, LIBRARY_WORKER = f"{LIBRARY}/maplibre-gl.mjs", f"{LIBRARY}/maplibre-gl-worker.mjs"
LIBRARY_LOOK = f"{LIBRARY}/maplibre-gl.css"
MEDIA_TYPES = {".css": "text/css", ".js": "text/javascript", ".mjs": "text/javascript", ".txt": "text/plain"}

_IMPORT = re.compile(r'(?<= from ")\./([\w-]+\.js)(?=";)')


def asset_ids() -> tuple[str, ...]:
    """The names of all assets."""
    return (*_files(), *pictures.asset_ids())


def scripts() -> tuple[str, ...]:
    """The names of our own scripts."""
    return tuple(asset_id for asset_id in _files() if asset_id.endswith(".js"))


def media_type(asset_id: str) -> str:
    """What kind of file an asset is."""
    return MEDIA_TYPES.get(Path(asset_id).suffix) or pictures.media_type(asset_id)


def asset(atlas: Atlas, asset_id: str, address: Address = str) -> bytes:
    """The bytes of an asset. Raises KeyError for a name that is none.

    ``address`` gives the URL of an asset. The style and our scripts hold addresses: scripts of the scripts they import.
    None holds its own, and the imports make no ring, so an address may be made from what it leads to.
    """
    files = _files()
    if asset_id not in files:
        return pictures.asset(atlas, asset_id, address)
    if asset_id.endswith(".js"):
        return _script(files[asset_id], address)
    return files[asset_id].read_bytes()


def _files() -> dict[str, Path]:
    return {**dict(_named(SCRIPTS, HERE, "*.js", "*.css")), **dict(_named(LIBRARY, HERE / "vendor", "*"))}


def _named(name: str, folder: Path, *patterns: str) -> Iterator[tuple[str, Path]]:
    for pattern in patterns:
        yield from ((f"{name}/{file.name}", file) for file in sorted(folder.glob(pattern)) if file.is_file())


def _script(file: Path, address: Address) -> bytes:
    """A script with the addresses of what it imports in place of their names."""
    text = file.read_text("utf-8")
    return _IMPORT.sub(lambda found: address(f"{SCRIPTS}/{found[1]}"), text).encode()
