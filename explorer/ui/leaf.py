"""The words of a card: what it says to everybody, before all that depends on the person.

They are one piece of HTML, because the browser holds those of every card and shows them with the click on the map,
while the server still thinks about the rest.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from html import escape
from pathlib import Path

import streamlit as st

from explorer.content import Atlas
from explorer.content.models import Place, Region, Register, Side, Words
from explorer.content.told import told
from explorer.ui.marks import RELATIONS


def _file(name: str) -> str:
    return Path(__file__).with_name(name).read_text("utf-8")


_HTML, _CSS = '<article class="leaf"></article>', _file("leaf.css")
# In the page itself and not behind a wall of its own: screen, print and search then treat it as the text it is.
_leaf = st.components.v2.component("leaf", html=_HTML, css=_CSS, js=_file("leaf.js"), isolate_styles=False)
_ahead = st.components.v2.component("ahead", html=_HTML, css=_CSS, js=_file("ahead.js"), isolate_styles=False)


def show(location: str, words: str) -> None:
    """Put the words of a card on the page. ``location`` is ``<region or pain place>:<side>``."""
    _leaf(key="leaf", data={"location": location, "words": words})


def keep_ahead(atlas: Atlas, register: Register) -> None:
    """Let the browser show the words of any card at a click on the map; the answer of the server takes their place."""
    _ahead(key="ahead", data=_all(atlas, register))


@st.cache_resource(show_spinner=False, max_entries=8, hash_funcs={Atlas: id})
def _all(atlas: Atlas, register: Register) -> str:
    """The words of every region and pain place by their id, as JSON. The browser fills in the side."""
    regions = {region.id: of_region(atlas, region, "", register) for region in atlas.regions.values()}
    return json.dumps(regions | {place.id: of_place(atlas, place, "") for place in atlas.places.values()})


def of_region(atlas: Atlas, region: Region, side: Side | str, register: Register) -> str:
    """The words of a region."""
    words = told(region, register)
    name = f'<span class="name">{escape(region.name)}</span>'
    return "".join([
        f"<h3>{escape(region.plain_name)}</h3>",
        f"<p>{name}</p>" if region.id in atlas.in_the_middle else f"<p>{name} · {_side(side)}</p>",
        _relation(region),
        f"<p>{escape(told(region.nerve_relation, register))}</p>",
        f"<p>{escape(words.what)}</p>",
        _titled("Where.", words.where),
        _take_care(atlas, region, words, register),
        _titled("If it aches.", words.ache),
        _titled("What may ease it.", words.eases),
        _titled("What does not.", words.does_not),
    ])  # fmt: skip


def of_place(atlas: Atlas, place: Place, side: Side | str) -> str:
    """The words of a place on the skin."""
    where = _side(side) if atlas.has_sides(place.id) else "in the middle"
    return f"<h3>{escape(place.name)}</h3><p>{where}</p><p>{escape(place.note)}</p>"


def _side(side: str) -> str:
    return f"<span data-side>{side} side</span>" if side else "<span data-side></span>"


def _relation(region: Region) -> str:
    label, icon, colour = RELATIONS[region.nerve_relation.kind]
    return f'<p><span class="relation {colour}">{_icon(icon)} {label}</span></p>'


def _take_care(atlas: Atlas, region: Region, words: Words, register: Register) -> str:
    zones = [atlas.keep_off[zone] for zone in region.keep_off]
    lines = [
        escape(words.leave),
        *(escape(caution.text) + _graded(caution.grade, register) for caution in region.cautions),
        *(f"<b>Keep-off: {escape(zone.name)}.</b> {escape(zone.rule)}{_graded(zone.grade, register)}"
          for zone in zones),
    ]  # fmt: skip
    return f'<section class="care"><p>{_icon(":material/front_hand:")} <b>Take care</b></p>{_list(lines)}</section>'


def _graded(grade: str, register: Register) -> str:
    return "" if register == "patient" else f" <small>(grade {grade})</small>"


def _titled(title: str, text: str) -> str:
    return f"<p><b>{title}</b> {escape(text)}</p>"


def _list(lines: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>"


def _icon(mark: str) -> str:
    """A mark such as ``:material/bolt:`` in Streamlit's own icon font."""
    return f'<span class="icon" aria-hidden="true" translate="no">{mark.strip(":").rpartition("/")[2]}</span>'
