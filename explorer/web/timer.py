"""The timer of a hold, as pieces of a page: the same step by step and in the pocket.

The script has ``timer(root, {seconds, repeats, words})`` for the element that holds the HTML. It says the phrases of
``timer.yaml``. The look is drawn with ``--ground``, ``--soft``, ``--line``, ``--accent`` and ``--round`` of the page.
"""

from __future__ import annotations

from pathlib import Path

from explorer.web.scripts import SAY, script

LONGEST_SECONDS = 300  # what takes longer is not held; nobody watches a clock so long


def timed(seconds: int) -> int:
    """So many seconds are counted; 0 where there is no timer."""
    return seconds if seconds <= LONGEST_SECONDS else 0


_HERE = Path(__file__)
HTML, LOOK = _HERE.with_suffix(".html").read_text("utf-8"), _HERE.with_suffix(".css").read_text("utf-8")
SCRIPT = SAY + script("timer.js")
