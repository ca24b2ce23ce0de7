"""The shape of everything the atlas knows.

Each model here is the schema of one kind of file in ``data/``. Models are frozen: once loaded, content
never changes. Geometry is in millimetres in the frame of its view (``u`` across, ``v`` up from the sole).
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

DATE_FORM = r"^\d{4}-\d{2}-\d{2}$"
PICTURE_FORM = r"^[A-Za-z0-9][A-Za-z0-9_-]*\.(png|jpg|svg)$"
ADDRESS_FORM = r"^https?://[^\s?#]+$"
# What a text in one of these forms is, and how it looks, in words.
FORMS = {
    DATE_FORM: ("a date", "YYYY-MM-DD"),
    PICTURE_FORM: ("the name of a picture", "such as logo.png, logo.jpg or logo.svg"),
    ADDRESS_FORM: ("a web address", "such as https://atlas.example.org"),
}


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


def _one_line(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2)]
Date = Annotated[str, StringConstraints(pattern=DATE_FORM), AfterValidator(_real_date)]

Note = Annotated[Annotated[str, StringConstraints(max_length=140)], AfterValidator(_one_line)]
FileName = Annotated[str, StringConstraints(pattern=PICTURE_FORM)]
WebAddress = Annotated[str, StringConstraints(pattern=ADDRESS_FORM, max_length=200)]

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
Feeling = Literal["ache", "sharp", "burning", "tingling", "numb", "weak", "cramp"]
Worse = Literal["sitting", "standing", "walking", "bending", "cough", "night"]
RootName = Literal["L3", "L4", "L5", "S1", "S2"]
PatternKind = Literal["muscle", "joint", "nerve", "root"]
Per = Literal["day", "week"]
Role = Literal["doctor", "physiotherapist", "midwife", "nurse", "surgeon"]
Paper = Literal["a4", "letter"]
Lang = Literal["en"]
AdviceKind = Literal["home_care", "aftercare", "activity"]
Action = Literal["avoid", "ask_clinician_first", "avoid_locally", "modify", "ok"]

VIEWS: tuple[View, ...] = get_args(View)
LAYERS: tuple[Layer, ...] = get_args(Layer)
SIDES: tuple[Side, ...] = get_args(Side)
REGISTERS: tuple[Register, ...] = get_args(Register)
FOCUSES: tuple[Focus, ...] = get_args(Focus)
STAGES: tuple[Stage, ...] = get_args(Stage)
LEVELS: tuple[Level, ...] = get_args(Level)
ACTIONS: tuple[Action, ...] = get_args(Action)
FEELINGS: tuple[Feeling, ...] = get_args(Feeling)
WORSE: tuple[Worse, ...] = get_args(Worse)
ROOTS: tuple[RootName, ...] = get_args(RootName)
GRADES: tuple[Grade, ...] = get_args(Grade)
ROLES: tuple[Role, ...] = get_args(Role)
PAPERS: tuple[Paper, ...] = get_args(Paper)
FAMILIES: tuple[Family, ...] = get_args(Family)
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
PER_DAY_WITHOUT_LIMIT = 3  # where no source gives a limit: our own judgement, grade D
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


class Beneath(Frozen):
    """The regions under a pain place in one view, from the skin inwards."""

    view: View
    regions: tuple[Id, ...] = Field(min_length=1)


class Place(Frozen):
    """A pain place on the skin and what lies beneath it. Its outline is in the geometry.

    ``roots`` are those whose strips cover at least 15 % of it in some view, the largest share first.
    """

    id: Id
    name: Text
    area: Focus
    note: Text
    beneath: tuple[Beneath, ...] = Field(min_length=1)
    roots: tuple[RootName, ...] = ()


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


class Advice(Reviewed):
    """One line for a plan: what to do at home, after a visit, or to stay active."""

    id: Id
    kind: AdviceKind
    patient: Annotated[Text, StringConstraints(max_length=160)]
    grade: Grade
    references: tuple[Id, ...] = Field(min_length=1)


class Clinic(Frozen):
    """What a clinic puts on its papers. ``link_base`` is where patients reach the app, for links and QR codes."""

    id: Id
    name: Annotated[Text, StringConstraints(max_length=60)] | None = None
    address: Annotated[Text, StringConstraints(max_length=160)] | None = None
    phone: Annotated[Text, StringConstraints(max_length=40)] | None = None
    logo: FileName | None = None
    link_base: WebAddress | None = None
    country: Id | None = None


# --- where it hurts ----------------------------------------------------------------------------------------------


class Pattern(Reviewed):
    """Where something is often felt: a muscle, a joint, a nerve or a nerve root. Never a diagnosis.

    ``main`` are the pain places where it is usually felt, ``sometimes`` those where it is felt less often. ``outline``
    names its area in the geometry, if one was drawn. ``differs`` tells it from what hurts in the same place. Patients
    see one of grade D only with ``for_patients``.
    """

    id: Id
    kind: PatternKind
    name: Text
    plain_name: Text
    regions: tuple[Id, ...] = ()
    root: RootName | None = None
    outline: Id | None = None
    main: tuple[Id, ...] = Field(min_length=1)
    sometimes: tuple[Id, ...] = ()
    feels: tuple[Feeling, ...] = Field(min_length=1)
    worse_with: tuple[Worse, ...] = ()
    patient: Text
    clinician: Text
    differs: Text
    for_patients: bool = False
    grade: Grade
    references: tuple[Id, ...] = Field(min_length=1)

    def is_for(self, register: Register) -> bool:
        """Whether a reader sees it."""
        return register == "clinician" or self.grade != "D" or self.for_patients

    def called(self, register: Register) -> str:
        """Its name in the words of a reader."""
        return self.plain_name if register == "patient" else self.name


class Route(Reviewed):
    """What is worth a look for pain places, the most likely first, and what to ask before that.

    ``asks`` are the stop signs that must be answered first.
    """

    id: Id
    places: tuple[Id, ...] = ()
    regions: tuple[Id, ...] = ()
    roots: tuple[RootName, ...] = ()
    ask_first: Text
    asks: tuple[Annotated[str, StringConstraints(pattern=r"^RF\d\d$")], ...] = ()
    do_not: Text
    note: Text | None = None
    see_also: tuple[Id, ...] = ()
    grade: Grade
    references: tuple[Id, ...] = Field(min_length=1)


class Caveat(Reviewed):
    """What a picture cannot tell: said wherever that picture is shown."""

    id: Id
    title: Text
    patient: Text
    clinician: Text
    grade: Grade
    references: tuple[Id, ...] = Field(min_length=1)


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
    """A guided walk: ``data/tours/<id>.yaml``. ``afterwards`` says what to do next."""

    id: Id
    name: Text
    intro: Text
    steps: tuple[Step, ...] = Field(min_length=3, max_length=12)
    afterwards: tuple[Text, ...] = Field(min_length=1)


# --- plans --------------------------------------------------------------------------------------------------------


class PlanItem(Go):
    """One thing to do in a plan: a technique or a tool at a region on a side of the body, with its dose.

    ``pressure`` is felt, 0 to 10. ``agreed_with`` is whose consent was got where the safety check says to ask first.
    """

    region: Id
    side: ShapeSide
    technique: Id | None = None
    tool: Id | None = None
    pressure: int = Field(ge=0, le=10)
    agreed_with: Role | None = None
    note: Note = ""

    @model_validator(mode="after")
    def _is_one_thing(self) -> PlanItem:
        if (self.technique is None) == (self.tool is None):
            raise ValueError("an item names either a technique or a tool")
        return self


class Visits(Frozen):
    """How many visits before the plan is looked at again, and how many weeks lie between two of them."""

    count: int = Field(ge=1, le=4)
    every_weeks: int = Field(ge=1, le=4)


class Plan(Frozen):
    """A treatment plan. It holds no name and no answers to the safety check."""

    version: Literal[1] = 1
    lang: Lang = "en"
    reader: Register = "patient"
    paper: Paper = "a4"
    items: tuple[PlanItem, ...] = Field(default=(), max_length=12)
    visits: Visits | None = None
    home_care: tuple[Id, ...] = Field(default=(), max_length=3)
    aftercare: tuple[Id, ...] = Field(default=(), max_length=3)
    activity: Id | None = None
    review_on: Date | None = None


class Template(Plan, Reviewed):
    """A plan to start from: ``data/plans/<id>.yaml``. ``fits`` says for whom."""

    id: Id
    name: Text
    fits: Text
    items: tuple[PlanItem, ...] = Field(min_length=1, max_length=12)

    @property
    def plan(self) -> Plan:
        """The plan itself, without what makes it a template."""
        return Plan(**{name: getattr(self, name) for name in Plan.model_fields})
