"""In which language one reads: a switch in the header, where there is more than one."""

from __future__ import annotations

import streamlit as st

from explorer.content.followed import Loaded
from explorer.content.language import left_in_english
from explorer.content.speech import own_name
from explorer.content.translation import offered
from explorer.ui.component import component
from explorer.ui.map import addresses, assets
from explorer.ui.state import content

ICON = ":material/translate:"
_left_in_english = component("left_in_english")


def ask() -> None:
    """Offer each other language by its own name. Two languages need one button, more of them a list."""
    atlas = content.atlas()
    others = [lang for lang in offered(atlas) if lang != atlas.lang]
    if not others:
        return
    if len(others) == 1:
        _button(others[0], icon=ICON)
        return
    with st.popover(own_name(atlas.lang), key="languages", icon=ICON, type="tertiary"):
        for lang in others:
            _button(lang)


def tell_left_in_english(loaded: Loaded) -> None:
    """Let the page say which of its texts stayed English."""
    atlas = content.atlas() if loaded.atlas else None
    if atlas and left_in_english(atlas):
        texts = assets.english(atlas.lang, atlas.here.id)
        told = {"script": assets.LEFT_IN_ENGLISH, "texts": texts}
        _left_in_english(key="left_in_english", data={name: addresses.address(asset) for name, asset in told.items()})


def _button(lang: str, icon: str | None = None) -> None:
    st.button(
        own_name(lang),
        icon=icon,
        type="tertiary",
        key=f"language_{lang}",
        on_click=content.choose_language,
        args=(lang,),
    )
