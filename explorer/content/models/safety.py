"""What to keep off, what to ask first, and whom to call."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field, StringConstraints, model_validator

from explorer.content.models.base import Code, Frozen, Grade, Id, Reviewed, SignId
from explorer.content.models.links import ToCircumstance, ToCondition, ToKeepOff, ToPlace, ToReference, ToScreen, ToSign
from explorer.content.models.marks import (
    AsItIs,
    Clinician,
    Names,
    OtherNames,
    Patient,
    PatientLabel,
    PatientName,
    ReadBy,
    SearchWords,
    Text,
    Verbatim,
)
from explorer.content.models.pain import Feeling, Worse

Level = Literal["E", "U", "S"]
ConditionGroup = Literal["signs", "blood", "bones", "skin", "pain", "you"]
Action = Literal["avoid", "ask_clinician_first", "avoid_locally", "modify", "ok"]
Family = Literal[
    "deep_tissue", "swedish", "trigger_point", "mfr", "elbow_forearm", "heat",
    "cold", "vibration", "ball", "foam_roller", "stretching", "itb_forearm",
    "movement", "strength", "stretch_gentle", "nerve_glide",
]  # fmt: skip
Severity = Literal["E", "U", "S", "info"]
Placement = Literal["before", "during", "after", "never"]
Direction = Literal["stricter", "milder"]
Sureness = Literal["checked", "partly", "memory"]


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
    name: PatientName
    place: PatientLabel
    risk: PatientLabel
    rule: Patient
    only_if: Patient | None = None
    grade: Grade
    references: tuple[ToReference, ...] = Field(min_length=1)


class Circumstance(Frozen):
    """Something about a person that makes us ask for more stop signs. One with ``condition`` is that condition, too."""

    id: Id
    label: PatientLabel
    condition: ToCondition | None = None


class CheckScreen(Frozen):
    """One screen of the safety check: the stop signs that name it, in their order. Screens stand in theirs.

    ``lead`` says what an answer leads to.
    """

    id: Id
    heading: PatientLabel
    lead: Patient


class AskedWith(Frozen):
    """What in a pain drawing makes us ask for a stop sign before anything else is said."""

    always: bool = False
    both_legs: bool = False
    feels: tuple[Feeling, ...] = ()
    worse_with: tuple[Worse, ...] = ()
    places: tuple[ToPlace, ...] = ()


class SignEffect(Frozen):
    """What a stop sign of level S means for each family. What is not named stays ok."""

    deep_tissue: Action = "ok"
    swedish: Action = "ok"
    trigger_point: Action = "ok"
    mfr: Action = "ok"
    elbow_forearm: Action = "ok"
    heat: Action = "ok"
    cold: Action = "ok"
    vibration: Action = "ok"
    ball: Action = "ok"
    foam_roller: Action = "ok"
    stretching: Action = "ok"
    itb_forearm: Action = "ok"
    movement: Action = "ok"
    strength: Action = "ok"
    stretch_gentle: Action = "ok"
    nerve_glide: Action = "ok"


class RedFlag(Reviewed):
    """A stop sign: one idea in one question. Level E: emergency now. U: urgent, the same day. S: book a visit.

    ``parent`` is the id that several parts had together; it still means them. ``checklist_label`` is the line on the
    list of its ``screen``; ``question`` stands alone; ``in_line`` are its words in the line on every page. It is asked
    of everybody, or only of those for whom one of ``asked_if`` holds. E and U lock by their level; what S changes is
    its ``effect``. ``synonyms`` are words that people search it with; they are never shown.
    """

    id: SignId
    parent: Annotated[str, StringConstraints(pattern=r"^RF\d\d$"), AsItIs()] | None = None
    level: Level
    screen: ToScreen
    asked_if: tuple[ToCircumstance, ...] = ()
    name: PatientLabel
    checklist_label: PatientLabel
    in_line: PatientName | None = None
    question: PatientLabel
    counts: PatientLabel
    does_not_count: PatientLabel
    action: PatientLabel
    pattern: Clinician
    effect: SignEffect = SignEffect()
    asked_with: AskedWith | None = None
    synonyms: SearchWords = ()
    grade: Grade
    references: tuple[ToReference, ...] = Field(min_length=1)

    @property
    def called(self) -> str:
        """What it is called where it stands alone. The line of a list leaves out of whom it is asked."""
        return self.name if self.asked_if else self.checklist_label

    @model_validator(mode="after")
    def _locks_or_has_effect(self) -> RedFlag:
        if self.level != "S" and self.effect != SignEffect():
            raise ValueError("only level S has an effect; E and U lock by their level")
        return self


class Actions(Frozen):
    """What a condition means for each family of techniques, tools and exercises."""

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
    movement: Action
    strength: Action
    stretch_gentle: Action
    nerve_glide: Action


class FamilyReason(Frozen):
    """Why a condition changes some families, where that is another reason than its general one."""

    families: tuple[Family, ...] = Field(min_length=1)
    why: PatientLabel
    grade: Grade
    references: tuple[ToReference, ...] = Field(min_length=1)


class Condition(Reviewed):
    """A state of health and what it changes.

    One with ``red_flag`` is that stop sign by another name; one with ``asks`` makes us ask for those stop signs.
    Who names a sign of ``filled_by`` has the condition and is not asked, also when a doctor has cleared the sign.
    ``known_as`` are other names of it, ``often_used`` what people with it often take or use. ``why`` is told for every
    family for which ``reasons`` have no other.
    """

    id: Id
    group: ConditionGroup
    name: PatientLabel
    question: PatientLabel
    counts: PatientLabel
    does_not_count: PatientLabel | None = None
    known_as: OtherNames = ()
    often_used: PatientName | None = None
    clinician_name: Clinician
    red_flag: ToSign | None = None
    asks: tuple[ToSign, ...] = ()
    filled_by: tuple[ToSign, ...] = ()
    actions: Actions
    why: Patient
    reasons: tuple[FamilyReason, ...] = ()
    clinician_why: Clinician
    note: Verbatim
    grade: Grade
    references: tuple[ToReference, ...] = Field(min_length=1)


class Override(Frozen):
    """What a condition means for one technique, tool or exercise, in place of what it means for its families."""

    condition: ToCondition
    action: Action
    direction: Direction
    why: PatientLabel
    grade: Grade
    references: tuple[ToReference, ...] = Field(min_length=1)


class StopRule(Reviewed):
    """When to stop, what to look at before, what to watch for after, and where never to go.

    ``severity`` is the level of the stop sign that it says again (E, U, S), or ``info``; among equals the lower
    ``priority`` comes first. Techniques, tools and exercises of its ``families`` name its code. One that is
    ``answered`` comes by itself with every answer of the safety check that changes something, and with none else.
    ``{limit}`` stands for how strong it may feel, ``{reason}`` for the reason of an answer. ``red_flags`` are the stop
    signs that say the same.
    """

    id: Code
    patient: Annotated[Text, ReadBy("patient", "label", alone=True)]
    clinician: Clinician
    severity: Severity
    placement: Placement
    priority: int = Field(ge=1, le=9)
    families: tuple[Family, ...] = Field(min_length=1)
    answered: bool = False
    red_flags: tuple[Annotated[str, Names("red flag")], ...] = ()
    keep_off: tuple[ToKeepOff, ...] = ()
    sureness: Sureness
    note: Verbatim | None = None
    references: tuple[ToReference, ...] = Field(min_length=1)


class Country(Frozen):
    """Whom to call: the emergency number of a country, and whom to ask on the same day.

    ``urgent_line`` is what to call then, as it stands within a sentence. Texts name both by placeholders. ``dial`` is
    what a phone calls; without it there is no button for that. ``anywhere``: the number says itself that another may
    hold where somebody is.
    """

    id: Id
    name: PatientName
    number: PatientName
    dial: Annotated[str, StringConstraints(pattern=r"^\+?\d{2,15}$"), AsItIs()] | None = None
    anywhere: bool = False
    urgent: PatientName
    urgent_line: PatientName = "your urgent care line"
    references: tuple[ToReference, ...] = Field(min_length=1)
