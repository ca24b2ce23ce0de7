"""The regions of the body: what they are, in words for each reader."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from explorer.content.models.base import IDENTIFIER_FORM, Frozen, Grade, Id, Named
from explorer.content.models.links import ToKeepOff, ToReference, ToStopRule, ToStructure, ToTechnique, ToTool
from explorer.content.models.marks import AsItIs, Clinician, Patient, PatientName, ReadBy, Text

Area = Literal["low_back", "buttock", "thigh", "knee", "calf", "foot", "nerve"]
Relation = Literal["is", "touches", "covers", "near", "far"]

Identifier = Annotated[str, StringConstraints(pattern=IDENTIFIER_FORM), AsItIs()]


class NerveRelation(Frozen):
    """What a region has to do with the sciatic nerve and its branches, one sentence for each reader."""

    kind: Relation
    patient: Patient
    clinician: Clinician


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

    text: Patient
    grade: Grade
    references: tuple[ToReference, ...] = Field(min_length=1)


class Region(Named):
    """One clickable region of the body: ``data/regions/<id>.yaml``.

    ``stop_rules`` are those that hold for whatever is done there. ``identifiers`` names each structure in it by its ids
    in UBERON, in the FMA and, where a clinic adds them, in SNOMED CT.
    """

    area: Area
    structures: tuple[ToStructure, ...] = Field(min_length=1)
    identifiers: tuple[tuple[Identifier, ...], ...] = ()
    nerve_relation: NerveRelation
    patient: Annotated[Words, ReadBy("patient")]
    clinician: Annotated[Words, ReadBy("clinician")]
    anatomy: Annotated[Anatomy, ReadBy("clinician")] | None = None
    keep_off: tuple[ToKeepOff, ...] = ()
    cautions: tuple[Caution, ...] = Field(min_length=1)
    stop_rules: tuple[ToStopRule, ...] = ()
    techniques: tuple[ToTechnique, ...] = ()
    tools: tuple[ToTool, ...] = ()
    references: tuple[ToReference, ...] = Field(min_length=1)


class AreaName(Frozen):
    """A part of the body: its name, and the slice of the body that a closer look shows (mm above the sole)."""

    id: Id
    name: PatientName
    bottom_mm: float | None = None
    top_mm: float | None = None
