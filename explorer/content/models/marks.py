"""What a field says of its text: who reads it, that it stays as it is, or the kind of what its id names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import StringConstraints

Register = Literal["patient", "clinician"]
Form = Literal["sentences", "label", "name", "search", "quote"]


class Mark:
    """What a field says of its text; on a group of fields, of every text in it that says nothing else."""


@dataclass(frozen=True)
class ReadBy(Mark):
    """Who reads a text, and what it is to them.

    Ours are whole ``sentences``, a ``label``, which may be short, such as a dose, a question or the reason beside a
    verdict, and a ``name``; not ours are words to ``search`` with, and a ``quote`` of what others say. ``alone``: it is
    read without the rest of its record. A list that is marked is one text: another language may have more or fewer of
    its words.
    """

    reader: Register
    form: Form = "sentences"
    alone: bool = False

    @property
    def is_ours(self) -> bool:
        """Whether it states something in our name."""
        return self.form not in ("search", "quote")

    @property
    def is_measured(self) -> bool:
        """Whether it must be easy to read."""
        return self.reader == "patient" and self.form in ("sentences", "label")


@dataclass(frozen=True)
class AsItIs(Mark):
    """Of a text that is the same in every language: an id, a citation, a note for whoever keeps the content."""


@dataclass(frozen=True)
class Names(Mark):
    """Of an id: the kind of what it names."""

    kind: str


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2)]
Verbatim = Annotated[Text, AsItIs()]
Patient = Annotated[Text, ReadBy("patient")]
PatientLine = Annotated[Text, ReadBy("patient", alone=True)]
PatientLabel = Annotated[Text, ReadBy("patient", "label")]
PatientName = Annotated[Text, ReadBy("patient", "name")]
Clinician = Annotated[Text, ReadBy("clinician")]
Quote = Annotated[Text, ReadBy("patient", "quote")]
Quotes = Annotated[tuple[Text, ...], ReadBy("patient", "quote")]
SearchWords = Annotated[tuple[Text, ...], ReadBy("patient", "search")]
OtherNames = Annotated[tuple[Text, ...], ReadBy("patient", "name")]
