"""What may help: techniques and tools, with their doses, limits and evidence."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import Field, model_validator

from explorer.content.models.base import Frozen, Grade, Id, Named, Text
from explorer.content.models.safety import Code, Family, Override

Stage = Literal["warm_up", "gentle", "firm", "close"]
Applier = Literal["therapist", "self", "either"]
Per = Literal["day", "week"]
Complaint = Literal["back_pain", "sciatica", "other"]

STAGES: tuple[Stage, ...] = get_args(Stage)
MOST_AT_ONCE = 5  # stop rules that a card shows without being asked
PER_DAY_WITHOUT_LIMIT = 3  # where no source gives a limit: our own judgement, grade D


class Go(Frozen):
    """One way to take a dose: so long (s), so many times in a row, so many times a day or a week."""

    seconds: int = Field(ge=5, le=90 * 60)
    repeats: int = Field(ge=1, le=20)
    times: int = Field(ge=1, le=14)
    per: Per


class Dose(Frozen):
    """How long and how often. ``text`` is what people read; the numbers are the limits.

    ``first`` is the dose that a plan starts from.
    """

    text: Text
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

    def most_times(self, per: Per) -> int:
        """How often a day or a week. What is limited by the week is not for every day: 0."""
        if per == "day":
            return self.per_day or (0 if self.per_week else PER_DAY_WITHOUT_LIMIT)
        return min(self.per_week or 7, 7 * (self.per_day or PER_DAY_WITHOUT_LIMIT))

    def beyond(self, go: Go) -> tuple[str, ...]:
        """What of a dose is beyond the limits, in words; nothing when it is within."""
        found = []
        if go.seconds > self.longest_seconds:
            found.append(f"{go.seconds} seconds at a time; at most {self.longest_seconds}")
        elif go.repeats > self.most_repeats(go.seconds):
            found.append(f"{go.seconds} seconds {go.repeats} times in a row; at most {self.max_minutes} minutes in all")
        if go.times > self.most_times(go.per):
            most = self.most_times(go.per)
            said = "once" if go.times == 1 else f"{go.times} times"
            found.append(f"{said} a {go.per}; " + (f"at most {most}" if most else "not for every day"))
        return tuple(found)


class Pressure(Frozen):
    """How strong it feels: 0 is nothing, 3 or 4 is firm, 5 or more is too strong. It is never pain."""

    start: int = Field(ge=0, le=10)
    limit: int = Field(ge=0, le=10)
    text: Text


class Evidence(Frozen):
    """What is known for one complaint. A grade never carries over from one complaint to another."""

    complaint: Complaint
    grade: Grade
    finding: Text
    references: tuple[Id, ...] = Field(min_length=1)


class Remedy(Named):
    """What techniques and tools have in common.

    ``stage`` is its turn in a session: warm first, then gentle, then firm. ``regions`` adds it to regions whose own
    files do not name it, so that a clinic can bring a new technique without replacing shipped regions. ``at_once`` are
    those of its ``stop_rules`` that a card shows without being asked; ``overrides`` are its own rulings for
    a condition, in place of those of its families. ``figure`` is the picture of it.
    """

    families: tuple[Family, ...] = ()
    figure: Id | None = None
    stage: Stage
    applied_by: Applier
    regions: tuple[Id, ...] = ()
    summary: Text
    clinician: Text
    position: Text
    steps: tuple[Text, ...] = Field(min_length=2)
    dose: Dose
    pressure: Pressure
    stop_rules: tuple[Code, ...] = Field(min_length=1)
    at_once: tuple[Code, ...] = Field(default=(), max_length=MOST_AT_ONCE)
    overrides: tuple[Override, ...] = ()
    keep_off: tuple[Id, ...] = ()
    evidence: tuple[Evidence, ...] = Field(min_length=1)
    may_say: Text
    must_not_say: tuple[Text, ...] = ()
    references: tuple[Id, ...] = Field(min_length=1)


class Technique(Remedy):
    """Something done with the hands or by moving: ``data/techniques/<id>.yaml``.

    One with ``umbrella_for`` is only a word that people use for those techniques: explained, never offered.
    """

    draping: Text
    umbrella_for: tuple[Id, ...] = ()


class Ways(Frozen):
    """How a tool is used in each position, where that position makes sense."""

    standing: Text | None = None
    seated: Text | None = None
    lying: Text | None = None


class Tool(Remedy):
    """A thing that one can hold: ``data/tools/<id>.yaml``."""

    substitute: Text
    ways: Ways
    cleaning: Text
