"""The content as the pages see it: loaded once, with the problems that its author must mend."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import streamlit as st

from explorer.care.search import Index, build_index
from explorer.content import Atlas, ContentError, load_countries, load_phrases, load_red_flags
from explorer.content.followed import Loaded
from explorer.content.models import Country, RedFlag
from explorer.content.once import once
from explorer.content.speech import Speech
from explorer.content.translation import first_offered
from explorer.handout.link import LANG
from explorer.ui.state import live, store
from explorer.ui.state.live import DATA_VARIABLE
from explorer.ui.state.store import Slot
from explorer.web import asked

_LANG = Slot("lang_held", str)  # what somebody chose to read in
_told: ContextVar[Atlas | None] = ContextVar("told", default=None)
_COUNTRY = Slot("country_held", str)  # whose numbers somebody chose; the clinic's until then


def load() -> Loaded:
    """The content of the configured folders."""
    return live.shown()


@contextmanager
def held() -> Iterator[Loaded]:
    """Keep to the content of now, in the language and country of now, until this run ends.

    Controls choose another before a run begins.
    """
    with live.held() as loaded:
        before = _told.set(_atlas() if loaded.atlas else None)
        try:
            yield loaded
        finally:
            _told.reset(before)


def atlas() -> Atlas:
    """The atlas in somebody's language and country; for pages that are offered only when it could be loaded."""
    return _told.get() or _atlas()


def _atlas() -> Atlas:
    found = clinic_atlas()
    return found.told(language(found), country(found).id)


def clinic_atlas() -> Atlas:
    """The atlas in English, as the clinic's own country says it: for files that everybody shares."""
    loaded = load()
    if loaded.atlas is None:
        raise ContentError(loaded.problems)
    return loaded.atlas


def language(atlas: Atlas) -> str:
    """In which language somebody reads: as the address says, as it was chosen, as the browser asks for, or English."""
    wishes = asked.wishes(st.context.headers.get("Accept-Language") or "")
    return first_offered(atlas, (store.parameter(LANG), _LANG.get(), *wishes))


def choose_language(lang: str) -> None:
    """Go on in this language, for this session and in its address."""
    _LANG.put(lang)
    store.set_parameter(LANG, lang)
    store.forget_memoized()


def country(atlas: Atlas) -> Country:
    """Whose emergency number holds: the clinic's own, until somebody says where they are."""
    return atlas.emergency.get(_COUNTRY.get(), atlas.country)


def choose_country(key: str) -> None:
    """Take it that somebody is in this country, for this session."""
    _COUNTRY.put(key)


def index(atlas: Atlas) -> Index:
    """The search over an atlas, built once for each."""
    return _index(atlas.unsaid or atlas)  # it knows names only, which are the same in every country


_index = once(build_index)


def say(phrase: str, **values: object) -> str:
    """What the interface says, in the language of this session: see ``Speech.say``."""
    return speech().say(phrase, **values)


def speech() -> Speech:
    """What the interface says; in the shipped words when no content can be loaded."""
    return atlas().speech if load().atlas else _shipped_speech()


def clinic_speech() -> Speech:
    """The same for what everybody shares, where there is no session to ask."""
    atlas = load().atlas
    return atlas.speech if atlas else _shipped_speech()


@st.cache_resource(show_spinner=False)
def _shipped_speech() -> Speech:
    return Speech(load_phrases())


def red_flags() -> tuple[RedFlag, ...]:
    """The stop signs of the configured folder; the shipped ones when those cannot be read. As no country says them."""
    if load().atlas:
        here = atlas()
        return tuple((here.unsaid or here).red_flags.values())
    try:
        return load_red_flags(os.environ.get(DATA_VARIABLE))
    except ContentError:
        return load_red_flags()


def countries() -> tuple[Country, ...]:
    """Whom to call where: as the configured folder says; as the shipped one does when that cannot be read."""
    if load().atlas:
        return tuple(atlas().emergency.values())
    try:
        return load_countries(os.environ.get(DATA_VARIABLE))
    except ContentError:
        return load_countries()
