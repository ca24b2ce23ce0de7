"""Pieces of HTML that cards are made of. What comes in is plain text, and is escaped here."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from explorer.content.models import Action
from explorer.ui.labels import ACTIONS, Colour


def paragraph(text: str, title: str = "") -> str:
    """Running text, after a title if there is one."""
    return f"<p><strong>{escape(title)}</strong> {escape(text)}</p>" if title else f"<p>{escape(text)}</p>"


def small(text: str) -> str:
    """What stands beside the text: sources, how sure we are."""
    return f"<p><small>{escape(text)}</small></p>"


def listed(lines: Iterable[str], title: str = "", *, ordered: bool = False) -> str:
    """Lines as a list under its title; nothing without lines."""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    kind = "ol" if ordered else "ul"
    head = f"<p><strong>{escape(title)}</strong></p>" if title else ""
    return f"{head}<{kind}>{items}</{kind}>" if items else ""


def icon(mark: str) -> str:
    """A mark such as ``:material/bolt:`` in Streamlit's own icon font."""
    return f'<span class="icon" aria-hidden="true" translate="no">{mark.strip(":").rpartition("/")[2]}</span>'


def badge(text: str, mark: str, colour: Colour) -> str:
    """A word with its mark and colour."""
    return f'<span class="badge {colour}">{icon(mark)} {escape(text)}</span>'


def action(found: Action) -> str:
    """What the safety check says of something, in one word."""
    return badge(*ACTIONS[found])


def button(act: str, value: str, label: str, title: str = "") -> str:
    """A button that tells the server what a person wants: ``act`` with ``value``."""
    said = f' title="{escape(title)}"' if title else ""
    return f'<button type="button" data-act="{act}" data-value="{escape(value)}"{said}>{escape(label)}</button>'


def fold(key: str, title: str, mark: str, address: str) -> str:
    """What is fetched from its address when it is opened."""
    head = f"<summary>{icon(mark)} <span>{escape(title)}</span></summary>"
    return f'<details data-key="{escape(key)}" data-from="{escape(address)}">{head}</details>'
