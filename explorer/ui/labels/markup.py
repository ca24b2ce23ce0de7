"""Pieces of HTML that cards are made of. What comes in is plain text, and is escaped here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from html import escape

from explorer.care import sides
from explorer.content.models import SIDES, Action, Figure
from explorer.content.speech import Speech
from explorer.ui.labels import ACTIONS, Colour
from explorer.web.assets import FIGURES, THUMBNAILS

_STRESS = re.compile(r"\*\*(.+?)\*\*")


def paragraph(text: str, title: str = "") -> str:
    """Running text, after a title if there is one."""
    return f"<p><strong>{escape(title)}</strong> {escape(text)}</p>" if title else f"<p>{escape(text)}</p>"


def with_stress(text: str) -> str:
    """Running text in which ``**…**`` stands strong, as in phrases that Streamlit shows."""
    strong = _STRESS.sub(r"<strong>\1</strong>", escape(text))
    return f"<p>{strong}</p>"


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


def action(speech: Speech, found: Action) -> str:
    """What the safety check says of something, in one word."""
    return badge(speech.say(f"action.{found}"), *ACTIONS[found])


def pictures(shown: Figure, address: Callable[[str], str]) -> str:
    """The pictures of a figure, which the browser fetches when they come into sight."""
    files = ((file, shown.alt if i == 0 else "") for i, file in enumerate(shown.files))  # one text tells both
    return "".join(picture(file, alt, address) for file, alt in files)


def small_picture(shown: Figure, address: Callable[[str], str]) -> str:
    """One picture that stands for a figure: how it ends, which tells most."""
    return picture(shown.files[-1], shown.alt, address)


def thumbnail(files: Sequence[str], looks: str, address: Callable[[str], str]) -> str:
    """The same in few bytes, beside words that say what it is."""
    return f'<img class="{looks}" alt="" src="{escape(address(f"{THUMBNAILS}/{files[-1]}"))}">'


def picture(file: str, alt: str, address: Callable[[str], str], *, mirrored: bool = False) -> str:
    """One picture, which the browser fetches when it comes into sight."""
    looks = ' class="mirrored"' if mirrored else ""
    return f'<img loading="lazy"{looks} alt="{escape(alt)}" src="{escape(address(f"{FIGURES}/{file}"))}">'


def tile(act: str, value: str, name: str, said: str, *, picture: str = "", mark: str = "") -> str:
    """A button with a picture: a name, and one line and a mark if there are any."""
    more = f" <small>{escape(said)}</small>" if said else ""
    words = f"<strong>{escape(name)}</strong>{more} {mark}"
    return f'<button type="button" data-act="{act}" data-value="{escape(value)}">{words}{picture}</button>'


def figure(speech: Speech, shown: Figure, address: Callable[[str], str], *, in_turn: bool = False) -> str:
    """How it is done, in one picture or two. The look mirrors it for the other side, and shows the words for that.

    With ``in_turn`` two pictures take each other's place, slowly; they stand side by side for those who want it calm.
    """
    looks = [shown.shown_side, *(["in-turn"] if in_turn and len(shown.files) > 1 else [])]
    words = "".join(f'<span class="{side}">{escape(sides.shown(speech, side))}</span>' for side in SIDES)
    caption = f"<figcaption>{words}</figcaption>" if shown.shown_side != "both" else ""
    return f'<figure class="{" ".join(looks)}">{pictures(shown, address)}{caption}</figure>'


def button(act: str, value: str, label: str, title: str = "") -> str:
    """A button that tells the server what a person wants: ``act`` with ``value``."""
    said = f' title="{escape(title)}"' if title else ""
    return f'<button type="button" data-act="{act}" data-value="{escape(value)}"{said}>{escape(label)}</button>'


def fold(key: str, title: str, mark: str, address: str) -> str:
    """What is fetched from its address when it is opened."""
    head = f"<summary>{icon(mark)} <span>{escape(title)}</span></summary>"
    return f'<details data-key="{escape(key)}" data-from="{escape(address)}">{head}</details>'
