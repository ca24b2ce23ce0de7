"""The atlas as the pages see it: loaded once, or the problems that stop it."""

from __future__ import annotations

import os

import streamlit as st

from explorer.content import Atlas, ContentError, load_atlas, load_red_flags
from explorer.content.models import RedFlag

DATA_VARIABLE = "SCIATIC_EXPLORER_DATA"
IMAGES_VARIABLE = "SCIATIC_EXPLORER_IMAGES"


def load() -> Atlas | ContentError:
    """The atlas of the configured folders, or why it cannot be shown."""
    try:
        return _load(os.environ.get(DATA_VARIABLE), os.environ.get(IMAGES_VARIABLE))
    except ContentError as error:
        return error


@st.cache_resource(show_spinner=False)
def _load(data: str | None, images: str | None) -> Atlas:
    return load_atlas(data, images)


def atlas() -> Atlas:
    """The atlas, for pages that are offered only when it could be loaded."""
    loaded = load()
    if isinstance(loaded, ContentError):
        raise loaded
    return loaded


def red_flags() -> tuple[RedFlag, ...]:
    """The stop signs of the configured folder; the shipped ones when those cannot be read."""
    loaded = load()
    if isinstance(loaded, Atlas):
        return tuple(loaded.red_flags.values())
    try:
        return load_red_flags(os.environ.get(DATA_VARIABLE))
    except ContentError:
        return load_red_flags()
