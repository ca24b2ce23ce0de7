"""The words of the interface: what stands on buttons, in headings and in the sentences around the content."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import StringConstraints, model_validator

from explorer.content.models.base import PHRASE_FORM, Frozen
from explorer.content.models.marks import AsItIs, ReadBy, Register, Verbatim

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
FORMS_BESIDE_OTHER = ("zero", "one", "two", "few", "many")
COUNT = "count"  # the placeholder of the number that decides between ``one`` and ``text``

PhraseId = Annotated[str, StringConstraints(pattern=PHRASE_FORM), AsItIs()]
Said = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), ReadBy("patient", "name")]


class Phrase(Frozen):
    """One thing that a page says: ``data/interface/<page>.yaml``. Its id is the name of its file and its own name.

    ``text`` may hold ``{placeholders}``, which the page fills. A phrase with ``one`` counts: that is what is said of
    one thing, ``text`` of any other number, and ``{count}`` stands for the number. Other languages have more such
    forms, by the names that CLDR gives them. ``reader`` is for whom it is; ``note`` tells translators where it stands.
    """

    id: PhraseId
    text: Said
    one: Said | None = None
    zero: Said | None = None
    two: Said | None = None
    few: Said | None = None
    many: Said | None = None
    reader: Register = "patient"
    note: Verbatim | None = None

    @model_validator(mode="after")
    def _counts_what_it_says_of_one(self) -> Phrase:
        if self.one and COUNT not in placeholders(self.text):
            raise ValueError("a phrase with 'one' says the number: put {count} into 'text', or take 'one' out")
        return self

    @property
    def forms(self) -> dict[str, str]:
        """The text for each form of a phrase that counts; nothing of one that does not."""
        named = {form: getattr(self, form) for form in FORMS_BESIDE_OTHER if getattr(self, form)}
        return {**named, "other": self.text} if named else {}


def placeholders(text: str) -> frozenset[str]:
    """The names in braces that somebody fills."""
    return frozenset(_PLACEHOLDER.findall(text))


def filled(text: str, values: dict[str, str]) -> str:
    """A text with each of ``values`` in the place of its name. Braces that name something else stay as they are."""
    return _PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)
