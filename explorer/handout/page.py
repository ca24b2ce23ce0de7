"""The paper as one web page that prints: no scripts, nothing beside it, the same words in the same order."""

from __future__ import annotations

from html import escape

from explorer.content import Atlas
from explorer.content.models import Paper
from explorer.handout.html import block, document, head, image, joined, labelled, signs, small, warning
from explorer.handout.picture import logo_file, pain_picture, picture
from explorer.handout.qr import qr
from explorer.handout.sheet import Part, Row, Sheet


def page(sheet: Sheet, atlas: Atlas, paper: Paper, drawn: bytes | None = None) -> str:
    """The paper as an HTML document. ``drawn`` is its picture, if it was drawn already."""
    parts = (
        head(sheet.clinic, logo_file(sheet, atlas), sheet.title),
        f"<h1>{escape(sheet.title)}</h1>",
        *(f"<p>{labelled(fact)}</p>" for fact in sheet.facts),
        f"<p>{escape(sheet.made)}</p>",
        warning(sheet.warning),
        _pictures(sheet, drawn or picture(sheet, atlas)),
        *(_table(part, sheet) for part in sheet.parts),
        signs(sheet.signs_title, sheet.signs_lead, sheet.signs, sheet.help),
        f'<div class="lists">{joined(f"<section>{block(found, 2)}</section>" for found in sheet.lists)}</div>',
        _pain(sheet, atlas),
        small(sheet.small),
    )
    return document(sheet.title, sheet.lang, paper, parts)


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


def _table(part: Part, sheet: Sheet) -> str:
    heads = joined(f'<th scope="col">{escape(column)}</th>' for column in sheet.columns)
    first = f'<th scope="col">{escape(part.title)}</th>'
    rows = joined(_row(row) for row in part.rows)
    return f"<table>\n<thead><tr>{first}{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"


def _row(row: Row) -> str:
    number = f'<span class="number">{row.number}</span>'
    care = "".join(f"<br>{labelled(line)}" for line in row.care)
    what = f'<th scope="row">{number} <strong>{escape(row.what)}</strong><br>{escape(row.where)}{care}</th>'
    dose = "<br>".join(escape(line) for line in row.dose)
    return f"<tr>{what}<td>{dose}</td><td>{escape(row.pressure)}</td></tr>"
