"""Where the browser finds the files of the map."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from explorer.bodymap.pictures import BodyPicture
from explorer.content import Atlas
from explorer.content.once import once
from explorer.content.speech import ENGLISH
from explorer.content.translation import first_offered
from explorer.handout.link import LANG
from explorer.ui.map import assets as files
from explorer.ui.state import content, live
from explorer.ui.state.view import read_query
from explorer.web.assets import Assets, links

# What the browser should fetch beside Streamlit's own scripts, and as what: all that a first picture needs.
_FETCHED = 'rel=preload; as=fetch; crossorigin="anonymous"'
PRELOADED = {
    **dict.fromkeys((files.LIBRARY_SCRIPT, files.LIBRARY_WORKER, *files.scripts()), "rel=modulepreload"),
    **dict.fromkeys(files.LOOKS, "rel=preload; as=style"),
}


def base_path() -> str:
    """The path that the app is served under, such as ``/nerve``; empty for none."""
    path = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{path}" if path else ""


def address(asset_id: str) -> str:
    """The address of a file, such as ``/nerve/assets/5f3c…/plates/deep.webp``; it changes with what is in the file.

    Raises UnknownAssetError for a name that there is not, ContentError if there is no content to show.
    """
    return of(content.clinic_atlas()).address(asset_id)


def of(atlas: Atlas) -> Assets:
    """All files of an atlas: the same object as long as the same atlas is shown."""
    return _assets(atlas, base_path())


def current() -> Assets | None:
    """All files of the atlas that is shown; None when there is none."""
    atlas = content.load().atlas
    return of(atlas) if atlas else None


def earlier() -> tuple[Assets, ...]:
    """All files of what was shown before, for windows that were open then."""
    return tuple(of(atlas) for atlas in live.earlier())


def warm_up(atlas: Atlas) -> None:
    """Make the files that every page wants, and those that take long, so that nobody waits for them."""
    assets = of(atlas)
    for asset_id in (*PRELOADED, *_first_picture(atlas, {}), *files.walks(atlas)):
        assets.get(asset_id)


def preload_links(query: Mapping[str, str]) -> str:
    """The value of a ``Link`` header for what the browser should fetch at once; empty when that is nothing.

    ``query`` is that of the page: it says which picture comes first, and in which language.
    """
    atlas = content.load().atlas
    wanted = PRELOADED | dict.fromkeys(_first_picture(atlas, query), _FETCHED) if atlas else {}
    return links(of(atlas), wanted) if atlas else ""


def _first_picture(atlas: Atlas, query: Mapping[str, str]) -> tuple[str, ...]:
    here, lang = read_query(atlas, query), query.get(LANG, ENGLISH)
    shapes = BodyPicture(here.view, here.side).slug
    style = files.style(first_offered(atlas, (lang,)))
    return style, f"plates/{here.view}_{here.layer}.webp", f"shapes/{shapes}_{here.layer}.json"


@once
def _assets(atlas: Atlas, base: str) -> Assets:
    return Assets(
        files.asset_ids(atlas),
        lambda asset_id, address: (files.asset(atlas, asset_id, address), files.media_type(asset_id)),
        base,
    )
