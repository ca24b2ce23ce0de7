"""The words of a card: what it says to everybody, before all that depends on the person.

They are one piece of HTML, because the browser holds those of every card and shows them with the click on the map,
while the server still thinks about the rest.
"""

from __future__ import annotations

from pathlib import Path

from explorer.content.models import Register
from explorer.ui.component import component
from explorer.ui.map import addresses, assets


def _file(name: str) -> str:
    return Path(__file__).with_name(name).read_text("utf-8")


_HTML = '<article class="card-body"></article>'
# Each is sent with every run, so the look comes with one of them and holds for both, and the longer script by address.
_body = component("card_body", html=_HTML, js=_file("card_body.js"))
_prefetch = component("prefetch", html=_HTML, css=_file("card_body.css"))


def show(location: str, words: str) -> None:
    """Put the words of a card on a page that has ``prefetch``. ``location`` is ``<region or pain place>:<side>``."""
    _body(key="card_body", data={"location": location, "words": words})


def prefetch(register: Register, *, locked: bool) -> None:
    """Let the browser show the words of any card at a click on the map; the answer of the server takes their place.

    They are a file that the browser fetches once, so that no run of the page sends them again.
    """
    words, script = assets.cards(register, locked=locked), assets.PREFETCH
    _prefetch(key="prefetch", data={"cards": addresses.address(words), "script": addresses.address(script)})
