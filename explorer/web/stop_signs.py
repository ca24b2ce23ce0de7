"""The stop signs without the app: as plain text, and on the page that is shown while the app loads."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape

from explorer.content.in_country import signs_in_country
from explorer.content.models import LEVELS, Country, Level, RedFlag
from explorer.content.speech import Speech
from explorer.handout.link import COUNTRY, LANG

PATH = "stop-signs.txt"
_AT_ONCE = ("E", "U")


@dataclass(frozen=True)
class StopSigns:
    """What must be said even when nothing else can: the signs, and whom to call where. ``own`` is the country here."""

    flags: tuple[RedFlag, ...]
    countries: tuple[Country, ...]
    own: Country
    speech: Speech

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
        return number if self.own.anywhere else self.speech.say("light.or_local", number=number)


def as_text(signs: StopSigns) -> str:
    """All stop signs in full, as plain text."""
    say = signs.speech.say
    countries = (
        say("light.country", country=country.name, number=country.number, urgent=country.urgent)
        for country in signs.countries
    )
    parts = (
        say("light.stop_signs"),
        f"{say('light.one_is_enough')}\n{say('light.none_fits')}",
        say("light.call", number=signs.number),
        *(_level(signs, level) for level in LEVELS),
        say("light.whom"),
        "\n".join(countries),
        say("light.not_a_diagnosis"),
    )
    return "\n\n".join(parts) + "\n"


def _level(signs: StopSigns, level: Level) -> str:
    title = signs.speech.say(f"light.level.{level.lower()}")
    return "\n\n".join((title, *(_sign(flag, signs.speech) for flag in signs.said if flag.level == level)))


def _sign(flag: RedFlag, speech: Speech) -> str:
    lines = (
        f"* {flag.called}",
        flag.question,
        speech.say("light.counts", what=flag.counts),
        speech.say("light.does_not_count", what=flag.does_not_count),
        speech.say("light.to_do", action=flag.action),
    )
    return "\n  ".join(lines)


def address(base: str, lang: str, country: Country) -> str:
    """Where they stand as plain text, in a language and with the numbers of a country."""
    return f"{base}/{PATH}?{LANG}={lang}&{COUNTRY}={country.id}"


def as_html(signs: StopSigns, base: str) -> str:
    """What needs help at once, in a few lines of HTML, with a link to the rest."""
    speech = signs.speech
    names = "".join(f"<li>{escape(flag.called)}</li>" for flag in signs.flags if flag.level in _AT_ONCE)
    return (
        f"<p><strong>{escape(speech.say('light.any_of_these'))}</strong></p><ul>{names}</ul>"
        f"<p>{to_call(signs.own, signs.number, speech)}</p>"
        f'<p><a href="{escape(address(base, speech.lang, signs.own))}">{escape(speech.say("light.all_signs"))}</a></p>'
    )


def to_call(whom: Country, number: str, speech: Speech) -> str:
    """The sentence with an emergency number, in HTML."""
    before, _, after = speech.say("light.call", number="\0").partition("\0")
    return f"{escape(before)}{call(whom, number)}{escape(after)}"


def call(whom: Country, said: str) -> str:
    """An emergency number as it is said; the digits in it that a phone calls with one tap are the link."""
    if not whom.dial:
        return f"<strong>{escape(said)}</strong>"
    before, digits, after = said.partition(whom.dial) if whom.dial in said else ("", said, "")
    link = f'<a class="call" href="tel:{escape(whom.dial)}"><strong>{escape(digits)}</strong></a>'
    return f"{escape(before)}{link}{escape(after)}"
