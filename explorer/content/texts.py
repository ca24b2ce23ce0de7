"""Which fields of a record people read: patients, and anyone at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

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


def our_texts(raw: Any, where: Where = ()) -> Iterator[tuple[Where, str]]:
    """Every text of a record that states something in our name, each with its place in the record."""
    if isinstance(raw, str):
        yield where, raw
    for key, value in _parts(raw):
        if key not in _NOT_OURS:
            yield from our_texts(value, (*where, key))


def _along(raw: Any, path: list[str], where: Where) -> Iterator[tuple[Where, str]]:
    if isinstance(raw, tuple):
        for i, item in enumerate(raw):
            yield from _along(item, path, (*where, i))
    elif path:
        if isinstance(raw, Mapping) and path[0] in raw:
            yield from _along(raw[path[0]], path[1:], (*where, path[0]))
    else:
        yield from our_texts(raw, where)


def _parts(raw: Any) -> Iterator[tuple[str | int, Any]]:
    if isinstance(raw, Mapping):
        yield from raw.items()
    elif isinstance(raw, tuple):
        yield from enumerate(raw)
