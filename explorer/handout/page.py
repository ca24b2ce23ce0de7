"""The paper as one web page that prints: no scripts, nothing beside it, the same words in the same order."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from explorer.content import Atlas
from explorer.content.language import left_in_english
from explorer.content.models import Paper
from explorer.handout.html import block, document, dose, head, image, joined, labelled, signs, small, warning
from explorer.handout.in_english import marked
from explorer.handout.picture import figures, logo_file, pain_picture, picture
from explorer.handout.qr import qr
from explorer.handout.sheet import Part, Row, Sheet


def page(sheet: Sheet, atlas: Atlas, paper: Paper, drawn: bytes | None = None) -> str:
    """The paper as an HTML document. ``drawn`` is its picture, if it was drawn already."""
    shown = figures(sheet, atlas)
    parts = (
        head(sheet.clinic, logo_file(sheet, atlas), sheet.title),
        f"<h1>{escape(sheet.title)}</h1>",
        *(f"<p>{labelled(fact)}</p>" for fact in sheet.facts),
        f"<p>{escape(sheet.made)}</p>",
        warning(sheet.warning),
        _pictures(sheet, drawn or picture(sheet, atlas)),
        *(_tiles(part, shown) for part in sheet.parts),
        signs(sheet.signs_title, sheet.signs_lead, sheet.signs, sheet.help),
        f'<div class="lists">{joined(f"<section>{block(found, 2)}</section>" for found in sheet.lists)}</div>',
        _pain(sheet, atlas),
        _measures(sheet),
        small(sheet.small),
    )
    return marked(document(sheet.title, sheet.lang, paper, parts), left_in_english(atlas))


def _pictures(sheet: Sheet, drawn_body: bytes) -> str:
    code = qr(sheet.link) if sheet.link else None
    scan = ""
    if code:
        drawn = image("image/svg+xml", code.svg, sheet.scan_alt, f' style="width:{code.side_mm:.1f}mm"')
        scan = f"<figure>{drawn}<figcaption>{escape(sheet.scan)}</figcaption></figure>"
    body = image("image/jpeg", drawn_body, sheet.alt)
    return f'<div class="pictures">\n<figure class="body">{body}</figure>\n{scan}\n</div>'


def _pain(sheet: Sheet, atlas: Atlas) -> str:
    drawn = pain_picture(sheet, atlas)
    if sheet.sore is None or drawn is None:
        return ""
    lines = joined(f"<p>{escape(line)}</p>" for line in (*sheet.sore.lines, sheet.sore.more))
    body = image("image/jpeg", drawn, sheet.sore.alt)
    return f'<section><h2>{escape(sheet.sore.title)}</h2>\n<figure class="beside">{body}</figure>\n{lines}</section>'


def _measures(sheet: Sheet) -> str:
    """A line for an activity, and a table to fill in by hand."""
    measures = sheet.measures
    if measures is None:
        return ""
    empty = "<td></td>" * measures.times
    rows = joined(f'<tr><th scope="row">{escape(row)}</th>{empty}</tr>' for row in measures.rows)
    return (
        f"<section><h2>{escape(measures.title)}</h2>\n<p>{escape(measures.activity)}: {'_' * 40}</p>\n"
        f'<table class="measures">{rows}</table></section>'
    )


def _tiles(part: Part, drawn: Mapping[int, bytes]) -> str:
    rows = joined(f"<li>{_tile(row, drawn.get(row.number))}</li>" for row in part.rows)
    return f'<h2>{escape(part.title)}</h2>\n<ul class="tiles">\n{rows}\n</ul>'


def _tile(row: Row, drawn: bytes | None) -> str:
    said = (
        _told(row, drawn),
        f"<p>{escape(row.position)}</p>" if row.position else "",
        f"<ol>{joined(f'<li>{escape(step)}</li>' for step in row.steps)}</ol>" if row.steps else "",
        *(f"<p>{labelled(line)}</p>" for line in row.care),
    )
    return joined(part for part in said if part)


def _told(row: Row, drawn: bytes | None) -> str:
    """What it is, where and how much, beside its picture; the name comes first, so that it is heard first."""
    name = f'<h3><span class="number">{row.number}</span> {escape(row.what)}</h3>'
    lines = (f"<p>{escape(row.where)}</p>", f'<p class="dose">{dose(row.dose)}</p>', f"<p>{labelled(row.pressure)}</p>")
    if row.shown is None or drawn is None:
        return joined((name, *lines))
    caption = f"<p><small>{escape(row.shown.caption)}</small></p>" if row.shown.caption else ""
    shown = image("image/jpeg", drawn, row.shown.alt)
    return f'<div class="told">\n<div>{joined((name, *lines))}{caption}</div>\n{shown}\n</div>'
