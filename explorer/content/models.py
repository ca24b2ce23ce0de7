"""The shape of everything the atlas knows.

Each model here is the schema of one kind of file in ``data/``. Models are frozen: once loaded, content
never changes. Geometry is in millimetres in the frame of its view (``u`` across, ``v`` up from the sole).
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

DATE_FORM = r"^\d{4}-\d{2}-\d{2}$"


def _real_date(text: str) -> str:
    try:
        date.fromisoformat(text)
    except ValueError:
        raise ValueError("there is no such day") from None
    return text


def _compiles(text: str) -> str:
    try:
        for pattern in (text, rf"(?i)\b(?:{text})"):  # the latter is how it is used: without flags of its own
            re.compile(pattern)
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from None
    return text


def _compile_together(patterns: tuple[str, ...]) -> tuple[str, ...]:
    _compiles("|".join(patterns))
    return patterns


Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2)]
Date = Annotated[str, StringConstraints(pattern=DATE_FORM), AfterValidator(_real_date)]

View = Literal["posterior", "lateral", "anterior"]
Layer = Literal["skin", "surface", "deep", "nerve"]
Side = Literal["left", "right"]
ShapeSide = Literal["left", "right", "midline"]
Register = Literal["patient", "clinician"]
Area = Literal["low_back", "buttock", "thigh", "knee", "calf", "foot", "nerve"]
Focus = Literal["whole", "low_back", "buttock", "thigh", "knee", "calf", "foot"]
Relation = Literal["is", "touches", "covers", "near", "far"]
Applier = Literal["therapist", "self", "either"]
Grade = Literal["A", "B", "C", "D", "T", "X"]
Family = Literal[
    "deep_tissue", "swedish", "trigger_point", "mfr", "elbow_forearm", "heat",
    "cold", "vibration", "ball", "foam_roller", "stretching", "itb_forearm",
]  # fmt: skip

Stage = Literal["warm_up", "gentle", "firm", "close"]
Basis = Literal["anatomy", "definition", "expert", "custom"]
Verdict = Literal[
    "stated", "stated_with_limits", "weak", "wrong", "unsafe", "marketing", "settled_conflict", "excluded",
]  # fmt: skip
ClaimKind = Literal[
    "definition", "cause", "symptom", "technique", "tool", "benefit", "dose", "caution", "aftercare",
    "prevention", "complement", "therapist", "question", "excluded",
]  # fmt: skip
TopicGroup = Literal["basics", "symptoms", "massage", "aftercare", "everyday", "therapist"]
ConditionGroup = Literal["signs", "blood", "bones", "skin", "pain", "you"]
Level = Literal["E", "U", "S"]
Action = Literal["avoid", "ask_clinician_first", "avoid_locally", "modify", "ok"]

VIEWS: tuple[View, ...] = get_args(View)
LAYERS: tuple[Layer, ...] = get_args(Layer)
SIDES: tuple[Side, ...] = get_args(Side)
REGISTERS: tuple[Register, ...] = get_args(Register)
FOCUSES: tuple[Focus, ...] = get_args(Focus)
STAGES: tuple[Stage, ...] = get_args(Stage)
LEVELS: tuple[Level, ...] = get_args(Level)
ACTIONS: tuple[Action, ...] = get_args(Action)
FAMILIES: tuple[Family, ...] = get_args(Family)
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
SET_RIGHT: tuple[Verdict, ...] = ("unsafe", "wrong")  # claims that must be met where they do harm, the worst first


class Frozen(BaseModel):
    """Base of all models: no unknown keys, no guessing of types, no change after loading."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)


class Reviewed(Frozen):
    """Who looked at a record, and when it must be looked at again. Without ``reviewer`` no clinician has yet."""

    reviewer: Text | None = None
    reviewed_on: Date | None = None
    review_by: Date

    def is_overdue(self, today: date) -> bool:
        """Whether it was to be looked at again by now."""
        return date.fromisoformat(self.review_by) < today


class NerveRelation(Frozen):
    """What a region has to do with the sciatic nerve and its branches, one sentence for each reader."""

    kind: Relation
    patient: Text
    clinician: Text


class Words(Frozen):
    """The text of a region in one register: also what an ache there is like, what eases it and what does not."""

    what: Text
    where: Text
    ache: Text
    eases: Text
    does_not: Text
    leave: Text


class Anatomy(Frozen):
    """Attachments and supply, for clinicians."""

    origin: Text
    insertion: Text
    nerve: Text
    action: Text


class Caution(Frozen):
    """One thing to take care of, always shown before anything that one could do."""

    text: Text
    grade: Grade
    references: tuple[Id, ...] = Field(min_length=1)


class Named(Reviewed):
    """What has a name for clinicians and a plain one for patients."""

    id: Id
    name: Text
    plain_name: Text
    synonyms: tuple[Text, ...] = ()

    def called(self, register: Register) -> str:
        """Its name in the words of a reader."""
        return self.plain_name if register == "patient" else self.name


class Region(Named):
    """One clickable region of the body: ``data/regions/<id>.yaml``."""

    area: Area
    structures: tuple[str, ...] = Field(min_length=1)
    nerve_relation: NerveRelation
    patient: Words
    clinician: Words
    anatomy: Anatomy | None = None
    keep_off: tuple[Id, ...] = ()
    cautions: tuple[Caution, ...] = Field(min_length=1)
    techniques: tuple[Id, ...] = ()
    tools: tuple[Id, ...] = ()
    references: tuple[Id, ...] = Field(min_length=1)


class Dose(Frozen):
    """How long and how often. ``text`` is what people read; the numbers are the limits."""

    text: Text
    hold_seconds: int | None = Field(default=None, ge=1, le=300)
    max_minutes: int = Field(ge=1, le=90)
    per_day: int | None = Field(default=None, ge=1, le=6)
    per_week: int | None = Field(default=None, ge=1, le=14)


class Pressure(Frozen):
    """How hard, as felt on a scale of 0 (nothing) to 10 (worst)."""

    start: int = Field(ge=0, le=10)
    limit: int = Field(ge=0, le=10)
    text: Text


class Evidence(Frozen):
    """What is known for one complaint. A grade never carries over from one complaint to another."""

    complaint: Literal["back_pain", "sciatica", "other"]
    grade: Grade
    finding: Text
    references: tuple[Id, ...] = Field(min_length=1)


class Remedy(Named):
    """What techniques and tools have in common.

    ``stage`` is its turn in a session: warm first, then gentle, then firm. ``regions`` adds it to regions whose own
    files do not name it, so that a clinic can bring a new technique without replacing shipped regions.
    """

    families: tuple[Family, ...] = ()
    stage: Stage
    applied_by: Applier
    regions: tuple[Id, ...] = ()
    summary: Text
    clinician: Text
    position: Text
    steps: tuple[Text, ...] = Field(min_length=2)
    dose: Dose
    pressure: Pressure
    stop_rules: tuple[Text, ...] = Field(min_length=1)
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
    never: tuple[Text, ...] = Field(min_length=1)
    cleaning: Text


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
    grade: Grade
    references: tuple[Id, ...] = Field(min_length=1)


class Beneath(Frozen):
    """The regions under a pain place in one view, from the skin inwards."""

    view: View
    regions: tuple[Id, ...] = Field(min_length=1)


class Place(Frozen):
    """A pain place on the skin and what lies beneath it. Its outline is in the geometry."""

    id: Id
    name: Text
    area: Focus
    note: Text
    beneath: tuple[Beneath, ...] = Field(min_length=1)


class Reference(Frozen):
    """A named source, with how far its cited finding was checked."""

    id: Id
    status: Literal["checked", "partly", "unchecked", "not_a_publication"]
    citation: Text
    doi: str | None = None
    pmid: str | None = None
    note: Text | None = None


class Claim(Reviewed):
    """Something that is often said, and what is known: never one without the other.

    ``heard`` is the claim, ``known`` our sentence for patients. ``regions``, ``techniques``, ``tools`` and ``topics``
    say where it shows, besides the page of all claims. A claim names ``references`` or a ``basis``, or both.
    """

    id: Annotated[str, StringConstraints(pattern=r"^[A-Z]\d\d$")]
    kind: ClaimKind
    heard: Text
    verdict: Verdict
    known: Text
    clinician: Text
    grade: Grade
    basis: Basis | None = None
    references: tuple[Id, ...] = ()
    regions: tuple[Id, ...] = ()
    techniques: tuple[Id, ...] = ()
    tools: tuple[Id, ...] = ()
    topics: tuple[Id, ...] = ()


class Statement(Frozen):
    """One thing that we say, at the strength that the evidence allows."""

    patient: Text
    clinician: Text
    grade: Grade
    references: tuple[Id, ...] = Field(min_length=1)


class Topic(Reviewed):
    """A question that people have, with what is known: ``synonyms`` are other words they ask it with."""

    id: Id
    title: Text
    group: TopicGroup
    synonyms: tuple[Text, ...] = ()
    statements: tuple[Statement, ...] = Field(min_length=1)


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


class AreaName(Frozen):
    """A part of the body: its name, and the slice of the body that a closer look shows (mm above the sole)."""

    id: Id
    name: Text
    bottom_mm: float | None = None
    top_mm: float | None = None


class WordingRule(Frozen):
    """Something that no text may claim, and what to write instead.

    ``patterns`` are regular expressions, read without regard to case from the start of a word. A match that the same
    sentence denies before it is let through, unless ``even_denied``.
    """

    id: Id
    claim: Text
    instead: Text
    patterns: Annotated[
        tuple[Annotated[Text, AfterValidator(_compiles)], ...],
        Field(min_length=1),
        AfterValidator(_compile_together),
    ]
    even_denied: bool = False
