"""Pictures of people: how something is done."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from explorer.content.models.base import FIGURE_FORM, AnySide, Frozen, Id
from explorer.content.models.marks import AsItIs, PatientName

FigureFile = Annotated[str, StringConstraints(pattern=FIGURE_FORM), AsItIs()]
MOST_OF_ALT = 140  # characters that a screen reader says in one breath


class Figure(Frozen):
    """One picture, or two for start and end: ``images/figures/figures.json``.

    ``alt`` says what is seen without naming a side; ``shown_side`` is the side of the body that is marked.
    """

    id: Id
    files: tuple[FigureFile, ...] = Field(min_length=1, max_length=2)
    alt: Annotated[PatientName, StringConstraints(max_length=MOST_OF_ALT)]
    shown_side: Literal["left", "right", "both"]

    def is_mirrored_for(self, side: AnySide) -> bool:
        """Whether left and right must change places, so that it shows the side that is asked for."""
        return {self.shown_side, side} == {"left", "right"}

    def side_seen(self, asked: AnySide) -> AnySide:
        """The side that it then shows; what shows both sides shows them always."""
        return asked if self.is_mirrored_for(asked) else self.shown_side
