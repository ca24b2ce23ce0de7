"""The plan in the pocket as an app of its own: its manifest, its icon, and the worker that opens it with no internet.

All of it lies beside the plans, so that the worker reaches no other page.
"""

from __future__ import annotations

import json
from html import escape
from pathlib import Path

from explorer.content import shipped
from explorer.content.speech import Speech, direction
from explorer.handout.link import POCKET

WORKER, ICON, ENDING = "worker.js", "icon.png", ".webmanifest"
ICON_PX = 512
MANIFEST_TYPE = "application/manifest+json"
_GROUND, _ACCENT = "#FAF8F4", "#0F6B70"


def worker() -> str:
    """The script of the worker."""
    return Path(__file__).with_name(WORKER).read_text("utf-8")


def icon() -> bytes:
    """The picture on the home screen. A phone may cut its corners."""
    return (shipped("images") / "home_icon.png").read_bytes()


def manifest(base: str, path: str, speech: Speech) -> str:
    """What a phone must know to put the plan at ``path`` on the home screen."""
    name = speech.say("pocket.my_plan")  # of nobody: others see the home screen, too
    drawn = {
        "src": address(base, ICON),
        "sizes": f"{ICON_PX}x{ICON_PX}",
        "type": "image/png",
        "purpose": "any maskable",
    }
    return json.dumps({
        "name": name, "short_name": name, "lang": speech.lang, "dir": direction(speech.lang), "id": path,
        "start_url": path, "scope": address(base, ""), "display": "standalone", "background_color": _GROUND,
        "theme_color": _ACCENT, "icons": [drawn],
    })  # fmt: skip


def head(base: str, path: str) -> str:
    """What stands in the head of the page at ``path``."""
    page, mark, query = path.partition("?")
    told = escape(f"{page}{ENDING}{mark}{query}")
    return f'<link rel="manifest" href="{told}">\n<link rel="apple-touch-icon" href="{escape(address(base, ICON))}">'


def address(base: str, name: str) -> str:
    """Where one of these files is."""
    return f"{base}/{POCKET}/{name}"
