"""How easy a Spanish text is to read: the scale of Fernández Huerta (1959), the Spanish form of the Flesch scale.

90 and more is for the fourth grade of school, 80 for the fifth, 70 for the sixth.
"""

from __future__ import annotations

import re

_WORD = re.compile(r"[a-záéíóúüñ]+|\d+(?:[.,]\d+)*", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?]+(?=\s|$)")
# The vowels of a syllable: a strong one with weak ones around it, or weak ones alone. A weak one with an accent stands
# alone; y sounds like i at the end of a word.
_SYLLABLE = re.compile(r"[iuü]?[aeoáéó][iuüy]?(?![íú])|[iuü]?[aeoáéó]|[íú]|[iuü]+y?|y\b", re.IGNORECASE)
_MUTE = re.compile(r"(?<=[gq])u(?=[eiéí])", re.IGNORECASE)


def syllables(word: str) -> int:
    """The syllables of a Spanish word, by its letters; numbers count as one."""
    return max(1, len(_SYLLABLE.findall(_MUTE.sub("", word)))) if word.isalpha() else 1


def ease(text: str) -> float:
    """How easy a text is, from about 0 to 100; 100 for one without words."""
    words = _WORD.findall(text)
    sentences = sum(1 for part in _SENTENCE_END.split(text) if _WORD.search(part))
    if not words:
        return 100.0
    return 206.84 - 60 * sum(map(syllables, words)) / len(words) - 1.02 * len(words) / sentences
