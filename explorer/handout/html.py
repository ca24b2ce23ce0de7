"""What all our web pages that print have in common: their look, their head, lists, pictures and the stop signs."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from explorer.content.models import Paper
from explorer.content.speech import direction
from explorer.handout.sheet import Block, Labelled, Line

TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp", ".svg": "image/svg+xml"}
_NUMBER = re.compile(r"\d+")
_STYLE = """
@page { size: %s; margin: 12mm 13mm; }
body { font: 10.5pt/1.3 Georgia, "Times New Roman", serif; color: #23282D; max-width: 190mm; margin: 0 auto;
  padding: 4mm; overflow-wrap: anywhere; }
@media print { body { padding: 0; font-size: 9.5pt; } }
h1, h2, h3 { color: #0F6B70; margin: 0.8em 0 0.3em; break-after: avoid; }
h1 { font-size: 2em; margin-top: 0; }
h2 { font-size: 1.15em; }
h3 { font-size: 1em; }
p, ul { margin: 0.3em 0; }
ul { padding-inline-start: 1.2em; }
header { display: flex; justify-content: space-between; gap: 1em; border-bottom: 1px solid #B9B4A8;
  padding-bottom: 0.4em; margin-bottom: 0.6em; }
header img { height: 12mm; }
.pictures { display: flex; flex-wrap: wrap; gap: 0.5em 1em; align-items: center; }
figure { margin: 0; text-align: center; }
figure.body { flex: 1 1 24em; background: #FAF8F4; }
figure.body img { max-width: 100%%; max-height: 65mm; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(19em, 100%%), 1fr)); gap: 0.6em; margin: 0;
  padding: 0; list-style: none; }
.tiles > li { padding: 0.6em 0.8em; border: 1px solid #B9B4A8; border-radius: 0.3em; break-inside: avoid; }
.tiles p { margin: 0.2em 0; }
.told { display: flex; gap: 0.8em; }
.told img { order: -1; flex: none; width: 9em; max-height: 7em; object-fit: contain; object-position: top; }
.tiles h3 { margin: 0; font-size: 1.1em; color: #23282D; }
.tiles ol { margin: 0.2em 0; padding-inline-start: 1.4em; }
.tiles li::marker { color: #0F6B70; font-weight: bold; }
.dose { font-weight: bold; }
.dose b { font-size: 1.35em; color: #0F6B70; }
table { width: 100%%; border-collapse: collapse; margin: 0.8em 0; }
th, td { text-align: start; vertical-align: top; padding: 0.25em 0.4em; border-bottom: 1px solid #B9B4A8; }
thead th { background: #F3F0E9; border-bottom: 2px solid #0F6B70; }
thead th:first-child { color: #0F6B70; }
tbody th { font-weight: normal; }
.measures td { width: 10%%; border: 1px solid #B9B4A8; height: 1.6em; }
tr { break-inside: avoid; }
.number { display: inline-block; min-width: 1.5em; line-height: 1.5em; border-radius: 0.75em; text-align: center;
  background: #23282D; color: #fff; print-color-adjust: exact; }
.lists { columns: 2 15em; column-gap: 2em; }
.lists section { break-inside: avoid; }
.lists h2 { margin-top: 0; padding-top: 0.4em; }
.signs { border: 1px solid #B9B4A8; border-inline-start: 4px solid #B3261E; margin-top: 1em; padding: 0.2em 0.8em;
  break-inside: avoid; clear: both; }
.signs h2, .signs h3, .warning, .care h2 { color: #B3261E; }
.signs div { display: grid; grid-template-columns: repeat(auto-fit, minmax(14em, 1fr)); gap: 1.2em; }
.warning { border: 2px solid #B3261E; padding: 0.3em 0.6em; font-weight: bold; }
.card { font-size: 9.2pt; line-height: 1.2; }
.card h2, .card h3 { margin: 0.4em 0 0.2em; }
.card p, .card ul { margin: 0.2em 0; }
.card .signs { font-size: 0.95em; }
.card footer { font-size: 0.7em; }
.card h1 { font-size: 1.7em; }
.card table { margin: 0.5em 0; font-size: 0.95em; }
.card td, .card th { padding: 0.15em 0.4em; }
.card thead th + th { width: 46%%; }
.card thead th + th + th { width: 14%%; }
.card tbody img { float: inline-start; width: 16mm; height: 13mm; object-fit: contain; margin-inline-end: 0.6em; }
.mirrored { transform: scaleX(-1); }
.beside { float: inline-end; width: 44mm; margin-block-end: 0.5em; margin-inline-start: 1.2em; background: #FAF8F4; }
.beside img { width: 100%%; display: block; }
.care { border: 1px solid #B3261E; padding: 0.2em 0.8em; margin: 0.6em 0; clear: both; }
.care h2 { margin-top: 0.2em; }
footer { font-size: 0.75em; }
footer p:first-child { font-size: 1.3em; font-weight: bold; }
"""


def document(title: str, lang: str, paper: Paper | None, parts: Iterable[str]) -> str:
    """A whole HTML document of these parts; empty ones are left out. Without ``paper``, the printer's own is taken."""
    return whole(title, lang, f"<style>{_STYLE % (paper or 'auto')}</style>", parts)


def whole(title: str, lang: str, more_head: str, parts: Iterable[str]) -> str:
    """The same with a look of its own. ``more_head`` is what else stands in the head."""
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(lang)}" dir="{direction(lang)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n{more_head}\n</head>\n<body>\n<main>\n"
        f"{joined(part for part in parts if part)}\n</main>\n</body>\n</html>\n"
    )


def joined(parts: Iterable[str]) -> str:
    """Parts, one under the other."""
    return "\n".join(parts)


def head(lines: Sequence[str], logo: Path | None, title: str) -> str:
    """The head of a clinic; nothing where there is none. ``title`` stands for a logo without a name."""
    drawn = image(TYPES[logo.suffix], logo.read_bytes(), lines[0] if lines else title) if logo else ""
    said = "<br>".join(escape(line) for line in lines)
    return f"<header>{drawn}<p>{said}</p></header>" if drawn or said else ""


def image(kind: str, data: bytes, alt: str, more: str = "") -> str:
    """A picture that the page carries itself."""
    return f'<img src="data:{kind};base64,{base64.b64encode(data).decode()}" alt="{escape(alt)}"{more}>'


def warning(text: str) -> str:
    """A sentence that nobody may miss; nothing for none."""
    return f'<p class="warning">{escape(text)}</p>' if text else ""


def block(found: Block, level: int) -> str:
    """A list with its heading, ``<h2>`` or ``<h3>``."""
    more = f"\n<p>{escape(found.more)}</p>" if found.more else ""
    return f"<h{level}>{escape(found.title)}</h{level}>\n{bullets(found.lines)}{more}"


def bullets(lines: Iterable[Line]) -> str:
    """Lines as a list."""
    return f"<ul>\n{joined(f'<li>{_line(line)}</li>' for line in lines)}\n</ul>"


def signs(title: str, lead: str, groups: Iterable[Block], whom: Iterable[Labelled]) -> str:
    """The stop signs by level, and whom to call or ask."""
    listed = joined(f"<section>{block(group, 3)}</section>" for group in groups)
    asked = joined(f"<p><strong>{labelled(line)}</strong></p>" for line in whom)
    said = f"<h2>{escape(title)}</h2>\n<p><strong>{escape(lead)}</strong></p>"
    return f'<section class="signs">\n{said}\n<div>{listed}</div>\n{asked}\n</section>'


def dose(lines: Iterable[str]) -> str:
    """A dose, with its numbers large."""
    return "<br>".join(_NUMBER.sub(r"<b>\g<0></b>", escape(line)) for line in lines)


def labelled(it: Labelled) -> str:
    """Something with a word before it."""
    return f"<strong>{escape(it.label)}:</strong> {escape(it.text)}" if it.label else escape(it.text)


def small(lines: Iterable[str]) -> str:
    """The small print."""
    return f"<footer>{joined(f'<p>{escape(line)}</p>' for line in lines)}</footer>"


def _line(line: Line) -> str:
    return labelled(Labelled(line.about, line.text))
