"""A clinic's folder with a technique in English; in Spanish is only what no language is offered without."""

from __future__ import annotations

import shutil
from pathlib import Path

from explorer.content import load_atlas
from explorer.content.translation import gaps

ROOT = Path(__file__).parents[1]
TECHNIQUE = "arm_rest"
_HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Language: es\\n"\n'


def half_spanish(folder: Path) -> Path:
    """Fill a folder with it."""
    (folder / "techniques").mkdir()
    shutil.copy(ROOT / f"tests/shipped/added/techniques/{TECHNIQUE}.yaml", folder / "techniques")
    atlas = load_atlas(folder)
    wanted = [gap.wanted for gap in gaps(atlas, atlas.catalogs["es"]) if gap.wanted.is_safety]
    said = (f'msgctxt "{text.context}"\nmsgid "{text.english[0]}"\nmsgstr "Hasta 10 minutos."\n' for text in wanted)
    (folder / "locale").mkdir()
    (folder / "locale/es.po").write_text("\n".join((_HEAD, *said)), "utf-8")
    return folder
