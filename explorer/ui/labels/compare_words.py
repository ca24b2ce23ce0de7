"""What else hurts here, and how is it different: the pattern of a region beside those that are felt in the same places.

Never a diagnosis: every list ends with what a picture and a sore spot cannot tell.
"""

from __future__ import annotations

from html import escape

from explorer.care import pain, pain_words
from explorer.content import Atlas
from explorer.content.citations import named
from explorer.content.models import Pattern, Region, Register
from explorer.content.text_for import text_for
from explorer.ui.labels import sure
from explorer.ui.labels.markup import button, paragraph, small

CAVEATS = ("pain_drawing", "tender_spot")


def compared(atlas: Atlas, region: Region, register: Register) -> str:
    """The comparison for a region; nothing where nothing is known."""
    own = pain.patterns_of(atlas, region.id, register)
    others = pain.also_hurts_there(atlas, region.id, register)
    if not own and not others:
        return ""
    caveats = " ".join(text_for(atlas.caveats[each], register) for each in CAVEATS)
    title = f"<p><strong>{escape(atlas.say('fold.also'))}</strong></p>"
    also = title + "".join(_other(atlas, other, register) for other in others)
    return "".join(_own(atlas, each, register) for each in own) + (also if others else "") + small(caveats)


def _own(atlas: Atlas, pattern: Pattern, register: Register) -> str:
    name = atlas.say("fold.like", name=pattern.called(register))
    return paragraph(text_for(pattern, register), name) + _different(atlas, pattern)


def _other(atlas: Atlas, other: pain.Other, register: Register) -> str:
    """One other pattern: where it is felt too, how it differs, and the ways to its cards."""
    pattern = other.pattern
    here_too = atlas.say("fold.felt_too", places=pain_words.places(atlas, other.shared))
    ways = "".join(region_button(atlas.regions[region], register) for region in pattern.regions)
    said = paragraph(here_too, atlas.say("fold.named", name=pattern.called(register))) + _different(atlas, pattern)
    return f'<section class="other">{said}<p class="ways">{ways}</p></section>'


def _different(atlas: Atlas, pattern: Pattern) -> str:
    rests = sure(atlas.speech, pattern.grade, named(atlas, pattern.references))
    return paragraph(pattern.differs, atlas.say("fold.different")) + small(rests)


def region_button(region: Region, register: Register) -> str:
    """The way from a card to that of another region."""
    return button("go", region.id, region.called(register), region.name)
