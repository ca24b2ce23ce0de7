"""What is known: the content files, checked and linked into one frozen ``Atlas``."""

from explorer.content.atlas import Atlas
from explorer.content.folders import shipped
from explorer.content.load import load_atlas, load_countries, load_phrases, load_red_flags
from explorer.content.problems import ContentError, Problem

__all__ = [
    "Atlas", "ContentError", "Problem", "load_atlas", "load_countries", "load_phrases", "load_red_flags", "shipped",
]  # fmt: skip
