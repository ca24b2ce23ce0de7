"""Files by address: each address holds a hash of what it leads to, so that a browser may keep the file for ever."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from threading import RLock

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

FOLDER = "assets"
FIGURES, THUMBNAILS = "figures", "thumbnails"  # how the addresses of pictures of people begin
LOGO = "clinic/{}"  # the address of a clinic's logo, with the name of its file
FOR_EVER = "public, max-age=31536000, immutable"
OTHER_VERSION = "This file belongs to another version of the app. Reload the page.\n"
UNKNOWN = "There is no such file.\n"

# Gives the address of a file by its name.
Address = Callable[[str], str]
# Makes one file: its bytes and its media type. Where it leads to others it asks for their addresses, so that a style
# whose picture changed has a new address, too.
Read = Callable[[str, Address], tuple[bytes, str]]

_WORTH_IT = 0.9  # pictures are packed already: another layer costs time and saves nothing


class UnknownAssetError(LookupError):
    """There is no asset of that name."""


@dataclass(frozen=True)
class Asset:
    """One file: what is in it, and what kind of thing that is."""

    data: bytes
    media_type: str

    @cached_property
    def hash(self) -> str:
        """A name that no other content has."""
        return hashlib.sha256(self.media_type.encode() + b"\0" + self.data).hexdigest()[:20]

    @cached_property
    def packed(self) -> bytes | None:
        """The same by gzip, where that is worth it."""
        packed = gzip.compress(self.data, 9, mtime=0)
        return packed if len(packed) < _WORTH_IT * len(self.data) else None


class Assets:
    """All files of one atlas, each made when somebody first wants it or its address.

    Args:
        ids: the name of every file, such as ``plates/deep.webp``.
        read: makes one. Files may lead to others, but in no ring.
        base: the path that the app is served under, such as ``/nerve``; empty for none.
    """

    def __init__(self, ids: Iterable[str], read: Read, base: str = "") -> None:
        self.ids = frozenset(ids)
        self._read, self._base = read, base
        self._made: dict[str, Asset] = {}
        self._lock = RLock()  # one that lets a file ask for the address of another while it is made

    def get(self, asset_id: str) -> Asset:
        """The file of that name. Raises UnknownAssetError if there is none."""
        if asset_id not in self.ids:
            raise UnknownAssetError(asset_id)
        with self._lock:
            if asset_id not in self._made:
                self._made[asset_id] = Asset(*self._read(asset_id, self.address))
            return self._made[asset_id]

    def address(self, asset_id: str) -> str:
        """Where the browser finds it: a path from the root of the host. Raises UnknownAssetError if there is none."""
        return f"{self._base}/{FOLDER}/{self.get(asset_id).hash}/{asset_id}"

    def known_address(self, asset_id: str) -> str | None:
        """The same for those who cannot wait: None when the file was not made yet, or there is none."""
        return self.address(asset_id) if asset_id in self._made else None


def links(assets: Assets, wanted: Mapping[str, str]) -> str:
    """The value of a ``Link`` header for files that the browser should fetch at once.

    ``wanted`` says for each in which way, such as ``rel=modulepreload``. One that is not made yet is left out, because
    the page must not wait for it.
    """
    found = ((assets.known_address(asset_id), how) for asset_id, how in wanted.items())
    return ", ".join(f"<{address}>; {how}" for address, how in found if address)


def answer(request: Request, editions: Iterable[Assets]) -> Response:
    """The file that ``hash`` and ``asset_id`` of a request's path name, or why there is none.

    ``editions`` are the files of what is shown now, then of what was shown before.
    """
    asset_id, wanted = request.path_params["asset_id"], request.path_params["hash"]
    why = UNKNOWN
    for assets in editions:
        if asset_id in assets.ids:
            if assets.get(asset_id).hash == wanted:
                return file(request, assets.get(asset_id), {"Cache-Control": FOR_EVER})
            why = OTHER_VERSION
    return PlainTextResponse(why, 404, {"Cache-Control": "no-store"})


def file(request: Request, asset: Asset, kept: Mapping[str, str]) -> Response:
    """A file, unless the browser has this very one. ``kept`` are the headers that say who may keep it, and how long."""
    packed = asset.packed if "gzip" in request.headers.get("accept-encoding", "") else None
    tag = f'"{asset.hash}-gzip"' if packed else f'"{asset.hash}"'
    headers = {**kept, "ETag": tag, "Vary": "Accept-Encoding"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if packed:
        headers["Content-Encoding"] = "gzip"
    return Response(packed or asset.data, headers=headers, media_type=asset.media_type)
