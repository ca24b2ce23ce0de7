"""What the interface says, in one language: its phrases, and numbers, lists and days within them.

Babel knows the ways of each language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from explorer.content.models import Phrase, filled
from explorer.content.models.interface import COUNT

ENGLISH = "en"  # the language of the content files
_READ_AS = {ENGLISH: "en_GB"}  # as the texts are written: 28 November 2026; a, b and c


@dataclass(frozen=True)
class Speech:
    """The phrases of the interface by id, and the language that they are in."""

    interface: Mapping[str, Phrase]
    lang: str = ENGLISH

    def say(self, phrase: str, **values: object) -> str:
        """A phrase with ``values`` in its placeholders; ``count`` decides between the forms of one that counts.

        Raises KeyError for a phrase that there is not.
        """
        found = self.interface[phrase]
        count = values.get(COUNT)
        form = found.forms.get(self.plural(count)) if isinstance(count, int | float) else None
        text = form or found.text
        return filled(text, {name: self.shown(value) for name, value in values.items()}) if values else text

    def page(self, name: str) -> Mapping[str, str | Mapping[str, str]]:
        """All phrases of a page by their own names, for scripts that fill them themselves.

        One that counts has a text for each form that CLDR names, ``other`` among them.
        """
        mine = (phrase for phrase in self.interface.values() if phrase.id.startswith(f"{name}."))
        return {phrase.id.removeprefix(f"{name}."): phrase.forms or phrase.text for phrase in mine}

    def plural(self, number: float) -> str:
        """Which of the forms that CLDR names a number asks for: ``one``, ``few``, ``other`` and the like."""
        return str(locale_of(self.lang).plural_form(number))

    def shown(self, value: object) -> str:
        """A value as it stands in a sentence: a number as the language writes it, anything else as it is."""
        if isinstance(value, int | float) and not isinstance(value, bool):
            return format_decimal(value, locale=locale_of(self.lang))
        return str(value)

    def listed(self, names: Iterable[str], joined_by: Literal["and", "or"] = "and") -> str:
        """Names one after the other, with "and" or "or" before the last."""
        return format_list(list(names), "or" if joined_by == "or" else "standard", locale=locale_of(self.lang))

    def day(self, when: date, *, short: bool = False) -> str:
        """A day in words: 28 November 2026; ``short`` without the year: 28 Nov."""
        return format_date(when, "d MMM" if short else "long", locale=locale_of(self.lang))


def own_name(lang: str) -> str:
    """What a language is called in itself: Español. One that nobody knows is called by its code."""
    called = str(locale_of(lang).languages.get(lang, lang))
    return called[0].upper() + called[1:]


def direction(lang: str) -> str:
    """Which way its lines run, as the attribute ``dir`` of a page says it: ``ltr`` or ``rtl``."""
    return str(locale_of(lang).text_direction)


@lru_cache
def locale_of(lang: str) -> Locale:
    """How a language counts and writes; a language that nobody knows does it as English does."""
    try:
        return Locale.parse(_READ_AS.get(lang, lang))
    except UnknownLocaleError:
        return locale_of(ENGLISH)
