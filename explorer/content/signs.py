"""Signs that deceive the eye: those that nobody sees, spaces that are no plain ones, letters that look like others."""

from __future__ import annotations

import re
import unicodedata

INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_ODD_SPACE = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
# Letters of Cyrillic and Greek, and the Latin ones that look the same.
_LOOK_ALIKE = str.maketrans(
    "асԁеһіјӏорԛѕѵԝхукАВСЕНІЈКМОРЅТУХԚԜ" "αγικνορτυχϲϳΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "acdehijlopqsvwxykABCEHIJKMOPSTYXQW" "ayikvoptuxcjABEZHIKMNOPTYX",
)  # fmt: skip
_HIDDEN = re.compile(f"{INVISIBLE.pattern}|[{_ODD_SPACE}]")
_HIDDEN_IN_LATIN = re.compile(f"{_HIDDEN.pattern}|[{''.join(map(chr, _LOOK_ALIKE))}]")
_LATIN = re.compile("[A-Za-z]")


def plain(text: str) -> str:
    """A text as it looks to the eye, in the letters of a keyboard: what the rules for words read."""
    if text.isascii():
        return text
    return INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).translate(_LOOK_ALIKE)


def named(text: str) -> str:
    """A text with the name of each sign that one would not see, or take for another one, in its place."""
    if text.isascii():
        return text
    hidden = _HIDDEN_IN_LATIN if _LATIN.search(text) else _HIDDEN
    return hidden.sub(lambda found: f"[{name(found[0])}]", text)


def name(sign: str) -> str:
    """What a sign is called, such as ``U+00AD soft hyphen``."""
    return f"U+{ord(sign):04X} {unicodedata.name(sign, '').lower()}".strip()


def invisible(text: str) -> str | None:
    """The names of the signs in a text that nobody sees, and where the first one stands; None without any."""
    first = INVISIBLE.search(text)
    if first is None:
        return None
    names = ", ".join(dict.fromkeys(map(name, INVISIBLE.findall(text))))
    before = text[max(first.start() - 20, 0) : first.start()]
    return f"{names} (behind “{before}”)" if before else names
