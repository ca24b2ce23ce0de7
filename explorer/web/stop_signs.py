"""The stop signs without the app: as plain text, and on the page that is shown while the app loads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from html import escape

from explorer.content.in_country import signs_in_country
from explorer.content.models import Country, RedFlag

PATH = "stop-signs.txt"
LEVELS = {
    "E": "EMERGENCY: GET HELP NOW",
    "U": "URGENT: BE SEEN THE SAME DAY",
    "S": "BOOK A VISIT",
}
_AT_ONCE = ("E", "U")


@dataclass(frozen=True)
class StopSigns:
    """What must be said even when nothing else can: the signs, and whom to call where. ``own`` is the country here."""

    flags: tuple[RedFlag, ...]
    countries: tuple[Country, ...]
    own: Country

    @property
    def said(self) -> tuple[RedFlag, ...]:
        """The signs as they are said here."""
        return signs_in_country(self.flags, self.own)

    def at(self, country: str | None) -> StopSigns:
        """The same for another country; for an unknown one, as they are."""
        return replace(self, own=next((known for known in self.countries if known.id == country), self.own))

    @property
    def number(self) -> str:
        """The emergency number that holds here. One that holds in some countries only is not said alone."""
        number = self.own.number
        return number if self.own.anywhere else f"{number}, or your local emergency number"


def as_text(signs: StopSigns) -> str:
    """All stop signs in full, as plain text."""
    head = (
        "SCIATIC EXPLORER: STOP SIGNS",
        "One of these is enough to stop. Do not massage, press or stretch. Do what it says.\n"
        "If none of them fits you, that does not mean that nothing is wrong: ask when you are not sure.",
        f"Emergency: call {signs.number}.",
    )
    levels = (_level(title, (flag for flag in signs.said if flag.level == level)) for level, title in LEVELS.items())
    numbers = "\n".join(f"{country.name}: {country.number}. Not an emergency: {country.urgent}."
                        for country in signs.countries)  # fmt: skip
    return "\n\n".join((*head, *levels, f"WHOM TO CALL\n\n{numbers}", "This page is not a diagnosis.")) + "\n"


def _level(title: str, flags: Iterable[RedFlag]) -> str:
    return "\n\n".join((title, *map(_sign, flags)))


def _sign(flag: RedFlag) -> str:
    counts = f"  Counts: {flag.counts}\n  Does not count: {flag.does_not_count}"
    return f"* {flag.called}\n  {flag.question}\n{counts}\n  What to do: {flag.action}"


def as_html(signs: StopSigns, base: str) -> str:
    """What needs help at once, in a few lines of HTML, with a link to the rest."""
    names = "".join(f"<li>{escape(flag.called)}</li>" for flag in signs.flags if flag.level in _AT_ONCE)
    return (
        f"<p><strong>Any of these? Stop, get help.</strong></p><ul>{names}</ul>"
        f"<p>Emergency: call {call(signs.own, signs.number)}.</p>"
        f'<p><a href="{escape(base)}/{PATH}">All stop signs, and what to do</a></p>'
    )


def call(whom: Country, said: str) -> str:
    """An emergency number that a phone calls with one tap, where it is one."""
    number = f"<strong>{escape(said)}</strong>"
    return f'<a class="call" href="tel:{escape(whom.dial)}">{number}</a>' if whom.dial else number
