"""The shape of everything the atlas knows.

Each model here is the schema of one kind of file in ``data/``. Models are frozen: once loaded, content
never changes. Geometry is in millimetres in the frame of its view (``u`` across, ``v`` up from the sole).
"""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2)]

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

VIEWS: tuple[View, ...] = get_args(View)
LAYERS: tuple[Layer, ...] = get_args(Layer)
SIDES: tuple[Side, ...] = get_args(Side)
REGISTERS: tuple[Register, ...] = get_args(Register)
FOCUSES: tuple[Focus, ...] = get_args(Focus)


class Frozen(BaseModel):
    """Base of all models: no unknown keys, no guessing of types, no change after loading."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)


class NerveRelation(Frozen):
    """What a region has to do with the sciatic nerve and its branches, one sentence for each reader."""

    kind: Relation
    patient: Text
    clinician: Text


class Words(Frozen):
    """The text of a region in one register. ``what`` and ``where`` always, the rest where it applies."""

    what: Text
    where: Text
    ache: Text | None = None
    eases: Text | None = None
    leave: Text | None = None


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


class Region(Frozen):
    """One clickable region of the body: ``data/regions/<id>.yaml``."""

    id: Id
    name: Text
    plain_name: Text
    synonyms: tuple[Text, ...] = ()
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


class Remedy(Frozen):
    """What techniques and tools have in common."""

    id: Id
    name: Text
    plain_name: Text
    synonyms: tuple[Text, ...] = ()
    families: tuple[Family, ...] = ()
    applied_by: Applier
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
    """Something done with the hands or by moving: ``data/techniques/<id>.yaml``."""


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


class KeepOffZone(Frozen):
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


class RedFlag(Frozen):
    """A stop sign. Level E: emergency now. U: urgent, the same day. S: see a clinician first."""

    id: Annotated[str, StringConstraints(pattern=r"^RF\d\d$")]
    level: Literal["E", "U", "S"]
    name: Text
    look_for: Text
    action: Text
    pattern: Text
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


class AreaName(Frozen):
    """A part of the body: its name, and the slice of the body that a closer look shows (mm above the sole)."""

    id: Id
    name: Text
    bottom_mm: float | None = None
    top_mm: float | None = None
