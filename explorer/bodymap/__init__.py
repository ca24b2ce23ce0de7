"""Where it is: geometry, plates, the interactive figure, the still picture."""

from explorer.bodymap.figure import Click, Scene, figure, read_click
from explorer.bodymap.goto import focus_for, picture_for, picture_of_most
from explorer.bodymap.marked import Mark, described, marked
from explorer.bodymap.shapes import pictures_of, targets
from explorer.bodymap.still import still

__all__ = [
    "Click",
    "Mark",
    "Scene",
    "described",
    "figure",
    "focus_for",
    "marked",
    "picture_for",
    "picture_of_most",
    "pictures_of",
    "read_click",
    "still",
    "targets",
]
