"""The paper: a sheet set by Typst, as tagged PDF (PDF/UA-1) or as pictures of its pages.

The template is ``handout/plan.typ`` of the topmost content folder that has one, so a clinic may bring its own. It
sees only the files it is given: the sheet as JSON, the picture, the logo and the code to scan.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from explorer.content import Atlas
from explorer.content.models import Paper
from explorer.handout.picture import figures, logo_file, pain_picture, picture
from explorer.handout.qr import qr
from explorer.handout.sheet import Sheet
from explorer.handout.typesetter import NotSetError, typeset

TEMPLATE = "handout/plan.typ"
FIGURE = "figure-{}.jpg"  # of the item with this number
PAPER_NAMES: Mapping[Paper, str] = {"a4": "a4", "letter": "us-letter"}
UNPRINTABLE = "\u25a1"  # an empty square, in place of a sign that no bundled font has
_MOST_TRIES = 4
_REACHES_OUT = re.compile(r"\b(?:import|include|eval)\b")
_NO_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed')
_PLACE = re.compile(r"main\.typ:(\d+):(\d+)")
_SEARCHED = re.compile(r" \(searched at .*\)")  # a folder that is gone by then
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


class TemplateError(ValueError):
    """A template that makes no paper: which file, what is wrong with it, and where, as far as that is known."""

    def __init__(self, file: Path, said: str, line: int | None = None) -> None:
        self.file = file
        place = _PLACE.search(said)
        self.line, self.column = (int(place[1]), int(place[2])) if place else (line or 1, 1)
        self.said = _SEARCHED.sub("", said.partition("\n")[0].removeprefix("error: "))
        super().__init__(f"{file}: line {line}: {said}" if line else f"{file}: {said}")


def pdf(sheet: Sheet, atlas: Atlas, paper: Paper, drawn: bytes | None = None) -> bytes:
    """The paper as PDF/UA-1: tagged, with selectable text. ``drawn`` is its picture, if it was drawn already.

    Raises TemplateError, and OSError when the computer has no room for its pictures for a moment.
    """
    (document,) = _set(sheet, atlas, paper, drawn, {"format": "pdf", "pdf_standards": ["ua-1"]})
    return document


def png(sheet: Sheet, atlas: Atlas, paper: Paper, drawn: bytes | None = None, ppi: int = 144) -> tuple[bytes, ...]:
    """The pages of the paper as pictures, with ``ppi`` pixels per inch. Raises what ``pdf`` does."""
    return _set(sheet, atlas, paper, drawn, {"format": "png", "ppi": ppi})


def _set(sheet: Sheet, atlas: Atlas, paper: Paper, drawn: bytes | None, form: Mapping[str, Any]) -> tuple[bytes, ...]:
    path, source = _template(atlas)
    pictures, about = _given(sheet, atlas, drawn)
    text = json.dumps({**asdict(sheet), **about, "paper": PAPER_NAMES[paper]}, ensure_ascii=False)
    for _ in range(_MOST_TRIES):
        try:
            return _compiled({"main.typ": source, "sheet.json": text}, pictures, form)
        except NotSetError as error:
            missing = _missing(str(error))
            if not missing:
                raise TemplateError(path, str(error)) from None
            text = "".join(UNPRINTABLE if sign in missing else sign for sign in text)
    raise TemplateError(path, f"no font of the paper has the sign {UNPRINTABLE}")


def _template(atlas: Atlas) -> tuple[Path, str]:
    path = atlas.file(TEMPLATE)
    if path is None:
        raise TemplateError(Path(TEMPLATE), "the template of the paper is missing")
    try:
        source = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise TemplateError(path, f"the template cannot be read: {error}") from None
    if found := _REACHES_OUT.search(source):  # a package would be fetched from another host
        line = source.count("\n", 0, found.start()) + 1
        raise TemplateError(path, f"“{found[0]}” is not allowed, as it can fetch things; take it out", line)
    return path, source


def _given(sheet: Sheet, atlas: Atlas, drawn: bytes | None) -> tuple[dict[str, bytes], dict[str, Any]]:
    """The pictures for the template, and what it must know of them."""
    files = {"picture.jpg": drawn or picture(sheet, atlas)}
    shown = figures(sheet, atlas)
    files |= {FIGURE.format(number): data for number, data in shown.items()}
    about: dict[str, Any] = {"logo": None, "code_mm": None, "figures": list(shown)}
    if logo := logo_file(sheet, atlas):
        about["logo"] = f"logo{logo.suffix}"
        files[about["logo"]] = logo.read_bytes()
    if sore := pain_picture(sheet, atlas):
        files["sore.jpg"] = sore
    if code := qr(sheet.link) if sheet.link else None:
        about["code_mm"] = code.side_mm
        files["code.svg"] = code.svg
    return files, about


def _compiled(words: dict[str, str], pictures: dict[str, bytes], form: Mapping[str, Any]) -> tuple[bytes, ...]:
    """Words are given in memory and never stored; pictures must lie in a folder, the only one that a template sees."""
    with tempfile.TemporaryDirectory() as folder:
        for name, data in pictures.items():
            Path(folder, name).write_bytes(data)
        return typeset(words, folder, form)


def _missing(said: str) -> set[str]:
    """The signs that no font has, when that is what is wrong. Letters that they are drawn upon are not among them."""
    found = _NO_GLYPH.findall(said)
    signs = {sign for text in found for sign in _ESCAPED.sub(lambda escaped: chr(int(escaped[1], 16)), text)}
    return {sign for sign in signs if not sign.isascii()}
