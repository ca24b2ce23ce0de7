"""The numbers that are drawn: how many are better and when, and what trials measured."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from explorer.content.models.base import Frozen, Grade, Id, Reviewed, Text
from explorer.content.models.remedies import Complaint

RangeOf = Literal["reports", "interval"]
Unit = Literal["smd", "roland_points", "points_of_5", "points_of_10", "points_of_100"]

Label = Annotated[Text, StringConstraints(max_length=80)]  # what stands in a plot, where there is little room


class ForBoth(Frozen):
    """A few words for each reader."""

    patient: Label
    clinician: Label


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
    references: tuple[Id, ...] = Field(min_length=1)


class Effect(Reviewed):
    """What one trial or review measured, for clinicians. Drawn by the plot ``evidence``.

    ``estimate`` is what was tested minus what it was compared with: below 0 is in favour of what was tested. ``low``
    and ``high`` are its confidence interval, where our source gives one. ``technique`` is named only where that very
    technique was tested, and then ``grade`` is the one that its own record has for the ``complaint``.
    """

    id: Id
    technique: Id | None = None
    tested: Annotated[Text, StringConstraints(max_length=40)]
    complaint: Complaint
    people: Label
    comparison: Label | None = None
    outcome: Label
    unit: Unit
    estimate: float
    low: float | None = None
    high: float | None = None
    note: Text | None = None
    grade: Grade
    references: tuple[Id, ...] = Field(min_length=1)
