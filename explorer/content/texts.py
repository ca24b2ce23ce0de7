"""Which fields of a record people read: patients, and anyone at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from explorer.content.models import Register
from explorer.content.yaml_file import Where

# The patient text of each kind, as paths of field names; a list on the way stands for each of its entries.
PATIENT_TEXT: dict[str, tuple[str, ...]] = {
    "region": ("nerve_relation.patient", "patient", "cautions.text"),
    "technique": (
        "summary", "position", "draping", "steps", "dose.text", "pressure.text", "overrides.why", "may_say",
    ),
    "tool": (
        "summary", "position", "steps", "dose.text", "pressure.text", "overrides.why", "may_say",
        "substitute", "ways", "cleaning",
    ),
    "exercise": ("position", "steps", "should_feel", "should_not_feel", "dose.text", "overrides.why"),
    "phase": ("name", "leave_out.until"),
    "keep-off zone": ("place", "risk", "rule", "only_if"),
    "red flag": ("name", "checklist_label", "question", "counts", "does_not_count", "action"),
    "check screen": ("heading", "lead"),
    "circumstance": ("label",),
    "stop rule": ("patient",),
    "condition": ("name", "question", "counts", "does_not_count", "why", "reasons.why"),
    "claim": ("known",),
    "topic": ("statements.patient",),
    "place": ("note",),
    "pattern": ("plain_name", "patient", "differs"),
    "route": ("ask_first", "do_not", "note"),
    "caveat": ("title", "patient"),
    "course point": ("people.patient", "means.patient"),
    "tour": ("name", "intro", "steps.title", "steps.patient", "afterwards"),
    "advice": ("patient",),
    "answer": ("patient",),
    "plan": ("name", "fits", "items.note"),
}  # fmt: skip

# Quotes of what others say, search words, and fields that are no text.
_NOT_OURS = {"heard", "must_not_say", "synonyms", "id", "structures", "citation", "doi", "pmid"}


def patient_texts(kind: str, raw: Any) -> Iterator[tuple[Where, str]]:
    """The texts of a record that patients read, each with its place in the record."""
    for path in PATIENT_TEXT.get(kind, ()):
        yield from _along(raw, path.split("."), ())


def all_texts(raw: Any, where: Where = ()) -> list[tuple[Where, str]]:
    """Every text of a record, each with its place in the record."""
    found: list[tuple[Where, str]] = []
    _collect(raw, where, found)
    return found


def is_for_patients(kind: str, where: Where) -> bool:
    """Whether the text at a place in a record is one that patients read, and that must be easy for them."""
    names = tuple(str(name) for name in where if not isinstance(name, int))
    return is_ours(where) and any(names[: len(path)] == path for path in _paths(kind))


def _paths(kind: str) -> Iterator[tuple[str, ...]]:
    return (tuple(path.split(".")) for path in PATIENT_TEXT.get(kind, ()))


def is_ours(where: Where) -> bool:
    """Whether the text at a place in a record states something in our name."""
    return _NOT_OURS.isdisjoint(where)


def our_texts(raw: Any, where: Where = ()) -> Iterator[tuple[Where, str]]:
    """Every text of a record that states something in our name, each with its place in the record."""
    return ((inner, text) for inner, text in all_texts(raw, where) if is_ours(inner))


def _along(raw: Any, path: list[str], where: Where) -> Iterator[tuple[Where, str]]:
    if isinstance(raw, tuple):
        for i, item in enumerate(raw):
            yield from _along(item, path, (*where, i))
    elif path:
        if isinstance(raw, Mapping) and path[0] in raw:
            yield from _along(raw[path[0]], path[1:], (*where, path[0]))
    else:
        yield from our_texts(raw, where)


def _collect(raw: Any, where: Where, found: list[tuple[Where, str]]) -> None:
    """Add every text to a list: it takes half the time of handing each one up, and there are many."""
    if isinstance(raw, str):
        found.append((where, raw))
    elif isinstance(raw, Mapping | tuple):
        for key, value in raw.items() if isinstance(raw, Mapping) else enumerate(raw):
            _collect(value, (*where, key), found)


# --- translation --------------------------------------------------------------------------------------------------

# What people read of each kind and a translator must have, clinicians' words too. A field with + is a list of words,
# which is one text, because another language has more or fewer of them; * stands for all fields there.
_ITEM = "plain_name name +synonyms clinician position steps dose.text overrides.why evidence.finding"
_REMEDY = f"{_ITEM} summary pressure.text may_say +must_not_say"
_FLAG = "name checklist_label in_line question counts does_not_count action pattern +synonyms"
TRANSLATED = {
    "region": "plain_name name +synonyms nerve_relation.patient nerve_relation.clinician patient.* clinician.* "
    "anatomy.* cautions.text",
    "technique": f"{_REMEDY} draping",
    "tool": f"{_REMEDY} substitute ways.* cleaning",
    "exercise": f"{_ITEM} should_feel should_not_feel",
    "phase": "name leave_out.until",
    "plan": "name fits items.note",
    "tour": "name intro steps.title steps.patient steps.clinician afterwards",
    "keep-off zone": "name place risk rule only_if",
    "red flag": _FLAG,
    "check screen": "heading lead",
    "circumstance": "label",
    "stop rule": "patient clinician",
    "condition": "name question counts does_not_count +known_as often_used why reasons.why clinician_name "
    "clinician_why",
    "claim": "heard known clinician",
    "topic": "title +synonyms statements.patient statements.clinician",
    "place": "name +synonyms note",
    "country": "name number urgent urgent_line",
    "area": "name",
    "pattern": "name plain_name patient clinician differs",
    "route": "ask_first do_not note",
    "caveat": "title patient clinician",
    "course point": "people.patient people.clinician means.patient means.clinician",
    "effect": "tested people comparison outcome note",
    "advice": "patient",
    "answer": "patient",
    "figure": "alt",
}
BETWEEN = " ; "  # in a list of words that is one text
_FOR_CLINICIANS = {"clinician", "finding", "anatomy", "clinician_name", "clinician_why", "pattern"}


def translated_texts(kind: str, record: BaseModel) -> Iterator[tuple[Where, str, Register]]:
    """What a translator must have of a record: each text with its place in the record, and who reads it."""
    for field in TRANSLATED.get(kind, "").split():
        if field.startswith("+"):
            if words := getattr(record, field[1:]):
                yield (field[1:],), BETWEEN.join(words), "patient"
        else:
            for where, text in _texts_at(record, field.split("."), ()):
                yield where, text, "patient" if _FOR_CLINICIANS.isdisjoint(where) else "clinician"


def _texts_at(value: Any, path: list[str], where: Where) -> Iterator[tuple[Where, str]]:
    if isinstance(value, tuple):
        for i, part in enumerate(value):
            yield from _texts_at(part, path, (*where, i))
    elif isinstance(value, BaseModel) and path:
        for name in type(value).model_fields if path[0] == "*" else path[:1]:
            yield from _texts_at(getattr(value, name), path[1:], (*where, name))
    elif isinstance(value, str) and value:
        yield where, value
