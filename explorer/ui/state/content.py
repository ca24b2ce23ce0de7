"""The content as the pages see it: loaded once, with the problems that its author must mend."""

from __future__ import annotations

import os
from dataclasses import dataclass
from threading import Lock

import streamlit as st

from explorer.care.search import Index, build_index
from explorer.content import Atlas, ContentError, Problem, load_atlas, load_countries, load_red_flags
from explorer.content.load import sources
from explorer.content.models import Country, RedFlag

DATA_VARIABLE = "SCIATIC_EXPLORER_DATA"
IMAGES_VARIABLE = "SCIATIC_EXPLORER_IMAGES"
RETRY_SECONDS = 2  # content with problems is read again after so long, because its author may have mended it
_loaded: dict[tuple[str | None, str | None], Atlas] = {}  # by the folders of content and pictures
_lock = Lock()


@dataclass(frozen=True)
class Loaded:
    """What can be shown now, and what is wrong. A clinic's broken folder leaves the shipped content to show."""

    atlas: Atlas | None
    problems: tuple[Problem, ...] = ()


def load() -> Loaded:
    """The content of the configured folders."""
    data, images = os.environ.get(DATA_VARIABLE), os.environ.get(IMAGES_VARIABLE)
    found = _loaded.get((data, images)) or _attempt(data, images)
    if isinstance(found, Atlas):
        return Loaded(found)
    is_overlay = sources(data)[-1].overlay
    return Loaded(_load(None, images) if is_overlay else None, found.problems)


@st.cache_resource(show_spinner=False, ttl=RETRY_SECONDS)
def _attempt(data: str | None, images: str | None) -> Atlas | ContentError:
    try:
        return _load(data, images)
    except ContentError as error:
        return error


def _load(data: str | None, images: str | None) -> Atlas:
    """The atlas of these folders, read once. Every run asks for it many times, so nothing is worked out to find it."""
    with _lock:
        if (data, images) not in _loaded:
            _loaded[data, images] = load_atlas(data, images)
        return _loaded[data, images]


def atlas() -> Atlas:
    """The atlas, for pages that are offered only when it could be loaded."""
    loaded = load()
    if loaded.atlas is None:
        raise ContentError(loaded.problems)
    return loaded.atlas


@st.cache_resource(show_spinner=False, hash_funcs={Atlas: id})
def index(atlas: Atlas) -> Index:
    """The search over an atlas, built once for each."""
    return build_index(atlas)


def red_flags() -> tuple[RedFlag, ...]:
    """The stop signs of the configured folder; the shipped ones when those cannot be read."""
    loaded = load()
    if loaded.atlas:
        return tuple(loaded.atlas.red_flags.values())
    try:
        return load_red_flags(os.environ.get(DATA_VARIABLE))
    except ContentError:
        return load_red_flags()


def countries() -> tuple[Country, ...]:
    """Whom to call where: as the configured folder says; as the shipped one does when that cannot be read."""
    loaded = load()
    if loaded.atlas:
        return tuple(loaded.atlas.emergency.values())
    try:
        return load_countries(os.environ.get(DATA_VARIABLE))
    except ContentError:
        return load_countries()
