"""Guided walks along the nerve."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from explorer.content.models.base import Focus, Frozen, Grade, Id, Layer, Reviewed, Side, View
from explorer.content.models.links import ToExercise, ToKeepOff, ToReference, ToRegion
from explorer.content.models.marks import Clinician, Patient, PatientLabel


class Step(Frozen):
    """One stop of a tour: what to look at, with two sentences for each reader."""

    region: ToRegion
    side: Side = "right"
    view: View
    layer: Layer
    focus: Focus
    title: Annotated[PatientLabel, StringConstraints(max_length=40)]
    patient: tuple[Patient, ...] = Field(min_length=2, max_length=2)
    clinician: tuple[Clinician, ...] = Field(min_length=2, max_length=2)
    keep_off: ToKeepOff | None = None
    grade: Grade
    references: tuple[ToReference, ...] = Field(min_length=1)


class Tour(Reviewed):
    """A guided walk: ``data/tours/<id>.yaml``.

    ``afterwards`` says what to do next, ``exercises`` are shown beside it.
    """

    id: Id
    name: PatientLabel
    intro: Patient
    steps: tuple[Step, ...] = Field(min_length=3, max_length=12)
    afterwards: tuple[Patient, ...] = Field(min_length=1)
    exercises: tuple[ToExercise, ...] = Field(default=(), max_length=4)
