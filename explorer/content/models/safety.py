"""What to keep off, what to ask first, and whom to call."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field, StringConstraints

from explorer.content.models.base import CODE_FORM, Frozen, Grade, Id, Reviewed, Text
from explorer.content.models.pain import Feeling, Worse

Level = Literal["E", "U", "S"]
ConditionGroup = Literal["signs", "blood", "bones", "skin", "pain", "you"]
Action = Literal["avoid", "ask_clinician_first", "avoid_locally", "modify", "ok"]
Family = Literal[
    "deep_tissue", "swedish", "trigger_point", "mfr", "elbow_forearm", "heat",
    "cold", "vibration", "ball", "foam_roller", "stretching", "itb_forearm",
]  # fmt: skip
Severity = Literal["E", "U", "S", "info"]
Placement = Literal["before", "during", "after", "never"]
Direction = Literal["stricter", "milder"]
Sureness = Literal["checked", "partly", "memory"]

Code = Annotated[str, StringConstraints(pattern=CODE_FORM)]

LEVELS: tuple[Level, ...] = get_args(Level)
ACTIONS: tuple[Action, ...] = get_args(Action)
FAMILIES: tuple[Family, ...] = get_args(Family)
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
PLACEMENTS: tuple[Placement, ...] = get_args(Placement)


class KeepOffZone(Reviewed):
    """A place to keep off or go lightly. Its outline is the zone of the same id in the geometry.

    A zone with ``only_if`` holds only then; the map draws it as an outline without a filling.
    """

    id: Id
    name: Text
    place: Text
    risk: Text
    rule: Text
    only_if: Text | None = None
    grade: Grade
    references: tuple[Id, ...] = Field(min_length=1)


class AskedWith(Frozen):
    """What in a pain drawing makes us ask for a stop sign before anything else is said."""

    always: bool = False
    both_legs: bool = False
    feels: tuple[Feeling, ...] = ()
    worse_with: tuple[Worse, ...] = ()


class RedFlag(Reviewed):
    """A stop sign. Level E: emergency now. U: urgent, the same day. S: see a clinician first.

    ``synonyms`` are words that people search it with; they are never shown.
    """

    id: Annotated[str, StringConstraints(pattern=r"^RF\d\d$")]
    level: Level
    name: Text
    question: Text
    synonyms: tuple[Text, ...] = ()
    look_for: Text
    action: Text
    pattern: Text
    asked_with: AskedWith | None = None
    grade: Grade
    references: tuple[Id, ...] = Field(min_length=1)


class Actions(Frozen):
    """What a condition means for each family of techniques and tools."""

    deep_tissue: Action
    swedish: Action
    trigger_point: Action
    mfr: Action
    elbow_forearm: Action
    heat: Action
    cold: Action
    vibration: Action
    ball: Action
    foam_roller: Action
    stretching: Action
    itb_forearm: Action


class Condition(Reviewed):
    """A state of health and what it changes.

    One with ``red_flag`` is that stop sign by another name; one with ``asks`` makes us ask for that stop sign again.
    """

    id: Id
    group: ConditionGroup
    name: Text
    question: Text
    clinician_name: Text
    red_flag: str | None = None
    asks: str | None = None
    actions: Actions
    why: Text
    clinician_why: Text
    note: Text
    grade: Grade
    references: tuple[Id, ...] = Field(min_length=1)


class Override(Frozen):
    """What a condition means for one technique or tool, in place of what it means for its families."""

    condition: Id
    action: Action
    direction: Direction
    why: Text
    grade: Grade
    references: tuple[Id, ...] = Field(min_length=1)


class StopRule(Reviewed):
    """When to stop, what to look at before, what to watch for after, and where never to go.

    ``severity`` is the level of the stop sign that it says again (E, U, S), or ``info``; among equals the lower
    ``priority`` comes first. Techniques and tools of its ``families`` name its code. One that is ``answered`` comes by
    itself with every answer of the safety check that changes something, and with none else. ``{limit}`` stands for the
    limit of the pressure, ``{reason}`` for the reason of an answer. ``red_flags`` are the stop signs that say the same.
    """

    id: Code
    patient: Text
    clinician: Text
    severity: Severity
    placement: Placement
    priority: int = Field(ge=1, le=9)
    families: tuple[Family, ...] = Field(min_length=1)
    answered: bool = False
    red_flags: tuple[str, ...] = ()
    keep_off: tuple[Id, ...] = ()
    sureness: Sureness
    note: Text | None = None
    references: tuple[Id, ...] = Field(min_length=1)


class Country(Frozen):
    """Whom to call: the emergency number of a country, and whom to ask on the same day."""

    id: Id
    name: Text
    number: Text
    urgent: Text
    references: tuple[Id, ...] = Field(min_length=1)
