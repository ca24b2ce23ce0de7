"""What may help: techniques, tools and exercises, with their doses, limits and evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from pydantic import Field, model_validator

from explorer.content.models.base import Frozen, Grade, Id, Named, Reviewed
from explorer.content.models.links import (
    ToExercise,
    ToFigure,
    ToKeepOff,
    ToPhase,
    ToReference,
    ToRegion,
    ToStopRule,
    ToTechnique,
)
from explorer.content.models.marks import Clinician, Patient, PatientLabel, Quotes
from explorer.content.models.safety import Family, Override

Stage = Literal["warm_up", "gentle", "firm", "close"]
Applier = Literal["therapist", "self", "either"]
Per = Literal["day", "week"]
Limit = Literal["least", "seconds", "in_a_row", "repeats", "sets", "day", "week", "days", "daily", "by_day", "by_week"]
Goal = Literal["walk", "move", "strengthen", "stretch", "nerve", "relax"]
Complaint = Literal["back_pain", "sciatica", "other"]

STAGES: tuple[Stage, ...] = get_args(Stage)
GOALS: tuple[Goal, ...] = get_args(Goal)
LEAST_SECONDS = 5  # of a go of a technique or tool
MOST_AT_ONCE = 5  # stop rules that a card shows without being asked
PER_DAY_WITHOUT_LIMIT = 3  # where no source gives a limit: our own judgement, grade D


class Go(Frozen):
    """One way to take a dose: so long (s; 0 is a move without a hold), so many times in a row, so many sets of that.

    It is taken so many ``times`` a day or a week; what goes by the day may be for some ``days`` of the week only.
    """

    seconds: int = Field(ge=0, le=90 * 60)
    repeats: int = Field(ge=1, le=20)
    sets: int = Field(default=1, ge=1, le=5)
    times: int = Field(ge=1, le=16)
    per: Per
    days: int = Field(default=7, ge=1, le=7)

    @model_validator(mode="after")
    def _days_are_for_what_goes_by_the_day(self) -> Go:
        if self.per == "week" and self.days < 7:
            raise ValueError("days are for what goes by the day; write per: day")
        return self

    @property
    def in_a_sitting(self) -> int:
        """How many goes one sitting has."""
        return self.repeats * self.sets


_AUTHORS_WORDS: dict[Limit, str] = {
    "least": "seconds at a time", "seconds": "seconds at a time", "in_a_row": "times in a row",
    "repeats": "times in a row", "sets": "sets",
    "day": "times a day", "week": "times a week", "days": "days a week", "daily": "times a day",
    "by_day": "times a week", "by_week": "times a day",
}  # fmt: skip


@dataclass(frozen=True)
class Beyond:
    """A number of a dose that is beyond a limit, and where that is; None where the dose does not go by it at all."""

    limit: Limit
    found: int
    bound: int | None

    def __str__(self) -> str:
        """For whoever keeps the content; what people read is ``objection`` in the words of the interface."""
        found = f"{self.found} {_AUTHORS_WORDS[self.limit]}"
        if self.bound is None:
            return f"{found}; its limits go by another measure"
        return f"{found}; at {'least' if self.limit == 'least' else 'most'} {self.bound}"


class Dose(Frozen):
    """How long and how often. ``text`` is what people read; the numbers are the limits.

    ``first`` is the dose that a plan starts from.
    """

    text: PatientLabel
    hold_seconds: int | None = Field(default=None, ge=1, le=300)
    max_minutes: int = Field(ge=1, le=90)
    per_day: int | None = Field(default=None, ge=1, le=6)
    per_week: int | None = Field(default=None, ge=1, le=14)
    first: Go

    @model_validator(mode="after")
    def _first_is_within(self) -> Dose:
        if beyond := self.beyond(self.first):
            raise ValueError(f"its first dose is beyond its limits: {beyond[0]}")
        return self

    @property
    def longest_seconds(self) -> int:
        """The longest single go."""
        whole = self.max_minutes * 60
        return min(self.hold_seconds or whole, whole)

    def most_repeats(self, seconds: int) -> int:
        """How many goes of so many seconds fit into one sitting."""
        return max(1, self.max_minutes * 60 // seconds)

    def most_times(self, per: Per, days: int = 7) -> int:
        """How often on each of so many days, or a week. What the week limits may not be for so many days: 0."""
        if per == "day":
            by_day = self.per_day or (0 if self.per_week else PER_DAY_WITHOUT_LIMIT)
            return min(by_day, self.per_week // days) if self.per_week else by_day
        return min(self.per_week or 7, 7 * (self.per_day or PER_DAY_WITHOUT_LIMIT))

    def beyond(self, go: Go) -> tuple[Beyond, ...]:
        """What of a dose is beyond the limits; nothing when it is within."""
        found = []
        if go.seconds < LEAST_SECONDS:
            found.append(Beyond("least", go.seconds, LEAST_SECONDS))
        elif go.seconds > self.longest_seconds:
            found.append(Beyond("seconds", go.seconds, self.longest_seconds))
        elif go.in_a_sitting > self.most_repeats(go.seconds):
            found.append(Beyond("in_a_row", go.in_a_sitting, self.most_repeats(go.seconds)))
        if go.times > (most := self.most_times(go.per, go.days)):
            found.append(Beyond(go.per, go.times, most) if most else Beyond("daily", go.times, None))
        return tuple(found)


class Pressure(Frozen):
    """How strong it feels: 0 is nothing, 3 or 4 is firm, 5 or more is too strong. It is never pain."""

    start: int = Field(ge=0, le=10)
    limit: int = Field(ge=0, le=10)
    text: Patient


class Evidence(Frozen):
    """What is known for one complaint. A grade never carries over from one complaint to another."""

    complaint: Complaint
    grade: Grade
    finding: Clinician
    references: tuple[ToReference, ...] = Field(min_length=1)


class Item(Named):
    """What techniques, tools and exercises have in common.

    ``regions`` are those for which it is offered; a region may also name a technique or tool itself. ``at_once`` are
    those of its ``stop_rules`` that a card shows without being asked; ``overrides`` are its own rulings for
    a condition, in place of those of its families. ``figure`` is the picture of it.
    """

    families: tuple[Family, ...] = ()
    figure: ToFigure | None = None
    regions: tuple[ToRegion, ...] = ()
    clinician: Clinician
    position: Patient
    steps: tuple[Patient, ...] = Field(min_length=2)
    stop_rules: tuple[ToStopRule, ...] = Field(min_length=1)
    at_once: tuple[ToStopRule, ...] = Field(default=(), max_length=MOST_AT_ONCE)
    overrides: tuple[Override, ...] = ()
    evidence: tuple[Evidence, ...] = Field(min_length=1)
    references: tuple[ToReference, ...] = Field(min_length=1)

    @property
    def strongest(self) -> int:
        """How strong it may feel at most, 0 to 10."""
        raise NotImplementedError

    @property
    def is_umbrella(self) -> bool:
        """Whether it is only a word for others, which is offered to nobody."""
        return False


class Remedy(Item):
    """What techniques and tools have in common: they work on a spot.

    ``stage`` is its turn in a session: warm first, then gentle, then firm.
    """

    stage: Stage
    applied_by: Applier
    summary: Patient
    dose: Dose
    pressure: Pressure
    keep_off: tuple[ToKeepOff, ...] = ()
    may_say: Patient
    must_not_say: Quotes = ()

    @property
    def strongest(self) -> int:
        """The limit of its pressure."""
        return self.pressure.limit


class Technique(Remedy):
    """Something done with the hands or by moving: ``data/techniques/<id>.yaml``.

    One with ``umbrella_for`` is only a word that people use for those techniques: explained, never offered.
    """

    draping: Patient
    umbrella_for: tuple[ToTechnique, ...] = ()

    @property
    def is_umbrella(self) -> bool:
        """Whether it is only a word for others, which is offered to nobody."""
        return bool(self.umbrella_for)


class Ways(Frozen):
    """How a tool is used in each position, where that position makes sense."""

    standing: Patient | None = None
    seated: Patient | None = None
    lying: Patient | None = None


class Tool(Remedy):
    """A thing that one can hold: ``data/tools/<id>.yaml``."""

    substitute: PatientLabel
    ways: Ways
    cleaning: Patient


class ExerciseDose(Frozen):
    """How much of an exercise to begin with, and how much at most. ``text`` is what people read of the beginning.

    ``strongest`` is how strong it may feel, 0 to 10.
    """

    text: PatientLabel
    first: Go
    most: Go
    strongest: int = Field(ge=0, le=10)

    @model_validator(mode="after")
    def _first_is_within(self) -> ExerciseDose:
        if beyond := self.beyond(self.first):
            raise ValueError(f"its first dose is beyond its limits: {beyond[0]}")
        return self

    def beyond(self, go: Go) -> tuple[Beyond, ...]:
        """What of a dose is beyond the limits; nothing when it is within."""
        most = self.most
        misfits = [Beyond("by_day" if most.per == "day" else "by_week", go.times, None)] if go.per != most.per else []
        numbers: tuple[tuple[Limit, int, int], ...] = (
            ("seconds", go.seconds, most.seconds),
            ("repeats", go.repeats, most.repeats),
            ("sets", go.sets, most.sets),
            (most.per, go.times, most.times),
            ("days", go.days, most.days),
        )
        return (*misfits, *(Beyond(*number) for number in numbers if number[1] > number[2]))


class Exercise(Item):
    """A move that a person does alone: ``data/exercises/<id>.yaml``.

    ``phases`` are those in which it fits. ``progress_to`` is the next harder one, ``regress_to`` the next easier one.
    """

    regions: tuple[ToRegion, ...] = Field(min_length=1)
    families: tuple[Family, ...] = Field(min_length=1)
    position: PatientLabel
    goal: Goal
    phases: tuple[ToPhase, ...] = Field(min_length=1)
    should_feel: PatientLabel
    should_not_feel: PatientLabel
    dose: ExerciseDose
    progress_to: ToExercise | None = None
    regress_to: ToExercise | None = None

    @property
    def strongest(self) -> int:
        """The limit of its dose."""
        return self.dose.strongest


AnyItem = Remedy | Exercise


class LeftOut(Frozen):
    """Exercises that wait for now, and until when."""

    exercises: tuple[ToExercise, ...] = Field(min_length=1)
    until: PatientLabel


class Phase(Reviewed):
    """Where a person is with the pain, and what to begin with there.

    Of ``one_of`` the one that feels better is kept; ``add_later`` comes when the first ones are easy.
    """

    id: Id
    name: PatientLabel
    start_with: tuple[ToExercise, ...] = Field(min_length=1)
    one_of: tuple[ToExercise, ...] = ()
    add_later: tuple[ToExercise, ...] = Field(min_length=1)
    leave_out: tuple[LeftOut, ...] = ()
    grade: Grade
    references: tuple[ToReference, ...] = Field(min_length=1)
