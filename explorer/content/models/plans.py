"""Treatment plans, and the lines of advice that go with them."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from explorer.content.models.base import AnySide, Date, Frozen, Grade, Id, Lang, Reviewed
from explorer.content.models.links import ToAdvice, ToExercise, ToReference, ToRegion, ToTechnique, ToTool
from explorer.content.models.marks import Patient, PatientLabel, PatientLine, ReadBy, Register
from explorer.content.models.remedies import Go


def _one_line(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


Note = Annotated[Annotated[str, StringConstraints(max_length=140)], AfterValidator(_one_line), ReadBy("patient")]

Role = Literal["doctor", "physiotherapist", "midwife", "nurse", "surgeon"]
Paper = Literal["a4", "letter"]
AdviceKind = Literal["home_care", "aftercare", "activity", "exercise", "teach_back"]
Noted = Literal["worse", "hard", "easy"]
NextStep = Literal["more", "harder", "easier"]

ROLES: tuple[Role, ...] = get_args(Role)
PAPERS: tuple[Paper, ...] = get_args(Paper)
NOTED: tuple[Noted, ...] = get_args(Noted)
NEXT_STEPS: tuple[NextStep, ...] = get_args(NextStep)


class Advice(Reviewed):
    """One line: for a plan, what to do at home, after a visit, or to stay active; or what holds for every exercise."""

    id: Id
    kind: AdviceKind
    patient: Annotated[PatientLine, StringConstraints(max_length=160)]
    grade: Grade
    references: tuple[ToReference, ...] = Field(min_length=1)


class Answer(Reviewed):
    """What a diary is answered once the same was noted on so many ``days``, the gravest first.

    ``names`` is the step that is named behind the words; an answer that names one is for items that have it. One that
    ``stops`` is about all of the plan.
    """

    id: Id
    noted: Noted
    days: int = Field(ge=1, le=14)
    names: NextStep | None = None
    stops: bool = False
    patient: Annotated[PatientLine, StringConstraints(max_length=160)]
    grade: Grade
    references: tuple[ToReference, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _stops_what_got_worse(self) -> Answer:
        if self.stops and self.noted != "worse":
            raise ValueError("only what got worse can stop the whole plan: take out 'stops', or say 'noted: worse'")
        return self


class PlanItem(Go):
    """One thing to do in a plan: a technique, tool or exercise at a region on a side of the body, with its dose.

    ``both`` is left and right alike. ``pressure`` is how strong it feels, 0 to 10; of an exercise, at most.
    ``agreed_with`` is whose consent was got where the safety check says to ask first.
    """

    region: ToRegion
    side: AnySide
    technique: ToTechnique | None = None
    tool: ToTool | None = None
    exercise: ToExercise | None = None
    pressure: int = Field(ge=0, le=10)
    agreed_with: Role | None = None
    note: Note = ""

    @model_validator(mode="after")
    def _is_one_thing(self) -> PlanItem:
        if sum(named is not None for named in (self.technique, self.tool, self.exercise)) != 1:
            raise ValueError("an item names one technique, tool or exercise")
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
    home_care: tuple[ToAdvice, ...] = Field(default=(), max_length=3)
    aftercare: tuple[ToAdvice, ...] = Field(default=(), max_length=3)
    activity: ToAdvice | None = None
    review_on: Date | None = None


class Template(Plan, Reviewed):
    """A plan to start from: ``data/plans/<id>.yaml``. ``fits`` says for whom."""

    id: Id
    name: PatientLabel
    fits: Patient
    items: tuple[PlanItem, ...] = Field(min_length=1, max_length=12)

    @property
    def plan(self) -> Plan:
        """The plan itself, without what makes it a template."""
        return Plan(**{name: getattr(self, name) for name in Plan.model_fields})
