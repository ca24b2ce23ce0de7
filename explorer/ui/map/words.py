"""The words on the controls of the map, in one place, so that they can be translated."""

from __future__ import annotations

from typing import Any

WORDS: dict[str, Any] = {
    "view": "View",
    "layer": "Layer",
    "side": "Your own side",
    "focus": "Look at",
    "show": "Show",
    "glow": "Nerve glow",
    "names": "Names",
    "keep_off": "Keep-off",
    "skin": "Figure",
    "body": "Body shape",
    "bodies": {"male": "Male outline", "female": "Female outline"},
    "skin_tone": "Skin tone",
    "skin_tones": {"neutral": "Neutral", "light": "Light", "medium": "Medium", "dark": "Dark"},
    "one_model": "The same places hold for both. Muscles and bones are one model.",
    "zoom_in": "Zoom in",
    "zoom_out": "Zoom out",
    "whole": "Whole body",
    "shown_side": {"left": "your left side", "right": "your right side"},
    "picture": "The body from the {view}, layer: {layer}. The list names every part and opens the same cards.",
    "seen_from": {"posterior": "back", "lateral": "side", "anterior": "front"},
    "find": "Find a muscle, bone or nerve, or a place on the skin",
    "find_short": "Find a muscle, bone, nerve or place",
    "clear": "Take the choice back",
    "nothing": "Nothing has this name. Try one plain word, such as buttock or calf.",
    "hint": "Arrows move the picture, plus and minus zoom.",
    "to_list": "Go to the list: it does everything the picture does",
    "outdated": "The atlas was updated. This page loads anew.",
    "legend": ["Felt here", "solid: often", "dashed: sometimes"],
}
