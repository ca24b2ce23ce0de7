"""What the tab itself is told at the end of every run: its language, what it shows, what was found and answered.

The foot of the page comes along: it is one component, because each takes its time.
"""

from __future__ import annotations

from pathlib import Path

from explorer.content.speech import direction
from explorer.ui.component import component
from explorer.ui.map import addresses, assets
from explorer.ui.safety import memory
from explorer.ui.state import content, pages

_HTML = '<p class="tab-said" aria-live="polite"></p><footer class="foot"></footer>'
_tab = component("tab", html=_HTML)
_tab_alone = component("tab_alone", html=_HTML, js=Path(__file__).with_suffix(".js").read_text("utf-8"))


def tell(found: str, foot: str) -> None:
    """Tell it, and hear of answers that were lost. For every page, also where there is no content.

    ``found`` says how much a search has found, to whoever listens. ``foot`` is the HTML that stands below every page.
    """
    lang, files = content.speech().lang, addresses.current()
    page = {"lang": lang, "dir": direction(lang)}
    told = {"page": page, "shows": pages.shown(), "found": found, "foot": foot, "answers": memory.state()}
    tab, data = (_tab, told | {"script": files.address(assets.TAB)}) if files else (_tab_alone, told)
    tab(key="tab", data=data, on_lost_change=memory.lose, on_asked_change=memory.look_again)
