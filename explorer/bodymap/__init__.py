"""Where it is: geometry, plates, the style of the map, the still picture."""

from explorer.bodymap.framing import focus_for, picture_for, picture_of_most, pictures_for, where_seen
from explorer.bodymap.marked import Mark, described, marked
from explorer.bodymap.shapes import pictures_of, targets
from explorer.bodymap.skin import Skin
from explorer.bodymap.skin_still import overlay_picture, skin_picture
from explorer.bodymap.still import jpeg

__all__ = [
    "Mark",
    "Skin",
    "described",
    "focus_for",
    "jpeg",
    "marked",
    "overlay_picture",
    "picture_for",
    "picture_of_most",
    "pictures_for",
    "pictures_of",
    "skin_picture",
    "targets",
    "where_seen",
]
