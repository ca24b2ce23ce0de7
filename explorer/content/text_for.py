"""What a record says to a reader: its words for patients or those for clinicians."""

from __future__ import annotations

from typing import Protocol, TypeVar

from explorer.content.models import Register

Said_co = TypeVar("Said_co", covariant=True)


class _ForBoth(Protocol[Said_co]):
    @property
    def patient(self) -> Said_co: ...
    @property
    def clinician(self) -> Said_co: ...


def text_for(record: _ForBoth[Said_co], register: Register) -> Said_co:
    """The words of a record in a register. A text, several texts, or words by field."""
    return record.patient if register == "patient" else record.clinician
