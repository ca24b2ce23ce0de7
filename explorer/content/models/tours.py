"""Guided walks along the nerve."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from explorer.content.models.base import Focus, Frozen, Grade, Id, Layer, Reviewed, Side, Text, View


class Step(Frozen):
    """One stop of a tour: what to look at, with two sentences for each reader."""

    region: Id
    side: Side = "right"
    view: View
    layer: Layer
    focus: Focus
    title: Annotated[Text, StringConstraints(max_length=40)]
    patient: tuple[Text, ...] = Field(min_length=2, max_length=2)
    clinician: tuple[Text, ...] = Field(min_length=2, max_length=2)
    keep_off: Id | None = None
    grade: Grade
    references: tuple[Id, ...] = Field(min_length=1)


class Tour(Reviewed):
    """A guided walk: ``data/tours/<id>.yaml``.

    ``afterwards`` says what to do next, ``exercises`` are shown beside it.
    """

    id: Id
    name: Text
    intro: Text
    steps: tuple[Step, ...] = Field(min_length=3, max_length=12)
    afterwards: tuple[Text, ...] = Field(min_length=1)
    exercises: tuple[Id, ...] = Field(default=(), max_length=4)
