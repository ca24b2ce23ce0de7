"""The card as a sheet over the map, on a phone: it peeks, comes up half-way, or fills the screen.

The page itself scrolls it up, so a finger, keys and a screen reader move it as they move any page, and nothing is shut
in. The handle is a button that takes it to the next height.
"""

from __future__ import annotations

from explorer.ui.component import component
from explorer.ui.map import addresses, assets
from explorer.ui.state import content

# Keys that the look and the script of the sheet hang on.
ROOM, BESIDE, HEAD, HANDLE = "explore", "beside", "sheet", "sheet-handle"
_handle = component("sheet", html='<button type="button"></button>')


def handle() -> None:
    """Put the handle on the page. It is seen on a phone alone."""
    words = {"more": content.say("card.show_more"), "less": content.say("card.show_less")}
    _handle(key=HANDLE, data={"script": addresses.address(assets.SHEET), "words": words})
