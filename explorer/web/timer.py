"""The timer of a hold, as pieces of a page: the same step by step and in the pocket.

The script has ``timer(root, {seconds, repeats})`` for the element that holds the HTML. The look is drawn with
``--ground``, ``--soft``, ``--line``, ``--accent`` and ``--round`` of the page.
"""

from __future__ import annotations

from pathlib import Path

LONGEST_SECONDS = 300  # what takes longer is not held; nobody watches a clock so long


def timed(seconds: int) -> int:
    """So many seconds are counted; 0 where there is no timer."""
    return seconds if seconds <= LONGEST_SECONDS else 0


def _file(ending: str) -> str:
    return Path(__file__).with_suffix(f".{ending}").read_text("utf-8")


HTML, LOOK, SCRIPT = _file("html"), _file("css"), _file("js")
