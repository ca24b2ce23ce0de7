"""What all models share: the forms of a text, the words for sides, views and readers, and who reviewed a record."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

from explorer.content.models.marks import AsItIs, Clinician, PatientName, Register, SearchWords, Verbatim

DATE_FORM = r"^\d{4}-\d{2}-\d{2}$"
PICTURE_FORM = r"^[A-Za-z0-9][A-Za-z0-9_-]*\.(png|jpg|svg)$"
FIGURE_FORM = r"^[a-z][a-z0-9_]*\.(webp|png|jpg)$"
CODE_FORM = r"^[A-Z][A-Z0-9_]*$"
LANG_FORM = r"^[a-z]{2,3}$"
IDENTIFIER_FORM = r"^(UBERON:\d{7}|FMA:\d{1,7}|SCTID:\d{6,18})$"
PHRASE_FORM = r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$"
ADDRESS_FORM = r"^https?://[^\s?#]+$"
REVIEWED_FORM = r"^[a-z_]+/[A-Za-z][A-Za-z0-9_]*$"
FINGERPRINT_FORM = r"^[0-9a-f]{10}$"
# What a text in one of these forms is, and how it looks, in words.
FORMS = {
    DATE_FORM: ("a date", "YYYY-MM-DD"),
    PICTURE_FORM: ("the name of a picture", "such as logo.png, logo.jpg or logo.svg"),
    FIGURE_FORM: ("the name of a picture of people", "such as bridge_1.webp, bridge_1.png or bridge_1.jpg"),
    CODE_FORM: ("the code of a stop rule", "such as S_NERVE; its sentence stands in stop_rules.yaml"),
    IDENTIFIER_FORM: ("the id of a structure elsewhere", "such as UBERON:0008529, FMA:19082 or SCTID:245019009"),
    PHRASE_FORM: ("the id of a phrase", "such as plan.add: the name of its file, a dot, and its own name"),
    LANG_FORM: ("a language", "its code of two or three letters, such as en or es"),
    REVIEWED_FORM: ("the name of a text", "such as regions/piriformis or stop_rules/S_NERVE"),
    FINGERPRINT_FORM: ("a fingerprint", "ten digits and letters, as `sciatic-explorer review` writes it"),
    ADDRESS_FORM: ("a web address", "such as https://atlas.example.org"),
}


def _real_date(text: str) -> str:
    try:
        date.fromisoformat(text)
    except ValueError:
        raise ValueError("there is no such day") from None
    return text


Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$"), AsItIs()]
Code = Annotated[str, StringConstraints(pattern=CODE_FORM), AsItIs()]
Lang = Annotated[str, StringConstraints(pattern=LANG_FORM), AsItIs()]
# The id of a stop sign; a letter tells one of several parts.
SignId = Annotated[str, StringConstraints(pattern=r"^RF\d\d[a-z]?$"), AsItIs()]
Date = Annotated[str, StringConstraints(pattern=DATE_FORM), AfterValidator(_real_date), AsItIs()]

View = Literal["posterior", "lateral", "anterior"]
Layer = Literal["skin", "surface", "deep", "nerve"]
Side = Literal["left", "right"]
ShapeSide = Literal["left", "right", "midline"]
AnySide = Literal["left", "right", "midline", "both"]
Focus = Literal["whole", "low_back", "buttock", "thigh", "knee", "calf", "foot"]
Grade = Literal["A", "B", "C", "D", "T", "X"]

VIEWS: tuple[View, ...] = get_args(View)
LAYERS: tuple[Layer, ...] = get_args(Layer)
SIDES: tuple[Side, ...] = get_args(Side)
FOCUSES: tuple[Focus, ...] = get_args(Focus)
REGISTERS: tuple[Register, ...] = get_args(Register)
GRADES: tuple[Grade, ...] = get_args(Grade)


class Frozen(BaseModel):
    """Base of all models: no unknown keys, no guessing of types, no change after loading."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)


class Reviewed(Frozen):
    """Who looked at a record, and when it must be looked at again. Without ``reviewer`` no clinician has yet."""

    reviewer: Verbatim | None = None
    reviewed_on: Date | None = None
    review_by: Date

    def is_overdue(self, today: date) -> bool:
        """Whether it was to be looked at again by now."""
        return date.fromisoformat(self.review_by) < today


class Review(Frozen):
    """That somebody reviewed a text, in the words whose ``fingerprint`` this is; ``fields`` has one for each field.

    ``id`` is the folder or the list of the record, and the record, such as ``regions/piriformis``.
    """

    id: Annotated[str, StringConstraints(pattern=REVIEWED_FORM)]
    reviewer: Verbatim
    role: Verbatim
    reviewed_on: Date
    fingerprint: Annotated[str, StringConstraints(pattern=FINGERPRINT_FORM)]
    fields: tuple[tuple[str, str], ...] = ()

    @property
    def by(self) -> str:
        """Whom pages and papers name."""
        return f"{self.reviewer} ({self.role})"


class Named(Reviewed):
    """What has a name for clinicians and a plain one for patients."""

    id: Id
    name: Clinician
    plain_name: PatientName
    synonyms: SearchWords = ()

    def called(self, register: Register) -> str:
        """Its name in the words of a reader."""
        return self.plain_name if register == "patient" else self.name
