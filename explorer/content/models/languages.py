"""What a language has besides its texts: who reviewed them, the words for our terms, and what they may never claim."""

from __future__ import annotations

from pydantic import Field

from explorer.content.models.base import Date, Frozen, Lang
from explorer.content.models.evidence import Pattern, WordingRule
from explorer.content.models.marks import Text


class Term(Frozen):
    """A term that is always said alike: where a text has the ``english``, its translation has one of these."""

    english: Text
    said: tuple[Text, ...] = Field(min_length=1)


class Language(Frozen):
    """``locale/<id>.yaml``, beside its texts. Without ``reviewer`` nobody has read the whole translation yet.

    ``never`` is what no text may claim in this language. ``denials`` are patterns of the words that deny it when they
    stand before it in a sentence.
    """

    id: Lang
    reviewer: Text | None = None
    reviewed_on: Date | None = None
    terms: tuple[Term, ...] = ()
    denials: tuple[Pattern, ...] = ()
    never: tuple[WordingRule, ...] = ()
