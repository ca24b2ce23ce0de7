"""Rules that hold across files: links that lead somewhere, structures owned once, plates that fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from explorer.content.atlas import plate_name
from explorer.content.geometry import BodyGeometry
from explorer.content.models import LAYERS, VIEWS
from explorer.content.problems import Problem, closest, nearest, short
from explorer.content.yaml_file import Where, YamlFile

# The name of a field says what kind of thing its ids point to.
LINKS = {
    "techniques": "technique",
    "tools": "tool",
    "keep_off": "keep-off zone",
    "references": "reference",
    "regions": "region",
    "structures": "structure",
}
GEOMETRY = "atlas/map.json"
SKIN = "skin"


@dataclass(frozen=True)
class Draft:
    """One record as it was read: where it stands, what was found, and the model unless it was malformed.

    The rules look at what was found, so that one malformed record causes no second problem elsewhere.
    """

    file: YamlFile
    where: Where
    raw: Any
    record: Any | None

    @property
    def id(self) -> str:
        """The id as written. Where none can be read: the file's name, or nothing for a record of a list."""
        written = self.raw.get("id") if isinstance(self.raw, Mapping) else None
        if isinstance(written, str):
            return written
        return "" if self.where else self.stem

    @property
    def stem(self) -> str:
        """The name of the file without its ending."""
        return Path(self.file.path).stem

    def ids(self, field: str) -> tuple[str, ...]:
        """The ids listed in ``field``, as far as they can be read."""
        listed = self._list(field)
        return tuple(item for item in listed if isinstance(item, str)) if isinstance(listed, tuple) else ()

    def is_list_of_ids(self, field: str) -> bool:
        """Whether every id in ``field`` can be read."""
        listed = self._list(field)
        return isinstance(listed, tuple) and all(isinstance(item, str) for item in listed)

    def _list(self, field: str) -> Any:
        return self.raw.get(field) if isinstance(self.raw, Mapping) else None

    def problem(self, inner: Where, what: str, hint: str = "") -> Problem:
        """A problem at ``inner`` within this record."""
        return self.file.problem((*self.where, *inner), what, hint)


@dataclass(frozen=True)
class Table:
    """The records of one kind in reading order; not ``complete`` when some could not be told apart."""

    drafts: tuple[Draft, ...]
    complete: bool

    @property
    def names(self) -> set[str]:
        """The ids that others may use. A file's name counts too, so that a wrong id is told only once."""
        return {draft.id for draft in self.drafts} | {draft.stem for draft in self.drafts if not draft.where}


Tables = Mapping[str, Table]


def unknown_links(tables: Tables, geometry: BodyGeometry | None) -> Iterator[Problem]:
    """Every id that names something which does not exist, as far as what exists could be read."""
    known = {kind: table.names for kind, table in tables.items() if table.complete}
    if geometry:
        known["structure"] = set(geometry.structures) - {SKIN}
        if "keep-off zone" in known:  # one that has an outline but no words is told by zones_have_words
            known["keep-off zone"] |= set(geometry.keep_off)
    for draft in _all(tables):
        for where, kind, found in _links(draft.raw, ()):
            if found not in known.get(kind, {found}):
                yield draft.problem(where, f"unknown {kind} '{short(found)}'", nearest(found, known[kind]))


def _links(raw: Any, where: Where) -> Iterator[tuple[Where, str, str]]:
    if isinstance(raw, Mapping):
        for key, value in raw.items():
            inner = (*where, key)
            if key in LINKS and isinstance(value, tuple):
                ids = ((i, item) for i, item in enumerate(value) if isinstance(item, str))
                yield from (((*inner, i), LINKS[key], item) for i, item in ids)
            else:
                yield from _links(value, inner)
    elif isinstance(raw, tuple):
        for i, item in enumerate(raw):
            yield from _links(item, (*where, i))


def structures_owned_once(regions: Table, geometry: BodyGeometry, name: str) -> Iterator[Problem]:
    """Every structure of the picture belongs to exactly one region."""
    owner: dict[str, Draft] = {}
    for draft in regions.drafts:
        for i, structure in enumerate(draft.ids("structures")):
            if structure in owner:
                first = owner[structure]
                hint = f"it belongs to '{first.id}' in {first.file.path}"
                yield draft.problem(("structures", i), f"structure '{short(structure)}' is claimed twice", hint)
            owner.setdefault(structure, draft)
    if not regions.complete or not all(draft.is_list_of_ids("structures") for draft in regions.drafts):
        return
    for structure in _missing(set(geometry.structures) - {SKIN}, owner):
        hint = "add it to a region's structures"
        yield Problem(f"{name}/{GEOMETRY}", 1, 1, structure, "no region owns this structure", hint)


def _missing(expected: Iterable[str], found: Iterable[str]) -> list[str]:
    """What is expected and not found. A misspelt name stands for the expected one nearest to it.

    A name that resembles none may stand for any of them: then nothing is missing until that one is mended.
    """
    missing, strays = set(expected) - set(found), sorted(set(found) - set(expected))
    meant = [closest(stray, missing) for stray in strays]
    return [] if None in meant else sorted(missing - set(meant))


def shapes_are_known(geometry: BodyGeometry, name: str) -> Iterator[Problem]:
    """Every shape that can be clicked is a structure of the atlas."""
    for view, picture in geometry.pictures.items():
        for layer, shapes in picture.layers.items():
            for shape in shapes:
                if shape.id not in geometry.structures:
                    hint = nearest(shape.id, geometry.structures)
                    where = f"{view}/{layer}"
                    yield Problem(f"{name}/{GEOMETRY}", 1, 1, where, f"unknown structure '{shape.id}'", hint)


def zones_have_words(tables: Tables, geometry: BodyGeometry, name: str) -> Iterator[Problem]:
    """Zones in the geometry and records in the content are the same set."""
    for kind, outlines in (("keep-off zone", geometry.keep_off), ("place", geometry.places)):
        for missing in _missing(outlines, tables[kind].names) if tables[kind].complete else ():
            yield Problem(f"{name}/atlas/zones.json", 1, 1, missing, f"this {kind} has no record", "add one")
        for draft in tables[kind].drafts:
            if draft.id and draft.id not in outlines:
                hint = nearest(draft.id, outlines)
                yield draft.problem(("id",), f"{kind} '{short(draft.id)}' has no outline in atlas/zones.json", hint)


def names_match_ids(tables: Tables) -> Iterator[Problem]:
    """A record that has a file of its own has the file's name as its id."""
    for draft in _all(tables):
        if not draft.where and draft.id != draft.stem:
            said = f"the id is '{short(draft.id)}' but the file is named '{short(draft.stem)}'"
            yield draft.problem(("id",), said, "make them equal")


def plates_fit(geometry: BodyGeometry, images: Path) -> Iterator[Problem]:
    """There is a plate for every view and layer, and its size fits its frame."""
    for view in VIEWS:
        expected = geometry.pictures[view].plate_size
        for layer in LAYERS:
            file = images / plate_name(view, layer)
            yield from _plate_problems(file, f"{images.name}/{file.name}", expected)


def _plate_problems(file: Path, name: str, expected: tuple[int, int]) -> Iterator[Problem]:
    try:
        found = webp_size(file)
    except OSError as error:
        yield Problem(name, 1, 1, "", f"the plate cannot be read: {error.strerror or error}")
        return
    if found is None:
        yield Problem(name, 1, 1, "", "the plate is not a WebP picture")
    elif found != expected:
        said = f"the plate is {found[0]} x {found[1]} px; its frame asks for {expected[0]} x {expected[1]}"
        yield Problem(name, 1, 1, "", said, "3 px per mm")


def webp_size(file: Path) -> tuple[int, int] | None:
    """Width and height in pixels from a WebP header (RFC 9649), or None when it is something else."""
    with file.open("rb") as stream:
        head = stream.read(30)
    if len(head) < 30 or head[:4] != b"RIFF" or head[8:12] != b"WEBP":
        return None
    kind = head[12:16]
    if kind == b"VP8X":
        return 1 + int.from_bytes(head[24:27], "little"), 1 + int.from_bytes(head[27:30], "little")
    if kind == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 ":
        width, height = (int.from_bytes(head[i : i + 2], "little") & 0x3FFF for i in (26, 28))
        return width, height
    return None


def _all(tables: Tables) -> Iterator[Draft]:
    return (draft for table in tables.values() for draft in table.drafts)
