"""What the tab itself is told at the end of every run: its language, what it shows, and whether there were answers.

It is one component, because each takes its time. It stands outside the header: what shows nothing takes room in a row.
"""

from __future__ import annotations

from pathlib import Path

from explorer.content.speech import direction
from explorer.ui.component import component
from explorer.ui.map import addresses, assets
from explorer.ui.safety import memory
from explorer.ui.state import content, pages

_tab = component("tab")
_tab_alone = component("tab_alone", js=Path(__file__).with_suffix(".js").read_text("utf-8"))


def tell() -> None:
    """Tell it, and hear of answers that were lost. For every page, also where there is no content."""
    lang, found = content.speech().lang, addresses.current()
    told = {"page": {"lang": lang, "dir": direction(lang)}, "shows": pages.shown(), "answers": memory.state()}
    tab, data = (_tab, told | {"script": found.address(assets.TAB)}) if found else (_tab_alone, told)
    tab(key="tab", data=data, on_lost_change=memory.lose, on_asked_change=memory.look_again)
