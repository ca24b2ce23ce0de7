"""The paper as one web page that prints: no scripts, nothing beside it, the same words in the same order."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from html import escape

from explorer.content import Atlas
from explorer.content.models import Paper
from explorer.handout.picture import logo_file, picture
from explorer.handout.qr import qr
from explorer.handout.sheet import Block, Labelled, Line, Part, Row, Sheet

_TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".svg": "image/svg+xml"}
_STYLE = """
@page { size: %s; margin: 12mm 13mm; }
body { font: 10.5pt/1.3 Georgia, "Times New Roman", serif; color: #23282D; max-width: 190mm; margin: 0 auto;
  padding: 4mm; overflow-wrap: anywhere; }
@media print { body { padding: 0; } }
h1, h2, h3 { color: #0F6B70; margin: 0.8em 0 0.3em; break-after: avoid; }
h1 { font-size: 2em; margin-top: 0; }
h2 { font-size: 1.15em; }
h3 { font-size: 1em; }
p, ul { margin: 0.3em 0; }
ul { padding-left: 1.2em; }
header { display: flex; justify-content: space-between; gap: 1em; border-bottom: 1px solid #B9B4A8;
  padding-bottom: 0.4em; margin-bottom: 0.6em; }
header img { height: 12mm; }
.pictures { display: flex; flex-wrap: wrap; gap: 0.5em 1em; align-items: center; }
figure { margin: 0; text-align: center; }
figure.body { flex: 1 1 24em; background: #FAF8F4; }
figure.body img { max-width: 100%%; max-height: 65mm; }
table { width: 100%%; border-collapse: collapse; margin: 0.8em 0; }
th, td { text-align: left; vertical-align: top; padding: 0.25em 0.4em; border-bottom: 1px solid #B9B4A8; }
thead th { background: #F3F0E9; border-bottom: 2px solid #0F6B70; }
thead th:first-child { color: #0F6B70; }
thead th + th { width: 27%%; }
thead th + th + th { width: 20%%; }
tbody th { font-weight: normal; }
tr { break-inside: avoid; }
.number { display: inline-block; min-width: 1.5em; line-height: 1.5em; border-radius: 0.75em; text-align: center;
  background: #23282D; color: #fff; print-color-adjust: exact; }
.lists { columns: 2; column-gap: 2em; }
.lists section { break-inside: avoid; }
.lists h2 { margin-top: 0; padding-top: 0.4em; }
.signs { border: 2px solid #B3261E; padding: 0.2em 0.8em; break-inside: avoid; clear: both; }
.signs h2, .signs h3, .warning { color: #B3261E; }
.signs div { display: grid; grid-template-columns: repeat(auto-fit, minmax(14em, 1fr)); gap: 1.2em; }
.warning { border: 2px solid #B3261E; padding: 0.3em 0.6em; font-weight: bold; }
footer { font-size: 0.75em; }
footer p:first-child { font-size: 1.3em; font-weight: bold; }
"""


def page(sheet: Sheet, atlas: Atlas, paper: Paper, drawn: bytes | None = None) -> str:
    """The paper as an HTML document. ``drawn`` is its picture, if it was drawn already."""
    parts = (
        _head(sheet, atlas),
        f"<h1>{escape(sheet.title)}</h1>",
        *(f"<p>{_labelled(fact)}</p>" for fact in sheet.facts),
        f"<p>{escape(sheet.made)}</p>",
        f'<p class="warning">{escape(sheet.warning)}</p>' if sheet.warning else "",
        _pictures(sheet, drawn or picture(sheet, atlas)),
        *(_table(part, sheet) for part in sheet.parts),
        _signs(sheet),
        f'<div class="lists">{_joined(f"<section>{_block(block, 2)}</section>" for block in sheet.lists)}</div>',
        f"<footer>{_joined(f'<p>{escape(line)}</p>' for line in sheet.small)}</footer>",
    )
    title, lang = escape(sheet.title), escape(sheet.lang)
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE % paper}</style>\n</head>\n<body>\n<main>\n"
        f"{_joined(part for part in parts if part)}\n</main>\n</body>\n</html>\n"
    )


def _joined(parts: Iterable[str]) -> str:
    return "\n".join(parts)


def _head(sheet: Sheet, atlas: Atlas) -> str:
    logo = logo_file(sheet, atlas)
    name = sheet.clinic[0] if sheet.clinic else sheet.title
    drawn = _image(_TYPES[logo.suffix], logo.read_bytes(), name) if logo else ""
    lines = "<br>".join(escape(line) for line in sheet.clinic)
    return f"<header>{drawn}<p>{lines}</p></header>" if drawn or lines else ""


def _pictures(sheet: Sheet, drawn_body: bytes) -> str:
    code = qr(sheet.link) if sheet.link else None
    scan = ""
    if code:
        drawn = _image("image/svg+xml", code.svg, sheet.scan_alt, f' style="width:{code.side_mm:.1f}mm"')
        scan = f"<figure>{drawn}<figcaption>{escape(sheet.scan)}</figcaption></figure>"
    body = _image("image/jpeg", drawn_body, sheet.alt)
    return f'<div class="pictures">\n<figure class="body">{body}</figure>\n{scan}\n</div>'


def _image(kind: str, data: bytes, alt: str, more: str = "") -> str:
    return f'<img src="data:{kind};base64,{base64.b64encode(data).decode()}" alt="{escape(alt)}"{more}>'


def _table(part: Part, sheet: Sheet) -> str:
    heads = _joined(f'<th scope="col">{escape(column)}</th>' for column in sheet.columns)
    first = f'<th scope="col">{escape(part.title)}</th>'
    rows = _joined(_row(row) for row in part.rows)
    return f"<table>\n<thead><tr>{first}{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"


def _row(row: Row) -> str:
    number = f'<span class="number">{row.number}</span>'
    care = "".join(f"<br>{_labelled(line)}" for line in row.care)
    what = f'<th scope="row">{number} <strong>{escape(row.what)}</strong><br>{escape(row.where)}{care}</th>'
    dose = "<br>".join(escape(line) for line in row.dose)
    return f"<tr>{what}<td>{dose}</td><td>{escape(row.pressure)}</td></tr>"


def _block(block: Block, level: int) -> str:
    lines = _joined(f"<li>{_line(line)}</li>" for line in block.lines)
    more = f"\n<p>{escape(block.more)}</p>" if block.more else ""
    return f"<h{level}>{escape(block.title)}</h{level}>\n<ul>\n{lines}\n</ul>{more}"


def _signs(sheet: Sheet) -> str:
    groups = _joined(f"<section>{_block(group, 3)}</section>" for group in sheet.signs)
    whom = _joined(f"<p><strong>{_labelled(line)}</strong></p>" for line in sheet.help)
    head = f"<h2>{escape(sheet.signs_title)}</h2>\n<p><strong>{escape(sheet.signs_lead)}</strong></p>"
    return f'<section class="signs">\n{head}\n<div>{groups}</div>\n{whom}\n</section>'


def _labelled(it: Labelled) -> str:
    return f"<strong>{escape(it.label)}:</strong> {escape(it.text)}" if it.label else escape(it.text)


def _line(line: Line) -> str:
    return f"<strong>{escape(line.about)}:</strong> {escape(line.text)}" if line.about else escape(line.text)
