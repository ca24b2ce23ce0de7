"""What is known and from where: sources, what is often said, what we say, and what no text may claim."""

from __future__ import annotations

import re
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, Field, StringConstraints

from explorer.content.models.base import Frozen, Grade, Id, Reviewed
from explorer.content.models.links import ToReference, ToRegion, ToTechnique, ToTool, ToTopic
from explorer.content.models.marks import AsItIs, Clinician, Patient, PatientName, Quote, SearchWords, Verbatim

Basis = Literal["anatomy", "definition", "expert", "custom"]
ClaimVerdict = Literal[
    "stated", "stated_with_limits", "weak", "wrong", "unsafe", "marketing", "settled_conflict", "excluded",
]  # fmt: skip
ClaimKind = Literal[
    "definition", "cause", "symptom", "technique", "tool", "benefit", "dose", "caution", "aftercare",
    "prevention", "complement", "therapist", "question", "excluded",
]  # fmt: skip
Plot = Literal["course", "evidence"]
TopicGroup = Literal["basics", "symptoms", "conditions", "care", "massage", "aftercare", "everyday", "therapist"]

CLAIM_VERDICTS: tuple[ClaimVerdict, ...] = get_args(ClaimVerdict)
SET_RIGHT: tuple[ClaimVerdict, ...] = ("unsafe", "wrong")  # claims that must be met where they do harm, the worst first


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


Pattern = Annotated[Verbatim, AfterValidator(_compiles)]


class Reference(Frozen):
    """A named source, with how far its cited finding was checked."""

    id: Id
    status: Literal["checked", "partly", "unchecked", "not_a_publication"]
    citation: Verbatim
    doi: Annotated[str, AsItIs()] | None = None
    pmid: Annotated[str, AsItIs()] | None = None
    note: Verbatim | None = None


class Claim(Reviewed):
    """Something that is often said, and what is known: never one without the other.

    ``heard`` is the claim, ``known`` our sentence for patients. ``regions``, ``techniques``, ``tools`` and ``topics``
    say where it shows, besides the page of all claims. A claim names ``references`` or a ``basis``, or both.
    """

    id: Annotated[str, StringConstraints(pattern=r"^[A-Z]\d\d$"), AsItIs()]
    kind: ClaimKind
    heard: Quote
    verdict: ClaimVerdict
    known: Patient
    clinician: Clinician
    grade: Grade
    basis: Basis | None = None
    references: tuple[ToReference, ...] = ()
    regions: tuple[ToRegion, ...] = ()
    techniques: tuple[ToTechnique, ...] = ()
    tools: tuple[ToTool, ...] = ()
    topics: tuple[ToTopic, ...] = ()


class Statement(Frozen):
    """One thing that we say, at the strength that the evidence allows. ``plot`` is drawn below it."""

    patient: Patient
    clinician: Clinician
    plot: Plot | None = None
    grade: Grade
    references: tuple[ToReference, ...] = Field(min_length=1)


class Topic(Reviewed):
    """A question that people have, with what is known: ``synonyms`` are other words they ask it with."""

    id: Id
    title: PatientName
    group: TopicGroup
    synonyms: SearchWords = ()
    statements: tuple[Statement, ...] = Field(min_length=1)


class WordingRule(Frozen):
    """Something that no text may claim, and what to write instead.

    ``patterns`` are regular expressions, read without regard to case from the start of a word. A match that the same
    sentence denies before it is let through, unless ``even_denied``.
    """

    id: Id
    claim: Verbatim
    instead: Verbatim
    patterns: Annotated[
        tuple[Pattern, ...],
        Field(min_length=1),
        AfterValidator(_compile_together),
    ]
    even_denied: bool = False
