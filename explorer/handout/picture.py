"""The pictures on the paper: the body with the plan's regions, and the clinic's logo."""

from __future__ import annotations

import io
from pathlib import Path

from explorer.bodymap import marked
from explorer.content import Atlas
from explorer.handout.sheet import Sheet

SIZE_PX = (1500, 700)
QUALITY = 90


def picture(sheet: Sheet, atlas: Atlas) -> bytes:
    """The body with the regions of the plan painted in and numbered, as JPEG."""
    out = io.BytesIO()
    marked(atlas, sheet.marks, SIZE_PX).save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def logo_file(sheet: Sheet, atlas: Atlas) -> Path | None:
    """The clinic's logo, in ``handout/`` of its folder."""
    return atlas.file(f"handout/{sheet.logo}") if sheet.logo else None
