"""Scripts as they stand within a page, which is to be small: without the lines that hold nothing but a comment."""

from __future__ import annotations

import re
from pathlib import Path

_COMMENT = re.compile(r"^\s*//.*\n", re.MULTILINE)


def script(name: str) -> str:
    """One of the scripts beside this file."""
    return _COMMENT.sub("", Path(__file__).with_name(name).read_text("utf-8"))


SAY = script("say.js")  # fills phrases, for any script that says some
