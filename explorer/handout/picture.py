"""The pictures on the paper: the body with the plan's regions, how each item is done, and the clinic's logo."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from explorer.bodymap import Mark, jpeg, marked
from explorer.bodymap.figures import together
from explorer.content import Atlas
from explorer.content.folders import figure_file
from explorer.content.models import Clinic
from explorer.handout.sheet import Sheet, Shown

SIZE_PX = (1500, 700)
PAIN_PX = (900, 900)
FIGURE_PX = (520, 390)  # 300 pixels to the inch at 44 mm


def picture(sheet: Sheet, atlas: Atlas) -> bytes:
    """The body with the regions of the plan painted in and numbered, as JPEG."""
    return drawn(atlas, sheet.marks, SIZE_PX)


def pain_picture(sheet: Sheet, atlas: Atlas) -> bytes | None:
    """The pain drawing, as JPEG; nothing when there is none."""
    return jpeg(marked(atlas, sheet.sore.marks, PAIN_PX, sheet.sore.skin)) if sheet.sore else None


def drawn(atlas: Atlas, marks: Sequence[Mark], size_px: tuple[int, int]) -> bytes:
    """The body with these marks, ``size_px`` (width, height) large, as JPEG."""
    return jpeg(marked(atlas, marks, size_px))


def figures(of: Sheet, atlas: Atlas) -> dict[int, bytes]:
    """How the items are done, as JPEG, by their numbers; those without a picture that opens are left out."""
    drawn = ((row.number, figure(row.shown, atlas)) for part in of.parts for row in part.rows if row.shown)
    return {number: data for number, data in drawn if data}


def figure(shown: Shown, atlas: Atlas) -> bytes | None:
    """How something is done, as one JPEG on white; nothing when its pictures are gone or cannot be opened."""
    files = [file for name in shown.files if (file := figure_file(name, atlas.folders))]
    drawn = together(files, FIGURE_PX, mirrored=shown.mirrored) if files else None
    return jpeg(drawn) if drawn else None


def logo_file(of: Sheet | Clinic, atlas: Atlas) -> Path | None:
    """The clinic's logo, in ``handout/`` of its folder."""
    return atlas.file(f"handout/{of.logo}") if of.logo else None
