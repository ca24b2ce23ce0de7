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


def all_texts(raw: Any, where: Where = ()) -> list[tuple[Where, str]]:
    """Every text of a record, each with its place in the record."""
    found: list[tuple[Where, str]] = []
    _collect(raw, where, found)
    return found


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
