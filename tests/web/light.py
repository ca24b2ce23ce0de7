"""The light pages of an app without Streamlit."""

from __future__ import annotations

from starlette.responses import Response

from explorer.content import Atlas, load_atlas
from explorer.content.in_country import in_country
from explorer.ui.map import addresses
from explorer.web.headers import SecurityHeaders
from explorer.web.pages import LightPages
from explorer.web.product import Product
from explorer.web.stop_signs import StopSigns


def light_app(atlas: Atlas | None, base: str = "") -> SecurityHeaders:
    """What answers for this content under a path; without any, as an app whose content is broken."""
    known = atlas or load_atlas()
    signs = StopSigns(tuple(known.red_flags.values()), tuple(known.emergency.values()), known.country, known.speech)
    files = addresses.of(atlas) if atlas else None

    def said(country: str | None) -> Atlas | None:
        return in_country(atlas, country) if atlas and country in atlas.emergency else atlas

    return SecurityHeaders(
        LightPages(Response("the app"), Product(lambda: base, lambda _: signs, lambda: 0, lambda: files, said))
    )
