"""What a request asks for besides its path: whose emergency number, and in which language."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

from starlette.datastructures import Headers
from starlette.types import Scope

from explorer.handout.link import COUNTRY, LANG

_WISH = re.compile(r"([a-zA-Z]{2,3})(?:-[^,;\s]+)?\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?))?\s*(?:,|$)")


def country(scope: Scope) -> str | None:
    """The country whose numbers an address asks for."""
    return query(scope).get(COUNTRY)


def languages(scope: Scope) -> tuple[str, ...]:
    """The languages that a request asks for, the dearest first: what its address says, then what the browser wishes."""
    named = query(scope).get(LANG)
    return (*((named,) if named else ()), *wishes(Headers(scope=scope).get("accept-language", "")))


def wishes(accept_language: str) -> tuple[str, ...]:
    """The languages that a browser wishes for, the dearest first. One of no worth is no wish."""
    found = ((lang.lower(), float(worth or 1)) for lang, worth in _WISH.findall(accept_language))
    return tuple(dict.fromkeys(lang for lang, worth in sorted(found, key=lambda wish: -wish[1]) if worth))


def query(scope: Scope) -> dict[str, str]:
    """The parameters of an address."""
    return dict(parse_qsl(scope["query_string"].decode("latin-1")))
