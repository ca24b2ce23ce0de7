"""The pictures on the paper: the body with the plan's regions, and the clinic's logo."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from explorer.bodymap import Mark, marked
from explorer.content import Atlas
from explorer.content.models import Clinic
from explorer.handout.sheet import Sheet

SIZE_PX = (1500, 700)
PAIN_PX = (900, 900)
QUALITY = 90


def picture(sheet: Sheet, atlas: Atlas) -> bytes:
    """The body with the regions of the plan painted in and numbered, as JPEG."""
    return drawn(atlas, sheet.marks, SIZE_PX)


def pain_picture(sheet: Sheet, atlas: Atlas) -> bytes | None:
    """The pain drawing, as JPEG; nothing when there is none."""
    return drawn(atlas, sheet.sore.marks, PAIN_PX) if sheet.sore else None


def drawn(atlas: Atlas, marks: Sequence[Mark], size_px: tuple[int, int]) -> bytes:
    """The body with these marks, ``size_px`` (width, height) large, as JPEG."""
    out = io.BytesIO()
    marked(atlas, marks, size_px).save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def logo_file(of: Sheet | Clinic, atlas: Atlas) -> Path | None:
    """The clinic's logo, in ``handout/`` of its folder."""
    return atlas.file(f"handout/{of.logo}") if of.logo else None
