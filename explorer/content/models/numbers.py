"""The numbers that are drawn: how many are better and when, and what trials measured."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from explorer.content.models.base import Frozen, Grade, Id, Reviewed
from explorer.content.models.links import ToReference, ToTechnique
from explorer.content.models.marks import Clinician, PatientLabel
from explorer.content.models.remedies import Complaint

RangeOf = Literal["reports", "interval"]
Unit = Literal["smd", "roland_points", "points_of_5", "points_of_10", "points_of_100"]

ROOM = StringConstraints(max_length=80)  # of what stands in a plot


class ForBoth(Frozen):
    """A few words for each reader."""

    patient: Annotated[PatientLabel, ROOM]
    clinician: Annotated[Clinician, ROOM]


class CoursePoint(Reviewed):
    """How many of 100 people are better after so many weeks, as one source tells it. Drawn by the plot ``course``.

    ``people`` says who was looked at, ``means`` what better means there. ``share`` is a single number, ``low`` and
    ``high`` a range; ``range_of`` says whether it lies between reports or is a confidence interval. With neither, the
    source gives no number, and we say so.
    """

    id: Id
    first_week: int = Field(ge=1, le=520)
    last_week: int | None = Field(default=None, ge=1, le=520)
    share: int | None = Field(default=None, ge=0, le=100)
    low: int | None = Field(default=None, ge=0, le=100)
    high: int | None = Field(default=None, ge=0, le=100)
    range_of: RangeOf | None = None
    people: ForBoth
    means: ForBoth
    grade: Grade
    references: tuple[ToReference, ...] = Field(min_length=1)


class Effect(Reviewed):
    """What one trial or review measured, for clinicians. Drawn by the plot ``evidence``.

    ``estimate`` is what was tested minus what it was compared with: below 0 is in favour of what was tested. ``low``
    and ``high`` are its confidence interval, where our source gives one. ``technique`` is named only where that very
    technique was tested, and then ``grade`` is the one that its own record has for the ``complaint``.
    """

    id: Id
    technique: ToTechnique | None = None
    tested: Annotated[Clinician, StringConstraints(max_length=40)]
    complaint: Complaint
    people: Annotated[Clinician, ROOM]
    comparison: Annotated[Clinician, ROOM] | None = None
    outcome: Annotated[Clinician, ROOM]
    unit: Unit
    estimate: float
    low: float | None = None
    high: float | None = None
    note: Clinician | None = None
    grade: Grade
    references: tuple[ToReference, ...] = Field(min_length=1)
