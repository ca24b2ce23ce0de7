"""The pictures of people: small ones, those for paper, and whether each is what its name says, by opening it."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from PIL import Image, ImageOps

from explorer.content import Problem
from explorer.content.atlas import plate_name
from explorer.content.folders import called, figure_file
from explorer.content.load import Content
from explorer.content.models import LAYERS, VIEWS, Figure

MOST_BYTES = 300_000
MOST_PIXELS = 1600  # on the longer side
THUMBNAIL_PX = 144  # on the longer side: a tap on the map must not send many bytes
_KIND = {".webp": "WEBP", ".png": "PNG", ".jpg": "JPEG"}
_BROKEN = (OSError, SyntaxError, ValueError, Image.DecompressionBombError)


def thumbnail(file: Path) -> bytes:
    """A picture in few bytes, of the same kind; one that cannot be opened as it is."""
    small = io.BytesIO()
    try:
        with Image.open(file, formats=tuple(_KIND.values())) as picture:
            picture.thumbnail((THUMBNAIL_PX, THUMBNAIL_PX), Image.Resampling.LANCZOS)
            picture.save(small, picture.format, quality=50, method=6, alpha_quality=60)
    except _BROKEN:
        return file.read_bytes()
    return small.getvalue()


def together(files: Sequence[Path], size_px: tuple[int, int], *, mirrored: bool) -> Image.Image | None:
    """Start and end beside or under each other, whichever is larger within this size (width, height), on white.

    ``mirrored`` turns left and right in each; the first stays the first. Nothing when one cannot be opened.
    """
    try:
        each = [_turned(file, mirrored=mirrored) for file in files]
    except _BROKEN:
        return None
    wide, high = max(one.width for one in each), max(one.height for one in each)
    shapes = ((len(each), 1), (1, len(each)))  # how many across and down
    across, down = max(shapes, key=lambda shape: _scale((wide * shape[0], high * shape[1]), size_px))
    whole = Image.new("RGB", (wide * across, high * down), "white")
    for i, one in enumerate(each):
        whole.paste(one, (wide * (i % across), high * (i // across)), one)
    scale = _scale(whole.size, size_px)
    return whole.resize((round(whole.width * scale), round(whole.height * scale)), Image.Resampling.LANCZOS)


def _turned(file: Path, *, mirrored: bool) -> Image.Image:
    with Image.open(file, formats=tuple(_KIND.values())) as opened:
        drawn = opened.convert("RGBA")
    return ImageOps.mirror(drawn) if mirrored else drawn


def _scale(size: tuple[int, int], room: tuple[int, int]) -> float:
    return min(room[0] / size[0], room[1] / size[1])


def faults(content: Content) -> Iterator[Problem]:
    """What is wrong with each plate, and with each picture that a record of figures names."""
    yield from _faults_of_plates(content)
    for draft in content.tables["figure"].drafts:
        for i, name in enumerate(draft.record.files if isinstance(draft.record, Figure) else ()):
            file = figure_file(name, content.folders)  # one that is missing is told by the loader
            if file and (said := fault(file)):
                yield draft.problem(("files", i), f"{name} {said[0]}", said[1])


def _faults_of_plates(content: Content) -> Iterator[Problem]:
    told = {problem.path for problem in content.problems}
    for view in VIEWS:
        for layer in LAYERS:
            file = content.images / plate_name(view, layer)
            name = f"{called(content.images)}/{file.name}"
            if name not in told and not _opens(file):  # what its head says is told by the loader
                yield Problem(name, 1, 1, "", "the plate cannot be opened as a picture", "save it again")


def _opens(file: Path) -> bool:
    try:
        with Image.open(file, formats=("WEBP",)) as picture:
            picture.load()
    except _BROKEN:
        return False
    return True


def fault(file: Path) -> tuple[str, str] | None:
    """What is wrong with a picture, and what is allowed; nothing when it opens as its name says."""
    size = file.stat().st_size
    if size == 0:
        return "is empty", "save the picture again"
    if size > MOST_BYTES:
        return f"has {size:,} bytes", f"at most {MOST_BYTES:,} are shown"
    return broken(file)


def broken(file: Path) -> tuple[str, str] | None:
    """The same of a picture of any weight."""
    try:
        return _opened(file)
    except _BROKEN:
        return "cannot be opened as a picture", f"allowed: {', '.join(_KIND.values())}"


def _opened(file: Path) -> tuple[str, str] | None:
    with Image.open(file, formats=tuple(_KIND.values())) as picture:
        if picture.format != _KIND[file.suffix]:
            return f"is a picture of the kind {picture.format}", "name it so, or save it as what its name says"
        if max(picture.size) > MOST_PIXELS:
            width, height = picture.size
            return f"is {width} x {height} px", f"at most {MOST_PIXELS} px on the longer side are shown"
        picture.load()
    return None
