"""What a request asks for besides its path: whose emergency number, and in which language."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

from starlette.datastructures import Headers
from starlette.types import Scope

from explorer.handout.link import COUNTRY

LANG = "lang"
_WISH = re.compile(r"([a-zA-Z]{2,3})(?:-[^,;\s]+)?\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?))?\s*(?:,|$)")


def country(scope: Scope) -> str | None:
    """The country whose numbers an address asks for."""
    return _query(scope).get(COUNTRY)


def languages(scope: Scope) -> tuple[str, ...]:
    """The languages that a request asks for, the dearest first: what its address says, then what the browser wishes."""
    named = _query(scope).get(LANG)
    wishes = _WISH.findall(Headers(scope=scope).get("accept-language", ""))
    by_wish = sorted(wishes, key=lambda wish: -float(wish[1] or 1))
    return (*((named,) if named else ()), *dict.fromkeys(lang.lower() for lang, _ in by_wish))


def _query(scope: Scope) -> dict[str, str]:
    return dict(parse_qsl(scope["query_string"].decode("latin-1")))
