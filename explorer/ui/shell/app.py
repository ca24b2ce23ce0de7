"""What stands around the pages when a server runs the app: addresses without Streamlit, headers, words for a failure.

``streamlit_app.py`` gives it to ``st.App``, so that it is there whoever starts the app: ``sciatic-explorer run``,
``streamlit run`` or another server.
"""

from __future__ import annotations

import os
import traceback
from collections.abc import AsyncIterator, Collection, Iterable
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from explorer.content import Atlas
from explorer.content.translation import told_in
from explorer.ui.map import addresses
from explorer.ui.shell import following
from explorer.ui.state import content, live
from explorer.web import headers, log, metrics
from explorer.web.at_once import send_at_once
from explorer.web.bodies import SmallBodies
from explorer.web.first_page import FirstPage
from explorer.web.observed import Observed
from explorer.web.origin import OwnOrigin
from explorer.web.packed import PackedScripts
from explorer.web.pages import LightPages
from explorer.web.product import Product
from explorer.web.stop_signs import StopSigns

FRAMES_VARIABLE = "SCIATIC_EXPLORER_FRAME_ANCESTORS"
METRICS_VARIABLE = "SCIATIC_EXPLORER_METRICS"


def middleware() -> list[Middleware]:
    """What every request passes, from the outside to the inside.

    Nothing here asks for Streamlit's settings before the server starts: they are read only once ``st.App`` knows
    where they lie.
    """
    frames = os.environ.get(FRAMES_VARIABLE) or headers.SELF
    product = Product(
        addresses.base_path, stop_signs, _problems, addresses.current, _atlas, _metrics, addresses.earlier
    )
    return [
        Middleware(headers.SecurityHeaders, frame_ancestors=frames),
        Middleware(Observed, base=addresses.base_path),
        Middleware(_known_hosts_only),
        Middleware(SmallBodies),
        Middleware(OwnOrigin, trusted=_trusted_hosts),
        Middleware(_OneContent),
        Middleware(LightPages, product),
        Middleware(PackedScripts, base=addresses.base_path),
        Middleware(FirstPage, product=product, links=addresses.preload_links, frame_ancestors=frames),
    ]


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[dict[str, Any]]:
    """Read the content before the first visitor comes; make the map's files while the server already answers."""
    send_at_once()
    await run_in_threadpool(following.note)
    with following.changes():
        yield {}


def stop_signs(wishes: Iterable[str] = ()) -> StopSigns:
    """The stop signs and emergency numbers, however broken the content is, in the first of the languages there is."""
    found = content.load().atlas
    if found is None:
        whom = content.countries()
        return StopSigns(content.red_flags(), whom, whom[0], content.clinic_speech())
    atlas = told_in(found, *wishes)
    flags, countries = (atlas.unsaid or atlas).red_flags, atlas.emergency
    return StopSigns(tuple(flags.values()), tuple(countries.values()), atlas.country, atlas.speech)


def on_script_error(error: Exception) -> bool:
    """Say in words that a page failed; Streamlit has logged why. Tells it to show nothing itself."""
    metrics.FAILED.inc()
    log.note("page_failed", error=type(error).__name__, at=_place(error))
    speech = content.speech()
    signs, say = stop_signs((speech.lang,)), speech.say
    st.error(say("frame.failed"), icon=":material/error:")
    st.markdown(f"{say('frame.after_failure')}\n\n{say('frame.emergency', number=signs.number)}")
    st.markdown("\n".join(f"- {flag.called}" for flag in signs.flags))
    return True


def _atlas(country: str | None) -> Atlas | None:
    found = content.load().atlas
    return found.told(found.lang, country) if found and country and country in found.emergency else found


def _problems() -> int:
    return len(content.load().problems)


def _metrics() -> bool:
    return bool(os.environ.get(METRICS_VARIABLE))


def _place(error: Exception) -> str:
    """Where it failed. Its words stay out of the log: they may hold what somebody typed."""
    last = traceback.extract_tb(error.__traceback__)[-1:]
    return "".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in last)


def _known_hosts_only(app: ASGIApp) -> ASGIApp:
    """Refuse requests for other names than those allowed; without any, every name is."""
    return TrustedHostMiddleware(app, allowed_hosts=_allowed_hosts() or ["*"], www_redirect=False)


class _OneContent:
    """Middleware that keeps each request to one content, whatever comes into its place meanwhile."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on. A web socket stays open for hours: there each run keeps to one."""
        with live.held() if scope["type"] == "http" else nullcontext():
            await self._app(scope, receive, send)


def _allowed_hosts() -> list[str]:
    return [str(host).strip() for host in st.get_option("server.allowedHosts")]


def _trusted_hosts() -> Collection[str] | None:
    """Hosts whose pages may use the web socket besides the one that was asked; None when all may."""
    if not st.get_option("server.enableCORS"):
        return None
    origins = (str(origin).strip() for origin in st.get_option("server.corsAllowedOrigins"))
    return {*_allowed_hosts(), *(origin.rpartition("//")[2].partition(":")[0] for origin in origins)} - {"*"}
