"""The link of a plan, as it stands in the QR code."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from explorer.care.plan_code import encode
from explorer.content.models import Plan

POCKET = "p"  # the light page of a plan lies under it
LANG = "lang"  # the parameter that says in which language
COUNTRY = "country"  # the parameter that says whose emergency number is told


def link(base: str, plan: Plan, *, with_notes: bool = False, country: str | None = None) -> str:
    """The address at which a plan opens. Notes stay out unless asked for: others can read a link.

    ``country`` is whose emergency number is told there; without it, that of the clinic.
    """
    return pocket(base.rstrip("/"), encode(plan, with_notes=with_notes), country)


def pocket(base: str, code: str, country: str | None = None) -> str:
    """The address of the light page of a plan by its code, on a host or under a path."""
    return f"{base}/{POCKET}/{code}" + (f"?{COUNTRY}={country}" if country else "")


def in_explorer(base: str, code: str, lang: str) -> str:
    """The address at which the same plan opens in the app, in a language."""
    return f"{base}/my-plan?plan={code}&{LANG}={lang}"


def diary(base: str, code: str) -> str:
    """The address at which the app reads the diary of a plan; the diary goes behind a ``#``, which no server hears."""
    return f"{base}/diary?plan={code}"


def opens_on_phones(base: str | None) -> bool:
    """Whether a phone can open an address: not one that means the machine itself."""
    try:
        host = urlsplit(base or "").hostname or "localhost"
    except ValueError:
        return False
    if host == "localhost" or host.endswith(".localhost"):
        return False
    try:
        address = ip_address(host)
    except ValueError:
        return True
    return not (address.is_loopback or address.is_unspecified)
