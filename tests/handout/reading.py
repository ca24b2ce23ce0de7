"""Reads what is on a paper: its text, its tags, the code to scan. And the plans that the tests print."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pypdf
import pypdfium2
import zxingcpp

from explorer.care.plan import in_order, judge, suggested
from explorer.care.screening import Verdict
from explorer.content import Atlas
from explorer.content.models import Plan, Template, Visits
from explorer.handout import Sheet, sheet

TODAY = date(2026, 11, 21)
BASE = "https://atlas.example.org"
LONG = (  # as long as a note may be
    "Breathe out as you lean in. Not just after a long drive. Rest a day when it is sore, "
    "and then go on as before, but a bit less hard for now.."
)
_UNSEEN = re.compile("[\\s\u200b\u200e\u200f]")
_HYPHEN_AT_THE_END = re.compile("[\x02\u00ad\ufffe]")  # what the reader makes of a hyphen at the end of a line

# Twelve things for as many places, on both sides, at visits and at home.
_TWELVE = (
    ("gluteus_medius", "right", "swedish"), ("gluteus_maximus", "right", "glute_focused"),
    ("biceps_femoris", "left", "leg_work"), ("iliotibial_tract", "right", "itb_warm_up"),
    ("gluteus_medius", "right", "heat_pack"), ("gluteus_medius", "right", "soft_ball"),
    ("piriformis", "right", "stretching"), ("gastrocnemius", "left", "roller_stick"),
    ("erector_spinae", "left", "heat_pack"), ("biceps_femoris", "left", "stretching"),
    ("piriformis", "left", "stretching"), ("gluteus_maximus", "left", "heat_pack"),
)  # fmt: skip


def plan_of(template: Template) -> Plan:
    """The plan of a template."""
    return template.plan


def twelve(atlas: Atlas, count: int = 12, note: str = "") -> Plan:
    """A plan of up to twelve items with everything that a plan may say."""
    remedies = atlas.remedies
    items = [suggested(atlas, atlas.regions[region], side, remedies[key]) for region, side, key in _TWELVE[:count]]  # type: ignore[arg-type]
    lines = {kind: tuple(a.id for a in atlas.advice.values() if a.kind == kind) for kind in ("home_care", "aftercare")}
    return Plan(
        items=in_order(atlas, (item.model_copy(update={"note": note}) for item in items)),
        visits=Visits(count=4, every_weeks=2),
        home_care=lines["home_care"][:3],
        aftercare=lines["aftercare"][:3],
        activity="keep_moving",
    )


def six_with_exercises(atlas: Atlas) -> Plan:
    """A plan of three remedies and three exercises."""
    chosen = (("lumbar_spine", "walking"), ("gluteus_maximus", "bridge"), ("quadriceps", "sit_to_stand"))
    moves = (suggested(atlas, atlas.regions[region], "right", atlas.exercises[key]) for region, key in chosen)
    plan = twelve(atlas, 3)
    return plan.model_copy(update={"items": in_order(atlas, (*plan.items, *moves))})


def twelve_exercises(atlas: Atlas) -> Plan:
    """A plan of twelve exercises, those with sides on both."""
    chosen = tuple(atlas.exercises.values())[:12]
    moves = (suggested(atlas, atlas.regions[exercise.regions[0]], "right", exercise) for exercise in chosen)
    return Plan(items=in_order(atlas, moves), home_care=twelve(atlas, 1).home_care, activity="keep_moving")


def sheet_of(atlas: Atlas, plan: Plan, verdict: Verdict | None = None, **more: Any) -> Sheet:
    """What goes on paper for a plan, on the day of the tests."""
    return sheet(atlas, plan, judge(atlas, plan, verdict), today=TODAY, **more)


def squeezed(text: str) -> str:
    """A text without spaces and line ends, which a paper sets as it likes, and with ligatures taken apart."""
    return _UNSEEN.sub("", _HYPHEN_AT_THE_END.sub("-", unicodedata.normalize("NFKC", text)))


def text_of(pdf: bytes) -> str:
    """The selectable text of all pages, squeezed."""
    return squeezed("".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf)))


def letters(pdf: bytes) -> list[tuple[str, float]]:
    """The signs of all pages without spaces, each with its size in points."""
    return [found for page in pypdfium2.PdfDocument(pdf) for found in _letters(page.get_textpage())]


def _letters(text: Any) -> Iterator[tuple[str, float]]:
    for i in range(text.count_chars()):
        size = pypdfium2.raw.FPDFText_GetFontSize(text.raw, i)
        yield from ((sign, size) for sign in squeezed(text.get_text_range(i, 1)))


def page_count(pdf: bytes) -> int:
    """How many pages a paper has."""
    return len(pypdfium2.PdfDocument(pdf))


def strays(pdf: bytes, margin_pt: float = 25) -> list[str]:
    """The signs that are nearer to an edge of the page than the margin, or beyond it."""
    return [sign for page in pypdfium2.PdfDocument(pdf) for sign in _strays(page, margin_pt)]


def _strays(page: Any, margin: float) -> Iterator[str]:
    width, height = page.get_size()
    text = page.get_textpage()
    for i in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(i)
        sign = text.get_text_range(i, 1)
        if sign.strip() and right > left:
            inside = left >= margin and right <= width - margin and bottom >= margin / 2 and top <= height - margin / 2
            if not inside:
                yield sign


def covered(pdf: bytes) -> list[str]:
    """The signs that lie on a picture."""
    return [sign for page in pypdfium2.PdfDocument(pdf) for sign in _covered(page)]


def _covered(page: Any) -> Iterator[str]:
    boxes = [found.get_bounds() for found in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])]
    text = page.get_textpage()
    for i in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(i)
        across, up = (left + right) / 2, (bottom + top) / 2
        if any(box[0] < across < box[2] and box[1] < up < box[3] for box in boxes):
            yield text.get_text_range(i, 1)


def scanned(pdf: bytes) -> list[str]:
    """What a phone reads from the rendered first page, at the resolution of a common printer."""
    image = pypdfium2.PdfDocument(pdf)[0].render(scale=200 / 72).to_pil()
    return [found.text for found in zxingcpp.read_barcodes(image)]


def tags(pdf: bytes) -> list[tuple[str, str | None]]:
    """The tags of a paper in reading order, each with the text that stands for a picture."""
    root: Any = pypdf.PdfReader(io.BytesIO(pdf)).trailer["/Root"]
    return list(_tags(root["/StructTreeRoot"]))


def _tags(node: Any) -> Iterator[tuple[str, str | None]]:
    if "/S" in node:
        yield str(node["/S"]), str(node["/Alt"]) if "/Alt" in node else None
    inner = node.get("/K", [])
    for part in inner if isinstance(inner, list) else [inner]:
        found = part.get_object() if hasattr(part, "get_object") else part
        if isinstance(found, dict):
            yield from _tags(found)


class Html(HTMLParser):
    """The text, the elements and the addresses of a web page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said = ""
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self._in_style = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._in_style = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._in_style = False

    def handle_data(self, data: str) -> None:
        if not self._in_style:
            self.said += data
