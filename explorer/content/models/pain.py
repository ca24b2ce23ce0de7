"""Where it hurts: places on the skin, what is felt there, and what a picture of it cannot tell."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import Field

from explorer.content.models.base import Focus, Frozen, Grade, Id, Reviewed, View
from explorer.content.models.links import ToOutline, ToPlace, ToReference, ToRegion, ToSign
from explorer.content.models.marks import Clinician, Patient, PatientLabel, PatientName, Register, SearchWords

Feeling = Literal["ache", "sharp", "burning", "tingling", "numb", "weak", "cramp"]
Worse = Literal["sitting", "standing", "walking", "bending", "cough", "night"]
RootName = Literal["T12", "L1", "L2", "L3", "L4", "L5", "S1", "S2", "S3"]
PatternKind = Literal["muscle", "joint", "nerve", "root"]

FEELINGS: tuple[Feeling, ...] = get_args(Feeling)
WORSE: tuple[Worse, ...] = get_args(Worse)
ROOTS: tuple[RootName, ...] = get_args(RootName)


class Beneath(Frozen):
    """The regions under a pain place in one view, from the skin inwards."""

    view: View
    regions: tuple[ToRegion, ...] = Field(min_length=1)


class Place(Frozen):
    """A pain place on the skin and what lies beneath it. Its outline is in the geometry.

    ``beneath`` is what the outlines give. ``also`` lies there, though no outline shows it. ``edges`` are regions of
    which the place covers but a little: they count where something is to be left alone, and are not told. ``roots``
    supply most of its skin, by the sources named in ``references``; maps differ, and not every root has a strip in the
    geometry. ``synonyms`` are words that people search it with; they are never shown.
    """

    id: Id
    name: PatientName
    synonyms: SearchWords = ()
    area: Focus
    note: Patient
    beneath: tuple[Beneath, ...] = Field(min_length=1)
    also: tuple[ToRegion, ...] = ()
    edges: tuple[ToRegion, ...] = ()
    roots: tuple[RootName, ...] = ()
    references: tuple[ToReference, ...] = ()

    @property
    def under(self) -> frozenset[str]:
        """Every region of which any part may lie there, from whatever side one looks."""
        return frozenset((*(region for each in self.beneath for region in each.regions), *self.also, *self.edges))


class Pattern(Reviewed):
    """Where something is often felt: a muscle, a joint, a nerve or a nerve root. Never a diagnosis.

    ``main`` are the pain places where it is usually felt, ``sometimes`` those where it is felt less often. ``outline``
    names its area in the geometry, if one was drawn. ``differs`` tells it from what hurts in the same place. Patients
    see one of grade D only with ``for_patients``.
    """

    id: Id
    kind: PatternKind
    name: Clinician
    plain_name: PatientLabel
    regions: tuple[ToRegion, ...] = ()
    root: RootName | None = None
    outline: ToOutline | None = None
    main: tuple[ToPlace, ...] = Field(min_length=1)
    sometimes: tuple[ToPlace, ...] = ()
    feels: tuple[Feeling, ...] = Field(min_length=1)
    worse_with: tuple[Worse, ...] = ()
    patient: Patient
    clinician: Clinician
    differs: Patient
    for_patients: bool = False
    grade: Grade
    references: tuple[ToReference, ...] = Field(min_length=1)

    def is_for(self, register: Register) -> bool:
        """Whether a reader sees it."""
        return register == "clinician" or self.grade != "D" or self.for_patients

    def called(self, register: Register) -> str:
        """Its name in the words of a reader."""
        return self.plain_name if register == "patient" else self.name


class Route(Reviewed):
    """What is worth a look for pain places, the most likely first, and what to ask before that.

    ``roots`` are those whose pain is often felt there, whatever root supplies the skin. ``asks`` are the stop signs
    that must be answered first.
    """

    id: Id
    places: tuple[ToPlace, ...] = ()
    regions: tuple[ToRegion, ...] = ()
    roots: tuple[RootName, ...] = ()
    ask_first: Patient
    asks: tuple[ToSign, ...] = ()
    do_not: Patient
    note: Patient | None = None
    see_also: tuple[ToRegion, ...] = ()
    grade: Grade
    references: tuple[ToReference, ...] = Field(min_length=1)


class Caveat(Reviewed):
    """What a picture cannot tell: said wherever that picture is shown."""

    id: Id
    title: PatientLabel
    patient: Patient
    clinician: Clinician
    grade: Grade
    references: tuple[ToReference, ...] = Field(min_length=1)
