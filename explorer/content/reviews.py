"""Who reviewed which text: ``reviews.yaml`` of a clinic's folder, in which one review follows the other.

A review holds for the very words that were reviewed, by their fingerprint. The last one of a record counts, and a text
that was changed since counts as not reviewed.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from explorer.content import kinds
from explorer.content.draft import Draft, read_draft
from explorer.content.folders import called
from explorer.content.models import Review, Reviewed
from explorer.content.once import once
from explorer.content.problems import ContentError, Problem, nearest, short
from explorer.content.unread import REVIEWS as FILE
from explorer.content.yaml_file import parse_yaml, try_yaml

if TYPE_CHECKING:
    from explorer.content.atlas import Atlas

KEY = "reviews"
HEAD = "# Who reviewed what. Written by `sciatic-explorer review`; the last review of a text counts.\n"
_NOT_THE_TEXT = {"reviewer", "reviewed_on", "review_by"}

State = Literal["reviewed", "changed", "waiting"]


@dataclass(frozen=True)
class Standing:
    """How far one record is reviewed: ``last`` is its last review, ``changed`` the fields that are others since.

    ``id`` is the folder or the list, and the record, such as ``regions/piriformis``. ``title`` is what readers call it.
    """

    id: str
    title: str
    record: Reviewed
    last: Review | None
    changed: tuple[str, ...]

    @property
    def state(self) -> State:
        """In one word."""
        if self.last and not self.changed:
            return "reviewed"
        return "changed" if self.last else "waiting"


# --- fingerprints -------------------------------------------------------------------------------------------------


def fingerprints(record: Reviewed) -> dict[str, str]:
    """A short name for each field of a text, which changes with it."""
    fields = record.model_dump(mode="json", exclude=_NOT_THE_TEXT, exclude_defaults=True)  # a new field changes none
    return {name: _fingerprint(value) for name, value in fields.items() if value not in (None, [], "")}


def _fingerprint(value: Any) -> str:
    written = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()[:10]


def _changed(record: Reviewed, review: Review) -> tuple[str, ...]:
    """The fields that are others than those reviewed. All of them are compared by one fingerprint, too."""
    now, then = fingerprints(record), dict(review.fields)
    found = tuple(name for name in dict.fromkeys((*now, *then)) if now.get(name) != then.get(name))
    return found or (() if _fingerprint(now) == review.fingerprint else ("fingerprint",))


# --- reading ------------------------------------------------------------------------------------------------------


def read_reviews(folders: Iterable[Path], problems: list[Problem]) -> tuple[Draft, ...]:
    """Every review of these folders, the oldest first."""
    found: list[Draft] = []
    for folder in folders:
        if (folder / FILE).exists():
            found += _read(folder / FILE, f"{called(folder)}/{FILE}", problems)
    return tuple(found)


def _read(path: Path, name: str, problems: list[Problem]) -> Iterator[Draft]:
    file = try_yaml(path, name, problems)
    if file is None:
        return
    entries = file.value.get(KEY) if isinstance(file.value, Mapping) else None
    if not isinstance(entries, tuple) or len(file.value) > 1:
        problems.append(file.problem((KEY,), f"expected '{KEY}:' with a list of reviews, and nothing else"))
        return
    for i, raw in enumerate(entries):
        yield read_draft(file, (KEY, i), raw, Review, problems)


def unknown(reviews: Iterable[Draft], known: Iterable[str]) -> Iterator[Problem]:
    """Reviews of what there is not."""
    ids = frozenset(known)
    for draft in reviews:
        if isinstance(draft.record, Review) and draft.id not in ids:
            yield draft.problem(("id",), f"unknown text '{short(draft.id)}'", nearest(draft.id, sorted(ids)))


def last_of(reviews: Iterable[Draft]) -> dict[str, Review]:
    """The review that counts for each record."""
    return {draft.id: draft.record for draft in reviews if isinstance(draft.record, Review)}


def laid_over(records: Mapping[str, Any], folder: str, reviews: Mapping[str, Review]) -> dict[str, Any]:
    """Records with the reviews of their very words."""
    return {key: _reviewed(record, reviews.get(f"{folder}/{key}")) for key, record in records.items()}


def _reviewed(record: Any, review: Review | None) -> Any:
    if review is None or not isinstance(record, Reviewed) or _changed(record, review):
        return record
    return record.model_copy(update={"reviewer": review.by, "reviewed_on": review.reviewed_on})


@once
def standings(atlas: Atlas) -> tuple[Standing, ...]:
    """Every text that a clinician can review, with how far it is."""
    return tuple(_standings(atlas.source, last_of(read_reviews(atlas.folders, []))))


def _standings(atlas: Atlas, last: Mapping[str, Review]) -> Iterator[Standing]:
    for kind in kinds.KINDS:
        for key, record in getattr(atlas, kind.stem).items() if issubclass(kind.model, Reviewed) else ():
            name = f"{kind.stem}/{key}"
            changed = _changed(record, last[name]) if name in last else ()
            yield Standing(name, kind.title_of(record), record, last.get(name), changed)


@once
def signed(atlas: Atlas) -> tuple[int, int]:
    """How many texts a clinician has reviewed, in the words in which they stand here, and how many there are."""
    tables = (getattr(atlas, kind.stem) for kind in kinds.KINDS if issubclass(kind.model, Reviewed))
    reviewed = [bool(record.reviewer) for table in tables for record in table.values()]
    return sum(reviewed), len(reviewed)


# --- writing ------------------------------------------------------------------------------------------------------


def review_of(standing: Standing, name: str, role: str, day: str) -> Review:
    """The review of a text as it stands. Raises pydantic's ValidationError for a name, a role or a day that is none."""
    fields = fingerprints(standing.record)
    return Review(
        id=standing.id, reviewer=name, role=role, reviewed_on=day, fingerprint=_fingerprint(fields),
        fields=tuple(fields.items()),
    )  # fmt: skip


def write(folder: Path, reviews: Sequence[Review]) -> None:
    """Put reviews behind those in the folder's own file, all of them or none.

    Raises OSError, and ContentError while something in that file cannot be read: nothing of it may be lost.
    """
    path, whole = folder / FILE, _with(folder, reviews)
    handle, beside = tempfile.mkstemp(prefix=".#", dir=folder)  # a name that nothing reads meanwhile
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(whole)
        Path(beside).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def _with(folder: Path, reviews: Sequence[Review]) -> str:
    """The file as it is with these reviews behind; in our own form where one cannot go on in the form that it has."""
    path, problems = folder / FILE, list[Problem]()
    known = [draft.record for draft in read_reviews([folder], problems)]
    if problems:
        raise ContentError(problems)
    before = path.read_text("utf-8") if path.exists() else f"{HEAD}{KEY}:\n"
    whole = before.rstrip("\n") + "\n" + "".join(map(_entry, reviews))
    if _length(whole) == len(known) + len(reviews):
        return whole
    return f"{HEAD}{KEY}:\n" + "".join(_entry(record) for record in (*known, *reviews) if isinstance(record, Review))


def _length(text: str) -> int | None:
    """How many reviews a file of this text has; None where it is none."""
    try:
        value = parse_yaml(text, FILE).value
    except ContentError:
        return None
    entries = value.get(KEY) if isinstance(value, Mapping) else None
    return len(entries) if isinstance(entries, tuple) else None


def _entry(review: Review) -> str:
    said = review.model_dump(mode="json", exclude={"fields"})
    lines = [f"{name}: {_quoted(value)}" for name, value in said.items()]
    fields = ", ".join(f"[{_quoted(name)}, {_quoted(print_)}]" for name, print_ in review.fields)
    return "  - " + "\n    ".join([*lines, f"fields: [{fields}]"]) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
