"""What lies in a content folder and is not read, so that no change is lost in silence."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import translate
from pathlib import Path

from explorer.content import kinds
from explorer.content.folders import FIGURES_FOLDER, HANDOUT, IMAGES, LOCALE, shipped
from explorer.content.problems import Problem, closest, nearest

GEOMETRY_FOLDER = "atlas"
FIGURES_FILE = "figures.json"
REVIEWS = "reviews.yaml"  # no records: who reviewed them

# What systems, editors and mounted folders leave behind, and what is written for those who look into the folder.
_PASSED_OVER = re.compile("|".join(map(translate, (
    "._*", "~$*", ".DS_Store", "Thumbs.db", "desktop.ini", "..*", "lost+found", ".git*", ".*.sw?", ".#*", ".~lock.*",
    "*~", "README*", "LICENSE*",
))))  # fmt: skip
_PICTURES = (".webp", ".png", ".jpg")
_YAML = re.compile(r"(?i)\.ya?ml")
_SCHEMA = "schema"  # for editors
_NOT_OURS = {GEOMETRY_FOLDER, _SCHEMA}  # the geometry is made with other tools
_DEPTH = 3  # as deep as anything is read: images/figures/<file>


def readable() -> frozenset[str]:
    """The files and folders of a content folder that are read, besides the geometry."""
    return _lists() | _folders() | {HANDOUT, IMAGES, LOCALE}


def _lists() -> frozenset[str]:
    return frozenset((REVIEWS, *(kind.file for kind in kinds.KINDS if kind.layout == "list")))


def _folders() -> frozenset[str]:
    return frozenset(kind.file for kind in kinds.KINDS if kind.layout in ("folder", "lists"))


@dataclass(frozen=True)
class Unread:
    """A file or folder that nothing reads. ``meant`` when it was most likely to be read: then it is a mistake."""

    path: Path
    problem: Problem
    meant: bool


def records_in(folder: Path) -> list[Path]:
    """The files of a folder that hold a record each."""
    return [path for path in listed(folder) if path.suffix == ".yaml"]


def unread(folder: Path, name: str) -> Iterator[Unread]:
    """What nothing reads in a content folder, which is called ``name`` in problems."""
    lists, folders = _lists(), _folders()
    for path in listed(folder):
        if path.name in folders and path.is_dir():
            yield from _no_records(path, f"{name}/{path.name}")
        elif path.name == HANDOUT and path.is_dir():
            yield from _others(path, f"{name}/{HANDOUT}", {"plan.typ", "words.yaml"}, (".png", ".jpg", ".svg"))
        elif path.name == LOCALE and path.is_dir():
            yield from _others(path, f"{name}/{LOCALE}", _of_languages(path), (".po", ".pot"))
        elif path.name == IMAGES and path.is_dir():
            yield from _others(path, f"{name}/{IMAGES}", {Path(FIGURES_FOLDER).name})
            figures = folder / FIGURES_FOLDER
            yield from _others(figures, f"{name}/{FIGURES_FOLDER}", {FIGURES_FILE}, _PICTURES)
        elif path.name not in lists | _NOT_OURS or (path.name in lists and path.is_dir()):
            yield _stray(path, name, readable())


def listed(folder: Path) -> list[Path]:
    """What lies in a folder, without what systems and editors leave behind."""
    return [Path(entry.path) for entry in _entries(folder)]


def lying_in(folder: Path) -> Iterator[Path]:
    """All that lies in a content folder as deep as anything is read, each folder before what is in it."""
    return (Path(entry.path) for entry in entries_in(folder))


def entries_in(folder: Path | str, depth: int = _DEPTH) -> Iterator[os.DirEntry[str]]:
    """The same as the system tells it, for who looks again and again."""
    for entry in _entries(folder):
        yield entry
        if depth > 1 and _is_folder(entry):
            yield from entries_in(entry.path, depth - 1)


def _entries(folder: Path | str) -> list[os.DirEntry[str]]:
    """Without what is passed over. Of a folder that cannot be looked into, nothing."""
    try:
        with os.scandir(folder) as found:
            return sorted((entry for entry in found if not _PASSED_OVER.match(entry.name)), key=lambda each: each.name)
    except OSError:
        return []


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether it is a folder, or a link to one. A link that leads round in a ring is none."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def read_in(folder: Path) -> list[Path]:
    """The files of a content folder that are read."""
    left_out = {folder / _SCHEMA, *(found.path for found in unread(folder, ""))}
    return [path for path in lying_in(folder) if path.is_file() and left_out.isdisjoint((path, *path.parents))]


def _no_records(folder: Path, name: str) -> Iterator[Unread]:
    """What lies among records and is none."""
    for path in listed(folder):
        if path.suffix != ".yaml":
            hint = f"name it {path.name.partition('.')[0] or 'as its id, with the ending '}.yaml"
            yield Unread(path, _problem(path, name, "" if path.is_dir() else hint), meant=True)


def _of_languages(folder: Path) -> set[str]:
    """What is read beside texts: the file of each language that has texts here, or among the shipped ones."""
    return {f"{file.stem}.yaml" for place in (folder, shipped(LOCALE)) for file in place.glob("*.po")}


def _others(folder: Path, name: str, known: Iterable[str], endings: tuple[str, ...] = ()) -> Iterator[Unread]:
    for path in listed(folder):
        if path.name not in known and path.suffix not in endings:
            yield _stray(path, name, known)


def _stray(path: Path, name: str, known: Iterable[str]) -> Unread:
    stems = {Path(one).stem: one for one in known}
    like = closest(path.name.partition(".")[0], stems)
    hint = nearest(stems[like], [stems[like]]) if like else ""
    return Unread(path, _problem(path, name, hint), meant=bool(like) or _holds_yaml(path))


def _holds_yaml(path: Path) -> bool:
    inside = (one.name for one in path.glob("*")) if path.is_dir() else ()
    return any(map(_YAML.search, (path.name, *inside)))


def _problem(path: Path, name: str, hint: str) -> Problem:
    said = "nothing reads this folder" if path.is_dir() else "nothing reads this file"
    return Problem(f"{name}/{path.name}", 1, 1, "", said, hint)
