"""What to keep off, what to ask first, and whom to call."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field, StringConstraints

from explorer.content.models.base import Frozen, Grade, Id, Reviewed, Text
from explorer.content.models.pain import Feeling, Worse

Level = Literal["E", "U", "S"]
ConditionGroup = Literal["signs", "blood", "bones", "skin", "pain", "you"]
Action = Literal["avoid", "ask_clinician_first", "avoid_locally", "modify", "ok"]

LEVELS: tuple[Level, ...] = get_args(Level)
ACTIONS: tuple[Action, ...] = get_args(Action)


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


class Country(Frozen):
    """Whom to call: the emergency number of a country, and whom to ask on the same day."""

    id: Id
    name: Text
    number: Text
    urgent: Text
    references: tuple[Id, ...] = Field(min_length=1)
