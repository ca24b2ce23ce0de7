"""Where content lies: what comes with the project, and the pictures of people beside it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

HANDOUT = "handout"  # what the papers are made from: no records
IMAGES = "images"
LOCALE = "locale"  # translations: at the top for the shipped content, and in an overlay
FIGURES_FOLDER = f"{IMAGES}/figures"


def shipped(folder: str) -> Path:
    """A folder that comes with the project: beside the package in a checkout, inside it when installed."""
    package = Path(__file__).parents[1]
    inside = package / folder
    return inside if inside.is_dir() else package.parent / folder


def called(folder: Path) -> str:
    """What a folder is called in problems: its name, from wherever one looks at it."""
    return folder.name or folder.resolve().name or str(folder)


def name_of(file: Path) -> str:
    """What a file in a part of a content folder is told as: ``clinic/locale/es.po``; ours ``locale/es.po``."""
    part = file.parent
    inside = "" if part == shipped(LOCALE) else f"{called(part.parent)}/"
    return f"{inside}{part.name}/{file.name}"


def figure_folders(content: Iterable[Path]) -> tuple[Path, ...]:
    """The folders that may hold pictures of people, each laid over the one before."""
    return (shipped(FIGURES_FOLDER), *(folder / FIGURES_FOLDER for folder in content))


def figure_file(name: str, content: Iterable[Path]) -> Path | None:
    """The picture of this name that counts, if there is one."""
    found = (folder / name for folder in reversed(figure_folders(content)))
    return next((file for file in found if file.is_file()), None)
